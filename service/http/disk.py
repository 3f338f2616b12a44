"""Turn the free space of the data folder into a refusal before there is none."""

import shutil
import time
from pathlib import Path

from entities.errors import StoreFull

LEAST_FREE = 200_000_000  # bytes
LOOK_SECONDS = 1.0


class Disk:
    """Looks at most once a second; without so much space nothing is written any more, while reads go on."""

    def __init__(self, folder: Path, least: int = LEAST_FREE) -> None:
        self._folder = folder
        self._least = least
        self._looked = float("-inf")
        self._free = 0

    def free(self) -> int:
        """Give the free bytes."""
        now = time.monotonic()
        if now - self._looked >= LOOK_SECONDS:
            self._free, self._looked = shutil.disk_usage(self._folder).free, now
        return self._free

    @property
    def is_well(self) -> bool:
        """Tell whether there is room to write."""
        return self.free() >= self._least

    def check(self) -> None:
        """Make sure that there is room to write; raises StoreFull."""
        if not self.is_well:
            raise StoreFull(hint="reads go on; writes are taken again once the operator has made room")
