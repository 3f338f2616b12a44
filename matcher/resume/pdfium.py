"""Turn the bytes of a PDF into positioned characters by PDFium.

PDFium isn't safe for threads, and what runs out of memory in it ends the process: a caller that parses files of
strangers runs this in a child process. `pdfium_guard` keeps files away of which that is known.
"""

from collections.abc import Container, Iterator
from ctypes import addressof, c_char, c_double, c_float, c_int, c_void_p
from dataclasses import dataclass
from itertools import pairwise, repeat
from math import hypot, inf, nan
from types import SimpleNamespace
from typing import NamedTuple, cast

from matcher.resume.glyphs import (
    DATE_NAMES,
    DINGBAT_NAME,
    LARGEST_DOT,
    MOST_POINTS,
    Matrix,
    PrintedDocument,
    PrintedPage,
    font_style,
    glyph_text,
    iso_date,
    mapped_box,
    page_matrix,
)
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.pdfium_calls import pdfium

PASSWORD = 4  # FPDF_ERR_PASSWORD
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_*
LINE, BEZIER = 0, 1  # FPDF_SEGMENT_*
HYPHENS = "\u0002\ufffe"  # what PDFium makes of a hyphen at the end of a line
LONGEST_NAME, LONGEST_TARGET = 200, 2000  # bytes
MOST_SEGMENTS = 3 * MOST_POINTS + 2  # PDFium counts the points of a curve one by one
WIDEST_MARK = 40.0  # pt: paths beyond it can't be bullets, whatever the page's matrix
SPACE, STYLED_SPACE, WIDE_SPACE = 0.16, 0.45, 1.0  # em; beyond it another run begins
SAME = 0.01  # pt
SKEW = 0.001  # of a text's matrix, up to which it stands straight
REGULAR = 0.01  # em by which the boxes of a font may be other than its ascent and descent say
WIDEST_STROKE = 2.0  # pt around a dot
FEW_SEGMENTS = 6  # of a path that is looked at point by point
UNKNOWN_WIDTH = 0.5  # em
FEW = 1000  # objects between two looks at the clock


UNMAPPED = (nan, nan)


class _Face(NamedTuple):
    """What characters of one font, size and direction share."""

    style: int
    size: float
    scale: float  # of PDFium's boxes
    dingbat: bool
    upright: bool  # PDFium's boxes can be used as they are
    inked: bool  # PDFium's boxes are those of the ink: the text stands for other glyphs ("ActualText")
    along: tuple[float, float]  # an advance of one em, on the page as it is seen
    font: int
    odd: bool  # characters have to be placed one by one


@dataclass(slots=True)
class _Pen:
    """Where the text before ended."""

    end: float = inf
    level: float = 0.0
    style: int = 0
    spaced: bool = False  # PDFium put a space behind it
    dated: bool = False  # it ended in a digit with a dash


class _Floats:
    """Room for up to six numbers that PDFium writes."""

    def __init__(self) -> None:
        self.room = (c_float * 6)()
        self.at = tuple(addressof(self.room) + 4 * step for step in range(6))
        self.four = self.at[:4]
        self.pair = (c_double * 2)()
        self.pair_at = (addressof(self.pair), addressof(self.pair) + 8)
        self.ink = (c_double * 4)()  # left, right, bottom, top
        self.ink_at = tuple(addressof(self.ink) + 8 * step for step in range(4))
        self.handle = c_void_p()
        self.handle_at = addressof(self.handle)
        self.count = c_int()
        self.count_at = addressof(self.count)
        self.stroked = c_int()
        self.stroked_at = addressof(self.stroked)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


class _PageReader:
    """Reads one loaded page."""

    def __init__(
        self, calls: SimpleNamespace, handle: int, number: int, fonts: dict[int, tuple[int, bool, tuple[float, float]]]
    ) -> None:
        self.calls, self.handle, self.room, self.fonts = calls, handle, _Floats(), fonts
        self.faces: dict[tuple[float, ...], _Face] = {}
        self.hangs: dict[int, dict[str, tuple[float, float] | None]] = {}
        self.levels: dict[tuple[int, float], tuple[_Face, float]] = {}  # with how far the baseline lies above a box
        calls.FPDF_GetPageBoundingBox(handle, self.room.at[0])
        left, top, right, bottom = self.room.room[:4]
        self.matrix = page_matrix((left, bottom, right, top), 90 * calls.FPDFPage_GetRotation(handle))
        _, _, width, height = mapped_box((left, bottom, right, top), self.matrix)
        self.page = PrintedPage(number, width, height)

    def characters(self, limits: Limits, left: int) -> None:
        """Add the page's characters; raises Unreadable (too_large) beyond what the document has left."""
        text = self.calls.FPDFText_LoadPage(self.handle)
        try:
            count = self.calls.FPDFText_CountChars(text)
            if count > 2 * left + FEW:  # PDFium's own spaces and line breaks count in
                raise Unreadable("too_large", "The document has too many characters.")
            if count > 0:
                self._show(text, count)
        finally:
            self.calls.FPDFText_ClosePage(text)
        if self.page.glyphs > left:
            raise Unreadable("too_large", "The document has too many characters.")
        limits.check()

    def _letters(self, text: int, count: int) -> list[str]:
        calls, room = self.calls, bytearray(2 * count + 2)
        written = calls.FPDFText_GetText(text, 0, count, addressof((c_char * len(room)).from_buffer(room)))
        letters = list(room[: 2 * count].decode("utf-16-le", "replace"))
        if written != count + 1 or len(letters) != count:
            letters = [chr(min(code, 0xFFFF)) for code in map(calls.FPDFText_GetUnicode, repeat(text), range(count))]
        for at, letter in enumerate(letters):
            if letter in HYPHENS and calls.FPDFText_IsHyphen(text, at) == 1:
                letters[at] = "-"
        return letters

    def _show(self, text: int, count: int) -> None:
        calls = self.calls
        letters = self._letters(text, count)
        owners = list(map(calls.FPDFText_GetTextObject, repeat(text), range(count)))
        packed = bytearray(16 * count)
        first = addressof((c_char * len(packed)).from_buffer(packed))
        list(map(calls.FPDFText_GetLooseCharBox, repeat(text), range(count), range(first, first + 16 * count, 16)))
        self.page.glyphs += count - owners.count(None)
        boxes = cast("list[float]", memoryview(packed).cast("f").tolist())
        self._place(text, letters, owners, boxes)

    def _place(self, text: int, letters: list[str], owners: list[int | None], boxes: list[float]) -> None:
        """Add the characters, each with the look of the text object that owns it."""
        plain = {letter: glyph_text(letter, dingbat=False) for letter in set(letters)}
        shown = [plain[letter] for letter in letters]
        starts = [0, *(at for at, (one, two) in enumerate(pairwise(owners), 1) if one != two), len(owners)]
        looks: dict[int, tuple[_Face, float, float]] = {}
        pen = _Pen()
        for start, stop in pairwise(starts):
            owner = owners[start]
            if owner is None:  # PDFium's own space, often instead of a real one
                pen.spaced = letters[stop - 1] == " "
                continue
            found = looks.get(owner)
            if found is None:
                found = looks[owner] = self._look(text, start, owner, boxes)
            if found[0].odd:
                for at in range(start, stop):
                    self._odd(text, at, letters[at], found[0])
            else:
                self._run(text, range(start, stop), letters, shown, boxes, pen, found)

    def _run(
        self,
        text: int,
        places: range,
        letters: list[str],
        shown: list[str],
        boxes: list[float],
        pen: "_Pen",
        look: tuple[_Face, float, float],
    ) -> None:
        """Add characters that stand side by side in one look."""
        page, add, across = self.page, self.page.characters.append, self.matrix[4]
        right = pen.end
        face, _, y = look
        style, size, scale, _, _, inked, _, font, _ = face
        hangs = self.hangs.setdefault(font, {})
        spaced = pen.spaced and abs(y - pen.level) < SAME
        pen.spaced, pen.level, baseline = False, y, self.matrix[5] - y
        for at in places:
            letter = letters[at]
            left, right = boxes[4 * at], boxes[4 * at + 2]
            if inked:
                right += left - (left := self._origin(text, at))
            else:
                if letter not in hangs:
                    hangs[letter] = self._hang(text, at, letter, face, boxes)
                if hang := hangs[letter]:
                    if hang is UNMAPPED:
                        page.unmapped += 1
                        continue
                    left -= hang[0] * scale
                    right = left + hang[1] * scale
            if spaced:
                widest = WIDE_SPACE if style == pen.style else STYLED_SPACE
                if SPACE * size < left - pen.end < widest * size and not (pen.dated and shown[at].isdigit()):
                    add((" ", pen.end + across, left + across, baseline, size, style))
                spaced = False
            if shown[at]:
                add((shown[at], left + across, right + across, baseline, size, style))
        pen.end, pen.style = right, style
        pen.dated = letter == "-" and (shown[at - 1].isdigit() if at else False)

    def _origin(self, text: int, at: int) -> float:
        self.calls.FPDFText_GetCharOrigin(text, at, *self.room.pair_at)
        return self.room.pair[0]

    def _look(self, text: int, at: int, owner: int, boxes: list[float]) -> tuple[_Face, float, float]:
        """Return a text object's face with a point of its baseline, as PDFium counts."""
        font = self.calls.FPDFTextObj_GetFont(owner) or 0
        left, top, _, bottom = boxes[4 * at : 4 * at + 4]
        key = font, round(top - bottom, 4)
        if key in self.levels:
            face, lift = self.levels[key]
            return face, left, bottom + lift
        face, x, y = self._face(text, at, font)
        if face.upright and left > x + SAME:
            return face._replace(inked=True), x, y
        up, below = self.fonts[font][2]
        scale = face.scale
        regular = abs(top - bottom - scale * (up - below)) < REGULAR * scale
        if face.upright and regular and abs(y + scale * below - bottom) < REGULAR * scale:
            self.levels[key] = face, y - bottom
        return face, x, y

    def _face(self, text: int, at: int, font: int) -> tuple[_Face, float, float]:
        calls, room = self.calls, self.room
        calls.FPDFText_GetMatrix(text, at, room.at[0])
        a, b, c, d, e, f = room.room
        size = calls.FPDFText_GetFontSize(text, at)
        key = (font, a, b, c, d, size)
        if key not in self.faces:
            if font not in self.fonts:
                self.fonts[font] = self._font(font)
            style, dingbat, (up, below) = self.fonts[font]
            p, q, r, s, _, _ = self.matrix
            straight = a > 0 and max(abs(b), abs(c)) < SKEW * a
            upright = up != below and straight and self.matrix[0] == 1
            self.faces[key] = _Face(
                style=style,
                size=abs(size) * hypot(c, d),
                scale=a * size,
                dingbat=dingbat,
                upright=upright,
                inked=False,
                along=((a * p + b * r) * size, (a * q + b * s) * size),
                font=font,
                odd=dingbat or not upright,
            )
        return self.faces[key], e, f

    def _hang(self, text: int, at: int, letter: str, face: _Face, boxes: list[float]) -> tuple[float, float] | None:
        """Return how far a glyph's ink hangs over its left, and its advance, in em; None where its box is right.

        UNMAPPED is returned where the font doesn't say which letter it is; PDFium then gives its code.
        PDFium's boxes hold the ink beside the advance: "f" and italics reach into the space behind them.
        """
        calls, room = self.calls, self.room
        if calls.FPDFText_HasUnicodeMapError(text, at) == 1:
            return UNMAPPED
        calls.FPDFText_GetCharBox(text, at, *room.ink_at)
        calls.FPDFText_GetCharOrigin(text, at, *room.pair_at)
        left, right, origin = boxes[4 * at], boxes[4 * at + 2], room.pair[0]
        if room.ink[1] < right - SAME and left > origin - SAME:
            return None
        found = calls.FPDFFont_GetGlyphWidth(face.font, ord(letter), 1.0, room.at[0])
        known = found and 0 < room.room[0] * face.scale <= right - origin + SAME
        advance = room.room[0] if known and room.ink[1] >= right - SAME else (right - origin) / face.scale
        return (left - origin) / face.scale, advance

    def _font(self, font: int) -> tuple[int, bool, tuple[float, float]]:
        """Return a font's style, whether it is one of pictures, and its ascent and descent in em.

        Where these are equal, PDFium's boxes are those of the ink.
        """
        calls, room = self.calls, self.room
        name = bytearray(LONGEST_NAME)
        calls.FPDFFont_GetBaseFontName(font, addressof((c_char * len(name)).from_buffer(name)), len(name))
        plain = name.partition(b"\0")[0].decode("utf-8", "replace")
        calls.FPDFFont_GetAscent(font, 1.0, room.at[0])
        calls.FPDFFont_GetDescent(font, 1.0, room.at[1])
        found = calls.FPDFFont_GetItalicAngle(font, room.count_at)
        style = font_style(plain, calls.FPDFFont_GetFlags(font), room.count.value if found else 0)
        return style, bool(DINGBAT_NAME.search(plain)), (round(room.room[0], 3), round(room.room[1], 3))

    def _odd(self, text: int, at: int, letter: str, face: _Face) -> None:
        """Add a character that has no text, is a picture, or that PDFium has no box of advance widths for."""
        calls, room = self.calls, self.room
        shown = glyph_text(letter, dingbat=face.dingbat)
        if calls.FPDFText_HasUnicodeMapError(text, at) == 1:
            self.page.unmapped += 1
            return
        if not shown:
            return
        calls.FPDFText_GetCharOrigin(text, at, *room.pair_at)
        a, b, c, d, e, f = self.matrix
        x, y = room.pair
        left, baseline = a * x + c * y + e, b * x + d * y + f
        found = calls.FPDFFont_GetGlyphWidth(face.font, ord(letter[0]), 1.0, room.at[0])
        advance = room.room[0] if found else UNKNOWN_WIDTH
        along, below = face.along[0] * advance, face.along[1] * advance
        if abs(along) >= abs(below):
            self.page.characters.append((shown, left, left + along, baseline, face.size, face.style))
        else:
            self.page.add_turned((shown, left, left - below, baseline, face.size, face.style))

    def drawings(self, limits: Limits) -> None:
        """Count pictures and text objects and keep drawn dots; raises Unreadable (too_large, timeout)."""
        calls, matrix = self.calls, self.matrix
        count = calls.FPDFPage_CountObjects(self.handle)
        items = [list(map(calls.FPDFPage_GetObject, repeat(self.handle), range(self._bounded(count, limits))))]
        matrices = [matrix]
        texts = 0
        while items:
            here, matrix = items.pop(), matrices.pop()
            kinds = list(map(calls.FPDFPageObj_GetType, here))
            texts += kinds.count(TEXT)
            self.page.images += kinds.count(IMAGE)
            self.page.shapes += kinds.count(PATH)
            for item, kind in zip(here, kinds, strict=True):
                if kind == PATH:
                    self._shape(item, matrix)
                elif kind == FORM:
                    count += calls.FPDFFormObj_CountObjects(item)
                    self._bounded(count, limits)
                    inner = range(calls.FPDFFormObj_CountObjects(item))
                    items.append(list(map(calls.FPDFFormObj_GetObject, repeat(item), inner)))
                    matrices.append(_times(self._matrix(item), matrix))
        if texts > limits.page_text_objects:
            raise Unreadable("too_large", "A page has too many text objects.")

    def _bounded(self, count: int, limits: Limits) -> int:
        limits.check()
        if count > limits.page_operations:
            raise Unreadable("too_large", "A page has too many operations.")
        return count

    def _matrix(self, item: int) -> Matrix:
        self.calls.FPDFPageObj_GetMatrix(item, self.room.at[0])
        a, b, c, d, e, f = self.room.room
        return a, b, c, d, e, f

    def _shape(self, item: int, matrix: Matrix) -> None:
        """Keep a drawn dot: bounds tell nearly all other paths apart, and all but the stroke of a stroked one."""
        calls, room = self.calls, self.room
        calls.FPDFPageObj_GetBounds(item, *room.four)
        left, bottom, right, top = room.room[:4]
        if right - left > WIDEST_MARK or top - bottom > WIDEST_MARK:
            return
        box = mapped_box((left, bottom, right, top), matrix)
        if min(box[2] - box[0], box[3] - box[1]) > LARGEST_DOT + WIDEST_STROKE:
            return
        count = calls.FPDFPath_CountSegments(item)
        if not 0 < count <= MOST_SEGMENTS or not self._is_round_or_box(item, count):
            return
        calls.FPDFPath_GetDrawMode(item, room.count_at, room.stroked_at)
        if room.stroked.value:
            points = [self._point(item, at) for at in range(count)]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = mapped_box((min(xs), min(ys), max(xs), max(ys)), _times(self._matrix(item), matrix))
        self.page.add_shape(*box)

    def _point(self, item: int, at: int) -> tuple[float, float]:
        segment = self.calls.FPDFPath_GetPathSegment(item, at)
        self.calls.FPDFPathSegment_GetPoint(segment, *self.room.at[:2])
        return round(self.room.room[0], 2), round(self.room.room[1], 2)

    def _is_round_or_box(self, item: int, count: int) -> bool:
        """Say whether a path is an upright box, or has no straight lines; of long ones four places are looked at."""
        calls = self.calls
        looked = range(count) if count <= FEW_SEGMENTS else (1, count // 3, count // 2, count - 2)
        kinds = {calls.FPDFPathSegment_GetType(calls.FPDFPath_GetPathSegment(item, at)) for at in looked}
        if LINE not in kinds or BEZIER in kinds or count > FEW_SEGMENTS:
            return LINE not in kinds
        points = [self._point(item, at) for at in range(count)]
        return len(points) >= 4 and len({x for x, _ in points}) == len({y for _, y in points}) == 2

    def links(self, document: int) -> None:
        """Keep the targets of link annotations with their boxes."""
        calls, room = self.calls, self.room
        room.count.value = 0
        target = bytearray(LONGEST_TARGET)
        at = addressof((c_char * len(target)).from_buffer(target))
        while calls.FPDFLink_Enumerate(self.handle, room.count_at, room.handle_at):
            link = room.handle.value
            action = calls.FPDFLink_GetAction(link)
            length = calls.FPDFAction_GetURIPath(document, action, at, len(target)) if action else 0
            if 1 < length <= len(target) and calls.FPDFLink_GetAnnotRect(link, room.at[0]):
                left, top, right, bottom = room.room[:4]
                plain = target[: length - 1].decode("utf-8", "replace")
                self.page.links.append((plain, mapped_box((left, bottom, right, top), self.matrix)))


def _date(calls: SimpleNamespace, document: int) -> str | None:
    for name in DATE_NAMES:
        room = bytearray(128)
        length = calls.FPDF_GetMetaText(document, name.encode(), addressof((c_char * 128).from_buffer(room)), 128)
        if 2 < length <= len(room) and (found := iso_date(room[: length - 2].decode("utf-16-le", "replace"))):
            return found
    return None


def _pages(calls: SimpleNamespace, document: int, limits: Limits, only: Container[int] | None) -> Iterator[PrintedPage]:
    left = limits.characters
    for number in range(1, min(limits.pages, calls.FPDF_GetPageCount(document)) + 1):
        if only is not None and number not in only:
            continue
        limits.check()
        handle = calls.FPDF_LoadPage(document, number - 1)
        if not handle:
            yield PrintedPage(number, 0.0, 0.0)
            continue
        try:
            reader = _PageReader(calls, handle, number, {})
            reader.drawings(limits)
            reader.characters(limits, left)
            reader.links(document)
        finally:
            calls.FPDF_ClosePage(handle)
        left -= reader.page.glyphs
        yield reader.page


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
