"""Compared pairs: levels as plain loops find them, the same from either side."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.person import Person
from matcher import persons_table
from matcher.clusters import levels
from matcher.clusters.columns import columns_of
from matcher.clusters.compared import WIDEST, Comparer, padded, shared
from matcher.clusters.levels import COMPARISONS, LEVELS
from matcher.ragged import Ragged, from_pairs
from matcher.schema import checked, rows_table
from tests.matcher.drawn_people import crowds

Sets = list[set[int]]
Rows = list[dict[str, object]]


def ragged(sets: Sets) -> Ragged:
    rows = [row for row, values in enumerate(sets) for _ in values]
    flat = [value for values in sets for value in sorted(values)]
    return from_pairs(np.array(rows, np.int64), np.array(flat, np.uint64), len(sets))


def compared(*table_rows: dict[str, object]) -> tuple[dict[str, str], dict[str, float]]:
    """Name the levels of the first two records of a table, and give what each surprises by."""
    rows = [{"id": str(at), **row} for at, row in enumerate(table_rows)]
    comparer = Comparer(columns_of(checked(rows_table(rows), "records")))
    found = comparer.compare(np.array([0]), np.array([1]))
    names = {name: LEVELS[name][code] for name, code in zip(COMPARISONS, found.codes[0].tolist(), strict=True)}
    return names, dict(zip(COMPARISONS, found.surprise[0].tolist(), strict=True))


def level(field: str, *table_rows: dict[str, object], others: int = 0) -> str:
    """Name one level of the first two records, among others who have nothing to do with them."""
    strangers: Rows = [{"name": f"Stranger{at} Nobody{at}"} for at in range(others)]
    return compared(*table_rows, *strangers)[0][field]


@settings(max_examples=20)
@given(st.lists(st.sets(st.integers(1, 9), max_size=WIDEST), min_size=1, max_size=6))
def test_shared_values_are_those_of_plain_sets(sets: Sets) -> None:
    count = len(sets)
    held = padded(ragged(sets))
    a, b = np.repeat(np.arange(count), count), np.tile(np.arange(count), count)
    found = shared(held, held, a, b)
    holders = {value: sum(value in other for other in sets) for value in range(10)}
    for at, (one, two) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        both = sets[one] & sets[two]
        surprise = [np.log(count / holders[value]) for value in both]
        assert found.both[at] == bool(sets[one] and sets[two])
        assert found.count[at] == len(both)
        assert found.total[at] == pytest.approx(sum(surprise), abs=1e-5)
        assert found.rarest[at] == pytest.approx(max(surprise, default=0.0), abs=1e-5)
        if both:
            assert found.fewest[at] == min(holders[value] for value in both)


def test_of_many_values_the_rarest_are_compared() -> None:
    widest = set(range(1, WIDEST + 3))
    held = padded(ragged([widest, {1, 2}, {1, 2}]))
    assert held.codes.shape == (3, WIDEST)
    assert shared(held, held, np.array([0]), np.array([1])).count.tolist() == [0]


@settings(max_examples=10)
@given(crowds(1, 6))
def test_levels_are_the_same_from_either_side(persons: list[Person]) -> None:
    count = len(persons)
    comparer = Comparer(columns_of(checked(persons_table(persons), "records")))
    a, b = np.repeat(np.arange(count), count), np.tile(np.arange(count), count)
    forwards, backwards = comparer.compare(a, b), comparer.compare(b, a)
    assert np.array_equal(forwards.codes, backwards.codes)
    assert np.array_equal(forwards.surprise, backwards.surprise)
    assert (forwards.codes < [len(LEVELS[name]) for name in COMPARISONS]).all()
    assert (forwards.surprise >= 0).all()
    assert (forwards.surprise[forwards.codes == 0] == 0).all()  # what is missing can't agree


@settings(max_examples=6)
@given(crowds(2, 5), st.integers(1, 3))
def test_pairs_in_chunks_are_compared_like_all_at_once(persons: list[Person], size: int) -> None:
    comparer = Comparer(columns_of(checked(persons_table(persons), "records")))
    a = np.repeat(np.arange(len(persons)), len(persons))
    b = np.tile(np.arange(len(persons)), len(persons))
    whole = comparer.compare(a, b)
    pieces = [comparer.compare(a[at : at + size], b[at : at + size]) for at in range(0, len(a), size)]
    assert np.array_equal(whole.codes, np.concatenate([piece.codes for piece in pieces]))
    assert np.array_equal(whole.surprise, np.concatenate([piece.surprise for piece in pieces]))


def test_no_pairs_give_no_levels() -> None:
    nobody = np.zeros(0, np.int64)
    comparer = Comparer(columns_of(checked(rows_table([{"id": "1"}]), "records")))
    assert comparer.compare(nobody, nobody).codes.shape == (0, len(COMPARISONS))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("1861-04-09", "1861-04-09", "same"),
        ("1861-04-09", "1861-04-19", "one digit differs"),
        ("1861-04-09", "1861-84-09", "one digit differs"),
        ("1861-04-09", "1853-04-09", "day and month same"),
        ("1861-04-09", "1861-05-19", "two digits differ"),
        ("1861-04-09", "1861-12-25", "year same"),
        ("1861-04-09", "1972-12-25", "differs"),
        ("1861-04-09", "", "missing"),
    ],
)
def test_birth_dates(one: str, two: str, expected: str) -> None:
    assert level("birth date", {"birth_date": one}, {"birth_date": two}) == expected


def test_a_birth_date_of_many_says_less() -> None:
    many: Rows = [{"birth_date": "1900-01-01"} for _ in range(levels.MANY)]
    assert level("birth date", *many) == "same, that of many"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (["a.b@x.example"], ["A.B@x.example", "c@x.example"], "one shared"),
        (["a.bee@x.example"], ["a.bee@y.example"], "mailbox name shared"),
        (["anna.smith@x.example"], [], "mailbox name fits the name"),
        (["asmith@x.example"], ["other@y.example"], "mailbox name fits the name"),
        (["q@x.example"], ["other@y.example"], "none shared"),
        (["q@x.example"], [], "missing"),
    ],
)
def test_e_mails(one: list[str], two: list[str], expected: str) -> None:
    assert level("e-mail", {"emails": one}, {"name": "Anna Smith", "emails": two}) == expected


def test_an_address_of_many_says_less() -> None:
    many: Rows = [{"emails": ["team@x.example", "desk@x.example"]} for _ in range(levels.CROWD)]
    assert level("e-mail", *many) == "one shared by many"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Devon, TQ13 8DF", "TQ13 8DF, Devon", "every part shared, rare"),
        ("Devon, TQ13 8DF", "Devon", "some shared, rare"),
        ("Devon, TQ13 8DF", "Bristol, TQ13 8HU", "district shared"),
        ("Devon, TQ13 8DF", "Bristol", "none shared"),
        ("Devon", "", "missing"),
    ],
)
def test_places(one: str, two: str, expected: str) -> None:
    assert level("place", {"location": one}, {"location": two}, others=2_000) == expected


def test_what_many_share_is_common() -> None:
    def work(company: str) -> dict[str, object]:
        return {"positions": [{"company": company}]}

    everyone: Rows = [work("Acorn Ltd") for _ in range(9)]
    assert level("employer", *everyone) == "one shared, common"
    assert level("employer", work("Acorn"), work("ACORN Inc."), others=2_000) == "one shared, rare"
    assert level("employer", work("Acorn"), work("Elm")) == "none shared"


@pytest.mark.parametrize(
    ("one", "two", "given_names", "letters"),
    [
        ("Thomas Chudleigh", "thomas chudleigh", "agree", "from 99.9%"),
        ("Thomas Chudleigh", "Tom Chudleigh", "agree", "from 85%"),
        ("Thomas Chudleigh", "Rhomas Chudleigh", "alike", "from 85%"),
        ("Thomas Chudleigh", "T. Chudleigh", "alike", "from 70%"),
        ("Thomas Chudleigh", "Chudleigh, Thomas", "agree", "from 99.9%"),
        ("Anna Chudleigh", "Thomas Chudleigh", "differ", "from 50%"),
        ("Thomas Edward Chudleigh", "Edward Chudleigh", "alike", "from 70%"),
        ("Anna Woodgate", "Anna Quell", "agree", "from 50%"),
    ],
)
def test_names(one: str, two: str, given_names: str, letters: str) -> None:
    found = level("name", {"name": one}, {"name": two}, others=200)
    assert found.startswith(f"given names {given_names}, letters {letters}")


def test_rarer_words_reach_higher_levels() -> None:
    pair: Rows = [{"name": "Anna Smith"}, {"name": "Anna Smith"}]
    steps = [level("name", *pair, others=others) for others in (0, 100, 3_000)]
    reached = [LEVELS["name"].index(step) for step in steps]
    assert reached == sorted(set(reached))


def test_family_names_and_homes_vouch_for_nobody() -> None:
    """A family shares words and a place: no reason to take its members for one person."""
    family: Rows = [{"name": "Anna Chudleigh"}, {"name": "Thomas Chudleigh"}, {"name": "Eve Quell"}]
    assert compared(*family)[1]["name"] == 0
    assert compared(family[0], family[0], family[2])[1]["name"] > 0


def test_every_table_of_beliefs_falls_from_agreement_to_difference() -> None:
    for name, told in levels.BELIEFS.items():
        if name != "name":
            assert told["missing"] == 0
            values = list(told.values())
            assert values[1] == max(values)
            assert values[-1] == min(values)
    assert max(len(table) for table in LEVELS.values()) <= np.iinfo(np.int8).max
