"""A lexicon finds exactly the words that are one edit apart, as a look at every word does."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import EVERYONE, PersonDocument
from indexing.widening import Lexicon, lexical_words, one_edit_apart
from indexing.widening.lexicon import LONGEST, MOST_WORDS, may_be_misspelt, neighbours, numbers_of

few_letters = st.text(alphabet="abc", min_size=3, max_size=6)
plain = st.text(alphabet=string.ascii_lowercase, min_size=3, max_size=LONGEST)


def edits(word: str) -> set[str]:
    """Spell every word that is one edit away."""
    found = {word[:at] + word[at + 1 :] for at in range(len(word))}
    found |= {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in string.ascii_lowercase}
    found |= {word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in string.ascii_lowercase}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return found - {word}


def apart(word: str, other: str) -> bool:
    return other in edits(word)


@settings(max_examples=40)
@given(plain)
def test_neighbours_are_the_words_one_edit_away(word: str) -> None:
    assert set(neighbours(word).tolist()) == set(numbers_of(sorted(edits(word))).tolist())


@settings(max_examples=60)
@given(few_letters, few_letters)
def test_one_edit_apart_is_what_it_says_and_goes_both_ways(word: str, other: str) -> None:
    assert one_edit_apart(word, other) == one_edit_apart(other, word) == apart(word, other)


@settings(max_examples=60)
@given(st.lists(st.lists(few_letters, max_size=30), max_size=4), few_letters)
def test_a_lexicon_finds_what_a_look_at_every_word_finds(batches: list[list[str]], word: str) -> None:
    lexicon = Lexicon()
    held: list[str] = []
    for batch in batches:
        fresh = [one for one in dict.fromkeys(batch) if one not in held]
        lexicon.add(fresh, range(len(held), len(held) + len(fresh)))
        held += fresh
    assert len(lexicon) == len(held)
    assert [held[place] for place in lexicon.near(word)] == [one for one in held if apart(word, one)]
    assert [held[place] for place in lexicon.same(word)] == [one for one in held if one == word]


def test_words_by_words_added_stay_in_few_parts() -> None:
    lexicon = Lexicon()
    for place, letters in enumerate(f"{a}{b}{c}" for a in string.ascii_lowercase for b in "abcdefghij" for c in "xyz"):
        lexicon.add([letters], [place])
    assert len(lexicon) == 780
    assert len(lexicon._parts) <= 8
    assert lexicon.near("aaxx")


def test_a_number_of_two_words_gives_both_places() -> None:
    """Whoever asks compares what it gets with the word, for numbers may be equal."""
    lexicon = Lexicon()
    lexicon.add(["anna", "anna"], [3, 5])
    lexicon.add(["anna"], [9])
    assert lexicon.same("anna") == lexicon.near("ana") == [3, 5, 9]


def person(**fields: object) -> PersonDocument:
    return PersonDocument(key="p", version=1, number=1, **fields)  # type: ignore[arg-type]  # fields of the model


def test_words_of_names_titles_skills_companies_schools_and_places_are_kept_folded() -> None:
    document = person(
        name="Zoë O'Brien",
        current_title="C++ Engineer",
        titles=("Front-End Lead",),
        skills=("Kubernetes 8",),
        current_company="北京科技",
        companies=("Café Zürich",),
        schools=("MIT",),
        location="São Paulo",
        headline="headline",
        summary="summary",
        notes="notes",
        tags=("tags",),
    )
    assert lexical_words(document) == frozenset(
        "zoe obrien engineer front end lead kubernetes cafe zurich mit sao paulo".split()
    )


@pytest.mark.parametrize(
    "fields",
    [{"access": ("seat:a",)}, {"access": ()}, {"shadow": True}, {"access": ("seat:a", "seat:b"), "hidden_from": ()}],
)
def test_who_is_not_for_everyone_lends_no_word(fields: dict[str, object]) -> None:
    assert lexical_words(person(name="Anna Kowalski", **fields)) == frozenset()
    assert lexical_words(person(name="Anna Kowalski", access=(EVERYONE,), hidden_from=("seat:a",))) != frozenset()


def test_a_document_of_many_words_stays_bounded() -> None:
    letters = string.ascii_lowercase
    many = tuple(f"{a}{b}{c}" for a in letters for b in letters for c in "ab")
    held = lexical_words(person(skills=many))
    assert len(held) == MOST_WORDS
    assert held == lexical_words(person(skills=many[::-1]))


@pytest.mark.parametrize(
    ("word", "may"),
    [
        *(("anna", True), ("ann", False), ("x" * LONGEST, True), ("x" * (LONGEST + 1), False), ("a1b2", False)),
        *(("c++", False), ("", False), ("工程师们", False), ("1984", False)),
    ],
)
def test_which_words_neighbours_are_looked_for(word: str, may: bool) -> None:  # noqa: FBT001  # what is expected
    assert may_be_misspelt(word) is may
