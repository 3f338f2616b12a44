from typing import Any, Literal, cast

AccessEntryState = Literal["open", "restricted"]


def check_access_entry_state(value: Any) -> AccessEntryState:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AccessEntryState, value)
