"""Turn search texts and trees into the proof that each reads back as the other, and that bad ones say where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import InvalidQuery, TooLarge
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Scope, Word
from indexing import parse_query, render_query
from indexing.fields import SCOPES

A, B, C = Word(text="a"), Word(text="b"), Word(text="c")

TREES: tuple[tuple[str, Node], ...] = (
    ("", Everything()),
    ("  \t\n", Everything()),
    ("*", Everything()),
    ("a", A),
    ("a b", And(parts=(A, B))),
    ("a AND b", And(parts=(A, B))),
    ("a AND b c", And(parts=(A, B, C))),
    ("a OR b", Or(parts=(A, B))),
    ("a b OR c", Or(parts=(And(parts=(A, B)), C))),
    ("a OR b c", Or(parts=(A, And(parts=(B, C))))),
    ("a (b OR c)", And(parts=(A, Or(parts=(B, C))))),
    ("(a b) c", And(parts=(And(parts=(A, B)), C))),
    ("((a))", A),
    ("NOT a b", And(parts=(Not(part=A), B))),
    ("NOT (a b)", Not(part=And(parts=(A, B)))),
    ("a -b", And(parts=(A, Not(part=B)))),
    ("-(a OR b)", Not(part=Or(parts=(A, B)))),
    ("--a", Not(part=Not(part=A))),
    ("a AND NOT b", And(parts=(A, Not(part=B)))),
    ("a and b", And(parts=(A, Word(text="and"), B))),
    ("a Or b", And(parts=(A, Word(text="Or"), B))),
    ("front-end", Word(text="front-end")),
    ("a - b", And(parts=(A, Word(text="-"), B))),
    ('"a  b"', Phrase(text="a  b")),
    ("\u201ca b\u201d", Phrase(text="a b")),
    ('a"b"c', And(parts=(A, Phrase(text="b"), C))),
    (r'"say \"a\" \\"', Phrase(text='say "a" \\')),
    ("eng*", Prefix(text="eng")),
    ("a*b", Word(text="a*b")),
    (r"a\*", Word(text="a*")),
    ("title:a", Word(text="a", scope="title")),
    ("TITLE:a", Word(text="a", scope="title")),
    ("title: a b", And(parts=(Word(text="a", scope="title"), B))),
    ('title:"a b"', Phrase(text="a b", scope="title")),
    ("skill:py*", Prefix(text="py", scope="skill")),
    ("title:(a OR b)", Or(parts=(Word(text="a", scope="title"), Word(text="b", scope="title")))),
    ("title:(a company:b)", And(parts=(Word(text="a", scope="title"), Word(text="b", scope="company")))),
    ("title:NOT a", Not(part=Word(text="a", scope="title"))),
    ("-title:a", Not(part=Word(text="a", scope="title"))),
    ("skill:*", Everything()),
    ("3:1", Word(text="3:1")),
    ("https://a.example", Word(text="https://a.example")),
    ("dear: a", And(parts=(Word(text="dear:"), A))),
    (r"re\:invent", Word(text="re:invent")),
    (r"\AND", Word(text="AND")),
    (r"\-a", Word(text="-a")),
    (r"a\ b", Word(text="a b")),
    ("c++", Word(text="c++")),
    ("a\\", Word(text="a\\")),
    ("years:3..7", Range(low=3, high=7)),
    ("Years:5..", Range(low=5)),
    ("years:..2", Range(high=2)),
    ("years:4", Range(low=4, high=4)),
    ("years:0", Range(low=0, high=0)),
    ("years:07..99", Range(low=7, high=99)),
    ("years:..", Range()),
    ("a years:3.. b", And(parts=(A, Range(low=3), B))),
    ("a OR years:4", Or(parts=(A, Range(low=4, high=4)))),
    ("-years:..2", Not(part=Range(high=2))),
    ("NOT (years:1 OR a)", Not(part=Or(parts=(Range(low=1, high=1), A)))),
    ("(years:3..7)", Range(low=3, high=7)),
    ("title:(a years:4)", And(parts=(Word(text="a", scope="title"), Range(low=4, high=4)))),
    (r"years\:4", Word(text="years:4")),
    ('"years:4"', Phrase(text="years:4")),
    ("a years b", And(parts=(A, Word(text="years"), B))),
    ("4..7", Word(text="4..7")),
)

ERRORS: tuple[tuple[str, str], ...] = (
    ('senior engineer "x y', "unclosed quote at 16"),
    ('a ""', "nothing between the quotes at 2"),
    ("a (b", "unclosed parenthesis at 2"),
    ("a ()", "nothing between the parentheses at 2"),
    ("a) b", "a closing parenthesis without an opening one at 1"),
    (")", "a closing parenthesis without an opening one at 0"),
    ("OR a", "OR without a term before it at 0"),
    ("a AND OR b", "OR without a term before it at 6"),
    ("a OR", "OR without a term after it at 2"),
    ("(a AND)", "AND without a term after it at 3"),
    ("a NOT", "NOT without a term after it at 2"),
    ("a title:", "a scope without a term at 2"),
    ("a (title:)", "a scope without a term at 3"),
    ("a titel:b", "unknown scope at 2"),
    ("seniority:b", "unknown scope at 0"),
    ("year:5", "unknown scope at 0"),
    ("a years:", "bad range at 8"),
    ("years: 5", "bad range at 6"),
    ("a years:x", "bad range at 8"),
    ("years:3-7", "bad range at 6"),
    ("years:-1", "bad range at 6"),
    ("years:1...2", "bad range at 6"),
    ("years:100", "bad range at 6"),
    ("years:1.5..2", "bad range at 6"),
    ("years:\u0663", "bad range at 6"),
    ('years:"3"', "bad range at 6"),
    ("years:(3 OR 4)", "bad range at 6"),
    ("a (years:9..3)", "a range whose low end is above its high end at 9"),
)

LETTERS = st.text(st.sampled_from('abcXYZ09 *:-"\\()\u201cé李&+#.'), min_size=1, max_size=8)
TEXTS = LETTERS | st.sampled_from(["AND", "OR", "NOT", "title:", "-", "*", "**", "a*", "\\", " ", '"', "x:y"])
SCOPE = st.sampled_from(SCOPES)


def leaves() -> st.SearchStrategy[Node]:
    return st.one_of(
        st.just(Everything()),
        st.builds(Word, text=TEXTS, scope=SCOPE),
        st.builds(Phrase, text=TEXTS, scope=SCOPE),
        st.builds(Prefix, text=TEXTS, scope=SCOPE),
        ranges(),
    )


def ranges() -> st.SearchStrategy[Range]:
    ends = st.none() | st.integers(0, 99)
    both = st.tuples(ends, ends).filter(lambda two: two[0] is None or two[1] is None or two[0] <= two[1])
    return both.map(lambda two: Range(low=two[0], high=two[1]))


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(st.builds(Not, part=inner), st.builds(And, parts=parts), st.builds(Or, parts=parts))


TREE = st.recursive(leaves(), branches, max_leaves=12)


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_text_means_tree(text: str, tree: Node) -> None:
    assert parse_query(text) == tree


@pytest.mark.parametrize(("text", "sentence"), ERRORS)
def test_bad_text_says_what_is_wrong_where(text: str, sentence: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(text)
    assert str(caught.value) == sentence


def test_unknown_scope_names_the_nearest() -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query("compny:acme")
    assert "did you mean company: ?" in str(caught.value.hint)
    assert "acme" not in f"{caught.value} {caught.value.hint}"


def test_a_bad_range_says_how_to_write_one() -> None:
    for text, said in (("years:3-7", "years:3..7"), ("years:9..3", "write years:3..9"), ("yeers:3", "years: ?")):
        with pytest.raises(InvalidQuery) as caught:
            parse_query(text)
        assert said in str(caught.value.hint)


@pytest.mark.parametrize("text", ["x" * 10_001, "a " * 1_001, "years:4 " * 1_001, "(" * 21 + "a" + ")" * 21])
def test_what_is_too_large_says_what_to_do(text: str) -> None:
    with pytest.raises(TooLarge) as caught:
        parse_query(text)
    assert caught.value.hint


def nesting(tree: Node) -> int:
    match tree:
        case Not():
            return 1 + nesting(tree.part)
        case And() | Or():
            return 1 + max(map(nesting, tree.parts))
        case _:
            return 1


@given(TREE.filter(lambda tree: nesting(tree) < 18))
def test_a_tree_reads_back_from_its_text(tree: Node) -> None:
    assert parse_query(render_query(tree)) == tree


SIGNS = st.text(st.sampled_from('ab "()-*:\\ORANDNT\u201dtitle.39'), max_size=30)
PIECES = ["years:", "3", "..", "7", "100", " ", "(", ")", "-", "NOT ", " OR ", '"', "\\", "title:", "\u0663", "*"]


@given(SIGNS | st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_or_refused_with_a_position_inside(text: str) -> None:
    try:
        tree = parse_query(text)
    except InvalidQuery as error:
        position = int(error.message.rsplit(" ", 1)[1])
    else:
        position = 0
        assert parse_query(render_query(tree)) == tree
    assert 0 <= position <= len(text)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (And(parts=()), "&"),
        (Or(parts=(A,)), "a"),
        (Word(text="", scope="title"), "&"),
        (Word(text="a", weight=3.0), "a"),
        (Not(part=And(parts=(A, Or(parts=(B, C))))), "NOT (a (b OR c))"),
        (Phrase(text="a b", scope="name"), 'name:"a b"'),
        (Range(low=3, high=7), "years:3..7"),
        (Range(low=4, high=4), "years:4"),
        (And(parts=(A, Not(part=Range(high=2)))), "a NOT years:..2"),
    ],
)
def test_a_tree_has_a_plain_text(tree: Node, text: str) -> None:
    assert render_query(tree) == text


def test_limits_are_named() -> None:
    assert parse_query("x" * 10_000) == Word(text="x" * 10_000)
    with pytest.raises(TooLarge, match="10000 bytes"):
        parse_query("é" * 5_001)
    assert isinstance(parse_query("a " * 1_000), And)
    with pytest.raises(TooLarge, match="1000 terms"):
        parse_query("a " * 1_001)
    for opening, closing in (("(", ")"), ("-", ""), ("NOT ", ""), ("title:", "")):
        parse_query(opening * 20 + "a" + closing * 20)
        with pytest.raises(TooLarge, match="20 deep"):
            parse_query(opening * 21 + "a" + closing * 21)


@given(SCOPE)
def test_every_scope_is_written_and_read(scope: Scope) -> None:
    assert parse_query(f"{scope}:a") == Word(text="a", scope=scope)
