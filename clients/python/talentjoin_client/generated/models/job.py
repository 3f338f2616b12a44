from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from ..models.job_state import JobState, check_job_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.owner import Owner
    from ..models.posting import Posting
    from ..models.state_entry import StateEntry


T = TypeVar("T", bound="Job")


@_dataclass
class Job:
    """A job requisition with its postings.

    Attributes:
        id (str):
        modified (datetime.datetime | float):
        title (str):
        created (datetime.datetime | float | None | Unset):
        kind (Literal['job'] | Unset):  Default: 'job'.
        description (str | Unset):  Default: ''.
        location (str | Unset):  Default: ''.
        state (JobState | Unset):  Default: 'open'.
        company_code (str | Unset):  Default: ''.
        company (str | Unset):  Default: ''.
        owner (None | Owner | Unset):
        postings (list[Posting] | Unset):
        state_history (list[StateEntry] | Unset):
    """

    id: str
    modified: datetime.datetime | float
    title: str
    created: datetime.datetime | float | None | Unset = UNSET
    kind: Literal["job"] | Unset = "job"
    description: str | Unset = ""
    location: str | Unset = ""
    state: JobState | Unset = "open"
    company_code: str | Unset = ""
    company: str | Unset = ""
    owner: None | Owner | Unset = UNSET
    postings: list[Posting] | Unset = UNSET
    state_history: list[StateEntry] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.owner import Owner

        id = self.id

        modified: float | str
        if isinstance(self.modified, datetime.datetime):
            modified = self.modified.isoformat()
        else:
            modified = self.modified

        title = self.title

        created: float | None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        elif isinstance(self.created, datetime.datetime):
            created = self.created.isoformat()
        else:
            created = self.created

        kind = self.kind

        description = self.description

        location = self.location

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        company_code = self.company_code

        company = self.company

        owner: dict[str, Any] | None | Unset
        if isinstance(self.owner, Unset):
            owner = UNSET
        elif isinstance(self.owner, Owner):
            owner = self.owner.to_dict()
        else:
            owner = self.owner

        postings: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.postings, Unset):
            postings = []
            for postings_item_data in self.postings:
                postings_item = postings_item_data.to_dict()
                postings.append(postings_item)

        state_history: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.state_history, Unset):
            state_history = []
            for state_history_item_data in self.state_history:
                state_history_item = state_history_item_data.to_dict()
                state_history.append(state_history_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "modified": modified,
                "title": title,
            }
        )
        if created is not UNSET:
            field_dict["created"] = created
        if kind is not UNSET:
            field_dict["kind"] = kind
        if description is not UNSET:
            field_dict["description"] = description
        if location is not UNSET:
            field_dict["location"] = location
        if state is not UNSET:
            field_dict["state"] = state
        if company_code is not UNSET:
            field_dict["company_code"] = company_code
        if company is not UNSET:
            field_dict["company"] = company
        if owner is not UNSET:
            field_dict["owner"] = owner
        if postings is not UNSET:
            field_dict["postings"] = postings
        if state_history is not UNSET:
            field_dict["state_history"] = state_history

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.owner import Owner
        from ..models.posting import Posting
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

        title = d.pop("title")

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

        kind = cast(Literal["job"] | Unset, d.pop("kind", UNSET))
        if kind != "job" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'job', got '{kind}'")

        description = d.pop("description", UNSET)

        location = d.pop("location", UNSET)

        _state = d.pop("state", UNSET)
        state: JobState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_job_state(_state)

        company_code = d.pop("company_code", UNSET)

        company = d.pop("company", UNSET)

        def _parse_owner(data: object) -> None | Owner | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                owner_type_0 = Owner.from_dict(data)

                return owner_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Owner | Unset, data)

        owner = _parse_owner(d.pop("owner", UNSET))

        _postings = d.pop("postings", UNSET)
        postings: list[Posting] | Unset = UNSET
        if _postings is not UNSET:
            postings = []
            for postings_item_data in _postings:
                postings_item = Posting.from_dict(postings_item_data)

                postings.append(postings_item)

        _state_history = d.pop("state_history", UNSET)
        state_history: list[StateEntry] | Unset = UNSET
        if _state_history is not UNSET:
            state_history = []
            for state_history_item_data in _state_history:
                state_history_item = StateEntry.from_dict(state_history_item_data)

                state_history.append(state_history_item)

        job = cls(
            id=id,
            modified=modified,
            title=title,
            created=created,
            kind=kind,
            description=description,
            location=location,
            state=state,
            company_code=company_code,
            company=company,
            owner=owner,
            postings=postings,
            state_history=state_history,
        )

        return job
