"""Turn scored pairs into the table of links, and chosen candidates into explanations."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matcher.assign import one_to_one
from matcher.decide import DECISIONS, LINKED, LINKED_GONE, REASONS, TAKEN, Decided, decide_all, rule_of, sentences
from matcher.explain import Explained, Rival, evidence_of
from matcher.runs.run import id_hashes
from matcher.schema import LINK_SCHEMA
from matcher.score import Best, best_of, posterior
from matcher.side import Side, usable_rows
from matcher.streams.found import Found
from matcher.streams.given import Given, profile_ids
from matcher.streams.sampling import draws
from matcher.streams.shelves import Shelf
from matcher.streams.wishes import Wishes
from matcher.weights import Weights

Bools = npt.NDArray[np.bool_]
Names = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.object_]]
MOST_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Answers:
    """The table of links with each candidate's decision, reason and best pairs."""

    table: pa.Table
    decided: Decided
    best: Best
    reasons: pa.Array

    @property
    def decisions(self) -> dict[str, int]:
        """Count the decisions."""
        counts = np.bincount(self.decided.decision, minlength=len(DECISIONS)).tolist()
        return {name: count for name, count in zip(DECISIONS, counts, strict=True) if count}

    def wanted(self, side: Side, wishes: Wishes) -> Bools:
        """Mark the candidates to explain: those asked for by id, and some of every decision, chosen by their ids."""
        chosen = np.zeros(len(side), bool)
        if wishes.explain:
            chosen |= np.isin(id_hashes(side.ids.arrow()), id_hashes(pa.array(sorted(wishes.explain), pa.large_utf8())))
        if wishes.samples:
            hashes = draws(side.ids.arrow())
            for decision in range(len(DECISIONS)):
                rows = np.flatnonzero(self.decided.decision == decision)
                chosen[rows[np.argsort(hashes[rows])][: wishes.samples]] = True
        return chosen

    def explained(
        self, side: Side, found: Found, chosen: Bools, weights: Weights, shelf: Shelf
    ) -> tuple[Explained, ...]:
        """Explain chosen candidates by their compared pairs, which hold levels."""
        told = []
        for row in np.flatnonzero(chosen).tolist():
            start, stop = np.searchsorted(found.candidate, [row, row + 1]).tolist()
            told.append(self._one(side, found.only(np.arange(start, stop)), row, weights, shelf))
        return tuple(told)

    def _one(self, side: Side, listed: Found, row: int, weights: Weights, shelf: Shelf) -> Explained:
        names = profile_ids(listed, np.arange(len(listed.row)), shelf)
        order = sorted(range(len(names)), key=lambda at: (-listed.odds[at], names[at]))
        plain = posterior(listed.odds, np.zeros(1, np.int64))[0] if len(names) else np.zeros(0)
        top = float(self.best.probability[row])
        rest = (1.0 - top) / max(1.0 - float(plain[order[0]]), 1e-300) if order else 1.0
        rivals = [
            Rival(
                str(names[at]),
                top if place == 0 else min(top, float(plain[at]) * rest),
                float(listed.odds[at]),
                evidence_of(listed.codes[at], weights),
            )
            for place, at in enumerate(order[:MOST_RIVALS])
        ]
        return Explained(
            candidate=str(side.ids[np.array([row])][0]),
            decision=DECISIONS[int(self.decided.decision[row])],
            reason=str(self.reasons[row]),
            none_probability=float(self.best.none_probability[row]),
            rivals=tuple(rivals),
            pairs=len(names),
        )


def answered(side: Side, found: Found, weights: Weights, wishes: Wishes, given: Given, shelf: Shelf) -> Answers:
    """Choose, decide, and lay the links out as a table in the candidates' order."""
    taken = np.zeros(len(side), bool)
    if wishes.one_to_one:
        found, taken = _alone(side, found, shelf)

    def names(at: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
        return profile_ids(found, at, shelf)

    best = best_of(found.candidate.astype(np.int64), found.odds, names, len(side), weights.calibration)
    decided = decide_all(best, usable_rows(side), rule_of(weights, wishes.precision, wishes.costs))
    decided.reason[taken & (decided.decision == DECISIONS.index("none"))] = TAKEN
    places, told = sentences(decided, best)
    reasons = pa.array(told, pa.string()).take(pa.array(places))
    has, more = best.pair >= 0, best.second >= 0
    odds = np.append(found.odds, 0.0)[best.pair]
    columns = {
        "candidate_id": side.ids.arrow().cast(pa.string()),
        "profile_id": _ids(best.pair, names),
        "probability": pa.array(best.probability),
        "none_probability": pa.array(best.none_probability),
        "runner_up_id": _ids(best.second, names),
        "runner_up_probability": pa.array(best.second_probability, mask=~more),
        "decision": pa.array(DECISIONS, pa.string()).take(pa.array(decided.decision)),
        "log_odds": pa.array(odds, mask=~has),
        "reason": reasons,
    }
    table = pa.table([columns[field.name] for field in LINK_SCHEMA], schema=LINK_SCHEMA)
    answers = Answers(table, decided, best, reasons)
    return _with_forced(answers, found, given, shelf) if given.linked else answers


def _alone(side: Side, found: Found, shelf: Shelf) -> tuple[Found, Bools]:
    """Leave every profile to one candidate: the pairs that stay, and whose best profile went to another."""
    candidate = found.candidate.astype(np.int64)
    profile = (found.part.astype(np.int64) << 32) | found.row.astype(np.int64)
    owners = id_hashes(side.ids.arrow())
    kept = one_to_one(candidate, profile, found.odds, owners, lambda at: profile_ids(found, at, shelf))
    taken = np.zeros(len(side), bool)
    top = np.full(len(side), -np.inf)
    np.maximum.at(top, candidate, found.odds)
    taken[candidate[~kept & (found.odds == top[candidate])]] = True
    return found.only(np.flatnonzero(kept)), taken


def _ids(pairs: npt.NDArray[np.int64], names: Names) -> pa.Array:
    ids = np.full(len(pairs), None, object)
    some = np.flatnonzero(pairs >= 0)
    ids[some] = names(pairs[some])
    return pa.array(ids, pa.string())


def _with_forced(answers: Answers, found: Found, given: Given, shelf: Shelf) -> Answers:
    """Put in what people linked."""
    columns = {name: answers.table.column(name).to_pylist() for name in answers.table.column_names}
    decision, reason = answers.decided.decision.copy(), answers.decided.reason.copy()
    for row, profile in given.linked.items():
        start, stop = np.searchsorted(found.candidate, [row, row + 1]).tolist()
        at = start + np.flatnonzero(profile_ids(found, np.arange(start, stop), shelf) == profile)
        decision[row], reason[row] = 0, LINKED if profile in given.here else LINKED_GONE
        put = {"profile_id": profile, "probability": 1.0, "none_probability": 0.0, "decision": "match"}
        put |= {"runner_up_id": None, "runner_up_probability": None, "reason": REASONS[reason[row]]}
        for name, value in {**put, "log_odds": float(found.odds[at[0]]) if len(at) else 0.0}.items():
            columns[name][row] = value
    table = pa.table([pa.array(columns[field.name], field.type) for field in LINK_SCHEMA], schema=LINK_SCHEMA)
    return Answers(table, Decided(decision, reason), answers.best, table.column("reason").combine_chunks())
