"""Grade pairs of words line by line, and names in any script as the words a person would read."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.name_pairs import name_similarity
from matcher.name_words import MOST, SILENT, name_words, without_gaps
from matcher.names import folded
from matcher.short_names import full_forms
from matcher.similarity import ALIKE, APART, NEAR, START, graded_texts
from matcher.spellings import skeletons, spelling

GRADED = [  # two different words, their grade
    # one slip in a word of four letters or more
    ("smith", "smyth", ALIKE),
    ("schmidt", "schmitt", ALIKE),
    ("katherine", "catherine", ALIKE),
    ("petersen", "peterson", ALIKE),
    ("vantongeren", "vantongern", ALIKE),
    ("vantongeren", "vantonegren", ALIKE),
    # one name in two romanisations
    ("muhammad", "mohamed", ALIKE),
    ("muhammed", "mohammad", ALIKE),
    ("kuznetsov", "kuznetsoff", ALIKE),
    ("sokolova", "socolova", ALIKE),
    ("yusuf", "yousef", ALIKE),
    ("chaikovsky", "tchaikovsky", ALIKE),
    # written without vowels
    ("mhmd", "muhammad", ALIKE),
    ("skndr", "iskandar", ALIKE),
    # one starts the other
    ("quell", "quellmann", START),
    ("jon", "jonquil", START),
    # near
    ("barat", "berit", NEAR),
    ("qureshi", "quraishi", NEAR),
    ("kalina", "kolena", NEAR),
    # apart
    ("quell", "zorn", APART),
    ("anna", "otto", APART),
    ("ashdown", "vantongeren", APART),
    ("al", "alquist", APART),
    ("a", "anna", APART),
    ("li", "lu", APART),
    ("wang", "chen", APART),
    ("barat", "tarab", APART),
    ("4711", "anna", APART),
]
VARIANTS = [  # groups of words that share a spelling
    ("muhammad", "mohammed", "mohamed", "mehmet", "maxamed"),
    ("kuznetsov", "kuznetsoff", "kuznetzow"),
    ("schmidt", "szmit"),
    ("aleksandr", "alexandr"),
    ("youssef", "yusef"),
    ("abdelkarim", "abdulkarim", "abdalkarim"),
    ("mueller", "muller"),
    ("philip", "filip"),
    ("khan", "kan"),
    ("noah", "noa"),
]
STRANGERS = [
    ("quell", "quill"),
    ("anna", "hanno"),
    ("bauer", "braun"),
    ("lee", "lam"),
    ("karin", "marin"),
    ("otto", "ott"),
]
TOKENS = st.text("abdehiklmnorstuz", min_size=1, max_size=9)
READ = [  # a whole name, its words
    ("Ulrike Quell", "ulrike quell"),
    ("ULRIKE  QUELL", "ulrike quell"),
    ("Quell, Ulrike", "ulrike quell"),
    ("Quell,Ulrike", "ulrike quell"),
    ("UlrikeQuell", "ulrike quell"),
    ("Dr. Ulrike Quell", "ulrike quell"),
    ("Ulrike van der Quell", "ulrike quell"),
    ("Ulrike Quell Jr.", "ulrike quell"),
    ("Sheikh Omar bin Quell", "omar quell"),
    ("Ulrike Quell-Zorn", "ulrike quell zorn"),
    ("Ulrike O'Quell", "ulrike oquell"),
    ("Ulrike Quell Quell", "ulrike quell"),
    ("Quell Ulrike Quell", "quell ulrike quell"),
    ("U. Quell", "u quell"),
    ("0tto Que11", "otto quell"),
    ("Jürgen Groß", "jurgen gross"),
    ("Groß, Jürgen", "jurgen gross"),
    ("Анна Соколова", "anna sokolova"),
    ("Νίκος", "nikos"),
    # nothing but silent words: they are all there is
    ("Dr.", "dr"),
    ("van der", "van der"),
    ("", ""),
    ("  ", ""),
    ("...", ""),
    ("\x00", ""),
    ("🙂", ""),
]


@pytest.mark.parametrize(("left", "right", "grade"), GRADED)
def test_two_words_have_one_grade_on_either_side(left: str, right: str, grade: int) -> None:
    assert graded_texts([left], [right]).tolist() == [grade]
    assert graded_texts([right], [left]).tolist() == [grade]


def test_a_grade_never_depends_on_what_stands_beside() -> None:
    left, right = [one for one, _, _ in GRADED], [two for _, two, _ in GRADED]
    assert graded_texts(left, right).tolist() == [grade for _, _, grade in GRADED]
    assert graded_texts(left[::-1], right[::-1]).tolist() == [grade for _, _, grade in GRADED][::-1]


@settings(max_examples=40)
@given(st.lists(st.tuples(TOKENS, TOKENS).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=5))
def test_grades_at_once_are_those_one_by_one_and_symmetric(pairs: list[tuple[str, str]]) -> None:
    left, right = [one for one, _ in pairs], [two for _, two in pairs]
    found = graded_texts(left, right).tolist()
    assert found == graded_texts(right, left).tolist()
    assert found == [graded_texts([one], [two]).tolist()[0] for one, two in pairs]
    assert set(found) <= {APART, NEAR, START, ALIKE}


@settings(max_examples=40)
@given(st.text("abdehiklmnorstuz", min_size=4, max_size=9), st.data())
def test_one_slip_in_a_long_word_leaves_it_alike(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    slipped = word[:at] + data.draw(st.sampled_from("xq")) + word[at:]
    assert graded_texts([word], [slipped]).tolist() == [ALIKE]


@pytest.mark.parametrize("words", VARIANTS)
def test_variants_share_a_spelling(words: tuple[str, ...]) -> None:
    assert len({spelling(word) for word in words}) == 1


@pytest.mark.parametrize(("left", "right"), STRANGERS)
def test_other_names_keep_other_spellings(left: str, right: str) -> None:
    assert spelling(left) != spelling(right)


@settings(max_examples=60)
@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_a_skeleton_has_no_vowels_and_no_repeats(word: str) -> None:
    bones = skeletons([spelling(word)])[0]
    assert not set(bones) & set("aeiouhdgjzcvbrm")
    assert all(one != two for one, two in pairwise(bones))
    assert "\n" not in spelling(word)


def test_no_full_form_is_its_own_short_form() -> None:
    forms = full_forms()
    for short, full in forms.items():
        assert short not in full
        assert list(full) == sorted(set(full))
        assert all(folded(name) == name and " " not in name for name in (short, *full))
    assert {"alexander", "aleksandr"} <= set(forms["sasha"])
    assert {"aleksandra", "alexandra"} <= set(forms["sasha"])  # many to many
    assert "alexander" not in forms.get("aleksandra", ())  # and never across


def _read(names: list[str | None]) -> list[list[str]]:
    found = name_words(pa.array(names, pa.string()))
    return [[found.known.text[code] for code in row if code >= 0] for row in found.words.tolist()]


@pytest.mark.parametrize(("text", "words"), READ)
def test_a_name_is_its_words(text: str, words: str) -> None:
    assert _read([text]) == [words.split()]


def test_names_are_read_alike_alone_and_among_others() -> None:
    assert _read([text for text, _ in READ]) == [words.split() for _, words in READ]
    assert _read([None, "Ulrike Quell", None]) == [[], ["ulrike", "quell"], []]
    assert _read([]) == []


@settings(max_examples=60)
@given(st.lists(st.sampled_from("Anna QUELL O'Neil van Dr. j. x-y zu".split()), max_size=5).map(" ".join))
def test_plain_letters_are_read_as_all_others_are(text: str) -> None:
    """The quick way for ASCII gives the words of the slow one, which one far letter asks for."""
    quick, slow = _read([text])[0], _read([f"{text} ж"])[0]
    assert [word for word in [*quick, folded("ж")] if word not in SILENT] == slow


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_name_is_few_folded_words(text: str) -> None:
    words = _read([text])[0]
    assert len(words) <= MOST
    assert all(word and folded(word) == word for word in words)
    assert all(one != two for one, two in pairwise(words))


JOINED = [  # two names, the words of the left one where two of them are one of the right
    ("Anna Lena Quell", "Annalena Quell", "annalena quell"),
    ("Quell Anna Lena", "Annalena Quell", "quell annalena"),
    ("Annalena Quell", "Anna Lena Quell", "annalena quell"),
    ("Mac Arthur", "Macarthur", "macarthur"),
    ("Anna Lena Quell", "Anna Lena Zorn", "anna lena quell"),
    ("Anna Quell Lena", "Annalena Quell", "anna quell lena"),
    ("Anna", "Annalena", "anna"),
    ("", "Annalena", ""),
]


@pytest.mark.parametrize("name", ["", "  ", "...", "\x00", "🙂"])
def test_what_has_no_letters_is_like_nothing_not_even_itself(name: str) -> None:
    assert name_similarity(name, name) == 0.0
    assert name_similarity(name, "") == 0.0
    assert name_similarity(name, "Ulrike Quell") == 0.0


@pytest.mark.parametrize(("left", "right", "words"), JOINED)
def test_neighbours_that_are_one_word_elsewhere_are_joined(left: str, right: str, words: str) -> None:
    names = name_words(pa.array([left, right]))
    found = without_gaps(names.words[:1], names.words[1:], names.known)
    assert [names.known.text[code] for code in found[0] if code >= 0] == words.split()
    assert names.words[:1].shape == found.shape
    assert np.array_equal(names.words, name_words(pa.array([left, right])).words)
