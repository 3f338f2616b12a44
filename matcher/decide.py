"""Turn probabilities into decisions with their reasons."""

from entities.link import Decision

PRECISION = 0.99  # share of matches that must be right, unless the user says otherwise
DOUBT = 5.0  # how often likelier to be wrong than (1 - precision) the least sure match may be: most are far surer
LEAST = 0.5  # no lower probability is ever a match
REVIEW_AT = 0.20  # lowest probability that is worth a person's look
CLOSE = 0.5  # a runner-up above this share of the best one's probability is "equally fit"


def match_at(precision: float) -> float:
    """Give the lowest probability of a match for a wanted precision (0.99: from 0.95 on).

    Checked by measurement: precision from 0.95 on was 0.99 or more on every set in benchmarks/matching.py.
    """
    return max(LEAST, 1.0 - DOUBT * (1.0 - precision))


def decide(probability: float, threshold: float, *, has_profile: bool) -> Decision:
    """Decide on a candidate's best profile; `threshold` comes from `match_at`."""
    if not has_profile:
        return "none"
    if probability >= threshold:
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
