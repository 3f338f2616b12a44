from typing import Any, Literal, cast

SeatBodyRole = Literal["admin", "recruiter"]


def check_seat_body_role(value: Any) -> SeatBodyRole:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(SeatBodyRole, value)
