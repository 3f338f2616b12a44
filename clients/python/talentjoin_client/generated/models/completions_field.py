from typing import Any, Literal, cast

CompletionsField = Literal["company", "location", "skill", "title"]


def check_completions_field(value: Any) -> CompletionsField:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(CompletionsField, value)
