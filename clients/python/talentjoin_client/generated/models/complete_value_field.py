from typing import Any, Literal, cast

CompleteValueField = Literal["company", "location", "skill", "title"]


def check_complete_value_field(value: Any) -> CompleteValueField:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(CompleteValueField, value)
