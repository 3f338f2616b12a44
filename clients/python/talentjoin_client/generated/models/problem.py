from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..models.problem_retry import ProblemRetry, check_problem_retry
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.problem_entry import ProblemEntry


T = TypeVar("T", bound="Problem")


@_dataclass
class Problem:
    """What went wrong (RFC 9457), in a form that programs can act on.

    Attributes:
        type_ (str): Address of the code's documentation.
        title (str):
        status (int):
        code (str):
        retry (ProblemRetry): Whether the same request may work: never, later or now.
        detail (str | Unset):  Default: ''.
        hint (str | Unset):  Default: ''.
        request_id (str | Unset):  Default: ''.
        errors (list[ProblemEntry] | Unset):
        error (None | str | Unset): The code as RFC 6749 names it, from /oauth routes only.
    """

    type_: str
    title: str
    status: int
    code: str
    retry: ProblemRetry
    detail: str | Unset = ""
    hint: str | Unset = ""
    request_id: str | Unset = ""
    errors: list[ProblemEntry] | Unset = UNSET
    error: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        code = self.code

        retry: str = self.retry

        detail = self.detail

        hint = self.hint

        request_id = self.request_id

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "code": code,
                "retry": retry,
            }
        )
        if detail is not UNSET:
            field_dict["detail"] = detail
        if hint is not UNSET:
            field_dict["hint"] = hint
        if request_id is not UNSET:
            field_dict["request_id"] = request_id
        if errors is not UNSET:
            field_dict["errors"] = errors
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.problem_entry import ProblemEntry

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        code = d.pop("code")

        retry = check_problem_retry(d.pop("retry"))

        detail = d.pop("detail", UNSET)

        hint = d.pop("hint", UNSET)

        request_id = d.pop("request_id", UNSET)

        _errors = d.pop("errors", UNSET)
        errors: list[ProblemEntry] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = ProblemEntry.from_dict(errors_item_data)

                errors.append(errors_item)

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            code=code,
            retry=retry,
            detail=detail,
            hint=hint,
            request_id=request_id,
            errors=errors,
            error=error,
        )

        problem.additional_properties = d
        return problem

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
