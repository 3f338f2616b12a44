from typing import Any, Literal, cast

GrantBodyState = Literal["off", "on"]


def check_grant_body_state(value: Any) -> GrantBodyState:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(GrantBodyState, value)
