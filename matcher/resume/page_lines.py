"""Turn the text of a page, as its elements open and close, into lines with parts."""

import re
from dataclasses import dataclass, field, replace

from matcher.resume.bullets import GLYPHS, unbulleted
from matcher.resume.cells import Cell, arrange
from matcher.resume.line import Line, Part
from matcher.resume.page_styles import Look
from matcher.resume.running import FOOT_COLUMN
from matcher.resume.spans import Span, to_parts

SPACES = re.compile(r"[ \t\n\r\f\v]+")
SEPARATORS = re.compile(r"^[|•·]\s*|\s*[|•·]$")
ASIDE = -1000.0  # the left edge of a foot
TRACK = 200.0  # points between the left edges of columns, which a page doesn't say


@dataclass(slots=True)
class _Table:
    """A table, flex box or grid that is open: its rows so far, and the lines around it."""

    outer: list[Line]
    tracks: int = 0  # of a grid; 0 where rows open and close
    rows: list[list[Cell]] = field(default_factory=list)
    around: list[list[Line]] = field(default_factory=list)  # while a cell is open

    def next_start(self) -> int:
        """Return the grid column in which the next cell starts."""
        row = self.rows[-1]
        return row[-1].start + 1 if row else 0


class Writer:
    """Collects text into parts, parts into lines, lines of cells into tables."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self.lines: list[Line] = []
        self.links: list[tuple[str, Line]] = []
        self.targets: list[str] = []
        self.bullet = False
        self.gap = 0.0
        self._parts: list[Part] = []
        self._spans: list[Span] = []
        self._kind: str | None = None  # what the class of the element written last says of its text
        self._heading = 0
        self._tables: list[_Table] = []
        self._feet: list[int] = []
        self._count = 0
        self._column = 0

    @property
    def glued(self) -> bool:
        """Whether a letter or digit was written last, without a space behind it."""
        return bool(self._spans) and self._spans[-1].text[-1:].isalnum()

    @property
    def blank(self) -> bool:
        """Whether nothing was written on the line."""
        return not self._parts and not self._spans

    def write(self, text: str, look: Look, kind: str | None) -> None:
        """Add inline text."""
        worded = any(map(str.isalnum, text))
        if worded and kind != self._kind and self._spans:
            self.part()
        if worded:
            self._kind = kind
            self._heading = look.heading
        if self._spans or text.strip() or "\xa0" in text:
            self._spans.append(Span(SPACES.sub(" ", text), look.size, look.bold, look.italic))

    def part(self) -> None:
        """End the part being written."""
        for part in to_parts(self._spans, bullet=self.bullet):
            text = " ".join(part.text.split()) if not part.text.isprintable() else part.text
            if not any(map(str.isalnum, text)):
                self.bullet = self.bullet or (not self._parts and text in GLYPHS)
                continue
            if not self._parts:
                text, written = unbulleted(text)
                self.bullet = self.bullet or written
            text = SEPARATORS.sub("", text)
            if text:
                self._parts.append(Part(text, size=part.size, bold=part.bold, italic=part.italic))
        self._spans, self._kind = [], None

    def end(self) -> None:
        """End the line being written."""
        spaced = any("\xa0" in span.text for span in self._spans)
        self.part()
        if not self._parts:
            self.gap = max(self.gap, float(spaced))  # a paragraph of one hard space is an empty line
            return
        main = max(self._parts, key=lambda part: (round(part.size), len(part.text)))
        self._count += 1
        line = Line(
            parts=tuple(self._parts),
            size=main.size,
            bold=main.bold,
            italic=main.italic,
            bullet=self.bullet,
            gap=self.gap,
            path=f"line[{self._count}]",
            heading=self._heading,
        )
        self.lines.append(line)
        self.links += [(target, line) for target in self.targets]
        self._parts, self.targets, self.bullet, self.gap = [], [], False, 0.0

    def add(self, lines: list[Line]) -> None:
        """Add whole lines."""
        self.end()
        self.lines += lines

    def open_foot(self) -> None:
        """Begin the foot of a page or of what stands in it."""
        self.end()
        self._feet.append(len(self.lines))

    def close_foot(self) -> None:
        """End a foot: it goes on with no section."""
        self.end()
        at = self._feet.pop()
        self.lines[at:] = [replace(line, column=FOOT_COLUMN, left=ASIDE) for line in self.lines[at:]]

    def open_table(self, tracks: int = 0, *, row: bool = False) -> None:
        """Begin a table; `row` where its cells come without rows."""
        self.end()
        self._tables.append(_Table(self.lines, tracks, [[]] if row else []))

    def open_row(self) -> None:
        """Begin a row."""
        if not self._tables:
            self.open_table()
        self._tables[-1].rows.append([])

    def open_cell(self) -> None:
        """Begin a cell."""
        self.end()
        if not self._tables:
            self.open_table()
        table = self._tables[-1]
        if not table.rows or (table.tracks and len(table.rows[-1]) >= table.tracks):
            table.rows.append([])
        table.around.append(self.lines)
        self.lines = []

    def close_cell(self) -> None:
        """End a cell."""
        self.end()
        table = self._tables[-1]
        start = table.next_start()
        table.rows[-1].append(Cell(start, start * TRACK, tuple(self.lines)))
        self.lines = table.around.pop()

    def close_table(self) -> None:
        """End a table: its lines in reading order."""
        self.end()
        table = self._tables.pop()
        found = arrange(table.rows, self._column + 1)
        self._column = max([self._column, *(line.column for line in found)])
        table.outer += found

    def close(self) -> None:
        """End everything that is still open."""
        self.end()
        while self._tables:
            self.close_table()
