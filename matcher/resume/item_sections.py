"""Turn sections of items into sections whose lists stand under their own kind: skills, languages, certificates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.resume.certificates import certifying
from matcher.resume.dates import find_dates
from matcher.resume.degrees import find_degree
from matcher.resume.gazetteers import is_skill
from matcher.resume.headings import kind_of_title
from matcher.resume.line import Line
from matcher.resume.schools import is_known_school
from matcher.resume.sections import KINDS, Kind, Section
from matcher.resume.skill_items import is_category, split_items
from matcher.resume.spoken import lists_languages, names_languages, speaks

ITEM_KINDS = ("skills", "languages", "certifications")
KNOWN = 0.5  # of the items of a section must be known skills
LEAST_BEHIND = 2  # lines below the languages that make a section
LONGEST_TITLE = 42  # characters


def sort_items(sections: Sequence[Section]) -> list[Section]:
    """Return the sections with titles inside lists obeyed and groups of skills put back to the skills.

    Three things are mended: a title that stands inside a section of items ("Skills" below the languages of a form);
    programming "languages"; a group of skills whose name is also a section's ("Other", "Web", "Tools").
    """
    parted = [part for section in sections for half in _behind_languages(section) for part in _at_titles(half)]
    found: list[Section] = []
    for held in parted:
        section = replace(held, kind="certifications") if _lists_certificates(held) else held
        before = found[-1].kind if found else None
        found.append(replace(section, kind="skills") if _lists_skills(section, before) else section)
    return found


def _behind_languages(section: Section) -> Iterator[Section]:
    """Cut what stands below the last language of a section, under a title that no list has."""
    if section.kind != "languages" or not names_languages(section.lines):
        yield section
        return
    last = max(number for number, line in enumerate(section.lines) if names_languages([line]))
    tail = section.lines[last + 1 :]
    if len(tail) < LEAST_BEHIND or any(map(_opens_any, tail)):
        yield section
        return
    yield replace(section, lines=section.lines[: last + 1])
    items = tail[1:] if not find_dates(tail[0].text) else tail
    dated = sum(bool(find_dates(line.text)) for line in items)
    yield Section("certifications" if dated >= KNOWN * len(items) else "other", None, items)


def _opens_any(line: Line) -> bool:
    return _opens(line, "languages") is not None


def _at_titles(section: Section) -> Iterator[Section]:
    """Yield a section of items in parts, each under the last title that stands in it."""
    if section.kind not in ITEM_KINDS:
        yield section
        return
    kind, title, held = section.kind, section.title, list[Line]()
    for line in section.lines:
        if label := _labels(line, kind):
            yield Section(label, None, (line,))
            continue
        if kind != "languages" and speaks(line):
            yield Section("languages", None, (line,))
            continue
        opened = _opens(line, kind)
        if opened and opened != kind:
            yield Section(kind, title, tuple(held))
            kind, title, held = opened, line, []
        elif not opened or held:
            held.append(line)
    yield Section(kind, title, tuple(held))


def _lists_certificates(section: Section) -> bool:
    """Whether a section that was taken for education lists dated courses only, without a school or degree."""
    if section.kind != "education" or len(section.lines) < LEAST_BEHIND:
        return False
    if any(is_known_school(line.text) or (find_degree(line.text) and len(line.parts) > 1) for line in section.lines):
        return False
    studied = sum(find_degree(line.text) is not None for line in section.lines)
    courses = sum(certifying(line.text) > 0 for line in section.lines)
    dated = sum(bool(find_dates(line.text)) for line in section.lines)
    return not studied and courses > 0 and dated == len(section.lines)


def _are_lists(lines: Sequence[Line]) -> bool:
    """Whether most lines list items, and none is dated."""
    lists = sum(len(split_items(line.text)) > 1 or line.bullet for line in lines)
    return lists > KNOWN * len(lines) and not any(find_dates(line.text) for line in lines)


def _labels(line: Line, kind: Kind) -> Kind | None:
    """Return the kind that a line of another kind's section names before its colon: "Certifications: PMP"."""
    head, colon, rest = line.text.partition(":")
    label = kind_of_title(head) if colon and rest.strip() and len(head) <= LONGEST_TITLE else None
    return KINDS[label] if label in ("skills", "certifications") and label != kind and not is_category(head) else None


def _opens(line: Line, kind: Kind) -> Kind | None:
    """Return the kind of list that a line of its own opens, None for an item."""
    if line.bullet or len(line.parts) > 1 or len(line.text) > LONGEST_TITLE or re.search(r"[,;|•]", line.text):
        return None
    opened = kind_of_title(line.text)
    if opened is None or opened not in ITEM_KINDS or (kind == "skills" and is_category(line.text)):
        return None
    return KINDS[opened]


def _lists_skills(section: Section, before: str | None) -> bool:
    """Whether a section of another kind lists skills by what stands in it."""
    if not section.lines or section.kind == "skills":
        return False
    if section.kind == "languages":
        return not names_languages(section.lines)
    title = section.title.text if section.title else ""
    if section.kind in ("other", "unknown") and any(kind_of_title(word) == "skills" for word in title.split()):
        return _are_lists(section.lines)
    if before != "skills" or section.kind not in ("other", "unknown", "contact") or not is_category(title):
        return False
    items = [item for line in section.lines for part in line.parts for item in split_items(part.text)]
    plain = not any("@" in line.text or lists_languages(line.text) for line in section.lines)
    return plain and bool(items) and sum(map(is_skill, items)) >= KNOWN * len(items)
