from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.kept_stage_entry_origins_additional_property import (
    KeptStageEntryOriginsAdditionalProperty,
    check_kept_stage_entry_origins_additional_property,
)

T = TypeVar("T", bound="KeptStageEntryOrigins")


@_dataclass
class KeptStageEntryOrigins:
    """Whose word each field is: pushed, pulled, or a person's."""

    additional_properties: dict[str, KeptStageEntryOriginsAdditionalProperty] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kept_stage_entry_origins = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = check_kept_stage_entry_origins_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        kept_stage_entry_origins.additional_properties = additional_properties
        return kept_stage_entry_origins

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> KeptStageEntryOriginsAdditionalProperty:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: KeptStageEntryOriginsAdditionalProperty) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
