from typing import Any, Literal, cast

KindStatusKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kind_status_kind(value: Any) -> KindStatusKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KindStatusKind, value)
