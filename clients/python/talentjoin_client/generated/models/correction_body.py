from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..models.correction_body_verdict import CorrectionBodyVerdict, check_correction_body_verdict
from ..types import UNSET, Unset

T = TypeVar("T", bound="CorrectionBody")


@_dataclass
class CorrectionBody:
    """What a person knows about a link.

    Example:
        {'verdict': 'not_linked'}

    Attributes:
        verdict (CorrectionBodyVerdict):
        member (None | str | Unset): The tenant's own id; without one, the member that the link names now.
    """

    verdict: CorrectionBodyVerdict
    member: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        verdict: str = self.verdict

        member: None | str | Unset
        if isinstance(self.member, Unset):
            member = UNSET
        else:
            member = self.member

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "verdict": verdict,
            }
        )
        if member is not UNSET:
            field_dict["member"] = member

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        verdict = check_correction_body_verdict(d.pop("verdict"))

        def _parse_member(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        member = _parse_member(d.pop("member", UNSET))

        correction_body = cls(
            verdict=verdict,
            member=member,
        )

        return correction_body
