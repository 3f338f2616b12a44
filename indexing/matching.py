"""Turn a tree of conditions into the documents that match it, by looking at every document."""

from collections.abc import Iterable, Mapping

from entities.document import PersonDocument
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Word
from indexing.analysis import words
from indexing.engine import Slot
from indexing.fields import TEXT_FIELDS, TextField, fields_of, texts

Found = frozenset[Slot]
Leaf = Word | Phrase | Prefix


class Matcher:
    """Matches trees against a fixed set of documents, and remembers what each term found."""

    def __init__(self, documents: Mapping[Slot, PersonDocument]) -> None:
        self._documents = documents
        self._read: dict[Slot, dict[str, list[tuple[str, ...]]]] = {}
        self._leaves: dict[Leaf, dict[Slot, float] | None] = {}

    def matching(self, node: Node) -> Found | None:
        """Find the matching documents; None where the node holds no token and so is left out of what it stands in."""
        match node:
            case Everything():
                return frozenset(self._documents)
            case Not():
                inner = self.matching(node.part)
                return None if inner is None else frozenset(self._documents) - inner
            case And() | Or():
                kept = [found for found in map(self.matching, node.parts) if found is not None]
                if not kept:
                    return None
                return frozenset.intersection(*kept) if isinstance(node, And) else frozenset.union(*kept)
            case _:
                scores = self._leaf(node)
                return None if scores is None else frozenset(scores)

    def scores(self, node: Node, found: Iterable[Slot]) -> dict[Slot, float]:
        """Score documents: each term that isn't negated adds its weight times the best boost of the fields it is in."""
        terms = [self._leaf(leaf) or {} for leaf in _asserted(node)]
        return {slot: sum(scores.get(slot, 0.0) for scores in terms) for slot in found}

    def _leaf(self, leaf: Leaf) -> dict[Slot, float] | None:
        if leaf not in self._leaves:
            self._leaves[leaf] = self._scan(leaf)
        return self._leaves[leaf]

    def _scan(self, leaf: Leaf) -> dict[Slot, float] | None:
        if not words(leaf.text):
            return None
        scores: dict[Slot, float] = {}
        for slot in self._documents:
            boosts = [field.boost for field in fields_of(leaf.scope) if self._holds(slot, field, leaf)]
            if boosts:
                scores[slot] = leaf.weight * max(boosts)
        return scores

    def _holds(self, slot: Slot, field: TextField, leaf: Leaf) -> bool:
        if isinstance(leaf, Prefix):
            *others, begin = words(leaf.text)
            held = {word for value in texts(self._documents[slot], field) for word in words(value)}
            return all(word in held for word in others) and any(word.startswith(begin) for word in held)
        wanted = field.tokens(leaf.text)
        return any(_follow(wanted, tokens) for tokens in self._tokens(slot)[field.name])

    def _tokens(self, slot: Slot) -> dict[str, list[tuple[str, ...]]]:
        if slot not in self._read:
            document = self._documents[slot]
            self._read[slot] = {f.name: [f.tokens(value) for value in texts(document, f)] for f in TEXT_FIELDS}
        return self._read[slot]


def _follow(wanted: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    """Tell whether the wanted tokens stand next to each other, in order."""
    if wanted[0] not in tokens:
        return False
    return any(tokens[at : at + len(wanted)] == wanted for at in range(len(tokens) - len(wanted) + 1))


def _asserted(node: Node) -> list[Leaf]:
    match node:
        case Everything() | Not():
            return []
        case And() | Or():
            return [leaf for part in node.parts for leaf in _asserted(part)]
        case _:
            return [node]
