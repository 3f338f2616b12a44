from typing import Any, Literal, cast

PrefixScope = Literal["any", "company", "location", "name", "school", "skill", "title"]


def check_prefix_scope(value: Any) -> PrefixScope:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(PrefixScope, value)
