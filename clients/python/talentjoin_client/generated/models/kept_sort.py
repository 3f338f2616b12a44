from typing import Any, Literal, cast

KeptSort = Literal["recency", "relevance"]


def check_kept_sort(value: Any) -> KeptSort:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptSort, value)
