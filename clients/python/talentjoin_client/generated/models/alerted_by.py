from typing import Any, Literal, cast

AlertedBy = Literal["alert", "seat"]


def check_alerted_by(value: Any) -> AlertedBy:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AlertedBy, value)
