"""Turn the bytes of a PDF into positioned characters by pdfminer.six.

It reads the file's structure, fonts and filters; its layout analysis is never used. Boxes come from advance widths:
ink boxes glue and split words.
"""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFType1Font
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import int_value, list_value, resolve1

from matcher.resume import cmaps
from matcher.resume.drawing import Device, Interpreter
from matcher.resume.glyphs import (
    DATE_NAMES,
    Box,
    Matrix,
    PrintedDocument,
    PrintedPage,
    iso_date,
    mapped_box,
    page_matrix,
)
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.streams import BoundedParser

cmaps.use()


class _Resources(PDFResourceManager):
    """Makes fonts; where a file gives the widths of a standard font they count, not those of its namesake."""

    def get_font(self, objid: object, spec: Mapping[str, Any]) -> PDFFont:
        font = super().get_font(objid, spec)
        named = isinstance(font, PDFType1Font) and isinstance(next(iter(font.widths), 0), str)
        if named and "Widths" in spec:
            first = int_value(spec.get("FirstChar", 0))
            given = enumerate(map(resolve1, list_value(spec["Widths"])), first)
            font.widths = {**font.widths, **{code: width for code, width in given if width}}
        return font


def _links(page: PDFPage, matrix: Matrix) -> Iterator[tuple[str, Box]]:
    for item in list_value(page.annots or []):
        annotation = resolve1(item)
        action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
        target = resolve1(action.get("URI")) if isinstance(action, dict) else None
        box = resolve1(annotation.get("Rect")) if isinstance(annotation, dict) else None
        edges = [resolve1(edge) for edge in box] if isinstance(box, list) else []
        if isinstance(target, bytes) and [isinstance(edge, int | float) for edge in edges] == [True] * 4:
            x0, y0, x1, y1 = edges
            yield target.decode("utf-8", "replace"), mapped_box((x0, y0, x1, y1), matrix)


def _date(document: PDFDocument) -> str | None:
    for name in DATE_NAMES:
        for facts in document.info:
            value = resolve1(facts.get(name))
            if isinstance(value, bytes) and (found := iso_date(value.decode("latin-1"))):
                return found
    return None


def _seen(page: PDFPage) -> Box:
    """Return what is seen of a page: its crop box as far as it lies on the page."""
    (x0, y0, x1, y1), (left, bottom, right, top) = page.mediabox, page.cropbox
    seen = max(x0, min(left, right)), max(y0, min(bottom, top)), min(x1, max(left, right)), min(y1, max(bottom, top))
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else (x0, y0, x1, y1)


def _printed(document: PDFDocument, limits: Limits, only: Container[int] | None) -> Iterator[PrintedPage]:
    resources = _Resources()
    device = Device(resources, limits)
    interpreter = Interpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > limits.pages:
            return
        if only is not None and number not in only:
            continue
        limits.check()
        box = page.mediabox = _seen(page)
        matrix = page_matrix(box, page.rotate)
        _, _, width, height = mapped_box(box, matrix)
        printed = PrintedPage(number, width, height)
        device.open(printed)
        interpreter.process_page(page)
        printed.links.extend(_links(page, matrix))
        yield printed


def read_characters(content: bytes, limits: Limits, only: Container[int] | None = None) -> PrintedDocument:
    """Read the pages of a PDF into characters in stream order; see `CharSource`."""
    try:
        document = PDFDocument(BoundedParser(content, limits))
        return PrintedDocument(tuple(_printed(document, limits, only)), _date(document))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable("encrypted", "The PDF needs a password.") from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever the malformed bytes lead it to (its issues 547 to 550)
        raise Unreadable("corrupt", "The PDF is malformed.") from error
