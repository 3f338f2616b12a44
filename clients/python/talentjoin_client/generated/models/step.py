from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar

T = TypeVar("T", bound="Step")


@_dataclass
class Step:
    """One bar of the waterfall: from the sum of what came before to the sum with it.

    Attributes:
        label (str):
        level (str): How far the values agree.
        note (str):
        log_odds (float): What it adds, in natural log-odds.
        start (float):
        end (float):
        term_frequency (float): The part of `log_odds` that comes from how rare the values are.
    """

    label: str
    level: str
    note: str
    log_odds: float
    start: float
    end: float
    term_frequency: float
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        label = self.label

        level = self.level

        note = self.note

        log_odds = self.log_odds

        start = self.start

        end = self.end

        term_frequency = self.term_frequency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "label": label,
                "level": level,
                "note": note,
                "log_odds": log_odds,
                "start": start,
                "end": end,
                "term_frequency": term_frequency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        label = d.pop("label")

        level = d.pop("level")

        note = d.pop("note")

        log_odds = d.pop("log_odds")

        start = d.pop("start")

        end = d.pop("end")

        term_frequency = d.pop("term_frequency")

        step = cls(
            label=label,
            level=level,
            note=note,
            log_odds=log_odds,
            start=start,
            end=end,
            term_frequency=term_frequency,
        )

        step.additional_properties = d
        return step

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
