from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..models.access_entry_about_kind import AccessEntryAboutKind, check_access_entry_about_kind
from ..models.access_entry_state import AccessEntryState, check_access_entry_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="AccessEntry")


@_dataclass
class AccessEntry:
    """Who may see one record: absent entries follow the instance's default.

    Attributes:
        id (str):
        modified (datetime.datetime | float):
        about_kind (AccessEntryAboutKind):
        about (str):
        state (AccessEntryState):
        created (datetime.datetime | float | None | Unset):
        kind (Literal['access_entry'] | Unset):  Default: 'access_entry'.
        seats (list[str] | Unset):
    """

    id: str
    modified: datetime.datetime | float
    about_kind: AccessEntryAboutKind
    about: str
    state: AccessEntryState
    created: datetime.datetime | float | None | Unset = UNSET
    kind: Literal["access_entry"] | Unset = "access_entry"
    seats: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

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

        kind = self.kind

        seats: list[str] | Unset = UNSET
        if not isinstance(self.seats, Unset):
            seats = self.seats

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "modified": modified,
                "about_kind": about_kind,
                "about": about,
                "state": state,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if kind is not UNSET:
            field_dict["kind"] = kind
        if seats is not UNSET:
            field_dict["seats"] = seats

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

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

        about_kind = check_access_entry_about_kind(d.pop("about_kind"))

        about = d.pop("about")

        state = check_access_entry_state(d.pop("state"))

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

        kind = cast(Literal["access_entry"] | Unset, d.pop("kind", UNSET))
        if kind != "access_entry" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'access_entry', got '{kind}'")

        seats = cast(list[str], d.pop("seats", UNSET))

        access_entry = cls(
            id=id,
            modified=modified,
            about_kind=about_kind,
            about=about,
            state=state,
            created=created,
            kind=kind,
            seats=seats,
        )

        return access_entry
