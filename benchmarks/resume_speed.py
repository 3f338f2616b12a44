"""Turn PDFs into how fast they are read: by each source beside bare text extraction, by two processes beside one."""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from pdfminer.high_level import extract_text

from benchmarks.report import Row
from matcher.resume import Limits, parse_resume
from service.sandbox import ParsePool

PASSES = 2
BARE = "bare extract_text"
GOALS = {
    "pdfminer": (1.6, 120.0),
    "pdfium": (5.5, 45.0),
}  # times bare extract_text, milliseconds at the 95th percentile
SCALING_GOAL = 1.8
FIRST_GOAL = 300.0  # milliseconds
ROUNDS = 3  # over the files, to measure processes long enough

Call = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Pace:
    """CPU seconds of each file by one way to read it."""

    seconds: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Files a CPU second."""
        return len(self.seconds) / sum(self.seconds)

    @property
    def slowest(self) -> float:
        """Milliseconds at the 95th percentile."""
        return sorted(self.seconds)[int(0.95 * (len(self.seconds) - 1))] * 1000


def _ways() -> dict[str, Call]:
    ways: dict[str, Call] = {BARE: lambda content: extract_text(io.BytesIO(content))}
    for source in GOALS:
        if source == "pdfminer" or find_spec("pypdfium2"):
            limits = Limits(source=source)  # type: ignore[arg-type]  # one of its two words
            ways[source] = lambda content, held=limits: parse_resume(content, limits=held)  # type: ignore[misc]  # bound now
    return ways


def paces(contents: Sequence[bytes]) -> dict[str, Pace]:
    """Time every way on every file, in turns; the best of two passes each."""
    ways = _ways()
    best = {name: [float("inf")] * len(contents) for name in ways}
    for _ in range(PASSES):
        for number, content in enumerate(contents):
            for name, read in ways.items():
                started = time.process_time()
                read(content)
                best[name][number] = min(best[name][number], time.process_time() - started)
    return {name: Pace(tuple(seconds)) for name, seconds in best.items()}


def speed_rows(contents: Sequence[bytes]) -> list[Row]:
    """Return documents a second a core by both sources, as multiples of bare extract_text in the same run."""
    found = paces(contents)
    bare = found[BARE]
    rows = [Row(f"{BARE}: documents a second a core", "", round(bare.rate, 1), "1/s", None)]
    for source, (times, milliseconds) in GOALS.items():
        if source not in found:
            continue
        pace = found[source]
        ratio = pace.rate / bare.rate
        rows += [
            Row(f"{source}: documents a second a core", "", round(pace.rate, 1), "1/s", None),
            Row(f"{source}: times bare extract_text", f">= {times:g}", round(ratio, 2), "x", ratio >= times),
            Row(
                f"{source}: 95th percentile",
                f"<= {milliseconds:g}",
                round(pace.slowest),
                "ms",
                pace.slowest <= milliseconds,
            ),
        ]
    return rows


def _wall(workers: int, contents: Sequence[bytes]) -> float:
    with ParsePool(workers) as pool:
        list(pool.map([(content, None, None) for content in contents[: 2 * workers]]))  # processes are there
        started = time.perf_counter()
        for _ in pool.map([(content, None, None) for content in contents] * ROUNDS):
            pass
        return time.perf_counter() - started


def process_rows(contents: Sequence[bytes]) -> list[Row]:
    """Return how much faster two confined processes are than one, and how soon the first answer comes."""
    one, two = _wall(1, contents), _wall(2, contents)
    started = time.perf_counter()
    with ParsePool(1) as pool:
        pool.parse(contents[0])
        first = (time.perf_counter() - started) * 1000
    return [
        Row("two processes, times one", f">= {SCALING_GOAL:g}", round(one / two, 2), "x", one / two >= SCALING_GOAL),
        Row("confined: documents a second, two processes", "", round(ROUNDS * len(contents) / two, 1), "1/s", None),
        Row("confined: first answer after starting", f"<= {FIRST_GOAL:g}", round(first), "ms", first <= FIRST_GOAL),
    ]
