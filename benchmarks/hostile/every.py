"""Turn limits into all hostile files."""

from collections.abc import Iterator

from benchmarks.hostile import damaged, pdf_drawn, pdf_fonts, pdf_locked, pdf_loops, pdf_packed, plain, web, word
from benchmarks.hostile.built import Hostile
from matcher.resume.limits import Limits

KINDS = (pdf_packed, pdf_loops, pdf_drawn, pdf_fonts, pdf_locked, damaged, word, web, plain)


def hostile_files(limits: Limits | None = None) -> Iterator[Hostile]:
    """Yield every hostile file, those that break a limit just beyond it; each is built only when it's asked to."""
    for kind in KINDS:
        yield from kind.files(limits or Limits())
