from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.kept_job_origins_additional_property import (
    KeptJobOriginsAdditionalProperty,
    check_kept_job_origins_additional_property,
)

T = TypeVar("T", bound="KeptJobOrigins")


@_dataclass
class KeptJobOrigins:
    """Whose word each field is: pushed, pulled, or a person's."""

    additional_properties: dict[str, KeptJobOriginsAdditionalProperty] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kept_job_origins = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = check_kept_job_origins_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        kept_job_origins.additional_properties = additional_properties
        return kept_job_origins

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> KeptJobOriginsAdditionalProperty:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: KeptJobOriginsAdditionalProperty) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
