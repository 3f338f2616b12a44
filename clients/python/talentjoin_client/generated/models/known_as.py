from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar

from ..models.known_as_decision import KnownAsDecision, check_known_as_decision

if TYPE_CHECKING:
    from ..models.applied import Applied


T = TypeVar("T", bound="KnownAs")


@_dataclass
class KnownAs:
    """One candidate of the ATS that is the member, or in review possibly the same person.

    Attributes:
        source_id (str):
        decision (KnownAsDecision):
        ats_url (str):
        status (str):
        applications (list[Applied]):
    """

    source_id: str
    decision: KnownAsDecision
    ats_url: str
    status: str
    applications: list[Applied]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        source_id = self.source_id

        decision: str = self.decision

        ats_url = self.ats_url

        status = self.status

        applications = []
        for applications_item_data in self.applications:
            applications_item = applications_item_data.to_dict()
            applications.append(applications_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source_id": source_id,
                "decision": decision,
                "ats_url": ats_url,
                "status": status,
                "applications": applications,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.applied import Applied

        d = dict(src_dict)
        source_id = d.pop("source_id")

        decision = check_known_as_decision(d.pop("decision"))

        ats_url = d.pop("ats_url")

        status = d.pop("status")

        applications = []
        _applications = d.pop("applications")
        for applications_item_data in _applications:
            applications_item = Applied.from_dict(applications_item_data)

            applications.append(applications_item)

        known_as = cls(
            source_id=source_id,
            decision=decision,
            ats_url=ats_url,
            status=status,
            applications=applications,
        )

        known_as.additional_properties = d
        return known_as

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
