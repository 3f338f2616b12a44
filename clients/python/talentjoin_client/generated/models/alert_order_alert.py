from typing import Any, Literal, cast

AlertOrderAlert = Literal["daily", "hourly", "off", "weekly"]


def check_alert_order_alert(value: Any) -> AlertOrderAlert:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(AlertOrderAlert, value)
