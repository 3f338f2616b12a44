from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.change_shown_kind import ChangeShownKind, check_change_shown_kind
from ..models.change_shown_what import ChangeShownWhat, check_change_shown_what

T = TypeVar("T", bound="ChangeShown")


@_dataclass
class ChangeShown:
    """One change of one record; read the record to see what it is now.

    Attributes:
        kind (ChangeShownKind):
        id (str): The record's id here.
        source_id (str): The record's id in the ATS.
        what (ChangeShownWhat):
        version (int): Grows with every change of the record, also through a deletion.
    """

    kind: ChangeShownKind
    id: str
    source_id: str
    what: ChangeShownWhat
    version: int
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        id = self.id

        source_id = self.source_id

        what: str = self.what

        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "id": id,
                "source_id": source_id,
                "what": what,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_change_shown_kind(d.pop("kind"))

        id = d.pop("id")

        source_id = d.pop("source_id")

        what = check_change_shown_what(d.pop("what"))

        version = d.pop("version")

        change_shown = cls(
            kind=kind,
            id=id,
            source_id=source_id,
            what=what,
            version=version,
        )

        change_shown.additional_properties = d
        return change_shown

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
