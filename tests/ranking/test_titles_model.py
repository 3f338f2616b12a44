"""Titles turn into vectors whose angles tell how alike the work is."""

import hashlib
import json
import math
from importlib import resources
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ranking import titles_model
from ranking.titles_model import (
    DIMENSIONS,
    RUN_ROWS,
    WORD_ROWS,
    load,
    marks_of_pair,
    marks_of_word,
    meanings,
    title_meaning,
    title_vectors,
    words_of,
)

some_titles = st.sampled_from(
    ("Nurse", "senior nurse", "Krankenpfleger/in", "C++ developer", "看護師", "", "x", "jefe de obra")
)
any_titles = st.text(max_size=60) | some_titles
vectors = st.binary(min_size=DIMENSIONS, max_size=DIMENSIONS).map(lambda read: np.frombuffer(read, dtype=np.int8))


def dot(one: NDArray[np.int8], other: NDArray[np.int8]) -> int:
    """Multiply two vectors one number at a time."""
    return sum(a * b for a, b in zip(one.tolist(), other.tolist(), strict=True))


def slowly(title: str) -> list[int]:
    """Sum up a title's rows one number at a time."""
    learned = load()
    words = words_of(title)
    marks = [marks_of_word(word) for word in words] + [marks_of_pair(*pair) for pair in pairwise(words)]
    total = [0] * DIMENSIONS
    for rows, signs in marks:
        for row, sign in zip(rows, signs, strict=True):
            for at in range(DIMENSIONS):
                total[at] += sign * int(learned.scales[row]) * int(learned.rows[row, at])
    largest = max(map(abs, total))
    return [round(number * (127 / largest)) for number in total] if largest else total


@settings(max_examples=25, deadline=None)
@given(any_titles)
def test_a_vector_is_the_sum_of_its_pieces(title: str) -> None:
    assert title_vectors([title])[0].tolist() == slowly(title)


@given(st.lists(any_titles, max_size=5))
def test_each_title_has_the_vector_that_it_has_alone(titles: list[str]) -> None:
    together = title_vectors(titles)
    assert together.shape == (len(titles), DIMENSIONS)
    assert together.tolist() == [title_vectors([title])[0].tolist() for title in titles]


@given(vectors, st.lists(vectors, max_size=4))
def test_meanings_are_cosines_that_are_not_negative(wanted: NDArray[np.int8], held: list[NDArray[np.int8]]) -> None:
    found = meanings(wanted, np.array(held, dtype=np.int8).reshape(len(held), DIMENSIONS)).tolist()
    for value, other in zip(found, held, strict=True):
        lengths = math.sqrt(dot(wanted, wanted) * dot(other, other))
        cosine = dot(wanted, other) / lengths if lengths else 0.0
        assert value == pytest.approx(min(1.0, max(0.0, cosine)))
        assert 0.0 <= value <= 1.0


@given(any_titles, any_titles)
def test_meaning_is_the_same_both_ways(one: str, other: str) -> None:
    assert title_meaning(one, other) == title_meaning(other, one)


@given(any_titles)
def test_a_title_means_itself_in_whatever_letters_it_is_written(title: str) -> None:
    expected = 1.0 if title_vectors([title]).any() else 0.0
    assert title_meaning(title, title) == pytest.approx(expected)
    assert title_meaning(title, f"  {title}!") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("wanted", "nearer", "further"),
    [
        ("software engineer", "Java developer", "Mechanical engineer"),
        ("nurse", "Krankenpflegerin", "Software developer"),
        ("truck driver", "LKW-Fahrer", "Taxi dispatcher"),
        ("contable", "accountant", "Kameramann"),
        ("CTO", "Chief technology officer", "Chief cook"),
        ("Dentist", "dental surgeon", "Software engineer"),
        ("project manager (m/w/d)", "Projektleiterin", "store manager"),
    ],
)
def test_what_names_the_same_work_is_nearer_than_what_shares_words(wanted: str, nearer: str, further: str) -> None:
    assert title_meaning(wanted, nearer) > title_meaning(wanted, further)


@pytest.mark.parametrize("title", ["", "-", "看護師", "🧑‍🍳", "Медсестра"])
def test_titles_that_say_nothing_in_latin_letters_are_like_none(title: str) -> None:
    assert not title_vectors([title]).any()
    assert title_meaning(title, "nurse") == 0.0


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Geschäftsführer (m/w/d)", ("geschaftsfuhrer",)),
        ("C++ / C# Developer", ("c++", "c#", "developer")),
        ("Koch w|m", ("koch",)),
        ("Großhandelskaufmann", ("grosshandelskaufmann",)),
        ("x" * 50, ("x" * 40,)),
    ],
)
def test_words_are_folded(title: str, words: tuple[str, ...]) -> None:
    assert words_of(title) == words


@given(st.text("abcdefgh12+", min_size=1, max_size=12))
def test_marks_name_rows_of_their_own_kind(word: str) -> None:
    marks = marks_of_word(word)
    *runs, own = marks.rows
    assert all(0 <= row < RUN_ROWS for row in runs)
    assert RUN_ROWS <= own < RUN_ROWS + WORD_ROWS
    assert len(runs) == sum(max(0, len(word) + 3 - length) for length in (3, 4, 5))
    assert set(marks.signs) <= {1, -1}


def test_the_weights_are_those_on_record() -> None:
    folder = resources.files("ranking")
    record = json.loads((folder / "titles.json").read_text(encoding="utf-8"))
    weights = (folder / titles_model.WEIGHTS).read_bytes()
    assert hashlib.sha256(weights).hexdigest() == record["weights"]
    assert len(weights) < 3_000_000
    assert load().rows.shape == (RUN_ROWS + WORD_ROWS, DIMENSIONS)
    assert load().scales.shape == (RUN_ROWS + WORD_ROWS,)
