"""Turn the text of a page that PDFium loaded into positioned characters.

A page has thousands of characters: each is asked for what differs within its text object, and no more.
"""

from ctypes import addressof, c_char
from dataclasses import dataclass
from itertools import pairwise, repeat
from math import hypot, inf, nan
from types import SimpleNamespace
from typing import NamedTuple, cast

from matcher.resume.glyphs import DINGBAT_NAME, Matrix, PrintedPage, font_style, glyph_text
from matcher.resume.pdfium_calls import Room

HYPHENS = "\u0002\ufffe"  # what PDFium makes of a hyphen at the end of a line
LONGEST_NAME = 200  # bytes
SPACE, STYLED_SPACE, WIDE_SPACE = 0.16, 0.45, 1.0  # em; beyond it another run begins
SAME = 0.01  # pt
SKEW = 0.001  # of a text's matrix, up to which it stands straight
REGULAR = 0.01  # em by which the boxes of a font may be other than its ascent and descent say
UNKNOWN_WIDTH = 0.5  # em
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


class TextReader:
    """Reads the text of one loaded page into a printed one; `matrix` maps PDFium's places to those on the page."""

    def __init__(self, calls: SimpleNamespace, room: Room, matrix: Matrix, page: PrintedPage) -> None:
        self.calls, self.room, self.matrix, self.page = calls, room, matrix, page
        self.fonts: dict[int, tuple[int, bool, tuple[float, float]]] = {}
        self.faces: dict[tuple[float, ...], _Face] = {}
        self.hangs: dict[int, dict[str, tuple[float, float] | None]] = {}
        self.levels: dict[tuple[int, float], tuple[_Face, float]] = {}  # with how far the baseline lies above a box

    def read(self, text: int, count: int) -> None:
        """Add so many characters of a text page."""
        calls = self.calls
        letters = self._letters(text, count)
        owners = list(map(calls.FPDFText_GetTextObject, repeat(text), range(count)))
        packed = bytearray(16 * count)
        first = addressof((c_char * len(packed)).from_buffer(packed))
        list(map(calls.FPDFText_GetLooseCharBox, repeat(text), range(count), range(first, first + 16 * count, 16)))
        self.page.glyphs += count - owners.count(None)
        boxes = cast("list[float]", memoryview(packed).cast("f").tolist())
        self._place(text, letters, owners, boxes)

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
        a, b, c, d, e, f = room.numbers
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
        known = found and 0 < room.numbers[0] * face.scale <= right - origin + SAME
        advance = room.numbers[0] if known and room.ink[1] >= right - SAME else (right - origin) / face.scale
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
        return style, bool(DINGBAT_NAME.search(plain)), (round(room.numbers[0], 3), round(room.numbers[1], 3))

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
        advance = room.numbers[0] if found else UNKNOWN_WIDTH
        along, below = face.along[0] * advance, face.along[1] * advance
        if abs(along) >= abs(below):
            self.page.characters.append((shown, left, left + along, baseline, face.size, face.style))
        else:
            self.page.add_turned((shown, left, left - below, baseline, face.size, face.style))
