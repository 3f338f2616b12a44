"""Search texts that mean the same find the same: the laws of AND, OR, NOT and scopes, asked of an engine."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Question, Range, Scope, Word
from indexing import Upsert, parse_query, render_query
from indexing.analysis import analyse, words
from indexing.fields import SCOPES, TEXT_FIELDS, fields_of, texts
from indexing.matching import Matcher
from indexing.oracle import OracleEngine

VOCABULARY = ("nurse", "engineer", "python", "berlin", "lead", "c++", "北京")
INDEX = "tj-laws"
TITLE = next(field for field in TEXT_FIELDS if field.name == "title")


def people() -> list[PersonDocument]:
    """Give every subset of the vocabulary to one person, spread over different fields."""
    made = []
    for number in range(2 ** len(VOCABULARY)):
        held = [word for at, word in enumerate(VOCABULARY) if number >> at & 1]
        places: dict[str, list[str]] = {"titles": [], "skills": [], "tags": []}
        for at, word in enumerate(held):
            places[("titles", "skills", "tags")[(at + number) % 3]].append(word)
        lists = {name: tuple(values) for name, values in places.items()}
        years = None if number % 5 == 0 else number % 11
        told = {"version": 1, "number": number, "years": years, "summary": " ".join(held[::2]), **lists}
        person = PersonDocument.model_validate({"key": f"p{number:03d}", **told})
        made.append(person)
    return made


@cache
def engine() -> OracleEngine:
    made = OracleEngine()
    made.apply(INDEX, [Upsert(person) for person in people()])
    return made


@cache
def found(text: str) -> frozenset[int]:
    answer = engine().search(INDEX, Question(where=parse_query(text), limit=1_000, sort="recency"))
    assert answer.total == len(answer.hits)
    return frozenset(hit.number for hit in answer.hits)


TERM = st.sampled_from(VOCABULARY) | st.sampled_from(
    ["title:nurse", "skill:python", "eng*", '"c++"', "title:(lead)", "years:3..7", "years:8.."]
)
TEXT = st.recursive(
    TERM,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
        inner.map(lambda one: f"(NOT {one})"),
    ),
    max_leaves=4,
)
laws = settings(max_examples=60)


@laws
@given(TEXT, TEXT)
def test_order_makes_no_difference(one: str, other: str) -> None:
    assert found(f"{one} {other}") == found(f"{other} {one}") == found(one) & found(other)
    assert found(f"{one} OR {other}") == found(f"{other} OR {one}") == found(one) | found(other)


@laws
@given(TEXT)
def test_not_takes_the_rest(text: str) -> None:
    assert found(f"NOT {text}") == found("") - found(text)
    assert found(f"-{text}") == found(f"NOT {text}")
    assert found(f"NOT NOT {text}") == found(text)
    assert found(f"{text} NOT {text}") == frozenset()
    assert found(f"{text} OR NOT {text}") == found("*")


@laws
@given(TEXT, TEXT)
def test_not_of_and_is_or_of_nots(one: str, other: str) -> None:
    assert found(f"NOT ({one} {other})") == found(f"NOT {one} OR NOT {other}")
    assert found(f"NOT ({one} OR {other})") == found(f"NOT {one} NOT {other}")


@laws
@given(TEXT, TEXT, TEXT)
def test_and_binds_before_or_and_spreads_over_it(one: str, two: str, three: str) -> None:
    assert found(f"{one} {two} OR {three}") == found(f"({one} {two}) OR {three}")
    assert found(f"{one} OR {two} {three}") == found(f"{one} OR ({two} {three})")
    assert found(f"{one} ({two} OR {three})") == found(f"{one} {two} OR {one} {three}")


@laws
@given(TEXT, TEXT)
def test_saying_more_than_needed_changes_nothing(one: str, other: str) -> None:
    assert found(f"(({one}))") == found(f"{one} {one}") == found(f"{one} OR {one}") == found(one)
    assert found(f"{one} OR ({one} {other})") == found(one)
    assert found(f"{one} * {other}") == found(f"{one} AND {other}") == found(f"{one}\n\t{other}")


@laws
@given(TEXT)
def test_a_word_of_no_token_is_left_out_wherever_it_stands(text: str) -> None:
    assert found(f"{text} &") == found(f"& {text}") == found(f"{text} OR &") == found(f"{text} -&") == found(text)
    assert found(f"{text} NOT (& OR ++)") == found(text)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("one", VOCABULARY)
def test_a_scope_spreads_over_its_parentheses(scope: Scope, one: str) -> None:
    for other in ("python", "lead"):
        assert found(f"{scope}:({one} OR {other})") == found(f"{scope}:{one} OR {scope}:{other}")
        assert found(f"{scope}:({one} {other})") == found(f"{scope}:{one} {scope}:{other}")
    assert found(f"{scope}:(NOT {one})") == found(f"NOT {scope}:{one}")
    assert found(f"{scope}:{one}") <= found(one)


YEARS = st.none() | st.integers(0, 12)


@settings(max_examples=25)
@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_ranges_add_up(one: int, two: int, three: int) -> None:
    low, middle, high = sorted((one, two, three))
    assert found(f"years:{low}..{high}") == found(f"years:{low}..{middle} OR years:{middle}..{high}")
    assert found(f"years:{low}.. years:..{high}") == found(f"years:{low}..{high}")
    assert found(f"NOT years:{low}..") == found(f"years:..{low} NOT years:{low} OR NOT years:..")
    assert found(f"title:years:{low}") == found(f"years:{low}") == found(f"years:{low}..{low}")
    assert found("years:..") == found("years:0..") == found("years:..99") < found("*")


@laws
@given(st.sampled_from(VOCABULARY), st.integers(1, 6))
def test_a_longer_beginning_finds_fewer(word: str, size: int) -> None:
    if words(word[:size]):
        assert found(word) <= found(f"{word[:size]}*") | found(word)
        assert found(f"{word[: size + 1]}*") <= found(f"{word[:size]}*")


@laws
@given(TEXT)
def test_a_text_read_and_written_finds_the_same(text: str) -> None:
    written = render_query(parse_query(text))
    assert found(written) == found(text)
    assert render_query(parse_query(written)) == written


def slowly(person: PersonDocument, node: Node) -> bool | None:
    """Say of one person alone whether a tree matches; None where it holds no token."""
    if isinstance(node, Everything):
        return True
    if isinstance(node, Not):
        inner = slowly(person, node.part)
        return None if inner is None else not inner
    if isinstance(node, And | Or):
        told = [one for one in (slowly(person, part) for part in node.parts) if one is not None]
        return (all(told) if isinstance(node, And) else any(told)) if told else None
    if isinstance(node, Range):
        low, high = (node.low or 0), (99 if node.high is None else node.high)
        return person.years in range(low, high + 1)
    if not words(node.text):
        return None
    return _held_in_scope(person, node)


def _held_in_scope(person: PersonDocument, leaf: Word | Phrase | Prefix) -> bool:
    """Look into every field of the scope; a single word of any scope is compared stemmed whatever the field."""
    single = leaf.scope == "any" and not isinstance(leaf, Prefix) and len(analyse(leaf.text)) == 1
    return any(
        _held(leaf, list(texts(person, field)), stemmed=stemmed)
        for field in fields_of(leaf.scope)
        for stemmed in {field.stemmed, field.stemmed or single}
    )


def _held(leaf: Word | Phrase | Prefix, values: list[str], *, stemmed: bool) -> bool:
    if isinstance(leaf, Prefix):
        *others, begin = words(leaf.text)
        all_words = {word for value in values for word in words(value)}
        return set(others) <= all_words and any(word.startswith(begin) for word in all_words)
    read = analyse if stemmed else words
    wanted = read(leaf.text)
    spelled = ["\0".join(("", *read(value), "")) for value in values]
    return any("\0".join(("", *wanted, "")) in text for text in spelled)


LEAF_TEXT = st.sampled_from(
    [*VOCABULARY, "&", "", "engineers", "lead nurse", "eng", "北", "c", "nurse lead", "c++ 北京"]
)
SCOPED = st.sampled_from(SCOPES)
LEAF: st.SearchStrategy[Node] = st.one_of(
    st.just(Everything()),
    st.builds(Range, low=YEARS, high=YEARS),
    *(st.builds(leaf, text=LEAF_TEXT, scope=SCOPED) for leaf in (Word, Phrase, Prefix)),
)


def _branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, part=inner), st.builds(And, parts=parts), st.builds(Or, parts=parts))


@settings(max_examples=150)
@given(st.recursive(LEAF, _branches, max_leaves=8))
def test_matching_all_at_once_equals_asking_each_person(tree: Node) -> None:
    documents = {(person.key, False): person for person in people()[::3]}
    got = Matcher(documents).matching(tree)
    told = {slot: slowly(person, tree) for slot, person in documents.items()}
    if got is None:
        assert set(told.values()) == {None}
    else:
        assert got == {slot for slot, held in told.items() if held}


@settings(max_examples=80)
@given(st.recursive(LEAF, _branches, max_leaves=6))
def test_a_score_adds_up_the_terms_that_are_asked_for_twice_where_a_title_holds_them(tree: Node) -> None:
    documents = {(person.key, False): person for person in people()[::5]}
    scores = Matcher(documents).scores(tree, documents)
    for slot, person in documents.items():
        assert scores[slot] == pytest.approx(_worth(person, tree))


def _worth(person: PersonDocument, node: Node) -> float:
    if isinstance(node, Everything | Range | Not):
        return 0.0
    if isinstance(node, And | Or):
        return sum(_worth(person, part) for part in node.parts)
    if not words(node.text):
        return 0.0
    titled = TITLE in fields_of(node.scope) and _held(node, list(texts(person, TITLE)), stemmed=TITLE.stemmed)
    return node.weight * (_held_in_scope(person, node) + titled)
