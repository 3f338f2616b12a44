"""Turn candidates and runs of profiles into one list of compared pairs, sorted by candidate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.blocking import BlockingReport, Pairs, find_pairs
from matcher.comparisons import Codes, Compared, compare
from matcher.hashing import I64
from matcher.levels import COMPARISONS
from matcher.runs import Run, Runs
from matcher.side import Side


@dataclass(frozen=True, slots=True)
class Lists:
    """Every candidate's compared pairs, sorted by candidate row: run, row in that run, and level codes."""

    candidate: I64
    run: I64
    row: I64
    codes: Codes
    reports: list[BlockingReport]
    runs: tuple[Run, ...]

    def only(self, at: I64) -> "Lists":
        """Keep some pairs."""
        return replace(self, candidate=self.candidate[at], run=self.run[at], row=self.row[at], codes=self.codes[at])

    def ids(self, at: I64) -> npt.NDArray[np.object_]:
        """Give the profile ids of some pairs."""
        found = np.empty(len(at), dtype=object)
        runs, rows = self.run[at], self.row[at]
        for number, run in enumerate(self.runs):
            mine = np.flatnonzero(runs == number)
            if len(mine):
                found[mine] = run.ids_at(rows[mine])
        return found


def compare_all(
    candidates: Side,
    runs: tuple[Run, ...],
    forced: Mapping[int, tuple[int, int]],
    forbidden: Mapping[int, frozenset[str]],
) -> Lists:
    """Block and compare; forced pairs (candidate row to run and profile row) are added, forbidden ids left out."""
    pairs, reports = find_pairs(candidates, runs)
    pairs = _with_forced(pairs, forced)
    codes = np.zeros((len(pairs.candidate), len(COMPARISONS)), np.int8)
    for number, run in enumerate(runs):
        mine = np.flatnonzero(pairs.run == number)
        if len(mine):
            rows = pairs.profile[mine]
            codes[mine] = compare(Compared(candidates, run.side, pairs.candidate[mine], rows, Runs(runs)))
    kept = np.argsort(pairs.candidate, kind="stable")
    lists = Lists(pairs.candidate[kept], pairs.run[kept], pairs.profile[kept], codes[kept], reports, runs)
    return _without_forbidden(lists, forbidden) if forbidden else lists


def _without_forbidden(lists: Lists, forbidden: Mapping[int, frozenset[str]]) -> Lists:
    ruled = np.flatnonzero(np.isin(lists.candidate, np.array(sorted(forbidden), np.int64)))
    names = lists.ids(ruled)
    out = [name in forbidden[row] for row, name in zip(lists.candidate[ruled].tolist(), names.tolist(), strict=True)]
    kept = np.ones(len(lists.candidate), bool)
    kept[ruled[np.array(out, bool)]] = False
    return lists.only(np.flatnonzero(kept))


def _with_forced(pairs: Pairs, forced: Mapping[int, tuple[int, int]]) -> Pairs:
    if not forced:
        return pairs
    have = set(zip(pairs.candidate.tolist(), pairs.run.tolist(), pairs.profile.tolist(), strict=True))
    more = [(row, *place) for row, place in forced.items() if (row, *place) not in have]
    extra = np.array(more, np.int64).reshape(-1, 3)
    return Pairs(
        np.concatenate([pairs.candidate, extra[:, 0]]),
        np.concatenate([pairs.run, extra[:, 1]]),
        np.concatenate([pairs.profile, extra[:, 2]]),
    )
