"""Check one-to-one assignments against trying every one."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import default_weights, match_tables, persons_table
from matcher.assign import one_to_one
from matcher.score import best_of
from tests.matcher.drawn_people import numbered, person

WISHES = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(-3, 6).filter(bool), min_size=1, max_size=9
)


def _arrays(wishes: dict[tuple[int, int], float], order: list[tuple[int, int]]) -> tuple[np.ndarray, ...]:
    pairs = sorted(order)
    candidate, profile = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    return candidate, profile, np.array([float(wishes[pair]) for pair in pairs])


def _solved(candidate: np.ndarray, profile: np.ndarray, odds: np.ndarray) -> dict[int, int]:
    """Give who gets whom: the best pair that stays, where it says rather yes."""
    names = np.array([f"p{one}" for one in profile], dtype=object)
    owners = np.arange(4, dtype=np.uint64)
    kept = one_to_one(candidate, profile, odds, owners, names)
    best = best_of(candidate[kept], odds[kept], names[kept], 4)
    return {
        row: int(profile[kept][pair])
        for row, pair in enumerate(best.pair.tolist())
        if pair >= 0 and odds[kept][pair] > 0
    }


def _largest(wishes: dict[tuple[int, int], float]) -> float:
    """Try every way to give each of four candidates one of four profiles or none."""
    ways = itertools.product([None, 0, 1, 2, 3], repeat=4)
    alone = (way for way in ways if len({one for one in way if one is not None}) == sum(one is not None for one in way))
    worth = (sum(wishes.get((row, one), -1e9) for row, one in enumerate(way) if one is not None) for way in alone)
    return max(worth)


@settings(max_examples=60)
@given(WISHES)
def test_no_profile_goes_twice_and_the_sum_is_the_largest(wishes: dict[tuple[int, int], float]) -> None:
    found = _solved(*_arrays(wishes, list(wishes)))
    assert len(set(found.values())) == len(found)
    assert sum(wishes[pair] for pair in found.items()) == _largest(wishes)


def test_who_wants_nobody_else_s_profile_keeps_all_pairs() -> None:
    candidate, profile, odds = np.array([0, 0, 1]), np.array([0, 1, 2]), np.array([3.0, 1.0, 2.0])
    names = np.array(["a", "b", "c"], dtype=object)
    assert one_to_one(candidate, profile, odds, np.arange(2, dtype=np.uint64), names).all()


def test_a_pair_that_says_rather_not_takes_nothing() -> None:
    candidate, profile, odds = np.array([0, 1]), np.array([0, 0]), np.array([-1.0, -2.0])
    names = np.array(["a", "a"], dtype=object)
    assert one_to_one(candidate, profile, odds, np.arange(2, dtype=np.uint64), names).all()
    assert one_to_one(candidate[:0], profile[:0], odds[:0], np.arange(2, dtype=np.uint64), names[:0]).tolist() == []


def test_equal_wishes_are_told_apart_by_ids_not_by_rows() -> None:
    """Two candidates, one profile, equal scores: the same one gets it, in whatever row."""
    candidate, profile, odds = np.array([0, 1]), np.array([7, 7]), np.array([2.0, 2.0])
    names = np.array(["p", "p"], dtype=object)
    served = []
    for owners in ([5, 9], [9, 5]):
        kept = one_to_one(candidate, profile, odds, np.array(owners, np.uint64), names)
        served.append([owners[row] for row in candidate[kept].tolist()])
    assert served[0] == served[1]
    assert len(served[0]) == 1


def test_a_whole_match_gives_no_profile_twice() -> None:
    people = [person("Ulrike", "Quell", emails=["uq@x.example"]), person("Tobias", "Ashdown", emails=["ta@x.example"])]
    table = persons_table(numbered(people))
    twice = persons_table(numbered([people[0], person("Ulrike", "Quell"), people[1]], "c"))
    free = match_tables(twice, table, weights=default_weights()).table.to_pylist()
    alone = match_tables(twice, table, weights=default_weights(), one_to_one=True).table.to_pylist()
    assert [row["profile_id"] for row in free] == ["p0", "p0", "p1"]
    assert [row["profile_id"] for row in alone] == ["p0", None, "p1"]
    assert "fits another candidate better" in alone[1]["reason"]
