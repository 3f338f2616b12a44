"""Turn resumes with visible truth into figures of parsing them: accuracy, calibration, speed, beside other parsers.

    make bench-resumes ARGS="--data DIR [--made DIR] [--peers PYTHON]"

`--data` is a folder of documents with a `manifest.json`, that the parser may have been tuned on. `--made` holds sets
that `benchmarks.cvs` made (`make resumes-made`); of their layouts only those held back are measured.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import Row, write_results
from benchmarks.resume_rows import accuracy_rows, peer_rows
from benchmarks.resume_sets import Document, documents, judge_all, made, read_all, read_by_peer
from benchmarks.resume_speed import process_rows, speed_rows

PEERS = ("leverparser", "openresume-parser")
HELD, GIVEN = "held layouts", "development documents"


def _accuracy(name: str, found: Sequence[Document], kept: Path | None) -> list[Row]:
    lines = read_all(found)
    if kept:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        kept.write_text(text, encoding="utf-8")
    return accuracy_rows(name, judge_all(found, lines))


def _peers(name: str, found: Sequence[Document], python: Path | None) -> list[Row]:
    if python is None:
        return []
    pdfs = [document for document in found if document.entry["ext"] == "pdf"]
    rows: list[Row] = []
    for peer in PEERS:
        lines = read_by_peer(peer, python, pdfs)
        if lines is None:
            print(f"{peer} is not installed in that environment: skipped", file=sys.stderr)
        else:
            rows += peer_rows(name, peer, judge_all(pdfs, lines), sum(line["seconds"] for line in lines))
    return rows


def main() -> int:
    """Measure, print the table, write `benchmarks/results/resumes.json`."""
    parser = argparse.ArgumentParser(description="Measure how well and how fast resumes are read.")
    parser.add_argument("--data", type=Path, help="folder with manifest.json")
    parser.add_argument("--made", type=Path, help="folder of made sets; only layouts held back are measured")
    parser.add_argument("--peers", type=Path, help="Python with other open parsers installed")
    parser.add_argument("--predictions", type=Path, help="where to keep what was read of --data (JSON Lines)")
    options = parser.parse_args()
    parts = [(HELD, made(options.made, "held"))] if options.made else []
    parts += [(GIVEN, documents(options.data))] if options.data else []
    if not parts:
        parser.error("give --data or --made")
    rows: list[Row] = []
    for name, found in parts:
        rows += _accuracy(name, found, options.predictions if name == GIVEN else None)
        rows += _peers(name, found, options.peers)
    pdfs = [one.path.read_bytes() for one in parts[-1][1] if one.entry["ext"] == "pdf"]
    rows += speed_rows(pdfs) + process_rows(pdfs)
    write_results("resumes", rows, seed=None, settings={name: len(found) for name, found in parts})
    return 0 if all(row.holds is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
