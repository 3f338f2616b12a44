"""Turn a place in a list into an opaque signed text, or such a text back into the place."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from entities.errors import InvalidCursor
from service.keys import derived_key, master_key

if TYPE_CHECKING:
    from service.http.service import Call
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


def write_cursor(call: "Call", route: str, query: Mapping[str, Any], place: Any) -> str:
    """Give the cursor that goes on behind a place of a list: for this tenant, instance, seat, route and query only.

    `query` is what chooses and orders the list, as plain JSON values; `place` is any JSON value but null.
    """
    return call.service.seal.write(_bound(call, route, query), place)


def read_cursor(call: "Call", route: str, query: Mapping[str, Any], cursor: str | None) -> Any:
    """Give the place behind which a list goes on, None where it begins.

    Raises:
        InvalidCursor: the cursor is not ours, or is of another list.

    """
    if cursor is None:
        return None
    place = call.service.seal.read(_bound(call, route, query), cursor)
    if place is None:
        raise InvalidCursor(pointer="cursor")
    return place


def _bound(call: "Call", route: str, query: Mapping[str, Any]) -> tuple[str, ...]:
    asked = json.dumps(query, sort_keys=True, separators=(",", ":"), default=str)
    return ("cursor", call.tenant, call.instance, call.named or "", route, asked)
