from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

from ..types import UNSET, Unset

T = TypeVar("T", bound="Address")


@_dataclass
class Address:
    """A postal address or a part of it.

    Attributes:
        line (str | Unset):  Default: ''.
        city (str | Unset):  Default: ''.
        region (str | Unset):  Default: ''.
        postal_code (str | Unset):  Default: ''.
        country (str | Unset):  Default: ''.
    """

    line: str | Unset = ""
    city: str | Unset = ""
    region: str | Unset = ""
    postal_code: str | Unset = ""
    country: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        city = self.city

        region = self.region

        postal_code = self.postal_code

        country = self.country

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if line is not UNSET:
            field_dict["line"] = line
        if city is not UNSET:
            field_dict["city"] = city
        if region is not UNSET:
            field_dict["region"] = region
        if postal_code is not UNSET:
            field_dict["postal_code"] = postal_code
        if country is not UNSET:
            field_dict["country"] = country

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line", UNSET)

        city = d.pop("city", UNSET)

        region = d.pop("region", UNSET)

        postal_code = d.pop("postal_code", UNSET)

        country = d.pop("country", UNSET)

        address = cls(
            line=line,
            city=city,
            region=region,
            postal_code=postal_code,
            country=country,
        )

        return address
