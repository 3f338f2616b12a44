"""Turn a table of profiles into a prepared side that is kept, matched against, and changed cheaply."""

from collections.abc import Collection, Iterable, Mapping
from typing import Self

import numpy as np
import pyarrow as pa

from entities.link import Link
from matcher.blocking import sharing
from matcher.compared import Lists, compare_all
from matcher.decide import PRECISION, decide, match_at, reason
from matcher.explain import evidence_of
from matcher.hashing import U64, distinct
from matcher.meeting import profile_keys
from matcher.prepare import prepare
from matcher.runs import Run, make_run
from matcher.schema import checked
from matcher.score import Best, best_of, log_odds
from matcher.side import Side, put_together, usable_rows
from matcher.weights import Weights

MOST_RUNS = 8  # prepared runs kept beside one another before they are merged
LARGE_CHANGE = 0.1  # share of rows in small or dead runs from which everything is merged
FORCED = "a person linked this candidate to this profile"
FORCED_GONE = "a person linked this candidate to a profile that is not among those given"


class Profiles:
    """The profile side of a match, prepared once; immutable, so that a change gives a new one."""

    def __init__(self, table: pa.Table) -> None:
        self._runs: tuple[Run, ...] = (make_run(prepare(checked(table, "profiles"))),)

    def __len__(self) -> int:
        """Count the living profiles."""
        return sum(int(run.alive.sum()) for run in self._runs)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Give the prepared runs."""
        return self._runs

    def match(
        self,
        candidates: pa.Table,
        weights: Weights,
        *,
        forced: Mapping[str, str] | None = None,
        forbidden: Mapping[str, frozenset[str]] | None = None,
        precision: float = PRECISION,
    ) -> list[Link]:
        """Link every candidate (a table in the match schema), in the order of the rows, with evidence.

        `forced` names the profile a person gave a candidate, `forbidden` the profiles a person ruled out;
        `precision` is the share of decisions "match" that should be right. Raises InvalidTable when the table doesn't
        fit the schema.
        """
        side = prepare(checked(candidates, "candidates"))
        return self._link(side, weights, forced or {}, forbidden or {}, match_at(precision))

    def _link(
        self,
        side: Side,
        weights: Weights,
        forced: Mapping[str, str],
        forbidden: Mapping[str, frozenset[str]],
        threshold: float,
    ) -> list[Link]:
        wanted = {row: forced[name] for row, name in enumerate(side.ids.tolist()) if name in forced}
        ruled_out = {
            row: forbidden[name]
            for row, name in enumerate(side.ids.tolist())
            if name in forbidden and row not in wanted  # what a person linked stands above what was ruled out
        }
        places = {row: self._place(name) for row, name in wanted.items()}
        found = {row: place for row, place in places.items() if place is not None}
        lists = compare_all(side, self._runs, found, ruled_out)
        odds = log_odds(lists.codes, weights)
        best = best_of(lists.candidate, odds, lists.profile, len(side))
        usable = usable_rows(side)
        links = []
        for row in range(len(side)):
            if row in wanted:
                links.append(_forced_link(str(side.ids[row]), row, wanted[row], lists, weights))
            else:
                links.append(
                    _link_of(str(side.ids[row]), row, best, lists, weights, threshold, usable=bool(usable[row]))
                )
        return links

    def replaced(self, changed: pa.Table, removed: Collection[str]) -> "Profiles":
        """Give the profiles with some rows changed or added, and some ids gone; answers are those of a rebuild.

        Raises InvalidTable when `changed` doesn't fit the schema.
        """
        table = checked(changed, "changed profiles")
        gone = {*removed, *table.column("id").to_pylist()}
        by_run: dict[int, list[int]] = {}
        for name in gone:
            place = self._place(name)
            if place is not None:
                by_run.setdefault(place[0], []).append(place[1])
        runs = [
            run.without(np.array(by_run[number], np.int64)) if number in by_run else run
            for number, run in enumerate(self._runs)
        ]
        if table.num_rows:
            runs.append(make_run(prepare(table)))
        return self._of(_merged([run for run in runs if run.alive.any()] or runs[:1]))

    def touched(self, candidates: pa.Table) -> list[str]:
        """Give the ids of candidates that share a block with any of these profiles, in the order of the rows.

        With the changed members alone as profiles, that is who must be matched again.
        """
        side = prepare(checked(candidates, "candidates"))
        found: list[str] = side.ids[sharing(side, self._runs)].tolist()
        return found

    def keys_of(self, names: Iterable[str]) -> U64:
        """Give the sorted, distinct keys under which candidates meet any of the living profiles among the names."""
        by_run: dict[int, list[int]] = {}
        for name in names:
            place = self._place(name)
            if place is not None:
                by_run.setdefault(place[0], []).append(place[1])
        parts = [profile_keys(self._runs[run].side.take(np.array(rows, np.int64))) for run, rows in by_run.items()]
        return distinct(np.concatenate(parts)) if parts else np.zeros(0, np.uint64)

    @classmethod
    def _of(cls, runs: tuple[Run, ...]) -> Self:
        made = cls.__new__(cls)
        made._runs = runs  # noqa: SLF001 - another way to make the same thing
        return made

    def _place(self, name: str) -> tuple[int, int] | None:
        """Find the run and the row of a living profile."""
        for number, run in enumerate(self._runs):
            row = run.places.get(name)
            if row is not None and run.alive[row]:
                return number, row
        return None


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    """Merge runs when they are many, or when what changed is no longer small."""
    rows = [len(run.side) for run in runs]
    dead = sum(int((~run.alive).sum()) for run in runs)
    loose = sum(rows) - max(rows) + dead
    if len(runs) == 1 and not dead:
        return tuple(runs)
    if len(runs) <= MOST_RUNS and loose <= LARGE_CHANGE * sum(rows):
        return tuple(runs)
    return (make_run(put_together([run.side.take(np.flatnonzero(run.alive)) for run in runs])),)


def _link_of(
    name: str, row: int, best: Best, lists: Lists, weights: Weights, threshold: float, *, usable: bool
) -> Link:
    pair, second = int(best.pair[row]), int(best.second[row])
    probability, has_profile = float(best.probability[row]), pair >= 0
    decision = decide(probability, threshold, has_profile=has_profile)
    runner_up = float(best.second_probability[row]) if second >= 0 else None
    why = reason(decision, probability, runner_up, usable=usable, has_profile=has_profile)
    evidence = evidence_of(lists.codes[pair], weights) if has_profile else ()
    return Link(
        candidate=name,
        profile=str(lists.profile[pair]) if has_profile else None,
        probability=probability,
        none_probability=float(best.none_probability[row]),
        runner_up=str(lists.profile[second]) if second >= 0 else None,
        runner_up_probability=runner_up,
        decision=decision,
        log_odds=sum(part.log_odds for part in evidence),
        evidence=evidence,
        reason=why,
        weights=weights.hash,
    )


def _forced_link(name: str, row: int, profile: str, lists: Lists, weights: Weights) -> Link:
    start, stop = np.searchsorted(lists.candidate, [row, row + 1]).tolist()
    at = start + np.flatnonzero(lists.profile[start:stop] == profile)
    evidence = evidence_of(lists.codes[int(at[0])], weights) if len(at) else ()
    return Link(
        candidate=name,
        profile=profile,
        probability=1.0,
        none_probability=0.0,
        decision="match",
        log_odds=sum(part.log_odds for part in evidence),
        evidence=evidence,
        reason=FORCED if len(at) else FORCED_GONE,
        weights=weights.hash,
    )
