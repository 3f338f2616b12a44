"""Compare whole names of invented people, in many scripts and with what hostile hands type."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matcher.name_pairs import name_similarities, name_similarity
from matcher.spellings import letters_of, skeletons, spelling, spellings

SAME = [  # pairs that a person would take for one name
    ("Ulrike Vantongeren", "ulrike VANTONGEREN"),
    ("Ulrike Vantongeren", "Vantongeren, Ulrike"),
    ("Ulrike Vantongeren", "Vantongeren Ulrike"),
    ("Ulrike Vantongeren", "Dr. Ulrike Vantongeren"),
    ("Ulrike Vantongeren", "UlrikeVantongeren"),
    ("Ulrike Vantongeren", "Ulrike Vantongern"),
    ("Ulrike Vantongeren", "Ulrike Ada Vantongeren"),
    ("Ulrike Ada Vantongeren", "Ulrike A. Vantongeren"),
    ("Jürgen Groß", "Juergen Gross"),
    ("Bob Quellmann", "Robert Quellmann"),
    ("Anna Lena Quell", "Annalena Quell"),
    ("Muhammad Quraishi", "Mohamed Qureshi"),
    ("Aleksandr Kuznetsoff", "Александр Кузнецов"),
    ("Yulia Sokolova", "Юлия Соколова"),
    ("Νίκος Παπαδάκης", "Nikos Papadakis"),
    ("أحمد السالم", "Ahmad Al-Salem"),
    ("דוד לוי", "David Levy"),
    ("ナカムラ ケン", "Nakamura Ken"),
    ("王小明", "Wang Xiaoming"),
    ("Sergei Quell Sergei Quell", "Sergei Quell"),
]
APART = [  # pairs of two people
    ("Ulrike Vantongeren", "Tobias Ashdown"),
    ("Ulrike Vantongeren", "Tobias Vantongeren"),
    ("Ulrike Vantongeren", "Ulrike Ashdown"),
    ("Omar Selim Haddad Karim", "Omar Selim Haddad Bashir"),
    ("Александр Кузнецов", "Дмитрий Соколов"),
    ("王小明", "李大伟"),
    ("", "Ulrike Vantongeren"),
    ("...", "Ulrike Vantongeren"),
]
HOSTILE = (
    "",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\N{GRINNING FACE}",
    "\u202eanna",
    "a" * 10_000_000,
    "a b " * 50_000,
    "'" * 400,
)
WORDS = "anna ana j de quell Quellmann bob robert Александр أحمد 王小明 mueller müller o'neil - , (x)".split()
NAMES = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_name_written_twice_is_alike(left: str, right: str) -> None:
    assert name_similarity(left, right) >= 0.75


@pytest.mark.parametrize(("left", "right"), APART)
def test_two_names_are_apart(left: str, right: str) -> None:
    assert name_similarity(left, right) <= 0.72


def test_what_is_the_same_is_likelier_than_what_is_not() -> None:
    same = [name_similarity(*pair) for pair in SAME]
    apart = [name_similarity(*pair) for pair in APART]
    assert min(same) > max(apart)


def test_a_replaced_name_says_more_than_a_left_out_one() -> None:
    assert name_similarity("Ada Quell Zorn", "Ada Zorn") > name_similarity("Ada Quell Zorn", "Ada Braun Zorn")


@settings(max_examples=30)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
def test_similarity_is_symmetric_bounded_and_the_same_alone_and_among_others(pairs: list[tuple[str, str]]) -> None:
    left, right = [one for one, _ in pairs], [two for _, two in pairs]
    there, back = name_similarities(left, right), name_similarities(right, left)
    assert np.array_equal(there, back)
    assert ((there >= 0) & (there <= 1)).all()
    assert there.tolist() == [name_similarity(one, two) for one, two in pairs]


@given(NAMES)
def test_a_name_is_like_itself(name: str) -> None:
    assert name_similarity(name, name) in {0.0, 1.0} or name_similarity(name, name) > 0.8


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_breaks_the_comparison(typed: str) -> None:
    found = name_similarities([typed] * len(HOSTILE), HOSTILE)
    assert ((found >= 0) & (found <= 1)).all()


def test_lists_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 names against 1"):
        name_similarities(["a", "b"], ["a"])


def test_no_names_have_no_similarities() -> None:
    assert name_similarities([], []).tolist() == []


@given(st.lists(st.text("abcdehkmorsuvwyz", max_size=9), min_size=1, max_size=6))
def test_spellings_at_once_are_those_one_by_one(words: list[str]) -> None:
    assert spellings(words) == [spelling(word) for word in words]
    assert skeletons(words) == [skeletons([word])[0] for word in words]
    assert [int(bits).bit_count() for bits in letters_of(words)] == [len(set(word)) for word in words]


@given(st.text("abcde", max_size=8), st.text("abcdf", max_size=8))
def test_letters_bound_the_slips(left: str, right: str) -> None:
    here, there = (int(bits) for bits in letters_of([left, right]))
    assert OSA.distance(left, right) >= max((here & ~there).bit_count(), (there & ~here).bit_count())
