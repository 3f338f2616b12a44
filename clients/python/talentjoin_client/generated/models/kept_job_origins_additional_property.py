from typing import Any, Literal, cast

KeptJobOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_job_origins_additional_property(value: Any) -> KeptJobOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptJobOriginsAdditionalProperty, value)
