from typing import Any, Literal, cast

KeptFeedbackOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_feedback_origins_additional_property(value: Any) -> KeptFeedbackOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptFeedbackOriginsAdditionalProperty, value)
