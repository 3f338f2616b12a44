from typing import Any, Literal, cast

ReadGrantHistoryFeature = Literal[
    "access_lists", "indicator", "kind:attachment", "kind:feedback", "kind:note", "pull", "write_back"
]


def check_read_grant_history_feature(value: Any) -> ReadGrantHistoryFeature:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ReadGrantHistoryFeature, value)
