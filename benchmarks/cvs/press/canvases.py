"""Turn pieces of text into a PDF, emitted in one of the ways that PDF libraries and their users do."""

import io
import random
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # of the environment that makes documents
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]  # the same
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # the same

from benchmarks.cvs.press.sheet import GEOMETRIES, PAGE, Faces, Piece
from benchmarks.cvs.press.typst_press import font_folders

BASE14 = {
    "Helvetica": Faces("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": Faces("Times-Roman", "Times-Bold", "Times-Italic"),
    "Courier": Faces("Courier", "Courier-Bold", "Courier-Oblique"),
}
STEMS = {  # a family's plain, bold and italic files
    "Liberation": ("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic"),
    "LiberationSerif": ("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic"),
    "DejaVu": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"),
    "Roboto": ("Roboto-Regular", "Roboto-Bold", "Roboto-Italic"),
    "OpenSans": ("OpenSans-Regular", "OpenSans-Bold", "OpenSans-Italic"),
    "SourceSans": ("SourceSansPro-Regular", "SourceSansPro-Bold", "SourceSansPro-It"),
}
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
WHITE_WORDS = "python java kubernetes sap excel leadership agile marketing python java"


def faces_of(family: str, text: str) -> Faces:
    """Return the fonts of a family, or DejaVu where a letter of the text is missing."""
    if family in BASE14:
        return BASE14[family]
    found = _registered(family)
    known = pdfmetrics.getFont(found.plain).face.charWidths
    return found if all(ord(ch) in known or ch.isspace() for ch in text) else _registered("DejaVu")


@cache
def _registered(family: str) -> Faces:
    folders = [DEJAVU, *(Path(folder) for folder in font_folders())]
    for stem in STEMS[family]:
        path = next(path for folder in folders for path in sorted(folder.rglob(f"{stem}.ttf")))
        pdfmetrics.registerFont(TTFont(stem, str(path)))
    return Faces(*STEMS[family])


Emit = Callable[[Canvas, list[Piece], random.Random], None]


def by_canvas(geometry: str, emit: Emit, family: str, *, bar: str = "") -> Callable[[dict[str, Any]], bytes]:
    """Return the function that draws a view by a geometry, a way to emit and a family of fonts."""

    def draw(view: dict[str, Any]) -> bytes:
        faces = faces_of(family, repr(view) if family not in BASE14 else "")
        pieces = GEOMETRIES[geometry](view, faces)
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=PAGE, invariant=1)
        rng = random.Random(view["name"])
        for page in range(max(piece.page for piece in pieces) + 1):
            if bar:
                canvas.setFillColor(bar)
                canvas.rect(0, 0, 190, PAGE[1], stroke=0, fill=1)
                canvas.setFillColor("black")
            emit(canvas, [piece for piece in pieces if piece.page == page], rng)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return draw


def in_order(canvas: Canvas, pieces: list[Piece], _: random.Random) -> None:
    """Draw column by column, as composed."""
    for piece in pieces:
        _draw(canvas, piece)


def in_rows(canvas: Canvas, pieces: list[Piece], rng: random.Random) -> None:
    """Draw row by row over both columns."""
    in_order(canvas, sorted(pieces, key=lambda piece: (-round(piece.y / 4), piece.x)), rng)


def reversed_order(canvas: Canvas, pieces: list[Piece], rng: random.Random) -> None:
    """Draw from the page's foot up."""
    in_order(canvas, pieces[::-1], rng)


def shuffled(canvas: Canvas, pieces: list[Piece], rng: random.Random) -> None:
    """Draw words in no order at all."""
    words = [word for piece in pieces for word in _words(piece)]
    rng.shuffle(words)
    in_order(canvas, words, rng)


def word_by_word(canvas: Canvas, pieces: list[Piece], rng: random.Random) -> None:
    """Draw every word as a text object of its own, without spaces."""
    in_order(canvas, [word for piece in pieces for word in _words(piece)], rng)


def letter_by_letter(canvas: Canvas, pieces: list[Piece], _: random.Random) -> None:
    """Draw every letter as a text object of its own, spaces left out."""
    for piece in pieces:
        x = piece.x
        for letter in piece.text:
            if letter != " ":
                _draw(canvas, Piece(piece.page, x, piece.y, letter, piece.font, piece.size))
            x += pdfmetrics.stringWidth(letter, piece.font, piece.size)


def by_gaps(canvas: Canvas, pieces: list[Piece], rng: random.Random) -> None:
    """Draw a line as one TJ array whose word gaps are numbers, with kerning noise inside words."""
    for piece in pieces:
        canvas.setFont(piece.font, piece.size)
        space = pdfmetrics.stringWidth(" ", piece.font, 1000)
        gap = f" {-space:.0f} "
        rows = []
        for word in piece.text.split(" "):
            cut = rng.randint(1, max(1, len(word) - 1))
            parts = [word[:cut], word[cut:]] if len(word) > 3 else [word]
            rows.append(f" {rng.randint(-12, 22)} ".join(f"({_escaped(part)})" for part in parts))
        name = canvas._doc.getInternalFontName(piece.font)  # noqa: SLF001 - reportlab has no TJ
        canvas._code.append(  # noqa: SLF001 - the same
            f"BT {name} {piece.size} Tf 1 0 0 1 {piece.x:.2f} {piece.y:.2f} Tm [{gap.join(rows)}] TJ ET"
        )


def struck_twice(canvas: Canvas, pieces: list[Piece], _: random.Random) -> None:
    """Draw bold text twice, a hair apart: poor man's bold."""
    for piece in pieces:
        _draw(canvas, piece)
        if "Bold" in piece.font:
            canvas.drawString(piece.x + 0.3, piece.y, piece.text)


def spaced_heads(canvas: Canvas, pieces: list[Piece], _: random.Random) -> None:
    """Draw headings and the name in capitals with letter spacing."""
    for piece in pieces:
        if piece.role in {"head", "name"}:
            size = piece.size * 0.8
            canvas.setFont(piece.font, size)
            canvas.drawString(piece.x, piece.y, piece.text.upper(), charSpace=size * 0.28)
        else:
            _draw(canvas, piece)


def flipped(canvas: Canvas, pieces: list[Piece], _: random.Random) -> None:
    """Draw in a space whose y grows downwards and whose unit is a quarter point, as web engines do."""
    canvas.saveState()
    canvas.transform(0.25, 0, 0, -0.25, 0, PAGE[1])
    for piece in pieces:
        canvas.saveState()
        canvas.transform(1, 0, 0, -1, piece.x * 4, (PAGE[1] - piece.y) * 4)
        canvas.setFont(piece.font, piece.size * 4)
        canvas.drawString(0, 0, piece.text)
        canvas.restoreState()
    canvas.restoreState()


def in_forms(canvas: Canvas, pieces: list[Piece], rng: random.Random) -> None:
    """Draw the narrow and the wide column as form XObjects, the wide one first."""
    for key, held in groupby(sorted(pieces, key=lambda piece: piece.x < 200), key=lambda piece: piece.x < 200):
        rows = list(held)
        name = f"part{rows[0].page}{int(key)}"
        canvas.beginForm(name, 0, 0, *PAGE)
        in_order(canvas, rows, rng)
        canvas.endForm()
        canvas.doForm(name)


def with_white_words(canvas: Canvas, pieces: list[Piece], rng: random.Random) -> None:
    """Draw in order, then keywords in white at one point at the page's foot."""
    in_order(canvas, pieces, rng)
    canvas.setFillColor("white")
    canvas.setFont(pieces[0].font, 1)
    canvas.drawString(30, 20, WHITE_WORDS)
    canvas.setFillColor("black")


def turned_heads(canvas: Canvas, pieces: list[Piece], _: random.Random) -> None:
    """Draw headings turned by a right angle in the margin, where there is room for them."""
    lows = [piece.y for piece in pieces if piece.role == "head"][1:]
    lows.append(min(piece.y for piece in pieces))
    for piece in pieces:
        width = pdfmetrics.stringWidth(piece.text, piece.font, 9)
        if piece.role == "head" and piece.y - width > max((low for low in lows if low < piece.y), default=0):
            canvas.saveState()
            canvas.translate(piece.x - 14, piece.y - 6)
            canvas.rotate(90)
            canvas.setFont(piece.font, 9)
            canvas.drawString(-width, 0, piece.text)
            canvas.restoreState()
        else:
            _draw(canvas, piece)


def _draw(canvas: Canvas, piece: Piece) -> None:
    canvas.setFont(piece.font, piece.size)
    canvas.drawString(piece.x, piece.y, piece.text)


def _words(piece: Piece) -> list[Piece]:
    x, found = piece.x, []
    for word in piece.text.split(" "):
        if word:
            found.append(Piece(piece.page, x, piece.y, word, piece.font, piece.size, piece.role))
        x += pdfmetrics.stringWidth(f"{word} ", piece.font, piece.size)
    return found


def _escaped(text: str) -> str:
    raw = text.encode("cp1252", "replace")
    return "".join(f"\\{code:03o}" if code > 126 or code in b"()\\" else chr(code) for code in raw)
