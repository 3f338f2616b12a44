"""Turn 256 random bits into a secret whose text names its kind, and that scanners can tell from other text."""

import secrets
import string
import zlib
from typing import Literal

SecretKind = Literal["live", "test", "admin"]
PREFIX = "tj"
BITS = 256
DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
BODY_LETTERS = 43  # 62^43 > 2^256
CHECK_LETTERS = 6  # 62^6 > 2^32
CLIENT_BYTES = 10


def new_secret(kind: SecretKind) -> str:
    """Draw a secret: `tj_`, its kind, 43 letters and digits, and 6 that check the rest."""
    told = f"{PREFIX}_{kind}_{in_letters(secrets.randbits(BITS), BODY_LETTERS)}"
    return told + _check(told)


def is_secret(text: str) -> bool:
    """Tell whether a text is spelt as our secrets are: for scanners; it opens nothing."""
    told, check = text[:-CHECK_LETTERS], text[-CHECK_LETTERS:]
    return told.startswith(f"{PREFIX}_") and check == _check(told)


def new_client_id() -> str:
    """Draw a client's id: public, and not to be guessed."""
    return "cl_" + in_letters(int.from_bytes(secrets.token_bytes(CLIENT_BYTES)), 14)


def in_letters(number: int, letters: int) -> str:
    """Write a number in letters and digits, padded with zeros."""
    found = []
    for _ in range(letters):
        number, digit = divmod(number, len(DIGITS))
        found.append(DIGITS[digit])
    return "".join(reversed(found))


def _check(told: str) -> str:
    return in_letters(zlib.crc32(told.encode("utf-8", "replace")), CHECK_LETTERS)
