from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

from ..models.asked_part_kind import AskedPartKind, check_asked_part_kind

T = TypeVar("T", bound="AskedPart")


@_dataclass
class AskedPart:
    """One piece of a question: what kind of thing it asks for, in which words, how much it counts.

    Attributes:
        kind (AskedPartKind):
        text (str):
        weight (float):
    """

    kind: AskedPartKind
    text: str
    weight: float

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        text = self.text

        weight = self.weight

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "text": text,
                "weight": weight,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_asked_part_kind(d.pop("kind"))

        text = d.pop("text")

        weight = d.pop("weight")

        asked_part = cls(
            kind=kind,
            text=text,
            weight=weight,
        )

        return asked_part
