"""A plain search is widened by misspellings and by names of the same thing; any other search, never."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.query import And, Everything, Node, Or, Phrase, Word
from indexing.query import parse_query
from indexing.widening import Widened, is_plain, one_edit_apart, widen
from indexing.widening.taxonomy import FORM, Taxonomy
from indexing.widening.widen import FREQUENT, MOST, MOST_IN_ALL

TITLES = "registered nurse|RN|staff sister\t\t\nwelder|fitter\t\t"
KEYS = "regist nurs\t0.0\nrn\t0.0\nwelder\t1.0"
LABELS = Taxonomy(f"{FORM}\n\nnurse\n\nsql\n\n{TITLES}\n\n{KEYS}")
PEOPLE = (
    "anna 3 hanna 40 anne 20 bertha 9 kowalski 2 kowalsky 50 engineer 99 engineers 2 enginee 1 nurse 500 nurses 3 "
    "purse 4 welder 1 welders 1"
).split()
HELD: Mapping[str, int] = dict(zip(PEOPLE[::2], map(int, PEOPLE[1::2]), strict=True))


class People:
    """Who hold the words of HELD, and of the labels all words but some."""

    def __init__(self, held: Mapping[str, int], absent: tuple[str, ...] = ()) -> None:
        self.held, self.absent = held, absent

    def near(self, word: str) -> dict[str, int]:
        return {other: people for other, people in self.held.items() if one_edit_apart(word, other)}

    def spelled(self, word: str) -> int:
        return self.held.get(word, 0)

    def known(self, tokens: Sequence[str]) -> list[int]:
        return [token not in self.absent for token in tokens]


def widened(text: str, *, doubt: bool = False) -> Widened:
    return widen(parse_query(text), held=People(HELD), labels=LABELS, doubt=doubt)


def said(text: str, *, doubt: bool = False) -> dict[str, tuple[str, ...]]:
    return {" ".join(one.words): one.alternatives for one in widened(text, doubt=doubt).widenings}


@pytest.mark.parametrize(
    "text",
    [
        '"ana"',
        "ana OR x",
        "ana AND x",
        "NOT ana",
        "-ana",
        "(ana)",
        "name:ana",
        "ana*",
        "*",
        "years:3-5",
        "years:3- ana",
    ],
)
def test_whoever_uses_the_language_is_taken_at_their_word(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize("text", ["ana", "ana berta", "", "  ", "a-b", "c++", "and or not", "12:30 x:", r"\OR"])
def test_words_alone_are_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    "text", ['"anaa"', "anaa OR x", "NOT anaa", "(anaa OR y) z", "name:anaa", "anaa*", "", "years:3"]
)
def test_trees_of_another_form_stay_as_they_are(text: str) -> None:
    assert widened(text) == Widened(parse_query(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anaa", {"Anaa": ("anna",)}),
        ("annna", {"annna": ("anna",)}),
        ("anna", {"anna": ("anne", "hanna")}),  # the same first letter before what more people hold
        ("bretha", {"bretha": ("bertha",)}),
        ("ana", {}),  # too short
        ("anna1", {}),
        ("kowalski anaa", {"kowalski": ("kowalsky",), "anaa": ("anna",)}),
        ("engineer", {}),  # many hold it
        ("engineers", {}),  # many hold it, one of each
        ("engineet", {"engineet": ("engineer", "enginee")}),
        ("an-na", {}),
        ("工程师们", {}),
        ("registered nurse", {"registered nurse": ("RN", "staff sister")}),
        ("Registered Nurses anaa", {"Registered Nurses": ("RN", "staff sister"), "anaa": ("anna",)}),
        ("rn", {"rn": ("registered nurse", "staff sister")}),
        ("welder", {"welder": ("fitter",)}),  # a label is spelled right
    ],
)
def test_what_is_widened(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert said(text) == expected


def test_the_words_as_typed_stay_and_weigh_most() -> None:
    literal, *others = _or(widened("Anaa").where)
    assert literal == Word(text="Anaa")
    assert others == [Word(text="anna", weight=0.6)]
    where = widened("registered nurse anaa").where
    assert isinstance(where, And)
    literal, *others = _or(where.parts[0])
    assert literal == And(parts=(Word(text="registered"), Word(text="nurse")))
    assert others == [Phrase(text="RN", weight=0.5), Phrase(text="staff sister", weight=0.5)]


def test_in_doubt_a_frequent_word_may_be_meant_otherwise_but_weighs_little() -> None:
    assert HELD["nurse"] >= FREQUENT
    assert said("nurse") == {}
    assert said("nurse", doubt=True) == {"nurse": ("nurses", "purse")}
    assert _or(widened("nurse", doubt=True).where)[1].weight == 0.3  # type: ignore[union-attr]  # a word


def test_in_doubt_labels_and_short_words_may_be_misspelt_too() -> None:
    assert said("welder", doubt=True) == {"welder": ("welders",)}
    assert said("ann", doubt=True) == {"ann": ("anne", "anna")}
    assert said("rn", doubt=True) == {"rn": ("registered nurse", "staff sister")}


def test_labels_whose_words_nobody_holds_are_left_out() -> None:
    where = parse_query("registered nurse")
    (found,) = widen(where, held=People(HELD, absent=("sister",)), labels=LABELS).widenings
    assert found.alternatives == ("RN",)
    assert widen(where, held=People(HELD, absent=("sister", "rn")), labels=LABELS) == Widened(where)


def test_bounded() -> None:
    many = {f"anna{letter}": 1 for letter in "abcdefghijklmnopqrstuvwxyz"}
    text = " ".join(["anna"] * 20)
    found = widen(parse_query(text), held=People(many), labels=LABELS).widenings
    assert max(len(one.alternatives) for one in found) == MOST
    assert sum(len(one.alternatives) for one in found) == MOST_IN_ALL
    long = parse_query(" ".join(["anna"] * 100))
    assert widen(long, held=People(many), labels=LABELS) == Widened(long)
    assert widen(Everything(), held=People(many), labels=LABELS) == Widened(Everything())


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*HELD, "anaa", "registered", "rn", "&", "a-b", "x"]), min_size=1, max_size=5))
def test_whoever_was_found_is_found_still(typed: list[str]) -> None:
    """Each part of the wider tree holds the part that was there, or is it: nothing is lost."""
    before = parse_query(" ".join(typed))
    after = widened(" ".join(typed)).where
    assert _literal(after) == before


def _or(node: Node) -> tuple[Node, ...]:
    assert isinstance(node, Or)
    return node.parts


def _literal(node: Node) -> Node:
    """Take the alternatives out again."""
    parts = [one.parts[0] if isinstance(one, Or) else one for one in (node.parts if isinstance(node, And) else (node,))]
    flat = [leaf for part in parts for leaf in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(parts=tuple(flat))
