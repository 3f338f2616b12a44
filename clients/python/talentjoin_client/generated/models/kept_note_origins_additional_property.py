from typing import Any, Literal, cast

KeptNoteOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_note_origins_additional_property(value: Any) -> KeptNoteOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptNoteOriginsAdditionalProperty, value)
