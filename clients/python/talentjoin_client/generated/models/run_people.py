from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..models.run_people_by import RunPeopleBy, check_run_people_by

if TYPE_CHECKING:
    from ..models.person_hit import PersonHit


T = TypeVar("T", bound="RunPeople")


@_dataclass
class RunPeople:
    """One run, and some of its people, as the seat may see them now; who left since is left out.

    Attributes:
        search (int):
        run (int):
        by (RunPeopleBy):
        at (datetime.datetime):
        found (int): People who were new or had changed since the run before.
        more (bool): Whether so much had changed that the next run has to go on: ask for it at once.
        hits (list[PersonHit]):
        next_ (None | str):
    """

    search: int
    run: int
    by: RunPeopleBy
    at: datetime.datetime
    found: int
    more: bool
    hits: list[PersonHit]
    next_: None | str
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        search = self.search

        run = self.run

        by: str = self.by

        at = self.at.isoformat()

        found = self.found

        more = self.more

        hits = []
        for hits_item_data in self.hits:
            hits_item = hits_item_data.to_dict()
            hits.append(hits_item)

        next_: None | str
        next_ = self.next_

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
                "hits": hits,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_hit import PersonHit

        d = dict(src_dict)
        search = d.pop("search")

        run = d.pop("run")

        by = check_run_people_by(d.pop("by"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        found = d.pop("found")

        more = d.pop("more")

        hits = []
        _hits = d.pop("hits")
        for hits_item_data in _hits:
            hits_item = PersonHit.from_dict(hits_item_data)

            hits.append(hits_item)

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        run_people = cls(
            search=search,
            run=run,
            by=by,
            at=at,
            found=found,
            more=more,
            hits=hits,
            next_=next_,
        )

        run_people.additional_properties = d
        return run_people

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
