from typing import Any, Literal, cast

SeatRole = Literal["admin", "recruiter"]


def check_seat_role(value: Any) -> SeatRole:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(SeatRole, value)
