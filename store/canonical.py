"""Turn a JSON-able value into the one text that it is hashed, kept and compared by."""

import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> bytes:
    """Write a value as JSON with sorted keys and no spaces, in UTF-8; raises ValueError for NaN and infinities."""
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def content_hash(text: bytes) -> bytes:
    """Hash canonical JSON: 32 bytes, equal for equal values."""
    return hashlib.sha256(text).digest()
