"""Turn a question into a tantivy query."""

import tantivy
from tantivy import Occur, Query

from entities.document import Access
from entities.query import And, Everything, Filter, Node, Not, Or, Phrase, Prefix, Question, Range, Word
from indexing.analysis import analyse, words
from indexing.fields import TEXT_FIELDS, TextField, fields_of, spelling
from indexing.tantivy.schema import (
    ALL_PERSONS,
    ALL_SHADOWS,
    ANY,
    ANY_WORDS,
    FACET_COLUMNS,
    MOST_YEARS,
    PERSON,
    SHADOW,
    WORDS_COLUMNS,
    years_term,
)

Clause = tuple[Occur, Query]
TITLE = TEXT_FIELDS[0]


def question_query(
    schema: tantivy.Schema, wanted: Query | None, question: Question, filters: tuple[Filter, ...], *, shadows: bool
) -> Query:
    """Build the query of a question whose tree is `wanted`, under some of its filters and the viewer's access."""
    if wanted is None:
        return Query.empty_query()
    clauses: list[Clause] = [(Occur.Must, access_query(schema, question.access, shadows=shadows))]
    if not isinstance(question.where, Everything):
        clauses.append((Occur.Must, wanted))
    for condition in filters:
        occur = Occur.MustNot if condition.negated else Occur.Must
        clauses.append((occur, _filter_query(schema, condition)))
    return Query.boolean_query(clauses)


def access_query(schema: tantivy.Schema, access: Access, *, shadows: bool) -> Query:
    """Find the persons, or the shadows, that share an access token and are hidden from none; for None the fullest."""
    if access is None:
        return _silent(Query.term_query(schema, "access", ALL_SHADOWS if shadows else ALL_PERSONS, "basic"))
    side = SHADOW if shadows else PERSON
    terms = [side + token for token in access]
    shared = _any_term(schema, "access", terms)
    hidden = _any_term(schema, "hidden_from", terms)
    return _silent(Query.boolean_query([(Occur.Must, shared), (Occur.MustNot, hidden)]))


def node_query(schema: tantivy.Schema, node: Node) -> Query | None:
    """Build the query of a tree; None where it holds no token and so is left out of what it stands in."""
    match node:
        case Everything():
            return _everything()
        case Not():
            inner = node_query(schema, node.part)
            return None if inner is None else Query.boolean_query([(Occur.Must, _everything()), (Occur.MustNot, inner)])
        case And():
            return _and_query(schema, node)
        case Or():
            parts = [clause for part in node.parts for clause in _optional(schema, part)]
            return Query.boolean_query(parts) if parts else None
        case Range():
            return _silent(_range_query(schema, node))
        case _:
            clauses = _leaf_clauses(schema, node, Occur.Must)
            return Query.boolean_query(clauses) if clauses else None


def _optional(schema: tantivy.Schema, part: Node) -> list[Clause]:
    if isinstance(part, Word | Phrase | Prefix):
        return _leaf_clauses(schema, part, Occur.Should)
    query = node_query(schema, part)
    return [] if query is None else [(Occur.Should, query)]


def _and_query(schema: tantivy.Schema, node: And) -> Query | None:
    clauses: list[Clause] = []
    for part in node.parts:
        if isinstance(part, Word | Phrase | Prefix):
            clauses.extend(_leaf_clauses(schema, part, Occur.Must))
            continue
        negated = isinstance(part, Not)
        query = node_query(schema, part.part if isinstance(part, Not) else part)
        if query is not None:
            clauses.append((Occur.MustNot if negated else Occur.Must, query))
    if clauses and all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, _everything()))
    return Query.boolean_query(clauses) if clauses else None


def _leaf_clauses(schema: tantivy.Schema, leaf: Word | Phrase | Prefix, occur: Occur) -> list[Clause]:
    """Ask for a leaf, worth its weight, and for the same in a title, worth as much again; nothing without a token."""
    if not words(leaf.text):
        return []
    title = leaf.scope == "title"
    clauses = [(occur, Query.const_score_query(_leaf_query(schema, leaf), leaf.weight * (1 + title)))]
    if leaf.scope == "any":
        clauses.append((Occur.Should, Query.const_score_query(_field_query(schema, TITLE, leaf), leaf.weight)))
    return clauses


def _leaf_query(schema: tantivy.Schema, leaf: Word | Phrase | Prefix) -> Query:
    if leaf.scope == "any" and len(words(leaf.text)) == 1:
        if isinstance(leaf, Prefix):
            return _beginning(schema, ANY_WORDS, words(leaf.text)[0])
        return Query.term_query(schema, ANY, analyse(leaf.text)[0], "basic")
    options = [_field_query(schema, field, leaf) for field in fields_of(leaf.scope)]
    return options[0] if len(options) == 1 else Query.boolean_query([(Occur.Should, one) for one in options])


def _field_query(schema: tantivy.Schema, field: TextField, leaf: Word | Phrase | Prefix) -> Query:
    if isinstance(leaf, Prefix):
        return _prefix_query(schema, WORDS_COLUMNS[field.name], words(leaf.text))
    tokens = field.tokens(leaf.text)
    if len(tokens) == 1:
        return Query.term_query(schema, field.name, tokens[0], "basic")
    return Query.phrase_query(schema, field.name, list(tokens))


def _prefix_query(schema: tantivy.Schema, column: str, spoken: tuple[str, ...]) -> Query:
    *others, begin = spoken
    clauses: list[Clause] = [(Occur.Must, Query.term_query(schema, column, word, "basic")) for word in others]
    return Query.boolean_query([*clauses, (Occur.Must, _beginning(schema, column, begin))])


def _range_query(schema: tantivy.Schema, wanted: Range) -> Query:
    low = max(0, wanted.low or 0)
    high = MOST_YEARS if wanted.high is None else min(wanted.high, MOST_YEARS)
    return _any_term(schema, "years", [years_term(years) for years in range(min(low, MOST_YEARS), high + 1)])


def _any_term(schema: tantivy.Schema, column: str, terms: list[str]) -> Query:
    if len(terms) == 1:
        return Query.term_query(schema, column, terms[0], "basic")
    return Query.term_set_query(schema, column, terms)


def _filter_query(schema: tantivy.Schema, condition: Filter) -> Query:
    keys = sorted({key for key, _ in map(spelling, condition.values) if key})
    return _silent(_any_term(schema, FACET_COLUMNS[condition.field], keys))


def _beginning(schema: tantivy.Schema, column: str, begin: str) -> Query:
    """Find terms that begin so, to the letter; the same as a regular expression is ten times slower to build."""
    return Query.fuzzy_term_query(schema, column, begin, distance=0, transposition_cost_one=False, prefix=True)


def _everything() -> Query:
    return _silent(Query.all_query())


def _silent(query: Query) -> Query:
    """Keep a query from adding to the score."""
    return Query.const_score_query(query, 0.0)
