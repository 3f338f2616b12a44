from typing import Any, Literal, cast

NoteVisibility = Literal["everyone", "private", "restricted"]


def check_note_visibility(value: Any) -> NoteVisibility:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(NoteVisibility, value)
