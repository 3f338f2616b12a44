from typing import Any, Literal, cast

AttachmentInputPurpose = Literal["cover_letter", "other", "resume"]


def check_attachment_input_purpose(value: Any) -> AttachmentInputPurpose:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AttachmentInputPurpose, value)
