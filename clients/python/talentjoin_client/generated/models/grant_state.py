from typing import Any, Literal, cast

GrantState = Literal["off", "on"]


def check_grant_state(value: Any) -> GrantState:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(GrantState, value)
