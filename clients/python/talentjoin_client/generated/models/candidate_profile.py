from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.applied import Applied
    from ..models.candidate_profile_fields import CandidateProfileFields
    from ..models.told_entry import ToldEntry


T = TypeVar("T", bound="CandidateProfile")


@_dataclass
class CandidateProfile:
    """One person view of a candidate: what the ATS, its resumes and its linked member say, value by value.

    Attributes:
        source_id (str):
        record (str):
        person (str):
        member (None | str): The tenant's own id of the linked member.
        possibly (None | str): The member that is possibly the same person, in review.
        exportable (bool):
        ats_url (str):
        status (str):
        do_not_contact (bool):
        open_to_work (bool):
        fields (CandidateProfileFields): Values by field, the ATS's first.
        positions (list[ToldEntry]):
        education (list[ToldEntry]):
        applications (list[Applied]):
    """

    source_id: str
    record: str
    person: str
    member: None | str
    possibly: None | str
    exportable: bool
    ats_url: str
    status: str
    do_not_contact: bool
    open_to_work: bool
    fields: CandidateProfileFields
    positions: list[ToldEntry]
    education: list[ToldEntry]
    applications: list[Applied]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        source_id = self.source_id

        record = self.record

        person = self.person

        member: None | str
        member = self.member

        possibly: None | str
        possibly = self.possibly

        exportable = self.exportable

        ats_url = self.ats_url

        status = self.status

        do_not_contact = self.do_not_contact

        open_to_work = self.open_to_work

        fields = self.fields.to_dict()

        positions = []
        for positions_item_data in self.positions:
            positions_item = positions_item_data.to_dict()
            positions.append(positions_item)

        education = []
        for education_item_data in self.education:
            education_item = education_item_data.to_dict()
            education.append(education_item)

        applications = []
        for applications_item_data in self.applications:
            applications_item = applications_item_data.to_dict()
            applications.append(applications_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source_id": source_id,
                "record": record,
                "person": person,
                "member": member,
                "possibly": possibly,
                "exportable": exportable,
                "ats_url": ats_url,
                "status": status,
                "do_not_contact": do_not_contact,
                "open_to_work": open_to_work,
                "fields": fields,
                "positions": positions,
                "education": education,
                "applications": applications,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.applied import Applied
        from ..models.candidate_profile_fields import CandidateProfileFields
        from ..models.told_entry import ToldEntry

        d = dict(src_dict)
        source_id = d.pop("source_id")

        record = d.pop("record")

        person = d.pop("person")

        def _parse_member(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        member = _parse_member(d.pop("member"))

        def _parse_possibly(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        possibly = _parse_possibly(d.pop("possibly"))

        exportable = d.pop("exportable")

        ats_url = d.pop("ats_url")

        status = d.pop("status")

        do_not_contact = d.pop("do_not_contact")

        open_to_work = d.pop("open_to_work")

        fields = CandidateProfileFields.from_dict(d.pop("fields"))

        positions = []
        _positions = d.pop("positions")
        for positions_item_data in _positions:
            positions_item = ToldEntry.from_dict(positions_item_data)

            positions.append(positions_item)

        education = []
        _education = d.pop("education")
        for education_item_data in _education:
            education_item = ToldEntry.from_dict(education_item_data)

            education.append(education_item)

        applications = []
        _applications = d.pop("applications")
        for applications_item_data in _applications:
            applications_item = Applied.from_dict(applications_item_data)

            applications.append(applications_item)

        candidate_profile = cls(
            source_id=source_id,
            record=record,
            person=person,
            member=member,
            possibly=possibly,
            exportable=exportable,
            ats_url=ats_url,
            status=status,
            do_not_contact=do_not_contact,
            open_to_work=open_to_work,
            fields=fields,
            positions=positions,
            education=education,
            applications=applications,
        )

        candidate_profile.additional_properties = d
        return candidate_profile

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
