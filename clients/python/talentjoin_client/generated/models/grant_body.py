from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

from ..models.grant_body_feature import GrantBodyFeature, check_grant_body_feature
from ..models.grant_body_state import GrantBodyState, check_grant_body_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="GrantBody")


@_dataclass
class GrantBody:
    """What is to be switched: for the whole company (`*`), one instance or one contract.

    Attributes:
        feature (GrantBodyFeature):
        state (GrantBodyState):
        seat (str): The open seat in whose name it is switched.
        scope (str | Unset):  Default: '*'.
        terms (str | Unset): The version of the terms that were agreed to. Default: ''.
    """

    feature: GrantBodyFeature
    state: GrantBodyState
    seat: str
    scope: str | Unset = "*"
    terms: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        feature: str = self.feature

        state: str = self.state

        seat = self.seat

        scope = self.scope

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "feature": feature,
                "state": state,
                "seat": seat,
            }
        )
        if scope is not UNSET:
            field_dict["scope"] = scope
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        feature = check_grant_body_feature(d.pop("feature"))

        state = check_grant_body_state(d.pop("state"))

        seat = d.pop("seat")

        scope = d.pop("scope", UNSET)

        terms = d.pop("terms", UNSET)

        grant_body = cls(
            feature=feature,
            state=state,
            seat=seat,
            scope=scope,
            terms=terms,
        )

        return grant_body
