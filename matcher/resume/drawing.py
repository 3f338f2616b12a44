"""Turn the operators of a page into positioned characters with the dots that may be bullets."""

from math import hypot
from typing import Any, cast

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.utils import Matrix, apply_matrix_pt, mult_matrix

from matcher.resume.glyphs import DINGBAT_NAME, MOST_POINTS, PrintedPage, font_style, glyph_text
from matcher.resume.limits import FORM_OPERATIONS, Limits, Unreadable
from matcher.resume.operators import operations

SPACE_CODE = 32


def _name(font: PDFFont) -> str:
    """Return a font's name by its descriptor, else its own: old producers left descriptors out."""
    return str(font.descriptor.get("FontName") or getattr(font, "basefont", font.fontname))


class Device(PDFDevice):
    """Collects characters and ignores everything else."""

    def __init__(self, resources: PDFResourceManager, limits: Limits) -> None:
        super().__init__(resources)
        self._limits = limits
        self._glyphs: dict[int, tuple[PDFFont, int, dict[int, tuple[str, float]]]] = {}
        self.characters_left = limits.characters
        self.text_objects = self.operations = 0
        self.page = PrintedPage(0, 0.0, 0.0)

    def open(self, page: PrintedPage) -> None:
        """Collect into a new page from now on."""
        self.page = page
        self.text_objects = self.operations = 0

    def _face(self, font: PDFFont) -> tuple[PDFFont, int, dict[int, tuple[str, float]]]:
        known = self._glyphs.get(id(font))
        if known is None:
            name = _name(font)
            figures = [resolve1(font.descriptor.get(key, 0)) for key in ("Flags", "ItalicAngle", "FontWeight")]
            flags, angle, weight = (figure if isinstance(figure, int | float) else 0 for figure in figures)
            style = font_style(name, int(flags), angle, weight)
            known = self._glyphs[id(font)] = (font, style, {})
        return known

    def _glyph(self, font: PDFFont, code: int) -> tuple[str, float]:
        width = font.char_width(code)
        try:
            text = font.to_unichr(code)
        except PDFUnicodeNotDefined:
            return "", -width - 1e-9
        return glyph_text(text, dingbat=bool(DINGBAT_NAME.search(_name(font)))), width

    def render_string(self, textstate: Any, seq: PDFTextSeq, ncs: Any, graphicstate: Any) -> None:  # noqa: ARG002 - pdfminer's signature
        """Add a string's characters to the page (PDF 32000-1:2008, section 9.4.4)."""
        self.text_objects += 1
        if self.text_objects > self._limits.page_text_objects:
            raise Unreadable("too_large", "A page has too many text objects.")
        assert self.ctm is not None
        matrix = mult_matrix(textstate.matrix, self.ctm)
        font, style, glyphs = self._face(textstate.font)
        scaling = textstate.scaling * 0.01
        wide = textstate.fontsize * scaling
        letter, word = textstate.charspace * scaling, textstate.wordspace * scaling
        spaces = (letter, letter + (0 if font.is_multibyte() else word))
        size = abs(textstate.fontsize) * hypot(matrix[2], matrix[3])
        x, y = textstate.linematrix
        for item in seq:
            if isinstance(item, int | float):
                x -= item * 0.001 * wide
            elif isinstance(item, bytes):
                codes = list(font.decode(item))
                self._count(codes)
                for code in codes:
                    if code not in glyphs:
                        glyphs[code] = self._glyph(font, code)
                shown = [glyphs[code] for code in codes]
                x = self._show(codes, shown, (x, y + textstate.rise), matrix, wide, size, style, spaces)
        textstate.linematrix = (x, y)

    def count_operations(self, number: int) -> None:
        """Count what the page costs; raises Unreadable (too_large) beyond the limit."""
        self.operations += number
        if self.operations > self._limits.page_operations:
            raise Unreadable("too_large", "A page has too many operations.")

    def _count(self, codes: list[int]) -> None:
        self.characters_left -= len(codes)
        self.page.glyphs += len(codes)
        if self.characters_left < 0:
            raise Unreadable("too_large", "The document has too many characters.")

    def _show(
        self,
        codes: list[int],
        shown: list[tuple[str, float]],
        start: tuple[float, float],
        matrix: Matrix,
        wide: float,
        size: float,
        style: int,
        spaces: tuple[float, float],
    ) -> float:
        """Add glyphs from a start in text space on; returns where the next one stands."""
        a, b, c, d, e, f = matrix
        (x, lift), (letter, word) = start, spaces
        across, down = c * lift + e, self.page.height - d * lift - f
        upright = abs(a) >= abs(b)
        add, pace = (self.page.characters.append, a) if upright else (self.page.add_turned, b)
        for code, (text, width) in zip(codes, shown, strict=True):
            if width < 0:
                self.page.unmapped += 1
            advance = abs(width) * wide
            if text:
                left, baseline = a * x + across, down - b * x
                add((text, left, left + pace * advance, baseline, size, style))
            x += advance + (word if code == SPACE_CODE else letter)
        return x

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002 - pdfminer's signature
        """Count a picture; its pixels are never read."""
        self.page.images += 1


class Interpreter(PDFPageInterpreter):
    """Runs only what places text; pdfminer's own loop lexes byte by byte."""

    def init_state(self, ctm: Any) -> None:
        """Start a page or form without a path."""
        super().init_state(ctm)
        self.outline: list[tuple[float, float]] = []
        self.curves = self.straights = 0

    def move(self, x: float, y: float) -> None:
        """Begin a new outline in the path."""
        self.outline.append((x, y))

    def line(self, x: float, y: float) -> None:
        """Go on straight."""
        self.outline.append((x, y))
        self.straights += 1

    def curve(self, _x1: float, _y1: float, _x2: float, _y2: float, x: float, y: float) -> None:
        """Go on by a curve."""
        self.outline.append((x, y))
        self.curves += 1

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle."""
        self.outline += [(x, y), (x + width, y + height)]

    def paint(self) -> None:
        """Keep the path just drawn if it looks like a bullet."""
        points, page = self.outline, cast("Device", self.device).page
        page.shapes += 1
        if 0 < len(points) <= MOST_POINTS and (self.straights == 0 or self._is_box()):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            x0, y0 = apply_matrix_pt(self.ctm, (min(xs), min(ys)))
            x1, y1 = apply_matrix_pt(self.ctm, (max(xs), max(ys)))
            page.add_shape(min(x0, x1), page.height - max(y0, y1), max(x0, x1), page.height - min(y0, y1))
        self.discard()

    def _is_box(self) -> bool:
        """Say whether the path's straight lines make an upright box."""
        xs, ys = {round(x, 2) for x, _ in self.outline}, {round(y, 2) for _, y in self.outline}
        return not self.curves and len(self.outline) >= 4 and len(xs) == len(ys) == 2

    def discard(self) -> None:
        """Forget the path just drawn."""
        self.outline, self.curves, self.straights = [], 0, 0

    def draw(self, name: Any) -> None:
        """Draw a form or picture; pdfminer leaves a form's matrix in force behind it."""
        self.do_Do(name)
        self.device.set_ctm(self.ctm)

    def show_below(self, word: Any, letter: Any, text: Any) -> None:
        """Set spacing, move to the next line and show text there; pdfminer stays on the line."""
        self.do_Tw(word)
        self.do_Tc(letter)
        self.do__q(text)

    def execute(self, streams: Any) -> None:
        """Run content streams, each at most once on the way to itself (a form may draw itself)."""
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
        count = cast("Device", self.device).count_operations
        count(FORM_OPERATIONS)
        for name, operands in operations(b"\n".join(contents)):
            count(1)
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
    b"Do": "draw",
    b"Tj": "do_Tj",
    b"TJ": "do_TJ",
    b"'": "do__q",
    b'"': "show_below",
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
