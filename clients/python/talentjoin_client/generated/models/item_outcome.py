from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar, cast

from ..models.item_outcome_result import ItemOutcomeResult, check_item_outcome_result
from ..types import UNSET, Unset

T = TypeVar("T", bound="ItemOutcome")


@_dataclass
class ItemOutcome:
    """What became of one item of a batch.

    `line` counts from 1. Where the item was refused, `code` and `pointer` (JSON pointer into the item) say why in a
    stable form and `message` in words; none of them repeats a value of the item.

        Attributes:
            line (int):
            result (ItemOutcomeResult):
            kind (str | Unset):  Default: ''.
            id (str | Unset):  Default: ''.
            version (int | None | Unset):
            code (None | str | Unset):
            pointer (None | str | Unset):
            message (None | str | Unset):
    """

    line: int
    result: ItemOutcomeResult
    kind: str | Unset = ""
    id: str | Unset = ""
    version: int | None | Unset = UNSET
    code: None | str | Unset = UNSET
    pointer: None | str | Unset = UNSET
    message: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        result: str = self.result

        kind = self.kind

        id = self.id

        version: int | None | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        else:
            version = self.version

        code: None | str | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        pointer: None | str | Unset
        if isinstance(self.pointer, Unset):
            pointer = UNSET
        else:
            pointer = self.pointer

        message: None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        else:
            message = self.message

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line": line,
                "result": result,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if id is not UNSET:
            field_dict["id"] = id
        if version is not UNSET:
            field_dict["version"] = version
        if code is not UNSET:
            field_dict["code"] = code
        if pointer is not UNSET:
            field_dict["pointer"] = pointer
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        result = check_item_outcome_result(d.pop("result"))

        kind = d.pop("kind", UNSET)

        id = d.pop("id", UNSET)

        def _parse_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        version = _parse_version(d.pop("version", UNSET))

        def _parse_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        def _parse_pointer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        pointer = _parse_pointer(d.pop("pointer", UNSET))

        def _parse_message(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        message = _parse_message(d.pop("message", UNSET))

        item_outcome = cls(
            line=line,
            result=result,
            kind=kind,
            id=id,
            version=version,
            code=code,
            pointer=pointer,
            message=message,
        )

        return item_outcome
