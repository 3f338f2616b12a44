"""Turn the question that a job asks, as somebody edited it, into one that ranks people."""

from collections.abc import Sequence

from entities.errors import TooLarge
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Word
from indexing import analyse, parse_query, render_query
from ranking import JobQuestion, QuestionPart, question_of

WEIGHTS = {"title": 3.0, "location": 1.0}  # of terms that somebody adds, by scope
ADDED = 2.0  # in any other scope: as much as a skill that the job names
MOST_TERMS = 1_000  # as in a text
Key = tuple[str, str, str]


def edited_parts(parts: Sequence[QuestionPart]) -> JobQuestion:
    """Ask for these parts instead; raises TooLarge where they make more than 1,000 terms."""
    question = question_of(parts)
    if len(_leaves(question.where)) > MOST_TERMS:
        raise TooLarge(f"the question has more than {MOST_TERMS} terms", pointer="/question", hint="leave parts out")
    return question


def edited_text(generated: JobQuestion, text: str) -> JobQuestion:
    """Ask for this text instead: terms that the job asked for keep their weights, others weigh as added by hand.

    Parts that the text no longer holds are left out; what it asks for beyond parts (companies, years, NOT) counts too.
    Raises InvalidQuery or TooLarge where the text can't be read.
    """
    known: dict[Key, float] = {}
    for leaf in _leaves(generated.where):
        known[_key(leaf)] = max(leaf.weight, known.get(_key(leaf), 0.0))
    where = _weighted(parse_query(text), known)
    asked = {_key(leaf) for leaf in _leaves(where)}
    kept = [part for part in generated.parts if _keys(part) <= asked]
    held: set[Key] = set().union(*map(_keys, kept))
    added = [part for leaf in _leaves(where) if _key(leaf) not in held and (part := _part(leaf)) is not None]
    return JobQuestion(parts=(*kept, *dict.fromkeys(added)), where=where, text=render_query(where))


def _leaves(node: Node) -> list[Word | Phrase | Prefix]:
    """List what a tree asks for; what it forbids is left out."""
    match node:
        case And() | Or():
            return [leaf for part in node.parts for leaf in _leaves(part)]
        case Word() | Phrase() | Prefix():
            return [node]
        case _:
            return []


def _key(leaf: Word | Phrase | Prefix) -> Key:
    """Name a leaf by its tokens, as ranking tells terms apart, whatever it weighs and however it is written."""
    return "prefix" if isinstance(leaf, Prefix) else "words", " ".join(analyse(leaf.text)), leaf.scope


def _keys(part: QuestionPart) -> set[Key]:
    return {_key(leaf) for leaf in _leaves(question_of([part]).where)}


def _weighted(node: Node, known: dict[Key, float]) -> Node:
    match node:
        case Everything() | Range():
            return node
        case Not():
            return Not(part=_weighted(node.part, known))
        case And() | Or():
            return node.model_copy(update={"parts": tuple(_weighted(part, known) for part in node.parts)})
        case _:
            return node.model_copy(update={"weight": known.get(_key(node), WEIGHTS.get(node.scope, ADDED))})


def _part(leaf: Word | Phrase | Prefix) -> QuestionPart | None:
    """Show an added term as a part, if parts can say it: they know titles, places, and words of any scope."""
    if isinstance(leaf, Prefix) or leaf.scope not in ("any", "title", "location"):
        return None
    kind = {"title": "title", "location": "location"}.get(leaf.scope, "skill")
    return QuestionPart.model_validate({"kind": kind, "text": leaf.text, "weight": leaf.weight})
