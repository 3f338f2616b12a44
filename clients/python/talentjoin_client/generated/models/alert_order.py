from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

from ..models.alert_order_alert import AlertOrderAlert, check_alert_order_alert

T = TypeVar("T", bound="AlertOrder")


@_dataclass
class AlertOrder:
    """How often a saved search is to be run by itself.

    Example:
        {'alert': 'daily'}

    Attributes:
        alert (AlertOrderAlert):
    """

    alert: AlertOrderAlert

    def to_dict(self) -> dict[str, Any]:
        alert: str = self.alert

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "alert": alert,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        alert = check_alert_order_alert(d.pop("alert"))

        alert_order = cls(
            alert=alert,
        )

        return alert_order
