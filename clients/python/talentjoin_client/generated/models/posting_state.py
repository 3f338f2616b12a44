from typing import Any, Literal, cast

PostingState = Literal["closed", "listed", "not_listed"]


def check_posting_state(value: Any) -> PostingState:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(PostingState, value)
