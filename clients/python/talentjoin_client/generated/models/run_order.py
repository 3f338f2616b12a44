from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunOrder")


@_dataclass
class RunOrder:
    """Which run is wanted: the next one, or one by its number, which is given again where it was made already.

    Example:
        {'run': 1}

    Attributes:
        run (int | None | Unset):
    """

    run: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        run: int | None | Unset
        if isinstance(self.run, Unset):
            run = UNSET
        else:
            run = self.run

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if run is not UNSET:
            field_dict["run"] = run

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_run(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        run = _parse_run(d.pop("run", UNSET))

        run_order = cls(
            run=run,
        )

        return run_order
