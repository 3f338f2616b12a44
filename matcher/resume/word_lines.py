"""Turn a Word paragraph into lines with their parts, bullets, looks and white space."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from matcher.resume.bullets import unbulleted
from matcher.resume.line import Line, Part
from matcher.resume.package import W
from matcher.resume.spans import Span, to_parts
from matcher.resume.styles import Look, Numbering, Sheet, over, paragraph_look, run_look
from matcher.resume.titles import is_title
from matcher.resume.word_runs import BREAK, TAB, Field, Piece, read_pieces

SIZE = 10.0
PRINTED_BULLET = re.compile(r"^[\uf0b7\uf0a7\uf0d8\uf0fc\uf06e]\s*(?=\S)")
LINE_HEIGHT = 1.15  # of the size
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


def _parts(pieces: Sequence[Piece], *, bullet: bool, margin: bool) -> list[Part]:
    """Return the parts of what stands between two tabs; a page's number in a head or foot is none."""
    if margin and any(piece.counted for piece in pieces):
        return []
    looks = ((piece.text, piece.look) for piece in pieces)
    return to_parts(
        (Span(text, look.size or SIZE, bool(look.bold), bool(look.italic)) for text, look in looks), bullet=bullet
    )


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
