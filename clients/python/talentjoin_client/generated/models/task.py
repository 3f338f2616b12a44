from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..models.task_state import TaskState, check_task_state

if TYPE_CHECKING:
    from ..models.task_progress import TaskProgress


T = TypeVar("T", bound="Task")


@_dataclass
class Task:
    """One piece of ordered work.

    Attributes:
        number (int):
        kind (str):
        state (TaskState):
        attempts (int):
        code (str): Why the last attempt failed, empty where none did.
        progress (TaskProgress):
        added_at (datetime.datetime):
        ended_at (datetime.datetime | None):
    """

    number: int
    kind: str
    state: TaskState
    attempts: int
    code: str
    progress: TaskProgress
    added_at: datetime.datetime
    ended_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        kind = self.kind

        state: str = self.state

        attempts = self.attempts

        code = self.code

        progress = self.progress.to_dict()

        added_at = self.added_at.isoformat()

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "kind": kind,
                "state": state,
                "attempts": attempts,
                "code": code,
                "progress": progress,
                "added_at": added_at,
                "ended_at": ended_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_progress import TaskProgress

        d = dict(src_dict)
        number = d.pop("number")

        kind = d.pop("kind")

        state = check_task_state(d.pop("state"))

        attempts = d.pop("attempts")

        code = d.pop("code")

        progress = TaskProgress.from_dict(d.pop("progress"))

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        task = cls(
            number=number,
            kind=kind,
            state=state,
            attempts=attempts,
            code=code,
            progress=progress,
            added_at=added_at,
            ended_at=ended_at,
        )

        task.additional_properties = d
        return task

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
