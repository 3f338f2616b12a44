from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from ..models.bulk_counts import BulkCounts
    from ..models.item_outcome import ItemOutcome


T = TypeVar("T", bound="BulkAnswer")


@_dataclass
class BulkAnswer:
    """What became of each line, in the order of the lines; blank lines count, and have no outcome.

    Attributes:
        counts (BulkCounts): How many items came to what.
        change_token (str): For the parameter `after` of a search: it then includes this write.
        items (list[ItemOutcome]):
    """

    counts: BulkCounts
    change_token: str
    items: list[ItemOutcome]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        counts = self.counts.to_dict()

        change_token = self.change_token

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "counts": counts,
                "change_token": change_token,
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bulk_counts import BulkCounts
        from ..models.item_outcome import ItemOutcome

        d = dict(src_dict)
        counts = BulkCounts.from_dict(d.pop("counts"))

        change_token = d.pop("change_token")

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = ItemOutcome.from_dict(items_item_data)

            items.append(items_item)

        bulk_answer = cls(
            counts=counts,
            change_token=change_token,
            items=items,
        )

        bulk_answer.additional_properties = d
        return bulk_answer

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
