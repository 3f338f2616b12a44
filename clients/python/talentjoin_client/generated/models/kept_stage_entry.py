from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar

from ..models.kept_stage_entry_kind import KeptStageEntryKind, check_kept_stage_entry_kind

if TYPE_CHECKING:
    from ..models.kept_stage_entry_origins import KeptStageEntryOrigins
    from ..models.stage_entry import StageEntry


T = TypeVar("T", bound="KeptStageEntry")


@_dataclass
class KeptStageEntry:
    """One stage entry as it is kept.

    Attributes:
        id (str): The record's id here; it never changes.
        kind (KeptStageEntryKind):
        source_id (str): The record's id in the ATS.
        version (int):
        received_at (datetime.datetime):
        origins (KeptStageEntryOrigins): Whose word each field is: pushed, pulled, or a person's.
        record (StageEntry): One step of an application through the hiring stages.
    """

    id: str
    kind: KeptStageEntryKind
    source_id: str
    version: int
    received_at: datetime.datetime
    origins: KeptStageEntryOrigins
    record: StageEntry
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind: str = self.kind

        source_id = self.source_id

        version = self.version

        received_at = self.received_at.isoformat()

        origins = self.origins.to_dict()

        record = self.record.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "source_id": source_id,
                "version": version,
                "received_at": received_at,
                "origins": origins,
                "record": record,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.kept_stage_entry_origins import KeptStageEntryOrigins
        from ..models.stage_entry import StageEntry

        d = dict(src_dict)
        id = d.pop("id")

        kind = check_kept_stage_entry_kind(d.pop("kind"))

        source_id = d.pop("source_id")

        version = d.pop("version")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        origins = KeptStageEntryOrigins.from_dict(d.pop("origins"))

        record = StageEntry.from_dict(d.pop("record"))

        kept_stage_entry = cls(
            id=id,
            kind=kind,
            source_id=source_id,
            version=version,
            received_at=received_at,
            origins=origins,
            record=record,
        )

        kept_stage_entry.additional_properties = d
        return kept_stage_entry

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
