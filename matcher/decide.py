"""Turn probabilities into decisions with their reasons."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from entities.errors import InputError
from entities.link import Decision
from matcher.hashing import I64
from matcher.score import Best
from matcher.weights import Weights

I8 = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
DECISIONS: tuple[Decision, ...] = ("match", "review", "none")  # by the numbers that `Decided` holds
PRECISION = 0.99  # share of matches that must be right, unless the user says otherwise
CAUTION = 0.5  # share of the allowed errors that expected ones may reach: estimates err too
LEAST = 0.8  # no lower probability is ever a match, unless costs say so
DOUBT = 3.0  # without a curve: how often likelier to be wrong than (1 - precision) the least sure match may be
REVIEW_AT = 0.20  # lowest probability that is worth a person's look

NO_FIELD, NO_KEY, MATCH, ALIKE, UNSURE, UNLIKELY, UNCHECKED, LINKED, LINKED_GONE, TAKEN = range(10)
REASONS = (
    "the candidate has no usable field",
    "no profile shares a name, address or employer with the candidate",
    "one profile fits far better than any other and than none",
    "abstained: {} profiles fit equally",
    "one profile fits, but not surely enough to join without a look",
    "it is likelier that the candidate has no profile",
    "one profile fits far better than any other, but how sure that is could not be checked on these tables",
    "a person linked this candidate to this profile",
    "a person linked this candidate to a profile that is not among those given",
    "the profile that fits best fits another candidate better",
)
MARGINS = (
    (1_000.0, "1,000 times or more as likely as the runner-up"),
    (100.0, "100 times or more as likely as the runner-up"),
    (10.0, "10 times or more as likely as the runner-up"),
    (2.0, "twice or more as likely as the runner-up"),
    (0.0, "hardly likelier than the runner-up"),
)
ALONE = "there is no runner-up"


@dataclass(frozen=True, slots=True)
class Costs:
    """What mistakes cost, in looks of a person: a wrong link, a link missed, and the look itself.

    A link is made without a look where the chance that it is wrong, times its cost, is below the cost of a look; a
    look is asked for where the chance to miss a link, times its cost, is above it. With these figures: from 0.97 and
    from 0.20 on.
    """

    false_link: float = 100.0 / 3.0
    missed_link: float = 5.0
    review: float = 1.0

    def __post_init__(self) -> None:
        if not all(np.isfinite([self.false_link, self.missed_link, self.review])):
            raise InputError("costs must be numbers")
        if min(self.false_link, self.missed_link, self.review) <= 0:
            raise InputError("costs must be above 0")

    @property
    def match_at(self) -> float:
        """Give the lowest probability of a match."""
        never_asked = self.false_link / (self.missed_link + self.false_link)
        return max(1.0 - self.review / self.false_link, never_asked)

    @property
    def review_at(self) -> float:
        """Give the lowest probability of a look."""
        return min(self.review / self.missed_link, self.match_at)


@dataclass(frozen=True, slots=True)
class Rule:
    """From which probabilities on a link is made, and a look asked for; not `believed`: nothing is linked unseen."""

    match_at: float
    review_at: float = REVIEW_AT
    believed: bool = True


@dataclass(frozen=True, slots=True)
class Decided:
    """Each candidate's decision (its place in DECISIONS) and reason (its place in REASONS)."""

    decision: I8
    reason: I8


def rule_of(weights: Weights, precision: float = PRECISION, costs: Costs | None = None) -> Rule:
    """Make the rule for a wanted share of right matches, or for costs where they are given.

    The threshold is the lowest from which on so many matches are expected to be right, by what the weights' own
    training saw; it lies in the weights, so one candidate alone is decided as among all others.
    """
    if costs is not None:
        return Rule(costs.match_at, costs.review_at, weights.believed)
    if not 0.0 < precision <= 1.0:
        raise InputError("the share of matches that must be right lies above 0 and at most at 1")
    least = accept_at(weights, precision)
    return Rule(least, min(REVIEW_AT, least), weights.believed)


def accept_at(weights: Weights, precision: float = PRECISION) -> float:
    """Give the lowest probability of a match for a wanted precision."""
    wanted = 1.0 - CAUTION * (1.0 - precision)
    for threshold, expected in weights.accepted:
        if threshold >= min(LEAST, precision) and expected >= wanted:
            return threshold
    return match_at(precision)


def decide_all(best: Best, usable: Bools, rule: Rule) -> Decided:
    """Decide on every candidate's best profile; `usable` marks candidates with any field to go by."""
    chance, has = best.probability, best.pair >= 0
    sure = has & (chance >= rule.match_at)
    worth = has & (chance >= rule.review_at) & ~sure
    if not rule.believed:
        worth, linked = worth | sure, np.zeros(len(has), bool)
    else:
        linked = sure
    decision = np.where(linked, 0, np.where(worth, 1, 2)).astype(np.int8)
    alike = best.alike > 1
    reason = np.full(len(has), UNLIKELY, np.int8)
    reason[worth] = UNSURE
    reason[has & alike & ~sure] = ALIKE
    reason[sure] = MATCH if rule.believed else UNCHECKED
    reason[~has] = NO_KEY
    reason[~has & ~usable] = NO_FIELD
    return Decided(decision, reason)


def sentences(decided: Decided, best: Best) -> tuple[I64, list[str]]:
    """Give every candidate's reason as a place in a list of sentences; never with a value of either side.

    Where a profile is named it says how many fit equally, or how far the runner-up lies behind.
    """
    ratio = best.probability / np.maximum(best.second_probability, 1e-300)
    limits = np.array([limit for limit, _ in MARGINS])
    step = np.where(best.second < 0, len(MARGINS), np.argmax(np.nan_to_num(ratio)[:, None] >= limits, axis=1))
    counted = decided.reason == ALIKE
    told = np.isin(decided.reason, (MATCH, UNSURE, UNCHECKED))
    detail = np.where(counted, best.alike, np.where(told, step, 0))
    key = (decided.reason.astype(np.int64) << 32) | detail
    found, places = np.unique(key, return_inverse=True)
    return places, [_sentence(int(one) >> 32, int(one) & 0xFFFF_FFFF) for one in found]


def sentence(reason: int, alike: int = 0, margin: int | None = None) -> str:
    """Say one reason; `alike` profiles fit equally, `margin` is a place in MARGINS (past its end: no runner-up)."""
    if reason == ALIKE:
        return REASONS[ALIKE].format(alike)
    if margin is None:
        return REASONS[reason]
    return f"{REASONS[reason]}; {ALONE if margin == len(MARGINS) else MARGINS[margin][1]}"


def _sentence(reason: int, detail: int) -> str:
    return sentence(reason, detail, detail if reason in (MATCH, UNSURE, UNCHECKED) else None)


def match_at(precision: float) -> float:
    """Give the lowest probability of a match for a wanted precision, whatever the weights."""
    return max(min(LEAST, precision), 1.0 - DOUBT * (1.0 - precision))
