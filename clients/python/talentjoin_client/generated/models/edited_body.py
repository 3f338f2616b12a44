from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.asked_part import AskedPart


T = TypeVar("T", bound="EditedBody")


@_dataclass
class EditedBody:
    """A job's question as somebody edited it, as parts or as a text; without either, as the job asks it.

    Example:
        {'explain': True, 'limit': 1, 'question': [{'kind': 'title', 'text': 'Marine Biologist', 'weight': 3.0},
            {'kind': 'skill', 'text': 'Cold water', 'weight': 2.0}]}

    Attributes:
        question (list[AskedPart] | None | Unset): Parts to ask for, in place of the job's; the answer's `question` may
            be sent back.
        text (None | str | Unset): A search text in its place: terms of the job's own keep their weights, others count
            as skills.
        limit (int | Unset):  Default: 25.
        cursor (None | str | Unset): `next` of the page before.
        explain (bool | Unset):  Default: True.
    """

    question: list[AskedPart] | None | Unset = UNSET
    text: None | str | Unset = UNSET
    limit: int | Unset = 25
    cursor: None | str | Unset = UNSET
    explain: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        question: list[dict[str, Any]] | None | Unset
        if isinstance(self.question, Unset):
            question = UNSET
        elif isinstance(self.question, list):
            question = []
            for question_type_0_item_data in self.question:
                question_type_0_item = question_type_0_item_data.to_dict()
                question.append(question_type_0_item)

        else:
            question = self.question

        text: None | str | Unset
        if isinstance(self.text, Unset):
            text = UNSET
        else:
            text = self.text

        limit = self.limit

        cursor: None | str | Unset
        if isinstance(self.cursor, Unset):
            cursor = UNSET
        else:
            cursor = self.cursor

        explain = self.explain

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if question is not UNSET:
            field_dict["question"] = question
        if text is not UNSET:
            field_dict["text"] = text
        if limit is not UNSET:
            field_dict["limit"] = limit
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if explain is not UNSET:
            field_dict["explain"] = explain

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.asked_part import AskedPart

        d = dict(src_dict)

        def _parse_question(data: object) -> list[AskedPart] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                question_type_0 = []
                _question_type_0 = data
                for question_type_0_item_data in _question_type_0:
                    question_type_0_item = AskedPart.from_dict(question_type_0_item_data)

                    question_type_0.append(question_type_0_item)

                return question_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[AskedPart] | None | Unset, data)

        question = _parse_question(d.pop("question", UNSET))

        def _parse_text(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        text = _parse_text(d.pop("text", UNSET))

        limit = d.pop("limit", UNSET)

        def _parse_cursor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cursor = _parse_cursor(d.pop("cursor", UNSET))

        explain = d.pop("explain", UNSET)

        edited_body = cls(
            question=question,
            text=text,
            limit=limit,
            cursor=cursor,
            explain=explain,
        )

        return edited_body
