"""Turn a file's bytes into a sealed file named by what it holds."""

import fcntl
import json
import os
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from errno import EDQUOT, ENOSPC
from hashlib import sha256
from pathlib import Path
from typing import NewType

from sqlalchemy import bindparam, delete, select

from entities.errors import KeyMissing, NotFound, StoreCorrupt, StoreError, StoreFull, TooLarge
from entities.ids import TenantKey
from store.chunks import in_chunks, read_in_chunks, write_in_chunks
from store.session import TenantTx
from store.state import LAYER
from store.store import Store
from store.tables.people import blob
from store.tables.records import layer

BlobHash = NewType("BlobHash", str)  # 64 hex digits: a keyed hash of the content, so that it tells nothing to outsiders

BYTES_MOST = 64_000_000  # of one blob; flows hold to a smaller limit of their own
KIND = "blob"  # the sealed content's kind
FOLDER = "blobs"
LOCK_FILE = ".lock"
DRAFT = ".draft-"  # a file being written; what a killed process left is swept
SHELF_DIGITS = 2  # 256 folders, so that none grows too long
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
ACTOR = "blobs"

_ATTACHMENTS = select(layer.c.id, layer.c.origin, layer.c.subject, layer.c.payload).where(layer.c.kind == "attachment")
_KNOWN = select(blob.c.hash).where(blob.c.hash.in_(bindparam("values", expanding=True)))
_OLDER = select(blob.c.hash).where(blob.c.added_at < bindparam("before"))
_FORGET = delete(blob).where(blob.c.hash.in_(bindparam("values", expanding=True)))


def put(store: Store, tenant: TenantKey, content: bytes) -> BlobHash:
    """Keep one file's bytes; on return they are durable. Equal bytes are kept once.

    Don't call it inside a writing transaction of the same tenant. Raises TooLarge, StoreFull, StoreError.
    """
    return put_many(store, tenant, [content])[0]


def put_many(store: Store, tenant: TenantKey, contents: Sequence[bytes]) -> list[BlobHash]:
    """Keep many files' bytes with one commit for all; see `put`."""
    if any(len(content) > BYTES_MOST for content in contents):
        raise TooLarge(f"a file may have at most {BYTES_MOST} bytes")
    if not contents:
        return []
    folder = store.folder(tenant) / FOLDER
    with _held(folder, fcntl.LOCK_SH):  # no sweep between the look for a file and the row that keeps it
        with store.reading(tenant) as tx:
            hashes = [_hash(tx, content) for content in contents]
            tx.vault.load((_subject(name) for name in hashes), make=True)
            for name, content in dict(zip(hashes, contents, strict=True)).items():
                if not _holds(tx, _place(folder, name), name, content):
                    sealed = tx.vault.seal(KIND, name, content, subject=_subject(name))
                    _write(_place(folder, name), sealed)
        rows = [
            {"hash": name, "size": len(content)} for name, content in dict(zip(hashes, contents, strict=True)).items()
        ]
        with store.writing(tenant, actor=ACTOR) as tx:
            for chunk in in_chunks(rows):
                tx.execute(tx.upsert(blob, change=["added_at"]), [{**row, "added_at": tx.now} for row in chunk])
    return hashes


def get(store: Store, tenant: TenantKey, name: BlobHash) -> bytes:
    """Read a file's bytes back and check them against their name.

    Raises NotFound for what was never kept, StoreCorrupt where the bytes are missing or others.
    """
    with store.reading(tenant) as tx:
        if not known(tx, [name]):
            raise NotFound("there is no such file")
        content = tx.vault.open(KIND, name, _read(_place(store.folder(tenant) / FOLDER, name)), subject=_subject(name))
        if _hash(tx, content) != name:
            raise StoreCorrupt("a stored file is not what was written")
        return content


def known(tx: TenantTx, names: Collection[BlobHash]) -> set[BlobHash]:
    """Find which of the names are kept."""
    return {BlobHash(row.hash) for row in read_in_chunks(tx, _KNOWN, names)}


def referenced(tx: TenantTx) -> set[BlobHash]:
    """Find every file that an attachment names, by whatever origin, on or off; what was shredded names none."""
    found: set[BlobHash] = set()
    for rows in in_chunks(tx.execute(_ATTACHMENTS)):
        tx.vault.load(row.subject for row in rows)
        for row in rows:
            with suppress(KeyMissing):
                text = tx.vault.open(LAYER, f"{row.id}/{row.origin}", row.payload, subject=row.subject)
                found.add(BlobHash(json.loads(text).get("blob") or ""))
    return found - {BlobHash("")}


def sweep(store: Store, tenant: TenantKey, *, older_than: timedelta) -> list[BlobHash]:
    """Remove orphans: files, rows and keys that no attachment names, last put longer ago than `older_than`.

    A killed process leaves them between the file and the record. File, key, row go in this order: a kill between two
    leaves what the next put makes whole and the next sweep finds.
    """
    folder = store.folder(tenant) / FOLDER
    with _held(folder, fcntl.LOCK_EX), store.writing(tenant, actor=ACTOR) as tx:
        before, needed = tx.now - older_than, referenced(tx)
        listed = {BlobHash(row.hash) for row in tx.execute(_OLDER, {"before": before})}
        on_disk = set(_files(folder))
        orphans = sorted((listed | (on_disk - known(tx, on_disk))) - needed)
        for name in orphans:
            _place(folder, name).unlink(missing_ok=True)
        for draft in folder.glob(f"*/{DRAFT}*"):
            draft.unlink()
        if orphans:
            tx.vault.shred([_subject(name) for name in orphans])
        write_in_chunks(tx, _FORGET, orphans)
    return orphans


def missing(store: Store, tenant: TenantKey) -> list[BlobHash]:
    """List the files that should be there and aren't: what a restored backup lacks."""
    with store.reading(tenant) as tx:
        names = [BlobHash(row.hash) for row in tx.execute(select(blob.c.hash))]
    on_disk = set(_files(store.folder(tenant) / FOLDER))
    return sorted(name for name in names if name not in on_disk)


def _hash(tx: TenantTx, content: bytes) -> BlobHash:
    return BlobHash(tx.vault.blind(KIND, sha256(content).hexdigest()).hex())


def _subject(name: BlobHash) -> str:
    """Name whom a file's key belongs to: the file itself, since two people may have sent the same one."""
    return f"{KIND}:{name}"


def _place(folder: Path, name: BlobHash) -> Path:
    if len(name) != sha256().digest_size * 2 or not name.isalnum():
        raise NotFound("there is no such file")
    return folder / name[:SHELF_DIGITS] / name


def _files(folder: Path) -> Iterator[BlobHash]:
    return (BlobHash(place.name) for place in folder.glob("*/*") if not place.name.startswith(DRAFT))


def _holds(tx: TenantTx, place: Path, name: BlobHash, content: bytes) -> bool:
    """Tell whether the file is there and opens; one with a destroyed key or bad bytes is written anew."""
    if not place.exists():
        return False
    try:
        return tx.vault.open(KIND, name, _read(place), subject=_subject(name)) == content
    except (KeyMissing, StoreCorrupt):
        return False


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        raise StoreCorrupt("a stored file is missing") from None
    except OSError as error:
        raise StoreError(f"a stored file can't be read ({os.strerror(error.errno or 0)})") from None


def _write(place: Path, sealed: bytes) -> None:
    """Write beside the place, then give the file its name: half a file can't be found under it, whatever stops us."""
    draft = place.with_name(DRAFT + secrets.token_hex(8))
    try:
        if not place.parent.is_dir():
            place.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            _sync(place.parent.parent)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(place)
        _sync(place.parent)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _typed(error) from None


def _sync(folder: Path) -> None:
    """Make a folder's entries durable: a renamed file is lost in a power cut without it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _held(folder: Path, lock: int) -> Iterator[None]:
    """Hold the folder's lock: shared while putting, alone while sweeping; the kernel frees it when a process dies."""
    try:
        if not folder.is_dir():
            folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            _sync(folder.parent)
        handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    except OSError as error:
        raise _typed(error) from None
    try:
        fcntl.flock(handle, lock)
        yield
    finally:
        os.close(handle)


def _typed(error: OSError) -> StoreError:
    if error.errno in (ENOSPC, EDQUOT):
        return StoreFull()
    return StoreError(f"a file can't be written ({os.strerror(error.errno or 0)})")
