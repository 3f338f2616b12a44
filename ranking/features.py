"""Turn terms, found documents with the scores of their words, time into a matrix of named feature values.

Every value lies in [0, 1]. A coverage is the weighted share of the terms that a field may answer which it holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from entities.document import PersonDocument
from entities.query import Scope
from ranking.model import FEATURES
from ranking.stages import far_stage, hired_stage, rejected_stage
from ranking.terms import Analyse, Term, TermBits, word_tokens
from ranking.titles import family_fit, seniority_fit

Origin = Literal["tenant", "members"]
Field = Literal["current_title", "titles", "skills", "headline", "companies", "location", "schools", "name", "summary"]

DAY = 86_400  # seconds
HALF_LIFE_DAYS = 365  # of how recent a document is

# What each field of a document is read from, and which scopes ask for it beside "any".
READ_FROM: dict[Field, Callable[[PersonDocument], str]] = {
    "current_title": lambda d: d.current_title,
    "titles": lambda d: " ".join((d.current_title, *d.titles)),
    "skills": lambda d: " ".join(d.skills),
    "headline": lambda d: d.headline,
    "companies": lambda d: " ".join((d.current_company, *d.companies)),
    "location": lambda d: d.location,
    "schools": lambda d: " ".join(d.schools),
    "name": lambda d: d.name,
    "summary": lambda d: " ".join((d.summary, d.notes, *d.tags)),
}
ASKED_BY: dict[Field, Scope] = {
    "current_title": "title",
    "titles": "title",
    "skills": "skill",
    "companies": "company",
    "location": "location",
    "schools": "school",
    "name": "name",
}
FIELDS: tuple[Field, ...] = tuple(READ_FROM)
PLACE = FIELDS.index("location")
CHUNK = 62  # bits of a mask that fit one signed machine word
CHUNK_MASK = (1 << CHUNK) - 1
COVERAGES: dict[str, Field] = {
    "title": "titles",
    "current_title": "current_title",
    "skills": "skills",
    "headline": "headline",
    "companies": "companies",
    "summary": "summary",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Which tokens of some terms each of FIELDS of a document holds, as bits, so that it is read once for them."""

    bits: TermBits
    masks: list[int]


@dataclass(frozen=True, slots=True)
class Found:
    """A document an engine found, how well its words answer (0 to 1), and which index it lies in."""

    document: PersonDocument
    score: float
    origin: Origin = "tenant"
    reading: Reading | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Features:
    """Values of people x FEATURES, with what they were computed from: which field of whom holds which term.

    `held` is terms x people x FIELDS, true only where the term's scope reaches the field.
    """

    values: NDArray[np.float64]
    terms: tuple[Term, ...]
    bits: TermBits
    held: NDArray[np.bool_]

    def column(self, feature: str) -> NDArray[np.float64]:
        """Give one feature's values, a person each."""
        column: NDArray[np.float64] = self.values[:, FEATURES.index(feature)]
        return column


def features(
    found: Sequence[Found], terms: Sequence[Term], *, now: datetime, analyse: Analyse, title: str = ""
) -> Features:
    """Compute all features of what was found for these terms; `now` must be aware.

    `title` is what rank and family of work are compared with: the terms that speak of a title if empty.
    """
    documents = [one.document for one in found]
    bits, masks = read_terms(found, terms, analyse)
    held = held_terms(masks, terms, bits)
    columns = {
        **_coverages(terms, held),
        **_title_fits(documents, terms, analyse, title),
        **_person_alone(documents, now),
        "lexical": np.array([one.score for one in found], dtype=np.float64).clip(0.0, 1.0),
    }
    values = np.zeros((len(found), len(FEATURES)))
    for at, feature in enumerate(FEATURES):
        values[:, at] = columns[feature]
    return Features(values, tuple(terms), bits, held)


def read_terms(found: Sequence[Found], terms: Sequence[Term], analyse: Analyse) -> tuple[TermBits, list[list[int]]]:
    """Read which tokens of the terms stand in each of FIELDS of whom; who was read for just these is not read again."""
    known = found[0].reading if found else None
    bits = known.bits if known is not None and known.bits.answers(terms, analyse) else TermBits(terms, analyse)
    masks = [
        one.reading.masks
        if one.reading is not None and one.reading.bits is bits
        else [bits.of(read(one.document)) for read in READ_FROM.values()]
        for one in found
    ]
    return bits, masks


def held_terms(masks: list[list[int]], terms: Sequence[Term], bits: TermBits) -> NDArray[np.bool_]:
    """Tell which term stands in which field of whom: terms x people x FIELDS, only where its scope reaches."""
    held = np.zeros((len(terms), len(masks), len(FIELDS)), dtype=np.bool_)
    chunks = _chunks(masks, bits.width) if masks else []
    for at, term in enumerate(terms):
        reach = np.array([term.scope in ("any", ASKED_BY.get(field)) for field in FIELDS])
        has = np.broadcast_to(reach, held.shape[1:]).copy()
        for number, chunk in enumerate(chunks):
            needed = (bits.needed[term] >> (CHUNK * number)) & CHUNK_MASK
            has &= (chunk & needed) == needed
        held[at] = has
    return held


def _chunks(masks: list[list[int]], width: int) -> list[NDArray[np.int64]]:
    """Cut masks of any width into matrices of machine words."""
    if width <= CHUNK:
        return [np.array(masks, dtype=np.int64)]
    return [
        np.array([[(mask >> shift) & CHUNK_MASK for mask in row] for row in masks], dtype=np.int64)
        for shift in range(0, width, CHUNK)
    ]


def _coverages(terms: Sequence[Term], held: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    weights = np.array([term.weight for term in terms])

    def share(has: NDArray[np.bool_], asked: NDArray[np.bool_]) -> NDArray[np.float64]:
        total = weights[asked].sum() if len(weights) else 0.0
        held_weight = np.zeros(has.shape[1])
        for weight, row in zip(weights[asked], has[asked], strict=True):
            held_weight += weight * row  # one by one: a matrix product's rounding depends on who stands beside whom
        return held_weight / total if total > 0 else held_weight

    everyone = np.ones(len(terms), dtype=np.bool_)
    placed = np.array([term.scope == "location" for term in terms], dtype=np.bool_)
    somewhere: NDArray[np.bool_] = np.any(held, axis=2)
    columns = {"coverage": share(somewhere, everyone), "location": share(held[:, :, PLACE], placed)}
    for feature, covered in COVERAGES.items():
        columns[feature] = share(held[:, :, FIELDS.index(covered)], _asked_of(covered, terms))
    return columns


def _asked_of(field: Field, terms: Sequence[Term]) -> NDArray[np.bool_]:
    """Pick the terms a field is judged by: those asked of it alone, or those asked of anything where there are none."""
    own = np.array([term.scope == ASKED_BY.get(field) for term in terms], dtype=np.bool_)
    return own if own.any() else np.array([term.scope == "any" for term in terms], dtype=np.bool_)


def wanted_title(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Pick the terms that speak of a title: those asked of titles, or those asked of anything where there are none."""
    scoped = tuple(term for term in terms if term.scope == "title" and not term.prefix)
    return scoped or tuple(term for term in terms if term.scope == "any" and not term.prefix)


def _title_fits(
    documents: Sequence[PersonDocument], terms: Sequence[Term], analyse: Analyse, title: str
) -> dict[str, NDArray[np.float64]]:
    asked = wanted_title(terms)
    words = title or " ".join(term.text for term in asked)
    now_held = [d.current_title or (d.titles[0] if d.titles else d.headline) for d in documents]
    similar = np.zeros(len(documents))
    if asked and documents:
        titles = [(d.current_title, *d.titles) if d.current_title or d.titles else (d.headline,) for d in documents]
        similar = _best_similarity(" ".join(" ".join(term.tokens) for term in asked), titles, analyse)
    fits = {one: (seniority_fit(words, one), family_fit(words, one)) for one in set(now_held)}
    return {
        "title_similarity": similar,
        "seniority": np.array([fits[one][0] for one in now_held]),
        "family": np.array([fits[one][1] for one in now_held]),
    }


def _best_similarity(wanted: str, titles: Sequence[tuple[str, ...]], analyse: Analyse) -> NDArray[np.float64]:
    places: dict[str, int] = {}
    each = [places.setdefault(title, len(places)) for held in titles for title in held]
    analysed = [" ".join(word_tokens(analyse, title)) for title in places]
    ratios = process.cdist([wanted], analysed, scorer=fuzz.token_set_ratio, dtype=np.float64)[0]
    starts = np.cumsum([0, *(len(held) for held in titles[:-1])])
    best: NDArray[np.float64] = np.maximum.reduceat(ratios[each], starts) / 100
    return best


def _person_alone(documents: Sequence[PersonDocument], now: datetime) -> dict[str, NDArray[np.float64]]:
    updated = np.array([d.updated for d in documents], dtype=np.float64)
    days = np.maximum(0.0, now.timestamp() - updated) / DAY
    hired = np.array([any(map(hired_stage, d.stages)) for d in documents], dtype=np.float64)
    far = np.array([any(map(far_stage, d.stages)) for d in documents], dtype=np.float64)
    turned_down = np.array([any(map(rejected_stage, d.stages)) for d in documents], dtype=np.float64)
    return {
        "recency": np.where(updated > 0, np.exp2(-days / HALF_LIFE_DAYS), 0.0),
        "hired_before": hired,
        "silver_medal": far * (1.0 - hired),
        "rejected": turned_down * (1.0 - hired) * (1.0 - far),
        "open_to_work": np.array([d.open_to_work for d in documents], dtype=np.float64),
        "in_ats": np.array([d.in_ats for d in documents], dtype=np.float64),
        "completeness": np.array([_completeness(d) for d in documents], dtype=np.float64),
    }


def _completeness(document: PersonDocument) -> float:
    filled = (document.titles, document.companies, document.skills, document.schools, document.summary)
    return (sum(map(bool, filled)) + bool(document.location) + bool(document.headline)) / (len(filled) + 2)
