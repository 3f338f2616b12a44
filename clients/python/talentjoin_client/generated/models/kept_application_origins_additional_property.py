from typing import Any, Literal, cast

KeptApplicationOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_application_origins_additional_property(value: Any) -> KeptApplicationOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptApplicationOriginsAdditionalProperty, value)
