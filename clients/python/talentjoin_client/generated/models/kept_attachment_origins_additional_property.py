from typing import Any, Literal, cast

KeptAttachmentOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_attachment_origins_additional_property(value: Any) -> KeptAttachmentOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptAttachmentOriginsAdditionalProperty, value)
