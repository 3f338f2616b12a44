from typing import Any, Literal, cast

WordScope = Literal["any", "company", "location", "name", "school", "skill", "title"]


def check_word_scope(value: Any) -> WordScope:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(WordScope, value)
