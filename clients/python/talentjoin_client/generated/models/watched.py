from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar, cast

from ..models.watched_alert import WatchedAlert, check_watched_alert

T = TypeVar("T", bound="Watched")


@_dataclass
class Watched:
    """How far a saved search was run, and how often it runs by itself.

    Attributes:
        search (int):
        alert (WatchedAlert):
        run (int): The number of its last run, 0 where there was none.
        ran_at (datetime.datetime | None):
        due_at (datetime.datetime | None): When it runs by itself next.
    """

    search: int
    alert: WatchedAlert
    run: int
    ran_at: datetime.datetime | None
    due_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        search = self.search

        alert: str = self.alert

        run = self.run

        ran_at: None | str
        if isinstance(self.ran_at, datetime.datetime):
            ran_at = self.ran_at.isoformat()
        else:
            ran_at = self.ran_at

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "search": search,
                "alert": alert,
                "run": run,
                "ran_at": ran_at,
                "due_at": due_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        search = d.pop("search")

        alert = check_watched_alert(d.pop("alert"))

        run = d.pop("run")

        def _parse_ran_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ran_at_type_0 = datetime.datetime.fromisoformat(data)

                return ran_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ran_at = _parse_ran_at(d.pop("ran_at"))

        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))

        watched = cls(
            search=search,
            alert=alert,
            run=run,
            ran_at=ran_at,
            due_at=due_at,
        )

        watched.additional_properties = d
        return watched

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
