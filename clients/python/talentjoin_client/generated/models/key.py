from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.key_secret import KeySecret


T = TypeVar("T", bound="Key")


@_dataclass
class Key:
    """One client of the tenant.

    Attributes:
        id (str):
        name (str):
        instance (str):
        scopes (list[str]):
        contracts (list[str]):
        has_public_key (bool):
        made_by (str):
        made_at (datetime.datetime):
        revoked_at (datetime.datetime | None):
        secrets (list[KeySecret]):
    """

    id: str
    name: str
    instance: str
    scopes: list[str]
    contracts: list[str]
    has_public_key: bool
    made_by: str
    made_at: datetime.datetime
    revoked_at: datetime.datetime | None
    secrets: list[KeySecret]
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        instance = self.instance

        scopes = self.scopes

        contracts = self.contracts

        has_public_key = self.has_public_key

        made_by = self.made_by

        made_at = self.made_at.isoformat()

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        secrets = []
        for secrets_item_data in self.secrets:
            secrets_item = secrets_item_data.to_dict()
            secrets.append(secrets_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "instance": instance,
                "scopes": scopes,
                "contracts": contracts,
                "has_public_key": has_public_key,
                "made_by": made_by,
                "made_at": made_at,
                "revoked_at": revoked_at,
                "secrets": secrets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.key_secret import KeySecret

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        instance = d.pop("instance")

        scopes = cast(list[str], d.pop("scopes"))

        contracts = cast(list[str], d.pop("contracts"))

        has_public_key = d.pop("has_public_key")

        made_by = d.pop("made_by")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        def _parse_revoked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_at_type_0 = datetime.datetime.fromisoformat(data)

                return revoked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))

        secrets = []
        _secrets = d.pop("secrets")
        for secrets_item_data in _secrets:
            secrets_item = KeySecret.from_dict(secrets_item_data)

            secrets.append(secrets_item)

        key = cls(
            id=id,
            name=name,
            instance=instance,
            scopes=scopes,
            contracts=contracts,
            has_public_key=has_public_key,
            made_by=made_by,
            made_at=made_at,
            revoked_at=revoked_at,
            secrets=secrets,
        )

        key.additional_properties = d
        return key

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
