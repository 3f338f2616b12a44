from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar

from ..models.kept_facets_item import KeptFacetsItem, check_kept_facets_item
from ..models.kept_sort import KeptSort, check_kept_sort

if TYPE_CHECKING:
    from ..models.and_ import And
    from ..models.everything import Everything
    from ..models.kept_filters import KeptFilters
    from ..models.kept_without import KeptWithout
    from ..models.not_ import Not
    from ..models.or_ import Or
    from ..models.phrase import Phrase
    from ..models.prefix import Prefix
    from ..models.range_ import Range
    from ..models.word import Word


T = TypeVar("T", bound="Kept")


@_dataclass
class Kept:
    """One saved search of the seat.

    Attributes:
        number (int):
        name (str):
        text (str): The query as it was understood.
        where (And | Everything | Not | Or | Phrase | Prefix | Range | Word): The same as a tree of conditions.
        filters (KeptFilters):
        without (KeptWithout):
        facets (list[KeptFacetsItem]):
        sort (KeptSort):
        at (datetime.datetime):
    """

    number: int
    name: str
    text: str
    where: And | Everything | Not | Or | Phrase | Prefix | Range | Word
    filters: KeptFilters
    without: KeptWithout
    facets: list[KeptFacetsItem]
    sort: KeptSort
    at: datetime.datetime
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.and_ import And
        from ..models.everything import Everything
        from ..models.or_ import Or
        from ..models.phrase import Phrase
        from ..models.prefix import Prefix
        from ..models.range_ import Range
        from ..models.word import Word

        number = self.number

        name = self.name

        text = self.text

        where: dict[str, Any]
        if isinstance(self.where, Everything):
            where = self.where.to_dict()
        elif isinstance(self.where, Word):
            where = self.where.to_dict()
        elif isinstance(self.where, Phrase):
            where = self.where.to_dict()
        elif isinstance(self.where, Prefix):
            where = self.where.to_dict()
        elif isinstance(self.where, Range):
            where = self.where.to_dict()
        elif isinstance(self.where, And):
            where = self.where.to_dict()
        elif isinstance(self.where, Or):
            where = self.where.to_dict()
        else:
            where = self.where.to_dict()

        filters = self.filters.to_dict()

        without = self.without.to_dict()

        facets = []
        for facets_item_data in self.facets:
            facets_item: str = facets_item_data
            facets.append(facets_item)

        sort: str = self.sort

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "name": name,
                "text": text,
                "where": where,
                "filters": filters,
                "without": without,
                "facets": facets,
                "sort": sort,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.and_ import And
        from ..models.everything import Everything
        from ..models.kept_filters import KeptFilters
        from ..models.kept_without import KeptWithout
        from ..models.not_ import Not
        from ..models.or_ import Or
        from ..models.phrase import Phrase
        from ..models.prefix import Prefix
        from ..models.range_ import Range
        from ..models.word import Word

        d = dict(src_dict)
        number = d.pop("number")

        name = d.pop("name")

        text = d.pop("text")

        def _parse_where(data: object) -> And | Everything | Not | Or | Phrase | Prefix | Range | Word:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_0 = Everything.from_dict(data)

                return where_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_1 = Word.from_dict(data)

                return where_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_2 = Phrase.from_dict(data)

                return where_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_3 = Prefix.from_dict(data)

                return where_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_4 = Range.from_dict(data)

                return where_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_5 = And.from_dict(data)

                return where_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_6 = Or.from_dict(data)

                return where_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            where_type_7 = Not.from_dict(data)

            return where_type_7

        where = _parse_where(d.pop("where"))

        filters = KeptFilters.from_dict(d.pop("filters"))

        without = KeptWithout.from_dict(d.pop("without"))

        facets = []
        _facets = d.pop("facets")
        for facets_item_data in _facets:
            facets_item = check_kept_facets_item(facets_item_data)

            facets.append(facets_item)

        sort = check_kept_sort(d.pop("sort"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        kept = cls(
            number=number,
            name=name,
            text=text,
            where=where,
            filters=filters,
            without=without,
            facets=facets,
            sort=sort,
            at=at,
        )

        kept.additional_properties = d
        return kept

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
