from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.audit_entry_details import AuditEntryDetails


T = TypeVar("T", bound="AuditEntry")


@_dataclass
class AuditEntry:
    """Who did what, when, to how many of which kind. Whom it was about is kept as a keyed hash only.

    Attributes:
        number (int):
        at (datetime.datetime):
        actor (str):
        action (str):
        kind (str):
        count (int):
        reason (None | str):
        details (AuditEntryDetails):
    """

    number: int
    at: datetime.datetime
    actor: str
    action: str
    kind: str
    count: int
    reason: None | str
    details: AuditEntryDetails
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        at = self.at.isoformat()

        actor = self.actor

        action = self.action

        kind = self.kind

        count = self.count

        reason: None | str
        reason = self.reason

        details = self.details.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "at": at,
                "actor": actor,
                "action": action,
                "kind": kind,
                "count": count,
                "reason": reason,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_entry_details import AuditEntryDetails

        d = dict(src_dict)
        number = d.pop("number")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        actor = d.pop("actor")

        action = d.pop("action")

        kind = d.pop("kind")

        count = d.pop("count")

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        details = AuditEntryDetails.from_dict(d.pop("details"))

        audit_entry = cls(
            number=number,
            at=at,
            actor=actor,
            action=action,
            kind=kind,
            count=count,
            reason=reason,
            details=details,
        )

        audit_entry.additional_properties = d
        return audit_entry

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
