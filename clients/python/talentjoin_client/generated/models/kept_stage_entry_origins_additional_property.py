from typing import Any, Literal, cast

KeptStageEntryOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_stage_entry_origins_additional_property(value: Any) -> KeptStageEntryOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptStageEntryOriginsAdditionalProperty, value)
