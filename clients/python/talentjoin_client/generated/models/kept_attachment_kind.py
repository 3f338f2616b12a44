from typing import Any, Literal, cast

KeptAttachmentKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_attachment_kind(value: Any) -> KeptAttachmentKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptAttachmentKind, value)
