from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

T = TypeVar("T", bound="BulkCounts")


@_dataclass
class BulkCounts:
    """How many items came to what.

    Attributes:
        created (int):
        changed (int):
        unchanged (int):
        stale (int):
        erased (int):
        invalid (int):
        failed (int):
    """

    created: int
    changed: int
    unchanged: int
    stale: int
    erased: int
    invalid: int
    failed: int
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        created = self.created

        changed = self.changed

        unchanged = self.unchanged

        stale = self.stale

        erased = self.erased

        invalid = self.invalid

        failed = self.failed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "created": created,
                "changed": changed,
                "unchanged": unchanged,
                "stale": stale,
                "erased": erased,
                "invalid": invalid,
                "failed": failed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created = d.pop("created")

        changed = d.pop("changed")

        unchanged = d.pop("unchanged")

        stale = d.pop("stale")

        erased = d.pop("erased")

        invalid = d.pop("invalid")

        failed = d.pop("failed")

        bulk_counts = cls(
            created=created,
            changed=changed,
            unchanged=unchanged,
            stale=stale,
            erased=erased,
            invalid=invalid,
            failed=failed,
        )

        bulk_counts.additional_properties = d
        return bulk_counts

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
