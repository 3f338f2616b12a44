"""Turn rows of text that stand in two columns side by side into those of one column, then those of the other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.resume.dates import find_dates
from matcher.resume.plain_text import Row
from matcher.resume.titles import is_title

PIECE = re.compile(r"\S+(?: \S+)*")
FEWEST = 5  # rows in which a column begins at one place
GUTTER = 2  # characters between columns, at least
INDENT = 12  # characters: what begins further right may stand in a second column
FEWEST_LEFT = 3  # rows of the first column
FEWEST_TITLES = 2  # in a margin
MOSTLY = 0.6  # share of a margin's texts that are titles
WIDTH = 6.0  # points of a character
MOST_ROWS = 3_000  # of a text in which columns are sought


def _starts(found: Sequence[Row]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for row in found:
        for number, piece in enumerate(PIECE.finditer(row.text)):
            if piece.start() >= INDENT and (number or piece.start() >= INDENT):
                counts[piece.start()] += 1
    return counts


def _crosses(row: Row, at: int) -> bool:
    """Say whether a row's text goes on across a place, or comes too near to it."""
    return len(row.text) > at and bool(row.text[at - GUTTER : at].strip())


def _regions(found: Sequence[Row], at: int) -> Iterator[tuple[int, int]]:
    """Yield where each run of rows that leaves a gap at a place begins, and where it ends (exclusive)."""
    begin = None
    for number in range(len(found) + 1):
        open_here = number < len(found) and not _crosses(found[number], at)
        if open_here and begin is None and not found[number].blank:
            begin = number
        elif not open_here and begin is not None:
            yield _below_head(found, at, begin, number), number
            begin = None


def _below_head(found: Sequence[Row], at: int, begin: int, end: int) -> int:
    """Return where a region begins below rows of one piece, which are a head above the columns."""
    for number in range(begin, end):
        left, right = found[number].text[:at].strip(), found[number].text[at:].strip()
        if (left and right) or _is_titled(left) or _is_titled(right):
            return number
    return begin


def _is_titled(text: str) -> bool:
    first = PIECE.match(text.strip())
    return first is not None and is_title(first.group())


def _layout(region: Sequence[Row], at: int) -> str:
    """Say how a region is laid out: columns, margin, or "" for rows that are read across."""
    left = [row.text[:at].strip() for row in region]
    right = [row.text[at:].strip() for row in region]
    if sum(map(bool, right)) < FEWEST:
        return ""
    titles = sum(map(_is_titled, left)), sum(len(PIECE.findall(text)) == 1 and _is_titled(text) for text in right)
    lefts = sum(map(bool, left))
    if _is_table(region, at):
        return ""
    if min(titles) and lefts >= FEWEST_LEFT and any(a and b for a, b in zip(left, right, strict=True)):
        return "columns"
    if titles[0] >= FEWEST_TITLES and not titles[1] and titles[0] >= MOSTLY * lefts:
        return "margin"
    return ""


def _is_table(region: Sequence[Row], at: int) -> bool:
    """Say whether titles stand in the first row only, above records: "Year", "Degree", "School"."""
    full = [row.text for row in region if row.text.strip()]
    if any(_is_titled(text[:at]) or _is_titled(text[at:]) for text in full[1:]):
        return False
    return any(len(PIECE.findall(text)) > 2 or find_dates(text) for text in full)


def _columns(region: Sequence[Row], at: int, number: int) -> Iterator[Row]:
    for row in region:
        yield replace(row, text=row.text[:at].rstrip(), column=number)
    for row in region:
        yield replace(row, text=row.text[at:], column=number + 1, left=at * WIDTH)


def _margin(region: Sequence[Row], at: int) -> Iterator[Row]:
    for row in region:
        left = row.text[:at].strip()
        if left:
            yield replace(row, text=left, apart=is_title(left), heading=2 if is_title(left) else row.heading)
        if row.text[at:].strip() or not left:
            yield replace(row, text=row.text[at:], heading=0)


def in_columns(found: Sequence[Row]) -> list[Row]:
    """Return rows in reading order: two columns one after the other, titles in a margin above what is beside them."""
    rows = [replace(row, text=row.text.expandtabs()) if "\t" in row.text else row for row in found]
    starts = _starts(rows) if len(rows) <= MOST_ROWS else Counter()
    for at, count in starts.most_common(3):
        if count < FEWEST:
            break
        regions = [(begin, end, _layout(rows[begin:end], at)) for begin, end in _regions(rows, at)]
        if not any(layout for _, _, layout in regions):
            continue
        done: list[Row] = []
        place, number = 0, 1
        for begin, end, layout in regions:
            done += found[place:begin]
            if layout == "columns":
                done += _columns(rows[begin:end], at, number)
                number += 2
            else:
                done += _margin(rows[begin:end], at) if layout else found[begin:end]
            place = end
        return done + list(found[place:])
    return list(found)
