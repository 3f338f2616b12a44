from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar, cast

from ..models.told_origin_type_0 import ToldOriginType0, check_told_origin_type_0
from ..models.told_source import ToldSource, check_told_source

T = TypeVar("T", bound="Told")


@_dataclass
class Told:
    """Who says a value.

    Attributes:
        source (ToldSource):
        record (None | str): The source id of the candidate or of the resume's attachment.
        origin (None | ToldOriginType0): How an ATS value came: pushed, pulled, or by a person.
        confidence (float | None): How sure the resume's parser is, 0 to 1.
    """

    source: ToldSource
    record: None | str
    origin: None | ToldOriginType0
    confidence: float | None
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        source: str = self.source

        record: None | str
        record = self.record

        origin: None | str
        if isinstance(self.origin, str):
            origin = self.origin
        else:
            origin = self.origin

        confidence: float | None
        confidence = self.confidence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source": source,
                "record": record,
                "origin": origin,
                "confidence": confidence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = check_told_source(d.pop("source"))

        def _parse_record(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        record = _parse_record(d.pop("record"))

        def _parse_origin(data: object) -> None | ToldOriginType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                origin_type_0 = check_told_origin_type_0(data)

                return origin_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ToldOriginType0, data)

        origin = _parse_origin(d.pop("origin"))

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        told = cls(
            source=source,
            record=record,
            origin=origin,
            confidence=confidence,
        )

        told.additional_properties = d
        return told

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
