"""Turn a question's tree into the weighted terms that ranking looks for in documents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from entities.query import And, Node, Not, Or, Phrase, Prefix, Scope, Word

Analyse = Callable[[str], tuple[str, ...]]  # text -> tokens, exactly as the index analysed the documents

REMEMBERED_WORDS = 100_000  # analysed words kept in memory: words, not texts


@dataclass(frozen=True, slots=True)
class Term:
    """Something a document may hold: all `tokens` in one field of the scope (or one that begins so, for a prefix).

    An alternative names the tokens of the terms it `stands_for`: it counts only where a document lacks one of those.
    """

    text: str
    tokens: tuple[str, ...]
    scope: Scope = "any"
    weight: float = 1.0
    prefix: bool = False
    stands_for: tuple[tuple[str, ...], ...] = ()


Alternatives = tuple[Sequence[str], Sequence[str], float]
"""Words of a question, what may stand in their place, and what that is worth where the words themselves are worth 1."""


def widened_terms(terms: Sequence[Term], alternatives: Iterable[Alternatives], *, analyse: Analyse) -> tuple[Term, ...]:
    """Put behind the terms of a question those that may stand in place of some of them."""
    asked = {term.tokens for term in terms if term.scope == "any" and not term.prefix}
    found: dict[tuple[object, ...], Term] = {}
    for words, others, weight in alternatives:
        stands_for = tuple(dict.fromkeys(tokens for word in words if (tokens := analyse(word)) in asked))
        for other in others if stands_for else ():
            tokens = analyse(other)
            if tokens and tokens not in stands_for:
                worth = weight * len(stands_for)
                found.setdefault((tokens, stands_for), Term(other, tokens, weight=worth, stands_for=stands_for))
    return (*terms, *found.values())


def terms_of(where: Node, *, analyse: Analyse, instead: Iterable[Alternatives] = ()) -> tuple[Term, ...]:
    """List what the tree asks for, each once with its greatest weight; what it forbids is left out.

    Behind them come the alternatives given.
    """
    best: dict[tuple[object, ...], Term] = {}
    for leaf in _wanted(where):
        prefix = isinstance(leaf, Prefix)
        tokens = analyse(leaf.text)
        key = (tokens, leaf.scope, prefix)
        if tokens and leaf.weight > 0 and (key not in best or leaf.weight > best[key].weight):
            best[key] = Term(leaf.text, tokens, leaf.scope, leaf.weight, prefix)
    return widened_terms(tuple(best.values()), instead, analyse=analyse)


def _wanted(node: Node) -> Iterator[Word | Phrase | Prefix]:
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, And | Or):
            waiting.extend(reversed(here.parts))
        elif isinstance(here, Not):
            waiting.extend(_forbidden_twice(here))
        elif isinstance(here, Word | Phrase | Prefix):
            yield here


def _forbidden_twice(node: Not) -> Iterator[Node]:
    """Give what stands below NOT NOT: it is wanted again."""
    waiting: list[Node] = [node.part]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Not):
            yield here.part
        elif isinstance(here, And | Or):
            waiting.extend(reversed(here.parts))


@lru_cache(maxsize=REMEMBERED_WORDS)
def word_tokens(analyse: Analyse, word: str) -> tuple[str, ...]:
    """Analyse one white-space separated word, and remember it: documents repeat their words."""
    return analyse(word)


class TermBits(dict[str, int]):
    """Which tokens of the question each word of a document yields, as bits; filled as words come.

    Analysis works inside white-space separated words, so a text's tokens are those of its words.
    """

    def __init__(self, terms: Iterable[Term], analyse: Analyse) -> None:
        super().__init__()
        self._analyse = analyse
        self._bits: dict[str, int] = {}
        self._prefix_bits: dict[str, int] = {}
        self.needed: dict[Term, int] = {term: self._needed(term) for term in terms}

    def answers(self, terms: Iterable[Term], analyse: Analyse) -> bool:
        """Tell whether these bits stand for the same terms, in the same order and analysis."""
        return self._analyse is analyse and tuple(self.needed) == tuple(terms)

    @property
    def width(self) -> int:
        """Count the bits in use."""
        return len(self._bits) + len(self._prefix_bits)

    def _needed(self, term: Term) -> int:
        table = self._prefix_bits if term.prefix else self._bits
        mask = 0
        for token in term.tokens:
            mask |= table.setdefault(token, 1 << self.width)
        return mask

    def __missing__(self, word: str) -> int:
        mask = 0
        for token in word_tokens(self._analyse, word):
            if token in self._bits:
                mask |= self._bits[token]
            for start, bit in self._prefix_bits.items() if self._prefix_bits else ():
                mask |= bit if token.startswith(start) else 0
        self[word] = mask
        return mask

    def of(self, text: str) -> int:
        """Give the bits of all words of a text."""
        mask = 0
        for bits in set(map(self.__getitem__, text.split())):
            mask |= bits
        return mask
