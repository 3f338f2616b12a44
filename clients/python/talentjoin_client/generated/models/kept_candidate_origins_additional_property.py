from typing import Any, Literal, cast

KeptCandidateOriginsAdditionalProperty = Literal["person", "pull", "push"]


def check_kept_candidate_origins_additional_property(value: Any) -> KeptCandidateOriginsAdditionalProperty:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptCandidateOriginsAdditionalProperty, value)
