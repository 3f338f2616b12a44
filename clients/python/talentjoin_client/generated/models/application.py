from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.state_entry import StateEntry


T = TypeVar("T", bound="Application")


@_dataclass
class Application:
    """One candidate's application to one job; both are named by their source ids and may arrive later.

    Attributes:
        id (str):
        modified (datetime.datetime | float):
        candidate (str):
        job (str):
        created (datetime.datetime | float | None | Unset):
        kind (Literal['application'] | Unset):  Default: 'application'.
        source (str | Unset):  Default: ''.
        referrer (str | Unset):  Default: ''.
        status (str | Unset):  Default: ''.
        disposition (str | Unset):  Default: ''.
        applied_at (datetime.datetime | float | None | Unset):
        status_history (list[StateEntry] | Unset):
    """

    id: str
    modified: datetime.datetime | float
    candidate: str
    job: str
    created: datetime.datetime | float | None | Unset = UNSET
    kind: Literal["application"] | Unset = "application"
    source: str | Unset = ""
    referrer: str | Unset = ""
    status: str | Unset = ""
    disposition: str | Unset = ""
    applied_at: datetime.datetime | float | None | Unset = UNSET
    status_history: list[StateEntry] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        modified: float | str
        if isinstance(self.modified, datetime.datetime):
            modified = self.modified.isoformat()
        else:
            modified = self.modified

        candidate = self.candidate

        job = self.job

        created: float | None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        elif isinstance(self.created, datetime.datetime):
            created = self.created.isoformat()
        else:
            created = self.created

        kind = self.kind

        source = self.source

        referrer = self.referrer

        status = self.status

        disposition = self.disposition

        applied_at: float | None | str | Unset
        if isinstance(self.applied_at, Unset):
            applied_at = UNSET
        elif isinstance(self.applied_at, datetime.datetime):
            applied_at = self.applied_at.isoformat()
        else:
            applied_at = self.applied_at

        status_history: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.status_history, Unset):
            status_history = []
            for status_history_item_data in self.status_history:
                status_history_item = status_history_item_data.to_dict()
                status_history.append(status_history_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "modified": modified,
                "candidate": candidate,
                "job": job,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if kind is not UNSET:
            field_dict["kind"] = kind
        if source is not UNSET:
            field_dict["source"] = source
        if referrer is not UNSET:
            field_dict["referrer"] = referrer
        if status is not UNSET:
            field_dict["status"] = status
        if disposition is not UNSET:
            field_dict["disposition"] = disposition
        if applied_at is not UNSET:
            field_dict["applied_at"] = applied_at
        if status_history is not UNSET:
            field_dict["status_history"] = status_history

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.state_entry import StateEntry

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

        candidate = d.pop("candidate")

        job = d.pop("job")

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

        kind = cast(Literal["application"] | Unset, d.pop("kind", UNSET))
        if kind != "application" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'application', got '{kind}'")

        source = d.pop("source", UNSET)

        referrer = d.pop("referrer", UNSET)

        status = d.pop("status", UNSET)

        disposition = d.pop("disposition", UNSET)

        def _parse_applied_at(data: object) -> datetime.datetime | float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                applied_at_type_0 = datetime.datetime.fromisoformat(data)

                return applied_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float | None | Unset, data)

        applied_at = _parse_applied_at(d.pop("applied_at", UNSET))

        _status_history = d.pop("status_history", UNSET)
        status_history: list[StateEntry] | Unset = UNSET
        if _status_history is not UNSET:
            status_history = []
            for status_history_item_data in _status_history:
                status_history_item = StateEntry.from_dict(status_history_item_data)

                status_history.append(status_history_item)

        application = cls(
            id=id,
            modified=modified,
            candidate=candidate,
            job=job,
            created=created,
            kind=kind,
            source=source,
            referrer=referrer,
            status=status,
            disposition=disposition,
            applied_at=applied_at,
            status_history=status_history,
        )

        return application
