from typing import Any, Literal, cast

KeptStageEntryKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_stage_entry_kind(value: Any) -> KeptStageEntryKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptStageEntryKind, value)
