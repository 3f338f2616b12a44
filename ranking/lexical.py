"""Turn found documents into ones scored by how well their own words answer the terms, whichever index they lie in.

An engine's own scores know how often words stand in all its documents, also in those that a viewer may not find. So
they only choose whom to rank; from here on a document is judged by its own words, and a word by how many of the people
that the viewer may find hold it.

Published method: BM25F with a fixed text length (Robertson, Zaragoza 2009, "The Probabilistic Relevance Framework:
BM25 and Beyond"), each term's part brought to 0..1.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from entities.document import PersonDocument
from entities.query import Node, Prefix, Word
from ranking.features import ASKED_BY, READ_FROM, Field, Found
from ranking.terms import Analyse, Term, TermBits

MOST_COUNTED = 32  # terms whose holders are counted: the heaviest
BOOSTS: dict[Field, float] = {
    "current_title": 1.0,
    "titles": 3.0,
    "name": 2.0,
    "headline": 2.0,
    "skills": 2.0,
    "companies": 1.5,
    "location": 1.0,
    "schools": 1.0,
    "summary": 1.0,
}
RUNNING: Field = "summary"  # the one field in which it counts how often a word stands
SATURATION = 1.2  # k1: how soon further mentions add little
LENGTH_SHARE = 0.5  # b: how much a long text's mentions count less
USUAL_WORDS = 300  # of running text; fixed, for the average would tell of documents that the viewer may not find


def counted_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Pick the terms whose holders are worth counting, the heaviest first."""
    return tuple(sorted(terms, key=lambda term: -term.weight)[:MOST_COUNTED])


def counted_nodes(terms: Sequence[Term]) -> tuple[Node, ...]:
    """Ask for the holders of each counted term, in their order."""
    return tuple((Prefix if term.prefix else Word)(text=term.text, scope=term.scope) for term in counted_terms(terms))


def score_words(
    found: Iterable[Found], terms: Sequence[Term], *, people: int, holders: Sequence[int], analyse: Analyse
) -> list[Found]:
    """Score documents from 0 to 1; `people` may be found in all, `holders` of them hold each of `counted_nodes`.

    A score depends on nothing but the document, the terms and these counts.
    """
    rarities = rarity_of(terms, people, holders)
    bits = TermBits(terms, analyse)
    asked = [(term, bits.needed[term], term.weight * rarities[term]) for term in terms]
    whole = math.fsum(weight for _, _, weight in asked)
    return [replace(one, score=_score(one.document, asked, bits) / whole if whole > 0 else 0.0) for one in found]


def rarity_of(terms: Sequence[Term], people: int, holders: Sequence[int]) -> dict[Term, float]:
    """Weigh each term by how rare it is; one that wasn't counted is as rare as the counted ones are on average."""
    counted = dict(zip(counted_terms(terms), holders, strict=True))
    known = {term: math.log1p((max(people, held) - held + 0.5) / (held + 0.5)) for term, held in counted.items()}
    usual = math.fsum(known.values()) / len(known) if known else 1.0
    return {term: known.get(term, usual) for term in terms}


def _score(document: PersonDocument, asked: Sequence[tuple[Term, int, float]], bits: TermBits) -> float:
    masks = {field: bits.of(read(document)) for field, read in READ_FROM.items() if field != RUNNING}
    running = READ_FROM[RUNNING](document).split()
    mentions = Counter(map(bits.__getitem__, running))
    length = 1 - LENGTH_SHARE + LENGTH_SHARE * len(running) / USUAL_WORDS
    parts = []
    for term, needed, weight in asked:
        held = math.fsum(
            BOOSTS[field]
            for field, mask in masks.items()
            if mask & needed == needed and term.scope in ("any", ASKED_BY.get(field))
        )
        if term.scope == "any":
            often = _often(needed, mentions)
            held += BOOSTS[RUNNING] * often * (SATURATION + 1) / (often + SATURATION * length)
        parts.append(weight * held / (held + 1))
    return math.fsum(parts)


def _often(needed: int, mentions: Counter[int]) -> int:
    """Count how often all the needed tokens stand in a text: as often as the rarest of them."""
    least, left = 0, needed
    while left:
        bit = left & -left
        left ^= bit
        here = sum(count for mask, count in mentions.items() if mask & bit)
        if not here:
            return 0
        least = min(least, here) if least else here
    return least
