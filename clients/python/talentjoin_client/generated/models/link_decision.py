from typing import Any, Literal, cast

LinkDecision = Literal["match", "none", "review"]


def check_link_decision(value: Any) -> LinkDecision:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(LinkDecision, value)
