"""Turn the bytes of a PDF into positioned characters, page by page.

pdfminer.six reads the file's structure, fonts and filters; its layout analysis is never used. Coordinates are points
from the page's top left. Boxes come from advance widths: ink boxes glue and split words.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from math import hypot
from typing import Any, cast

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, list_value, resolve1, stream_value
from pdfminer.utils import apply_matrix_pt, mult_matrix

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.operators import operations

# text, left, right, baseline, size, style: a plain tuple, because there are thousands on a page
Character = tuple[str, float, float, float, float, int]
Dot = tuple[float, float, float]  # centre and diameter of a small round or square mark, in points
BOLD, ITALIC = 1, 2

SOFT_HYPHEN = "\u00ad"
BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi(?!light)|[-,]bd|cmbx|sfbx", re.IGNORECASE)
ITALIC_NAME = re.compile(r"ital|obli|cmti|sfti", re.IGNORECASE)
DINGBAT_NAME = re.compile(r"wingding|symbol|dingbat", re.IGNORECASE)
DROPPED = frozenset("\ufffe\uffff\u200b\u200c\u200d\u2060\ufeff\ufffd")
FIRST_PRIVATE, LAST_PRIVATE, FIRST_PICTURE = 0xE000, 0xF8FF, 0x1F000
SMALLEST_DOT, LARGEST_DOT = 1.2, 8.0  # pt
ROUND = 0.15  # by how much a dot's sides may differ
MOST_POINTS = 20  # Chromium draws a disc with 16 curves
DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(slots=True)
class PrintedPage:
    """One page's characters in stream order, link targets with their boxes, drawn dots, and counts."""

    number: int
    width: float
    height: float
    characters: list[Character] = field(default_factory=list)
    links: list[tuple[str, tuple[float, float, float, float]]] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    images: int = 0
    glyphs: int = 0
    unmapped: int = 0


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A PDF's pages and its own modification date (YYYY-MM-DD)."""

    pages: tuple[PrintedPage, ...]
    date: str | None


class _Stream(PDFStream):
    """A stream that refuses to inflate beyond the limits."""

    def __init__(self, stream: PDFStream, budget: "_Budget") -> None:
        super().__init__(stream.attrs, stream.rawdata or b"", stream.decipher)
        self._budget = budget

    def decode(self) -> None:
        if self.decipher is not None and self.objid is not None and self.genno is not None:
            self.rawdata = self.decipher(self.objid, self.genno, self.rawdata or b"", self.attrs)
            self.decipher = None
        packed = self.rawdata or b""
        for name, _ in self.get_filters():
            if name not in LITERALS_FLATE_DECODE:
                break
            packed = self._budget.inflate(packed)
        super().decode()


class _Budget:
    """How much a document may still inflate."""

    def __init__(self, limits: Limits) -> None:
        self.stream, self.left = limits.stream, limits.document

    def inflate(self, packed: bytes) -> bytes:
        most = min(self.stream, self.left)
        try:
            inflated = zlib.decompressobj().decompress(packed, most + 1)
        except zlib.error:
            return b""
        if len(inflated) > most:
            raise Unreadable("too_large", "A stream inflates beyond the limit.")
        self.left -= len(inflated)
        return inflated


class _Parser(PDFParser):
    """A parser whose streams know the budget."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._budget = _Budget(limits)
        super().__init__(BytesIO(content))

    def push(self, *objs: tuple[int, Any]) -> None:
        super().push(
            *((at, _Stream(value, self._budget)) if type(value) is PDFStream else (at, value) for at, value in objs),
        )


def glyph_text(text: str, *, dingbat: bool) -> str:
    """Turn a glyph's Unicode value into what it reads as: nothing, a space for a picture, a bullet, or itself."""
    if text in DROPPED:
        return ""
    if text == "\u0002":  # what some producers write for the hyphen at a line's end
        return SOFT_HYPHEN
    code = ord(text[0]) if text else 0
    if FIRST_PRIVATE <= code <= LAST_PRIVATE:
        return "•" if dingbat else " "
    if code >= FIRST_PICTURE or code < ord(" ") or text == "\xa0":
        return " "
    return text


class _Device(PDFDevice):
    """Collects characters and ignores everything else."""

    def __init__(self, resources: PDFResourceManager, limits: Limits) -> None:
        super().__init__(resources)
        self._limits = limits
        self._glyphs: dict[int, tuple[PDFFont, int, dict[int, tuple[str, float]]]] = {}
        self.characters_left = limits.characters
        self.text_objects = 0
        self.page = PrintedPage(0, 0.0, 0.0)

    def open(self, page: PrintedPage) -> None:
        self.page, self.text_objects = page, 0

    def _face(self, font: PDFFont) -> tuple[PDFFont, int, dict[int, tuple[str, float]]]:
        known = self._glyphs.get(id(font))
        if known is None:
            name = str(font.fontname)
            weight = font.descriptor.get("FontWeight", 0)
            bold = bool(BOLD_NAME.search(name)) or (isinstance(weight, int | float) and weight >= 600)
            known = self._glyphs[id(font)] = (font, bold * BOLD + bool(ITALIC_NAME.search(name)) * ITALIC, {})
        return known

    def _glyph(self, font: PDFFont, code: int) -> tuple[str, float]:
        width = font.char_width(code)
        try:
            text = font.to_unichr(code)
        except PDFUnicodeNotDefined:
            return "", -width - 1e-9
        return glyph_text(text, dingbat=bool(DINGBAT_NAME.search(str(font.fontname)))), width

    def render_string(self, textstate: Any, seq: PDFTextSeq, ncs: Any, graphicstate: Any) -> None:  # noqa: ARG002 - pdfminer's signature
        self.text_objects += 1
        if self.text_objects > self._limits.page_text_objects:
            raise Unreadable("too_large", "A page has too many text objects.")
        assert self.ctm is not None
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        font, style, glyphs = self._face(textstate.font)
        fontsize, scaling = textstate.fontsize, textstate.scaling * 0.01
        charspace, wordspace = textstate.charspace * scaling, textstate.wordspace * scaling
        wide = fontsize * scaling
        size = abs(fontsize) * hypot(c, d)
        x, y = textstate.linematrix
        height, multibyte = self.page.height, font.is_multibyte()
        lift = y + textstate.rise
        characters = self.page.characters
        upright = abs(a) >= abs(b)
        for item in seq:
            if not isinstance(item, bytes):
                if isinstance(item, int | float):
                    x -= item * 0.001 * wide
                continue
            self.characters_left -= len(item) // 2 if multibyte else len(item)
            if self.characters_left < 0:
                raise Unreadable("too_large", "The document has too many characters.")
            for code in font.decode(item):
                glyph = glyphs.get(code)
                if glyph is None:
                    glyph = glyphs[code] = self._glyph(font, code)
                text, width = glyph
                self.page.glyphs += 1
                if width < 0:
                    self.page.unmapped += 1
                    width = -width
                advance = width * wide
                if text and upright:
                    left = a * x + c * lift + e
                    characters.append((text, left, left + a * advance, height - (b * x + d * lift + f), size, style))
                x += advance + charspace
                if code == 32 and not multibyte:
                    x += wordspace
        textstate.linematrix = (x, y)

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002 - pdfminer's signature
        self.page.images += 1


class _Interpreter(PDFPageInterpreter):
    """Runs only what places text; pdfminer's own loop lexes byte by byte."""

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self.outline: list[tuple[float, float]] = []
        self.curves = self.straights = 0

    def move(self, x: float, y: float) -> None:
        self.outline.append((x, y))

    def line(self, x: float, y: float) -> None:
        self.outline.append((x, y))
        self.straights += 1

    def curve(self, _x1: float, _y1: float, _x2: float, _y2: float, x: float, y: float) -> None:
        self.outline.append((x, y))
        self.curves += 1

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self.outline += [(x, y), (x + width, y + height)]

    def paint(self) -> None:
        """Keep the path just drawn if it looks like a bullet."""
        points, round_or_square = self.outline, self.straights == 0
        if points and round_or_square and len(points) <= MOST_POINTS:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            corners = [apply_matrix_pt(self.ctm, (min(xs), min(ys))), apply_matrix_pt(self.ctm, (max(xs), max(ys)))]
            (x0, y0), (x1, y1) = corners
            page = cast("_Device", self.device).page
            width, height = abs(x1 - x0), abs(y1 - y0)
            if SMALLEST_DOT <= width <= LARGEST_DOT and abs(width - height) < ROUND * width:
                page.dots.append(((x0 + x1) / 2, page.height - (y0 + y1) / 2, width))
        self.discard()

    def discard(self) -> None:
        """Forget the path just drawn."""
        self.outline, self.curves, self.straights = [], 0, 0

    def execute(self, streams: Any) -> None:
        self.stream_ids.clear()
        contents = []
        for item in streams:
            stream = stream_value(item)
            if stream.objid is not None and stream.objid in self.parent_stream_ids:
                continue
            if stream.objid is not None:
                self.stream_ids.add(stream.objid)
            contents.append(stream.get_data())
        verbs = {name: getattr(self, method) for name, method in METHODS.items()}
        for name, operands in operations(b"\n".join(contents)):
            verb, wanted = verbs[name], OPERANDS.get(name, 0)
            if wanted == len(operands):
                verb(*operands)
            elif wanted < len(operands):
                verb(*operands[len(operands) - wanted :])


METHODS = {
    b"q": "do_q",
    b"Q": "do_Q",
    b"cm": "do_cm",
    b"BT": "do_BT",
    b"ET": "do_ET",
    b"Do": "do_Do",
    b"Tj": "do_Tj",
    b"TJ": "do_TJ",
    b"'": "do__q",
    b'"': "do__w",
    b"Tc": "do_Tc",
    b"Tw": "do_Tw",
    b"Tz": "do_Tz",
    b"TL": "do_TL",
    b"Tf": "do_Tf",
    b"Ts": "do_Ts",
    b"Tr": "do_Tr",
    b"Td": "do_Td",
    b"TD": "do_TD",
    b"Tm": "do_Tm",
    b"T*": "do_T_a",
    b"m": "move",
    b"l": "line",
    b"c": "curve",
    b"re": "rectangle",
    b"n": "discard",
} | dict.fromkeys((b"f", b"F", b"f*", b"B", b"b", b"S", b"s"), "paint")
OPERANDS = {b"cm": 6, b"Do": 1, b"Tj": 1, b"TJ": 1, b"'": 1, b'"': 3, b"Tc": 1, b"Tw": 1, b"Tz": 1, b"TL": 1} | {
    b"Tf": 2,
    b"Ts": 1,
    b"Tr": 1,
    b"Td": 2,
    b"TD": 2,
    b"Tm": 6,
    b"m": 2,
    b"l": 2,
    b"c": 6,
    b"re": 4,
}


def _links(page: PDFPage, printed: PrintedPage) -> None:
    for item in list_value(page.annots or []):
        annotation = resolve1(item)
        action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
        target = resolve1(action.get("URI")) if isinstance(action, dict) else None
        box = resolve1(annotation.get("Rect")) if isinstance(annotation, dict) else None
        if not isinstance(target, bytes) or not isinstance(box, list) or len(box) != 4:
            continue
        x0, y0, x1, y1 = (float(resolve1(edge)) for edge in box)
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
    device = _Device(resources, limits)
    interpreter = _Interpreter(resources, device)
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
        document = PDFDocument(_Parser(content, limits))
        return PrintedDocument(tuple(_printed(document, limits)), _date(document))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable("encrypted", "The PDF needs a password.") from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever the malformed bytes lead it to (its issues 547 to 550)
        raise Unreadable("corrupt", "The PDF is malformed.") from error
