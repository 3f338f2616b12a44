"""Turn a table of profiles into a prepared side that is kept, matched against, and changed cheaply."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa

from entities.link import Link
from matcher.blocking import sharing
from matcher.decide import PRECISION, Rule, rule_of
from matcher.hashing import I64, U64, distinct
from matcher.linking import link_side
from matcher.meeting import profile_keys, side_keys
from matcher.prepare import prepare
from matcher.runs import Run, make_run, merge_runs
from matcher.schema import checked
from matcher.side import Side
from matcher.weights import Weights

MOST_RUNS = 8  # prepared runs kept beside one another before they are merged
LARGE_CHANGE = 0.1  # share of rows in small or dead runs from which everything is merged
GROWTH = 8  # how many times as large as all runs after it a kept run is at least


class Profiles:
    """The profile side of a match, prepared once; immutable, so that a change gives a new one."""

    def __init__(self, table: pa.Table, secret: int = 0) -> None:
        self._secret = secret
        self._runs: tuple[Run, ...] = (make_run(prepare(checked(table, "profiles"), secret)),)

    @classmethod
    def of_runs(cls, runs: Iterable[Run], secret: int = 0) -> Self:
        """Take runs as they are, prepared with a secret; no id may live in two of them."""
        made = cls.__new__(cls)
        made._runs, made._secret = tuple(runs), secret  # noqa: SLF001 - another way to make the same thing
        return made

    def __len__(self) -> int:
        """Count the living profiles."""
        return sum(run.living for run in self._runs)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Give the prepared runs."""
        return self._runs

    @property
    def secret(self) -> int:
        """Give the secret that values and keys are hashed with, 0 for none."""
        return self._secret

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
        side = prepare(checked(candidates, "candidates"), self._secret)
        return self._linked(side, rule_of(weights, precision), weights, forced or {}, forbidden or {})

    def meet(
        self,
        candidates: pa.Table,
        weights: Weights,
        *,
        forced: Mapping[str, str],
        forbidden: Mapping[str, frozenset[str]],
        precision: float,
    ) -> tuple[list[Link], dict[str, bytes]]:
        """Do as `match` does, and give the keys of every candidate too, as `candidate_keys` does: at half the cost."""
        side = prepare(checked(candidates, "candidates"), self._secret)
        return self._linked(side, rule_of(weights, precision), weights, forced, forbidden), side_keys(side)

    def _linked(
        self,
        side: Side,
        rule: Rule,
        weights: Weights,
        named: Mapping[str, str],
        banned: Mapping[str, frozenset[str]],
    ) -> list[Link]:
        names = list(enumerate(side.ids.tolist())) if named or banned else []
        wanted = {row: (named[name], self._place(named[name])) for row, name in names if name in named}
        ruled_out = {
            row: banned[name]
            for row, name in names
            if name in banned and row not in wanted  # what a person linked stands above what was ruled out
        }
        return link_side(side, self._runs, weights, rule, wanted, ruled_out)

    def replaced(self, changed: pa.Table, removed: Collection[str]) -> "Profiles":
        """Give the profiles with some rows changed or added, and some ids gone; answers are those of a rebuild.

        Raises InvalidTable when `changed` doesn't fit the schema.
        """
        change = self.changed(changed, removed)
        runs = [
            run.without(change.dead[number]) if number in change.dead else run for number, run in enumerate(self._runs)
        ]
        if change.fresh is not None:
            runs.append(change.fresh)
        return self.of_runs(_merged([run for run in runs if run.living] or runs[:1]), self._secret)

    def changed(self, changed: pa.Table, removed: Collection[str]) -> "Change":
        """Tell what changed or added rows, and ids that are gone, come to; nothing is changed yet.

        Raises InvalidTable when `changed` doesn't fit the schema.
        """
        table = checked(changed, "changed profiles")
        dead = self.places([*removed, *table.column("id").to_pylist()])
        fresh = make_run(prepare(table, self._secret)) if table.num_rows else None
        return Change(dead, self._keys_at(dead), fresh)

    def touched(self, candidates: pa.Table) -> list[str]:
        """Give the ids of candidates that share a block with any of these profiles, in the order of the rows.

        With the changed members alone as profiles, that is who must be matched again.
        """
        side = prepare(checked(candidates, "candidates"), self._secret)
        found: list[str] = side.ids[sharing(side, self._runs)].tolist()
        return found

    def keys_of(self, names: Iterable[str]) -> U64:
        """Give the sorted, distinct keys under which candidates meet any of the living profiles among the names."""
        return self._keys_at(self.places(names))

    def living(self, names: Iterable[str]) -> set[str]:
        """Give those of some names that are living profiles."""
        wanted = sorted(set(names))
        found: set[str] = set()
        for run in self._runs:
            rows = run.rows_of(wanted)
            alive = (rows >= 0) & run.lives(np.maximum(rows, 0))
            found |= {name for name, here in zip(wanted, alive.tolist(), strict=True) if here}
        return found

    def places(self, names: Iterable[str]) -> dict[int, I64]:
        """Find the living profiles among the names: sorted rows by the number of their run."""
        wanted = sorted(set(names))
        found = {}
        for number, run in enumerate(self._runs):
            rows = run.rows_of(wanted)
            rows = rows[rows >= 0]
            rows = np.sort(rows[run.lives(rows)])
            if len(rows):
                found[number] = rows
        return found

    @staticmethod
    def merge_from(rows: Sequence[int], dead: Sequence[int]) -> int:
        """Tell from which run on all are to be put together, given the rows of each and how many of those are dead.

        As many as there are runs where none are: sizes then shrink by GROWTH from run to run, and few rows are dead, so
        that a row is written but a few times however many small changes come (the logarithmic method: Bentley and Saxe,
        1980).
        """
        start = len(rows)
        after = 0
        for at in range(len(rows) - 1, -1, -1):
            if dead[at] > LARGE_CHANGE * rows[at] or (at < len(rows) - 1 and rows[at] - dead[at] < GROWTH * after):
                start = at
            after += rows[at] - dead[at]
        return start

    def _keys_at(self, places: Mapping[int, I64]) -> U64:
        parts = [profile_keys(self._runs[run].side.take(rows)) for run, rows in places.items()]
        return distinct(np.concatenate(parts)) if parts else np.zeros(0, np.uint64)

    def _place(self, name: str) -> tuple[int, int] | None:
        """Find the run and the row of a living profile."""
        return next(((run, int(rows[0])) for run, rows in self.places([name]).items()), None)


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of profiles comes to: rows that die by the number of their run, and a run of those that are new.

    `left` holds the sorted, distinct keys under which candidates met the rows that die.
    """

    dead: Mapping[int, I64]
    left: U64
    fresh: Run | None


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    """Merge runs when they are many, or when what changed is no longer small."""
    rows = [len(run.side) for run in runs]
    dead = sum(len(run.side) - run.living for run in runs)
    loose = sum(rows) - max(rows) + dead
    if len(runs) == 1 and not dead:
        return tuple(runs)
    if len(runs) <= MOST_RUNS and loose <= LARGE_CHANGE * sum(rows):
        return tuple(runs)
    return (merge_runs(runs),)
