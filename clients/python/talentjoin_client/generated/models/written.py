from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.written_kind import WrittenKind, check_written_kind
from ..models.written_result import WrittenResult, check_written_result

T = TypeVar("T", bound="Written")


@_dataclass
class Written:
    """What became of one record, and the token by which a read waits until the change can be found.

    Attributes:
        id (str): The record's id here; it never changes.
        kind (WrittenKind):
        source_id (str):
        version (int):
        result (WrittenResult):
        changed (bool):
        change_token (str): For the parameter `after` of a search: it then includes this write.
    """

    id: str
    kind: WrittenKind
    source_id: str
    version: int
    result: WrittenResult
    changed: bool
    change_token: str
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind: str = self.kind

        source_id = self.source_id

        version = self.version

        result: str = self.result

        changed = self.changed

        change_token = self.change_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "source_id": source_id,
                "version": version,
                "result": result,
                "changed": changed,
                "change_token": change_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        kind = check_written_kind(d.pop("kind"))

        source_id = d.pop("source_id")

        version = d.pop("version")

        result = check_written_result(d.pop("result"))

        changed = d.pop("changed")

        change_token = d.pop("change_token")

        written = cls(
            id=id,
            kind=kind,
            source_id=source_id,
            version=version,
            result=result,
            changed=changed,
            change_token=change_token,
        )

        written.additional_properties = d
        return written

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
