from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..models.saved_search_body_sort import SavedSearchBodySort, check_saved_search_body_sort
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.saved_search_body_filters import SavedSearchBodyFilters
    from ..models.saved_search_body_without import SavedSearchBodyWithout


T = TypeVar("T", bound="SavedSearchBody")


@_dataclass
class SavedSearchBody:
    """A search to keep, under a name.

    Example:
        {'facets': ['location'], 'filters': {'location': ['Bergen']}, 'name': 'Biologists in Bergen', 'sort': 'recency',
            'text': 'title:biologist'}

    Attributes:
        name (str):
        text (str | Unset): Words, "phrases", AND, OR, NOT, parentheses, begin*, scopes like title:, ranges like
            years:3..7. Default: ''.
        filters (SavedSearchBodyFilters | Unset): Values by facet, one of which a person must hold: location,
            current_title, current_company, skill, stage, source, years, in_ats, open_to_work, job
        without (SavedSearchBodyWithout | Unset): Values by facet, none of which a person may hold.
        facets (list[str] | Unset): Facets to count, on the first page.
        sort (SavedSearchBodySort | Unset):  Default: 'relevance'.
    """

    name: str
    text: str | Unset = ""
    filters: SavedSearchBodyFilters | Unset = UNSET
    without: SavedSearchBodyWithout | Unset = UNSET
    facets: list[str] | Unset = UNSET
    sort: SavedSearchBodySort | Unset = "relevance"

    def to_dict(self) -> dict[str, Any]:
        name = self.name

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

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
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
        if sort is not UNSET:
            field_dict["sort"] = sort

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.saved_search_body_filters import SavedSearchBodyFilters
        from ..models.saved_search_body_without import SavedSearchBodyWithout

        d = dict(src_dict)
        name = d.pop("name")

        text = d.pop("text", UNSET)

        _filters = d.pop("filters", UNSET)
        filters: SavedSearchBodyFilters | Unset
        if isinstance(_filters, Unset):
            filters = UNSET
        else:
            filters = SavedSearchBodyFilters.from_dict(_filters)

        _without = d.pop("without", UNSET)
        without: SavedSearchBodyWithout | Unset
        if isinstance(_without, Unset):
            without = UNSET
        else:
            without = SavedSearchBodyWithout.from_dict(_without)

        facets = cast(list[str], d.pop("facets", UNSET))

        _sort = d.pop("sort", UNSET)
        sort: SavedSearchBodySort | Unset
        if isinstance(_sort, Unset):
            sort = UNSET
        else:
            sort = check_saved_search_body_sort(_sort)

        saved_search_body = cls(
            name=name,
            text=text,
            filters=filters,
            without=without,
            facets=facets,
            sort=sort,
        )

        return saved_search_body
