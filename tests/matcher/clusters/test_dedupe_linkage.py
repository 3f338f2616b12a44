"""Average linkage: the fast way gives what merging one couple after another gives."""

from itertools import combinations
from math import sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.clusters.linkage import average_linkage

Scored = dict[tuple[int, int], float]
COUNT = 9


def scored_pairs(count: int = COUNT) -> st.SearchStrategy[Scored]:
    couples = list(combinations(range(count), 2))

    def scored(order: list[int], kept: set[tuple[int, int]]) -> Scored:
        # No two means are equal: which couple then merges first is a matter of definition, tested apart.
        return {couple: (1.01 + sin(7.3 * order[at])) / 2.02 for at, couple in enumerate(couples) if couple in kept}

    return st.builds(scored, st.permutations(range(len(couples))), st.sets(st.sampled_from(couples)))


def plainly(scores: Scored, count: int, cut: float, groups: dict[int, int] | None = None) -> set[frozenset[int]]:
    """Merge the two nearest clusters again and again: the slow reference."""
    known = groups or {}
    clusters = [{row} for row in range(count) if row not in known]
    clusters += [{row for row in known if known[row] == group} for group in sorted(set(known.values()))]

    def mean(one: set[int], two: set[int]) -> float:
        total = sum(scores.get((min(a, b), max(a, b)), 0.0) for a in one for b in two)
        apart = {known[row] for row in one if row in known} != {known[row] for row in two if row in known}
        both = any(row in known for row in one) and any(row in known for row in two)
        return -1.0 if both and apart else total / (len(one) * len(two))

    while len(clusters) > 1:
        best = max(combinations(range(len(clusters)), 2), key=lambda pair: mean(clusters[pair[0]], clusters[pair[1]]))
        if mean(clusters[best[0]], clusters[best[1]]) < cut:
            break
        clusters[best[0]] |= clusters.pop(best[1])
    return {frozenset(cluster) for cluster in clusters}


def quickly(scores: Scored, count: int, cut: float, groups: dict[int, int] | None = None) -> set[frozenset[int]]:
    left = np.array([a for a, _ in scores], np.int64)
    right = np.array([b for _, b in scores], np.int64)
    group = np.array([(groups or {}).get(row, -1) for row in range(count)], np.int64)
    of = average_linkage(left, right, np.array(list(scores.values()), np.float64), count, cut, group)
    return {frozenset(np.flatnonzero(of == name).tolist()) for name in set(of.tolist())}


@settings(max_examples=20)
@given(scored_pairs(), st.sampled_from((0.05, 0.2, 0.4, 0.7)))
def test_all_nearest_couples_at_once_give_what_one_after_another_gives(scores: Scored, cut: float) -> None:
    assert quickly(scores, COUNT, cut) == plainly(scores, COUNT, cut)


@settings(max_examples=20)
@given(scored_pairs(7), st.dictionaries(st.integers(0, 6), st.integers(0, 2), max_size=5))
def test_known_groups_are_whole_from_the_start_and_never_meet(scores: Scored, groups: dict[int, int]) -> None:
    numbers = {group: at for at, group in enumerate(sorted(set(groups.values())))}
    groups = {row: numbers[group] for row, group in groups.items()}
    found = quickly(scores, 7, 0.3, groups)
    for group in set(groups.values()):
        assert sum(any(groups.get(row) == group for row in cluster) for cluster in found) == 1
    assert all(len({groups[row] for row in cluster if row in groups}) <= 1 for cluster in found)


@settings(max_examples=20)
@given(scored_pairs(7))
def test_known_groups_merge_with_others_as_one_after_another(scores: Scored) -> None:
    groups = {0: 0, 1: 0, 2: 1}
    assert quickly(scores, 7, 0.3, groups) == plainly(scores, 7, 0.3, groups)


@settings(max_examples=20)
@given(scored_pairs(), st.permutations(range(COUNT)), st.sampled_from((0.1, 0.5)))
def test_names_of_rows_make_no_difference(scores: Scored, order: list[int], cut: float) -> None:
    moved = {tuple(sorted((order[a], order[b]))): value for (a, b), value in scores.items()}
    expected = {frozenset(order[row] for row in cluster) for cluster in quickly(scores, COUNT, cut)}
    assert quickly({(a, b): value for (a, b), value in moved.items()}, COUNT, cut) == expected


@settings(max_examples=20)
@given(scored_pairs(), st.floats(0.05, 0.9), st.floats(0.05, 0.9))
def test_a_higher_cut_only_splits(scores: Scored, one: float, two: float) -> None:
    coarse, fine = quickly(scores, COUNT, min(one, two)), quickly(scores, COUNT, max(one, two))
    assert all(any(small <= large for large in coarse) for small in fine)


def test_every_cluster_is_called_by_its_smallest_row() -> None:
    of = average_linkage(np.array([4, 3]), np.array([2, 1]), np.array([0.9, 0.9]), 5, 0.5)
    assert of.tolist() == [0, 1, 2, 1, 2]


@pytest.mark.parametrize("members", [2, 4, 12])
def test_one_wrong_pair_joins_no_two_clusters(members: int) -> None:
    """Bare connected components would."""
    halves = (range(members), range(members, 2 * members))
    sure = {couple: 0.95 for half in halves for couple in combinations(half, 2)}
    assert quickly(sure | {(members - 1, members): 0.9}, 2 * members, 0.3) == {frozenset(half) for half in halves}


def test_a_chain_of_couples_does_not_become_one_cluster() -> None:
    chain = {(row, row + 1): 0.9 for row in range(40)}
    assert max(map(len, quickly(chain, 41, 0.5))) <= 3


def test_equal_means_merge_in_the_order_of_rows() -> None:
    assert quickly({(0, 1): 0.6, (1, 2): 0.6}, 3, 0.5) == {frozenset({0, 1}), frozenset({2})}
    assert quickly({(1, 2): 0.6, (0, 2): 0.6}, 3, 0.5) == {frozenset({0, 2}), frozenset({1})}


def test_pairs_may_stand_in_any_direction_and_order() -> None:
    forwards = average_linkage(np.array([0, 1, 3]), np.array([1, 2, 4]), np.array([0.8, 0.7, 0.9]), 5, 0.3)
    backwards = average_linkage(np.array([4, 2, 1]), np.array([3, 1, 0]), np.array([0.9, 0.7, 0.8]), 5, 0.3)
    assert forwards.tolist() == backwards.tolist()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_without_pairs_everyone_stays_alone(count: int) -> None:
    nobody = np.zeros(0, np.int64)
    assert average_linkage(nobody, nobody, np.zeros(0), count, 0.1).tolist() == list(range(count))
