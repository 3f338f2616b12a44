from typing import Any, Literal, cast

ToldOriginType0 = Literal["person", "pull", "push"]


def check_told_origin_type_0(value: Any) -> ToldOriginType0:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ToldOriginType0, value)
