"""Turn candidates and runs of profiles into links with evidence, people's corrections standing above scores."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from entities.link import Link
from matcher.compared import Lists, compare_all
from matcher.decide import DECISIONS, LINKED, LINKED_GONE, REASONS, UNSURE, Decided, Rule, decide_all, sentences
from matcher.explain import RARITY, evidence_of
from matcher.hashing import I64
from matcher.levels import COMPARISONS
from matcher.runs import Run
from matcher.score import Best, Floats, best_of, log_odds
from matcher.side import Side, usable_rows
from matcher.weights import Weights

# What was not fitted to a tenant's own people joins two records only by one of these, each worth so much log-odds with
# its rarity.
STRONG: tuple[Mapping[str, float], ...] = (
    {"e-mail": 2.0},
    {"phone": 2.0},
    {"handle": 2.0},
    {"birth date": 2.0, "name": 2.0},
    {"employer": 1.0, "name": 2.0},
)
FORCED, FORCED_GONE = REASONS[LINKED], REASONS[LINKED_GONE]
Place = tuple[int, int]  # a run's number and a row in it


def link_side(
    side: Side,
    runs: tuple[Run, ...],
    weights: Weights,
    rule: Rule,
    wanted: Mapping[int, tuple[str, Place | None]],
    ruled_out: Mapping[int, frozenset[str]],
) -> list[Link]:
    """Link every row of a prepared side, in order.

    `wanted` gives the profile that a person named for a row, with its place where it is there; `ruled_out` those that
    a person ruled out.
    """
    forced = {row: place for row, (_, place) in wanted.items() if place is not None}
    lists = compare_all(side, runs, forced, ruled_out, weights)
    best = best_of(lists.candidate, log_odds(lists.codes, weights), lists.ids, len(side), weights.calibration)
    decided = decide_all(best, usable_rows(side), rule)
    if weights.source == "shipped":
        decided = _strong_only(decided, best, lists, weights)
    places, texts = sentences(decided, best)
    firsts, seconds = _ids(lists, best.pair), _ids(lists, best.second)
    made_by = weights.hash
    links: list[Link] = []
    for row, name in enumerate(side.ids.tolist()):
        if row in wanted:
            links.append(_forced_link(name, row, wanted[row][0], lists, weights))
            continue
        second = seconds[row]
        evidence = () if firsts[row] is None else evidence_of(lists.codes[best.pair[row]], weights)
        links.append(
            Link(
                candidate=name,
                profile=firsts[row],
                probability=float(best.probability[row]),
                none_probability=float(best.none_probability[row]),
                runner_up=second,
                runner_up_probability=None if second is None else float(best.second_probability[row]),
                decision=DECISIONS[int(decided.decision[row])],
                log_odds=sum(part.log_odds for part in evidence),
                evidence=evidence,
                reason=texts[int(places[row])],
                weights=made_by,
            )
        )
    return links


def _strong_only(decided: Decided, best: Best, lists: Lists, weights: Weights) -> Decided:
    """Let what would be joined without strong evidence be looked at by a person instead."""
    joined = np.flatnonzero(decided.decision == DECISIONS.index("match"))
    codes = lists.codes[best.pair[joined]]
    table = weights.table()
    worth: dict[str, Floats] = {}
    for at, name in enumerate(COMPARISONS):
        owner = name.removesuffix(RARITY)
        worth[owner] = worth.get(owner, np.zeros(len(joined))) + table[at][codes[:, at]]
    strong = np.zeros(len(joined), bool)
    for together in STRONG:
        strong |= np.logical_and.reduce([worth[name] >= least for name, least in together.items()])
    weak = joined[~strong]
    decision, reason = decided.decision.copy(), decided.reason.copy()
    decision[weak], reason[weak] = DECISIONS.index("review"), UNSURE
    return replace(decided, decision=decision, reason=reason)


def _ids(lists: Lists, pairs: I64) -> Sequence[str | None]:
    """Give the profile ids of some pairs, None where there is none (-1)."""
    found: npt.NDArray[np.object_] = np.full(len(pairs), None, object)
    there = pairs >= 0
    found[there] = lists.ids(pairs[there])
    ids: list[str | None] = found.tolist()
    return ids


def _forced_link(name: str, row: int, profile: str, lists: Lists, weights: Weights) -> Link:
    start, stop = np.searchsorted(lists.candidate, [row, row + 1]).tolist()
    at = start + np.flatnonzero(lists.ids(np.arange(start, stop)) == profile)
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
