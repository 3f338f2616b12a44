"""Turn the master key's file into the key itself, making it on first use."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from entities.errors import KeyMissing

KEY_BYTES = 32


def master_key(file: Path, *, make: bool = True) -> bytes:
    """Read the master key, or make it: 256 random bits in a file that only its owner can read.

    Raises:
        KeyMissing: the file is missing and must not be made, unreadable, or doesn't hold a key.

    """
    try:
        if make and not file.exists():
            _make(file)
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except FileExistsError:  # another process was faster
        return master_key(file, make=False)
    except (OSError, ValueError):
        raise KeyMissing("the master key can't be read", hint="set TALENTJOIN_KEY_FILE to the right file") from None
    if len(key) != KEY_BYTES:
        raise KeyMissing("the master key's file doesn't hold 256 bits in hex")
    return key


def derived_key(master: bytes, purpose: str) -> bytes:
    """Derive an independent key of 256 bits for one purpose."""
    return hmac.digest(master, f"talentjoin {purpose}".encode(), hashlib.sha256)


def _make(file: Path) -> None:
    """Write the key beside its place, then give it its name: a half-written key can never be read."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(secrets.token_bytes(KEY_BYTES).hex() + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)  # fails where the key came into being meanwhile
    finally:
        draft.unlink()
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
