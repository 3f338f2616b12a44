"""Turn a PDF into pictures of its pages; runs in confined children only, for PDFium is no match for hostile files."""

import base64
import struct
import zlib

import numpy as np
import pypdfium2

from entities.resume import Answered

WIDTH = 900  # pixels
TALLEST = 3.0  # times the width; what is below isn't drawn
PAGES = 10
SAMPLE = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 72 72]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 28>> stream
BT /F 12 Tf 9 9 Td (Ab) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
"""


class DrawnPage(Answered):
    """One page: its size in points and its picture (PNG in base64)."""

    width: float
    height: float
    png: str


class DrawnPages(Answered):
    """The first pages of a document as pictures."""

    pages: tuple[DrawnPage, ...] = ()


def draw_pages(content: bytes, _file_name: str | None, _document_date: str | None, *, pages: int = PAGES) -> DrawnPages:
    """Draw the first pages of a PDF, 900 pixels wide; `unsupported` for any other file, `corrupt` for a broken one."""
    if b"%PDF-" not in content[:1024]:
        return DrawnPages(status="unsupported", error="only a PDF has pages to show")
    try:
        document = pypdfium2.PdfDocument(content)
        drawn = tuple(_draw(document, number) for number in range(min(len(document), pages)))
    except pypdfium2.PdfiumError:
        return DrawnPages(status="corrupt", error="the PDF can't be drawn")
    return DrawnPages(status="ok", pages=drawn)


def _draw(document: pypdfium2.PdfDocument, number: int) -> DrawnPage:
    page = document[number]
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1.0), TALLEST * WIDTH / max(height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    picture = bitmap.to_numpy()
    png = base64.b64encode(to_png(picture[:, :, :3])).decode("ascii")
    return DrawnPage(status="ok", width=width, height=height, png=png)


def to_png(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    """Pack rows of red, green and blue bytes into a PNG (RFC 2083), each row as its difference to the one above."""
    height, width, _ = picture.shape
    rows = np.ascontiguousarray(picture).reshape(height, width * 3)
    above = np.vstack([np.zeros((1, width * 3), np.uint8), rows[:-1]])
    filtered = np.hstack([np.full((height, 1), 2, np.uint8), rows - above])
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def preload() -> None:
    """Load PDFium with its fonts, for a process that may open no file later."""
    draw_pages(SAMPLE, None, None)
