"""Turn blocks into a PDF written operator by operator, with the fourteen standard fonts and nothing embedded."""

import zlib

from reportlab.pdfbase.pdfmetrics import (  # type: ignore[import-untyped]  # of the environment that makes documents
    stringWidth,
)

from benchmarks.cvs.street.blocks import Block, Break, Grid, Line
from benchmarks.cvs.street.skin import Skin

FONTS = {
    "serif": ("Times-Roman", "Times-Bold"),
    "sans": ("Helvetica", "Helvetica-Bold"),
    "mono": ("Courier", "Courier-Bold"),
}
SAFE = str.maketrans({"→": "-"})
FONTS_OF_PAGE = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"


class Pen:
    """A page after page of text operators, from the top down."""

    def __init__(self, skin: Skin) -> None:
        """Start the first page."""
        self.skin = skin
        self.pages: list[list[str]] = [[]]
        self.y = skin.height - skin.margin

    def fresh(self) -> None:
        """Start a new page."""
        self.pages.append([])
        self.y = self.skin.height - self.skin.margin

    def write(self, text: str, x: float, y: float, size: float, *, bold: bool = False) -> None:
        """Put a text at a place, each word a string of its own array."""
        parts = " ".join(f"({escaped(word)})" for word in split_words(text))
        self.pages[-1].append(f"BT /F{int(bold) + 1} {size:g} Tf {x:.1f} {y:.1f} Td [{parts}] TJ ET")

    def rule(self, x: float, y: float, width: float) -> None:
        """Draw a thin line."""
        self.pages[-1].append(f"0.4 w {x:.1f} {y:.1f} m {x + width:.1f} {y:.1f} l S")


def split_words(text: str) -> list[str]:
    """Return a text cut before each space."""
    head, *rest = text.split(" ")
    return [head, *(" " + word for word in rest)]


def escaped(text: str) -> str:
    """Return a text as the inside of a PDF string in WinAnsi."""
    raw = text.translate(SAFE).encode("cp1252", "replace").decode("latin-1")
    return raw.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Return a text broken into lines that fit."""
    out, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and stringWidth(longer, font, size) > width:
            out.append(line)
            line = word
        else:
            line = longer
    return [*out, line]


def raw_pdf(blocks: list[Block], skin: Skin) -> bytes:
    """Return the blocks as a small hand-made PDF; letters outside cp1252 are lost, so use western languages."""
    pen = Pen(skin)
    for block in blocks:
        if isinstance(block, Break):
            pen.fresh()
        elif isinstance(block, Grid):
            for place, row in enumerate(block.rows):
                draw_row(pen, row, block, bold=block.header and not place)
        else:
            draw_line(pen, block)
    return file_of(pen)


def draw_line(pen: Pen, line: Line) -> None:
    """Write one paragraph."""
    skin = pen.skin
    size = skin.size * {"title": 1.6, "name": 1.4, "head": 1.1, "small": 0.85}.get(line.kind, 1)
    bold = skin.bold or line.kind in ("name", "sub") or (line.kind in ("head", "title") and skin.head != "plain")
    font, room = FONTS[skin.font][int(bold)], skin.width - 2 * skin.margin
    if line.kind == "head":
        pen.y -= size * 0.7
    indent = 12 if line.kind == "bullet" else 0
    for place, text in enumerate(wrapped(line.text, font, size, room - indent)):
        pen.y -= size * 1.3
        if pen.y < skin.margin:
            pen.fresh()
        centred = skin.centre or line.kind in ("center", "title")
        x = skin.margin + indent + ((room - stringWidth(text, font, size)) / 2 if centred else 0)
        if line.kind == "bullet" and not place:
            pen.write(skin.bullet, skin.margin, pen.y, size, bold=bold)
        pen.write(text, x, pen.y, size, bold=bold)
    if line.kind == "head" and skin.head == "underline":
        pen.rule(skin.margin, pen.y - 2, room)


def draw_row(pen: Pen, row: tuple[str, ...], block: Grid, *, bold: bool) -> None:
    """Write one row of a grid, its cells from the left to the right."""
    skin, room = pen.skin, pen.skin.width - 2 * pen.skin.margin
    font, size = FONTS[skin.font][int(bold or skin.bold)], skin.size * 0.95
    widths = [share / sum(block.widths) * room for share in block.widths]
    cells = [
        [one for part in cell.split("\n") for one in wrapped(part, font, size, width - 6)]
        for cell, width in zip(row, widths, strict=False)
    ]
    height = max(len(cell) for cell in cells) * size * 1.25 + 3
    if pen.y - height < skin.margin:
        pen.fresh()
    x = skin.margin
    for cell, width in zip(cells, widths, strict=False):
        for place, text in enumerate(cell):
            if text:
                pen.write(text, x + 2, pen.y - (place + 1) * size * 1.25, size, bold=bold or skin.bold)
        x += width
    pen.y -= height
    if block.ruled:
        pen.rule(skin.margin, pen.y - 2, room)


def file_of(pen: Pen) -> bytes:
    """Return the pages as a PDF 1.3 file with its table of places."""
    plain, bold = FONTS[pen.skin.font]
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pen.pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pen.pages)} >>".encode(),
    ]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
        for font in (plain, bold)
    ]
    for place, page in enumerate(pen.pages):
        stream = zlib.compress("\n".join(page).encode("latin-1"))
        box = f"[0 0 {pen.skin.width:g} {pen.skin.height:g}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} "
            f"/Resources {FONTS_OF_PAGE} /Contents {6 + 2 * place} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    out, places = bytearray(b"%PDF-1.3\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(
        f"{place:010d} 00000 n \n".encode() for place in places
    )
    return bytes(out) + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
