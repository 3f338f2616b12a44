from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..models.access_entry_input_about_kind import AccessEntryInputAboutKind, check_access_entry_input_about_kind
from ..models.access_entry_input_state import AccessEntryInputState, check_access_entry_input_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="AccessEntryInput")


@_dataclass
class AccessEntryInput:
    """Who may see one record: absent entries follow the instance's default.

    Attributes:
        modified (datetime.datetime | float):
        about_kind (AccessEntryInputAboutKind):
        about (str):
        state (AccessEntryInputState):
        created (datetime.datetime | float | None | Unset):
        seats (list[str] | Unset):
    """

    modified: datetime.datetime | float
    about_kind: AccessEntryInputAboutKind
    about: str
    state: AccessEntryInputState
    created: datetime.datetime | float | None | Unset = UNSET
    seats: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        modified: float | str
        if isinstance(self.modified, datetime.datetime):
            modified = self.modified.isoformat()
        else:
            modified = self.modified

        about_kind: str = self.about_kind

        about = self.about

        state: str = self.state

        created: float | None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        elif isinstance(self.created, datetime.datetime):
            created = self.created.isoformat()
        else:
            created = self.created

        seats: list[str] | Unset = UNSET
        if not isinstance(self.seats, Unset):
            seats = self.seats

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "modified": modified,
                "about_kind": about_kind,
                "about": about,
                "state": state,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if seats is not UNSET:
            field_dict["seats"] = seats

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_modified(data: object) -> datetime.datetime | float:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                modified_type_0 = datetime.datetime.fromisoformat(data)

                return modified_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float, data)

        modified = _parse_modified(d.pop("modified"))

        about_kind = check_access_entry_input_about_kind(d.pop("about_kind"))

        about = d.pop("about")

        state = check_access_entry_input_state(d.pop("state"))

        def _parse_created(data: object) -> datetime.datetime | float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_type_0 = datetime.datetime.fromisoformat(data)

                return created_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float | None | Unset, data)

        created = _parse_created(d.pop("created", UNSET))

        seats = cast(list[str], d.pop("seats", UNSET))

        access_entry_input = cls(
            modified=modified,
            about_kind=about_kind,
            about=about,
            state=state,
            created=created,
            seats=seats,
        )

        return access_entry_input
