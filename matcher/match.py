"""Turn two person tables into one table of links, estimating weights on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from matcher.compared import Lists, compare_all
from matcher.prepare import prepare
from matcher.profiles import Profiles
from matcher.runs import Runs
from matcher.schema import checked, checked_labels
from matcher.side import Side
from matcher.streams.sampling import anchored, by_address, sampled_rows
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


def match_tables(candidates: pa.Table, profiles: pa.Table, **wishes: Any) -> Matched:
    """Link every candidate to its best profile; without weights, estimate them from the two tables first.

    Takes the fields of `Wishes` by name. Raises InvalidTable when a table doesn't fit the match schema, naming the
    column and, for ids, the row.
    """
    table = checked(profiles, "profiles")
    parts: Sequence[_Slice] = [_Slice(table.slice(start, PART)) for start in range(0, max(table.num_rows, 1), PART)]
    known = {name: value for name, value in wishes.items() if value is not None}
    return match_stream(candidates, parts, Wishes(**known))


def estimate_weights(
    candidates: pa.Table,
    profiles: pa.Table | Profiles,
    *,
    labels: pa.Table | None = None,
    forbidden: Mapping[str, frozenset[str]] | None = None,
) -> Trained:
    """Fit weights to two tables, or to a table and prepared profiles, without labels or with some.

    `forbidden` names the profiles that people ruled out for a candidate. Raises InvalidTable as `match_tables` does.
    """
    prepared = profiles if isinstance(profiles, Profiles) else Profiles(profiles)
    side = prepare(checked(candidates, "candidates"), prepared.secret)
    known = {} if labels is None else checked_labels(labels)
    ids = side.ids.tolist()
    labelled = np.array([row for row, name in enumerate(ids) if name in known], np.int64)
    sample = np.flatnonzero(sampled_rows(side, labelled))
    some = side.take(sample)
    lists = compare_all(some, prepared.runs, {}, {})
    return train(_sample(side, some, lists, known, forbidden or {}))


def _sample(
    side: Side, some: Side, lists: Lists, known: Mapping[str, str | None], forbidden: Mapping[str, frozenset[str]]
) -> Sample:
    crowd = Runs(lists.runs)
    anchors = np.zeros(len(lists.candidate), bool)
    for number, run in enumerate(lists.runs):
        mine = np.flatnonzero(lists.run == number)
        rows = lists.candidate[mine], lists.row[mine]
        anchors[mine] = anchored(some, run.side, rows, crowd, everyone=side)
    names = some.ids.tolist()
    asked = np.array([name in known or name in forbidden for name in names], bool)[lists.candidate]
    at, answers = np.flatnonzero(asked), np.full(len(lists.candidate), -1, np.int8)
    for place, row, profile in zip(at.tolist(), lists.candidate[at].tolist(), lists.ids(at).tolist(), strict=True):
        name = names[row]
        if name in known:
            answers[place] = known[name] == profile
        elif profile in forbidden.get(name, ()):
            answers[place] = 0
    return Sample(lists.candidate, lists.codes, anchors, answers, len(some), by_address(lists.met), crowd.living)
