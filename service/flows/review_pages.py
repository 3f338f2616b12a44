"""Turn answers of the parser into a folder of HTML pages, one a resume beside pictures of its pages, and a list."""

import re
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from entities.errors import NotFound, StoreError
from service.flows.parse_files import read_file
from service.parsing import bounds_of
from service.reading_settings import MEGABYTE
from service.sandbox import ConfinedPool
from service.settings import Settings

DRAW = "service.page_drawing:draw_pages"
PRELOAD = "service.page_drawing:preload"
LARGEST = 64 * MEGABYTE  # of one document's pictures
LIST = "index.html"
UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class ReviewFolder:
    """A folder that is filled with a page a resume; drawn in confined processes, for PDFs of strangers are hostile.

    Raises NotFound where the optional PDFium is not installed, StoreError where the folder can't be written.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        if find_spec("pypdfium2") is None:
            raise NotFound("drawing pages needs PDFium", hint="pip install 'talentjoin[fast]'")
        from service.page_drawing import DrawnPages
        from service.pictures.resume_page import Checked

        self._folder, self._limit = folder, settings.file_bytes
        self._rows: list[Checked] = []
        self._names = {LIST}
        self._pool = ConfinedPool(
            DrawnPages, 1, read=DRAW, preload=(PRELOAD,), bounds=bounds_of(settings, answer=LARGEST)
        )
        self._write("", None)
        self._pool.start()

    def add(self, line: Mapping[str, Any]) -> None:
        """Write the page of one answer; a file that could not be read has a row in the list only."""
        from service.pictures.resume_page import Checked, resume_page

        name = None
        if line["status"] == "ok":
            content = read_file(Path(line["file"]), self._limit)
            drawn = self._pool.parse(content)[0].pages if isinstance(content, bytes) else ()
            name = self._named(Path(line["file"]).name)
            self._write(name, resume_page(line, drawn, back=LIST))
        self._rows.append(Checked.of(line, name))

    def _named(self, file: str) -> str:
        plain = UNSAFE.sub("_", file).lstrip(".") or "resume"
        numbered = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
        name = next(f"{one}.html" for one in numbered if f"{one}.html" not in self._names)
        self._names.add(name)
        return name

    def _write(self, name: str, text: str | None) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if text is not None:
                (self._folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise StoreError(f"the pages can't be written: {error.strerror}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from service.pictures.resume_page import list_page

        self._pool.close()
        if not isinstance(error, StoreError):
            self._write(LIST, list_page(self._rows))
