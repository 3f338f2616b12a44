"""Turn a tree of conditions into the documents that match it, by looking at every document."""

from collections.abc import Iterable, Mapping

from entities.document import PersonDocument
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Scope, Word
from indexing.analysis import analyse, words
from indexing.engine import Slot
from indexing.fields import TEXT_FIELDS, TextField, fields_of, texts

Found = frozenset[Slot]
Leaf = Word | Phrase | Prefix
TITLE = "title"  # the field in which a match is worth twice as much


class Matcher:
    """Matches trees against a fixed set of documents, and remembers what each term found."""

    def __init__(self, documents: Mapping[Slot, PersonDocument]) -> None:
        self._documents = documents
        self._read: dict[Slot, dict[str, list[tuple[str, ...]]]] = {}
        self._spoken: dict[Slot, dict[str, set[str]]] = {}
        self._stems: dict[Slot, set[str]] = {}
        self._leaves: dict[tuple[str, str, Scope], dict[Slot, float] | None] = {}

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
            case Range():
                return frozenset(slot for slot, one in self._documents.items() if lies_in(node, one.years))
            case _:
                worth = self._leaf(node)
                return None if worth is None else frozenset(worth)

    def scores(self, node: Node, found: Iterable[Slot]) -> dict[Slot, float]:
        """Score documents: each leaf that isn't negated adds its weight, twice where a title holds it."""
        terms = [(leaf.weight, self._leaf(leaf) or {}) for leaf in _asserted(node)]
        return {slot: sum(weight * worth.get(slot, 0.0) for weight, worth in terms) for slot in found}

    def _leaf(self, leaf: Leaf) -> dict[Slot, float] | None:
        term = (leaf.op, leaf.text, leaf.scope)
        if term not in self._leaves:
            self._leaves[term] = self._scan(leaf)
        return self._leaves[term]

    def _scan(self, leaf: Leaf) -> dict[Slot, float] | None:
        if not words(leaf.text):
            return None
        holds = self._prefixed if isinstance(leaf, Prefix) else self._spelled
        wanted = [(field, _tokens(leaf, field)) for field in fields_of(leaf.scope)]
        worth: dict[Slot, float] = {}
        for slot in self._documents:
            held = [field.name for field, tokens in wanted if holds(slot, field, tokens)]
            if held or (leaf.scope == "any" and self._stemmed(slot, leaf)):
                worth[slot] = 1.0 + (TITLE in held)
        return worth

    def _stemmed(self, slot: Slot, leaf: Leaf) -> bool:
        """Tell whether any field, stemmed whatever it holds, has the one token of a word."""
        tokens = () if isinstance(leaf, Prefix) else analyse(leaf.text)
        if len(tokens) != 1:
            return False
        if slot not in self._stems:
            document = self._documents[slot]
            self._stems[slot] = {
                token for field in TEXT_FIELDS for text in texts(document, field) for token in analyse(text)
            }
        return tokens[0] in self._stems[slot]

    def _spelled(self, slot: Slot, field: TextField, wanted: tuple[str, ...]) -> bool:
        """Tell whether the tokens stand next to each other in one value of the field."""
        if slot not in self._read:
            document = self._documents[slot]
            self._read[slot] = {f.name: [f.tokens(value) for value in texts(document, f)] for f in TEXT_FIELDS}
        return any(_follow(wanted, tokens) for tokens in self._read[slot][field.name])

    def _prefixed(self, slot: Slot, field: TextField, wanted: tuple[str, ...]) -> bool:
        """Tell whether the field holds all the words, the last one as the beginning of a word."""
        if slot not in self._spoken:
            document = self._documents[slot]
            self._spoken[slot] = {
                f.name: {word for value in texts(document, f) for word in words(value)} for f in TEXT_FIELDS
            }
        held = self._spoken[slot][field.name]
        return held.issuperset(wanted[:-1]) and any(word.startswith(wanted[-1]) for word in held)


def _tokens(leaf: Leaf, field: TextField) -> tuple[str, ...]:
    return words(leaf.text) if isinstance(leaf, Prefix) else field.tokens(leaf.text)


def _follow(wanted: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    """Tell whether the wanted tokens stand next to each other, in order."""
    if wanted[0] not in tokens:
        return False
    return any(tokens[at : at + len(wanted)] == wanted for at in range(len(tokens) - len(wanted) + 1))


def lies_in(wanted: Range, number: int | None) -> bool:
    """Tell whether a number lies in a range; one that isn't known lies in none."""
    if number is None:
        return False
    return (wanted.low is None or wanted.low <= number) and (wanted.high is None or number <= wanted.high)


def _asserted(node: Node) -> list[Leaf]:
    match node:
        case Everything() | Range() | Not():
            return []
        case And() | Or():
            return [leaf for part in node.parts for leaf in _asserted(part)]
        case _:
            return [node]
