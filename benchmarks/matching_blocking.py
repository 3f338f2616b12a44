"""Turn a folder of people with the truth into the share of true pairs that were compared at all.

    python -m benchmarks.matching_blocking FOLDER WEIGHTS.json

A run of its own, with the weights of the measured one: what was compared is looked at from inside.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.matching_rows import at_least, at_most, told
from benchmarks.matching_runs import CommandFailed, Linked, measured
from benchmarks.report import Row
from matcher.streams import stream
from matcher.streams.given import profile_ids
from service.crew import cores
from service.flows.match import MatchOrder, match_files

CHUNK = 500_000  # pairs


def main(arguments: list[str] | None = None) -> int:
    """Print the share of true pairs compared, with the number of pairs, as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching_blocking", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path)
    given = parser.parse_args(arguments)
    truth = pq.read_table(given.folder / "truth.parquet")
    print(json.dumps(_compared(given.folder, given.weights, truth)))
    return 0


def blocking_rows(
    name: str, folder: Path, linked: Linked, recall: float | None = None, pairs: float | None = None
) -> list[Row]:
    """Tell the recall of the blocking and the pairs a candidate; `recall` and `pairs` are goals."""
    command = [sys.executable, "-m", "benchmarks.matching_blocking", str(folder), str(linked.weights)]
    try:
        _, text = measured(command)
    except CommandFailed as failure:
        return [Row(f"{name}: blocking recall", "measured", f"failed: {failure}", "", holds=False)]
    found = json.loads(text.splitlines()[-1])
    each = found["pairs"] / max(len(linked.links), 1)
    names = f"{name}: blocking recall", f"{name}: pairs per candidate"
    return [
        told(names[0], round(found["recall"], 4), "")
        if recall is None
        else at_least(names[0], found["recall"], recall, ""),
        told(names[1], round(each, 2), "") if pairs is None else at_most(names[1], each, pairs, ""),
    ]


def _compared(folder: Path, weights: Path, truth: pa.Table) -> dict[str, float]:
    """Match, and look every compared pair up in the truth."""
    told: dict[str, float] = {}
    answered = vars(stream)["answered"]
    goals = dict(zip(*(truth.column(name).to_pylist() for name in ("candidate_id", "profile_id")), strict=True))
    having = sum(goal is not None for goal in goals.values())

    def counted(side: Any, found: Any, weights: Any, asked: Any, given: Any, shelf: Any) -> Any:
        goal = np.array([goals.get(name) for name in side.ids[np.arange(len(side))].tolist()], object)
        right = 0
        for start in range(0, len(found.candidate), CHUNK):
            at = np.arange(start, min(start + CHUNK, len(found.candidate)))
            right += int((profile_ids(found, at, shelf) == goal[found.candidate[at]]).sum())
        told.update(recall=right / max(having, 1), pairs=len(found.candidate))
        return answered(side, found, weights, asked, given, shelf)

    with patch.object(stream, "answered", counted), tempfile.TemporaryDirectory() as place:
        order = MatchOrder(weights=weights, workers=cores())
        out = Path(place) / "links.parquet"
        match_files(
            folder / "candidates.parquet",
            folder / "profiles.parquet",
            out,
            report=lambda _stage, _done, _total: None,
            order=order,
        )
    return told


if __name__ == "__main__":
    raise SystemExit(main())
