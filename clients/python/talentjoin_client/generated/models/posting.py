from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..models.posting_state import PostingState, check_posting_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="Posting")


@_dataclass
class Posting:
    """One public advertisement of a job.

    Attributes:
        url (str | Unset):  Default: ''.
        state (PostingState | Unset):  Default: 'listed'.
        listed_at (datetime.datetime | float | None | Unset):
        description (str | Unset):  Default: ''.
    """

    url: str | Unset = ""
    state: PostingState | Unset = "listed"
    listed_at: datetime.datetime | float | None | Unset = UNSET
    description: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        listed_at: float | None | str | Unset
        if isinstance(self.listed_at, Unset):
            listed_at = UNSET
        elif isinstance(self.listed_at, datetime.datetime):
            listed_at = self.listed_at.isoformat()
        else:
            listed_at = self.listed_at

        description = self.description

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if url is not UNSET:
            field_dict["url"] = url
        if state is not UNSET:
            field_dict["state"] = state
        if listed_at is not UNSET:
            field_dict["listed_at"] = listed_at
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url", UNSET)

        _state = d.pop("state", UNSET)
        state: PostingState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_posting_state(_state)

        def _parse_listed_at(data: object) -> datetime.datetime | float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                listed_at_type_0 = datetime.datetime.fromisoformat(data)

                return listed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | float | None | Unset, data)

        listed_at = _parse_listed_at(d.pop("listed_at", UNSET))

        description = d.pop("description", UNSET)

        posting = cls(
            url=url,
            state=state,
            listed_at=listed_at,
            description=description,
        )

        return posting
