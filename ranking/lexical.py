"""Turn found documents into ones scored by how well their own words answer the terms, whichever index they lie in.

An engine's own scores know how often words stand in all its documents, also in those that a viewer may not find. So
they only choose whom to rank; from here on a document is judged by its own words, and a word by how many of the people
that the viewer may find hold it.

Published method: BM25F with a fixed text length (Robertson, Zaragoza 2009, "The Probabilistic Relevance Framework:
BM25 and Beyond"), each term's part brought to 0..1.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from entities.document import PersonDocument
from ranking.features import FIELDS, READ_FROM, Field, Found, Reading, field_bits, held_terms, read_terms
from ranking.settled import settled
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
# What is added for the fields that hold a term, by their bits; the running text is weighed by its mentions.
BOOST_OF = np.array(
    [sum(BOOSTS[f] for at, f in enumerate(FIELDS[:PLACE]) if bits >> at & 1) for bits in range(1 << PLACE)]
)
SATURATION = 1.2  # k1: how soon further mentions add little
LENGTH_SHARE = 0.5  # b: how much a long text's mentions count less
MOST_MENTIONS = 255  # more mentions of a word than these don't count
USUAL_WORDS = 300  # of running text; fixed, for the average would tell of documents that the viewer may not find


def counted_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Pick the terms whose holders are worth counting, the heaviest first."""
    return tuple(sorted((term for term in terms if not term.stands_for), key=lambda term: -term.weight)[:MOST_COUNTED])


def score_by(
    found: Iterable[Found], terms: Sequence[Term], rarities: Mapping[Term, float], *, analyse: Analyse
) -> list[Found]:
    """Score documents from 0 to 1 by their own words alone, each term weighed by how rare it is."""
    listed = list(found)
    documents = [one.document for one in listed]
    bits, masks = read_terms(listed, terms, analyse)
    held = held_terms(masks, terms, bits)
    mentions: dict[int, Counter[int]] = {}
    often = np.zeros(held.shape[:2])
    for at, term in enumerate(terms):
        often[at] = _mentioned(documents, held[at, :, PLACE], bits.needed[term], bits, mentions)
    sums = WordScores(terms, rarities, np.array([len(READ_FROM[RUNNING](d).split()) for d in documents]))
    sums.add(0, *settled(terms, field_bits(held), often))
    return [
        Found(one.document, score, one.origin, Reading(bits, read))
        for one, score, read in zip(listed, sums.scores().tolist(), masks, strict=True)
    ]


class WordScores:
    """Sums up, some terms after the others, how well the words of people answer."""

    def __init__(self, terms: Sequence[Term], rarities: Mapping[Term, float], words: NDArray[np.int64]) -> None:
        self._weights = np.array([term.weight * rarities[term] for term in terms], dtype=np.float64)
        self._whole = math.fsum(self._weights[[not term.stands_for for term in terms]].tolist()) if terms else 0.0
        self._saturation = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * words / USUAL_WORDS)
        self._reached = np.zeros(len(words))

    def add(self, first: int, fields: NDArray[np.uint32], often: NDArray[np.float64]) -> None:
        """Take in which fields (bits) of whom hold the terms from the `first` on, how often running text does."""
        boosts = BOOST_OF.take(fields & np.uint32(len(BOOST_OF) - 1))
        boosts += BOOSTS[RUNNING] * often * (SATURATION + 1) / (often + self._saturation)
        boosts /= boosts + 1
        boosts *= self._weights[first : first + len(fields), None]
        for row in boosts:  # one by one: another way to sum would round by who else was found
            self._reached += row

    def scores(self) -> NDArray[np.float64]:
        """Give a score from 0 to 1 for each of the people."""
        scores: NDArray[np.float64] = self._reached / self._whole if self._whole > 0 else self._reached
        return scores


def rarities(terms: Sequence[Term], people: int, holders: Mapping[Term, int]) -> dict[Term, float]:
    """Weigh each term by how rare it is; one without `holders` is as rare as the others are on average.

    An alternative is as rare as what it stands for, on average: or it would count for more, being rarer.
    """
    known = {term: math.log1p((max(people, held) - held + 0.5) / (held + 0.5)) for term, held in holders.items()}
    usual = math.fsum(known.values()) / len(known) if known else 1.0
    weighed = {term: known.get(term, usual) for term in terms}
    literal = {term.tokens: rarity for term, rarity in weighed.items() if term.scope == "any" and not term.stands_for}
    for term in terms:
        if term.stands_for:
            weighed[term] = math.fsum(literal[tokens] for tokens in term.stands_for) / len(term.stands_for)
    return weighed


def _mentioned(
    documents: Sequence[PersonDocument],
    holding: NDArray[np.bool_],
    needed: int,
    bits: TermBits,
    mentions: dict[int, Counter[int]],
) -> NDArray[np.float64]:
    """Count how often the running text of those holding a term mentions it; `mentions` keeps what was read."""
    often = np.zeros(len(documents))
    for at in np.flatnonzero(holding).tolist():
        if at not in mentions:
            mentions[at] = Counter(map(bits.__getitem__, READ_FROM[RUNNING](documents[at]).split()))
        often[at] = min(_often(needed, mentions[at]), MOST_MENTIONS)
    return often


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
