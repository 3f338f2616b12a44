"""Turn a question into OpenSearch queries: terms only, never a text for it to parse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from entities.document import Access
from entities.errors import TooLarge
from entities.query import And, Everything, Filter, Node, Not, Or, Phrase, Prefix, Range, Word
from indexing.analysis import analyse, words
from indexing.fields import TEXT_FIELDS, TextField, fields_of, spelling
from indexing.opensearch.bodies import ALL_PERSONS, ALL_SHADOWS, PERSON, SHADOW
from indexing.opensearch.mapping import ANY, ANY_WORDS, FACET_COLUMNS, WORDS_COLUMNS

Clause = dict[str, Any]
Leaf = Word | Phrase | Prefix

TITLE = TEXT_FIELDS[0]
EVERYTHING: Clause = {"match_all": {}}
NOTHING: Clause = {"match_none": {}}
MOST_SCORED = 200  # leaves that add to the score; of more the heaviest do, and all of them still match
KEPT_CLAUSES = 24  # for access and filters
MOST_TERMS = 65_536  # in one list of terms, by OpenSearch's default
MOST_YEARS = 2**31 - 1  # what the column takes


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tree as two queries: which documents match, and the same with scores; None where it holds no token."""

    matching: Clause | None
    scored: Clause | None


def wanted(node: Node, most_clauses: int) -> Wanted:
    """Build a tree's queries; raises TooLarge where it takes more clauses than the cluster allows in one query."""
    matching = _matching(node)
    if matching is None:
        return Wanted(None, None)
    room = most_clauses - KEPT_CLAUSES - weigh(matching)
    if room < 0:
        raise TooLarge("the query has more conditions than the search engine takes", hint="ask for fewer words")
    leaves = asserted(node)
    if len(leaves) <= MOST_SCORED and _adds_up(node):
        scored = _scored(node)
        if scored is not None and weigh(scored) <= most_clauses - KEPT_CLAUSES:
            return Wanted(matching, scored)
    return Wanted(matching, _beside(matching, sorted(leaves, key=lambda leaf: -leaf.weight)[:MOST_SCORED], room))


def weigh(clause: Clause) -> int:
    """Count the terms and the like that a query is made of, as OpenSearch's limit does."""
    ((kind, held),) = clause.items()
    if kind == "bool":
        return sum(weigh(one) for group in held.values() for one in group)
    if kind == "constant_score":
        return weigh(held["filter"])
    if kind == "match_phrase":
        (text,) = held.values()
        return len(str(text).split(" "))
    return 1


def asserted(node: Node) -> list[Leaf]:
    """List the leaves that aren't negated and hold a token."""
    match node:
        case And() | Or():
            return [leaf for part in node.parts for leaf in asserted(part)]
        case Word() | Phrase() | Prefix():
            return [node] if words(node.text) else []
        case _:
            return []


def access_clauses(access: Access, *, shadows: bool) -> tuple[list[Clause], list[Clause]]:
    """List what persons or shadows must hold and must not hold so that a viewer finds them; for None the fullest."""
    if access is None:
        return [{"term": {"access": ALL_SHADOWS if shadows else ALL_PERSONS}}], []
    side = SHADOW if shadows else PERSON
    tokens = _terms([side + token for token in dict.fromkeys(access)])
    return [{"terms": {"access": tokens}}], [{"terms": {"hidden_from": tokens}}]


def filter_clause(filters: Sequence[Filter]) -> Clause | None:
    """Build one query of some filters; None where there are none."""
    if not filters:
        return None
    kept: dict[bool, list[Clause]] = {False: [], True: []}
    for one in filters:
        keys = sorted({key for key, _ in map(spelling, one.values) if key})
        kept[one.negated].append({"terms": {FACET_COLUMNS[one.field]: _terms(keys)}})
    return {"bool": {"filter": kept[False], "must_not": kept[True]}}


def _terms(values: list[str]) -> list[str]:
    if len(values) > MOST_TERMS:
        raise TooLarge(f"more than {MOST_TERMS} values in one condition", hint="ask for fewer")
    return values


def _matching(node: Node) -> Clause | None:
    match node:
        case Everything():
            return EVERYTHING
        case Not():
            inner = _matching(node.part)
            return None if inner is None else {"bool": {"must_not": [inner]}}
        case And():
            return _every(node, _matching, "filter")
        case Or():
            return _some(_alternatives(node.parts))
        case Range():
            return _range(node)
        case _:
            return _leaf(node) if words(node.text) else None


def _every(node: And, build: Any, place: str) -> Clause | None:
    """Join the parts of an AND; what is negated stands beside what is asked for."""
    must: list[Clause] = []
    more: list[Clause] = []
    must_not: list[Clause] = []
    for part in node.parts:
        if isinstance(part, Not):
            inner = _matching(part.part)
            must_not += [] if inner is None else [inner]
        elif place == "must" and isinstance(part, Word | Phrase | Prefix):
            found = _scored_leaf(part)
            must += found[:1]
            more += found[1:]
        elif (inner := build(part)) is not None:
            must.append(inner)
    if not must and not must_not:
        return None
    if len(must) == 1 and not must_not and not more:
        return must[0]
    joined: Clause = {place: must, "must_not": must_not, "should": more}
    return {"bool": {name: clauses for name, clauses in joined.items() if clauses}}


def _alternatives(parts: Iterable[Node]) -> list[Clause]:
    """List the parts of an OR, words of one token together in one list of terms for each column."""
    together: dict[str, dict[str, None]] = {}
    found: list[Clause] = []
    for part in parts:
        if isinstance(part, Word) and (term := _one_term(part)) is not None:
            together.setdefault(term[0], {})[term[1]] = None
        elif isinstance(part, Or):
            found += _alternatives(part.parts)
        elif (inner := _matching(part)) is not None:
            found.append(inner)
    return [{"terms": {column: _terms(list(tokens))}} for column, tokens in together.items()] + found


def _some(found: list[Clause]) -> Clause | None:
    if not found:
        return None
    return found[0] if len(found) == 1 else {"bool": {"should": found}}


def _one_term(word: Word) -> tuple[str, str] | None:
    """Give the one column and token that a word of one token is looked for in."""
    spoken = words(word.text)
    if len(spoken) != 1:
        return None
    if word.scope == "any":
        return ANY, analyse(word.text)[0]
    (field,) = fields_of(word.scope)
    return field.name, field.tokens(word.text)[0]


def _leaf(leaf: Leaf) -> Clause:
    spoken = words(leaf.text)
    if leaf.scope == "any" and len(spoken) == 1:
        if isinstance(leaf, Prefix):
            return {"prefix": {ANY_WORDS: spoken[0]}}
        return {"term": {ANY: analyse(leaf.text)[0]}}
    options = [_in_field(leaf, field) for field in fields_of(leaf.scope)]
    return options[0] if len(options) == 1 else {"bool": {"should": options}}


def _in_field(leaf: Leaf, field: TextField) -> Clause:
    if isinstance(leaf, Prefix):
        *others, begin = words(leaf.text)
        column = WORDS_COLUMNS[field.name]
        prefix: Clause = {"prefix": {column: begin}}
        return {"bool": {"filter": [*({"term": {column: word}} for word in others), prefix]}} if others else prefix
    tokens = field.tokens(leaf.text)
    if len(tokens) == 1:
        return {"term": {field.name: tokens[0]}}
    return {"match_phrase": {field.name: " ".join(tokens)}}


def _range(node: Range) -> Clause:
    low, high = node.low, node.high
    bounds = {"gte": low, "lte": high}
    kept = {name: max(-1, min(bound, MOST_YEARS)) for name, bound in bounds.items() if bound is not None}
    return {"range": {"years": kept}} if kept else {"exists": {"field": "years"}}


def _worth(clause: Clause, weight: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": max(0.0, weight)}}


def _scored_leaf(leaf: Leaf) -> list[Clause]:
    """Ask for a leaf, worth its weight, and for the same in a title, worth as much again; nothing without a token."""
    if not words(leaf.text):
        return []
    clauses = [_worth(_leaf(leaf), leaf.weight * (1 + (leaf.scope == "title")))]
    if leaf.scope == "any":
        clauses.append(_worth(_in_field(leaf, TITLE), leaf.weight))
    return clauses


def _scored(node: Node) -> Clause | None:
    match node:
        case And():
            return _every(node, _scored, "must")
        case Or():
            return _some(_scored_alternatives(node))
        case Word() | Phrase() | Prefix():
            found = _scored_leaf(node)
            return found[0] if len(found) == 1 else _first_of(found)
        case _:
            inner = _matching(node)
            return None if inner is None else _worth(inner, 0.0)


def _first_of(found: list[Clause]) -> Clause | None:
    return {"bool": {"must": found[:1], "should": found[1:]}} if found else None


def _scored_alternatives(node: Or) -> list[Clause]:
    """List what each part of an OR adds; a leaf's title beside it, for whoever holds that holds the leaf."""
    found: list[Clause] = []
    for part in node.parts:
        if isinstance(part, Or):
            found += _scored_alternatives(part)
        elif isinstance(part, Word | Phrase | Prefix):
            found += _scored_leaf(part)
        elif (inner := _scored(part)) is not None:
            found.append(inner)
    return found


def _adds_up(node: Node, *, below_or: bool = False) -> bool:
    """Tell whether matching a tree part by part meets each of its leaves: an AND below an OR may fail for others."""
    match node:
        case And():
            return not below_or and all(map(_adds_up, node.parts))
        case Or():
            return all(_adds_up(part, below_or=True) for part in node.parts)
        case _:
            return True


def _beside(matching: Clause, leaves: Sequence[Leaf], room: int) -> Clause:
    """Let what matches be scored by the first leaves that there is room for."""
    scores: list[Clause] = []
    for leaf in leaves:
        made = _scored_leaf(leaf)
        room -= sum(map(weigh, made))
        if room < 0:
            break
        scores += made
    return {"bool": {"filter": [matching], "should": scores}} if scores else _worth(matching, 0.0)
