from typing import Any, Literal, cast

AccessEntryInputAboutKind = Literal["application", "attachment", "candidate", "feedback", "job", "note"]


def check_access_entry_input_about_kind(value: Any) -> AccessEntryInputAboutKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AccessEntryInputAboutKind, value)
