from typing import Any, Literal, cast

GrantFeature = Literal[
    "access_lists", "indicator", "kind:attachment", "kind:feedback", "kind:note", "pull", "write_back"
]


def check_grant_feature(value: Any) -> GrantFeature:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(GrantFeature, value)
