from typing import Any, Literal, cast

AskedPartKind = Literal["location", "nice_skill", "skill", "title", "word"]


def check_asked_part_kind(value: Any) -> AskedPartKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AskedPartKind, value)
