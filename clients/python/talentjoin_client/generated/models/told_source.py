from typing import Any, Literal, cast

ToldSource = Literal["ats", "member", "resume"]


def check_told_source(value: Any) -> ToldSource:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ToldSource, value)
