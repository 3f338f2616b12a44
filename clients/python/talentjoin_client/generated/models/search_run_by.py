from typing import Any, Literal, cast

SearchRunBy = Literal["alert", "seat"]


def check_search_run_by(value: Any) -> SearchRunBy:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(SearchRunBy, value)
