"""Turn two ways to answer the same questions into latencies beside each other, then rows of figures."""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.report import Row

Call = Callable[[], object]

PERCENTS = (50, 95, 99)
SLACK_MS = 1.5  # that an answer may take beyond its share of the raw engine's time


@dataclass(frozen=True, slots=True)
class Beside:
    """Seconds that our way and the raw engine took, question by question, in turns."""

    ours: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)


def seconds_of(call: Call) -> float:
    """Time one call."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def in_turns(pairs: Iterable[tuple[Call, Call]]) -> Beside:
    """Time (ours, raw) of each question; every other time the raw engine begins, so that neither warms the other."""
    beside = Beside()
    for number, (ours, raw) in enumerate(pairs):
        if number % 2:
            beside.raw.append(seconds_of(raw))
            beside.ours.append(seconds_of(ours))
        else:
            beside.ours.append(seconds_of(ours))
            beside.raw.append(seconds_of(raw))
    return beside


def percentile_ms(taken: Sequence[float], percent: int) -> float:
    """Give the least time within which `percent` of the calls came back, in milliseconds."""
    ordered = sorted(taken)
    return 1_000 * ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]


def latency_rows(name: str, beside: Beside, *, times: float, most_ms: dict[int, float]) -> list[Row]:
    """Tell both ways' latencies, and whether ours keep to `times` x raw + 1.5 ms; `most_ms` are goals by percentile."""
    rows = []
    for percent in PERCENTS:
        ours, raw = percentile_ms(beside.ours, percent), percentile_ms(beside.raw, percent)
        most = most_ms.get(percent)
        goal, holds = ("", None) if most is None else (f"<= {most:g}", ours <= most)
        rows.append(Row(f"{name}: p{percent}", goal, _ms(ours), "ms", holds))
        rows.append(Row(f"{name}: p{percent}, raw engine", "", _ms(raw), "ms", None))
        rows.append(ratio_row(f"{name}: p{percent} over raw", ours, raw, times))
    return rows


def ratio_row(name: str, ours: float, raw: float, times: float) -> Row:
    """Compare two latencies in milliseconds."""
    goal = f"<= {times:g} x raw + {SLACK_MS:g} ms"
    return Row(name, goal, round(ours / max(raw, 1e-6), 2), "x", ours <= times * raw + SLACK_MS)


def at_most(name: str, measured: float, most: float, unit: str) -> Row:
    """Tell a figure that may not be larger."""
    return Row(name, f"<= {most:g}", _ms(measured), unit, measured <= most)


def at_least(name: str, measured: float, least: float, unit: str) -> Row:
    """Tell a figure that may not be smaller."""
    return Row(name, f">= {least:g}", _ms(measured), unit, measured >= least)


def told(name: str, measured: float, unit: str) -> Row:
    """Tell a figure of which nothing was promised."""
    return Row(name, "", _ms(measured), unit, None)


def _ms(value: float) -> float | int:
    return round(value) if abs(value) >= 1_000 else float(f"{value:.3g}")
