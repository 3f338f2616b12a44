"""Turn invented people of unseen seeds, plus published sets where given, into the figures of the matcher's goals.

    python -m benchmarks.matching [--parts invented,published,...] [--large] [--data DIR] [--keep DIR] [--no-peer]

Every tool runs as a process of its own on the same Parquet files, ours through the real command. The parts:
invented (three presets and an unseen one), large (1M x 10M; only with --large), growth (needs large), published
(needs --data), labels, incremental, engines. `--add` keeps the rows of other parts in the results file.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from rich.console import Console

from benchmarks import matching_parts as parts
from benchmarks.matching_asked import Asked, Sizes
from benchmarks.matching_published import published
from benchmarks.matching_runs import PEER_PYTHON, CommandFailed
from benchmarks.report import RESULTS, Row, write_results

CANDIDATES, MEMBERS, SEED = 100_000, 1_000_000, 990  # the seed is no one's that the matcher was developed on
TIMES = 10  # the large size has so many times more of both
PRESETS = ("clean", "usual", "rough", "unseen")
PARTS: Mapping[str, Callable[[Asked], list[Row]]] = MappingProxyType(
    {
        "invented": parts.invented,
        "large": parts.large,
        "growth": parts.growth,
        "published": published,
        "labels": parts.labelled,
        "incremental": parts.incremental,
        "engines": parts.engines,
    }
)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write the figures; exit status 1 where a goal is missed."""
    given = _arguments(arguments)
    wanted = [
        name for name in PARTS if name in given.parts.split(",") and (given.large or name not in {"large", "growth"})
    ]
    with tempfile.TemporaryDirectory() as place:
        asked = Asked(
            folder=Path(given.keep) if given.keep else Path(place),
            scratch=Path(place),
            seed=given.seed,
            small=Sizes(given.candidates, given.members),
            big=Sizes(given.candidates * TIMES, given.members * TIMES),
            presets=tuple(given.presets.split(",")),
            peer=_peer(given),
            data=Path(given.data) if given.data else None,
            febrl=Path(given.febrl) if given.febrl else None,
            large=given.large,
            measured={},
            say=Console(stderr=True).print,
        )
        rows: list[Row] = []
        for name in wanted:
            asked.say(f"part {name}")
            try:
                rows += PARTS[name](asked)
            except (CommandFailed, subprocess.CalledProcessError) as failure:
                rows.append(Row(f"part {name}", "measured", f"failed: {failure}", "", holds=False))
    settings = {
        "candidates": given.candidates,
        "members": given.members,
        "parts": wanted,
        "peer": asked.peer is not None,
        "presets": list(asked.presets),
    }
    results = Path(given.results)
    _publish(results / "peers" / "splink.json", asked.measured.get("splink", {}))
    if given.add:
        rows = _with_earlier(results / "matching.json", rows)
    write_results("matching", rows, given.seed, settings, results)
    return int(any(row.holds is False for row in rows))


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--parts", default=",".join(PARTS), help="comma-separated, of " + ", ".join(PARTS))
    parser.add_argument("--presets", default=",".join(PRESETS))
    parser.add_argument("--large", action="store_true", help="measure ten times more of both sides, too")
    parser.add_argument("--data", help="folder with the published sets; they are left out without it")
    parser.add_argument("--febrl", help="folder with dataset4a.csv and dataset4b.csv (default: --data)")
    parser.add_argument("--keep", help="folder that keeps the invented files for another run")
    parser.add_argument("--results", default=str(RESULTS), help="folder to write matching.json into")
    parser.add_argument("--add", action="store_true", help="keep the rows of other parts in the results")
    parser.add_argument("--peer-python", default=str(PEER_PYTHON), help="Python of `make peers`")
    parser.add_argument("--no-peer", action="store_true", help="measure ours alone")
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args(arguments)


def _peer(given: argparse.Namespace) -> Path | None:
    """Find the peer's Python; without it, the comparison is left out by name."""
    if given.no_peer:
        return None
    python = Path(given.peer_python)
    if not python.exists():
        print(f"skipped: Splink ({python} is missing: make peers)", file=sys.stderr)
        return None
    return python


def _publish(path: Path, told: Mapping[str, object]) -> None:
    """Write how the peer was set up for each task, beside the results; tasks of earlier runs stay."""
    if told:
        path.parent.mkdir(parents=True, exist_ok=True)
        earlier = json.loads(path.read_text("utf-8")) if path.exists() else {}
        path.write_text(json.dumps(earlier | dict(told), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _with_earlier(path: Path, rows: Sequence[Row]) -> list[Row]:
    """Put earlier rows of other names before the new ones."""
    if not path.exists():
        return list(rows)
    new = {row.name for row in rows}
    earlier = [Row(**row) for row in json.loads(path.read_text("utf-8"))["rows"]]
    return [row for row in earlier if row.name not in new] + list(rows)


if __name__ == "__main__":
    raise SystemExit(main())
