"""Turn member numbers into ids that only one tenant can read, and back.

An id is one block of AES-256 under a key of the tenant's own: number and zeros in, 26 letters out. Two tenants' ids of
one member have nothing in common, nothing needs to be kept to read one back, and without the key none can be made up.
"""

import base64
import binascii
from collections.abc import Iterable

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB

from entities.ids import MemberNumber, PublicMemberId
from store.session import TenantTx

PREFIX = "m"
BLOCK = 16  # bytes
NUMBER_BYTES = 4
LETTERS = 26  # of a block in base32, without padding


def public_members(tx: TenantTx, numbers: Iterable[MemberNumber]) -> dict[MemberNumber, PublicMemberId]:
    """Give the tenant's own id of each member."""
    encrypt = _cipher(tx).encryptor()
    ids = {}
    for number in numbers:
        block = encrypt.update(number.to_bytes(NUMBER_BYTES, "big") + bytes(BLOCK - NUMBER_BYTES))
        ids[number] = PublicMemberId(PREFIX + base64.b32encode(block).decode("ascii").rstrip("=").lower())
    return ids


def member_number(tx: TenantTx, public: str) -> MemberNumber | None:
    """Read a tenant's own member id back; None for one that this tenant was never given."""
    letters = public.removeprefix(PREFIX)
    if len(letters) != LETTERS or len(public) != LETTERS + len(PREFIX):
        return None
    try:
        block = base64.b32decode(letters.upper() + "=" * 6)
    except (binascii.Error, ValueError):
        return None
    plain = _cipher(tx).decryptor().update(block)
    if any(plain[NUMBER_BYTES:]):
        return None
    number = MemberNumber(int.from_bytes(plain[:NUMBER_BYTES], "big"))
    return number if public_members(tx, [number])[number] == public else None


def _cipher(tx: TenantTx) -> Cipher[ECB]:
    key = AES256(tx.vault.blind("pairwise", "key"))
    return Cipher(key, ECB())  # noqa: S305 - a single block each: ECB is the bare permutation that is wanted here
