from typing import Any, Literal, cast

AccessEntryAboutKind = Literal["application", "attachment", "candidate", "feedback", "job", "note"]


def check_access_entry_about_kind(value: Any) -> AccessEntryAboutKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AccessEntryAboutKind, value)
