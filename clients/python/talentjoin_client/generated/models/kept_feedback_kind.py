from typing import Any, Literal, cast

KeptFeedbackKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_feedback_kind(value: Any) -> KeptFeedbackKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptFeedbackKind, value)
