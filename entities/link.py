"""Turn a compared pair into a link: evidence, probability and decision."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Decision = Literal["match", "review", "none"]
CorrectionKind = Literal["linked", "not_linked", "other_member"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Frozen):
    """One row of a link's waterfall: a field, the level its values reached, and what that adds in log-odds (base e).

    The rows of a link, its prior among them, sum to its log-odds. `note` never holds a value of the profile.
    """

    field: str
    level: str
    log_odds: float
    note: str = ""


class Link(_Frozen):
    """What the matcher says about one candidate: its best profile, the runner-up, and the chance that it has none.

    `profile` and `runner_up` are ids as given to the matcher. `log_odds` is the pair's own score before the list-wise
    step; `probability` is after it. `reason` says in one sentence why the decision is what it is.
    """

    candidate: str
    profile: str | None
    probability: float
    none_probability: float
    runner_up: str | None = None
    runner_up_probability: float | None = None
    decision: Decision = "none"
    log_odds: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    weights: str = ""  # hash of the weights that made it
