from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar, cast

from ..models.widened_word_kind import WidenedWordKind, check_widened_word_kind

T = TypeVar("T", bound="WidenedWord")


@_dataclass
class WidenedWord:
    """What a word of a search, or words that are one name, was also taken for.

    Attributes:
        word (str): As it was typed.
        alternatives (list[str]): Who holds one of these is found too, below the others.
        kind (WidenedWordKind): `typo`: words one letter away; `taxonomy`: other names of the same work.
    """

    word: str
    alternatives: list[str]
    kind: WidenedWordKind
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        word = self.word

        alternatives = self.alternatives

        kind: str = self.kind

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "word": word,
                "alternatives": alternatives,
                "kind": kind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        word = d.pop("word")

        alternatives = cast(list[str], d.pop("alternatives"))

        kind = check_widened_word_kind(d.pop("kind"))

        widened_word = cls(
            word=word,
            alternatives=alternatives,
            kind=kind,
        )

        widened_word.additional_properties = d
        return widened_word

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
