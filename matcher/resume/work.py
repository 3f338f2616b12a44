"""Turn the sections about work into positions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from entities.resume import Found, FoundPosition
from matcher.resume.cues import is_job, organisation_score
from matcher.resume.dates import PRESENT, Dated
from matcher.resume.entries import Entry, to_entries
from matcher.resume.found import found
from matcher.resume.headers import Header, Piece, to_headers
from matcher.resume.likeness import title_logit
from matcher.resume.line import Line
from matcher.resume.occupations import occupation_id
from matcher.resume.slots import Reading, company_likeness, read_headers, title_likeness

SURE_LOGIT = 1.0
LEAST_TITLE = 1.0  # likeness from which a lone piece is rather a title than an employer
DESCRIPTION_LONGEST = 4000  # characters


def find_positions(sections: Sequence[Sequence[Line]], known_titles: frozenset[str]) -> tuple[FoundPosition, ...]:
    """Return the positions of one or more sections; slots are voted on over all of them."""
    entries = [entry for lines in sections for entry in to_entries(lines)]
    headers = to_headers(entries)
    readings = read_headers(headers, known_titles)
    told = any(entry.anchor.dated and entry.anchor.dated.current for entry in entries)  # the present is printed
    positions: list[FoundPosition] = []
    employer: Piece | None = None
    reach: Dated | None = None
    for number, (entry, header) in enumerate(zip(entries, headers, strict=True)):
        dated, reading = entry.anchor.dated, readings[number]
        if group := _group_employer(entries, headers, number):
            employer, reach = group, dated
            continue
        below = employer is not None and (reach is None or _within(dated, reach))
        if below and reach and reading and len(header.pieces) == 1 and reading.key[0] != "title":
            reading = _as_role(header.pieces[0], reading)
        if below and reading and reading.title and reading.company is None:
            reading = replace(reading, company=employer)
        elif reading and reading.company:
            apart = reading.title is None or reading.title.slot[:2] != reading.company.slot[:2]
            employer, reach = (reading.company if apart else None), None
        if position := _position(entry, header, reading, first=not positions and not told):
            positions.append(position)
    return tuple(positions)


def _group_employer(entries: Sequence[Entry], headers: Sequence[Header], number: int) -> Piece | None:
    """Return the employer an entry names alone, whose roles follow with dates inside the employer's."""
    if number + 1 >= len(entries) or entries[number].body or len(headers[number].pieces) != 1:
        return None
    dated, following = entries[number].anchor.dated, entries[number + 1].anchor.dated
    piece = headers[number].pieces[0]
    if dated is None or dated.single or not _within(following, dated) or len(headers[number + 1].pieces) != 1:
        return None
    return piece if title_likeness(piece.text, frozenset()) < LEAST_TITLE else None


def _as_role(piece: Piece, reading: Reading) -> Reading:
    """Read a lone piece below its employer as the role, unless it names a company of its own."""
    named = reading.company is not None and reading.company.text != piece.text
    if named and reading.company is not None and organisation_score(reading.company.text) >= 1:
        return reading
    return replace(reading, title=piece, company=None)


def _within(inner: Dated | None, outer: Dated) -> bool:
    if inner is None or inner.start is None or outer.start is None:
        return False
    size = min(len(inner.start), len(outer.start))
    starts = inner.start[:size] >= outer.start[:size]
    if outer.end in (None, PRESENT):
        return starts
    if inner.end in (None, PRESENT):
        return False
    size = min(len(inner.end or ""), len(outer.end or ""))
    return starts and (inner.end or "")[:size] <= (outer.end or "")[:size]


def _position(entry: Entry, header: Header, reading: Reading | None, *, first: bool) -> FoundPosition | None:
    dated = entry.anchor.dated
    if dated is None and not _surely(reading):
        return None
    if reading is None and (dated is None or dated.single or not entry.body):
        return None
    start, end, current = _dates(dated, entry.anchor.line, first=first) if dated else (None, None, False)
    title = company = None
    if reading is not None:
        sure = 0.68 + 0.07 * max(0.0, min(reading.score, 5.0))
        if reading.title:
            sure_title = sure + (0.05 if title_likeness(reading.title.text, frozenset()) > 1 else -0.1)
            title = found(reading.title.text, reading.title.line, min(sure_title, 0.97))
            title = title.model_copy(update={"id": occupation_id(title.value)})
        if reading.company:
            sure_company = sure + (0.05 if company_likeness(reading.company.text) > 1 else -0.05)
            company = found(reading.company.text, reading.company.line, min(sure_company, 0.97))
    if title is None and company is None and dated and dated.single:
        return None
    place = found(header.place.text, header.place.line, 0.8) if header.place else None
    return FoundPosition(
        company=company,
        title=title,
        start=start,
        end=end,
        current=current,
        location=place,
        description=describe([*_unread(entry, header, reading), *entry.body]),
    )


def _surely(reading: Reading | None) -> bool:
    """Whether a header without dates names a title that is one beside a company."""
    if reading is None or reading.title is None or reading.company is None:
        return False
    return is_job(reading.title.text) or title_logit(reading.title.text) > SURE_LOGIT


def _unread(entry: Entry, header: Header, reading: Reading | None) -> list[Line]:
    """Return rows below the dates that gave neither title nor company nor place: running text after all."""
    named = [header.place, *((reading.title, reading.company) if reading else ())]
    read = {id(piece.line) for piece in named if piece}
    return [row.line for row in entry.below if id(row.line) not in read and re.search(r"[^\W\d]{2}", row.rest)]


def _dates(dated: Dated, line: Line, *, first: bool) -> tuple[Found[str] | None, Found[str] | None, bool]:
    raw = line.text[dated.begin : dated.finish].strip()
    sure = 0.97 if not dated.single else 0.8
    start = found(dated.start, line, sure, raw) if dated.start else None
    if dated.single:
        if dated.end:
            return None, found(dated.end, line, sure, raw), False
        if first and not dated.part:
            return start, None, True
        return start, start, False
    if dated.end in (None, PRESENT):
        return start, None, dated.end == PRESENT
    return start, found(dated.end, line, sure, raw), False


def describe(lines: Sequence[Line]) -> Found[str] | None:
    """Return running text as one value, None without any."""
    texts = [" ".join(line.text.split()) for line in lines]
    texts = [text for text in texts if text]
    if not texts:
        return None
    return found("\n".join(texts)[:DESCRIPTION_LONGEST], lines[0], 0.8)
