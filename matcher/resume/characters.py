"""Turn the bytes of a PDF into positioned characters, page by page, with a second opinion on pages that gave few."""

from contextlib import suppress
from dataclasses import replace
from itertools import islice

from matcher.resume import miner, pdfium
from matcher.resume.glyphs import CharSource, PrintedDocument, PrintedPage
from matcher.resume.limits import Limits, Source, Unreadable
from matcher.resume.pdfium_calls import pdfium as pdfium_calls
from matcher.resume.pdfium_guard import may_read

SOURCES: dict[Source, CharSource] = {"pdfminer": miner.read_characters, "pdfium": pdfium.read_characters}
HIDDEN, TINY = 3.0, 0.25  # pt, and of the largest size: smaller text isn't meant for readers
CLEARLY, MORE = 1.1, 5  # a second opinion counts if it has more letters by such a factor, and so many


def _sources(content: bytes, limits: Limits) -> list[CharSource]:
    """Return the sources that may read a file, the wanted one first."""
    usable = pdfium_calls() is not None and may_read(content, limits)
    order = sorted(SOURCES, key=lambda name: name != limits.source)
    return [SOURCES[name] for name in order if usable or name != "pdfium"]


def has_letters(page: PrintedPage, most: int) -> bool:
    """Say whether a page has so many letters and digits."""
    found = (True for text, *_ in page.characters if text.isalnum())
    return sum(islice(found, most)) == most


def _without_hidden(page: PrintedPage) -> PrintedPage:
    """Drop text too small for anybody to read, which is there for programs that rank resumes by their words."""
    sizes = [character[4] for character in page.characters]
    if sizes and min(sizes) < HIDDEN:
        least = min(HIDDEN, TINY * max(sizes))
        page.characters = [character for character in page.characters if character[4] >= least]
    return page


def _letters(page: PrintedPage) -> int:
    return sum([text.isalnum() for text, *_ in page.characters])


def _is_weak(page: PrintedPage, limits: Limits) -> bool:
    return page.unmapped > limits.unmapped * page.glyphs or not has_letters(page, limits.page_letters)


def _better(first: PrintedPage, second: PrintedPage) -> PrintedPage:
    return second if _letters(second) > CLEARLY * _letters(first) + MORE else first


def _read(content: bytes, limits: Limits) -> PrintedDocument:
    first, *others = _sources(content, limits)
    try:
        document = first(content, limits)
    except Unreadable as refusal:
        if refusal.status != "corrupt" or not others:
            raise
        with suppress(Unreadable):
            return others[0](content, limits)
        raise
    weak = {page.number for page in document.pages if _is_weak(page, limits)}
    if not weak or not others:
        return document
    with suppress(Unreadable):
        second = {page.number: page for page in others[0](content, limits, weak).pages}
        best = [_better(page, second.get(page.number, page)) for page in document.pages]
        return replace(document, pages=tuple(best))
    return document


def read_characters(content: bytes, limits: Limits) -> PrintedDocument:
    """Read every page of a PDF into characters in stream order; raises what a `CharSource` raises.

    Pages with few letters or many glyphs without a Unicode value, and files that the wanted source can't make sense
    of, are read by the other one too.
    """
    document = _read(content, limits)
    return replace(document, pages=tuple(map(_without_hidden, document.pages)))
