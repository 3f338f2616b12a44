"""Turn the head of a table about studies into the roles of its columns, and its rows into pieces with these roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.resume.dates import find_dates
from matcher.resume.line import Line, Part
from matcher.resume.studies import Piece, pieces_of
from matcher.resume.study_words import Role, own_label

LEAST_HEADS = 2  # cells of a head that must name columns
NEAR = 14.0  # points between the left edges of a head and its cells
LEVEL = 3.0  # points between the tops of lines in one row
WRAP_GAP = 0.75  # em above the second row of a wrapped cell
NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[a-h\d]\))\s+(?=\S)")  # "3.1", "(a)", "2)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: where its head starts, what it holds ("dates" for periods)."""

    x0: float
    role: Role | str | None


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, with the line that names them."""

    head: Line
    columns: tuple[Column, ...]

    def _column(self, part: Part, index: int, line: Line) -> Column | None:
        if line.page is None:
            return self.columns[index] if index < len(self.columns) else None
        near = [column for column in self.columns if abs(column.x0 - part.x0) < NEAR]
        return near[0] if near else None

    def pieces_of(self, line: Line) -> list[Piece]:
        """Return a row's pieces; a cell below a head that names a role has that role."""
        columns = [self._column(part, index, line) for index, part in enumerate(line.parts)]
        if len(line.parts) < LEAST_HEADS or not any(column and column.role for column in columns):
            return pieces_of(line)
        found: list[Piece] = []
        for part, column in zip(line.parts, columns, strict=True):
            role = column.role if column else None
            alone = replace(line, parts=(part,))
            if role in ("note", "dates"):
                continue
            said = role if role in ("school", "degree", "area") else None
            found += [replace(piece, line=line) for piece in pieces_of(alone, said)]  # type: ignore[arg-type]  # narrowed by the test
        return [replace(piece, order=order) for order, piece in enumerate(found)]

    def merged(self, lines: Sequence[Line]) -> list[Line]:
        """Put cells that go on in the next line, or stand lower than the first of their row, back into the row."""
        found: list[Line] = []
        for line in lines:
            above = found[-1] if found else None
            if above is not None and above is not self.head and self._goes_on(above, line):
                found[-1] = self._with_cells(above, line)
            elif line is not self.head:
                found.append(line)
        return found

    def _goes_on(self, above: Line, line: Line) -> bool:
        if line.page is None or above.page != line.page or line.gap > WRAP_GAP or not line.parts:
            return False
        aligned = all(self._column(part, 0, line) for part in line.parts)
        first = line.parts[0].x0 <= self.columns[0].x0 + NEAR
        return aligned and len(above.parts) > 1 and not (first and (len(line.parts) > 1 or find_dates(line.text)))

    def _with_cells(self, above: Line, line: Line) -> Line:
        parts = list(above.parts)
        for part in line.parts:
            match = next((number for number, cell in enumerate(parts) if abs(cell.x0 - part.x0) < NEAR), None)
            if match is None:
                parts.append(part)
            else:
                parts[match] = replace(parts[match], text=f"{parts[match].text.rstrip()} {part.text.lstrip()}")
        parts.sort(key=lambda cell: cell.x0)
        return replace(above, parts=tuple(parts), x1=max(above.x1, line.x1), y1=line.y1)


def regrouped(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the rows of a table that was read column by column: its heads stand side by side, each above its cells."""
    heads = [line for line in lines if line.page is not None and len(line.parts) == 1 and own_label(line.text)]
    if not any(_level(first, second) and first.x0 != second.x0 for first, second in pairwise(heads)):
        return lines
    rows: list[Line] = []
    for line in sorted(lines, key=lambda held: (held.page or 0, held.y0, held.x0)):
        above = rows[-1] if rows else None
        if above is not None and _level(above, line):
            parts = tuple(sorted((*above.parts, *line.parts), key=lambda part: part.x0))
            rows[-1] = replace(above, parts=parts, x0=min(above.x0, line.x0), x1=max(above.x1, line.x1))
        else:
            rows.append(line)
    return rows


def _level(first: Line, second: Line) -> bool:
    return first.page == second.page and abs(first.y0 - second.y0) < LEVEL


def table_of(lines: Sequence[Line]) -> Table | None:
    """Return the table that the first line of names of columns opens ("School | Qualification | Year"), if any."""
    for line in lines:
        roles = [own_label(part.text) for part in line.parts]
        if len(line.parts) >= LEAST_HEADS and sum(role is not None for role in roles) >= LEAST_HEADS:
            if roles[0] is None and len(roles) == LEAST_HEADS:
                continue
            columns = tuple(Column(part.x0, role) for part, role in zip(line.parts, roles, strict=True))
            return Table(line, columns) if any(role in ("school", "degree") for role in roles) else None
    return None


def without_number(line: Line) -> Line:
    """Return a line without the number of its paragraph: "3.1 2018, University of York"."""
    first = line.parts[0] if line.parts else None
    number = NUMBER.match(first.text) if first else None
    if first is None or number is None or not re.search(r"[^\W\d_]", line.text[number.end() :]):
        return line
    return replace(line, parts=(replace(first, text=first.text[number.end() :]), *line.parts[1:]))
