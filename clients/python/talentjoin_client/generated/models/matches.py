from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.person_hit import PersonHit
    from ..models.question_part import QuestionPart


T = TypeVar("T", bound="Matches")


@_dataclass
class Matches:
    """One page of a job's Recommended Matches, the best first, and the question that found them.

    Attributes:
        job (str):
        title (str):
        question (list[QuestionPart]): What was asked of people, and how much each part counts.
        query (str): The question in the query language, without its weights.
        total (int): People considered.
        hits (list[PersonHit]):
        next_ (None | str):
        model (str): Names the weights that ordered the list.
        ranked_at (datetime.datetime): When the data was read that ordered the list.
        partial (bool | Unset): Whether a part of the index did not answer. Default: False.
        partial_because (list[str] | Unset): Which part, and why.
    """

    job: str
    title: str
    question: list[QuestionPart]
    query: str
    total: int
    hits: list[PersonHit]
    next_: None | str
    model: str
    ranked_at: datetime.datetime
    partial: bool | Unset = False
    partial_because: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        job = self.job

        title = self.title

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

        next_: None | str
        next_ = self.next_

        model = self.model

        ranked_at = self.ranked_at.isoformat()

        partial = self.partial

        partial_because: list[str] | Unset = UNSET
        if not isinstance(self.partial_because, Unset):
            partial_because = self.partial_because

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "job": job,
                "title": title,
                "question": question,
                "query": query,
                "total": total,
                "hits": hits,
                "next": next_,
                "model": model,
                "ranked_at": ranked_at,
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

        d = dict(src_dict)
        job = d.pop("job")

        title = d.pop("title")

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

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        model = d.pop("model")

        ranked_at = datetime.datetime.fromisoformat(d.pop("ranked_at"))

        partial = d.pop("partial", UNSET)

        partial_because = cast(list[str], d.pop("partial_because", UNSET))

        matches = cls(
            job=job,
            title=title,
            question=question,
            query=query,
            total=total,
            hits=hits,
            next_=next_,
            model=model,
            ranked_at=ranked_at,
            partial=partial,
            partial_because=partial_because,
        )

        matches.additional_properties = d
        return matches

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
