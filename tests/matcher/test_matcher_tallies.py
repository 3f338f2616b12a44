"""Check counts of values against counters, whatever the lots they are counted in."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.person import Person
from matcher.frequency import COUNTED, EVERYWHERE, SHARED, Tally, Total, summed, tally
from matcher.side import MANY, SINGLE, Side
from tests.matcher.drawn_people import crowds, numbered, person, side_of

TALLIES = st.lists(st.dictionaries(st.integers(1, 9), st.integers(1, 5), max_size=5), max_size=4)


def _plain(side: Side, field: str) -> Counter[int]:
    values = side.many[field].whole().values if field in MANY else side.one[field].whole()
    return Counter(value for value in values.tolist() if value)


def _tally(counts: dict[int, int]) -> Tally:
    ordered = sorted(counts)
    values = np.array(ordered, np.uint64)
    numbers = np.array([counts[value] for value in ordered], np.uint32)
    return Tally(dict.fromkeys(COUNTED, values), dict.fromkeys(COUNTED, numbers))


@settings(max_examples=20)
@given(crowds(1, 8))
def test_a_tally_is_a_counter(people: list[Person]) -> None:
    side = side_of(people)
    counted = tally(side)
    for field in COUNTED:
        plain = _plain(side, field)
        assert dict(zip(counted.values[field].tolist(), counted.numbers[field].tolist(), strict=True)) == plain, field
        assert counted.values[field].tolist() == sorted(plain), field


@settings(max_examples=15)
@given(crowds(1, 6), crowds(1, 6))
def test_counting_in_lots_counts_the_same(some: list[Person], others: list[Person]) -> None:
    lots = [side_of(numbered(some, "a")), side_of(numbered(others, "b"))]
    whole = side_of([*numbered(some, "a"), *numbered(others, "b")])
    at_once, in_lots = tally(whole), summed([tally(lot) for lot in lots])
    for field in COUNTED:
        assert in_lots.values[field].tolist() == at_once.values[field].tolist(), field
        assert in_lots.numbers[field].tolist() == at_once.numbers[field].tolist(), field


@settings(max_examples=40)
@given(TALLIES, st.randoms(use_true_random=False))
def test_sums_are_those_of_counters_in_any_order(counts: list[dict[int, int]], rng: object) -> None:
    total: Counter[int] = sum(map(Counter, counts), Counter())
    turned = list(counts)
    rng.shuffle(turned)  # type: ignore[attr-defined]  # a random.Random
    crowd = Total(7, summed([_tally(some) for some in turned]))
    wanted = np.arange(12, dtype=np.uint64)
    for field in ("first", "emails"):
        assert crowd.counts(field, wanted).tolist() == [total[value] for value in range(12)]
    assert crowd.living == 7


@settings(max_examples=20)
@given(crowds(1, 6), crowds(1, 3))
def test_only_wanted_values_of_some_fields_are_counted(people: list[Person], asked: list[Person]) -> None:
    side, other = side_of(people), side_of(asked)
    only = {field: np.unique(other.many[field].whole().values) for field in SHARED if field in MANY}
    counted = tally(side, only)
    for field in COUNTED:
        plain = _plain(side, field)
        if field in only:
            plain = Counter({value: many for value, many in plain.items() if value in only[field].tolist()})
        assert dict(zip(counted.values[field].tolist(), counted.numbers[field].tolist(), strict=True)) == plain, field


COUNTS = [  # crowd, field, how often its most frequent value is counted
    ([person("Ada", "Quell"), person("Ada", "Zorn"), person("Bob", "Quell")], "first", 2),
    ([person("Ada", "Quell"), person("ADA", "Zorn"), person("Ädà", "Zorn")], "first", 3),
    ([person("Ada", "Quell", emails=["a@x.example", "A@X.example"])], "emails", 1),
    ([person("Ada", emails=["a@x.example"]), person("Bob", emails=["a+b@x.example"])], "emails", 2),
    ([person("Ada", phones=["0171 2345678"]), person("Bob", phones=["+49 171 2345678"])], "phones", 2),
    ([person("Ada", location="Rome, Italy"), person("Bob", location="Roma")], "city", 2),
    ([person("Ada", positions=[{"company": "Acorn"}, {"company": "Acorn Inc."}])], "companies", 1),
    ([person("Ada", "Quell"), person("", "", name="Ada Quell")], "full", 2),
]


@pytest.mark.parametrize(("people", "field", "most"), COUNTS)
def test_people_are_counted_once_for_each_value(people: list[Person], field: str, most: int) -> None:
    assert tally(side_of(numbered(people))).numbers[field].max() == most


def test_nobody_has_nothing() -> None:
    counted = tally(side_of(numbered([person(), person()])))
    for field in COUNTED:
        assert counted.values[field].tolist() == [], field
        assert counted.of(field, np.array([0, 1], np.uint64)).tolist() == [0, 0]
    nothing = summed([])
    assert all(not len(nothing.values[field]) for field in COUNTED)


def test_counted_fields_are_fields() -> None:
    assert set(COUNTED) <= {*SINGLE, *MANY}
    assert not set(EVERYWHERE) & set(SHARED)
