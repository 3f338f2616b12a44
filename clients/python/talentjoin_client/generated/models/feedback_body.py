from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

from ..models.feedback_body_kind import FeedbackBodyKind, check_feedback_body_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="FeedbackBody")


@_dataclass
class FeedbackBody:
    """What a seat says of a person for a job.

    Example:
        {'kind': 'good', 'note': 'Knows our boats.', 'person': 'rd5f6g7h8j9k0l1m2n3p4q5r6s7'}

    Attributes:
        person (str):
        kind (FeedbackBodyKind): A `hidden` person is left out of the seat's matches until it says else.
        note (str | Unset):  Default: ''.
    """

    person: str
    kind: FeedbackBodyKind
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        person = self.person

        kind: str = self.kind

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person": person,
                "kind": kind,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        person = d.pop("person")

        kind = check_feedback_body_kind(d.pop("kind"))

        note = d.pop("note", UNSET)

        feedback_body = cls(
            person=person,
            kind=kind,
            note=note,
        )

        return feedback_body
