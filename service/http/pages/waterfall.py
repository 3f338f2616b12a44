"""Turn a link's evidence into the bars of a waterfall chart, each beginning where the one before ended."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from entities.link import Evidence

WIDTH = 1_000.0  # of the chart's own coordinates
MARGIN = 20.0  # on both sides
NARROWEST = 1e-6  # log-odds that a chart spans at least
LEAST = 3.0  # a bar that adds nearly nothing still shows
Across = Callable[[float], float]
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "prior": "Before comparing",
        "name": "Name",
        "rarity": "How rare the name is",
        "middle name": "Middle name",
        "e-mail": "E-mail",
        "phone": "Phone",
        "handle": "Profile address",
        "employer": "Employer",
        "title": "Title",
        "place": "Place",
        "birth date": "Birth date",
        "school": "School",
    }
)
LEVELS: tuple[tuple[str, str], ...] = (  # from the matcher's words to a reader's, in this order
    (r" \(names apart\)", ""),  # what the row of the name says anyway
    (r"names agree: |names differ: |no names: ", ""),
    (r"first (.+), last (.+)", r"first name \1, surname \2"),
    (r"both names, expected (\S+) or fewer", r"by chance at most \1 others bear it"),
    (r"both names, common", "many others bear it"),
    (r"surname, (\S+) or fewer", r"at most \1 others bear the surname"),
    (r"first name, (\S+) or fewer", r"at most \1 others bear the first name"),
    (r"current same, named by (\S+) or fewer", r"same current one, named by at most \1"),
    (r"one shared, named by (\S+) or fewer", r"one in common, named by at most \1"),
    (r"one shared", "one in common"),
    (r"none shared", "none in common"),
    (r"same, home of (\S+) or fewer", r"same, home of at most \1"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what was compared, what came of it, what it adds, and where its bar lies in the chart's coordinates."""

    field: str
    level: str
    note: str
    adds: str
    sum: str
    speaks: str  # "for", "against" or "neither"
    x: float
    width: float
    start: float  # where the sum stood before, and where after: the ends of the connecting lines
    end: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The chart: its rows, and the row of the sum."""

    bars: tuple[Bar, ...]
    total: Bar
    zero: float
    width: float = WIDTH


def waterfall(evidence: Sequence[Evidence], log_odds: float) -> Waterfall:
    """Lay out a chart of the rows, which add up to `log_odds` (base e)."""
    sums = [0.0]
    for row in evidence:
        sums.append(sums[-1] + row.log_odds)
    low, high = min(*sums, log_odds), max(*sums, log_odds)
    scale = (WIDTH - 2 * MARGIN) / max(high - low, NARROWEST)

    def across(value: float) -> float:
        return MARGIN + (value - low) * scale

    bars = tuple(
        _bar(FIELDS.get(row.field, row.field), in_words(row.level), row.note, row.log_odds, after, across)
        for row, after in zip(evidence, sums[1:], strict=True)
    )
    return Waterfall(bars, _bar("Sum", "", "", log_odds, log_odds, across), across(0.0))


def in_words(level: str) -> str:
    """Say a level as one who looks for people would."""
    for ours, theirs in LEVELS:
        level = re.sub(ours, theirs, level)
    return level


def signed(value: float) -> str:
    """Write a number with its sign, a real minus, and two digits."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "\N{MINUS SIGN}")


def _bar(field: str, level: str, note: str, adds: float, after: float, across: Across) -> Bar:
    start, end = across(after - adds), across(after)
    speaks = "for" if adds > 0 else "against" if adds < 0 else "neither"
    left, width = min(start, end), abs(end - start)
    return Bar(field, level, note, signed(adds), signed(after), speaks, left, max(width, LEAST), start, end)
