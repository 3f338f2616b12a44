"""Turn the cells of a table into lines: a layout is read by columns, a record row by row, a form label by label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.resume.dates import find_dates
from matcher.resume.headings import kind_of_title
from matcher.resume.line import Line
from matcher.resume.titles import is_title

LONGEST = 70  # characters of a line that stands beside others in a row
LONGEST_DATE = 40  # characters of a line that is a date, with a place at most
DATE_LINES = 3  # of a cell with dates beside an entry
TITLE_GAP = 1.0  # em above a title in the margin
LABELS = frozenset(("contact", "other"))  # kinds of titles that are labels, too
LOOKED_AT = 300  # lines of a cell in which titles are sought
LISTED = 2  # bullets that make a cell a list


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its lines; `start` counts the grid's columns, `left` is its left edge in points."""

    start: int
    left: float
    lines: tuple[Line, ...]


Row = Sequence[Cell]


def _titles(cell: Cell) -> int:
    return sum(not line.bullet and len(line.parts) == 1 and is_title(line.text) for line in cell.lines[:LOOKED_AT])


def _is_list(cell: Cell) -> bool:
    return len(cell.lines) >= LISTED and 2 * sum(line.bullet for line in cell.lines) >= len(cell.lines)


def _is_dated(cell: Cell) -> bool:
    """Say whether a cell holds hardly more than dates."""
    if len(cell.lines) > DATE_LINES or any(len(line.text) > LONGEST_DATE for line in cell.lines):
        return False
    return any(find_dates(line.text) for line in cell.lines)


def _is_record(row: Row) -> bool:
    """Say whether the cells of a row stand beside each other line by line."""
    full = [cell for cell in row if cell.lines]
    if any(line.column for cell in full for line in cell.lines):
        return False  # a layout within a cell
    if all(len(cell.lines) == 1 for cell in full):
        return all(len(cell.lines[0].text) <= LONGEST for cell in full[:-1])
    return any(map(_is_dated, full)) and not all(map(_is_list, full))


def _is_layout(row: Row) -> bool:
    """Say whether the cells of a row are columns of a page: titles stand in several, or above more in one."""
    full = [cell for cell in row if cell.lines]
    titled = [cell for cell in full if _titles(cell)]
    if len(full) < 2 or not titled:
        return False
    if len(titled) > 1:
        return True
    return len(titled[0].lines) > 1


def _heads_records(row: Row, below: Row) -> bool:
    """Say whether a row names what the cells of the records below are: "Year", "Degree", "School"."""
    if any(len(cell.lines) > 1 for cell in (*row, *below)):
        return False
    values = [cell.lines[0].text for cell in below if cell.lines]
    return len(values) > 2 or any(map(find_dates, values))


def _beside(row: Row) -> Iterator[Line]:
    """Join the lines of a row's cells one by one, until one of them is too long to stand beside another."""
    cells = [cell.lines for cell in row if cell.lines]
    at = 0
    while sum(len(cell) > at for cell in cells) > 1:
        heads = [cell[at] for cell in cells if len(cell) > at]
        if heads[-1].bullet or any(line.bullet or len(line.text) > LONGEST for line in heads[:-1]):
            break
        yield joined(heads)
        at += 1
    rest = [cell[at:] for cell in cells]
    listed = [any(line.bullet for line in cell) for cell in rest]
    for wanted in (False, True):  # what is left of dates and places before running text
        for cell, bullets in zip(rest, listed, strict=True):
            if bullets == wanted:
                yield from cell


def joined(lines: Sequence[Line]) -> Line:
    """Join lines that are printed beside each other into one of all their parts, with all their paths."""
    if len(lines) == 1:
        return lines[0]
    parts = tuple(part for line in lines for part in line.parts)
    main = max(parts, key=lambda part: (round(part.size), len(part.text)))
    return replace(
        lines[0],
        parts=parts,
        size=main.size,
        bold=main.bold,
        italic=main.italic,
        gap=max(line.gap for line in lines),
        heading=min((line.heading for line in lines if line.heading), default=0),
        path="+".join(line.path for line in lines if line.path) or None,
    )


def relinked(links: Sequence[tuple[str, Line]], lines: Sequence[Line]) -> tuple[tuple[str, Line], ...]:
    """Return links with the lines that those they stood in became part of, by their paths."""
    now = {path: line for line in lines for path in (line.path or "").split("+")}
    return tuple((target, now.get(line.path or "", line)) for target, line in links)


def _columns(rows: Sequence[Row], first_column: int) -> Iterator[Line]:
    """Read rows of a layout column by column, each a column of its own."""
    grid: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row:
            if cell.lines:
                grid.setdefault(cell.start, []).append(cell)
    for number, start in enumerate(sorted(grid)):
        for cell in grid[start]:
            for line in cell.lines:
                yield replace(line, column=line.column or first_column + number, left=cell.left)


def arrange(rows: Sequence[Row], first_column: int) -> list[Line]:
    """Return the lines of a table's rows in reading order.

    `first_column` is a number that no column has so far; those of a layout count from it.
    """
    found: list[Line] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if _is_layout(row) and not _heads_records(row, rows[at + 1] if at + 1 < len(rows) else ()):
            end = at + 1
            while end < len(rows) and _goes_on(row, rows[end]):
                end += 1
            found += _columns(rows[at:end], first_column + 100 * at)
            at = end
            continue
        if _is_margin(row):
            found += _below_title(row)
        else:
            found += _beside(row) if _is_record(row) else [line for cell in row for line in cell.lines]
        at += 1
    return found


def _is_margin(row: Row) -> bool:
    """Say whether the first cell of a row is nothing but the title of what stands in the others.

    "Address" and "Nationality" are labels where a short value stands beside them.
    """
    full = [cell for cell in row if cell.lines]
    if len(full) < 2 or len(full[0].lines) > 1 or not _titles(full[0]):
        return False
    value = len(full) == 2 and len(full[1].lines) == 1 and len(full[1].lines[0].text) <= LONGEST
    return not (value and kind_of_title(full[0].lines[0].text) in LABELS)


def _below_title(row: Row) -> Iterator[Line]:
    """Read a title in the margin as one that stands above what is beside it."""
    title, *others = (line for cell in row for line in cell.lines)
    yield replace(title, gap=max(title.gap, TITLE_GAP))
    yield from others


def _goes_on(layout: Row, row: Row) -> bool:
    """Say whether a row goes on with the columns of a layout above it."""
    starts = {cell.start for cell in layout if cell.lines}
    return _is_layout(row) or (all(cell.start in starts for cell in row if cell.lines) and not _is_margin(row))
