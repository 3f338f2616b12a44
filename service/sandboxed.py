"""Turn limits that came as plain JSON into calls of the parser; runs in confined children only."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from entities.resume import ParseOutcome
from matcher.resume import Limits, parse_resume

AGAIN_SECONDS = 0.5  # after which the alarm rings anew, should what it raised have been swallowed
LATE = ParseOutcome(status="timeout", error="Reading takes longer than the limit.")


class _Late(BaseException):
    """The time is over; no Exception, for readers take those for damage of the file."""


@cache
def _limits(settings: tuple[tuple[str, float | str], ...]) -> Limits:
    return Limits(**dict(settings))  # type: ignore[arg-type]  # each field is an int, a float or a word


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise _Late once this process has computed for so long."""

    def ring(_number: int, _frame: object) -> None:
        raise _Late

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def parse_within(
    content: bytes, file_name: str | None, document_date: str | None, **limits: float | str
) -> ParseOutcome:
    """Parse one file within the given limits (fields of Limits); its seconds are those this process computes.

    The parser looks at the clock between its steps; an alarm ends a step that doesn't end.
    """
    bounds = _limits(tuple(limits.items()))
    try:
        with _alarm(bounds.seconds):
            return parse_resume(content, file_name, document_date, bounds, clock=time.process_time)
    except _Late:
        return LATE
