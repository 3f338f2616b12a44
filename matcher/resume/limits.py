"""Turn a file that breaks a limit into a typed refusal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from entities.resume import ParseStatus

MEGABYTE = 1_000_000
FORM_OPERATIONS = 100

Source = Literal["pdfminer", "pdfium"]


class Unreadable(Exception):
    """A file that ends in a status other than ok; the message holds nothing of its text."""

    def __init__(self, status: ParseStatus, message: str) -> None:
        super().__init__(message)
        self.status: ParseStatus = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a parse has to be over, by a clock that its caller gives (seconds)."""

    clock: Callable[[], float]
    end: float

    def check(self) -> None:
        """Raise Unreadable (timeout) once the time is over."""
        if self.clock() > self.end:
            raise Unreadable("timeout", "Reading takes longer than the limit.")


@dataclass(frozen=True, slots=True)
class Limits:
    """Everything that bounds one file; sizes in bytes unless the name says otherwise.

    All but `deadline` can be given as JSON. `deadline` is what `parse_resume` makes of `seconds` and a clock.
    """

    file: int = 10 * MEGABYTE
    pages: int = 30  # later pages are not read
    characters: int = 200_000  # of the whole document
    page_text_objects: int = 50_000
    page_operations: int = 1_000_000  # drawing a form counts as FORM_OPERATIONS
    stream: int = 64 * MEGABYTE  # one stream of a PDF, inflated
    document: int = 128 * MEGABYTE  # all streams of a PDF, inflated
    archive_entries: int = 2_000
    archive: int = 64 * MEGABYTE  # a DOCX, inflated
    archive_ratio: float = 100.0  # of an entry, inflated / packed
    document_depth: int = 150  # open elements of a DOCX at once
    markup: int = 5 * MEGABYTE  # an HTML file
    markup_depth: int = 500  # open elements at once
    page_letters: int = 20  # a page with fewer and with images is a scan
    unmapped: float = 0.05  # share of glyphs that may lack a Unicode value
    seconds: float = 2.0  # checked between steps: a caller that must be sure kills the process
    source: Source = "pdfminer"  # what reads a PDF's characters first
    deadline: Deadline | None = field(default=None, compare=False, repr=False)

    def check(self) -> None:
        """Raise Unreadable (timeout) once the time is over; nothing without a clock."""
        if self.deadline is not None:
            self.deadline.check()
