from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..types import UNSET, Unset

T = TypeVar("T", bound="StateEntry")


@_dataclass
class StateEntry:
    """One step of a history: what a state became, and when.

    Attributes:
        state (str):
        at (datetime.datetime | float):
        id (str | Unset):  Default: ''.
    """

    state: str
    at: datetime.datetime | float
    id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        state = self.state

        at: float | str
        if isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "state": state,
                "at": at,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        state = d.pop("state")

        def _parse_at(data: object) -> datetime.datetime | float:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float, data)

        at = _parse_at(d.pop("at"))

        id = d.pop("id", UNSET)

        state_entry = cls(
            state=state,
            at=at,
            id=id,
        )

        return state_entry
