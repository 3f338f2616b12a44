from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..models.word_scope import WordScope, check_word_scope
from ..types import UNSET, Unset

T = TypeVar("T", bound="Word")


@_dataclass
class Word:
    """Matches documents that hold the word (after analysis) in the scope.

    Attributes:
        text (str):
        op (Literal['word'] | Unset):  Default: 'word'.
        scope (WordScope | Unset):  Default: 'any'.
        weight (float | Unset):  Default: 1.0.
    """

    text: str
    op: Literal["word"] | Unset = "word"
    scope: WordScope | Unset = "any"
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

        op = cast(Literal["word"] | Unset, d.pop("op", UNSET))
        if op != "word" and not isinstance(op, Unset):
            raise ValueError(f"op must match const 'word', got '{op}'")

        _scope = d.pop("scope", UNSET)
        scope: WordScope | Unset
        if isinstance(_scope, Unset):
            scope = UNSET
        else:
            scope = check_word_scope(_scope)

        weight = d.pop("weight", UNSET)

        word = cls(
            text=text,
            op=op,
            scope=scope,
            weight=weight,
        )

        return word
