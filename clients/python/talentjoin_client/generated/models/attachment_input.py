from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..models.attachment_input_purpose import AttachmentInputPurpose, check_attachment_input_purpose
from ..types import UNSET, Unset

T = TypeVar("T", bound="AttachmentInput")


@_dataclass
class AttachmentInput:
    """A file of a candidate or an application; `content` is base64, at most 10 MB once decoded.

    Attributes:
        modified (datetime.datetime | float):
        created (datetime.datetime | float | None | Unset):
        candidate (str | Unset):  Default: ''.
        application (str | Unset):  Default: ''.
        file_name (str | Unset):  Default: ''.
        media_type (str | Unset):  Default: ''.
        purpose (AttachmentInputPurpose | Unset):  Default: 'resume'.
        content (str | Unset):  Default: ''.
    """

    modified: datetime.datetime | float
    created: datetime.datetime | float | None | Unset = UNSET
    candidate: str | Unset = ""
    application: str | Unset = ""
    file_name: str | Unset = ""
    media_type: str | Unset = ""
    purpose: AttachmentInputPurpose | Unset = "resume"
    content: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
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

        file_name = self.file_name

        media_type = self.media_type

        purpose: str | Unset = UNSET
        if not isinstance(self.purpose, Unset):
            purpose = self.purpose

        content = self.content

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "modified": modified,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if candidate is not UNSET:
            field_dict["candidate"] = candidate
        if application is not UNSET:
            field_dict["application"] = application
        if file_name is not UNSET:
            field_dict["file_name"] = file_name
        if media_type is not UNSET:
            field_dict["media_type"] = media_type
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if content is not UNSET:
            field_dict["content"] = content

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

        file_name = d.pop("file_name", UNSET)

        media_type = d.pop("media_type", UNSET)

        _purpose = d.pop("purpose", UNSET)
        purpose: AttachmentInputPurpose | Unset
        if isinstance(_purpose, Unset):
            purpose = UNSET
        else:
            purpose = check_attachment_input_purpose(_purpose)

        content = d.pop("content", UNSET)

        attachment_input = cls(
            modified=modified,
            created=created,
            candidate=candidate,
            application=application,
            file_name=file_name,
            media_type=media_type,
            purpose=purpose,
            content=content,
        )

        return attachment_input
