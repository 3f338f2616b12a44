"""Turn a question into a tantivy query."""

import tantivy
from tantivy import Occur, Query

from entities.document import Access
from entities.query import And, Everything, Filter, Node, Not, Or, Phrase, Prefix, Question, Word
from indexing.analysis import words
from indexing.fields import TextField, fields_of, spelling
from indexing.tantivy.schema import (
    ALL_PERSONS,
    ALL_SHADOWS,
    FACET_COLUMNS,
    JOINT,
    PERSON,
    SHADOW,
    WORDS_COLUMNS,
)

Clause = tuple[Occur, Query]


def question_query(
    schema: tantivy.Schema, wanted: Query | None, question: Question, filters: tuple[Filter, ...], *, shadows: bool
) -> Query:
    """Build the query of a question whose tree is `wanted`, under some of its filters and the viewer's access."""
    if wanted is None:
        return Query.empty_query()
    clauses: list[Clause] = [(Occur.Must, access_query(schema, question.access, shadows=shadows))]
    if not isinstance(question.where, Everything):
        clauses.append((Occur.Must, wanted))
    clauses.extend((Occur.Must, _filter_query(schema, condition)) for condition in filters)
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
            parts = [query for query in (node_query(schema, part) for part in node.parts) if query is not None]
            return Query.boolean_query([(Occur.Should, query) for query in parts]) if parts else None
        case _:
            return _leaf_query(schema, node)


def _and_query(schema: tantivy.Schema, node: And) -> Query | None:
    clauses: list[Clause] = []
    for part in node.parts:
        negated = isinstance(part, Not)
        query = node_query(schema, part.part if isinstance(part, Not) else part)
        if query is not None:
            clauses.append((Occur.MustNot if negated else Occur.Must, query))
    if clauses and all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, _everything()))
    return Query.boolean_query(clauses) if clauses else None


def _leaf_query(schema: tantivy.Schema, leaf: Word | Phrase | Prefix) -> Query | None:
    spoken = words(leaf.text)
    if not spoken:
        return None
    options: list[Clause] = []
    for field in fields_of(leaf.scope):
        if isinstance(leaf, Prefix):
            query = _prefix_query(schema, WORDS_COLUMNS[field.name], spoken)
        else:
            query = _tokens_query(schema, field, field.tokens(leaf.text))
        options.append((Occur.Should, Query.boost_query(query, field.boost * leaf.weight)))
    return Query.boolean_query(options)


def _tokens_query(schema: tantivy.Schema, field: TextField, tokens: tuple[str, ...]) -> Query:
    if len(tokens) == 1:
        return Query.term_query(schema, field.name, tokens[0])
    return Query.phrase_query(schema, field.name, list(tokens))


def _prefix_query(schema: tantivy.Schema, column: str, spoken: tuple[str, ...]) -> Query:
    *others, begin = spoken
    clauses: list[Clause] = [(Occur.Must, Query.term_query(schema, column, word, "basic")) for word in others]
    return Query.boolean_query([*clauses, (Occur.Must, _beginning(schema, column, begin))])


def _any_term(schema: tantivy.Schema, column: str, terms: list[str]) -> Query:
    if len(terms) == 1:
        return Query.term_query(schema, column, terms[0], "basic")
    return Query.term_set_query(schema, column, terms)


def _filter_query(schema: tantivy.Schema, condition: Filter) -> Query:
    keys = sorted({key for key, _ in map(spelling, condition.values) if key})
    column = FACET_COLUMNS[condition.field]
    return _silent(Query.boolean_query([(Occur.Should, _beginning(schema, column, key + JOINT)) for key in keys]))


def _beginning(schema: tantivy.Schema, column: str, begin: str) -> Query:
    """Find terms that begin so, to the letter; the same as a regular expression is ten times slower to build."""
    return Query.fuzzy_term_query(schema, column, begin, distance=0, transposition_cost_one=False, prefix=True)


def _everything() -> Query:
    return _silent(Query.all_query())


def _silent(query: Query) -> Query:
    """Keep a query from adding to the score."""
    return Query.const_score_query(query, 0.0)
