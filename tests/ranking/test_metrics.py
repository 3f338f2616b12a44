"""Turn small ranked lists into measures computed by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.metrics import average_precision, mean, ndcg, recall_at, reciprocal_rank

keys = st.permutations(["a", "b", "c", "d", "e", "f"])
gains = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 10), max_size=6)


def test_ndcg_by_hand() -> None:
    # 3/1 + 0 + 2/2 = 4 of the best 3/1 + 2/log2(3) + 1/2
    best = 3 + 2 / math.log2(3) + 0.5
    assert ndcg(["a", "x", "b"], {"a": 3, "b": 2, "c": 1}, k=3) == pytest.approx(4 / best)


def test_ndcg_gain_is_linear() -> None:
    # exponential gain would give 7/3 the weight of the first
    assert ndcg(["b", "a"], {"a": 3, "b": 1}) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))


def test_ndcg_looks_at_the_first_k_only() -> None:
    assert ndcg(["x", "a"], {"a": 1}, k=1) == 0
    assert ndcg(["x", "a"], {"a": 1}, k=2) == pytest.approx(1 / math.log2(3))


def test_average_precision_by_hand() -> None:
    # found at 1, 3 and 6 of 4 relevant ones: (1/1 + 2/3 + 3/6) / 4
    assert average_precision("a x b y z c".split(), {"a", "b", "c", "never"}) == pytest.approx((1 + 2 / 3 + 0.5) / 4)
    assert average_precision("a x b y z c".split(), {"a", "b", "c", "never"}, k=3) == pytest.approx((1 + 2 / 3) / 4)


def test_reciprocal_rank_by_hand() -> None:
    assert reciprocal_rank(["x", "y", "a", "b"], {"a", "b"}) == pytest.approx(1 / 3)


def test_recall_by_hand() -> None:
    assert recall_at(["a", "x", "b"], {"a", "b", "c", "d"}, k=2) == 0.25
    assert recall_at(["a", "x", "b"], {"a", "b", "c", "d"}, k=9) == 0.5


def test_mean_by_hand() -> None:
    assert mean([1, 0.5, 0.25, 0.25]) == 0.5


def test_nothing_relevant_gives_nothing() -> None:
    assert ndcg(["a"], {}) == average_precision(["a"], set()) == reciprocal_rank(["a"], set()) == mean([]) == 0
    assert recall_at(["a"], set(), k=1) == 0


@given(keys, gains)
def test_no_order_beats_the_best(ranked: list[str], judged: dict[str, float]) -> None:
    best = sorted(judged, key=lambda key: -judged[key])
    assert 0 <= ndcg(ranked, judged) <= 1 + 1e-9
    assert ndcg(best, judged) == pytest.approx(1.0 if any(judged.values()) else 0.0)


@given(keys, st.sets(st.sampled_from("abcdef"), min_size=1), st.integers(1, 5))
def test_moving_a_relevant_one_up_never_harms(ranked: list[str], relevant: set[str], at: int) -> None:
    moved = [*ranked[: at - 1], ranked[at], ranked[at - 1], *ranked[at + 1 :]]
    if ranked[at] in relevant and ranked[at - 1] not in relevant:
        assert average_precision(moved, relevant) > average_precision(ranked, relevant)
        assert reciprocal_rank(moved, relevant) >= reciprocal_rank(ranked, relevant)
