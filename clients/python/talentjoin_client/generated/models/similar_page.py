from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.person_hit import PersonHit
    from ..models.question_part import QuestionPart
    from ..models.similar_page_facets import SimilarPageFacets


T = TypeVar("T", bound="SimilarPage")


@_dataclass
class SimilarPage:
    """One page of people like others, and the question that found them.

    Attributes:
        question (list[QuestionPart]):
        query (str): The question in the query language, without its weights.
        total (int): People found, those asked for among them.
        hits (list[PersonHit]):
        facets (SimilarPageFacets):
        next_ (None | str):
        model (str):
        partial (bool | Unset): Whether a part of the index did not answer. Default: False.
        partial_because (list[str] | Unset): Which part, and why.
    """

    question: list[QuestionPart]
    query: str
    total: int
    hits: list[PersonHit]
    facets: SimilarPageFacets
    next_: None | str
    model: str
    partial: bool | Unset = False
    partial_because: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        question = []
        for question_item_data in self.question:
            question_item = question_item_data.to_dict()
            question.append(question_item)

        query = self.query

        total = self.total

        hits = []
        for hits_item_data in self.hits:
            hits_item = hits_item_data.to_dict()
            hits.append(hits_item)

        facets = self.facets.to_dict()

        next_: None | str
        next_ = self.next_

        model = self.model

        partial = self.partial

        partial_because: list[str] | Unset = UNSET
        if not isinstance(self.partial_because, Unset):
            partial_because = self.partial_because

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "question": question,
                "query": query,
                "total": total,
                "hits": hits,
                "facets": facets,
                "next": next_,
                "model": model,
            }
        )
        if partial is not UNSET:
            field_dict["partial"] = partial
        if partial_because is not UNSET:
            field_dict["partial_because"] = partial_because

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_hit import PersonHit
        from ..models.question_part import QuestionPart
        from ..models.similar_page_facets import SimilarPageFacets

        d = dict(src_dict)
        question = []
        _question = d.pop("question")
        for question_item_data in _question:
            question_item = QuestionPart.from_dict(question_item_data)

            question.append(question_item)

        query = d.pop("query")

        total = d.pop("total")

        hits = []
        _hits = d.pop("hits")
        for hits_item_data in _hits:
            hits_item = PersonHit.from_dict(hits_item_data)

            hits.append(hits_item)

        facets = SimilarPageFacets.from_dict(d.pop("facets"))

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        model = d.pop("model")

        partial = d.pop("partial", UNSET)

        partial_because = cast(list[str], d.pop("partial_because", UNSET))

        similar_page = cls(
            question=question,
            query=query,
            total=total,
            hits=hits,
            facets=facets,
            next_=next_,
            model=model,
            partial=partial,
            partial_because=partial_because,
        )

        similar_page.additional_properties = d
        return similar_page

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
