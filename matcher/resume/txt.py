"""Turn a text file into lines: frames, rules, quotes, columns and Markdown read for what they mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from matcher.resume.dates import find_dates
from matcher.resume.encodings import decode
from matcher.resume.lexicon import fold, words
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages, Part
from matcher.resume.markdown import is_markdown, to_spans
from matcher.resume.plain_columns import in_columns
from matcher.resume.plain_text import SENDER, Row, is_rule, to_rows
from matcher.resume.running import FOOT_COLUMN, is_page_number
from matcher.resume.spans import to_parts
from matcher.resume.titles import is_title

WIDE_GAP = re.compile(r" {3,}|\t+")
BULLET = re.compile(r"^\s*(?:[•◦▪■●○‣∙·►▸✓✔]\s*|[-–—*+]\s+)(?=\S)")
FIRST_SIZE, SIZE = 20.0, 10.0
HEADING_SIZES = {1: 20.0, 2: 14.0, 3: 12.0}
ASIDE = -1000.0  # the left edge of a signature, which goes on with no section
NARROWEST, WIDEST = 56, 100  # characters of a text that is broken by its width
FULL = 0.7  # of the width: shorter lines end because they are at their end
ENDED = re.compile(r"[.!?:;]\W*$")
TITLE_GAP = 1.0


@dataclass(slots=True)
class _Writer:
    """Collects rows into lines; what wraps goes on with the line above."""

    marked: bool  # Markdown
    widths: dict[int, int]  # of the text in each column, in characters
    lines: list[Line] = field(default_factory=list)
    links: list[tuple[str, Line]] = field(default_factory=list)
    blank: int = 0
    bullet_indent: int = -1
    above: Row | None = None  # the row right above, None behind a blank one or a rule
    named: bool = False  # the first line, which is mostly the name, was written

    def skip(self, row: Row) -> None:
        """Note a blank row or a rule."""
        self.blank += row.blank
        self.bullet_indent, self.above = -1, None

    def write(self, row: Row) -> None:
        """Add a row."""
        found = BULLET.match(row.text)
        expanded = row.text.expandtabs()
        indent = len(expanded) - len(expanded.lstrip())
        body = row.text[found.end() :] if found else row.text
        hangs = bool(self.lines) and self.bullet_indent >= 0 and not found and indent > self.bullet_indent
        if (hangs and self.above is not None) or self._wraps(row, body, bullet=bool(found)):
            self._go_on(body)
            self.above = row
            return
        line, targets = self._line(row, body, indent, bullet=bool(found))
        if line is None:
            return
        self.lines.append(line)
        self.links += [(target, line) for target in targets]
        self.bullet_indent = indent if found else -1
        self.blank, self.above = 0, row

    def _line(self, row: Row, body: str, indent: int, *, bullet: bool) -> tuple[Line | None, list[str]]:
        size = self._size(row)
        parts, targets = self._parts(body, size, bullet=bullet)
        if not parts:
            return None, []
        main = max(parts, key=lambda part: len(part.text))
        line = Line(
            parts=tuple(parts),
            size=size,
            bold=main.bold,
            italic=main.italic,
            bullet=bullet,
            gap=max(float(self.blank), TITLE_GAP if row.apart else 0.0),
            path=f"line[{row.number}]",
            x0=float(indent),
            heading=row.heading,
            column=FOOT_COLUMN if row.signed else row.column,
            left=ASIDE if row.signed else row.left,
        )
        return line, targets

    def _size(self, row: Row) -> float:
        if not self.named and not SENDER.match(row.text) and fold(row.text) not in words("phrases", "document"):
            self.named = True
            return FIRST_SIZE
        return HEADING_SIZES.get(row.heading, SIZE) if row.heading and self.marked else SIZE

    def _parts(self, body: str, size: float, *, bullet: bool = False) -> tuple[list[Part], list[str]]:
        pieces = [piece.strip() for piece in WIDE_GAP.split(body.strip()) if piece.strip()]
        if not self.marked:
            return [Part(piece, size=size) for piece in pieces], []
        parts: list[Part] = []
        targets: list[str] = []
        for piece in pieces:
            spans, linked = to_spans(piece, size)
            parts += to_parts(spans, bullet=bullet)
            targets += linked
        return parts, targets

    def _wraps(self, row: Row, body: str, *, bullet: bool) -> bool:
        """Say whether a row is the rest of the one above, whose line had no room for its first word."""
        above, before = self.above, self.lines[-1] if self.lines else None
        if above is None or before is None or bullet or row.heading or above.heading or above.column != row.column:
            return False
        text, width = above.text.rstrip(), self.widths.get(row.column, 0)
        word = body.split(maxsplit=1)[0] if body.split() else ""
        if (
            not NARROWEST <= width <= WIDEST
            or len(text) < FULL * width
            or len(text) + 1 + len(word) <= width
            or len(before.parts) > 1
        ):
            return False
        if ENDED.search(text) or WIDE_GAP.search(body.strip()) or "@" in body or is_title(body.strip()):
            return False
        return not find_dates(body) and (before.bullet or not find_dates(text))

    def _go_on(self, body: str) -> None:
        before = self.lines.pop()
        parts, targets = self._parts(body, before.size)
        rest = "   ".join(part.text for part in parts)
        last = before.parts[-1]
        joined = replace(last, text=f"{last.text} {rest}".strip())
        line = replace(before, parts=(*before.parts[:-1], joined))
        self.links = [(target, line if held is before else held) for target, held in self.links]
        self.links += [(target, line) for target in targets]
        self.lines.append(line)


def _widths(rows: Iterable[Row]) -> dict[int, int]:
    widths: dict[int, int] = {}
    for row in rows:
        widths[row.column] = max(widths.get(row.column, 0), len(row.text.rstrip()))
    return widths


def _write(rows: Sequence[Row], *, marked: bool) -> _Writer:
    writer = _Writer(marked, _widths(rows))
    for row in rows:
        if row.blank or is_rule(row.text):
            writer.skip(row)
        elif not is_page_number(row.text, 0, 0, foot=False):
            writer.write(row)
    return writer


def text_lines(text: str) -> list[Line]:
    """Return the lines of a text that is already decoded; none where it is blank."""
    return _write(in_columns(to_rows(text)), marked=False).lines


def read_txt(content: bytes, limits: Limits) -> Pages:
    """Read a text file into lines; raises Unreadable (too_large, empty, unsupported)."""
    text = decode(content)
    if len(text) > limits.characters:
        raise Unreadable("too_large", "The text has too many characters.")
    written = _write(in_columns(to_rows(text)), marked=is_markdown(text))
    if not written.lines:
        raise Unreadable("empty", "The file holds no text.")
    return Pages(lines=tuple(written.lines), links=tuple(written.links))
