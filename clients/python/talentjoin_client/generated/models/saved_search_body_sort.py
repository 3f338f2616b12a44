from typing import Any, Literal, cast

SavedSearchBodySort = Literal["recency", "relevance"]


def check_saved_search_body_sort(value: Any) -> SavedSearchBodySort:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(SavedSearchBodySort, value)
