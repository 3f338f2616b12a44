from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..types import UNSET, Unset

T = TypeVar("T", bound="KeyChange")


@_dataclass
class KeyChange:
    """What a client may do from now on.

    Attributes:
        scopes (list[str]): At most those of the caller.
        contracts (list[str] | Unset): At most those of the caller; for `act_as`.
    """

    scopes: list[str]
    contracts: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        scopes = self.scopes

        contracts: list[str] | Unset = UNSET
        if not isinstance(self.contracts, Unset):
            contracts = self.contracts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "scopes": scopes,
            }
        )
        if contracts is not UNSET:
            field_dict["contracts"] = contracts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        scopes = cast(list[str], d.pop("scopes"))

        contracts = cast(list[str], d.pop("contracts", UNSET))

        key_change = cls(
            scopes=scopes,
            contracts=contracts,
        )

        return key_change
