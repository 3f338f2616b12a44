from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..types import UNSET, Unset

T = TypeVar("T", bound="StageEntryInput")


@_dataclass
class StageEntryInput:
    """One step of an application through the hiring stages.

    Attributes:
        modified (datetime.datetime | float):
        application (str):
        stage (str):
        entered_at (datetime.datetime | float):
        created (datetime.datetime | float | None | Unset):
    """

    modified: datetime.datetime | float
    application: str
    stage: str
    entered_at: datetime.datetime | float
    created: datetime.datetime | float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
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

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "modified": modified,
                "application": application,
                "stage": stage,
                "entered_at": entered_at,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created

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

        stage_entry_input = cls(
            modified=modified,
            application=application,
            stage=stage,
            entered_at=entered_at,
            created=created,
        )

        return stage_entry_input
