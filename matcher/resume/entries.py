"""Turn a section's rows into entries: the header rows around each date, the running text below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.resume.line import Line
from matcher.resume.rows import Row, to_rows

MOST_ROWS = 3  # header rows above or below the dates
FEWEST_UNDATED = 2
FAR = 3.2  # em of white space that no header spans


@dataclass(frozen=True, slots=True)
class Entry:
    """One position: header rows above its dates (farthest first), the dated row, rows below it, running text.

    Where nothing in the section is dated, the first header row stands for the dated one.
    """

    above: tuple[Row, ...]
    anchor: Row
    below: tuple[Row, ...]
    body: tuple[Line, ...]


def _stretch_up(rows: Sequence[Row], anchor: int, floor: int) -> list[int]:
    found: list[int] = []
    index = anchor - 1
    while index >= floor and len(found) < MOST_ROWS + 1 and not rows[index].body and not rows[index].anchor:
        if rows[index + 1].line.gap > FAR and rows[index].line.page == rows[index + 1].line.page:
            break
        found.append(index)
        index -= 1
    return found[::-1]


def _usual_above(rows: Sequence[Row], anchors: Sequence[int]) -> int:
    """Return how many header rows stand above the dates, by the anchors whose upper rows belong to no other entry."""
    votes: Counter[int] = Counter()
    previous = -1
    for number, anchor in enumerate(anchors):
        above = _stretch_up(rows, anchor, previous + 1)
        bounded = number == 0 or any(row.body for row in rows[previous + 1 : anchor])
        if bounded:
            votes[min(len(above), MOST_ROWS)] += 2 if number == 0 else 1
        previous = anchor
    if not votes:
        return 1
    first = min(len(_stretch_up(rows, anchors[0], 0)), MOST_ROWS)
    if first == 0:
        return 0
    return max(votes, key=lambda count: (votes[count], count == first))


def _upper_rows(rows: Sequence[Row], anchor: int, previous: int, usual: int) -> list[int]:
    """Return the rows above an anchor that belong to it."""
    above = _stretch_up(rows, anchor, previous + 1)
    if usual == 0:
        return []
    bounded = previous < 0 or any(row.body for row in rows[previous + 1 : anchor])
    if not bounded:
        return above[-usual:]
    kept = above[-usual:]
    for index in reversed(above[:-usual]):
        line, below = rows[index].line, rows[index + 1].line
        outstanding = line.bold or line.size > below.size + 0.4 or bool(line.heading)
        if len(kept) >= MOST_ROWS or not outstanding or index + 1 not in kept:
            break
        kept.insert(0, index)
    return kept


def to_entries(lines: Sequence[Line]) -> list[Entry]:
    """Split a section's lines into entries, one for each dated header."""
    rows = to_rows(lines)
    anchors = _anchors(rows)
    if not anchors:
        return _undated(rows)
    usual = _usual_above(rows, anchors)
    uppers = [
        _upper_rows(rows, anchor, anchors[number - 1] if number else -1, usual) for number, anchor in enumerate(anchors)
    ]
    entries = []
    for number, anchor in enumerate(anchors):
        following = anchors[number + 1] if number + 1 < len(anchors) else len(rows)
        stop = min(uppers[number + 1], default=following) if number + 1 < len(anchors) else len(rows)
        below = _lower_rows(rows, anchor, stop)
        body = tuple(rows[index].line for index in range(anchor + 1 + len(below), stop))
        entries.append(
            Entry(tuple(rows[index] for index in uppers[number]), rows[anchor], tuple(rows[i] for i in below), body)
        )
    return entries


def _undated(rows: Sequence[Row]) -> list[Entry]:
    """Split a section without any date where header rows stand between running text, as many each time."""
    headers: list[list[int]] = []
    for index, row in enumerate(rows):
        if row.body:
            continue
        if headers and headers[-1][-1] == index - 1:
            headers[-1].append(index)
        else:
            headers.append([index])
    sizes = {len(header) for header in headers}
    if len(headers) < FEWEST_UNDATED or len(sizes) > 1 or max(sizes) > MOST_ROWS:
        return []
    ends = [header[0] for header in headers[1:]] + [len(rows)]
    return [
        Entry(
            (),
            rows[header[0]],
            tuple(rows[i] for i in header[1:]),
            tuple(row.line for row in rows[header[-1] + 1 : end]),
        )
        for header, end in zip(headers, ends, strict=True)
    ]


def _anchors(rows: Sequence[Row]) -> list[int]:
    anchors = [index for index, row in enumerate(rows) if row.anchor]
    ranged = [index for index in anchors if any(not dated.single for dated in rows[index].dates)]
    if not ranged:
        return anchors
    shapes = {_shape(rows[index].line) for index in ranged}
    # A lone date counts where it looks as the ranges do: a project's year in running text does not.
    return [index for index in anchors if index in ranged or _shape(rows[index].line) in shapes]


def _shape(line: Line) -> tuple[float, bool, bool, bool]:
    return round(line.size), line.bold, line.italic, line.bullet


def _lower_rows(rows: Sequence[Row], anchor: int, stop: int) -> list[int]:
    found = []
    for index in range(anchor + 1, min(stop, anchor + 1 + MOST_ROWS)):
        row = rows[index]
        if row.body or row.line.gap > FAR:
            break
        found.append(index)
    return found
