from typing import Any, Literal, cast

NoteInputVisibility = Literal["everyone", "private", "restricted"]


def check_note_input_visibility(value: Any) -> NoteInputVisibility:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(NoteInputVisibility, value)
