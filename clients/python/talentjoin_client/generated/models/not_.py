from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.and_ import And
    from ..models.everything import Everything
    from ..models.or_ import Or
    from ..models.phrase import Phrase
    from ..models.prefix import Prefix
    from ..models.range_ import Range
    from ..models.word import Word


T = TypeVar("T", bound="Not")


@_dataclass
class Not:
    """Matches documents that the part doesn't match.

    Attributes:
        part (And | Everything | Not | Or | Phrase | Prefix | Range | Word):
        op (Literal['not'] | Unset):  Default: 'not'.
    """

    part: And | Everything | Not | Or | Phrase | Prefix | Range | Word
    op: Literal["not"] | Unset = "not"

    def to_dict(self) -> dict[str, Any]:
        from ..models.and_ import And
        from ..models.everything import Everything
        from ..models.or_ import Or
        from ..models.phrase import Phrase
        from ..models.prefix import Prefix
        from ..models.range_ import Range
        from ..models.word import Word

        part: dict[str, Any]
        if isinstance(self.part, Everything):
            part = self.part.to_dict()
        elif isinstance(self.part, Word):
            part = self.part.to_dict()
        elif isinstance(self.part, Phrase):
            part = self.part.to_dict()
        elif isinstance(self.part, Prefix):
            part = self.part.to_dict()
        elif isinstance(self.part, Range):
            part = self.part.to_dict()
        elif isinstance(self.part, And):
            part = self.part.to_dict()
        elif isinstance(self.part, Or):
            part = self.part.to_dict()
        else:
            part = self.part.to_dict()

        op = self.op

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "part": part,
            }
        )
        if op is not UNSET:
            field_dict["op"] = op

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.and_ import And
        from ..models.everything import Everything
        from ..models.or_ import Or
        from ..models.phrase import Phrase
        from ..models.prefix import Prefix
        from ..models.range_ import Range
        from ..models.word import Word

        d = dict(src_dict)

        def _parse_part(data: object) -> And | Everything | Not | Or | Phrase | Prefix | Range | Word:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_0 = Everything.from_dict(data)

                return part_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_1 = Word.from_dict(data)

                return part_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_2 = Phrase.from_dict(data)

                return part_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_3 = Prefix.from_dict(data)

                return part_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_4 = Range.from_dict(data)

                return part_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_5 = And.from_dict(data)

                return part_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_6 = Or.from_dict(data)

                return part_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            part_type_7 = Not.from_dict(data)

            return part_type_7

        part = _parse_part(d.pop("part"))

        op = cast(Literal["not"] | Unset, d.pop("op", UNSET))
        if op != "not" and not isinstance(op, Unset):
            raise ValueError(f"op must match const 'not', got '{op}'")

        not_ = cls(
            part=part,
            op=op,
        )

        return not_
