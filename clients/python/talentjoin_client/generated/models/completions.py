from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar

from ..models.completions_field import CompletionsField, check_completions_field

if TYPE_CHECKING:
    from ..models.facet_count import FacetCount


T = TypeVar("T", bound="Completions")


@_dataclass
class Completions:
    """Values that begin so, the most frequent first.

    Attributes:
        field (CompletionsField):
        values (list[FacetCount]):
    """

    field: CompletionsField
    values: list[FacetCount]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field: str = self.field

        values = []
        for values_item_data in self.values:
            values_item = values_item_data.to_dict()
            values.append(values_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "field": field,
                "values": values,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.facet_count import FacetCount

        d = dict(src_dict)
        field = check_completions_field(d.pop("field"))

        values = []
        _values = d.pop("values")
        for values_item_data in _values:
            values_item = FacetCount.from_dict(values_item_data)

            values.append(values_item)

        completions = cls(
            field=field,
            values=values,
        )

        completions.additional_properties = d
        return completions

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
