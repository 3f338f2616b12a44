from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.people_page_facets import PeoplePageFacets
    from ..models.person_hit import PersonHit
    from ..models.widened_word import WidenedWord


T = TypeVar("T", bound="PeoplePage")


@_dataclass
class PeoplePage:
    """One page of a list that is ranked once; it ends at its thousandth person.

    Attributes:
        query (str): The text as it was understood; it reads back as the same query.
        total (int): People found, also those behind the thousandth.
        hits (list[PersonHit]):
        facets (PeoplePageFacets): On the first page, the facets asked for.
        next_ (None | str): The cursor of the next page, for five minutes; null on the last one.
        took_ms (int):
        partial (bool): Whether a part of the index did not answer, so that somebody may be missing.
        model (str): Names the weights that ordered the list.
        partial_because (list[str] | Unset): Which part, and why.
        widened (list[WidenedWord] | Unset): What was also searched for; with `widen` false, or operators in the text:
            nothing.
    """

    query: str
    total: int
    hits: list[PersonHit]
    facets: PeoplePageFacets
    next_: None | str
    took_ms: int
    partial: bool
    model: str
    partial_because: list[str] | Unset = UNSET
    widened: list[WidenedWord] | Unset = UNSET
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        query = self.query

        total = self.total

        hits = []
        for hits_item_data in self.hits:
            hits_item = hits_item_data.to_dict()
            hits.append(hits_item)

        facets = self.facets.to_dict()

        next_: None | str
        next_ = self.next_

        took_ms = self.took_ms

        partial = self.partial

        model = self.model

        partial_because: list[str] | Unset = UNSET
        if not isinstance(self.partial_because, Unset):
            partial_because = self.partial_because

        widened: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.widened, Unset):
            widened = []
            for widened_item_data in self.widened:
                widened_item = widened_item_data.to_dict()
                widened.append(widened_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "query": query,
                "total": total,
                "hits": hits,
                "facets": facets,
                "next": next_,
                "took_ms": took_ms,
                "partial": partial,
                "model": model,
            }
        )
        if partial_because is not UNSET:
            field_dict["partial_because"] = partial_because
        if widened is not UNSET:
            field_dict["widened"] = widened

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.people_page_facets import PeoplePageFacets
        from ..models.person_hit import PersonHit
        from ..models.widened_word import WidenedWord

        d = dict(src_dict)
        query = d.pop("query")

        total = d.pop("total")

        hits = []
        _hits = d.pop("hits")
        for hits_item_data in _hits:
            hits_item = PersonHit.from_dict(hits_item_data)

            hits.append(hits_item)

        facets = PeoplePageFacets.from_dict(d.pop("facets"))

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        took_ms = d.pop("took_ms")

        partial = d.pop("partial")

        model = d.pop("model")

        partial_because = cast(list[str], d.pop("partial_because", UNSET))

        _widened = d.pop("widened", UNSET)
        widened: list[WidenedWord] | Unset = UNSET
        if _widened is not UNSET:
            widened = []
            for widened_item_data in _widened:
                widened_item = WidenedWord.from_dict(widened_item_data)

                widened.append(widened_item)

        people_page = cls(
            query=query,
            total=total,
            hits=hits,
            facets=facets,
            next_=next_,
            took_ms=took_ms,
            partial=partial,
            model=model,
            partial_because=partial_because,
            widened=widened,
        )

        people_page.additional_properties = d
        return people_page

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
