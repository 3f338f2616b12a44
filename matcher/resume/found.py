"""Turn a value with the line it was read in into a Found with provenance."""

from entities.resume import Found, FoundPlace
from matcher.resume.line import Line
from matcher.resume.places import Place

LONGEST_SOURCE = 400  # characters of source text kept


def found(value: str, line: Line, confidence: float, raw: str | None = None) -> Found[str]:
    """Return a value with its page, box or path, and source text; `raw` is kept where it differs."""
    return Found[str](
        value=value,
        confidence=round(min(max(confidence, 0.01), 0.99), 2),
        page=line.page,
        box=line.box,
        text=line.text[:LONGEST_SOURCE],
        raw=raw if raw != value else None,
        path=line.path,
    )


def found_place(value: str, place: Place, line: Line, confidence: float) -> FoundPlace:
    """Return a printed place with city, region, country."""
    return FoundPlace(
        **found(value, line, confidence).model_dump(), city=place.city, region=place.region, country=place.country
    )
