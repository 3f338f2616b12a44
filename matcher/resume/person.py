"""Turn a document's sections into everything known of one person."""

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import is_normalized, normalize

from entities.resume import Found, Resume
from matcher.resume.certificates import find_certifications
from matcher.resume.contact import CONTACT_KINDS, find_emails, find_links, find_location, find_phones
from matcher.resume.cues import is_job, title_score
from matcher.resume.dates import find_dates
from matcher.resume.education import find_education
from matcher.resume.found import found
from matcher.resume.lexicon import fold
from matcher.resume.line import Line, Pages
from matcher.resume.name import find_name
from matcher.resume.sections import Section, split_sections
from matcher.resume.skills import find_skills
from matcher.resume.spoken import find_languages, labelled_languages, listed_languages, names_languages
from matcher.resume.work import describe, find_positions

LONGEST_LINE, MOST_PARTS = 2000, 200  # characters, parts
HEADER_LINES = 2  # above the first dates of a document without titles
HEADLINE_LONGEST = 90
HEADLINE_WITHIN = 8  # lines from the top
SUMMARY_WORDS = 12
SUMMARY_LONGEST = 3000


def _lines_of(sections: Sequence[Section], kind: str) -> list[tuple[Line, ...]]:
    return [section.lines for section in sections if section.kind == kind and section.lines]


def _retyped(sections: list[Section]) -> list[Section]:
    """Give sections the kind their content has: programming "languages" are skills."""
    return [
        Section("skills", section.title, section.lines)
        if section.kind == "languages" and section.lines and not names_languages(section.lines)
        else section
        for section in sections
    ]


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
    for line in lines[:HEADLINE_WITHIN]:
        for part in line.parts:
            for piece in (part.text, *re.split(r"\s+[|•·–—]\s+", part.text)):
                text = piece.strip(" ,;|·•")
                plain = not re.search(r"[@\d]|https?:", text) and text != (name.raw or name.value if name else "")
                if plain and 2 < len(text) <= HEADLINE_LONGEST and title_score(text) >= 1.5 and len(text.split()) < 11:
                    return found(text, line, 0.75)
    return None


def _summary(sections: Sequence[Section]) -> Found[str] | None:
    for lines in _lines_of(sections, "summary"):
        if text := describe(lines):
            return text.model_copy(update={"value": text.value[:SUMMARY_LONGEST], "confidence": 0.85})
    for lines in _lines_of(sections, "top"):
        prose = [line for line in lines if len(line.text.split()) >= SUMMARY_WORDS and "@" not in line.text]
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


def read_person(pages: Pages) -> Resume:
    """Return what a document says of its person; every value stands in the document."""
    pages = replace(pages, lines=tuple(map(_clipped, pages.lines)))
    sections = _retyped(split_sections(pages.lines))
    emails = find_emails(pages.lines, pages.links)
    contact = [line for section in sections if section.kind in CONTACT_KINDS for line in section.lines]
    ids = frozenset(id(line) for line in contact)
    links = find_links(pages.lines, pages.links, ids)
    name = find_name(pages.lines, [*emails, *links])
    location = find_location(contact) or find_location(pages.lines[:15])
    regions = [location.country] if location and location.country else []
    phones = find_phones(contact, regions) or find_phones(pages.lines[:30], regions)
    work = _lines_of(sections, "work") or _untitled_work(sections)
    taken = {id(line) for lines in work for line in lines}
    headline = _headline([line for line in contact if id(line) not in taken], name)
    known = frozenset([fold(headline.value)] if headline else [])
    skills = _lines_of(sections, "skills")
    return Resume(
        name=name,
        emails=emails,
        phones=phones,
        links=links,
        location=location,
        headline=headline,
        summary=_summary(sections),
        work=find_positions(work, known),
        education=find_education(_lines_of(sections, "education")),
        skills=find_skills(skills),
        languages=find_languages(
            [*_lines_of(sections, "languages"), *labelled_languages(skills), listed_languages(contact)]
        ),
        certifications=find_certifications(_lines_of(sections, "certifications")),
    )
