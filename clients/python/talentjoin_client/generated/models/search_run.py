from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.search_run_by import SearchRunBy, check_search_run_by

T = TypeVar("T", bound="SearchRun")


@_dataclass
class SearchRun:
    """One run of a saved search.

    Attributes:
        search (int):
        run (int):
        by (SearchRunBy):
        at (datetime.datetime):
        found (int): People who were new or had changed since the run before.
        more (bool): Whether so much had changed that the next run has to go on: ask for it at once.
    """

    search: int
    run: int
    by: SearchRunBy
    at: datetime.datetime
    found: int
    more: bool
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        search = self.search

        run = self.run

        by: str = self.by

        at = self.at.isoformat()

        found = self.found

        more = self.more

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
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        search = d.pop("search")

        run = d.pop("run")

        by = check_search_run_by(d.pop("by"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        found = d.pop("found")

        more = d.pop("more")

        search_run = cls(
            search=search,
            run=run,
            by=by,
            at=at,
            found=found,
            more=more,
        )

        search_run.additional_properties = d
        return search_run

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
