"""Turn a folder of resume files with their truth into parsing speed with correctness per field.

The folder holds `manifest.json` (a list of entries with `path`) beside the files. Predictions are written as JSON
Lines in the interface of `talentjoin parse --json`; a scorer that reads manifest and predictions adds the figures.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.report import Row, write_results
from entities.resume import ParseOutcome
from matcher.resume import derive, parse_resume

GOAL_MACRO10 = 0.80
GOAL_DOCUMENTS_PER_SECOND = 10.0
UNGUARDED = "fully_right", "worst_layout", "provenance", "ece", "sure_contact", "sure_positions"
SCORER_SECONDS = 600


def prediction(path: str, outcome: ParseOutcome, seconds: float) -> dict[str, Any]:
    """Shape one outcome as a line of `talentjoin parse --json`."""
    line = {"file": path, "seconds": round(seconds, 4), **outcome.model_dump(mode="json")}
    if outcome.resume is not None:
        line["derived"] = derive(outcome.resume, outcome.document.date).model_dump(mode="json")
    return line


def parse_folder(folder: Path) -> list[dict[str, Any]]:
    """Parse every file of the manifest in this process; `seconds` is CPU time."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    lines = []
    for entry in manifest:
        content = (folder / entry["path"]).read_bytes()
        started = time.process_time()
        outcome = parse_resume(content, entry["path"])
        lines.append(prediction(entry["path"], outcome, time.process_time() - started))
    return lines


def score(scorer: Path, folder: Path, predictions: Path) -> dict[str, Any]:
    """Run a scorer with `--json` on manifest and predictions; return what it prints.

    Raises subprocess.CalledProcessError where the scorer fails.
    """
    command = [sys.executable, str(scorer), str(folder / "manifest.json"), str(predictions), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=SCORER_SECONDS)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def speed_rows(lines: list[dict[str, Any]]) -> list[Row]:
    """Return the rows that need no truth: documents a second a core, documents with a status."""
    seconds = sum(line["seconds"] for line in lines)
    rate = len(lines) / seconds if seconds else 0.0
    slowest = sorted(line["seconds"] for line in lines)[int(0.95 * (len(lines) - 1))] if lines else 0.0
    fast = rate >= GOAL_DOCUMENTS_PER_SECOND
    statuses = sum(line["status"] == "ok" for line in lines)
    return [
        Row("documents a second a core", f">= {GOAL_DOCUMENTS_PER_SECOND:g}", round(rate, 1), "1/s", fast),
        Row("95th percentile of a document", "", round(slowest * 1000), "ms", None),
        Row("documents with status ok", "", statuses, f"of {len(lines)}", None),
    ]


def score_rows(scored: dict[str, Any]) -> list[Row]:
    """Return the scorer's figures as rows, macro-10 first."""
    figures = scored["figures"]
    macro = figures["macro10"]
    rows = [Row("macro-10 F1", f">= {GOAL_MACRO10:g}", round(macro, 3), "", macro >= GOAL_MACRO10)]
    rows += [Row(f"F1 {name}", "", round(field["f1"], 3), "", None) for name, field in scored["fields"].items()]
    known = [(name, figures[name]) for name in UNGUARDED if figures.get(name) is not None]
    return rows + [Row(name, "", round(value, 3), "", None) for name, value in known]


def main() -> int:
    """Parse a folder, print the figures, write them to `benchmarks/results/resumes.json`."""
    parser = argparse.ArgumentParser(description="Measure resume parsing on a folder of files with a manifest.")
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.json")
    parser.add_argument("--scorer", type=Path, help="script that scores predictions against the manifest")
    parser.add_argument("--predictions", type=Path, help="where to keep the predictions (JSON Lines)")
    parser.add_argument("--json", action="store_true", help="print the scorer's whole answer as well")
    options = parser.parse_args()
    lines = parse_folder(options.data)
    with tempfile.TemporaryDirectory() as scratch:
        target = options.predictions or Path(scratch) / "predictions.jsonl"
        target.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        scored = score(options.scorer, options.data, target) if options.scorer else None
    rows = speed_rows(lines) + (score_rows(scored) if scored else [])
    write_results("resumes", rows, seed=None, settings={"documents": len(lines)})
    if options.json and scored:
        print(json.dumps(scored, ensure_ascii=False, indent=2))
    return 0 if all(row.holds is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
