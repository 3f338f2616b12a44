"""Turn two person tables into one table of links, estimating weights on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from matcher.compared import Lists, compare_all
from matcher.hashing import I64
from matcher.prepare import prepare
from matcher.profiles import Profiles
from matcher.schema import checked, checked_labels
from matcher.side import Side
from matcher.streams.stream import Matched, match_stream
from matcher.streams.wishes import Wishes
from matcher.train import Sample, Trained, train

PART = 500_000  # profiles prepared at once

__all__ = ["Matched", "estimate_weights", "match_tables"]


@dataclass(frozen=True, slots=True)
class _Slice:
    table: pa.Table

    def __call__(self) -> pa.Table:
        return self.table


def match_tables(candidates: pa.Table, profiles: pa.Table, **wishes: Any) -> Matched:  # noqa: ANN401 - those of Wishes
    """Link every candidate to its best profile; without weights, estimate them from the two tables first.

    Takes the fields of `Wishes` by name. Raises InvalidTable when a table doesn't fit the match schema, naming the
    column and, for ids, the row.
    """
    table = checked(profiles, "profiles")
    parts: Sequence[_Slice] = [_Slice(table.slice(start, PART)) for start in range(0, max(table.num_rows, 1), PART)]
    known = {name: value for name, value in wishes.items() if value is not None}
    return match_stream(candidates, parts, Wishes(**known))
