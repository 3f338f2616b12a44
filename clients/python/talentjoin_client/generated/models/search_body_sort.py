from typing import Any, Literal, cast

SearchBodySort = Literal["recency", "relevance"]


def check_search_body_sort(value: Any) -> SearchBodySort:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(SearchBodySort, value)
