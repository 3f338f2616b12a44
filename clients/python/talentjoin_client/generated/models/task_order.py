from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, Literal, TypeVar, cast

T = TypeVar("T", bound="TaskOrder")


@_dataclass
class TaskOrder:
    """What is to be done: `rematch` estimates the tenant's weights anew and links everybody again.

    Attributes:
        kind (Literal['rematch']):
    """

    kind: Literal["rematch"]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = cast(Literal["rematch"], d.pop("kind"))
        if kind != "rematch":
            raise ValueError(f"kind must match const 'rematch', got '{kind}'")

        task_order = cls(
            kind=kind,
        )

        return task_order
