from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.highlight import Highlight
    from ..models.why import Why


T = TypeVar("T", bound="PersonHit")


@_dataclass
class PersonHit:
    """One person of a list.

    Attributes:
        id (str): The person's id in this tenant: a record's id, or the tenant's own id of a member.
        member (None | str): The tenant's own id of the linked member.
        candidates (list[str]): The person's candidates, by source id in the caller's instance.
        name (str):
        headline (str):
        title (str):
        company (str):
        location (str):
        skills (list[str]):
        stages (list[str]): The latest stage of each application.
        in_ats (bool):
        open_to_work (bool):
        exportable (bool): Whether the linked member's profile may be exported.
        score (float):
        why (None | Why): Only where the request says `explain`.
        highlights (list[Highlight]): Only where the request says `highlight`.
    """

    id: str
    member: None | str
    candidates: list[str]
    name: str
    headline: str
    title: str
    company: str
    location: str
    skills: list[str]
    stages: list[str]
    in_ats: bool
    open_to_work: bool
    exportable: bool
    score: float
    why: None | Why
    highlights: list[Highlight]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.why import Why

        id = self.id

        member: None | str
        member = self.member

        candidates = self.candidates

        name = self.name

        headline = self.headline

        title = self.title

        company = self.company

        location = self.location

        skills = self.skills

        stages = self.stages

        in_ats = self.in_ats

        open_to_work = self.open_to_work

        exportable = self.exportable

        score = self.score

        why: dict[str, Any] | None
        if isinstance(self.why, Why):
            why = self.why.to_dict()
        else:
            why = self.why

        highlights = []
        for highlights_item_data in self.highlights:
            highlights_item = highlights_item_data.to_dict()
            highlights.append(highlights_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "member": member,
                "candidates": candidates,
                "name": name,
                "headline": headline,
                "title": title,
                "company": company,
                "location": location,
                "skills": skills,
                "stages": stages,
                "in_ats": in_ats,
                "open_to_work": open_to_work,
                "exportable": exportable,
                "score": score,
                "why": why,
                "highlights": highlights,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.highlight import Highlight
        from ..models.why import Why

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_member(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        member = _parse_member(d.pop("member"))

        candidates = cast(list[str], d.pop("candidates"))

        name = d.pop("name")

        headline = d.pop("headline")

        title = d.pop("title")

        company = d.pop("company")

        location = d.pop("location")

        skills = cast(list[str], d.pop("skills"))

        stages = cast(list[str], d.pop("stages"))

        in_ats = d.pop("in_ats")

        open_to_work = d.pop("open_to_work")

        exportable = d.pop("exportable")

        score = d.pop("score")

        def _parse_why(data: object) -> None | Why:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                why_type_0 = Why.from_dict(data)

                return why_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Why, data)

        why = _parse_why(d.pop("why"))

        highlights = []
        _highlights = d.pop("highlights")
        for highlights_item_data in _highlights:
            highlights_item = Highlight.from_dict(highlights_item_data)

            highlights.append(highlights_item)

        person_hit = cls(
            id=id,
            member=member,
            candidates=candidates,
            name=name,
            headline=headline,
            title=title,
            company=company,
            location=location,
            skills=skills,
            stages=stages,
            in_ats=in_ats,
            open_to_work=open_to_work,
            exportable=exportable,
            score=score,
            why=why,
            highlights=highlights,
        )

        person_hit.additional_properties = d
        return person_hit

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
