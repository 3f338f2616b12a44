"""Turn runs into named plain arrays, and arrays, as they lie in memory or in mapped files, into runs."""

from collections.abc import Mapping

import numpy as np

from matcher.frequency import COUNTED, Tally
from matcher.hashing import I64
from matcher.keys import FAMILIES
from matcher.runs.run import Run
from matcher.side import Array, Side

RUN_FORM = 3  # counts up whenever the same person gets other hashes or keys, or arrays other names or meanings
SEALED = frozenset({"words.bytes"})  # arrays that hold words' letters


def run_arrays(run: Run) -> dict[str, Array]:
    """Give a run's arrays by name; which rows have died is not among them."""
    arrays = dict(run.side.arrays)
    arrays |= {f"block.{tag:02d}": block for tag, block in enumerate(run.blocks)}
    for field in COUNTED:
        arrays[f"count.{field}.values"] = run.tallied.values[field]
        arrays[f"count.{field}.numbers"] = run.tallied.numbers[field]
    return arrays | {"id.hashes": run.id_hashes, "id.rows": run.id_rows}


def run_of(arrays: Mapping[str, Array], dead: I64 | None = None) -> Run:
    """Read a run out of its arrays, without copying them. Raises KeyError where one is missing."""
    side = Side(arrays, len(arrays["ids.offsets"]) - 1)
    run = Run(
        side,
        tuple(arrays[f"block.{tag:02d}"] for tag in range(len(FAMILIES))),
        Tally(
            {field: arrays[f"count.{field}.values"] for field in COUNTED},
            {field: arrays[f"count.{field}.numbers"] for field in COUNTED},
        ),
        arrays["id.hashes"],
        arrays["id.rows"],
    )
    return run if dead is None or not len(dead) else run.without(np.asarray(dead, np.int64))
