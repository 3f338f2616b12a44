"""Check columns kept as codes, lists and spans against plain lists of the same values."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.columns import (
    MOST_YEARS,
    STINT,
    Coded,
    Listed,
    Nested,
    Plain,
    Spans,
    Texts,
    Whole,
    beside,
    narrow,
    text_arrays,
    texts_of,
)
from matcher.hashing import combined
from matcher.ragged import Ragged, offsets_of

TABLE = np.array([0, 11, 22, 33, 44], np.uint64)
CODES = st.lists(st.integers(0, 4), min_size=1, max_size=8)
LISTS = st.lists(st.lists(st.integers(0, 4), max_size=4), min_size=1, max_size=6)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def _ragged(rows: list[list[int]], kind: type = np.uint64) -> Ragged:
    offsets = offsets_of(np.array([len(row) for row in rows], np.int64))
    return Ragged(offsets, np.array([value for row in rows for value in row], kind))


def _rows(ragged: Ragged) -> list[list[int]]:
    return [ragged.values[a:b].tolist() for a, b in zip(ragged.offsets, ragged.offsets[1:], strict=False)]


def _chosen(data: st.DataObject, count: int) -> list[int]:
    return data.draw(st.lists(st.integers(0, count - 1), max_size=5))


@settings(max_examples=30)
@given(CODES, st.data())
def test_a_coded_column_reads_as_the_plain_one(codes: list[int], data: st.DataObject) -> None:
    values = [int(TABLE[code]) for code in codes]
    chosen = _chosen(data, len(codes))
    for column in (Coded(np.array(codes, np.uint8), TABLE), Plain(np.array(values, np.uint64))):
        assert len(column) == len(codes)
        assert column.whole().tolist() == values
        assert column[np.array(chosen, np.int64)].tolist() == [values[at] for at in chosen]


@settings(max_examples=30)
@given(LISTS, st.data())
def test_lists_of_codes_read_as_lists_of_values(rows: list[list[int]], data: st.DataObject) -> None:
    plain = [[int(TABLE[code]) for code in row] for row in rows]
    chosen = _chosen(data, len(rows))
    for column in (Listed(_ragged(rows, np.uint8), TABLE), Whole(_ragged(plain))):
        assert _rows(column.whole()) == plain
        assert _rows(column.take(np.array(chosen, np.int64))) == [plain[at] for at in chosen]


@settings(max_examples=30)
@given(LISTS, st.lists(st.lists(st.integers(1, 9), max_size=3), min_size=5, max_size=5), st.data())
def test_a_code_may_stand_for_several_values(rows: list[list[int]], sets: list[list[int]], data: st.DataObject) -> None:
    plain = [[value for code in row for value in sets[code]] for row in rows]
    chosen = _chosen(data, len(rows))
    column = Listed(_ragged(rows, np.uint8), _ragged(sets))
    assert _rows(column.whole()) == plain
    assert _rows(column.take(np.array(chosen, np.int64))) == [plain[at] for at in chosen]


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=6),
    st.lists(st.lists(st.integers(1, 9), max_size=3), min_size=6, max_size=6),
    st.data(),
)
def test_sets_that_follow_from_codes_are_those_of_all_codes(
    pairs: list[tuple[int, int]], sets: list[list[int]], data: st.DataObject
) -> None:
    left, right = sets[:3], sets[3:]
    plain = [left[one] + right[two] for one, two in pairs]
    codes = [np.array([pair[at] for pair in pairs], np.uint8) for at in (0, 1)]
    column = Nested(((codes[0], _ragged(left)), (codes[1], _ragged(right))))
    chosen = _chosen(data, len(pairs))
    assert _rows(column.whole()) == plain
    assert _rows(column.take(np.array(chosen, np.int64))) == [plain[at] for at in chosen]
    alone = Nested(((codes[0], _ragged(left)),))
    assert _rows(alone.whole()) == [left[one] for one, _ in pairs]


@settings(max_examples=30)
@given(st.lists(LISTS.map(lambda rows: (rows * 3)[:3]), min_size=1, max_size=3))
def test_sets_beside_one_another_are_joined_row_by_row(parts: list[list[list[int]]]) -> None:
    joined = beside([_ragged(part) for part in parts])
    assert _rows(joined) == [[value for part in parts for value in part[row]] for row in range(3)]


SPANS = st.lists(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1950, 2030), st.integers(0, 60)), max_size=3),
    min_size=1,
    max_size=4,
)


def _stint(company: int, year: int) -> int:
    return int(combined(STINT, np.array([company], np.uint64), np.array([year], np.uint64))[0])


@settings(max_examples=20)
@given(SPANS, st.data())
def test_spans_read_as_every_company_and_year(rows: list[list[tuple[int, int, int]]], data: st.DataObject) -> None:
    flat = [one for row in rows for one in row]
    codes = np.array([company for company, _, _ in flat], np.uint16)
    starts = np.array([start for _, start, _ in flat], np.uint16)
    ends = np.array([start + more for _, start, more in flat], np.uint16)
    column = Spans(offsets_of(np.array([len(row) for row in rows], np.int64)), codes, starts, ends, TABLE)
    chosen = _chosen(data, len(rows))
    years = [
        [(int(TABLE[code]), start + at) for code, start, more in row for at in range(min(more + 1, MOST_YEARS))]
        for row in rows
    ]
    known = {pair: _stint(*pair) for row in years for pair in row[:2] + row[-2:]}
    for found, wanted in (
        (column.whole(), years),
        (column.take(np.array(chosen, np.int64)), [years[a] for a in chosen]),
    ):
        assert found.lengths.tolist() == [len(row) for row in wanted]
        for row, pairs in zip(_rows(found), wanted, strict=True):
            for at in {0, len(pairs) - 1} if pairs else ():
                assert row[at] == known[pairs[at]]
            assert len(set(row)) == len(set(pairs))


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_texts_lie_flat_and_read_back(words: list[str], data: st.DataObject) -> None:
    texts = text_arrays(pa.array(words, pa.string()))
    chosen = _chosen(data, len(words))
    assert texts.tolist() == words
    assert texts.content.tobytes() == "".join(words).encode()
    assert texts[np.array(chosen, np.int64)].tolist() == [words[at] for at in chosen]
    assert texts_of(texts.offsets, texts.content).to_pylist() == words
    again = text_arrays(texts.arrow())
    assert (again.offsets.tolist(), again.content.tolist()) == (texts.offsets.tolist(), texts.content.tolist())


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=2, max_size=6), st.integers(0, 5), st.integers(0, 5))
def test_a_slice_of_texts_holds_nothing_else(words: list[str], start: int, size: int) -> None:
    part = pa.array(words, pa.string()).slice(min(start, len(words)), size)
    texts = text_arrays(part)
    assert texts.tolist() == part.to_pylist()
    assert texts.offsets[0] == 0
    assert texts.offsets[-1] == len(texts.content)


def test_no_texts_are_no_bytes() -> None:
    empty = Texts(np.zeros(1, np.int64), np.zeros(0, np.uint8))
    assert len(empty) == 0
    assert empty.tolist() == []
    assert empty[np.zeros(0, np.int64)].tolist() == []


@pytest.mark.parametrize(
    ("size", "kind"),
    [
        (1, np.uint8),
        (256, np.uint8),
        (257, np.uint16),
        (65_536, np.uint16),
        (65_537, np.uint32),
        (3_000_000, np.uint32),
    ],
)
def test_codes_take_as_few_bytes_as_they_need(size: int, kind: type) -> None:
    codes = np.array([0, size - 1])
    found = narrow(codes, size)
    assert found.dtype == kind
    assert found.tolist() == codes.tolist()
