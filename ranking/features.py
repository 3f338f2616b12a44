"""Turn terms, found documents with the scores of their words, time into a matrix of named feature values.

Every value lies in [0, 1]. A coverage is the weighted share of the terms that a field may answer which it holds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from entities.document import PersonDocument
from entities.query import Scope
from ranking.model import FEATURES
from ranking.settled import settled
from ranking.similarity import similarities, title_now, titles_compared, titles_meant, wanted_tokens
from ranking.stages import far_stage, hired_stage, rejected_stage
from ranking.terms import Analyse, Term, TermBits, word_tokens
from ranking.titles import family_fit, seniority_fit
from ranking.titles_model import meanings, title_vectors

Origin = Literal["tenant", "members"]
Field = Literal["current_title", "titles", "skills", "headline", "companies", "location", "schools", "name", "summary"]

DAY = 86_400  # seconds
UNSAID = 0.125  # how much the meaning of words counts that may be no title: a name, a place, a skill
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
COUNTED_FIELDS = 7  # of which `completeness` is a share
GRID = 36  # bits kept of a weight below that of the heaviest: sums of so coarse numbers are exact in any order
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
        **_covered(terms, held),
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


class Coverages:
    """Sums up, some terms after the others, the weighted share of what is asked of each field that people hold."""

    def __init__(self, terms: Sequence[Term], people: int) -> None:
        self._weights = _on_grid(terms)
        self._literal = np.array([not term.stands_for for term in terms], dtype=np.bool_)
        everyone = np.ones(len(terms), dtype=np.bool_)
        placed = np.array([term.scope == "location" for term in terms], dtype=np.bool_)
        self._asked: dict[str, tuple[int, NDArray[np.bool_]]] = {
            "coverage": ((1 << len(FIELDS)) - 1, everyone),
            "location": (1 << PLACE, placed),
            **{name: (1 << FIELDS.index(field), _asked_of(field, terms)) for name, field in COVERAGES.items()},
        }
        self._sums = {name: np.zeros(people) for name in self._asked}

    def add(self, first: int, fields: NDArray[np.uint32]) -> None:
        """Take in which fields (bits, in the order of FIELDS) of whom hold the terms from the `first` on."""
        for name, (bits, asked) in self._asked.items():
            here = asked[first : first + len(fields)]
            if here.any():
                has = (fields if here.all() else fields[here]) & np.uint32(bits) != 0
                self._sums[name] += self._weights[first : first + len(fields)][here] @ has

    def columns(self) -> dict[str, NDArray[np.float64]]:
        """Give the shares by feature."""
        totals = {name: float(self._weights[asked & self._literal].sum()) for name, (_, asked) in self._asked.items()}
        return {name: sums / totals[name] if totals[name] > 0 else sums for name, sums in self._sums.items()}


def _on_grid(terms: Sequence[Term]) -> NDArray[np.float64]:
    """Round weights so that a sum of them has no rounding of its own, whoever else is summed beside it."""
    weights = np.array([term.weight for term in terms], dtype=np.float64)
    if not len(weights) or weights.max() <= 0:
        return weights
    step = 2.0 ** (int(np.frexp(weights.max())[1]) - GRID)
    on_grid: NDArray[np.float64] = np.rint(weights / step) * step
    return on_grid


def field_bits(held: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Write which fields of whom hold which term as bits: terms x people."""
    bits = np.zeros(held.shape[:2], dtype=np.uint32)
    for at in range(len(FIELDS)):
        bits |= held[:, :, at].astype(np.uint32) << np.uint32(at)
    return bits


def _covered(terms: Sequence[Term], held: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    sums = Coverages(terms, held.shape[1])
    fields, _ = settled(terms, field_bits(held))
    sums.add(0, fields)
    return sums.columns()


def _asked_of(field: Field, terms: Sequence[Term]) -> NDArray[np.bool_]:
    """Pick the terms a field is judged by: those asked of it alone, or those asked of anything where there are none."""
    own = np.array([term.scope == ASKED_BY.get(field) for term in terms], dtype=np.bool_)
    return own if own.any() else np.array([term.scope == "any" for term in terms], dtype=np.bool_)


def wanted_title(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Pick the terms that speak of a title: those asked of titles, or those asked of anything where there are none."""
    whole = [term for term in terms if not term.prefix and not term.stands_for]
    scoped = tuple(term for term in whole if term.scope == "title")
    return scoped or tuple(term for term in whole if term.scope == "any")


def _title_fits(
    documents: Sequence[PersonDocument], terms: Sequence[Term], analyse: Analyse, title: str
) -> dict[str, NDArray[np.float64]]:
    asked = wanted_title(terms)
    words = title or " ".join(term.text for term in asked)
    meant = meant_title(terms, title)
    now_held = [title_now(document) for document in documents]
    wanted = wanted_tokens(token for term in asked for token in term.tokens)
    fits = {one: (seniority_fit(words, one), family_fit(words, one)) for one in set(now_held)}
    found = {
        "title_similarity": _best_similarities(wanted, documents, analyse),
        **meaning_columns(_best_meanings(meant, documents), terms, title),
        "seniority": np.array([fits[one][0] for one in now_held]),
        "family": np.array([fits[one][1] for one in now_held]),
    }
    return as_wanted(found, terms)


def as_wanted(fits: Mapping[str, NDArray[np.float64]], terms: Sequence[Term]) -> dict[str, NDArray[np.float64]]:
    """Let fits of a title count for less where the question weighs its title less than something else."""
    asked = max((term.weight for term in wanted_title(terms)), default=0.0)
    heaviest = max((term.weight for term in terms if not term.stands_for), default=0.0)
    share = asked / heaviest if 0.0 < asked < heaviest else 1.0
    return {feature: column * share for feature, column in fits.items()}


def _best_similarities(
    wanted: Sequence[str], documents: Sequence[PersonDocument], analyse: Analyse
) -> NDArray[np.float64]:
    best = np.zeros(len(documents))
    places, titles = _with_places(map(titles_compared, documents))
    if not wanted or not titles:
        return best
    tokens = [frozenset(word_tokens(analyse, title)) for title in titles]
    shared = [one.intersection(wanted) for one in tokens]
    found = similarities(
        wanted,
        np.array([len(one) for one in shared]),
        np.array([sum(map(len, one)) for one in shared]),
        np.array([len(one) for one in tokens]),
        np.array([sum(map(len, one)) for one in tokens]),
    )
    np.maximum.at(best, places, found)
    return best


def _with_places(held: Iterable[Sequence[str]]) -> tuple[NDArray[np.int64], list[str]]:
    """Lay what people hold behind one another, each with the place of its person."""
    pairs = [(at, one) for at, some in enumerate(held) for one in some]
    return np.array([at for at, _ in pairs], dtype=np.int64), [one for _, one in pairs]


def meant_title(terms: Sequence[Term], title: str) -> str:
    """Give the words whose meaning titles are compared with: those asked of titles, else the title, else all words."""
    asked = wanted_title(terms)
    words = " ".join(term.text for term in asked)
    return words if not title or any(term.scope == "title" for term in asked) else title


def meaning_columns(best: NDArray[np.float64], terms: Sequence[Term], title: str) -> dict[str, NDArray[np.float64]]:
    """Tell by feature how alike in meaning titles are, which counts less where nobody said that the words are a title.

    Where nothing but a title is asked, it counts once more: the words themselves tell little beside it.
    """
    said = bool(title) or any(term.scope == "title" for term in wanted_title(terms))
    literal = [term for term in terms if not term.stands_for]
    alone = bool(literal) and all(term.scope == "title" for term in literal)
    meaning = best * (1.0 if said else UNSAID)
    return {"title_meaning": meaning, "title_alone": meaning * alone}


def _best_meanings(words: str, documents: Sequence[PersonDocument]) -> NDArray[np.float64]:
    best = np.zeros(len(documents))
    places, titles = _with_places(map(titles_meant, documents))
    vectors = title_vectors((words, *titles))
    np.maximum.at(best, places, meanings(vectors[0], vectors[1:]))
    return best


def _person_alone(documents: Sequence[PersonDocument], now: datetime) -> dict[str, NDArray[np.float64]]:
    return alone(
        now,
        updated=np.array([d.updated for d in documents], dtype=np.float64),
        hired=np.array([any(map(hired_stage, d.stages)) for d in documents], dtype=np.float64),
        far=np.array([any(map(far_stage, d.stages)) for d in documents], dtype=np.float64),
        rejected=np.array([any(map(rejected_stage, d.stages)) for d in documents], dtype=np.float64),
    ) | {
        "open_to_work": np.array([d.open_to_work for d in documents], dtype=np.float64),
        "in_ats": np.array([d.in_ats for d in documents], dtype=np.float64),
        "completeness": np.array([completeness(d) / COUNTED_FIELDS for d in documents], dtype=np.float64),
    }


def alone(
    now: datetime,
    *,
    updated: NDArray[np.float64],
    hired: NDArray[np.float64],
    far: NDArray[np.float64],
    rejected: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    """Compute what people are like whatever was asked from when they changed (epoch seconds) and how far they came."""
    days = np.maximum(0.0, now.timestamp() - updated) / DAY
    return {
        "recency": np.where(updated > 0, np.exp2(-days / HALF_LIFE_DAYS), 0.0),
        "hired_before": hired,
        "silver_medal": far * (1.0 - hired),
        "rejected": rejected * (1.0 - hired) * (1.0 - far),
    }


def completeness(document: PersonDocument) -> int:
    """Count how many of COUNTED_FIELDS fields a document fills."""
    filled = (document.titles, document.companies, document.skills, document.schools, document.summary)
    return sum(map(bool, filled)) + bool(document.location) + bool(document.headline)
