"""Hostile search texts are read or refused, by name and within the limits, and never break the reader."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InputError, InvalidQuery, TooLarge
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Question, Scope, Word
from indexing import parse_query, render_query
from indexing.fields import SCOPES
from indexing.lexemes import ESCAPE, OPERATORS, QUOTES, lexemes
from indexing.query import BYTE_LIMIT, DEPTH_LIMIT, TERM_LIMIT

SIGNS = [
    '"',
    "(",
    ")",
    "-",
    ":",
    "*",
    "\\",
    "AND",
    "OR",
    "NOT",
    "title:",
    "a",
    " ",
    "\u201c",
    "\u00bb",
    "x:y",
    "&",
    "years:",
    "3..7",
]


def leaves_of(node: Node) -> list[Node]:
    if isinstance(node, Not):
        return leaves_of(node.part)
    return [leaf for part in node.parts for leaf in leaves_of(part)] if isinstance(node, And | Or) else [node]


def depth_of(node: Node) -> int:
    if isinstance(node, Not):
        return 1 + depth_of(node.part)
    return 1 + max(map(depth_of, node.parts)) if isinstance(node, And | Or) else 0


def refusal_of(text: str) -> InputError | None:
    """Read a text; give the error where it is refused."""
    try:
        parse_query(text)
    except InputError as error:
        return error
    return None


def assert_read_or_refused(text: str) -> None:
    """Check that a text is read as a tree within the limits, or refused with a sentence that doesn't repeat it."""
    refused = refusal_of(text)
    if isinstance(refused, InvalidQuery):
        position = int(str(refused).rpartition(" ")[2])
        assert 0 <= position <= len(text)
    elif refused is not None:
        assert isinstance(refused, TooLarge)
        assert any(str(limit) in str(refused) for limit in (BYTE_LIMIT, TERM_LIMIT, DEPTH_LIMIT))
    else:
        tree = parse_query(text)
        assert len(leaves_of(tree)) <= TERM_LIMIT
        assert parse_query(render_query(tree)) == tree or len(render_query(tree).encode()) > BYTE_LIMIT
        assert Question.model_validate_json(Question(where=tree).model_dump_json()).where == tree


@pytest.mark.parametrize("size", [1, 2, 3])
def test_every_short_row_of_signs_is_read_or_refused(size: int) -> None:
    for row in itertools.product(SIGNS, repeat=size):
        assert_read_or_refused("".join(row))
        assert_read_or_refused(" ".join(row))


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign.strip()])
@pytest.mark.parametrize("count", [19, 20, 21, 22, 999, 1000, 1001, 5000])
def test_a_sign_repeated_to_the_limits_is_read_or_refused(sign: str, count: int) -> None:
    for text in (sign * count, f"{sign} " * count, sign * count + "a" + ")" * count):
        if len(text.encode()) <= BYTE_LIMIT * 2:
            assert_read_or_refused(text)


@pytest.mark.parametrize("seed", range(12))
def test_ten_kilobytes_of_noise_are_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    alphabet = [*SIGNS, "\x00", "\u202e", "\u200b", "é", "北", "🙂", "\n", "\udc80"]
    text = ""
    while len((text + "  ").encode("utf-8", "surrogatepass")) < BYTE_LIMIT - 20:
        text += dice.choice(alphabet) + dice.choice(("", " "))
    refused = refusal_of(text)
    assert refused is None or "\x00" not in str(refused)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=25).map("".join))
def test_any_row_of_signs_is_read_or_refused(text: str) -> None:
    assert_read_or_refused(text)


@pytest.mark.parametrize(
    "word",
    [
        "ＡＮＤ",
        "ＯＲ",
        "АND",
        "ОR",
        "NОT",
        "and",
        "Or",
        "nOT",
        "ET",
        "UND",
        "&&",
        "||",
        "!",
        "ANDROID",
        "NOTE",
        "OR-Tools",
    ],
)
def test_only_capital_and_or_not_are_operators(word: str) -> None:
    tree = parse_query(f"a {word} b")
    assert tree == And(parts=(Word(text="a"), Word(text=word), Word(text="b")))
    assert parse_query(render_query(tree)) == tree


@pytest.mark.parametrize("operator", OPERATORS)
def test_an_operator_in_quotes_or_behind_an_escape_is_a_word(operator: str) -> None:
    assert parse_query(f'"{operator}"') == Phrase(text=operator)
    for at in range(len(operator)):
        assert parse_query(operator[:at] + ESCAPE + operator[at:]) == Word(text=operator)
    for scope in SCOPES:
        tree = Word(text=operator, scope=scope)
        assert parse_query(render_query(tree)) == tree


@pytest.mark.parametrize("opening", QUOTES)
@pytest.mark.parametrize("closing", QUOTES)
def test_any_quote_closes_any_other(opening: str, closing: str) -> None:
    assert parse_query(f"{opening}a b{closing}") == Phrase(text="a b")
    inner = f"{opening}x{ESCAPE}{closing}y{opening}"
    assert parse_query(inner) == Phrase(text=f"x{closing}y")


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2028", "\t", "\r\n", "\u2003", "\x0b", "\x85"])
def test_every_white_space_parts_terms(space: str) -> None:
    assert parse_query(f"a{space}OR{space}b") == Or(parts=(Word(text="a"), Word(text="b")))
    glued = Word(text=f"a{space}b")
    assert parse_query(render_query(glued)) == glued


KINDS: tuple[type[Word] | type[Phrase] | type[Prefix], ...] = (Word, Phrase, Prefix)
TEXTS = (
    "a",
    "a b",
    "-",
    "--",
    "*",
    "a*",
    "**",
    "\\",
    "a\\",
    '"',
    "(",
    ")",
    "((",
    "title:",
    "x:y",
    ":",
    "AND",
    "NOT",
    " ",
    "\n",
)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_leaf_reads_back_in_every_place(kind: type[Word], scope: Scope) -> None:
    for text in TEXTS:
        leaf = kind(text=text, scope=scope)
        other = Word(text="z")
        for tree in (
            leaf,
            Not(part=leaf),
            Not(part=Not(part=leaf)),
            And(parts=(leaf, other)),
            And(parts=(other, leaf)),
            Or(parts=(leaf, Not(part=leaf))),
            And(parts=(Or(parts=(other, leaf)), And(parts=(leaf, leaf)))),
            Or(parts=(Or(parts=(leaf, other)), Not(part=And(parts=(other, leaf))))),
            And(parts=(Everything(), leaf)),
        ):
            assert parse_query(render_query(tree)) == tree, render_query(tree)


@pytest.mark.parametrize("depth", [1, 5, DEPTH_LIMIT - 1])
def test_deep_trees_read_back(depth: int) -> None:
    for wrap in (
        lambda node: Not(part=node),
        lambda node: And(parts=(Word(text="a"), Or(parts=(Word(text="b"), node)))),
    ):
        tree: Node = Word(text="x")
        while depth_of(wrap(tree)) <= depth:
            tree = wrap(tree)
        assert parse_query(render_query(tree)) == tree


def test_limits_are_exact_and_told_apart() -> None:
    assert len(leaves_of(parse_query("a " * TERM_LIMIT))) == TERM_LIMIT
    assert parse_query('"' + "a" * (BYTE_LIMIT - 2) + '"') == Phrase(text="a" * (BYTE_LIMIT - 2))
    assert isinstance(parse_query("(" * DEPTH_LIMIT + "a" + ")" * DEPTH_LIMIT), Word)
    for text, said in (
        ("a" * (BYTE_LIMIT + 1), "bytes"),
        ("北" * (BYTE_LIMIT // 3 + 1), "bytes"),
        ("a " * (TERM_LIMIT + 1), "terms"),
        ("(" * (DEPTH_LIMIT + 1) + "a", "deep"),
        ("NOT " * (DEPTH_LIMIT + 1) + "a", "deep"),
        ("(" * (BYTE_LIMIT // 2), "deep"),
    ):
        with pytest.raises(TooLarge, match=said):
            parse_query(text)


def test_many_operators_beside_each_other_are_flat_not_deep() -> None:
    assert depth_of(parse_query(" OR ".join("a" * 900))) == 1
    assert depth_of(parse_query(" AND ".join("a" * 900))) == 1
    assert depth_of(parse_query("-a " * 900)) == 2


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_lexemes_come_in_order_and_leave_out_nothing_but_space(text: str) -> None:
    try:
        found = lexemes(text)
    except InvalidQuery:
        return
    places = [lexeme.at for lexeme in found]
    assert places == sorted(set(places))
    assert found[-1].kind == "end"
    assert places[-1] == len(text)
    covered = {at for at, character in enumerate(text) if character.isspace()}
    for one, following in itertools.pairwise(places):
        covered |= set(range(one, following))
    assert covered >= set(range(len(text)))


@pytest.mark.parametrize("secret", ["4111111111111111", "ann@example.com"])
@pytest.mark.parametrize("shape", ['"{}', "({}", "{} OR", "titel:{}", "{}) x", "NOT {} AND"])
def test_an_error_never_repeats_what_was_searched_for(secret: str, shape: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        parse_query(shape.format(secret))
    assert secret not in f"{refused.value} {refused.value.hint} {refused.value.pointer}"
