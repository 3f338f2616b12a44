from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..types import UNSET, Unset

T = TypeVar("T", bound="StageEntry")


@_dataclass
class StageEntry:
    """One step of an application through the hiring stages.

    Attributes:
        id (str):
        modified (datetime.datetime | float):
        application (str):
        stage (str):
        entered_at (datetime.datetime | float):
        created (datetime.datetime | float | None | Unset):
        kind (Literal['stage_entry'] | Unset):  Default: 'stage_entry'.
    """

    id: str
    modified: datetime.datetime | float
    application: str
    stage: str
    entered_at: datetime.datetime | float
    created: datetime.datetime | float | None | Unset = UNSET
    kind: Literal["stage_entry"] | Unset = "stage_entry"

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        modified: float | str
        if isinstance(self.modified, datetime.datetime):
            modified = self.modified.isoformat()
        else:
            modified = self.modified

        application = self.application

        stage = self.stage

        entered_at: float | str
        if isinstance(self.entered_at, datetime.datetime):
            entered_at = self.entered_at.isoformat()
        else:
            entered_at = self.entered_at

        created: float | None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        elif isinstance(self.created, datetime.datetime):
            created = self.created.isoformat()
        else:
            created = self.created

        kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "modified": modified,
                "application": application,
                "stage": stage,
                "entered_at": entered_at,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if kind is not UNSET:
            field_dict["kind"] = kind

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

        application = d.pop("application")

        stage = d.pop("stage")

        def _parse_entered_at(data: object) -> datetime.datetime | float:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                entered_at_type_0 = datetime.datetime.fromisoformat(data)

                return entered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float, data)

        entered_at = _parse_entered_at(d.pop("entered_at"))

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

        kind = cast(Literal["stage_entry"] | Unset, d.pop("kind", UNSET))
        if kind != "stage_entry" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'stage_entry', got '{kind}'")

        stage_entry = cls(
            id=id,
            modified=modified,
            application=application,
            stage=stage,
            entered_at=entered_at,
            created=created,
            kind=kind,
        )

        return stage_entry
