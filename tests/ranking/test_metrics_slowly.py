"""Each measure equals its definition written out slowly, over all orders of a few keys."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.metrics import average_precision, mean, ndcg, recall_at, reciprocal_rank

KEYS = "abcde"
ORDERS = [list(order) for order in itertools.permutations(KEYS)]
SETS = [set(chosen) for size in range(len(KEYS) + 1) for chosen in itertools.combinations(KEYS, size)]


def gain_of(order: list[str], gains: dict[str, float], k: int) -> float:
    return sum(gains.get(key, 0.0) / math.log2(place + 1) for place, key in enumerate(order[:k], 1))


def precision(order: list[str], relevant: set[str], k: int) -> Fraction:
    return Fraction(len(relevant & set(order[:k])), k)


@pytest.mark.parametrize("k", [1, 2, 3, 5, 9])
@pytest.mark.parametrize(
    "gains",
    [{"a": 3.0, "b": 1.0}, {"a": 1.0, "b": 1.0, "c": 1.0}, dict(zip(KEYS, (5.0, 4.0, 0.0, 2.0, 1.0), strict=True))],
)
def test_ndcg_is_the_gain_over_the_best_of_all_orders(gains: dict[str, float], k: int) -> None:
    best = max(gain_of(order, gains, k) for order in ORDERS)
    for order in ORDERS[::7]:
        assert ndcg(order, gains, k=k) == pytest.approx(gain_of(order, gains, k) / best)
    assert max(ndcg(order, gains, k=k) for order in ORDERS) == pytest.approx(1.0)


@pytest.mark.parametrize("relevant", SETS[1:], ids=lambda chosen: "".join(sorted(chosen)))
def test_average_precision_is_the_mean_precision_at_the_relevant_ones(relevant: set[str]) -> None:
    for order in ORDERS[::11]:
        places = [place for place, key in enumerate(order, 1) if key in relevant]
        expected = sum(precision(order, relevant, place) for place in places) / len(relevant)
        assert average_precision(order, relevant) == pytest.approx(float(expected))


@given(st.sampled_from(ORDERS), st.sampled_from(SETS), st.integers(1, 7))
def test_recall_and_reciprocal_rank_equal_their_definitions(order: list[str], relevant: set[str], k: int) -> None:
    found = [key for key in order[:k] if key in relevant]
    assert recall_at(order, relevant, k=k) == (len(found) / len(relevant) if relevant else 0)
    places = [place for place, key in enumerate(order, 1) if key in relevant]
    assert reciprocal_rank(order, relevant) == (1 / min(places) if places else 0)


@given(st.sampled_from(ORDERS), st.sampled_from(SETS[1:]), st.integers(1, 5))
def test_looking_further_never_finds_less(order: list[str], relevant: set[str], k: int) -> None:
    assert average_precision(order, relevant, k=k + 1) >= average_precision(order, relevant, k=k)
    assert recall_at(order, relevant, k=k + 1) >= recall_at(order, relevant, k=k)
    assert average_precision(order, relevant, k=99) == average_precision(order, relevant)


@given(st.sampled_from(ORDERS), st.sampled_from(SETS[1:]))
def test_strangers_at_the_end_change_nothing_and_in_front_they_cost(order: list[str], relevant: set[str]) -> None:
    gains = dict.fromkeys(relevant, 1.0)
    for measure in (lambda o: average_precision(o, relevant), lambda o: reciprocal_rank(o, relevant)):
        assert measure([*order, "x", "y"]) == measure(order)
        assert measure(["x", *order]) < measure(order)
    assert ndcg([*order, "x"], gains) == ndcg(order, gains)
    assert ndcg(["x", *order], gains) < ndcg(order, gains)


@given(
    st.sampled_from(ORDERS), st.dictionaries(st.sampled_from(KEYS), st.floats(0.01, 9), min_size=1), st.floats(0.1, 9)
)
def test_ndcg_counts_proportions_of_gains_only(order: list[str], gains: dict[str, float], times: float) -> None:
    scaled = {key: gain * times for key, gain in gains.items()}
    assert ndcg(order, scaled) == pytest.approx(ndcg(order, gains))


@given(st.sampled_from(ORDERS), st.dictionaries(st.sampled_from(KEYS), st.floats(0, 9), min_size=1))
def test_a_harmful_one_gains_nothing_and_costs_nothing(order: list[str], gains: dict[str, float]) -> None:
    assert ndcg(order, {**gains, "x": -5.0}) == ndcg(order, gains)
    assert ndcg(["x", *order[:1]], {**gains, "x": -5.0}, k=2) == ndcg(["y", *order[:1]], gains, k=2)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_mean_lies_between_the_least_and_the_most_in_any_order(values: list[float]) -> None:
    assert min(values) - 1e-12 <= mean(values) <= max(values) + 1e-12
    assert mean(values[::-1]) == mean(sorted(values)) == mean(values)


@pytest.mark.parametrize("empty", [[], ["x", "y"]])
def test_who_finds_nothing_gets_nothing(empty: list[str]) -> None:
    assert ndcg(empty, {"a": 1.0}) == average_precision(empty, {"a"}) == reciprocal_rank(empty, {"a"}) == 0
    assert recall_at(empty, {"a"}, k=5) == 0
