from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, Literal, TypeVar, cast

from ..models.attachment_shown_purpose import AttachmentShownPurpose, check_attachment_shown_purpose
from ..types import UNSET, Unset

T = TypeVar("T", bound="AttachmentShown")


@_dataclass
class AttachmentShown:
    """A file of a candidate or an application, its content apart.

    Attributes:
        id (str):
        modified (datetime.datetime | float):
        created (datetime.datetime | float | None | Unset):
        candidate (str | Unset):  Default: ''.
        application (str | Unset):  Default: ''.
        kind (Literal['attachment'] | Unset):  Default: 'attachment'.
        file_name (str | Unset):  Default: ''.
        media_type (str | Unset):  Default: ''.
        purpose (AttachmentShownPurpose | Unset):  Default: 'resume'.
        bytes_ (int | None | Unset): Size of the file; null without one.
        refused (str | Unset): Why the file was not kept, like `too_large`. Default: ''.
    """

    id: str
    modified: datetime.datetime | float
    created: datetime.datetime | float | None | Unset = UNSET
    candidate: str | Unset = ""
    application: str | Unset = ""
    kind: Literal["attachment"] | Unset = "attachment"
    file_name: str | Unset = ""
    media_type: str | Unset = ""
    purpose: AttachmentShownPurpose | Unset = "resume"
    bytes_: int | None | Unset = UNSET
    refused: str | Unset = ""
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

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

        file_name = self.file_name

        media_type = self.media_type

        purpose: str | Unset = UNSET
        if not isinstance(self.purpose, Unset):
            purpose = self.purpose

        bytes_: int | None | Unset
        if isinstance(self.bytes_, Unset):
            bytes_ = UNSET
        else:
            bytes_ = self.bytes_

        refused = self.refused

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
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
        if file_name is not UNSET:
            field_dict["file_name"] = file_name
        if media_type is not UNSET:
            field_dict["media_type"] = media_type
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if bytes_ is not UNSET:
            field_dict["bytes"] = bytes_
        if refused is not UNSET:
            field_dict["refused"] = refused

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

        kind = cast(Literal["attachment"] | Unset, d.pop("kind", UNSET))
        if kind != "attachment" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'attachment', got '{kind}'")

        file_name = d.pop("file_name", UNSET)

        media_type = d.pop("media_type", UNSET)

        _purpose = d.pop("purpose", UNSET)
        purpose: AttachmentShownPurpose | Unset
        if isinstance(_purpose, Unset):
            purpose = UNSET
        else:
            purpose = check_attachment_shown_purpose(_purpose)

        def _parse_bytes_(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        bytes_ = _parse_bytes_(d.pop("bytes", UNSET))

        refused = d.pop("refused", UNSET)

        attachment_shown = cls(
            id=id,
            modified=modified,
            created=created,
            candidate=candidate,
            application=application,
            kind=kind,
            file_name=file_name,
            media_type=media_type,
            purpose=purpose,
            bytes_=bytes_,
            refused=refused,
        )

        attachment_shown.additional_properties = d
        return attachment_shown

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
