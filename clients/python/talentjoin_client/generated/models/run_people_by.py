from typing import Any, Literal, cast

RunPeopleBy = Literal["alert", "seat"]


def check_run_people_by(value: Any) -> RunPeopleBy:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(RunPeopleBy, value)
