from typing import Any, Literal, cast

KnownAsDecision = Literal["match", "none", "review"]


def check_known_as_decision(value: Any) -> KnownAsDecision:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KnownAsDecision, value)
