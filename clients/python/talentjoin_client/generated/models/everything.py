from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..types import UNSET, Unset

T = TypeVar("T", bound="Everything")


@_dataclass
class Everything:
    """Matches every document.

    Attributes:
        op (Literal['everything'] | Unset):  Default: 'everything'.
    """

    op: Literal["everything"] | Unset = "everything"

    def to_dict(self) -> dict[str, Any]:
        op = self.op

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if op is not UNSET:
            field_dict["op"] = op

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal["everything"] | Unset, d.pop("op", UNSET))
        if op != "everything" and not isinstance(op, Unset):
            raise ValueError(f"op must match const 'everything', got '{op}'")

        everything = cls(
            op=op,
        )

        return everything
