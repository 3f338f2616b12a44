from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.grant_feature import GrantFeature, check_grant_feature
from ..models.grant_state import GrantState, check_grant_state

T = TypeVar("T", bound="Grant")


@_dataclass
class Grant:
    """One switch of a feature; the last one for a scope counts, and an own one before the whole company's.

    Attributes:
        number (int):
        feature (GrantFeature):
        state (GrantState):
        scope (str):
        seat (str):
        terms (str):
        at (datetime.datetime):
    """

    number: int
    feature: GrantFeature
    state: GrantState
    scope: str
    seat: str
    terms: str
    at: datetime.datetime
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        feature: str = self.feature

        state: str = self.state

        scope = self.scope

        seat = self.seat

        terms = self.terms

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "feature": feature,
                "state": state,
                "scope": scope,
                "seat": seat,
                "terms": terms,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        feature = check_grant_feature(d.pop("feature"))

        state = check_grant_state(d.pop("state"))

        scope = d.pop("scope")

        seat = d.pop("seat")

        terms = d.pop("terms")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        grant = cls(
            number=number,
            feature=feature,
            state=state,
            scope=scope,
            seat=seat,
            terms=terms,
            at=at,
        )

        grant.additional_properties = d
        return grant

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
