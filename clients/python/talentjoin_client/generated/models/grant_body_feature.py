from typing import Any, Literal, cast

GrantBodyFeature = Literal[
    "access_lists", "indicator", "kind:attachment", "kind:feedback", "kind:note", "pull", "write_back"
]


def check_grant_body_feature(value: Any) -> GrantBodyFeature:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(GrantBodyFeature, value)
