"""Turn the bytes of a PDF into positioned characters, page by page.

pdfminer.six reads the file's structure, fonts and filters; its layout analysis is never used. Coordinates are points
from the page's top left. Boxes come from advance widths: ink boxes glue and split words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import list_value, resolve1

from matcher.resume.drawing import Device, Interpreter, PrintedPage
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.streams import BoundedParser

DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A PDF's pages and its own modification date (YYYY-MM-DD)."""

    pages: tuple[PrintedPage, ...]
    date: str | None


def _links(page: PDFPage, printed: PrintedPage) -> None:
    for item in list_value(page.annots or []):
        annotation = resolve1(item)
        action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
        target = resolve1(action.get("URI")) if isinstance(action, dict) else None
        box = resolve1(annotation.get("Rect")) if isinstance(annotation, dict) else None
        edges = [resolve1(edge) for edge in box] if isinstance(box, list) else []
        if not isinstance(target, bytes) or [isinstance(edge, int | float) for edge in edges] != [True] * 4:
            continue
        x0, y0, x1, y1 = edges
        left, bottom = page.mediabox[0], page.mediabox[1]
        corners = (min(x0, x1) - left, printed.height - max(y0, y1) + bottom)
        printed.links.append(
            (target.decode("utf-8", "replace"), (*corners, max(x0, x1) - left, printed.height - min(y0, y1) + bottom)),
        )


def _date(document: PDFDocument) -> str | None:
    for name in ("ModDate", "CreationDate"):
        for facts in document.info:
            value = resolve1(facts.get(name))
            if isinstance(value, bytes) and (found := DATE.search(value.decode("latin-1"))):
                return "-".join(found.groups())
    return None


def _printed(document: PDFDocument, limits: Limits) -> Iterator[PrintedPage]:
    resources = PDFResourceManager()
    device = Device(resources, limits)
    interpreter = Interpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > limits.pages:
            return
        x0, y0, x1, y1 = page.mediabox
        width, height = (y1 - y0, x1 - x0) if page.rotate in (90, 270) else (x1 - x0, y1 - y0)
        printed = PrintedPage(number, width, height)
        device.open(printed)
        interpreter.process_page(page)
        _links(page, printed)
        yield printed


def read_characters(content: bytes, limits: Limits) -> PrintedDocument:
    """Read every page of a PDF into characters in stream order.

    Raises Unreadable: encrypted, too_large, or corrupt where pdfminer can't make sense of the bytes.
    """
    try:
        document = PDFDocument(BoundedParser(content, limits))
        return PrintedDocument(tuple(_printed(document, limits)), _date(document))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable("encrypted", "The PDF needs a password.") from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever the malformed bytes lead it to (its issues 547 to 550)
        raise Unreadable("corrupt", "The PDF is malformed.") from error
