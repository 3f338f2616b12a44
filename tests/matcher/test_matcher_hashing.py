"""Check that hashes and ragged lists equal their slow references."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.hashing import combined, counts_in, distinct, joined, mix, text_hash, text_hashes
from matcher.ragged import from_pairs, joined_rows, offsets_of, ranges, shared

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=30)
VALUES = st.lists(st.integers(0, 2**64 - 1), max_size=50)
SETS = st.lists(st.lists(st.integers(1, 6), max_size=5), min_size=1, max_size=8)


@given(TEXTS)
def test_fast_hashes_equal_the_slow_ones(texts: list[str]) -> None:
    hashes, _ = text_hashes(texts)
    assert hashes.tolist() == [text_hash(text) for text in texts]


@given(TEXTS, TEXTS)
def test_joined_hashes_are_those_of_joined_texts(left: list[str], right: list[str]) -> None:
    pairs = list(zip(left, right, strict=False))
    a, _ = text_hashes([pair[0] for pair in pairs])
    b, power = text_hashes([pair[1] for pair in pairs])
    assert joined(a, b, power).tolist() == [text_hash(pair[0] + pair[1]) for pair in pairs]


def test_empty_text_is_no_value_and_every_other_is_some() -> None:
    hashes, _ = text_hashes(["", "a", "\x00", "ab", "ba"])
    assert hashes[0] == 0
    assert len(set(hashes.tolist())) == 5


def test_hashes_do_not_depend_on_the_hash_seed() -> None:
    program = "from matcher.hashing import text_hashes; print(text_hashes(['anna', 'maria'])[0].tolist())"
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(answers) == 1
    assert answers.pop().strip() != "[]"


def test_a_key_with_a_missing_part_is_no_key_and_order_matters() -> None:
    one, two, none = (np.array([value], np.uint64) for value in (7, 9, 0))
    assert combined(1, one, none)[0] == 0
    assert combined(1, one, two)[0] != combined(1, two, one)[0]
    assert combined(1, one, two)[0] != combined(2, one, two)[0]


@given(VALUES)
def test_distinct_equals_the_set(values: list[int]) -> None:
    assert distinct(np.array(values, np.uint64)).tolist() == sorted(set(values))


@given(st.sets(st.integers(0, 2**64 - 1), max_size=50))
def test_mixing_never_joins_two_values(values: set[int]) -> None:
    assert len(set(mix(np.array(sorted(values), np.uint64)).tolist())) == len(values)


@given(st.lists(st.integers(0, 9), max_size=40), st.lists(st.integers(0, 9), max_size=10))
def test_counts_equal_counting(values: list[int], wanted: list[int]) -> None:
    ordered = np.sort(np.array(values, np.uint64))
    assert counts_in(ordered, np.array(wanted, np.uint64)).tolist() == [values.count(value) for value in wanted]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=10))
def test_ranges_are_those_of_a_loop(parts: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in parts], np.int64)
    lengths = np.array([length for _, length in parts], np.int64)
    assert ranges(starts, lengths).tolist() == [at for start, length in parts for at in range(start, start + length)]


def _ragged(rows: list[list[int]]) -> object:
    flat = [(row, value) for row, values in enumerate(rows) for value in values]
    return from_pairs(
        np.array([row for row, _ in flat], np.int64), np.array([value for _, value in flat], np.uint64), len(rows)
    )


@given(SETS, st.data())
def test_taking_and_joining_rows_keeps_their_sets(rows: list[list[int]], data: st.DataObject) -> None:
    ragged = _ragged(rows)
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=6))
    taken = joined_rows([ragged.take(np.array(chosen, np.int64)), ragged])
    assert [taken.values[a:b].tolist() for a, b in zip(taken.offsets, taken.offsets[1:], strict=False)] == [
        list(dict.fromkeys(row)) for row in [*(rows[at] for at in chosen), *rows]
    ]


@given(
    st.lists(st.tuples(st.lists(st.integers(1, 5), max_size=4), st.lists(st.integers(1, 5), max_size=4)), max_size=8)
)
def test_shared_values_are_the_intersections(pairs: list[tuple[list[int], list[int]]]) -> None:
    left, right = _ragged([a for a, _ in pairs] or [[]]), _ragged([b for _, b in pairs] or [[]])
    rows, values = shared(left, right)
    assert sorted(zip(rows.tolist(), values.tolist(), strict=True)) == [
        (row, value) for row, (a, b) in enumerate(pairs) for value in sorted(set(a) & set(b))
    ]


def test_large_sets_share_as_small_ones_do() -> None:
    rows = [list(range(1, 30)), [5], []], [list(range(20, 60)), list(range(1, 90)), [1]]
    left, right = _ragged(rows[0]), _ragged(rows[1])
    found = sorted(zip(*(part.tolist() for part in shared(left, right)), strict=True))
    assert found == [(0, value) for value in range(20, 30)] + [(1, 5)]


def test_many_values_of_a_row_lose_their_repeats() -> None:
    values = [*range(1, 40), *range(1, 40), 7]
    assert _ragged([values, [3, 3]]).values.tolist() == [*range(1, 40), 3]


def test_offsets_begin_at_zero() -> None:
    assert offsets_of(np.array([2, 0, 3])).tolist() == [0, 2, 2, 5]


@pytest.mark.parametrize("length", [0, 1, 319])
def test_long_texts_hash_like_short_ones(length: int) -> None:
    text = "x" * length
    assert text_hashes([text, "y"])[0][0] == text_hash(text)


def test_texts_of_other_rows_are_never_taken_for_shared() -> None:
    words = ["a", "b", "c", "ab", "ba", "bb", "abc", "bac"]
    hashes = text_hashes(words)[0]
    rows = np.arange(len(words))
    left, right = from_pairs(rows, hashes, len(words)), from_pairs(rows, hashes[::-1].copy(), len(words))
    assert shared(left, right)[0].tolist() == []
