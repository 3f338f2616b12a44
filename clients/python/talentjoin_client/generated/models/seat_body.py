from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..models.seat_body_role import SeatBodyRole, check_seat_body_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="SeatBody")


@_dataclass
class SeatBody:
    """What may be said of a seat.

    Attributes:
        contract (str): An open contract; another one moves the seat.
        role (SeatBodyRole):
        licence (str | Unset):  Default: ''.
        name (str | Unset):  Default: ''.
        email (None | str | Unset):
    """

    contract: str
    role: SeatBodyRole
    licence: str | Unset = ""
    name: str | Unset = ""
    email: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        contract = self.contract

        role: str = self.role

        licence = self.licence

        name = self.name

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contract": contract,
                "role": role,
            }
        )
        if licence is not UNSET:
            field_dict["licence"] = licence
        if name is not UNSET:
            field_dict["name"] = name
        if email is not UNSET:
            field_dict["email"] = email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contract = d.pop("contract")

        role = check_seat_body_role(d.pop("role"))

        licence = d.pop("licence", UNSET)

        name = d.pop("name", UNSET)

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        seat_body = cls(
            contract=contract,
            role=role,
            licence=licence,
            name=name,
            email=email,
        )

        return seat_body
