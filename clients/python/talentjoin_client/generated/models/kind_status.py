from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.kind_status_kind import KindStatusKind, check_kind_status_kind

T = TypeVar("T", bound="KindStatus")


@_dataclass
class KindStatus:
    """The records of one kind.

    Attributes:
        kind (KindStatusKind):
        records (int):
        last_received (datetime.datetime):
    """

    kind: KindStatusKind
    records: int
    last_received: datetime.datetime
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        records = self.records

        last_received = self.last_received.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "records": records,
                "last_received": last_received,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_kind_status_kind(d.pop("kind"))

        records = d.pop("records")

        last_received = datetime.datetime.fromisoformat(d.pop("last_received"))

        kind_status = cls(
            kind=kind,
            records=records,
            last_received=last_received,
        )

        kind_status.additional_properties = d
        return kind_status

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
