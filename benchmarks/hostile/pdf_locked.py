"""Turn passwords into encrypted PDFs (PDF 32000-2:2020, section 7.6)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import pack

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from benchmarks.hostile.built import (
    DAMAGED,
    JANE,
    Hostile,
    later,
    objects,
    pdf,
    random_bytes,
    stream,
    text_page,
    written,
)
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")  # section 7.6.4.3.2
RIGHTS = -44
NUMBER = b"0123456789abcdef"  # what /ID says
KEY = random_bytes(32)
SALTS = random_bytes(8, 1), random_bytes(8, 2)
LOCKED: tuple[ParseStatus, ...] = ("encrypted",)


@dataclass(frozen=True, slots=True)
class Lock:
    """One way to encrypt: version and revision of the handler, bytes of the key, whether by AES."""

    name: str
    version: int
    revision: int
    length: int
    aes: bool = False


LOCKS = (
    Lock("RC4 of 40 bits", 1, 2, 5),
    Lock("RC4 of 128 bits", 2, 3, 16),
    Lock("RC4 by filter", 4, 4, 16),
    Lock("AES of 128 bits", 4, 4, 16, aes=True),
    Lock("AES of 256 bits", 5, 5, 32, aes=True),
    Lock("AES of 256 bits, hardened", 5, 6, 32, aes=True),
)


def rc4(key: bytes, text: bytes) -> bytes:
    """Encrypt by RC4."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    given, i, j = bytearray(), 0, 0
    for one in text:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        given.append(one ^ state[(state[i] + state[j]) % 256])
    return bytes(given)


def aes(key: bytes, text: bytes, start: bytes = b"\0" * 16) -> bytes:
    """Encrypt whole blocks by AES in chains."""
    encryptor = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    return encryptor.update(text) + encryptor.finalize()


def _rounds(key: bytes, text: bytes, revision: int) -> bytes:
    for at in range(20 if revision > 2 else 1):
        text = rc4(bytes(one ^ at for one in key), text)
    return text


def _hardened(word: bytes, salt: bytes, user: bytes, revision: int) -> bytes:
    """Digest a password (algorithm 2.B; revision 5 stops at the first step)."""
    key = hashlib.sha256(word + salt + user).digest()
    at, last = 0, 0
    while revision == 6 and (at < 64 or last > at - 32):
        block = aes(key[:16], (word + key + user) * 64, key[16:32])
        key = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(block[:16]) % 3](block).digest()
        at, last = at + 1, block[-1]
    return key[:32]


def _old_entries(lock: Lock, owner: bytes, user: bytes) -> tuple[bytes, bytes]:
    """Return the file's key and the handler's entries, for revisions 2 to 4."""
    times = 50 if lock.revision > 2 else 0
    digest = hashlib.md5((owner + PADDING)[:32]).digest()  # noqa: S324 - what the format prescribes
    for _ in range(times):
        digest = hashlib.md5(digest).digest()  # noqa: S324 - the same
    for_owner = _rounds(digest[: lock.length], (user + PADDING)[:32], lock.revision)
    key = hashlib.md5((user + PADDING)[:32] + for_owner + pack("<i", RIGHTS) + NUMBER).digest()  # noqa: S324 - the same
    for _ in range(times):
        key = hashlib.md5(key[: lock.length]).digest()  # noqa: S324 - the same
    key = key[: lock.length]
    start = hashlib.md5(PADDING + NUMBER).digest() if lock.revision > 2 else PADDING  # noqa: S324 - the same
    for_user = _rounds(key, start, lock.revision).ljust(32, b"\0")
    return key, b"/O<%s>/U<%s>" % (for_owner.hex().encode(), for_user.hex().encode())


def _new_entries(lock: Lock, owner: bytes, user: bytes) -> tuple[bytes, bytes]:
    """Return the file's key and the handler's entries, for revisions 5 and 6."""
    check, salt = SALTS
    for_user = _hardened(user, check, b"", lock.revision) + check + salt
    user_key = aes(_hardened(user, salt, b"", lock.revision), KEY)
    for_owner = _hardened(owner, check, for_user, lock.revision) + check + salt
    owner_key = aes(_hardened(owner, salt, for_user, lock.revision), KEY)
    rights = aes(KEY, pack("<i", RIGHTS) + b"\xff\xff\xff\xffTadb1234")
    pairs = ((b"U", for_user), (b"UE", user_key), (b"O", for_owner), (b"OE", owner_key), (b"Perms", rights))
    return KEY, b"".join(b"/%s<%s>" % (name, value.hex().encode()) for name, value in pairs)


def locked(lock: Lock, *, owner: bytes = b"owner", user: bytes = b"") -> bytes:
    """Build Jane's page encrypted; without a user's password everybody may read it."""
    key, entries = (_new_entries if lock.version == 5 else _old_entries)(lock, owner, user)
    name = b"None" if lock.version < 4 else b"AESV3" if lock.version == 5 else b"AESV2" if lock.aes else b"V2"
    if lock.version >= 4:
        entries += b"/CF<</StdCF<</CFM/%s/AuthEvent/DocOpen/Length %d>>>>/StmF/StdCF/StrF/StdCF" % (name, lock.length)
    own = key
    if lock.version < 5:
        salted = key + b"\4\0\0" + b"\0\0" + (b"sAlT" if lock.aes else b"")
        own = hashlib.md5(salted).digest()[: min(16, lock.length + 5)]  # noqa: S324 - the same
    body = JANE
    if lock.aes:
        fill = 16 - len(body) % 16
        body = NUMBER + aes(own, body + bytes([fill]) * fill, NUMBER)
    else:
        body = rc4(own, body)
    handler = b"<</Filter/Standard/V %d/R %d/Length %d/P %d%s>>" % (
        lock.version,
        lock.revision,
        8 * lock.length,
        RIGHTS,
        entries,
    )
    number = NUMBER.hex().encode()
    return written({4: stream(body), 6: handler}, trailer=b"/Encrypt 6 0 R/ID[<%s><%s>]" % (number, number))


def encrypted() -> bytes:
    """Build a PDF that needs a user password (a wrong /U entry with the standard 40-bit handler)."""
    owner, user = (hashlib.sha256(word).hexdigest() for word in (b"owner", b"user"))
    entry = f"6 0 obj <</Filter/Standard/V 1/R 2/O<{owner}>/U<{user}>/P -44>> endobj"
    return pdf(text_page("Jane Doe"), extra=entry, trailer=f"/Encrypt 6 0 R/ID[<{PADDING.hex()}><{PADDING.hex()}>]")


def _damaged() -> Iterator[Hostile]:
    whole = locked(LOCKS[1])
    changes = {
        "an unknown handler": (b"/Filter/Standard", b"/Filter/Nobody11"),
        "an unknown version": (b"/V 2", b"/V 9"),
        "an unknown revision": (b"/R 3", b"/R 9"),
        "a key of no length": (b"/Length 128", b"/Length 0"),
        "a key of great length": (b"/Length 128", b"/Length 99999999999"),
        "rights of words": (b"/P -44", b"/P(a)"),
        "rights without end": (b"/P -44", b"/P -99999999999999999999"),
        "an owner of three letters": (b"/O<", b"/O<616263>/X<"),
        "no owner": (b"/O<", b"/X<"),
        "no handler": (b"/Encrypt 6 0 R", b"/Encrypt 99 0 R"),
        "a handler that is the page": (b"/Encrypt 6 0 R", b"/Encrypt 3 0 R"),
        "a handler that is a number": (b"/Encrypt 6 0 R", b"/Encrypt 5"),
        "no number of its own": (b"/ID[", b"/Ix["),
        "a number of words": (b"/ID[<", b"/ID[5 /a <"),
    }
    for name, (old, new) in changes.items():
        statuses = (*LOCKED, *DAMAGED)
        yield Hostile(f"locked by {name}", "a.pdf", later(whole.replace, old, new), statuses)
    plain = written({6: objects()[5]}, trailer=b"/Encrypt<</Filter/Standard>>")
    yield Hostile("locked by nothing", "a.pdf", lambda: plain, (*LOCKED, *DAMAGED))


def files(_: Limits) -> Iterator[Hostile]:
    """Yield PDFs that are locked: readable where no password is needed, else refused."""
    yield Hostile("encrypted", "a.pdf", encrypted, LOCKED)
    for lock in LOCKS:
        yield Hostile(f"{lock.name}, owner", "a.pdf", later(locked, lock), ("ok",))
        yield Hostile(f"{lock.name}, user", "a.pdf", later(lambda lock: locked(lock, user=b"secret"), lock), LOCKED)
    yield from _damaged()
