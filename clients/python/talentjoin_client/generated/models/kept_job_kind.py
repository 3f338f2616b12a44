from typing import Any, Literal, cast

KeptJobKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_job_kind(value: Any) -> KeptJobKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptJobKind, value)
