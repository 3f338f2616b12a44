"""Turn a Word paragraph into lines with their parts, bullets, looks and white space."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from matcher.resume.bullets import unbulleted
from matcher.resume.line import Line, Part
from matcher.resume.package import W
from matcher.resume.styles import Look, Numbering, Sheet, over, paragraph_look, run_look
from matcher.resume.titles import is_title
from matcher.resume.word_runs import BREAK, TAB, Field, Piece, read_pieces

SIZE = 10.0
PRINTED_BULLET = re.compile(r"^[\uf0b7\uf0a7\uf0d8\uf0fc\uf06e]\s*(?=\S)")
SPACES = re.compile(r"[ \xa0\u2002\u2003\u2009\u202f]+")
SPACED = 6  # characters of a letter-spaced text
SPACED_WORDS = re.compile(r"[ \xa0]{2,}")
WIDE_GAP = re.compile(r"[ \xa0\u2002\u2003]{4,}")
LINE_HEIGHT = 1.15  # of the size
MOST_LOOKS = 4  # pieces of a line that differ in look: more is emphasis in running text
LARGER = 1.2  # times the size that is another look
LARGEST_STYLED = 15.0  # points: names are set in two looks
LONGEST_STYLED = 160  # characters of a line whose looks tell its parts
LONGEST_LABEL = 30  # characters of a label in front of a list
LIST = re.compile(r"^[^,;]{1,40}[,;] (?:[^,;]{1,40}[,;] )*[^,;.]{1,40}$")
MOST_INDENT = 600.0  # points


@dataclass(slots=True)
class Setting:
    """What a paragraph's lines depend on, and what was read so far.

    `space` is the white space below what stands above, in points; None at the top of a cell, box or part.
    """

    sheet: Sheet
    numbering: Numbering
    targets: Mapping[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    links: list[tuple[str, Line]] = field(default_factory=list)
    margin: bool = False  # in a head or foot, where pages are counted
    space: float | None = None
    above: str | None = None  # the style of the paragraph above

    def start(self) -> None:
        """Forget what stands above."""
        self.space, self.above = None, None


@dataclass(slots=True)
class _Span:
    """Text in one look."""

    text: str
    size: float
    bold: bool
    italic: bool

    def alike(self, other: "_Span") -> bool:
        """Say whether other text looks the same."""
        ratio = max(self.size, other.size) / min(self.size, other.size)
        return (self.bold, self.italic) == (other.bold, other.italic) and ratio < LARGER


def _spans(pieces: Sequence[Piece]) -> list[_Span]:
    """Merge pieces of one look; white space looks as what stands before it."""
    found: list[_Span] = []
    for piece in pieces:
        span = _Span(piece.text, piece.look.size or SIZE, bool(piece.look.bold), bool(piece.look.italic))
        if found and (not piece.text.strip() or found[-1].alike(span) or not found[-1].text.strip()):
            last = found[-1]
            blank = not last.text.strip() and bool(piece.text.strip())
            last.text += piece.text
            if blank:
                last.size, last.bold, last.italic = span.size, span.bold, span.italic
            elif piece.text.strip():
                last.size = max(last.size, span.size)
        else:
            found.append(span)
    return found


def _parts_ways(before: _Span, after: _Span) -> bool:
    """Say whether two looks part a line where they meet: at a space, without a mark that joins or parts them."""
    spaced = before.text[-1:].isspace() or after.text[:1].isspace()
    left, right = before.text.rstrip()[-1:], after.text.lstrip()[:1]
    if not (spaced and left and right):
        return False
    if before.bold and not after.bold and len(before.text) <= LONGEST_LABEL and LIST.search(after.text):
        return left.isalnum()
    return (left.isalnum() or left in ")].»”'\"") and (right.isdigit() or right in "([«“" or right.isupper())


def _grouped(spans: Sequence[_Span], *, bullet: bool) -> list[list[_Span]]:
    """Put spans into the parts of a line: apart where their looks are all that tells them apart."""
    length = sum(len(span.text) for span in spans)
    large = any(span.size > LARGEST_STYLED for span in spans)
    if len(spans) < 2 or len(spans) > MOST_LOOKS or length > LONGEST_STYLED or large or bullet:
        return [list(spans)]
    groups = [[spans[0]]]
    for before, after in pairwise(spans):
        if _parts_ways(before, after):
            groups.append([after])
        else:
            groups[-1].append(after)
    return groups


def _tidied(text: str) -> str:
    """Collapse spaces; between letter-spaced words two are kept, which tell them apart."""
    spaced = len(text) > SPACED and all(len(token) == 1 for token in text.split())
    return (SPACED_WORDS.sub("  ", text) if spaced else SPACES.sub(" ", text)).strip()


def _part(spans: Sequence[_Span], text: str | None = None) -> Part | None:
    plain = _tidied(text if text is not None else "".join(span.text for span in spans))
    if not plain:
        return None
    counts = [(len(span.text.strip()), span) for span in spans]
    letters = sum(count for count, _ in counts)
    return Part(
        plain,
        size=max(span.size for count, span in counts if count),
        bold=2 * sum(count for count, span in counts if span.bold) > letters,
        italic=2 * sum(count for count, span in counts if span.italic) > letters,
    )


def _parts(pieces: Sequence[Piece], *, bullet: bool, margin: bool) -> list[Part]:
    """Return the parts of what stands between two tabs."""
    if margin and any(piece.counted for piece in pieces):
        return []
    found: list[Part | None] = []
    for group in _grouped(_spans(pieces), bullet=bullet):
        text = "".join(span.text for span in group)
        if len(group) == 1 and WIDE_GAP.search(text.strip()):
            found += [_part(group, piece) for piece in WIDE_GAP.split(text.strip())]
        else:
            found.append(_part(group))
    return [part for part in found if part]


def _split(pieces: Sequence[Piece], at: str) -> list[list[Piece]]:
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == at:
            rows.append([])
        elif piece.text:
            rows[-1].append(piece)
    return rows


def _unbulleted(parts: list[Part]) -> tuple[list[Part], bool]:
    """Take a written bullet off the first part; one that is a part of its own goes."""
    first = parts[0]
    if len(parts) > 1 and unbulleted(f"{first.text} x")[0] == "x":
        return parts[1:], True
    text, written = unbulleted(PRINTED_BULLET.sub("• ", first.text))
    return [replace(first, text=text), *parts[1:]], written


def paragraph_lines(element: Element, path: str, setting: Setting) -> list[Line]:
    """Return the lines of a paragraph; none where it is empty, which is white space for what follows."""
    properties = element.find(W + "pPr")
    named = properties.find(W + "pStyle") if properties is not None else None
    name = named.get(W + "val", "") if named is not None else None
    style = over(over(paragraph_look(properties), setting.sheet.named(name)), setting.sheet.default)
    mark = setting.numbering.mark(properties)
    listed = bool(mark) if mark is not None else bool(style.listed)
    pieces = list(read_pieces(element, style, setting.sheet, setting.targets, setting.fields))
    found: list[Line] = []
    gap = _gap(style, setting, name)
    for row in _split(pieces, BREAK):
        marked = listed and not found
        parts = [part for cell in _split(row, TAB) for part in _parts(cell, bullet=marked, margin=setting.margin)]
        if not parts:
            continue
        at = path if not found else f"{path}/l[{len(found) + 1}]"
        found.append(_line(parts, at, style, gap, listed=marked, numbered=mark == "number"))
        gap = 0.0
        targets = dict.fromkeys(piece.link for piece in row if piece.link)
        setting.links += [(target, found[-1]) for target in targets]
    _leave(style, setting, name, properties, empty=not found)
    return found


def _gap(style: Look, setting: Setting, name: str | None) -> float | None:
    """Return the points of white space above a paragraph, None where nothing stands above it."""
    if setting.space is None:
        return None
    close = style.close and name == setting.above
    return 0.0 if close else max(setting.space, style.before or 0.0)


def _leave(style: Look, setting: Setting, name: str | None, properties: Element | None, *, empty: bool) -> None:
    """Note the white space below a paragraph: all of an empty one."""
    below = style.after or 0.0
    if not empty:
        setting.space = below
    elif setting.space is not None:
        mark = run_look(properties.find(W + "rPr") if properties is not None else None)
        setting.space += (mark.size or style.size or SIZE) * LINE_HEIGHT + below
    setting.above = name


def _line(parts: list[Part], path: str, style: Look, gap: float | None, *, listed: bool, numbered: bool) -> Line:
    """Make a line; `gap` is in points above the usual leading, None at the top."""
    parts, written = _unbulleted(parts)
    heading = style.heading or 0
    main = max(parts, key=lambda part: (round(part.size), len(part.text)))
    leading = max(0.0, LINE_HEIGHT * (style.leading or 1.0) - 1.0)
    titled = heading or (numbered and is_title(parts[0].text))
    return Line(
        parts=tuple(parts),
        size=main.size,
        bold=main.bold,
        italic=main.italic,
        bullet=written or (listed and not titled),
        path=path,
        heading=heading,
        x0=min(max(style.indent or 0.0, 0.0), MOST_INDENT),
        gap=0.0 if gap is None else round(leading + gap / main.size, 2),
    )
