from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

from ..models.corrected_verdict import CorrectedVerdict, check_corrected_verdict

T = TypeVar("T", bound="Corrected")


@_dataclass
class Corrected:
    """A kept correction; the candidate is matched again under it.

    Attributes:
        candidate (str):
        verdict (CorrectedVerdict):
        change_token (str): A read that names it as `after` sees the corrected link.
    """

    candidate: str
    verdict: CorrectedVerdict
    change_token: str
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        candidate = self.candidate

        verdict: str = self.verdict

        change_token = self.change_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "candidate": candidate,
                "verdict": verdict,
                "change_token": change_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        candidate = d.pop("candidate")

        verdict = check_corrected_verdict(d.pop("verdict"))

        change_token = d.pop("change_token")

        corrected = cls(
            candidate=candidate,
            verdict=verdict,
            change_token=change_token,
        )

        corrected.additional_properties = d
        return corrected

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
