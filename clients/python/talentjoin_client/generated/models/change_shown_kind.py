from typing import Any, Literal, cast

ChangeShownKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_change_shown_kind(value: Any) -> ChangeShownKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ChangeShownKind, value)
