from typing import Any, Literal, cast

KeptAccessEntryKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_access_entry_kind(value: Any) -> KeptAccessEntryKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptAccessEntryKind, value)
