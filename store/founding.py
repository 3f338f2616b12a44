"""Turn a tenant that was made only in part into none.

A mark stands beside the tenants' folders while one of them is made. Whoever makes the next tenant finds the marks of
those that a crash left unfinished; only what is marked is ever removed, so that a restored list loses nobody.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from entities.errors import StoreError
from entities.ids import TenantKey

MARKS = ".founding"
LOCK_FILE = ".lock"
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@contextmanager
def founding(folder: Path, tenant: TenantKey, settle: Callable[[TenantKey], None]) -> Iterator[None]:
    """Make the folder of a new tenant, one tenant at a time, and mark it as unfinished while the block lasts.

    `folder` holds the folders of all tenants. `settle` removes a tenant that isn't on the list, and leaves one that is;
    it is called for what earlier crashes left, and for this tenant when the block fails. Raises StoreError.
    """
    marks = folder / MARKS
    handle = _locked(marks)
    try:
        for left in sorted(marks.iterdir()):
            if left.name != LOCK_FILE:
                settle(TenantKey(left.name))
                left.unlink()
        mark = marks / tenant
        mark.touch(mode=PRIVATE_FILE)
        try:
            (folder / tenant).mkdir(mode=PRIVATE_FOLDER)
            yield
        except Exception:
            with suppress(StoreError, OSError):  # the mark stays then, for the next to settle
                settle(tenant)
                mark.unlink()
            raise
        mark.unlink()
    finally:
        os.close(handle)


def _locked(marks: Path) -> int:
    """Take the lock, which the kernel frees when the process ends."""
    try:
        marks.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        handle = os.open(marks / LOCK_FILE, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    except OSError as error:
        raise StoreError(f"a tenant's folder can't be made ({os.strerror(error.errno or 0)})") from None
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle
