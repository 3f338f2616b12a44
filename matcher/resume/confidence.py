"""Turn the raw scores of read values into calibrated confidences, by a small monotone table for each field."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log, log1p

from entities.resume import Found, FoundEducation, FoundPosition, Resume
from matcher.resume.cues import organisation_score, title_score
from matcher.resume.degrees import degree_in
from matcher.resume.gazetteers import is_skill
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import fold, rows
from matcher.resume.likeness import title_logit
from matcher.resume.line import Line
from matcher.resume.links import OWN_PAGE
from matcher.resume.schools import is_school
from matcher.resume.sections import Section

TABLE = "confidence.txt"  # built by tools/build_confidence.py
SHA256 = "158cf90c31c66819876a45f3c5f585eb1e400c0478f0f13a70d9d87fa4844b56"
LEAST, MOST = 0.02, 0.99
NO_TITLE_NEEDED = 25  # first lines that stand below no title
MOST_WORDS = 12
TITLED_SCORE, ORGANISED_SCORE = 1.5, 1.0
MONTH_LENGTH = 7  # of YYYY-MM
SHORTEST_TOKEN = 3
MOST_LOGIT = 20.0
MOST_RISE = 0.2  # above the raw score: what was rarely seen while the table was built stays doubtful
GUESSED = 0.41  # raw score up to which a place is where the person works


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of a field with what speaks for it: its raw score as a logit first, then signs of 0 to 1."""

    field: str
    value: Found[str]
    signs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How signs become a confidence: weights (the first is added to all), then steps by rising score."""

    weights: tuple[float, ...]
    scores: tuple[float, ...]
    confidences: tuple[float, ...]

    def confidence(self, signs: Sequence[float]) -> float:
        """Return the confidence for signs; it never falls as the weighted score rises."""
        score = self.weights[0] + sum(weight * sign for weight, sign in zip(self.weights[1:], signs, strict=True))
        return self.confidences[max(0, bisect_right(self.scores, score) - 1)]


@cache
def scales() -> dict[str, Scale]:
    """Return each field's scale."""
    found: dict[str, list[tuple[float, ...]]] = {}
    for row in rows(TABLE):
        found.setdefault(row.key.split()[0], []).append(tuple(map(float, row.entries)))
    return {field: Scale(weights, scores, sure) for field, (weights, scores, sure) in found.items()}


def _logit(sure: float) -> float:
    bounded = min(max(sure, LEAST), MOST)
    return log(bounded / (1 - bounded))


def _in_order(positions: Sequence[FoundPosition]) -> float:
    """Return the share of positions that start no later than the one above, 1 where there is none above."""
    starts = [position.start.value for position in positions if position.start]
    pairs = list(itertools.pairwise(starts))
    return sum(later <= earlier for earlier, later in pairs) / len(pairs) if pairs else 1.0


def _is_complete(entry: FoundPosition | FoundEducation) -> bool:
    if isinstance(entry, FoundPosition):
        return bool(entry.company and entry.title and entry.start)
    return bool(entry.institution and entry.degree and (entry.end or entry.start))


def _share(holds: Sequence[bool]) -> float:
    return sum(holds) / len(holds) if holds else 0.5


def _agrees(name: Found[str] | None, addresses: Sequence[Found[str]]) -> bool:
    """Whether a word of the name stands in an address."""
    handles = fold(" ".join(address.value for address in addresses)).replace(" ", "")
    return name is not None and any(
        token in handles for token in re.split(r"[\s-]+", fold(name.value)) if len(token) > SHORTEST_TOKEN
    )


def document_signs(resume: Resume, sections: Sequence[Section]) -> tuple[float, ...]:
    """Return how far a document was understood as a whole: eight signs of 0 to 1."""
    lengths = [(section, sum(len(line.text) for line in section.lines)) for section in sections]
    total = sum(length for _, length in lengths) or 1
    explained = sum(length for section, length in lengths if _is_explained(section))
    other = sum(length for section, length in lengths if section.kind in ("other", "unknown"))
    first = [line for section in sections for line in section.lines if line.page == 1]
    return (
        explained / total,
        other / total,
        float(any(section.kind == "work" and _is_listed(section.title) for section in sections)),
        _share([_is_complete(position) for position in resume.work]),
        _share([_is_complete(study) for study in resume.education]),
        float(_agrees(resume.name, [*resume.emails, *resume.links])),
        _in_order(resume.work),
        min(len({line.column for line in first}), 4) / 4,
    )


def _is_listed(title: Line | None) -> bool:
    return title is not None and kind_of_title(title.text) is not None


def _is_explained(section: Section) -> bool:
    return _is_listed(section.title) or (section.kind == "top" and len(section.lines) <= NO_TITLE_NEEDED)


def _own_sign(field: str, value: Found[str], resume: Resume) -> bool:
    """Whether what is known of a field's values speaks for this one."""
    text = value.value
    if field in ("name", "email"):
        return _agrees(resume.name, [value] if field == "email" else resume.emails)
    if field in ("start", "end", "school_end"):
        return len(text) == MONTH_LENGTH
    known = {
        "phone": lambda: (value.raw or "").lstrip(" (").startswith("+"),
        "links": lambda: OWN_PAGE.match(text) is not None,
        "city": lambda: value.confidence > GUESSED,
        "company": lambda: organisation_score(text) >= ORGANISED_SCORE,
        "title": lambda: value.id is not None or title_score(text) >= TITLED_SCORE,
        "school": lambda: is_school(text),
        "degree": lambda: degree_in(text) is not None,
        "skills": lambda: value.id is not None or is_skill(text),
        "languages": lambda: value.id is not None,
    }
    return known[field]() if field in known else True


def _listed(resume: Resume) -> Iterator[tuple[str, Found[str], float]]:
    """Yield (field, value, share of the entry or list it stands in) in the order of the model."""
    alone = [("name", resume.name), ("city", resume.location)]
    yield from ((field, value, 1.0) for field, value in alone if value)
    lists = {
        "email": resume.emails,
        "phone": resume.phones,
        "links": resume.links,
        "skills": resume.skills,
        "languages": resume.languages,
        "certifications": resume.certifications,
    }
    for field, values in lists.items():
        yield from ((field, value, min(log1p(len(values)) / 4, 1.0)) for value in values)
    for position in resume.work:
        slots = {"company": position.company, "title": position.title, "start": position.start, "end": position.end}
        yield from ((slot, value, float(_is_complete(position))) for slot, value in slots.items() if value)
    for study in resume.education:
        parts = [("school", study.institution), ("degree", study.degree), ("area", study.area)]
        parts += [("school_end", study.start), ("school_end", study.end)]
        yield from ((slot, value, float(_is_complete(study))) for slot, value in parts if value)


def measure(resume: Resume, sections: Sequence[Section]) -> list[Measured]:
    """Return every value that a scale exists for, with its signs."""
    document = document_signs(resume, sections)
    return [
        Measured(field, value, (*_value_signs(field, value, whole, resume), *document))
        for field, value, whole in _listed(resume)
    ]


def _value_signs(field: str, value: Found[str], whole: float, resume: Resume) -> tuple[float, ...]:
    words = min(len(value.value.split()), MOST_WORDS) / MOST_WORDS
    return _logit(value.confidence), float(_own_sign(field, value, resume)), whole, words, _likeness(field, value.value)


def _likeness(field: str, text: str) -> float:
    """Return how much a title is built like one, a company like none; one half for other fields."""
    if field not in ("title", "company"):
        return 0.5
    like = 1 / (1 + exp(-max(min(title_logit(text), MOST_LOGIT), -MOST_LOGIT)))
    return like if field == "title" else 1 - like


def calibrated(resume: Resume, sections: Sequence[Section]) -> Resume:
    """Return the resume with the confidence that values of their signs have had on documents of many layouts."""
    table = scales()
    sure = {
        id(measured.value): min(table[measured.field].confidence(measured.signs), measured.value.confidence + MOST_RISE)
        for measured in measure(resume, sections)
        if measured.field in table
    }
    return rebuilt(resume, {value: round(confidence, 2) for value, confidence in sure.items()})


def rebuilt(resume: Resume, sure: dict[int, float]) -> Resume:
    """Return the resume with other confidences, by the identity of its values."""

    def found(value: Found[str] | None) -> Found[str] | None:
        confidence = sure.get(id(value))
        return value.model_copy(update={"confidence": confidence}) if value and confidence is not None else value

    def entry(held: FoundPosition | FoundEducation) -> FoundPosition | FoundEducation:
        values = {name: getattr(held, name) for name in type(held).model_fields}
        changed = {name: found(value) for name, value in values.items() if isinstance(value, Found)}
        return held.model_copy(update=changed)

    lists = ("emails", "phones", "links", "skills", "languages", "certifications")
    return resume.model_copy(
        update={
            "name": found(resume.name),
            "location": found(resume.location),
            **{name: tuple(map(found, getattr(resume, name))) for name in lists},
            "work": tuple(map(entry, resume.work)),
            "education": tuple(map(entry, resume.education)),
        }
    )
