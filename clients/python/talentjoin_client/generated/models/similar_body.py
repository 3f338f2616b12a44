from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.similar_body_filters import SimilarBodyFilters
    from ..models.similar_body_without import SimilarBodyWithout


T = TypeVar("T", bound="SimilarBody")


@_dataclass
class SimilarBody:
    """Whom others should be like, and what else to hold them to.

    Example:
        {'explain': True, 'facets': ['location'], 'filters': {'location': ['Bergen']}, 'limit': 1, 'people':
            ['mq3jq5zk2x7c4v6w1n8b9d0f2h4'], 'text': ''}

    Attributes:
        people (list[str]): Ids of people.
        text (str | Unset): A search text that narrows the list. Default: ''.
        filters (SimilarBodyFilters | Unset): Values by facet, one of which a person must hold: location, current_title,
            current_company, skill, stage, source, years, in_ats, open_to_work, job
        without (SimilarBodyWithout | Unset): Values by facet, none of which a person may hold.
        facets (list[str] | Unset): Facets to count, on the first page.
        limit (int | Unset):  Default: 25.
        cursor (None | str | Unset): `next` of the page before.
        explain (bool | Unset):  Default: True.
    """

    people: list[str]
    text: str | Unset = ""
    filters: SimilarBodyFilters | Unset = UNSET
    without: SimilarBodyWithout | Unset = UNSET
    facets: list[str] | Unset = UNSET
    limit: int | Unset = 25
    cursor: None | str | Unset = UNSET
    explain: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        people = self.people

        text = self.text

        filters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.filters, Unset):
            filters = self.filters.to_dict()

        without: dict[str, Any] | Unset = UNSET
        if not isinstance(self.without, Unset):
            without = self.without.to_dict()

        facets: list[str] | Unset = UNSET
        if not isinstance(self.facets, Unset):
            facets = self.facets

        limit = self.limit

        cursor: None | str | Unset
        if isinstance(self.cursor, Unset):
            cursor = UNSET
        else:
            cursor = self.cursor

        explain = self.explain

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "people": people,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text
        if filters is not UNSET:
            field_dict["filters"] = filters
        if without is not UNSET:
            field_dict["without"] = without
        if facets is not UNSET:
            field_dict["facets"] = facets
        if limit is not UNSET:
            field_dict["limit"] = limit
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if explain is not UNSET:
            field_dict["explain"] = explain

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.similar_body_filters import SimilarBodyFilters
        from ..models.similar_body_without import SimilarBodyWithout

        d = dict(src_dict)
        people = cast(list[str], d.pop("people"))

        text = d.pop("text", UNSET)

        _filters = d.pop("filters", UNSET)
        filters: SimilarBodyFilters | Unset
        if isinstance(_filters, Unset):
            filters = UNSET
        else:
            filters = SimilarBodyFilters.from_dict(_filters)

        _without = d.pop("without", UNSET)
        without: SimilarBodyWithout | Unset
        if isinstance(_without, Unset):
            without = UNSET
        else:
            without = SimilarBodyWithout.from_dict(_without)

        facets = cast(list[str], d.pop("facets", UNSET))

        limit = d.pop("limit", UNSET)

        def _parse_cursor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cursor = _parse_cursor(d.pop("cursor", UNSET))

        explain = d.pop("explain", UNSET)

        similar_body = cls(
            people=people,
            text=text,
            filters=filters,
            without=without,
            facets=facets,
            limit=limit,
            cursor=cursor,
            explain=explain,
        )

        return similar_body
