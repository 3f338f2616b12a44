"""Turn parts of the profiles into prepared rows that some candidate may meet, and those into compared pairs."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.blocking import is_strong
from matcher.comparisons import Codes, Compared, compare
from matcher.frequency import COUNTED, SHARED, Tally, Total, tally
from matcher.hashing import I64, U64, distinct
from matcher.levels import COMPARISONS
from matcher.lexicon import Lexicon
from matcher.prepare import prepare
from matcher.runs.run import id_hashes
from matcher.schema import checked
from matcher.score import Floats, log_odds
from matcher.side import Array, Side
from matcher.streams.shelves import Part, Shelf
from matcher.streams.wanted import hits_of, pairs_of
from matcher.weights import Weights

Bools = npt.NDArray[np.bool_]
BATCH = 500_000  # pairs compared at once
CANDIDATES, WANTED, COMMON, TOTALS = "candidates", "wanted", "common", "totals"


@dataclass(frozen=True, slots=True)
class Stage:
    """Which pairs to compare: those of the candidates marked under `name`, only new ones where `weak`.

    The pairs of strong families come first; a weak stage leaves them out. With `codes` levels are given back.
    """

    name: str
    strong: bool = True
    weak: bool = True
    codes: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs of one part: candidate, row in the part, families as bits, log-odds, and levels if asked for."""

    candidate: npt.NDArray[np.uint32]
    row: npt.NDArray[np.uint32]
    met: U64
    odds: Floats
    codes: Codes


_own = threading.local()


def own_lexicon() -> Lexicon:
    """Give the lexicon of this thread, for tasks of workers: it outlives the task."""
    if not hasattr(_own, "lexicon"):
        _own.lexicon = Lexicon()
    found: Lexicon = _own.lexicon
    return found


def prepare_part(number: int, part: Part, shelf: Shelf, lexicon: Lexicon | None = None) -> int:
    """Prepare a part of the profiles, keep the rows that some candidate may meet on the shelf; gives its size.

    Raises InvalidTable when it doesn't fit the match schema.
    """
    table = checked(part(), "profiles")
    side = prepare(table, lexicon=lexicon or own_lexicon())
    ids, common = id_hashes(side.ids.arrow()), shelf.get(COMMON)
    counted = tally(side, {field: common[f"only.{field}"] for field in SHARED})
    hits = hits_of(side, shelf.get(WANTED))
    forced = np.flatnonzero(np.isin(ids, common["forced"])) if len(common["forced"]) else np.zeros(0, np.int64)
    hit = np.zeros(len(side), bool)
    hit[hits.rows] = True
    hit[forced] = True
    kept, place = np.flatnonzero(hit), (np.cumsum(hit) - 1).astype(np.uint32)
    arrays = dict(side.take(kept).arrays)
    arrays |= {"hits.keys": hits.keys, "hits.rows": place[hits.rows]}
    arrays |= {"forced.rows": place[forced], "forced.ids": ids[forced]}
    shelf.put(f"part-{number}", arrays)
    counts: dict[str, Array] = {"met": hits.met, "sizes": hits.sizes, "ids": ids}
    for field in COUNTED:
        counts |= {f"{field}.values": counted.values[field], f"{field}.numbers": counted.numbers[field]}
    shelf.put(f"counts-{number}", counts)
    return len(side)


def tally_of(counts: Mapping[str, Array]) -> Tally:
    """Read a tally out of arrays."""
    return Tally(
        {field: counts[f"{field}.values"] for field in COUNTED},
        {field: counts[f"{field}.numbers"] for field in COUNTED},
    )


def compare_part(number: int, shelf: Shelf, stage: Stage, weights: Weights | None) -> Pairs:
    """Compare the pairs of a stage in one part; without weights log-odds are 0."""
    left, arrays, totals = shelf.get(CANDIDATES), shelf.get(f"part-{number}"), shelf.get(TOTALS)
    sides = Side(left, len(left["ids.offsets"]) - 1), Side(arrays, len(arrays["ids.offsets"]) - 1)
    chosen = shelf.get(stage.name)["chosen"]
    pairs = pairs_of((arrays["hits.keys"], arrays["hits.rows"]), shelf.get(WANTED), totals["open"], chosen)
    candidate, row, met = _with_forced(pairs, chosen, shelf.get(COMMON), arrays)
    strong = is_strong(met)
    wanted = np.flatnonzero(strong if not stage.weak else np.ones(len(met), bool) if stage.strong else ~strong)
    candidate, row, met = candidate[wanted], row[wanted], met[wanted]
    crowd = Total(int(totals["living"][0]), tally_of(totals))
    width = len(COMPARISONS) if stage.codes else 0
    codes, odds = np.zeros((len(row), width), np.int8), np.zeros(len(row))
    for start in range(0, len(row), BATCH):
        span = slice(start, start + BATCH)
        found = compare(Compared(sides[0], sides[1], candidate[span], row[span], crowd))
        if weights is not None:
            odds[span] = log_odds(found, weights)
        if stage.codes:
            codes[span] = found
    return Pairs(candidate.astype(np.uint32), row.astype(np.uint32), met, odds, codes)


def _with_forced(
    pairs: tuple[I64, I64, U64], chosen: Bools, common: Mapping[str, Array], part: Mapping[str, Array]
) -> tuple[I64, I64, U64]:
    """Add the pairs that people made, with no family, where no key brought them together."""
    ids = part["forced.ids"]
    if not len(ids):
        return pairs
    order = np.argsort(ids)
    at = order[np.minimum(np.searchsorted(ids[order], common["forced"]), len(ids) - 1)]
    here = (ids[at] == common["forced"]) & chosen[common["forced.candidates"]]
    made = common["forced.candidates"][here].astype(np.uint64) << np.uint64(32)
    extra = distinct(made | part["forced.rows"][at[here]].astype(np.uint64))
    pair = (pairs[0].astype(np.uint64) << np.uint64(32)) | pairs[1].astype(np.uint64)
    every = np.concatenate([pair, extra[~np.isin(extra, pair)]])
    order = np.argsort(every)
    met = np.concatenate([pairs[2], np.zeros(len(every) - len(pair), np.uint64)])[order]
    every = every[order]
    return (every >> np.uint64(32)).astype(np.int64), (every & np.uint64(0xFFFF_FFFF)).astype(np.int64), met
