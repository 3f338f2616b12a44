"""Turn a value with the line it was read in into a Found with provenance."""

from dataclasses import replace

from entities.resume import Found, FoundPlace
from matcher.resume.line import Box, Line
from matcher.resume.places import Place

_Text = Found[str]  # once: the name of a generic model is looked up at every use
LONGEST_SOURCE = 400  # characters of source text kept


def joined(first: Line, second: Line) -> Line:
    """Return two lines as one that covers both: a value may be broken over them."""
    return replace(
        first,
        parts=(*first.parts, *second.parts),
        x0=min(first.x0, second.x0),
        y0=min(first.y0, second.y0),
        x1=max(first.x1, second.x1),
        y1=max(first.y1, second.y1),
    )


def _box(value: str, line: Line) -> Box | None:
    """Return the box of the part that holds the value, else the line's."""
    box = line.box
    if box is None or len(line.parts) == 1:
        return box
    for part in line.parts:
        if value in part.text and line.x0 <= part.x0 < part.x1 <= line.x1:
            return part.x0, box[1], part.x1, box[3]
    return box


def found(value: str, line: Line, confidence: float, raw: str | None = None) -> Found[str]:
    """Return a value with its page, box (of the part of the line it stands in) or path, and source text.

    `raw` is kept where it differs from the value.
    """
    return _Text(
        value=value,
        confidence=round(min(max(confidence, 0.01), 0.99), 2),
        page=line.page,
        box=_box(raw or value, line),
        text=line.text[:LONGEST_SOURCE],
        raw=raw if raw != value else None,
        path=line.path,
    )


def found_place(value: str, place: Place, line: Line, confidence: float) -> FoundPlace:
    """Return a printed place with city, region, country."""
    return FoundPlace(
        **found(value, line, confidence).model_dump(), city=place.city, region=place.region, country=place.country
    )
