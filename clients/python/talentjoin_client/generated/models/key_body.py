from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.key_body_public_key_type_0 import KeyBodyPublicKeyType0


T = TypeVar("T", bound="KeyBody")


@_dataclass
class KeyBody:
    """What a client shall be; with a public key it gets no secret.

    Attributes:
        name (str):
        scopes (list[str]): At most those of the caller.
        contracts (list[str] | Unset): At most those of the caller; for `act_as`.
        instance (None | str | Unset): The caller's own by default.
        public_key (KeyBodyPublicKeyType0 | None | Unset): A public JWK (Ed25519, P-256, RSA) to sign assertions for.
        expires_at (datetime.datetime | None | Unset): When the secret ends; never by default.
    """

    name: str
    scopes: list[str]
    contracts: list[str] | Unset = UNSET
    instance: None | str | Unset = UNSET
    public_key: KeyBodyPublicKeyType0 | None | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.key_body_public_key_type_0 import KeyBodyPublicKeyType0

        name = self.name

        scopes = self.scopes

        contracts: list[str] | Unset = UNSET
        if not isinstance(self.contracts, Unset):
            contracts = self.contracts

        instance: None | str | Unset
        if isinstance(self.instance, Unset):
            instance = UNSET
        else:
            instance = self.instance

        public_key: dict[str, Any] | None | Unset
        if isinstance(self.public_key, Unset):
            public_key = UNSET
        elif isinstance(self.public_key, KeyBodyPublicKeyType0):
            public_key = self.public_key.to_dict()
        else:
            public_key = self.public_key

        expires_at: None | str | Unset
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        elif isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "scopes": scopes,
            }
        )
        if contracts is not UNSET:
            field_dict["contracts"] = contracts
        if instance is not UNSET:
            field_dict["instance"] = instance
        if public_key is not UNSET:
            field_dict["public_key"] = public_key
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.key_body_public_key_type_0 import KeyBodyPublicKeyType0

        d = dict(src_dict)
        name = d.pop("name")

        scopes = cast(list[str], d.pop("scopes"))

        contracts = cast(list[str], d.pop("contracts", UNSET))

        def _parse_instance(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        instance = _parse_instance(d.pop("instance", UNSET))

        def _parse_public_key(data: object) -> KeyBodyPublicKeyType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                public_key_type_0 = KeyBodyPublicKeyType0.from_dict(data)

                return public_key_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KeyBodyPublicKeyType0 | None | Unset, data)

        public_key = _parse_public_key(d.pop("public_key", UNSET))

        def _parse_expires_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        expires_at = _parse_expires_at(d.pop("expires_at", UNSET))

        key_body = cls(
            name=name,
            scopes=scopes,
            contracts=contracts,
            instance=instance,
            public_key=public_key,
            expires_at=expires_at,
        )

        return key_body
