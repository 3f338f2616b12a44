from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

from ..models.feedback_visibility import FeedbackVisibility, check_feedback_visibility
from ..types import UNSET, Unset

T = TypeVar("T", bound="Feedback")


@_dataclass
class Feedback:
    """An interviewer's verdict.

    Attributes:
        id (str):
        modified (datetime.datetime | float):
        created (datetime.datetime | float | None | Unset):
        candidate (str | Unset):  Default: ''.
        application (str | Unset):  Default: ''.
        kind (Literal['feedback'] | Unset):  Default: 'feedback'.
        author (str | Unset):  Default: ''.
        rating (float | None | Unset):
        verdict (str | Unset):  Default: ''.
        text (str | Unset):  Default: ''.
        visibility (FeedbackVisibility | Unset):  Default: 'everyone'.
        given_at (datetime.datetime | float | None | Unset):
    """

    id: str
    modified: datetime.datetime | float
    created: datetime.datetime | float | None | Unset = UNSET
    candidate: str | Unset = ""
    application: str | Unset = ""
    kind: Literal["feedback"] | Unset = "feedback"
    author: str | Unset = ""
    rating: float | None | Unset = UNSET
    verdict: str | Unset = ""
    text: str | Unset = ""
    visibility: FeedbackVisibility | Unset = "everyone"
    given_at: datetime.datetime | float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        modified: float | str
        if isinstance(self.modified, datetime.datetime):
            modified = self.modified.isoformat()
        else:
            modified = self.modified

        created: float | None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        elif isinstance(self.created, datetime.datetime):
            created = self.created.isoformat()
        else:
            created = self.created

        candidate = self.candidate

        application = self.application

        kind = self.kind

        author = self.author

        rating: float | None | Unset
        if isinstance(self.rating, Unset):
            rating = UNSET
        else:
            rating = self.rating

        verdict = self.verdict

        text = self.text

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility

        given_at: float | None | str | Unset
        if isinstance(self.given_at, Unset):
            given_at = UNSET
        elif isinstance(self.given_at, datetime.datetime):
            given_at = self.given_at.isoformat()
        else:
            given_at = self.given_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "modified": modified,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if candidate is not UNSET:
            field_dict["candidate"] = candidate
        if application is not UNSET:
            field_dict["application"] = application
        if kind is not UNSET:
            field_dict["kind"] = kind
        if author is not UNSET:
            field_dict["author"] = author
        if rating is not UNSET:
            field_dict["rating"] = rating
        if verdict is not UNSET:
            field_dict["verdict"] = verdict
        if text is not UNSET:
            field_dict["text"] = text
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if given_at is not UNSET:
            field_dict["given_at"] = given_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_modified(data: object) -> datetime.datetime | float:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                modified_type_0 = datetime.datetime.fromisoformat(data)

                return modified_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float, data)

        modified = _parse_modified(d.pop("modified"))

        def _parse_created(data: object) -> datetime.datetime | float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_type_0 = datetime.datetime.fromisoformat(data)

                return created_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float | None | Unset, data)

        created = _parse_created(d.pop("created", UNSET))

        candidate = d.pop("candidate", UNSET)

        application = d.pop("application", UNSET)

        kind = cast(Literal["feedback"] | Unset, d.pop("kind", UNSET))
        if kind != "feedback" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'feedback', got '{kind}'")

        author = d.pop("author", UNSET)

        def _parse_rating(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        rating = _parse_rating(d.pop("rating", UNSET))

        verdict = d.pop("verdict", UNSET)

        text = d.pop("text", UNSET)

        _visibility = d.pop("visibility", UNSET)
        visibility: FeedbackVisibility | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = check_feedback_visibility(_visibility)

        def _parse_given_at(data: object) -> datetime.datetime | float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                given_at_type_0 = datetime.datetime.fromisoformat(data)

                return given_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float | None | Unset, data)

        given_at = _parse_given_at(d.pop("given_at", UNSET))

        feedback = cls(
            id=id,
            modified=modified,
            created=created,
            candidate=candidate,
            application=application,
            kind=kind,
            author=author,
            rating=rating,
            verdict=verdict,
            text=text,
            visibility=visibility,
            given_at=given_at,
        )

        return feedback
