"""Turn a link's evidence into the bars of a waterfall chart, each beginning where the one before ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from entities.link import Evidence
from service.wording import field_words, in_words, signed

WIDTH = 1_000.0  # of the chart's own coordinates
MARGIN = 20.0  # on both sides
NARROWEST = 1e-6  # log-odds that a chart spans at least
LEAST = 3.0  # a bar that adds nearly nothing still shows
Across = Callable[[float], float]


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
        _bar(field_words(row.field), in_words(row.level), row.note, row.log_odds, after, across)
        for row, after in zip(evidence, sums[1:], strict=True)
    )
    return Waterfall(bars, _bar("Sum", "", "", log_odds, log_odds, across), across(0.0))


def _bar(field: str, level: str, note: str, adds: float, after: float, across: Across) -> Bar:
    start, end = across(after - adds), across(after)
    speaks = "for" if adds > 0 else "against" if adds < 0 else "neither"
    left, width = min(start, end), abs(end - start)
    return Bar(field, level, note, signed(adds), signed(after), speaks, left, max(width, LEAST), start, end)
