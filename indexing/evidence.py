"""Turn a person document with a query into the words of the document that the query's terms found."""

from entities.document import PersonDocument
from entities.hit import Reason
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Word
from indexing.analysis import words
from indexing.fields import TextField, fields_of, texts

SNIPPET = 120  # characters of evidence at most
AROUND = 4  # source words shown on either side of a find in a long text

Leaf = Word | Phrase | Prefix
Chunk = tuple[str, tuple[str, ...]]  # a source word, the tokens it makes


def evidence(document: PersonDocument, node: Node) -> tuple[Reason, ...]:
    """Name for each term that isn't negated the field that holds it, the most telling one, with its source words.

    Terms are taken in the order of the query, each once; one that the document doesn't hold has no reason.
    """
    reasons: dict[Leaf, Reason] = {}
    for leaf in _asserted(node):
        if leaf not in reasons and (reason := _reason(document, leaf)):
            reasons[leaf] = reason
    return tuple(reasons.values())


def _asserted(node: Node, *, negated: bool = False) -> list[Leaf]:
    match node:
        case Everything():
            return []
        case Not():
            return _asserted(node.part, negated=not negated)
        case And() | Or():
            return [leaf for part in node.parts for leaf in _asserted(part, negated=negated)]
        case _:
            return [] if negated else [node]


def _reason(document: PersonDocument, leaf: Leaf) -> Reason | None:
    if not words(leaf.text):
        return None
    for field in fields_of(leaf.scope):
        for value in texts(document, field):
            snippet = _snippet(value, field, leaf)
            if snippet:
                return Reason(text=f"{field.name} has {_quoted(leaf)}", field=field.name, evidence=snippet)
    return None


def _quoted(leaf: Leaf) -> str:
    star = "*" if isinstance(leaf, Prefix) else ""
    return f'"{leaf.text}{star}"'


def _snippet(value: str, field: TextField, leaf: Leaf) -> str:
    """Cut the source words that hold the term out of a value, with some around; empty where it doesn't."""
    if isinstance(leaf, Prefix):
        *others, begin = words(leaf.text)
        chunks: list[Chunk] = [(chunk, words(chunk)) for chunk in value.split()]
        held = {word for _, made in chunks for word in made}
        if not all(word in held for word in others):
            return ""
        places = [at for at, (_, made) in enumerate(chunks) if any(word.startswith(begin) for word in made)]
        return _cut(chunks, places[0], places[0]) if places else ""
    wanted = field.tokens(leaf.text)
    chunks = [(chunk, field.tokens(chunk)) for chunk in value.split()]
    owners = [at for at, (_, made) in enumerate(chunks) for _ in made]
    tokens = tuple(token for _, made in chunks for token in made)
    for at in range(len(tokens) - len(wanted) + 1):
        if tokens[at : at + len(wanted)] == wanted:
            return _cut(chunks, owners[at], owners[at + len(wanted) - 1])
    return ""


def _cut(chunks: list[Chunk], first: int, last: int) -> str:
    whole = " ".join(chunk for chunk, _ in chunks)
    if len(whole) <= SNIPPET:
        return whole
    start, end = max(0, first - AROUND), min(len(chunks), last + 1 + AROUND)
    cut = " ".join(chunk for chunk, _ in chunks[start:end])[:SNIPPET]
    return ("... " if start else "") + cut + (" ..." if end < len(chunks) or len(cut) == SNIPPET else "")
