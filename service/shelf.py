"""Turn arrays into mapped files that this run's processes share, in a folder that is gone when the run is."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

PREFIX = "talentjoin-"
# Waits for the end of its input, which comes with the end of this process, kill -9 included.
SWEEP = ("/bin/sh", "-c", 'cat >/dev/null; rm -rf -- "$1"', "sweep")
Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of arrays by name; it may be sent to other processes, which then share the same pages of memory."""

    folder: Path

    def put(self, name: str, arrays: Arrays) -> None:
        """Keep arrays under a name that nothing lies under yet."""
        place = self.folder / name
        place.mkdir(parents=True)
        for key, array in arrays.items():
            np.save(place / f"{key}.npy", array, allow_pickle=False)

    def get(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Map the arrays under a name, for reading only; one without elements is read, as there is nothing to map."""
        return {file.stem: _mapped(file) for file in sorted((self.folder / name).glob("*.npy"))}


@contextmanager
def shelf() -> Iterator[Shelf]:
    """Open a shelf in the system's folder for temporary files (TMPDIR); it is gone after the run, however that ends."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with subprocess.Popen((*SWEEP, str(folder)), stdin=subprocess.PIPE, start_new_session=True):  # noqa: S603 - our own words
            yield Shelf(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _mapped(file: Path) -> npt.NDArray[Any]:
    try:
        found: npt.NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    except ValueError:
        found = np.load(file, allow_pickle=False)
        found.flags.writeable = False
    return found
