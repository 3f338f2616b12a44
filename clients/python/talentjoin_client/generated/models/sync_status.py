from __future__ import annotations

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
    """

    kinds: list[KindStatus]
    outbox_depth: int
    outbox_oldest_seconds: float | None
    buried: SyncStatusBuried
    members_behind: int
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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kinds": kinds,
                "outbox_depth": outbox_depth,
                "outbox_oldest_seconds": outbox_oldest_seconds,
                "buried": buried,
                "members_behind": members_behind,
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

        sync_status = cls(
            kinds=kinds,
            outbox_depth=outbox_depth,
            outbox_oldest_seconds=outbox_oldest_seconds,
            buried=buried,
            members_behind=members_behind,
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
