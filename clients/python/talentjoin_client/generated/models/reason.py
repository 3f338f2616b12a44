from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

from ..types import UNSET, Unset

T = TypeVar("T", bound="Reason")


@_dataclass
class Reason:
    """One sentence why a person was found, with the words of the document that show it.

    Attributes:
        text (str):
        field (str | Unset):  Default: ''.
        evidence (str | Unset):  Default: ''.
    """

    text: str
    field: str | Unset = ""
    evidence: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        field = self.field

        evidence = self.evidence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if field is not UNSET:
            field_dict["field"] = field
        if evidence is not UNSET:
            field_dict["evidence"] = evidence

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        field = d.pop("field", UNSET)

        evidence = d.pop("evidence", UNSET)

        reason = cls(
            text=text,
            field=field,
            evidence=evidence,
        )

        return reason
