from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.alerted_by import AlertedBy, check_alerted_by

T = TypeVar("T", bound="Alerted")


@_dataclass
class Alerted:
    """One run that a search made by itself and that found somebody.

    Attributes:
        search (int):
        run (int):
        by (AlertedBy):
        at (datetime.datetime):
        found (int): People who were new or had changed since the run before.
        more (bool): Whether so much had changed that the next run has to go on: ask for it at once.
        name (str): The search's name.
    """

    search: int
    run: int
    by: AlertedBy
    at: datetime.datetime
    found: int
    more: bool
    name: str
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        search = self.search

        run = self.run

        by: str = self.by

        at = self.at.isoformat()

        found = self.found

        more = self.more

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "search": search,
                "run": run,
                "by": by,
                "at": at,
                "found": found,
                "more": more,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        search = d.pop("search")

        run = d.pop("run")

        by = check_alerted_by(d.pop("by"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        found = d.pop("found")

        more = d.pop("more")

        name = d.pop("name")

        alerted = cls(
            search=search,
            run=run,
            by=by,
            at=at,
            found=found,
            more=more,
            name=name,
        )

        alerted.additional_properties = d
        return alerted

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
