from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from ..models.told import Told


T = TypeVar("T", bound="Value")


@_dataclass
class Value:
    """One value, once, with everybody who says it.

    Attributes:
        value (str):
        told (list[Told]):
    """

    value: str
    told: list[Told]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        told = []
        for told_item_data in self.told:
            told_item = told_item_data.to_dict()
            told.append(told_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "value": value,
                "told": told,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.told import Told

        d = dict(src_dict)
        value = d.pop("value")

        told = []
        _told = d.pop("told")
        for told_item_data in _told:
            told_item = Told.from_dict(told_item_data)

            told.append(told_item)

        value = cls(
            value=value,
            told=told,
        )

        value.additional_properties = d
        return value

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
