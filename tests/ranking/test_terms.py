"""Turn trees of conditions into terms, and words into bits, as ranking reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.query import And, Everything, Not, Or, Phrase, Prefix, Word
from indexing.analysis import analyse as shipped_analyse
from ranking.terms import TermBits, terms_of
from tests.ranking import invented
from tests.ranking.invented import analyse


def texts(where: object) -> list[str]:
    return [one.text for one in terms_of(where, analyse=analyse)]  # type: ignore[arg-type]  # nodes, built below


def test_everything_asks_for_nothing() -> None:
    assert texts(Everything()) == []


def test_terms_come_in_the_order_of_the_tree() -> None:
    tree = And(parts=(Word(text="a"), Or(parts=(Phrase(text="b c"), Prefix(text="d"))), Word(text="e")))
    assert texts(tree) == ["a", "b c", "d", "e"]


def test_what_is_forbidden_is_no_term() -> None:
    assert texts(And(parts=(Word(text="a"), Not(part=Or(parts=(Word(text="b"), Word(text="c"))))))) == ["a"]


def test_what_is_forbidden_twice_is_wanted() -> None:
    assert texts(Not(part=Not(part=Word(text="a")))) == ["a"]


def test_equal_terms_count_once_with_the_greatest_weight() -> None:
    tree = Or(parts=(Word(text="Nurses", weight=1), Word(text="nurse", weight=3), Word(text="NURSE", scope="title")))
    assert [(one.scope, one.weight) for one in terms_of(tree, analyse=analyse)] == [("any", 3), ("title", 1)]


def test_words_without_tokens_or_weight_are_left_out() -> None:
    assert texts(Or(parts=(Word(text="..."), Word(text="a", weight=0), Word(text="b")))) == ["b"]


@given(invented.terms, invented.phrases)
def test_bits_tell_what_a_text_holds(terms: list[invented.Term], text: str) -> None:
    bits = TermBits(terms, analyse)
    for one in terms:
        assert (bits.of(text) & bits.needed[one] == bits.needed[one]) == invented.holds(one, text)


@given(st.lists(st.text(max_size=12), max_size=6).map(" ".join))
def test_shipped_analysis_works_word_by_word(text: str) -> None:
    """What `TermBits` relies on."""
    assert shipped_analyse(text) == tuple(token for word in text.split() for token in shipped_analyse(word))


def test_more_tokens_than_a_machine_word_has_bits() -> None:
    many = [invented.term(f"w{number}") for number in range(200)]
    bits = TermBits(many, analyse)
    assert bits.width == 200
    assert bits.of(" ".join(one.text for one in many)) == (1 << 200) - 1


@pytest.mark.parametrize(
    ("asked", "text", "holds"),
    [
        ("eng", "Data Engineer", True),
        ("engineers", "Data Engineer", True),
        ("ngineer", "Data Engineer", False),
        ("engineering", "Data Engineer", False),
        ("dat eng", "Data Engineer", True),
        ("dat nur", "Data Engineer", False),
    ],
)
def test_a_prefix_holds_where_words_begin_so(asked: str, text: str, holds: bool) -> None:  # noqa: FBT001 - a table's column
    one = invented.term(asked, prefix=True)
    bits = TermBits([one], analyse)
    assert (bits.of(text) & bits.needed[one] == bits.needed[one]) == holds


def test_a_word_and_a_prefix_of_equal_letters_are_two_terms() -> None:
    tree = Or(parts=(Word(text="eng"), Prefix(text="eng")))
    word, prefix = terms_of(tree, analyse=analyse)
    bits = TermBits([word, prefix], analyse)
    assert bits.of("engineer") == bits.needed[prefix] != bits.needed[word]
    assert bits.of("eng") == bits.needed[prefix] | bits.needed[word]
