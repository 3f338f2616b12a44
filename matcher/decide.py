"""Turn probabilities into decisions with their reasons."""

from entities.link import Decision

MATCH_AT = 0.90  # lowest probability of a match: measured precision there is 0.998 or more (benchmarks/matching.py)
REVIEW_AT = 0.20  # lowest probability that is worth a person's look
CLOSE = 0.5  # a runner-up above this share of the best one's probability is "equally fit"


def decide(probability: float, has_profile: bool) -> Decision:  # noqa: FBT001 - the second question of two
    """Decide on a candidate's best profile."""
    if not has_profile:
        return "none"
    if probability >= MATCH_AT:
        return "match"
    return "review" if probability >= REVIEW_AT else "none"


def reason(decision: Decision, probability: float, second: float | None, *, usable: bool, has_profile: bool) -> str:
    """Say in one sentence why; never with a value of either side."""
    if not usable:
        return "the candidate has no usable field"
    if not has_profile:
        return "no profile shares a name, address or employer with the candidate"
    if decision == "match":
        return "one profile fits far better than any other and than none"
    if second is not None and second >= CLOSE * probability:
        return "abstained: two or more profiles fit about equally"
    if decision == "review":
        return "one profile fits, but not surely enough to join without a look"
    return "it is likelier that the candidate has no profile"
