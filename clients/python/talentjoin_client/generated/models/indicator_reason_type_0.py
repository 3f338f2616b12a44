from typing import Any, Literal, cast

IndicatorReasonType0 = Literal["member_closed", "no_licence", "no_match", "not_enabled"]


def check_indicator_reason_type_0(value: Any) -> IndicatorReasonType0:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(IndicatorReasonType0, value)
