from typing import Any, Literal, cast

AttachmentShownPurpose = Literal["cover_letter", "other", "resume"]


def check_attachment_shown_purpose(value: Any) -> AttachmentShownPurpose:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AttachmentShownPurpose, value)
