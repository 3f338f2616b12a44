from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.everything import Everything
    from ..models.not_ import Not
    from ..models.or_ import Or
    from ..models.phrase import Phrase
    from ..models.prefix import Prefix
    from ..models.range_ import Range
    from ..models.word import Word


T = TypeVar("T", bound="And")


@_dataclass
class And:
    """Matches documents that every part matches.

    Attributes:
        parts (list[And | Everything | Not | Or | Phrase | Prefix | Range | Word]):
        op (Literal['and'] | Unset):  Default: 'and'.
    """

    parts: list[And | Everything | Not | Or | Phrase | Prefix | Range | Word]
    op: Literal["and"] | Unset = "and"

    def to_dict(self) -> dict[str, Any]:
        from ..models.everything import Everything
        from ..models.or_ import Or
        from ..models.phrase import Phrase
        from ..models.prefix import Prefix
        from ..models.range_ import Range
        from ..models.word import Word

        parts = []
        for parts_item_data in self.parts:
            parts_item: dict[str, Any]
            if isinstance(parts_item_data, Everything):
                parts_item = parts_item_data.to_dict()
            elif isinstance(parts_item_data, Word):
                parts_item = parts_item_data.to_dict()
            elif isinstance(parts_item_data, Phrase):
                parts_item = parts_item_data.to_dict()
            elif isinstance(parts_item_data, Prefix):
                parts_item = parts_item_data.to_dict()
            elif isinstance(parts_item_data, Range):
                parts_item = parts_item_data.to_dict()
            elif isinstance(parts_item_data, And):
                parts_item = parts_item_data.to_dict()
            elif isinstance(parts_item_data, Or):
                parts_item = parts_item_data.to_dict()
            else:
                parts_item = parts_item_data.to_dict()

            parts.append(parts_item)

        op = self.op

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "parts": parts,
            }
        )
        if op is not UNSET:
            field_dict["op"] = op

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.everything import Everything
        from ..models.not_ import Not
        from ..models.or_ import Or
        from ..models.phrase import Phrase
        from ..models.prefix import Prefix
        from ..models.range_ import Range
        from ..models.word import Word

        d = dict(src_dict)
        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:

            def _parse_parts_item(data: object) -> And | Everything | Not | Or | Phrase | Prefix | Range | Word:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    parts_item_type_0 = Everything.from_dict(data)

                    return parts_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    parts_item_type_1 = Word.from_dict(data)

                    return parts_item_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    parts_item_type_2 = Phrase.from_dict(data)

                    return parts_item_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    parts_item_type_3 = Prefix.from_dict(data)

                    return parts_item_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    parts_item_type_4 = Range.from_dict(data)

                    return parts_item_type_4
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    parts_item_type_5 = And.from_dict(data)

                    return parts_item_type_5
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    parts_item_type_6 = Or.from_dict(data)

                    return parts_item_type_6
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                parts_item_type_7 = Not.from_dict(data)

                return parts_item_type_7

            parts_item = _parse_parts_item(parts_item_data)

            parts.append(parts_item)

        op = cast(Literal["and"] | Unset, d.pop("op", UNSET))
        if op != "and" and not isinstance(op, Unset):
            raise ValueError(f"op must match const 'and', got '{op}'")

        and_ = cls(
            parts=parts,
            op=op,
        )

        return and_
