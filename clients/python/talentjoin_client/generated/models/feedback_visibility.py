from typing import Any, Literal, cast

FeedbackVisibility = Literal["everyone", "private", "restricted"]


def check_feedback_visibility(value: Any) -> FeedbackVisibility:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(FeedbackVisibility, value)
