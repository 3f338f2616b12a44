"""Check that a match in shards is the match of one process, however rows are cut, spread or ordered."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.person import Person
from matcher import Matched, default_weights, match_tables, persons_table
from matcher.shards import Model, match_shard, placed_rows
from matcher.shards.counts import counts_of
from matcher.shards.kernel import PAIRED_SCHEMA, PLACED_SCHEMA
from service.demo.people import make_people
from service.demo.tables import people_tables
from tests.matcher.drawn_people import crowds, numbered
from tests.matcher.shards.plain_shards import match_in_shards

Tables = tuple[pa.Table, pa.Table]
NOTHING = np.zeros(0, np.int64)


@pytest.fixture(scope="module")
def tables() -> Tables:
    candidates, profiles, _ = people_tables(make_people(91, 420, 160))
    return candidates, profiles


@pytest.fixture(scope="module")
def matched(tables: Tables) -> Matched:
    return match_tables(*tables)


@pytest.mark.parametrize(("shards", "homes", "cuts"), [(3, 2, (150, 151, 400))])
def test_shards_train_and_match_as_one_process_does(
    tables: Tables, matched: Matched, shards: int, homes: int, cuts: tuple[int, ...]
) -> None:
    found = match_in_shards(*tables, shards=shards, homes=homes, cuts=cuts)
    assert found.weights == matched.weights
    assert found.links.equals(matched.table)
    assert found.reports == matched.report["blocking"]


@settings(max_examples=4)
@given(
    crowds(1, 8),
    crowds(1, 16),
    st.integers(1, 5),
    st.integers(1, 5),
    st.lists(st.integers(1, 15), max_size=3),
)
def test_any_shards_and_cuts_give_the_same_links(
    left: list[Person], right: list[Person], shards: int, homes: int, cuts: list[int]
) -> None:
    candidates, profiles = persons_table(numbered(left, "c")), persons_table(right)
    whole = match_tables(candidates, profiles, weights=default_weights())
    found = match_in_shards(candidates, profiles, shards=shards, homes=homes, cuts=cuts, weights=default_weights())
    assert found.links.equals(whole.table)


@settings(max_examples=3)
@given(crowds(2, 8), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_shows(people: list[Person], random: object) -> None:
    candidates, profiles = persons_table(numbered(people, "c")), persons_table(people)
    order = np.random.default_rng(len(people)).permutation(len(people))
    getattr(random, "shuffle")(order)  # noqa: B009 - hypothesis gives a Random of its own
    mixed = match_in_shards(candidates.take(order), profiles.take(order[::-1]), weights=default_weights())
    plain = match_in_shards(candidates, profiles, weights=default_weights())
    assert mixed.links.sort_by("candidate_id").equals(plain.links.sort_by("candidate_id"))


def test_a_shard_without_profiles_says_none_for_everybody() -> None:
    rows = placed_rows(persons_table(numbered([Person(id="x", name="Anna Smith"), Person(id="x")], "c")), "c", 5, 1)
    model = Model(default_weights(), counts_of(NOTHING, NOTHING.view(np.uint64), NOTHING, 0))
    links = match_shard(rows, PAIRED_SCHEMA.empty_table(), model)
    assert links.schema == PLACED_SCHEMA
    assert links["row"].to_pylist() == [5, 6]
    assert links["decision"].to_pylist() == ["none", "none"]
    assert links["profile_id"].null_count == 2


def test_a_shard_without_candidates_is_empty() -> None:
    rows = placed_rows(persons_table(numbered([Person(id="x", name="Anna Smith")])), "p", 0, 1)
    listed = rows.append_column(
        "meetings", pa.array([[{"left": 3, "number": 1}]], PAIRED_SCHEMA.field("meetings").type)
    )
    model = Model(default_weights(), counts_of(NOTHING, NOTHING.view(np.uint64), NOTHING, 1))
    assert match_shard(rows.slice(0, 0), listed, model).num_rows == 0


def test_a_model_survives_the_way_to_the_workers(matched: Matched) -> None:
    field, value, times = np.array([0, 1, 1, 0]), np.array([7, 9, 9, 8], np.uint64), np.array([2, 1, 1, 1])
    model = Model(matched.weights, counts_of(field, value, times, 12))
    again = Model.of(model.to_table())
    assert (again.weights, again.counts.total) == (model.weights, 12)
    assert {name: values.tolist() for name, values in again.counts.values.items() if len(values)} == {
        "first": [7],
        "last": [9],
    }
