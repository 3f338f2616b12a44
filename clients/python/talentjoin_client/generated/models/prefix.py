from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..models.prefix_scope import PrefixScope, check_prefix_scope
from ..types import UNSET, Unset

T = TypeVar("T", bound="Prefix")


@_dataclass
class Prefix:
    """Matches documents that hold a word beginning so in the scope.

    Attributes:
        text (str):
        op (Literal['prefix'] | Unset):  Default: 'prefix'.
        scope (PrefixScope | Unset):  Default: 'any'.
        weight (float | Unset):  Default: 1.0.
    """

    text: str
    op: Literal["prefix"] | Unset = "prefix"
    scope: PrefixScope | Unset = "any"
    weight: float | Unset = 1.0

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        op = self.op

        scope: str | Unset = UNSET
        if not isinstance(self.scope, Unset):
            scope = self.scope

        weight = self.weight

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if op is not UNSET:
            field_dict["op"] = op
        if scope is not UNSET:
            field_dict["scope"] = scope
        if weight is not UNSET:
            field_dict["weight"] = weight

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        op = cast(Literal["prefix"] | Unset, d.pop("op", UNSET))
        if op != "prefix" and not isinstance(op, Unset):
            raise ValueError(f"op must match const 'prefix', got '{op}'")

        _scope = d.pop("scope", UNSET)
        scope: PrefixScope | Unset
        if isinstance(_scope, Unset):
            scope = UNSET
        else:
            scope = check_prefix_scope(_scope)

        weight = d.pop("weight", UNSET)

        prefix = cls(
            text=text,
            op=op,
            scope=scope,
            weight=weight,
        )

        return prefix
