from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..models.note_input_visibility import NoteInputVisibility, check_note_input_visibility
from ..types import UNSET, Unset

T = TypeVar("T", bound="NoteInput")


@_dataclass
class NoteInput:
    """A note that somebody wrote about a candidate or an application.

    Attributes:
        modified (datetime.datetime | float):
        text (str):
        created (datetime.datetime | float | None | Unset):
        candidate (str | Unset):  Default: ''.
        application (str | Unset):  Default: ''.
        author (str | Unset):  Default: ''.
        visibility (NoteInputVisibility | Unset):  Default: 'everyone'.
        written_at (datetime.datetime | float | None | Unset):
    """

    modified: datetime.datetime | float
    text: str
    created: datetime.datetime | float | None | Unset = UNSET
    candidate: str | Unset = ""
    application: str | Unset = ""
    author: str | Unset = ""
    visibility: NoteInputVisibility | Unset = "everyone"
    written_at: datetime.datetime | float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        modified: float | str
        if isinstance(self.modified, datetime.datetime):
            modified = self.modified.isoformat()
        else:
            modified = self.modified

        text = self.text

        created: float | None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        elif isinstance(self.created, datetime.datetime):
            created = self.created.isoformat()
        else:
            created = self.created

        candidate = self.candidate

        application = self.application

        author = self.author

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility

        written_at: float | None | str | Unset
        if isinstance(self.written_at, Unset):
            written_at = UNSET
        elif isinstance(self.written_at, datetime.datetime):
            written_at = self.written_at.isoformat()
        else:
            written_at = self.written_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "modified": modified,
                "text": text,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if candidate is not UNSET:
            field_dict["candidate"] = candidate
        if application is not UNSET:
            field_dict["application"] = application
        if author is not UNSET:
            field_dict["author"] = author
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if written_at is not UNSET:
            field_dict["written_at"] = written_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

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

        text = d.pop("text")

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

        author = d.pop("author", UNSET)

        _visibility = d.pop("visibility", UNSET)
        visibility: NoteInputVisibility | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = check_note_input_visibility(_visibility)

        def _parse_written_at(data: object) -> datetime.datetime | float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                written_at_type_0 = datetime.datetime.fromisoformat(data)

                return written_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float | None | Unset, data)

        written_at = _parse_written_at(d.pop("written_at", UNSET))

        note_input = cls(
            modified=modified,
            text=text,
            created=created,
            candidate=candidate,
            application=application,
            author=author,
            visibility=visibility,
            written_at=written_at,
        )

        return note_input
