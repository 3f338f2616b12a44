"""Turn starts and ends that stand one below the other in a rail into ranges on one line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.resume.dates import PRESENT, find_dates, may_date, only_dates
from matcher.resume.line import Line

FEWEST = 2  # pairs that make a habit
MOST_LETTERS = 22
WIDER = 0.3  # em
ASCENDING, DESCENDING = 1, -1


@dataclass(frozen=True, slots=True)
class _Cell:
    """A lone date at a line's edge: `part` is 0 or the last, `value` sorts, with the present behind every date."""

    line: int
    part: int
    value: str


def _lone_date(text: str) -> str | None:
    """Return the value of a text that is one date or the present, None for anything else."""
    if len(text) > MOST_LETTERS or not any(letter.isalnum() for letter in text):
        return None
    found = find_dates(text)
    if len(found) == 1 and found[0].single and only_dates(text):
        return found[0].start or found[0].end
    joined = find_dates(f"1990 - {text}") if not found and may_date(text, last=False) else []
    return "9999" if len(joined) == 1 and joined[0].end == PRESENT and joined[0].finish >= len(text) + 7 else None


def _cells(lines: Sequence[Line]) -> list[_Cell]:
    found = []
    for number, line in enumerate(lines):
        if line.bullet:
            continue
        for part in sorted({0, len(line.parts) - 1}):
            if value := _lone_date(line.parts[part].text):
                found.append(_Cell(number, part, value))
                break
    return found


def _order(first: _Cell, second: _Cell) -> int:
    size = min(len(first.value), len(second.value))
    if first.value[:size] == second.value[:size]:
        return 0
    return ASCENDING if first.value[:size] < second.value[:size] else DESCENDING


def _pairs(cells: Sequence[_Cell]) -> list[tuple[_Cell, _Cell]]:
    """Return cells of neighbouring lines two by two, none where a cell stays alone or the order changes."""
    found: list[tuple[_Cell, _Cell]] = []
    index = 0
    while index + 1 < len(cells):
        one, other = cells[index], cells[index + 1]
        if other.line != one.line + 1:
            return []
        found.append((one, other))
        index += 2
    orders = {_order(*pair) for pair in found} - {0}
    return found if index == len(cells) and len(found) >= FEWEST and len(orders) == 1 else []


def _saws(pairs: Sequence[tuple[_Cell, _Cell]]) -> bool:
    """Whether dates rise within each pair and fall from pair to pair: the latest position first."""
    rising = all(_order(*pair) != DESCENDING for pair in pairs)
    return rising and all(_order(later[0], earlier[0]) != DESCENDING for earlier, later in pairwise(pairs))


def _stand_apart(lines: Sequence[Line], pairs: Sequence[tuple[_Cell, _Cell]]) -> bool:
    """Whether something stands between most pairs: other lines, or more white space than inside a pair."""
    apart = sum(
        later[0].line > earlier[1].line + 1 or lines[later[0].line].gap > lines[earlier[1].line].gap + WIDER
        for earlier, later in pairwise(pairs)
    )
    return apart * 2 >= len(pairs) - 1


def with_ranges(lines: Sequence[Line]) -> list[Line]:
    """Join "01.04.2021" with "31.03.2022" in the row below it (or above) where every dated row has such a neighbour.

    A list of years, an entry each, stays as it is: its rows follow one another without anything between the pairs.
    """
    if any(not dated.single for line in lines if not line.bullet for dated in find_dates(line.text)):
        return list(lines)
    pairs = _pairs(_cells(lines))
    if not pairs or not (_saws(pairs) or _stand_apart(lines, pairs)):
        return list(lines)
    changed: dict[int, Line | None] = {}
    for first, second in pairs:
        texts = [lines[cell.line].parts[cell.part].text.strip() for cell in (first, second)]
        start, end = texts if _order(first, second) != DESCENDING else texts[::-1]
        upper = list(lines[first.line].parts)
        upper[first.part] = replace(upper[first.part], text=f"{start} – {end}")
        changed[first.line] = replace(lines[first.line], parts=tuple(upper))
        lower = list(lines[second.line].parts)
        del lower[second.part]
        changed[second.line] = replace(lines[second.line], parts=tuple(lower)) if lower else None
    return [kept for number, line in enumerate(lines) if (kept := changed.get(number, line)) is not None]
