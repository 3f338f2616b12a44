from typing import Any, Literal, cast

WidenedWordKind = Literal["taxonomy", "typo"]


def check_widened_word_kind(value: Any) -> WidenedWordKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(WidenedWordKind, value)
