from typing import Any, Literal, cast

WrittenKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_written_kind(value: Any) -> WrittenKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(WrittenKind, value)
