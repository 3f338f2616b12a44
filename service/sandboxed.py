"""Turn limits that came as plain JSON into calls of the parser; runs in confined children only."""

import time
from functools import cache

from entities.resume import ParseOutcome
from matcher.resume import Limits, parse_resume


@cache
def _limits(settings: tuple[tuple[str, float | str], ...]) -> Limits:
    return Limits(**dict(settings))  # type: ignore[arg-type]  # each field is an int, a float or a word


def parse_within(
    content: bytes, file_name: str | None, document_date: str | None, **limits: float | str
) -> ParseOutcome:
    """Parse one file within the given limits (fields of Limits); its seconds are those this process computes."""
    bounds = _limits(tuple(limits.items()))
    return parse_resume(content, file_name, document_date, bounds, clock=time.process_time)
