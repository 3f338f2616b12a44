from typing import Any, Literal, cast

FeedbackBodyKind = Literal["bad", "good", "hidden"]


def check_feedback_body_kind(value: Any) -> FeedbackBodyKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(FeedbackBodyKind, value)
