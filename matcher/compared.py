"""Turn candidates and runs of profiles into one list of compared pairs, sorted by candidate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.blocking import BlockingReport, Pairs, find_pairs, is_strong
from matcher.cascade import unsure
from matcher.comparisons import Codes, Compared, compare
from matcher.hashing import I64, U64
from matcher.levels import COMPARISONS
from matcher.runs import Run, Runs
from matcher.score import log_odds
from matcher.side import Side
from matcher.weights import Weights


@dataclass(frozen=True, slots=True)
class Lists:
    """Every candidate's compared pairs, sorted by candidate row: run, row in that run, and level codes."""

    candidate: I64
    run: I64
    row: I64
    codes: Codes
    reports: list[BlockingReport]
    runs: tuple[Run, ...]
    met: U64

    def only(self, at: I64) -> "Lists":
        """Keep some pairs."""
        return replace(
            self,
            candidate=self.candidate[at],
            run=self.run[at],
            row=self.row[at],
            codes=self.codes[at],
            met=self.met[at],
        )

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
    weights: Weights | None = None,
) -> Lists:
    """Block and compare; forced pairs (candidate row to run and profile row) are added, forbidden ids left out.

    With weights, weak families' pairs are compared for those candidates only whom the others give no sure profile.
    """
    pairs, reports = find_pairs(candidates, runs)
    pairs = _with_forced(pairs, forced)
    order = np.argsort(pairs.candidate, kind="stable")
    pairs = Pairs(pairs.candidate[order], pairs.run[order], pairs.profile[order], pairs.met[order])
    codes = np.zeros((len(order), len(COMPARISONS)), np.int8)
    kept = np.ones(len(order), bool)
    first = np.flatnonzero(is_strong(pairs.met)) if weights is not None else np.arange(len(order))
    codes[first] = _compared(candidates, runs, pairs, first)
    if weights is not None:
        open_ = unsure(pairs.candidate[first], log_odds(codes[first], weights), len(candidates))
        further = np.flatnonzero(~is_strong(pairs.met) & open_[pairs.candidate])
        codes[further] = _compared(candidates, runs, pairs, further)
        kept[:] = False
        kept[first], kept[further] = True, True
    lists = Lists(pairs.candidate, pairs.run, pairs.profile, codes, reports, runs, pairs.met).only(np.flatnonzero(kept))
    return _without_forbidden(lists, forbidden) if forbidden else lists


def _compared(candidates: Side, runs: tuple[Run, ...], pairs: Pairs, at: I64) -> Codes:
    codes = np.zeros((len(at), len(COMPARISONS)), np.int8)
    for number, run in enumerate(runs):
        mine = np.flatnonzero(pairs.run[at] == number)
        if len(mine):
            rows = pairs.candidate[at[mine]], pairs.profile[at[mine]]
            codes[mine] = compare(Compared(candidates, run.side, *rows, Runs(runs)))
    return codes


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
        np.concatenate([pairs.met, np.zeros(len(extra), np.uint64)]),
    )
