"""Turn the bytes of a PDF into positioned characters by PDFium.

PDFium isn't safe for threads, and what runs out of memory in it ends the process: a caller that parses files of
strangers runs this in a child process. `pdfium_guard` keeps files away of which that is known.
"""

from collections.abc import Container, Iterator
from ctypes import addressof, c_char
from types import SimpleNamespace

from matcher.resume.glyphs import (
    DATE_NAMES,
    Matrix,
    PrintedDocument,
    PrintedPage,
    iso_date,
    mapped_box,
    page_matrix,
)
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.pdfium_calls import Room, pdfium
from matcher.resume.pdfium_drawings import ShapeReader
from matcher.resume.pdfium_text import TextReader

PASSWORD = 4  # FPDF_ERR_PASSWORD
LONGEST_TARGET = 2000  # bytes
FEW = 1000  # characters


def _blank(calls: SimpleNamespace, room: Room, handle: int, number: int) -> tuple[PrintedPage, Matrix]:
    """Return a loaded page without its characters, and what maps its places."""
    calls.FPDF_GetPageBoundingBox(handle, room.at[0])
    left, top, right, bottom = room.numbers[:4]
    box = left, bottom, right, top
    matrix = page_matrix(box, 90 * calls.FPDFPage_GetRotation(handle))
    _, _, width, height = mapped_box(box, matrix)
    return PrintedPage(number, width, height), matrix


def _add_characters(reader: TextReader, handle: int, left: int) -> None:
    """Add a page's characters; raises Unreadable (too_large) beyond what the document has left."""
    calls = reader.calls
    text = calls.FPDFText_LoadPage(handle)
    try:
        count = calls.FPDFText_CountChars(text)
        if count > 2 * left + FEW:  # PDFium's own spaces and line breaks count in
            raise Unreadable("too_large", "The document has too many characters.")
        if count > 0:
            reader.read(text, count)
    finally:
        calls.FPDFText_ClosePage(text)
    if reader.page.glyphs > left:
        raise Unreadable("too_large", "The document has too many characters.")


def _links(
    calls: SimpleNamespace, room: Room, document: int, handle: int, matrix: Matrix
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    room.count.value = 0
    target = bytearray(LONGEST_TARGET)
    at = addressof((c_char * len(target)).from_buffer(target))
    while calls.FPDFLink_Enumerate(handle, room.count_at, room.handle_at):
        link = room.handle.value
        action = calls.FPDFLink_GetAction(link)
        length = calls.FPDFAction_GetURIPath(document, action, at, len(target)) if action else 0
        if 1 < length <= len(target) and calls.FPDFLink_GetAnnotRect(link, room.at[0]):
            left, top, right, bottom = room.numbers[:4]
            yield target[: length - 1].decode("utf-8", "replace"), mapped_box((left, bottom, right, top), matrix)


def _date(calls: SimpleNamespace, document: int) -> str | None:
    for name in DATE_NAMES:
        room = bytearray(128)
        length = calls.FPDF_GetMetaText(document, name.encode(), addressof((c_char * 128).from_buffer(room)), 128)
        if 2 < length <= len(room) and (found := iso_date(room[: length - 2].decode("utf-16-le", "replace"))):
            return found
    return None


def _pages(calls: SimpleNamespace, document: int, limits: Limits, only: Container[int] | None) -> Iterator[PrintedPage]:
    left, room = limits.characters, Room()
    for number in range(1, min(limits.pages, calls.FPDF_GetPageCount(document)) + 1):
        if only is not None and number not in only:
            continue
        limits.check()
        handle = calls.FPDF_LoadPage(document, number - 1)
        if not handle:
            yield PrintedPage(number, 0.0, 0.0)
            continue
        try:
            page, matrix = _blank(calls, room, handle, number)
            ShapeReader(calls, room, matrix, page).read(handle, limits)
            _add_characters(TextReader(calls, room, matrix, page), handle, left)
            page.links.extend(_links(calls, room, document, handle, matrix))
        finally:
            calls.FPDF_ClosePage(handle)
        left -= page.glyphs
        yield page


def read_characters(content: bytes, limits: Limits, only: Container[int] | None = None) -> PrintedDocument:
    """Read the pages of a PDF into characters in stream order; see `CharSource`."""
    calls = pdfium()
    assert calls is not None, "whoever asks for PDFium has looked whether it is installed"
    document = calls.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        if calls.FPDF_GetLastError() == PASSWORD:
            raise Unreadable("encrypted", "The PDF needs a password.")
        raise Unreadable("corrupt", "The PDF is malformed.")
    try:
        return PrintedDocument(tuple(_pages(calls, document, limits, only)), _date(calls, document))
    finally:
        calls.FPDF_CloseDocument(document)
