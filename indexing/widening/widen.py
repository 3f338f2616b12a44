"""Turn a plain search into a wider one, which also finds what its words may have been meant for.

A misspelt word stands for the words one edit away that people hold; the words of a title, or of a technology's name,
stand for its other labels. What is found by the words as typed counts most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from entities.query import And, Node, Or, Phrase, Word
from indexing.analysis import analyse, words
from indexing.lexemes import lexemes
from indexing.widening.lexicon import may_be_misspelt
from indexing.widening.taxonomy import LONGEST, Taxonomy

WideningKind = Literal["typo", "taxonomy"]
WEIGHTS: dict[WideningKind, float] = {"typo": 0.6, "taxonomy": 0.5}  # of an alternative; the word as typed has 1
DOUBTFUL = 0.3  # weight of an alternative of a word that many people hold
FREQUENT = 10  # documents that hold a word from which it counts as spelled right
MOST = 8  # alternatives of a word, or of words that are one name
MOST_IN_ALL = 64
MOST_WORDS = 64  # of a text; what is longer is no plain search


class Held(Protocol):
    """What documents hold that everyone may find."""

    def near(self, word: str) -> Mapping[str, int]:
        """Give the words one edit away from a folded word, with how many documents hold each."""

    def spelled(self, word: str) -> int:
        """Count the documents that hold a folded word as it is, or in a text where its ending doesn't matter.

        From FREQUENT on, the count may be too low.
        """

    def known(self, tokens: Sequence[str]) -> Sequence[int]:
        """Count the documents that hold each analysed word, anywhere."""


@dataclass(frozen=True, slots=True)
class Widening:
    """What a word of the search, or words that are one name, may stand for, the likeliest first.

    An alternative is worth `weight` where a word as typed is worth 1.
    """

    words: tuple[str, ...]
    alternatives: tuple[str, ...]
    kind: WideningKind
    weight: float


@dataclass(frozen=True, slots=True)
class Widened:
    """A tree of conditions, and what was widened in it."""

    where: Node
    widenings: tuple[Widening, ...] = ()


def is_plain(text: str) -> bool:
    """Tell whether a search text is of words only: no operator, quote, parenthesis, scope, prefix or range."""
    return all(lexeme.kind in ("word", "end") for lexeme in lexemes(text))


def widen(where: Node, *, held: Held, labels: Taxonomy, doubt: bool = False) -> Widened:
    """Widen the tree of a plain search; one of another form stays as it is.

    A word that many documents hold, or that is a label, is spelled right, unless in `doubt`: when nothing is found by
    the words as typed.
    """
    leaves = _plain_words(where)
    if not leaves:
        return Widened(where)
    parts: list[Node] = []
    found: list[Widening] = []
    room = MOST_IN_ALL
    at = 0
    while at < len(leaves):
        widening, taken = (_respelled(leaves[at], held, doubt=True), 1) if doubt else (None, 1)
        if widening is None:
            widening, taken = _named(leaves[at:], held, labels)
        if widening is None and taken == 1 and not doubt:
            widening = _respelled(leaves[at], held, doubt=False)
        literal: Node = leaves[at] if taken == 1 else And(parts=tuple(leaves[at : at + taken]))
        at += taken
        if widening is None or not widening.alternatives or not room:
            parts.append(literal)
            continue
        kept = replace(widening, alternatives=widening.alternatives[:room])
        room -= len(kept.alternatives)
        found.append(kept)
        parts.append(_either(literal, kept))
    return Widened(parts[0] if len(parts) == 1 else And(parts=tuple(parts)), tuple(found)) if found else Widened(where)


def _plain_words(where: Node) -> Sequence[Word]:
    """Give the words of a plain search, none where it is of another form."""
    parts = where.parts if isinstance(where, And) else (where,)
    plain = [part for part in parts if isinstance(part, Word) and part.scope == "any" and part.weight == 1.0]
    return plain if len(plain) == len(parts) <= MOST_WORDS else ()


def _named(leaves: Sequence[Word], held: Held, labels: Taxonomy) -> tuple[Widening | None, int]:
    """Find the longest run of first words that is a label with others beside it, and how many words it takes.

    Of the others, those stay whose words somebody holds.
    """
    tokens = [analyse(leaf.text) for leaf in leaves[:LONGEST]]
    for count in range(len(tokens), 0, -1):
        others = labels.alternatives([token for some in tokens[:count] for token in some])
        if others and all(tokens[:count]):
            spoken = [analyse(other) for other in others]
            each = list(dict.fromkeys(token for some in spoken for token in some))
            there = {token for token, documents in zip(each, held.known(each), strict=True) if documents}
            kept = tuple(other for other, some in zip(others, spoken, strict=True) if there.issuperset(some))[:MOST]
            return Widening(tuple(leaf.text for leaf in leaves[:count]), kept, "taxonomy", WEIGHTS["taxonomy"]), count
    return None, 1


def _respelled(leaf: Word, held: Held, *, doubt: bool) -> Widening | None:
    spoken = words(leaf.text)
    if len(spoken) != 1 or not may_be_misspelt(spoken[0], doubt=doubt):
        return None
    word = spoken[0]
    holders = held.spelled(word)
    if holders >= FREQUENT and not doubt:
        return None
    others = held.near(word)
    plural = {word + "s", word.removesuffix("s")} - {word}  # found by the word as typed, and no other word
    if holders + sum(others.get(other, 0) for other in plural) >= FREQUENT and not doubt:
        return None
    # Who misspells a word seldom misspells its first letter.
    ordered = sorted(others, key=lambda other: (other[0] != word[0], -others[other], other))[:MOST]
    return Widening((leaf.text,), tuple(ordered), "typo", DOUBTFUL if doubt else WEIGHTS["typo"]) if ordered else None


def _either(literal: Node, widening: Widening) -> Or:
    leaf = Word if widening.kind == "typo" else Phrase
    others = (leaf(text=other, weight=widening.weight) for other in widening.alternatives)
    return Or(parts=(literal, *others))
