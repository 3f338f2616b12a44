from typing import Any, Literal, cast

WatchedAlert = Literal["daily", "hourly", "off", "weekly"]


def check_watched_alert(value: Any) -> WatchedAlert:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(WatchedAlert, value)
