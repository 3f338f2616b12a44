from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.step import Step


T = TypeVar("T", bound="Waterfall")


@_dataclass
class Waterfall:
    """The evidence for one link as a chart's rows, the prior first; `log_odds` is where the last one ends.

    Attributes:
        candidate (str):
        member (None | str):
        rows (list[Step]):
        log_odds (float):
        probability (float):
        weights (str):
    """

    candidate: str
    member: None | str
    rows: list[Step]
    log_odds: float
    probability: float
    weights: str
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        candidate = self.candidate

        member: None | str
        member = self.member

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        log_odds = self.log_odds

        probability = self.probability

        weights = self.weights

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "candidate": candidate,
                "member": member,
                "rows": rows,
                "log_odds": log_odds,
                "probability": probability,
                "weights": weights,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.step import Step

        d = dict(src_dict)
        candidate = d.pop("candidate")

        def _parse_member(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        member = _parse_member(d.pop("member"))

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = Step.from_dict(rows_item_data)

            rows.append(rows_item)

        log_odds = d.pop("log_odds")

        probability = d.pop("probability")

        weights = d.pop("weights")

        waterfall = cls(
            candidate=candidate,
            member=member,
            rows=rows,
            log_odds=log_odds,
            probability=probability,
            weights=weights,
        )

        waterfall.additional_properties = d
        return waterfall

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
