from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.key import Key
    from ..models.secret_once import SecretOnce


T = TypeVar("T", bound="NewKey")


@_dataclass
class NewKey:
    """A client just made, with its secret unless it has a public key.

    Attributes:
        key (Key): One client of the tenant.
        secret (None | SecretOnce):
    """

    key: Key
    secret: None | SecretOnce
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.secret_once import SecretOnce

        key = self.key.to_dict()

        secret: dict[str, Any] | None
        if isinstance(self.secret, SecretOnce):
            secret = self.secret.to_dict()
        else:
            secret = self.secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "secret": secret,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.key import Key
        from ..models.secret_once import SecretOnce

        d = dict(src_dict)
        key = Key.from_dict(d.pop("key"))

        def _parse_secret(data: object) -> None | SecretOnce:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                secret_type_0 = SecretOnce.from_dict(data)

                return secret_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SecretOnce, data)

        secret = _parse_secret(d.pop("secret"))

        new_key = cls(
            key=key,
            secret=secret,
        )

        new_key.additional_properties = d
        return new_key

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
