from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..models.indicator_reason_type_0 import IndicatorReasonType0, check_indicator_reason_type_0

if TYPE_CHECKING:
    from ..models.known_as import KnownAs


T = TypeVar("T", bound="Indicator")


@_dataclass
class Indicator:
    """Whether a member is in the ATS, as far as the seat may know.

    Attributes:
        member (str):
        in_ats (bool):
        reason (IndicatorReasonType0 | None): Why nothing is shown; null where something is.
        candidates (list[KnownAs]): The joined ones first, then those that are possibly the same.
    """

    member: str
    in_ats: bool
    reason: IndicatorReasonType0 | None
    candidates: list[KnownAs]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        member = self.member

        in_ats = self.in_ats

        reason: None | str
        if isinstance(self.reason, str):
            reason = self.reason
        else:
            reason = self.reason

        candidates = []
        for candidates_item_data in self.candidates:
            candidates_item = candidates_item_data.to_dict()
            candidates.append(candidates_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "member": member,
                "in_ats": in_ats,
                "reason": reason,
                "candidates": candidates,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.known_as import KnownAs

        d = dict(src_dict)
        member = d.pop("member")

        in_ats = d.pop("in_ats")

        def _parse_reason(data: object) -> IndicatorReasonType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reason_type_0 = check_indicator_reason_type_0(data)

                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(IndicatorReasonType0 | None, data)

        reason = _parse_reason(d.pop("reason"))

        candidates = []
        _candidates = d.pop("candidates")
        for candidates_item_data in _candidates:
            candidates_item = KnownAs.from_dict(candidates_item_data)

            candidates.append(candidates_item)

        indicator = cls(
            member=member,
            in_ats=in_ats,
            reason=reason,
            candidates=candidates,
        )

        indicator.additional_properties = d
        return indicator

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
