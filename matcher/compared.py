"""Turn candidates and runs of profiles into one list of compared pairs, sorted by candidate."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.blocking import BlockingReport, Pairs, find_pairs
from matcher.comparisons import Codes, Compared, compare
from matcher.hashing import I64
from matcher.levels import COMPARISONS
from matcher.runs import Run
from matcher.side import Side


@dataclass(frozen=True, slots=True)
class Lists:
    """Every candidate's compared pairs: candidate row, profile id and level codes, sorted by candidate row."""

    candidate: I64
    profile: npt.NDArray[np.object_]
    codes: Codes
    reports: list[BlockingReport]


def compare_all(
    candidates: Side,
    runs: tuple[Run, ...],
    forced: Mapping[int, tuple[int, int]],
    forbidden: Mapping[int, frozenset[str]],
) -> Lists:
    """Block and compare; forced pairs (candidate row to run and profile row) are added, forbidden ids left out."""
    pairs, reports = find_pairs(candidates, runs)
    pairs = _with_forced(pairs, forced)
    ids = np.empty(len(pairs.candidate), dtype=object)
    codes = np.zeros((len(ids), len(COMPARISONS)), np.int8)
    for number, run in enumerate(runs):
        mine = np.flatnonzero(pairs.run == number)
        if len(mine):
            rows = pairs.profile[mine]
            ids[mine] = run.side.ids[rows]
            codes[mine] = compare(Compared(candidates, run.side, pairs.candidate[mine], rows, runs))
    kept = np.argsort(pairs.candidate, kind="stable")
    if forbidden:
        kept = kept[[ids[at] not in forbidden.get(int(pairs.candidate[at]), ()) for at in kept.tolist()]]
    return Lists(pairs.candidate[kept], ids[kept], codes[kept], reports)


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
