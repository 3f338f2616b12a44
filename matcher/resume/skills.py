"""Turn the sections about skills into single skills: without categories, levels, years, marks."""

import re
from collections.abc import Iterator, Sequence

from entities.resume import Found
from matcher.resume.dates import find_dates
from matcher.resume.found import found
from matcher.resume.gazetteers import is_skill, skill_code
from matcher.resume.lexicon import fold
from matcher.resume.line import Line
from matcher.resume.skill_items import is_item, known_in, split_items
from matcher.resume.skill_rows import SkillRow, to_skill_rows

LEAST_ITEMS = 4  # of a list without a title
KNOWN_SHARE = 0.6
KNOWN, NEW, SPOKEN_OF = 0.96, 0.88, 0.7


def find_skills(sections: Sequence[Sequence[Line]]) -> tuple[Found[str], ...]:
    """Return the single skills of one or more sections, each once, with its ESCO concept where it has one."""
    seen: dict[str, Found[str]] = {}
    for lines in sections:
        for row in to_skill_rows(lines):
            for text, sure in _skills(row):
                value = found(text, row.line, sure).model_copy(update={"id": skill_code(text)})
                seen.setdefault(fold(text) or text, value)
    return tuple(seen.values())


def listed_skills(lines: Sequence[Line]) -> list[Line]:
    """Return lines without a title of skills above them that list known skills and nothing else."""
    return [line for line in lines if "@" not in line.text and _is_list(line.text)]


def _is_list(text: str) -> bool:
    items = split_items(text)
    known = sum(is_skill(item) for item in items)
    return len(items) >= LEAST_ITEMS and known >= KNOWN_SHARE * len(items) and not any(map(find_dates, items))


def _skills(row: SkillRow) -> Iterator[tuple[str, float]]:
    if row.prose:
        yield from ((text, SPOKEN_OF) for text in known_in(row.text))
        return
    for item in split_items(row.text):
        if is_item(item):
            yield item, KNOWN if is_skill(item) else NEW
        elif len(item) < len(row.text) or re.search(r"\s", item):
            yield from ((text, SPOKEN_OF) for text in known_in(item))
