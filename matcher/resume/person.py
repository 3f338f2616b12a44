"""Turn a document's sections into everything known of one person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import is_normalized, normalize

from entities.resume import Found, FoundPlace, FoundPosition, Resume
from matcher.resume.certificates import find_certifications
from matcher.resume.confidence import calibrated
from matcher.resume.contact import ContactArea, contact_area, reaches, standing_in
from matcher.resume.cues import is_job, title_score
from matcher.resume.dates import find_dates
from matcher.resume.education import find_education
from matcher.resume.emails import find_emails
from matcher.resume.found import found
from matcher.resume.item_sections import sort_items
from matcher.resume.language import language_tag
from matcher.resume.lexicon import fold
from matcher.resume.line import Line, Pages
from matcher.resume.links import find_links, resembles
from matcher.resume.location import find_location
from matcher.resume.name import find_name
from matcher.resume.phones import countries_of, find_phones, regions_of_language
from matcher.resume.places import find_place
from matcher.resume.sections import Section, split_sections
from matcher.resume.skills import find_skills, listed_skills
from matcher.resume.spoken import find_languages, labelled_languages, listed_languages
from matcher.resume.work import describe, find_positions

LONGEST_LINE, MOST_PARTS = 2000, 200  # characters, parts
HEADER_LINES = 2  # above the first dates of a document without titles
HEADLINE_LONGEST = 90
HEADLINE_WITHIN = 8  # lines from the top
WORKPLACE_SURE = 0.4
NO_HEADLINE = re.compile(r"[@\d]|https?:|www\.")
BARS = re.compile(r"\s+[|•·–—]\s+|(?<=\w),\s(?=[A-Z])")
SHORTEST_SUMMARY = 3  # words
SUMMARY_WORDS = 12
SUMMARY_LONGEST = 3000


def _lines_of(sections: Sequence[Section], kind: str) -> list[tuple[Line, ...]]:
    return [section.lines for section in sections if section.kind == kind and section.lines]


def _untitled_work(sections: Sequence[Section]) -> list[tuple[Line, ...]]:
    """Return dated lines of a document in which no title opens a section about work."""
    found_lines = []
    for section in sections:
        if (section.kind in ("top", "other", "summary") and section.title is None) or section.kind == "unknown":
            dated = [number for number, line in enumerate(section.lines) if find_dates(line.text)]
            if dated and any(is_job(line.text) for line in section.lines):
                contact = [number + 1 for number, line in enumerate(section.lines[: dated[0]]) if "@" in line.text]
                found_lines.append(section.lines[max(0, dated[0] - HEADER_LINES, *contact) :])
    return found_lines


def _headline(lines: Sequence[Line], name: Found[str] | None) -> Found[str] | None:
    """Return what the person calls themselves: a title among the first lines, beside or below the name."""
    called = name.raw or name.value if name else ""
    for line in lines[:HEADLINE_WITHIN]:
        for part in line.parts:
            rest = part.text.removeprefix(called) if called else part.text
            for piece in (rest, *BARS.split(rest)):
                text = piece.strip(" ,;|·•–—-")
                plain = not NO_HEADLINE.search(text) and fold(text) != fold(called)
                if plain and 2 < len(text) <= HEADLINE_LONGEST and title_score(text) >= 1.5 and len(text.split()) < 11:
                    return found(text, line, 0.75)
    return None


def _summary(sections: Sequence[Section]) -> Found[str] | None:
    """Return the text of the section about the person, else prose among the first lines."""
    for lines in _lines_of(sections, "summary"):
        prose = [line for line in lines if not reaches(line)]
        text = describe(prose) if prose else None
        if text and len(text.value.split()) >= SHORTEST_SUMMARY:
            return text.model_copy(update={"value": text.value[:SUMMARY_LONGEST], "confidence": 0.85})
    for lines in _lines_of(sections, "top"):
        prose = [line for line in lines if len(line.text.split()) >= SUMMARY_WORDS and not reaches(line)]
        if prose and (text := describe(prose)):
            return text.model_copy(update={"confidence": 0.6})
    return None


def _clipped(line: Line) -> Line:
    """Return a line of bounded length, accents joined to their letters: what is looked for may cost its square."""
    if not is_normalized("NFC", line.text):
        line = replace(line, parts=tuple(replace(part, text=normalize("NFC", part.text)) for part in line.parts))
    if len(line.text) <= LONGEST_LINE:
        return line
    kept, left = [], LONGEST_LINE
    for part in line.parts[:MOST_PARTS]:
        kept.append(replace(part, text=part.text[: max(0, left)]))
        left -= len(part.text)
    return replace(line, parts=tuple(part for part in kept if part.text))


@dataclass(frozen=True, slots=True)
class _Reach:
    """How the person is reached, and what they are called."""

    name: Found[str] | None
    emails: tuple[Found[str], ...]
    phones: tuple[Found[str], ...]
    links: tuple[Found[str], ...]
    location: FoundPlace | None


def _reach(pages: Pages, area: ContactArea, file_name: str) -> _Reach:
    """Read addresses, then the name by them, then the place, then numbers by the place's country."""
    own = [line for line in pages.lines if id(line) not in area.barred]
    barred = standing_in(pages.links, [line for line in pages.lines if id(line) in area.barred])
    linked = [(target, line) for target, line in pages.links if id(line) not in barred]
    inside = standing_in(linked, area.lines)
    in_area = [link for link in linked if id(link[1]) in inside]
    emails = find_emails(area.lines, in_area) or find_emails(own, linked)
    ids = area.ids | inside
    links = find_links(own, in_area, ids)
    name = find_name(pages.lines, [*emails, *links], pages.titles, file_name)
    names = [*([name.value] if name else []), *(email.value.partition("@")[0] for email in emails)]
    strangers = [link for link in linked if id(link[1]) not in inside and resembles(link[0], names)]
    links = find_links(own, [*in_area, *strangers], ids) if strangers else links
    countries = countries_of(find_phones(area.lines, []), [*emails, *links])
    likely = regions_of_language(language_tag(pages.lines))
    called = name.raw or name.value if name else None
    location = find_location(area.lines, area.close, called, next(iter([*countries, *likely]), None))
    regions = list(dict.fromkeys([*([location.country] if location and location.country else []), *countries]))
    phones = find_phones(area.lines, regions, likely) or find_phones(_undated(pages, area), regions, likely)
    return _Reach(name, emails, phones, links, location)


def _place_of_work(work: Sequence[FoundPosition]) -> FoundPlace | None:
    """Return where the person works now, for a document that doesn't say where they live."""
    for position in work:
        if position.current and position.location and (place := find_place(position.location.value)) and place.city:
            said = position.location.model_dump() | {"confidence": WORKPLACE_SURE}
            return FoundPlace(**said, city=place.city, region=place.region, country=place.country)
    return None


def _undated(pages: Pages, area: ContactArea) -> list[Line]:
    """Return the lines around the first page's ends, where a number may stand without any other contact data."""
    first = [line for line in pages.lines if (line.page or 1) == 1 and id(line) not in area.barred]
    return [line for line in [*first[:30], *first[-4:]] if not line.bullet]


def read_person(pages: Pages, file_name: str | None = None) -> Resume:
    """Return what a document says of its person, with calibrated confidences; every value stands in the document.

    The file's name helps to choose between names, no value is taken from it.
    """
    return calibrated(*read_raw(pages, file_name))


def read_raw(pages: Pages, file_name: str | None = None) -> tuple[Resume, list[Section]]:
    """Return what a document says of its person, with raw scores for confidences, and the sections it was read in."""
    pages = replace(pages, lines=tuple(map(_clipped, pages.lines)))
    sections = sort_items(split_sections(pages.lines))
    area = contact_area(sections)
    contact = list(area.lines)
    reach = _reach(pages, area, file_name or "")
    work = _lines_of(sections, "work") or _untitled_work(sections)
    taken = {id(line) for lines in work for line in lines}
    headline = _headline([line for line in contact if id(line) not in taken], reach.name)
    known = frozenset([fold(headline.value)] if headline else [])
    skills = _lines_of(sections, "skills")
    positions = find_positions(work, known)
    resume = Resume(
        name=reach.name,
        emails=reach.emails,
        phones=reach.phones,
        links=reach.links,
        location=reach.location or _place_of_work(positions),
        headline=headline,
        summary=_summary(sections),
        work=positions,
        education=find_education(_lines_of(sections, "education")),
        skills=find_skills([*skills, listed_skills([line for line in contact if id(line) not in taken])]),
        languages=find_languages(
            [*_lines_of(sections, "languages"), *labelled_languages(skills), listed_languages(contact)]
        ),
        certifications=find_certifications(_lines_of(sections, "certifications")),
    )
    return resume, sections
