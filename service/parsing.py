"""Turn settings into a parser of resume files that starts its processes only when a file comes."""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import chain
from math import ceil
from types import TracebackType
from typing import Self

from entities.errors import SettingsError
from entities.resume import ParseOutcome
from service.reading_settings import MEGABYTE
from service.sandbox import Bounds, File, ParsePool
from service.sandbox_child import RESULT
from service.settings import PREFIX, Settings

PDFIUM = "pypdfium2_raw"  # what the parser reads PDFs by; the extra `fast` brings it


def bounds_of(settings: Settings, *, answer: int = RESULT) -> Bounds:
    """Return what one file may cost in a confined process; `answer` bounds what comes back, in bytes."""
    return Bounds(
        file=settings.file_bytes,
        wall_seconds=settings.parse_seconds,
        cpu_seconds=ceil(settings.parse_seconds),
        files_per_child=settings.parse_files_each,
        memory=settings.parse_memory_mb * MEGABYTE,
        answer=answer,
    )


class LazyParser:
    """A sandboxed parser: most commands never meet a file, and then start no process.

    Raises SettingsError where the settings name a source of characters that isn't installed.
    """

    def __init__(self, settings: Settings) -> None:
        if settings.pdf_source == "pdfium" and find_spec(PDFIUM) is None:
            raise SettingsError(
                f"{PREFIX}PDF_SOURCE: `pdfium` needs the extra `fast`", hint="pip install 'talentjoin[fast]'"
            )
        self._settings = settings
        self._pool: ParsePool | None = None

    def map(self, files: Iterable[File], *, tenant: str | None) -> Iterator[tuple[ParseOutcome, float]]:
        """Parse files in order; gives outcomes with seconds."""
        waiting = iter(files)
        first = next(waiting, None)
        return iter(()) if first is None else self._started().map(chain([first], waiting), tenant=tenant)

    def _started(self) -> ParsePool:
        if self._pool is None:
            settings = self._settings
            self._pool = ParsePool(
                settings.parse_workers, bounds=bounds_of(settings), options=settings.reading_limits()
            )
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.close()
