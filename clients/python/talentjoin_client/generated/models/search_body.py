from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..models.search_body_sort import SearchBodySort, check_search_body_sort
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.search_body_filters import SearchBodyFilters
    from ..models.search_body_without import SearchBodyWithout


T = TypeVar("T", bound="SearchBody")


@_dataclass
class SearchBody:
    """One search, or with a cursor its next page.

    Example:
        {'explain': True, 'facets': ['location'], 'filters': {'location': ['Bergen']}, 'highlight': True, 'limit': 1,
            'sort': 'relevance', 'text': 'title:biologist'}

    Attributes:
        text (str | Unset): Words, "phrases", AND, OR, NOT, parentheses, begin*, scopes like title:, ranges like
            years:3..7. Default: ''.
        filters (SearchBodyFilters | Unset): Values by facet, one of which a person must hold: location, current_title,
            current_company, skill, stage, source, years, in_ats, open_to_work, job
        without (SearchBodyWithout | Unset): Values by facet, none of which a person may hold.
        facets (list[str] | Unset): Facets to count, on the first page.
        sort (SearchBodySort | Unset):  Default: 'relevance'.
        limit (int | Unset):  Default: 25.
        cursor (None | str | Unset): `next` of the page before.
        explain (bool | Unset):  Default: False.
        highlight (bool | Unset):  Default: False.
        widen (bool | Unset): Whether a search of words alone also finds people by words one letter away (where few hold
            the one typed) and by other names of the same work; `widened` says which. They come below the others. Default:
            True.
    """

    text: str | Unset = ""
    filters: SearchBodyFilters | Unset = UNSET
    without: SearchBodyWithout | Unset = UNSET
    facets: list[str] | Unset = UNSET
    sort: SearchBodySort | Unset = "relevance"
    limit: int | Unset = 25
    cursor: None | str | Unset = UNSET
    explain: bool | Unset = False
    highlight: bool | Unset = False
    widen: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
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

        sort: str | Unset = UNSET
        if not isinstance(self.sort, Unset):
            sort = self.sort

        limit = self.limit

        cursor: None | str | Unset
        if isinstance(self.cursor, Unset):
            cursor = UNSET
        else:
            cursor = self.cursor

        explain = self.explain

        highlight = self.highlight

        widen = self.widen

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if filters is not UNSET:
            field_dict["filters"] = filters
        if without is not UNSET:
            field_dict["without"] = without
        if facets is not UNSET:
            field_dict["facets"] = facets
        if sort is not UNSET:
            field_dict["sort"] = sort
        if limit is not UNSET:
            field_dict["limit"] = limit
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if explain is not UNSET:
            field_dict["explain"] = explain
        if highlight is not UNSET:
            field_dict["highlight"] = highlight
        if widen is not UNSET:
            field_dict["widen"] = widen

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.search_body_filters import SearchBodyFilters
        from ..models.search_body_without import SearchBodyWithout

        d = dict(src_dict)
        text = d.pop("text", UNSET)

        _filters = d.pop("filters", UNSET)
        filters: SearchBodyFilters | Unset
        if isinstance(_filters, Unset):
            filters = UNSET
        else:
            filters = SearchBodyFilters.from_dict(_filters)

        _without = d.pop("without", UNSET)
        without: SearchBodyWithout | Unset
        if isinstance(_without, Unset):
            without = UNSET
        else:
            without = SearchBodyWithout.from_dict(_without)

        facets = cast(list[str], d.pop("facets", UNSET))

        _sort = d.pop("sort", UNSET)
        sort: SearchBodySort | Unset
        if isinstance(_sort, Unset):
            sort = UNSET
        else:
            sort = check_search_body_sort(_sort)

        limit = d.pop("limit", UNSET)

        def _parse_cursor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cursor = _parse_cursor(d.pop("cursor", UNSET))

        explain = d.pop("explain", UNSET)

        highlight = d.pop("highlight", UNSET)

        widen = d.pop("widen", UNSET)

        search_body = cls(
            text=text,
            filters=filters,
            without=without,
            facets=facets,
            sort=sort,
            limit=limit,
            cursor=cursor,
            explain=explain,
            highlight=highlight,
            widen=widen,
        )

        return search_body
