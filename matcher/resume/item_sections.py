"""Turn sections of items into sections whose lists stand under their own kind: skills, languages, certificates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.resume.gazetteers import is_skill
from matcher.resume.headings import kind_of_title
from matcher.resume.line import Line
from matcher.resume.sections import KINDS, Kind, Section
from matcher.resume.skill_items import is_category, split_items
from matcher.resume.spoken import lists_languages, names_languages

ITEM_KINDS = ("skills", "languages", "certifications")
KNOWN = 0.5  # of the items of a section must be known skills
LONGEST_TITLE = 42  # characters


def sort_items(sections: Sequence[Section]) -> list[Section]:
    """Return the sections with titles inside lists obeyed and groups of skills put back to the skills.

    Three things are mended: a title that stands inside a section of items ("Skills" below the languages of a form);
    programming "languages"; a group of skills whose name is also a section's ("Other", "Web", "Tools").
    """
    parted = [part for section in sections for part in _at_titles(section)]
    found: list[Section] = []
    for section in parted:
        before = found[-1].kind if found else None
        found.append(replace(section, kind="skills") if _lists_skills(section, before) else section)
    return found


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
        opened = _opens(line, kind)
        if opened and opened != kind:
            yield Section(kind, title, tuple(held))
            kind, title, held = opened, line, []
        elif not opened or held:
            held.append(line)
    yield Section(kind, title, tuple(held))


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
    if before != "skills" or section.kind not in ("other", "unknown", "contact") or not is_category(title):
        return False
    items = [item for line in section.lines for part in line.parts for item in split_items(part.text)]
    plain = not any("@" in line.text or lists_languages(line.text) for line in section.lines)
    return plain and bool(items) and sum(map(is_skill, items)) >= KNOWN * len(items)
