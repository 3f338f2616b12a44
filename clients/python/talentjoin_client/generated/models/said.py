from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.said_kind import SaidKind, check_said_kind

T = TypeVar("T", bound="Said")


@_dataclass
class Said:
    """Feedback as it is kept.

    Attributes:
        number (int):
        job (str):
        person (str):
        kind (SaidKind):
        at (datetime.datetime):
    """

    number: int
    job: str
    person: str
    kind: SaidKind
    at: datetime.datetime
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        job = self.job

        person = self.person

        kind: str = self.kind

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "job": job,
                "person": person,
                "kind": kind,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        job = d.pop("job")

        person = d.pop("person")

        kind = check_said_kind(d.pop("kind"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        said = cls(
            number=number,
            job=job,
            person=person,
            kind=kind,
            at=at,
        )

        said.additional_properties = d
        return said

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
