from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address import Address
    from ..models.state_entry import StateEntry


T = TypeVar("T", bound="Candidate")


@_dataclass
class Candidate:
    """A person as the ATS knows them.

    Attributes:
        id (str):
        modified (datetime.datetime | float):
        created (datetime.datetime | float | None | Unset):
        kind (Literal['candidate'] | Unset):  Default: 'candidate'.
        name (str | Unset):  Default: ''.
        first_name (str | Unset):  Default: ''.
        middle_name (str | Unset):  Default: ''.
        last_name (str | Unset):  Default: ''.
        emails (list[str] | Unset):
        phones (list[str] | Unset):
        addresses (list[Address] | Unset):
        current_company (str | Unset):  Default: ''.
        current_title (str | Unset):  Default: ''.
        profile_url (str | Unset):  Default: ''.
        ats_url (str | Unset):  Default: ''.
        tags (list[str] | Unset):
        do_not_contact (bool | Unset):  Default: False.
        status (str | Unset):  Default: ''.
        status_history (list[StateEntry] | Unset):
    """

    id: str
    modified: datetime.datetime | float
    created: datetime.datetime | float | None | Unset = UNSET
    kind: Literal["candidate"] | Unset = "candidate"
    name: str | Unset = ""
    first_name: str | Unset = ""
    middle_name: str | Unset = ""
    last_name: str | Unset = ""
    emails: list[str] | Unset = UNSET
    phones: list[str] | Unset = UNSET
    addresses: list[Address] | Unset = UNSET
    current_company: str | Unset = ""
    current_title: str | Unset = ""
    profile_url: str | Unset = ""
    ats_url: str | Unset = ""
    tags: list[str] | Unset = UNSET
    do_not_contact: bool | Unset = False
    status: str | Unset = ""
    status_history: list[StateEntry] | Unset = UNSET

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

        kind = self.kind

        name = self.name

        first_name = self.first_name

        middle_name = self.middle_name

        last_name = self.last_name

        emails: list[str] | Unset = UNSET
        if not isinstance(self.emails, Unset):
            emails = self.emails

        phones: list[str] | Unset = UNSET
        if not isinstance(self.phones, Unset):
            phones = self.phones

        addresses: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.addresses, Unset):
            addresses = []
            for addresses_item_data in self.addresses:
                addresses_item = addresses_item_data.to_dict()
                addresses.append(addresses_item)

        current_company = self.current_company

        current_title = self.current_title

        profile_url = self.profile_url

        ats_url = self.ats_url

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        do_not_contact = self.do_not_contact

        status = self.status

        status_history: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.status_history, Unset):
            status_history = []
            for status_history_item_data in self.status_history:
                status_history_item = status_history_item_data.to_dict()
                status_history.append(status_history_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "modified": modified,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if kind is not UNSET:
            field_dict["kind"] = kind
        if name is not UNSET:
            field_dict["name"] = name
        if first_name is not UNSET:
            field_dict["first_name"] = first_name
        if middle_name is not UNSET:
            field_dict["middle_name"] = middle_name
        if last_name is not UNSET:
            field_dict["last_name"] = last_name
        if emails is not UNSET:
            field_dict["emails"] = emails
        if phones is not UNSET:
            field_dict["phones"] = phones
        if addresses is not UNSET:
            field_dict["addresses"] = addresses
        if current_company is not UNSET:
            field_dict["current_company"] = current_company
        if current_title is not UNSET:
            field_dict["current_title"] = current_title
        if profile_url is not UNSET:
            field_dict["profile_url"] = profile_url
        if ats_url is not UNSET:
            field_dict["ats_url"] = ats_url
        if tags is not UNSET:
            field_dict["tags"] = tags
        if do_not_contact is not UNSET:
            field_dict["do_not_contact"] = do_not_contact
        if status is not UNSET:
            field_dict["status"] = status
        if status_history is not UNSET:
            field_dict["status_history"] = status_history

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address import Address
        from ..models.state_entry import StateEntry

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

        kind = cast(Literal["candidate"] | Unset, d.pop("kind", UNSET))
        if kind != "candidate" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'candidate', got '{kind}'")

        name = d.pop("name", UNSET)

        first_name = d.pop("first_name", UNSET)

        middle_name = d.pop("middle_name", UNSET)

        last_name = d.pop("last_name", UNSET)

        emails = cast(list[str], d.pop("emails", UNSET))

        phones = cast(list[str], d.pop("phones", UNSET))

        _addresses = d.pop("addresses", UNSET)
        addresses: list[Address] | Unset = UNSET
        if _addresses is not UNSET:
            addresses = []
            for addresses_item_data in _addresses:
                addresses_item = Address.from_dict(addresses_item_data)

                addresses.append(addresses_item)

        current_company = d.pop("current_company", UNSET)

        current_title = d.pop("current_title", UNSET)

        profile_url = d.pop("profile_url", UNSET)

        ats_url = d.pop("ats_url", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        do_not_contact = d.pop("do_not_contact", UNSET)

        status = d.pop("status", UNSET)

        _status_history = d.pop("status_history", UNSET)
        status_history: list[StateEntry] | Unset = UNSET
        if _status_history is not UNSET:
            status_history = []
            for status_history_item_data in _status_history:
                status_history_item = StateEntry.from_dict(status_history_item_data)

                status_history.append(status_history_item)

        candidate = cls(
            id=id,
            modified=modified,
            created=created,
            kind=kind,
            name=name,
            first_name=first_name,
            middle_name=middle_name,
            last_name=last_name,
            emails=emails,
            phones=phones,
            addresses=addresses,
            current_company=current_company,
            current_title=current_title,
            profile_url=profile_url,
            ats_url=ats_url,
            tags=tags,
            do_not_contact=do_not_contact,
            status=status,
            status_history=status_history,
        )

        return candidate
