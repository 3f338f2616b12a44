"""Pairs worth comparing: exactly those that share a key in a block that is not too large."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.person import Person
from matcher import persons_table
from matcher.clusters import pairing
from matcher.clusters.columns import SETS, Columns, birth_digits, columns_of, mailbox_patterns
from matcher.clusters.pairing import FAMILIES, Family, find_pairs, packed_pairs, rows_of, within_blocks
from matcher.schema import checked, rows_table
from tests.matcher.drawn_people import crowds

PAIRS = set[tuple[int, int]]


def columns(persons: list[Person]) -> Columns:
    return columns_of(checked(persons_table(persons), "records"))


def values_of(found: Columns, name: str, row: int) -> set[int]:
    return {
        int(value)
        for part in name.split("+")
        for value in found.sets[part].values[found.sets[part].offsets[row] : found.sets[part].offsets[row + 1]]
    }


def keys_of(found: Columns, family: Family, row: int) -> set[frozenset[int] | tuple[int, int]]:
    """Combine a record's values as a family does, by plain loops."""
    parts = [values_of(found, name, row) for name in family.sets]
    if len(parts) == 1:
        return {(value, 0) for value in parts[0]}
    if family.sets[0] == family.sets[1]:
        return {frozenset((one, two)) for one in parts[0] for two in parts[1] if one != two}
    return {(one, two) for one in parts[0] for two in parts[1]}


def plain_pairs(found: Columns) -> PAIRS:
    pairs: PAIRS = set()
    for family in FAMILIES:
        blocks: dict[object, list[int]] = {}
        for row in range(len(found)):
            for key in keys_of(found, family, row):
                blocks.setdefault(key, []).append(row)
        for rows in blocks.values():
            if len(rows) <= family.cap:
                pairs |= {(a, b) for a in rows for b in rows if a < b}
    return pairs


def quick_pairs(found: Columns) -> PAIRS:
    left, right = rows_of(find_pairs(found, lambda _done, _total: None)[0])
    return set(zip(left.tolist(), right.tolist(), strict=True))


@settings(max_examples=10)
@given(crowds(0, 8))
def test_pairs_are_those_that_share_a_key(persons: list[Person]) -> None:
    found = columns(persons)
    assert quick_pairs(found) == plain_pairs(found)


def test_pairs_of_more_records_than_a_block_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "FAMILIES", (Family("birth date", 3, ("births",)),))
    rows = [{"id": str(at), "birth_date": "1980-01-02" if at < 4 else "1981-03-04"} for at in range(7)]
    found, reports = find_pairs(columns_of(checked(rows_table(rows), "records")), lambda _done, _total: None)
    assert set(zip(*(side.tolist() for side in rows_of(found)), strict=True)) == {(4, 5), (4, 6), (5, 6)}
    assert [(report.pairs, report.capped) for report in reports] == [(3, 1)]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=30))
def test_rows_under_one_key_are_paired_once(keyed: list[tuple[int, int]]) -> None:
    every = sorted({((key + 1) << 24) | row for key, row in keyed})
    pairs, capped = within_blocks(np.array(every, np.uint64), 4)
    expected, blocks = set(), 0
    for key in range(6):
        rows = sorted({row for other, row in keyed if other == key})
        blocks += len(rows) > 4
        if len(rows) <= 4:
            expected |= {(a, b) for a in rows for b in rows if a < b}
    left, right = rows_of(pairs)
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == expected
    assert len(pairs) == len(expected)
    assert capped == blocks


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 2**24), st.integers(0, 2**24)), max_size=10))
def test_packing_pairs_has_an_inverse(couples: list[tuple[int, int]]) -> None:
    left = np.array([a for a, _ in couples], np.int64)
    right = np.array([b for _, b in couples], np.int64)
    found = rows_of(packed_pairs(left, right))
    expected = sorted({(min(a, b), max(a, b)) for a, b in couples if a != b})
    assert list(zip(*(side.tolist() for side in found), strict=True)) == expected


def test_families_ask_for_sets_that_there_are() -> None:
    assert {part for family in FAMILIES for name in family.sets for part in name.split("+")} <= set(SETS)
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1861-04-09", "18610409"),
        ("1861-86-18", "18618618"),  # no date, and still what somebody wrote
        ("4/9/1861", "18610409"),
        (" 1861/04/09 ", "18610409"),
        ("18610409", "18610409"),
        ("1861", ""),
        ("", ""),
        ("unknown", ""),
        ("1861-04-09T00:00:00", ""),
    ],
)
def test_birth_dates_are_eight_digits_as_written(text: str, expected: str) -> None:
    assert birth_digits(text) == expected


def test_names_run_together_as_mailboxes_do() -> None:
    assert mailbox_patterns(["anna", "maria", "smith"]) == ["annasmith", "smithanna", "asmith", "annas"]
    assert mailbox_patterns(["anna"]) == []


def test_a_name_in_parts_and_in_one_piece_has_the_same_words() -> None:
    table = rows_table(
        [
            {"id": "1", "first_name": "Anna", "middle_name": "Maria", "last_name": "Smith"},
            {"id": "2", "name": "Anna Maria Smith"},
            {"id": "3", "name": "Smith, Anna Maria"},
            {"id": "4", "name": "Dr. Anna\tMaria Smith, PhD"},
        ]
    )
    found = columns_of(checked(table, "records"))
    assert len({frozenset(values_of(found, "tokens", row)) for row in range(4)}) == 1
    assert len(set(found.name.tolist())) == 1
    assert [found.givens[at] for at in found.given.tolist()] == ["anna"] * 4


def test_the_headline_is_a_title_only_without_positions() -> None:
    rows: list[dict[str, object]] = [
        {"id": "1", "headline": "Senior Baker"},
        {"id": "2", "positions": [{"title": "Baker"}], "headline": "I love bread"},
        {"id": "3", "positions": [{"company": "Acorn"}], "headline": "Baker"},
    ]
    found = columns_of(checked(rows_table(rows), "records"))
    assert values_of(found, "titles", 0) == values_of(found, "titles", 1) != set()
    assert values_of(found, "titles", 2) == set()
