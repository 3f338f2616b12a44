from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProblemEntry")


@_dataclass
class ProblemEntry:
    """One place of the request that is wrong.

    Attributes:
        code (str):
        pointer (str): JSON pointer into the body, or the name of a parameter.
        message (str | Unset):  Default: ''.
    """

    code: str
    pointer: str
    message: str | Unset = ""
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        pointer = self.pointer

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "pointer": pointer,
            }
        )
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        pointer = d.pop("pointer")

        message = d.pop("message", UNSET)

        problem_entry = cls(
            code=code,
            pointer=pointer,
            message=message,
        )

        problem_entry.additional_properties = d
        return problem_entry

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
