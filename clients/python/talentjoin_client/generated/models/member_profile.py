from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.education import Education
    from ..models.position import Position


T = TypeVar("T", bound="MemberProfile")


@_dataclass
class MemberProfile:
    """A member's public profile; neither the shared id nor an address of the member is in it.

    Attributes:
        id (str): The tenant's own id of the member.
        name (str):
        headline (str):
        summary (str):
        location (str):
        positions (list[Position]):
        education (list[Education]):
        skills (list[str]):
        profile_url (str):
        open_to_work (bool):
        exportable (bool): Whether the profile may be exported into the ATS.
        updated_at (datetime.datetime):
    """

    id: str
    name: str
    headline: str
    summary: str
    location: str
    positions: list[Position]
    education: list[Education]
    skills: list[str]
    profile_url: str
    open_to_work: bool
    exportable: bool
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        headline = self.headline

        summary = self.summary

        location = self.location

        positions = []
        for positions_item_data in self.positions:
            positions_item = positions_item_data.to_dict()
            positions.append(positions_item)

        education = []
        for education_item_data in self.education:
            education_item = education_item_data.to_dict()
            education.append(education_item)

        skills = self.skills

        profile_url = self.profile_url

        open_to_work = self.open_to_work

        exportable = self.exportable

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "headline": headline,
                "summary": summary,
                "location": location,
                "positions": positions,
                "education": education,
                "skills": skills,
                "profile_url": profile_url,
                "open_to_work": open_to_work,
                "exportable": exportable,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.education import Education
        from ..models.position import Position

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        headline = d.pop("headline")

        summary = d.pop("summary")

        location = d.pop("location")

        positions = []
        _positions = d.pop("positions")
        for positions_item_data in _positions:
            positions_item = Position.from_dict(positions_item_data)

            positions.append(positions_item)

        education = []
        _education = d.pop("education")
        for education_item_data in _education:
            education_item = Education.from_dict(education_item_data)

            education.append(education_item)

        skills = cast(list[str], d.pop("skills"))

        profile_url = d.pop("profile_url")

        open_to_work = d.pop("open_to_work")

        exportable = d.pop("exportable")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        member_profile = cls(
            id=id,
            name=name,
            headline=headline,
            summary=summary,
            location=location,
            positions=positions,
            education=education,
            skills=skills,
            profile_url=profile_url,
            open_to_work=open_to_work,
            exportable=exportable,
            updated_at=updated_at,
        )

        member_profile.additional_properties = d
        return member_profile

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
