"""Turn a small value into an opaque signed text, or such a text back into the value."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from service.keys import derived_key, master_key

if TYPE_CHECKING:
    from service.settings import Settings

MAC_BYTES = 16
TEXT_MOST = 1_000  # letters of a text that is looked at


class Seal:
    """Signs small JSON values for one purpose and place, so that nobody can make or move them (RFC 2104)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, bound: Sequence[str], plain: Any) -> str:
        """Sign a JSON value; `bound` is what it counts for: purpose, tenant, route ..."""
        payload = json.dumps(plain, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._mac(bound, payload) + payload).rstrip(b"=").decode()

    def read(self, bound: Sequence[str], text: str) -> Any:
        """Read a signed value back; None for a text that is not ours, or not for this."""
        if len(text) > TEXT_MOST:
            return None
        try:
            raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (UnicodeEncodeError, binascii.Error, ValueError):
            return None
        mac, payload = raw[:MAC_BYTES], raw[MAC_BYTES:]
        return json.loads(payload) if hmac.compare_digest(mac, self._mac(bound, payload)) else None

    def _mac(self, bound: Sequence[str], payload: bytes) -> bytes:
        digest = hmac.new(self._key, digestmod=hashlib.sha256)
        for part in (*(one.encode("utf-8", "surrogatepass") for one in bound), payload):
            digest.update(len(part).to_bytes(4, "big") + part)
        return digest.digest()[:MAC_BYTES]


def seal_of(settings: "Settings") -> Seal:
    """Make the seal of an installation; raises KeyMissing."""
    return Seal(derived_key(master_key(settings.master_key_file, make=False), "cursors"))
