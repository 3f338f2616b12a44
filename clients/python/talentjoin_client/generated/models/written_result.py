from typing import Any, Literal, cast

WrittenResult = Literal["changed", "created", "deleted", "unchanged"]


def check_written_result(value: Any) -> WrittenResult:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(WrittenResult, value)
