from typing import Any, Literal, cast

ChangeShownWhat = Literal["added", "deleted", "updated"]


def check_change_shown_what(value: Any) -> ChangeShownWhat:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ChangeShownWhat, value)
