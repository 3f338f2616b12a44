from typing import Any, Literal, cast

KeptNoteKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_note_kind(value: Any) -> KeptNoteKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptNoteKind, value)
