from typing import Any, Literal, cast

KeptAccessEntryOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_access_entry_origins_additional_property(value: Any) -> KeptAccessEntryOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptAccessEntryOriginsAdditionalProperty, value)
