from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.kind_status import KindStatus
    from ..models.sync_status_buried import SyncStatusBuried


T = TypeVar("T", bound="SyncStatus")


@_dataclass
class SyncStatus:
    """How far the sync of an instance is.

    Attributes:
        kinds (list[KindStatus]): Those kinds that there are records of.
        outbox_depth (int): Pieces of work until everything that was received can be found.
        outbox_oldest_seconds (float | None): How long the oldest of them has waited.
        buried (SyncStatusBuried): Work that failed too often, by stage and code.
        members_behind (int): Changes of member profiles that links don't reflect yet.
        last_reconciled (datetime.datetime | None): When the index was last compared with the store.
        index_differences (int): Documents that differed then.
        index_repaired (int): How many of them were written to the index anew.
    """

    kinds: list[KindStatus]
    outbox_depth: int
    outbox_oldest_seconds: float | None
    buried: SyncStatusBuried
    members_behind: int
    last_reconciled: datetime.datetime | None
    index_differences: int
    index_repaired: int
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kinds = []
        for kinds_item_data in self.kinds:
            kinds_item = kinds_item_data.to_dict()
            kinds.append(kinds_item)

        outbox_depth = self.outbox_depth

        outbox_oldest_seconds: float | None
        outbox_oldest_seconds = self.outbox_oldest_seconds

        buried = self.buried.to_dict()

        members_behind = self.members_behind

        last_reconciled: None | str
        if isinstance(self.last_reconciled, datetime.datetime):
            last_reconciled = self.last_reconciled.isoformat()
        else:
            last_reconciled = self.last_reconciled

        index_differences = self.index_differences

        index_repaired = self.index_repaired

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kinds": kinds,
                "outbox_depth": outbox_depth,
                "outbox_oldest_seconds": outbox_oldest_seconds,
                "buried": buried,
                "members_behind": members_behind,
                "last_reconciled": last_reconciled,
                "index_differences": index_differences,
                "index_repaired": index_repaired,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.kind_status import KindStatus
        from ..models.sync_status_buried import SyncStatusBuried

        d = dict(src_dict)
        kinds = []
        _kinds = d.pop("kinds")
        for kinds_item_data in _kinds:
            kinds_item = KindStatus.from_dict(kinds_item_data)

            kinds.append(kinds_item)

        outbox_depth = d.pop("outbox_depth")

        def _parse_outbox_oldest_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        outbox_oldest_seconds = _parse_outbox_oldest_seconds(d.pop("outbox_oldest_seconds"))

        buried = SyncStatusBuried.from_dict(d.pop("buried"))

        members_behind = d.pop("members_behind")

        def _parse_last_reconciled(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_reconciled_type_0 = datetime.datetime.fromisoformat(data)

                return last_reconciled_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_reconciled = _parse_last_reconciled(d.pop("last_reconciled"))

        index_differences = d.pop("index_differences")

        index_repaired = d.pop("index_repaired")

        sync_status = cls(
            kinds=kinds,
            outbox_depth=outbox_depth,
            outbox_oldest_seconds=outbox_oldest_seconds,
            buried=buried,
            members_behind=members_behind,
            last_reconciled=last_reconciled,
            index_differences=index_differences,
            index_repaired=index_repaired,
        )

        sync_status.additional_properties = d
        return sync_status

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
