from typing import Any, Literal, cast

AccessEntryInputState = Literal["open", "restricted"]


def check_access_entry_input_state(value: Any) -> AccessEntryInputState:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AccessEntryInputState, value)
