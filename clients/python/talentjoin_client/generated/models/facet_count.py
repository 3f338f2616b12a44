from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

T = TypeVar("T", bound="FacetCount")


@_dataclass
class FacetCount:
    """How many found people hold a value.

    Attributes:
        value (str):
        count (int):
    """

    value: str
    count: int

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        count = self.count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value": value,
                "count": count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        value = d.pop("value")

        count = d.pop("count")

        facet_count = cls(
            value=value,
            count=count,
        )

        return facet_count
