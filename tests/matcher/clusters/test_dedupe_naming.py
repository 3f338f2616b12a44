"""Cluster ids: the same people keep theirs from run to run, whatever is split, merged or new."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.clusters.naming import cluster_ids

Partition = list[list[str]]
RECORDS = [f"r{at}" for at in range(8)]


def partitions() -> st.SearchStrategy[Partition]:
    def gathered(labels: list[int]) -> Partition:
        kept: dict[int, list[str]] = {}
        for record, label in zip(RECORDS, labels, strict=True):
            if label:
                kept.setdefault(label, []).append(record)
        return list(kept.values())

    return st.lists(st.integers(0, 5), min_size=8, max_size=8).map(gathered)


def named(partition: Partition, previous: dict[str, str] | None = None) -> dict[str, str]:
    ids = cluster_ids(partition, previous or {})
    return {record: ids[at] for at, members in enumerate(partition) for record in members}


def test_a_first_run_names_clusters_by_their_smallest_record() -> None:
    assert cluster_ids([["c", "a"], ["b"], ["e", "d"]], {}) == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("clusters", "previous", "expected"),
    [
        ([["a", "b", "new"]], {"a": "x", "b": "x"}, ["x"]),
        ([["b", "c"], ["a"]], {"a": "a", "b": "a", "c": "a"}, ["a", "a.2"]),
        ([["a", "b"], ["c"]], {"a": "a", "b": "a", "c": "a"}, ["a", "c"]),
        ([["a"], ["b"]], {"a": "x", "b": "x"}, ["x", "b"]),
        ([["a", "b", "c"]], {"a": "x", "b": "y", "c": "y"}, ["y"]),
        ([["a", "b"]], {"a": "y", "b": "x"}, ["x"]),
        ([["a", "c"], ["b", "d", "e"]], {"a": "x", "b": "x", "d": "x", "e": "y"}, ["a", "x"]),
        ([["b"]], {"a": "b", "c": "b"}, ["b.2"]),
        ([["b"], ["c"]], {"a": "b", "x": "b.2"}, ["b.3", "c"]),
    ],
    ids=[
        "a new record comes in",
        "the larger part keeps the id, though it is not called so",
        "a split",
        "equal parts: the smallest record's",
        "a merge: the larger one's",
        "a merge of equals: the smaller id",
        "parts of two: one each at most",
        "an id of people who are gone is not given to others",
        "nor a numbered one",
    ],
)
def test_by_hand(clusters: Partition, previous: dict[str, str], expected: list[str]) -> None:
    assert cluster_ids(clusters, previous) == expected


@settings(max_examples=20)
@given(partitions(), partitions())
def test_ids_are_of_one_cluster_each(now: Partition, before: Partition) -> None:
    ids = cluster_ids(now, named(before))
    assert len(set(ids)) == len(now)


@settings(max_examples=20)
@given(partitions(), partitions())
def test_the_same_clusters_again_keep_every_id(now: Partition, before: Partition) -> None:
    once = named(now, named(before))
    assert named(now, once) == once


@settings(max_examples=20)
@given(partitions(), partitions(), st.randoms(use_true_random=False))
def test_order_makes_no_difference(now: Partition, before: Partition, chance: object) -> None:
    former = named(before)
    expected = named(now, former)
    mixed = [chance.sample(members, len(members)) for members in now]  # type: ignore[attr-defined] # a Random
    chance.shuffle(mixed)  # type: ignore[attr-defined] # the same
    assert named(mixed, dict(reversed(former.items()))) == expected


@settings(max_examples=20)
@given(partitions(), partitions())
def test_a_cluster_most_of_whose_records_stay_together_keeps_its_id(now: Partition, before: Partition) -> None:
    former, found = named(before), named(now, named(before))
    for members in now:
        for old in set(former.values()):
            former_members = {record for record, cluster in former.items() if cluster == old}
            shared = former_members & set(members)
            if len(shared) * 2 > max(len(former_members), len(members)):
                assert found[members[0]] == old


@settings(max_examples=20)
@given(partitions(), partitions())
def test_no_id_goes_to_other_people(now: Partition, before: Partition) -> None:
    former, found = named(before), named(now, named(before))
    for record, cluster in found.items():
        if cluster in former.values():
            members = {other for other, name in found.items() if name == cluster}
            assert any(former.get(other) == cluster for other in members), record
