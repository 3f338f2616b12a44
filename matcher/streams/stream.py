"""Turn candidates in memory and profiles in parts into one table of links, estimating weights on the way."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from entities.errors import TooLarge
from matcher.blocking import is_strong
from matcher.cascade import unsure
from matcher.explain import Explained
from matcher.frequency import COUNTED, SHARED, summed
from matcher.hashing import distinct
from matcher.keys import FAMILIES, MOST_ROWS
from matcher.lexicon import Lexicon
from matcher.prepare import prepare
from matcher.schema import checked
from matcher.score import log_odds
from matcher.side import Array, Side
from matcher.streams.answers import Answers, answered
from matcher.streams.found import Found
from matcher.streams.given import Given, given_of
from matcher.streams.parts import (
    CANDIDATES,
    COMMON,
    TOTALS,
    WANTED,
    Pairs,
    Stage,
    compare_part,
    prepare_part,
    tally_of,
)
from matcher.streams.sampling import sample_of, sampled
from matcher.streams.shelves import MemoryShelf, Part, Shelf, worked
from matcher.streams.wanted import wanted_arrays
from matcher.streams.wishes import Wishes
from matcher.train import Trained, train
from matcher.weights import Weights

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matched:
    """The links as a table (`schema.LINK_SCHEMA`), the weights that made them, and counts of what was done."""

    table: pa.Table
    weights: Weights
    report: Mapping[str, object]
    explained: tuple[Explained, ...] = ()


@dataclass(slots=True)
class _Work:
    """What a run needs at every step."""

    wishes: Wishes
    parts: Sequence[Part]
    workers: Executor | None
    shelf: Shelf
    lexicon: Lexicon
    seconds: dict[str, float] = field(default_factory=dict)
    since: float = 0.0

    def step(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage is, and note its time when it is done."""
        self.wishes.progress(stage, done, total)
        if self.wishes.clock is not None and done >= total:
            now = self.wishes.clock()
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self.since
            self.since = now


def match_stream(
    candidates: pa.Table,
    parts: Sequence[Part],
    wishes: Wishes | None = None,
    *,
    workers: Executor | None = None,
    shelf: Shelf | None = None,
) -> Matched:
    """Link every candidate to its best profile; without weights, estimate them from the two sides first.

    `parts` read the profiles, together; how they are cut never changes the result. With `workers` parts are worked on
    side by side; then they, and the `shelf`, must be picklable.

    Raises InvalidTable when a table doesn't fit the match schema, naming the column and, for ids, the row.
    """
    asked = wishes or Wishes()
    work = _Work(asked, parts, workers, shelf or MemoryShelf(), Lexicon())
    work.since = asked.clock() if asked.clock else 0.0
    side = prepare(checked(candidates, "candidates"), lexicon=work.lexicon)
    if len(side) >= MOST_ROWS:
        raise TooLarge(f"{len(side)} candidates, more than {MOST_ROWS}")
    given = given_of(side, asked)
    _spread(work, side, given)
    work.step("prepare candidates", len(side), len(side))
    report: dict[str, object] = {"candidates": len(side), "profiles": _prepared(work, given)}
    weights, kept = asked.weights, None
    if weights is None:
        trained, kept = _trained(work, side, given)
        weights = trained.weights
        report |= _told(trained)
    found, open_ = _cascaded(work, len(side), weights, kept)
    found = given.without(found, work.shelf)
    answers = answered(side, found, weights, asked, given, work.shelf)
    work.step("decide", len(side), len(side))
    report |= {"pairs": len(found.candidate), "decisions": answers.decisions, "weights": weights.hash}
    report |= {"blocking": _blocking(work, found), "open": int(open_.sum())} | given.report
    explained = _explained(work, side, given, open_, weights, answers)
    if asked.clock is not None:
        report["seconds"] = {stage: round(seconds, 3) for stage, seconds in work.seconds.items()}
    return Matched(answers.table, weights, report, explained)


def _spread(work: _Work, side: Side, given: Given) -> None:
    """Lay out for all tasks what they need of the candidates."""
    work.shelf.put(CANDIDATES, side.arrays)
    work.shelf.put(WANTED, wanted_arrays(side))
    only = {}
    for name in SHARED:
        values = side.many[name].whole().values if name in side.many else side.one[name].whole()
        only[f"only.{name}"] = distinct(values[values != 0])
    work.shelf.put(COMMON, {**only, "forced": given.forced, "forced.candidates": given.forced_candidates})


def _prepared(work: _Work, given: Given) -> int:
    """Prepare all parts, add up what they counted; gives the number of profiles."""
    private = work.lexicon if work.workers is None else None
    tasks = [(number, part, work.shelf, private) for number, part in enumerate(work.parts)]
    sizes: list[int] = []
    for size in worked(work.workers, prepare_part, tasks):
        sizes.append(size)
        work.wishes.progress("prepare profiles", len(sizes), len(tasks) + 1)
    counts = [work.shelf.get(f"counts-{number}") for number in range(len(sizes))]
    given.check_profiles([some["ids"] for some in counts])
    wanted, living = work.shelf.get(WANTED), sum(sizes)
    met = np.zeros(len(wanted["hashes"]), np.int64)
    for some in counts:
        met[some["met"]] += some["sizes"]
    limits = np.array([family.limit(living) for family in FAMILIES])
    totals: dict[str, Array] = {"open": met <= np.repeat(limits, np.diff(wanted["families"]))}
    crowd = summed([tally_of(some) for some in counts])
    for name in COUNTED:
        totals |= {f"{name}.values": crowd.values[name], f"{name}.numbers": crowd.numbers[name]}
    work.shelf.put(TOTALS, totals | {"living": np.array([living])})
    work.step("prepare profiles", len(tasks) + 1, len(tasks) + 1)
    return living


def _compared(work: _Work, stage: Stage, chosen: Bools, weights: Weights | None, title: str) -> Found:
    """Compare the pairs of chosen candidates in all parts."""
    work.shelf.put(stage.name, {"chosen": chosen})
    tasks = [(number, work.shelf, stage, weights) for number in range(len(work.parts))]
    found: list[Pairs] = []
    for pairs in worked(work.workers, compare_part, tasks):
        found.append(pairs)
        work.step(title, len(found), len(tasks))
    if not found:
        work.step(title, 1, 1)
        nothing = np.zeros(0, np.uint32)
        none = np.zeros((0, 0), np.int8)
        return Found(nothing, np.zeros(0, np.uint16), nothing, np.zeros(0, np.uint64), np.zeros(0), none)
    lengths = [len(pairs.row) for pairs in found]
    every = Found(
        np.concatenate([pairs.candidate for pairs in found]),
        np.repeat(np.arange(len(found), dtype=np.uint16), lengths),
        np.concatenate([pairs.row for pairs in found]),
        np.concatenate([pairs.met for pairs in found]),
        np.concatenate([pairs.odds for pairs in found]),
        np.concatenate([pairs.codes for pairs in found]),
    )
    return every.only(np.argsort(every.candidate, kind="stable"))


def _trained(work: _Work, side: Side, given: Given) -> tuple[Trained, Found | None]:
    """Fit weights to a sample of the candidates; gives its pairs too where it holds all candidates."""
    chosen = sampled(side, given)
    found = _compared(work, Stage("sample", codes=True), chosen, None, "compare a sample")
    trained = train(sample_of(side, found, chosen, given, work.shelf))
    work.step("estimate weights", 1, 1)
    return trained, found if chosen.all() else None


def _cascaded(work: _Work, count: int, weights: Weights, kept: Found | None) -> tuple[Found, Bools]:
    """Compare strong families' pairs, then weak ones' for candidates without a sure profile, whom it gives too."""
    if kept is not None:
        kept = _scored(kept, weights)
        open_ = _unsure(kept.only(is_strong(kept.met)), count)
        found = kept.only(is_strong(kept.met) | open_[kept.candidate])
        work.step("compare", 1, 1)
        return found, open_
    first = _compared(work, Stage("strong", weak=False), np.ones(count, bool), weights, "compare")
    open_ = _unsure(first, count)
    second = _compared(work, Stage("weak", strong=False), open_, weights, "compare further")
    return _merged(first, second), open_


def _scored(found: Found, weights: Weights) -> Found:
    odds = log_odds(found.codes, weights)
    return Found(found.candidate, found.part, found.row, found.met, odds, found.codes)


def _merged(first: Found, second: Found) -> Found:
    """Put pairs together, sorted by candidate."""
    every = Found(
        np.concatenate([first.candidate, second.candidate]),
        np.concatenate([first.part, second.part]),
        np.concatenate([first.row, second.row]),
        np.concatenate([first.met, second.met]),
        np.concatenate([first.odds, second.odds]),
        np.concatenate([first.codes, second.codes]),
    )
    return every.only(np.argsort(every.candidate, kind="stable"))


def _unsure(found: Found, count: int) -> Bools:
    return unsure(found.candidate.astype(np.int64), found.odds, count)


def _blocking(work: _Work, found: Found) -> list[dict[str, object]]:
    """Tell what every family did: pairs of its own, keys of candidates whose block was too large, and those blocks."""
    wanted, open_ = work.shelf.get(WANTED), work.shelf.get(TOTALS)["open"]
    under = np.diff(wanted["starts"].astype(np.int64))
    report: list[dict[str, object]] = []
    for tag, family in enumerate(FAMILIES):
        start, stop = wanted["families"][tag : tag + 2].tolist()
        shut = ~open_[start:stop]
        pairs = int(np.count_nonzero(found.met & np.uint64(1 << tag)))
        capped = int(under[start:stop][shut].sum())
        report.append(
            {
                "family": family.name,
                "pairs": pairs,
                "capped": capped,
                "blocks": int(shut.sum()),
                "strong": family.strong,
            }
        )
    return report


def _told(trained: Trained) -> dict[str, object]:
    told: dict[str, object] = {"training": dict(trained.report), "check": dict(trained.check)}
    told["calibration"] = [dict(row) for row in trained.calibration]
    return told | ({"warning": trained.warning} if trained.warning else {})


def _explained(
    work: _Work, side: Side, given: Given, open_: Bools, weights: Weights, answers: Answers
) -> tuple[Explained, ...]:
    chosen = answers.wanted(side, work.wishes)
    if not chosen.any():
        return ()
    again = _compared(work, Stage("explain", codes=True), chosen, weights, "explain")
    again = given.without(again, work.shelf)
    listed = again.only(is_strong(again.met) | open_[again.candidate])
    return answers.explained(side, listed, chosen, weights, work.shelf)
