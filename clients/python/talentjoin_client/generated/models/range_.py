from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..types import UNSET, Unset

T = TypeVar("T", bound="Range")


@_dataclass
class Range:
    """Matches documents whose number lies from `low` to `high`, both included; None leaves an end open.

    Attributes:
        op (Literal['range'] | Unset):  Default: 'range'.
        field (Literal['years'] | Unset):  Default: 'years'.
        low (int | None | Unset):
        high (int | None | Unset):
    """

    op: Literal["range"] | Unset = "range"
    field: Literal["years"] | Unset = "years"
    low: int | None | Unset = UNSET
    high: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        op = self.op

        field = self.field

        low: int | None | Unset
        if isinstance(self.low, Unset):
            low = UNSET
        else:
            low = self.low

        high: int | None | Unset
        if isinstance(self.high, Unset):
            high = UNSET
        else:
            high = self.high

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if op is not UNSET:
            field_dict["op"] = op
        if field is not UNSET:
            field_dict["field"] = field
        if low is not UNSET:
            field_dict["low"] = low
        if high is not UNSET:
            field_dict["high"] = high

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal["range"] | Unset, d.pop("op", UNSET))
        if op != "range" and not isinstance(op, Unset):
            raise ValueError(f"op must match const 'range', got '{op}'")

        field = cast(Literal["years"] | Unset, d.pop("field", UNSET))
        if field != "years" and not isinstance(field, Unset):
            raise ValueError(f"field must match const 'years', got '{field}'")

        def _parse_low(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        low = _parse_low(d.pop("low", UNSET))

        def _parse_high(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        high = _parse_high(d.pop("high", UNSET))

        range_ = cls(
            op=op,
            field=field,
            low=low,
            high=high,
        )

        return range_
