"""Turn what a font says of a glyph into a page's characters: the nouns that every source of characters gives."""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Protocol

from matcher.resume.limits import Limits

# text, left, right, baseline, size, style: a plain tuple, because there are thousands on a page
Character = tuple[str, float, float, float, float, int]
Dot = tuple[float, float, float]  # centre and thickness of a small disc, square or dash, in points
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
BOLD, ITALIC = 1, 2

SOFT_HYPHEN = "\u00ad"
BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi(?!light)|[-,]bd|cmbx|sfbx", re.IGNORECASE)
ITALIC_NAME = re.compile(r"ital|obli|cmti|sfti", re.IGNORECASE)
DINGBAT_NAME = re.compile(r"wingding|symbol|dingbat", re.IGNORECASE)
ITALIC_FLAG, BOLD_FLAG = 1 << 6, 1 << 18  # PDF 32000-1:2008, table 123
DROPPED = frozenset("\ufffe\uffff\u200b\u200c\u200d\u2060\ufeff\ufffd")
FIRST_PRIVATE, LAST_PRIVATE, FIRST_PICTURE = 0xE000, 0xF8FF, 0x1F000
SMALLEST_DOT, LARGEST_DOT = 1.2, 8.0  # pt
SHORTEST_DASH, LONGEST_DASH, THICKEST_DASH = 4.0, 14.0, 2.5  # pt
ROUND = 0.15  # by how much a dot's sides may differ
MOST_POINTS = 20  # Chromium draws a disc with 16 curves
DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
DATE_NAMES = ("ModDate", "CreationDate")


@dataclass(slots=True)
class PrintedPage:
    """One page's characters in stream order, link targets with their boxes, drawn dots, and counts.

    Lengths are points from the top left of what is seen of the page (its crop box, turned as it is shown).
    """

    number: int
    width: float
    height: float
    characters: list[Character] = field(default_factory=list)
    links: list[tuple[str, Box]] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    images: int = 0
    shapes: int = 0  # paths
    glyphs: int = 0
    unmapped: int = 0

    @property
    def upward(self) -> float:
        """Where rows of text that runs up the page begin, far below it."""
        return 2 * self.height

    @property
    def downward(self) -> float:
        """Where rows of text that runs down the page begin, below the others."""
        return 2 * self.height + 2 * self.width

    def add_turned(self, character: Character) -> None:
        """Keep text that runs up or down the page as rows below the page: read last, each row a block of its own."""
        text, x, end, y, size, style = character
        along, band = (self.height - y, self.upward) if end >= x else (y, self.downward)
        self.characters.append((text, along, along + abs(end - x), band + x, size, style))

    def add_shape(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Keep a filled disc, square or bar if it is as small as a bullet."""
        width, height = x1 - x0, y1 - y0
        is_dot = SMALLEST_DOT <= width <= LARGEST_DOT and abs(width - height) < ROUND * width
        is_dash = SHORTEST_DASH <= width <= LONGEST_DASH and height <= THICKEST_DASH
        if is_dot or is_dash:
            self.dots.append(((x0 + x1) / 2, (y0 + y1) / 2, min(width, height)))


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A PDF's pages and its own modification date (YYYY-MM-DD)."""

    pages: tuple[PrintedPage, ...]
    date: str | None


class CharSource(Protocol):
    """Turns the bytes of a PDF into the characters of its pages, or of those whose numbers are asked for.

    Raises Unreadable: encrypted, too_large, timeout, or corrupt where the bytes make no sense.
    """

    def __call__(self, content: bytes, limits: Limits, only: Container[int] | None = None) -> PrintedDocument:
        """Read the document's pages."""
        ...


def glyph_text(text: str, *, dingbat: bool) -> str:
    """Turn a glyph's Unicode value into what it reads as: nothing, a space for a picture, a bullet, or itself."""
    if not text or text in DROPPED:
        return ""
    if text == "\u0002":  # what some producers write for the hyphen at a line's end
        return SOFT_HYPHEN
    code = ord(text[0])
    if FIRST_PRIVATE <= code <= LAST_PRIVATE:
        return "•" if dingbat else " "
    if code >= FIRST_PICTURE or code < ord(" ") or text == "\xa0":
        return " "
    return text


def font_style(name: str, flags: int, angle: float, weight: float = 0) -> int:
    """Return a font's style by its name, its descriptor's flags with its slant, and its weight (400 is regular)."""
    bold = bool(BOLD_NAME.search(name)) or weight >= 600 or bool(flags & BOLD_FLAG)
    slanted = bool(flags & ITALIC_FLAG) and angle != 0
    return bold * BOLD + (slanted or bool(ITALIC_NAME.search(name))) * ITALIC


def page_matrix(box: Box, rotate: int) -> Matrix:
    """Return what maps a page's own coordinates to points from the top left of what is seen of it."""
    x0, y0, x1, y1 = box
    if rotate == 90:
        return 0, 1, 1, 0, -y0, -x0
    if rotate == 180:
        return -1, 0, 0, 1, x1, -y0
    if rotate == 270:
        return 0, -1, -1, 0, y1, x1
    return 1, 0, 0, -1, -x0, y1


def chained(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that maps by one and then by another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def mapped_box(box: Box, matrix: Matrix) -> Box:
    """Map a box by a matrix; returns the upright box around it."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def iso_date(value: str | None) -> str | None:
    """Turn a PDF's date into YYYY-MM-DD, None where it is none."""
    found = DATE.search(value or "")
    return "-".join(found.groups()) if found else None
