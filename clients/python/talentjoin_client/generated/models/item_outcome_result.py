from typing import Any, Literal, cast

ItemOutcomeResult = Literal["changed", "created", "erased", "failed", "invalid", "stale", "unchanged"]


def check_item_outcome_result(value: Any) -> ItemOutcomeResult:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ItemOutcomeResult, value)
