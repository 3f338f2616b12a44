from typing import Any, Literal, cast

KeptApplicationKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_application_kind(value: Any) -> KeptApplicationKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptApplicationKind, value)
