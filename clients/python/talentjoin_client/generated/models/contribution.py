from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import Any, TypeVar

T = TypeVar("T", bound="Contribution")


@_dataclass
class Contribution:
    """One row of a hit's explanation: what a feature adds to the score; a hit's rows sum to its score.

    Attributes:
        feature (str):
        value (float):
        contribution (float):
    """

    feature: str
    value: float
    contribution: float

    def to_dict(self) -> dict[str, Any]:
        feature = self.feature

        value = self.value

        contribution = self.contribution

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "feature": feature,
                "value": value,
                "contribution": contribution,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        feature = d.pop("feature")

        value = d.pop("value")

        contribution = d.pop("contribution")

        contribution = cls(
            feature=feature,
            value=value,
            contribution=contribution,
        )

        return contribution
