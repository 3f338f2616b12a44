from typing import Any, Literal, cast

FeedbackInputVisibility = Literal["everyone", "private", "restricted"]


def check_feedback_input_visibility(value: Any) -> FeedbackInputVisibility:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(FeedbackInputVisibility, value)
