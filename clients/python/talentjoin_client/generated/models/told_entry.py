from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.told import Told


T = TypeVar("T", bound="ToldEntry")


@_dataclass
class ToldEntry:
    """One position or education entry, as one source tells it; dates are YYYY or YYYY-MM.

    Attributes:
        organisation (str):
        what (str): The title, or the degree and its area.
        start (str):
        end (str):
        told (Told): Who says a value.
        current (bool | Unset):  Default: False.
    """

    organisation: str
    what: str
    start: str
    end: str
    told: Told
    current: bool | Unset = False
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        organisation = self.organisation

        what = self.what

        start = self.start

        end = self.end

        told = self.told.to_dict()

        current = self.current

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "organisation": organisation,
                "what": what,
                "start": start,
                "end": end,
                "told": told,
            }
        )
        if current is not UNSET:
            field_dict["current"] = current

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.told import Told

        d = dict(src_dict)
        organisation = d.pop("organisation")

        what = d.pop("what")

        start = d.pop("start")

        end = d.pop("end")

        told = Told.from_dict(d.pop("told"))

        current = d.pop("current", UNSET)

        told_entry = cls(
            organisation=organisation,
            what=what,
            start=start,
            end=end,
            told=told,
            current=current,
        )

        told_entry.additional_properties = d
        return told_entry

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
