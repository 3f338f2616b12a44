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

import numpy as np
from numpy.typing import NDArray

from entities.document import PersonDocument
from entities.query import Node, Prefix, Word
from ranking.features import FIELDS, READ_FROM, Field, Found, Reading, held_terms, read_terms
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
PLACE = FIELDS.index(RUNNING)
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
    listed = list(found)
    rarities = rarity_of(terms, people, holders)
    documents = [one.document for one in listed]
    bits, masks = read_terms(listed, terms, analyse)
    held = held_terms(masks, terms, bits)
    reached = np.zeros(len(listed))
    mentions: dict[int, Counter[int]] = {}
    for at, term in enumerate(terms):
        boosts = _mentioned(documents, held[at, :, PLACE], bits.needed[term], bits, mentions)
        for field, boost in BOOSTS.items():
            if field != RUNNING:
                boosts += boost * held[at, :, FIELDS.index(field)]
        reached += term.weight * rarities[term] * (boosts / (boosts + 1))
    whole = math.fsum(term.weight * rarities[term] for term in terms)
    scores = (reached / whole if whole > 0 else reached).tolist()
    return [
        Found(one.document, score, one.origin, Reading(bits, read))
        for one, score, read in zip(listed, scores, masks, strict=True)
    ]


def rarity_of(terms: Sequence[Term], people: int, holders: Sequence[int]) -> dict[Term, float]:
    """Weigh each term by how rare it is; one that wasn't counted is as rare as the counted ones are on average."""
    counted = dict(zip(counted_terms(terms), holders, strict=True))
    known = {term: math.log1p((max(people, held) - held + 0.5) / (held + 0.5)) for term, held in counted.items()}
    usual = math.fsum(known.values()) / len(known) if known else 1.0
    return {term: known.get(term, usual) for term in terms}


def _mentioned(
    documents: Sequence[PersonDocument],
    holding: NDArray[np.bool_],
    needed: int,
    bits: TermBits,
    mentions: dict[int, Counter[int]],
) -> NDArray[np.float64]:
    """Weigh how often the running text of those holding a term mentions it; `mentions` keeps what was read."""
    weighed = np.zeros(len(documents))
    for at in np.flatnonzero(holding).tolist():
        if at not in mentions:
            mentions[at] = Counter(map(bits.__getitem__, READ_FROM[RUNNING](documents[at]).split()))
        often = _often(needed, mentions[at])
        length = 1 - LENGTH_SHARE + LENGTH_SHARE * mentions[at].total() / USUAL_WORDS
        weighed[at] = BOOSTS[RUNNING] * often * (SATURATION + 1) / (often + SATURATION * length)
    return weighed


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
