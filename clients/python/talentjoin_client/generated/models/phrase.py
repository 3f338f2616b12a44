from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..models.phrase_scope import PhraseScope, check_phrase_scope
from ..types import UNSET, Unset

T = TypeVar("T", bound="Phrase")


@_dataclass
class Phrase:
    """Matches documents that hold the words next to each other, in order, in one field of the scope.

    Attributes:
        text (str):
        op (Literal['phrase'] | Unset):  Default: 'phrase'.
        scope (PhraseScope | Unset):  Default: 'any'.
        weight (float | Unset):  Default: 1.0.
    """

    text: str
    op: Literal["phrase"] | Unset = "phrase"
    scope: PhraseScope | Unset = "any"
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

        op = cast(Literal["phrase"] | Unset, d.pop("op", UNSET))
        if op != "phrase" and not isinstance(op, Unset):
            raise ValueError(f"op must match const 'phrase', got '{op}'")

        _scope = d.pop("scope", UNSET)
        scope: PhraseScope | Unset
        if isinstance(_scope, Unset):
            scope = UNSET
        else:
            scope = check_phrase_scope(_scope)

        weight = d.pop("weight", UNSET)

        phrase = cls(
            text=text,
            op=op,
            scope=scope,
            weight=weight,
        )

        return phrase
