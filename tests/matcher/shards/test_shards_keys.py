"""Check what goes into the shuffle: keys with their shards, hot ones cut and counted, values counted."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.person import Person
from matcher import default_weights, match_tables, persons_table
from matcher.frequency import COUNTED, tally
from matcher.keys import FAMILIES
from matcher.shards import KEY_SCHEMA, Kind, key_table, meet_shard, placed_rows, reports_of, values_of
from matcher.shards.counts import SEVERAL, counts_of, near
from tests.matcher.drawn_people import crowds, numbered, side_of
from tests.matcher.shards.plain_shards import match_in_shards, where

EMAIL = next(at for at, family in enumerate(FAMILIES) if family.name == "e-mail")
CAP = FAMILIES[EMAIL].limit(FAMILIES[EMAIL].cap)  # among so few profiles
EMPTY = KEY_SCHEMA.empty_table()


def crowd_at_one_address(count: int) -> pa.Table:
    return persons_table(
        numbered([Person(id="x", first_name=f"N{at}", emails=("zed.lee@x.example",)) for at in range(count)])
    )


@pytest.mark.parametrize("cuts", [(), (CAP // 2, CAP - 1)])
def test_a_hot_key_is_capped_and_counted_however_profiles_are_cut(cuts: tuple[int, ...]) -> None:
    candidates = persons_table([Person(id="c", name="Ann Lee", emails=("zed.lee@x.example",))])
    for count, capped in ((CAP, 0), (CAP + 5, 1)):
        profiles = crowd_at_one_address(count)
        found = match_in_shards(candidates, profiles, cuts=cuts, weights=default_weights())
        whole = match_tables(candidates, profiles, weights=default_weights())
        assert found.reports[EMAIL]["capped"] == capped
        assert found.reports == whole.report["blocking"]
        assert found.links.equals(whole.table)


def test_a_hot_key_is_cut_before_it_travels() -> None:
    keys = key_table(placed_rows(crowd_at_one_address(CAP + 50), "profiles", 0, 1), "profiles", 1, CAP + 50)
    sent = Counter(where(keys, "family", EMAIL)["key"].to_pylist())
    assert list(sent.values()) == [CAP + 1]


def test_candidates_keys_are_never_cut() -> None:
    keys = key_table(placed_rows(crowd_at_one_address(CAP + 50), "candidates", 0, 1), "candidates", 1, CAP + 50)
    assert where(keys, "family", EMAIL).num_rows == CAP + 50


@settings(max_examples=4)
@given(crowds(0, 10), st.integers(1, 6))
def test_a_key_has_one_shard_and_rows_their_places(people: list[Person], shards: int) -> None:
    rows = placed_rows(persons_table(people), "candidates", 100, 3)
    keys = key_table(rows, "candidates", shards, 9)
    assert keys.schema == KEY_SCHEMA
    assert set(keys["shard"].to_pylist()) <= set(range(shards))
    lots = keys.group_by(["family", "key"]).aggregate([("shard", "count_distinct")])
    assert set(lots["shard_count_distinct"].to_pylist()) <= {1}
    home = dict(zip(rows["row"].to_pylist(), rows["home"].to_pylist(), strict=True))
    real = keys.filter(pc.greater_equal(keys["family"], 0))
    assert all(home[row] == at for row, at in zip(real["row"].to_pylist(), real["home"].to_pylist(), strict=True))


@settings(max_examples=4)
@given(crowds(1, 12), st.integers(1, 11))
def test_counts_of_parts_are_those_of_the_whole(people: list[Person], cut: int) -> None:
    table = persons_table(people)
    parts = [placed_rows(table.slice(0, cut), "p", 0, 1), placed_rows(table.slice(cut), "p", min(cut, len(people)), 1)]
    keys = pa.concat_tables([key_table(part, "profiles", 2, len(people)) for part in parts])
    met = pa.concat_tables([meet_shard(EMPTY, where(keys, "shard", one), len(people)) for one in (1, 0)])
    side = side_of(people)
    crowd, plain = near(values_of(met, Kind.PROFILES, len(people)), side), tally(side)
    assert crowd.living == len(people)
    for field in COUNTED:
        wanted = np.append(plain.values[field], np.uint64(5))
        assert crowd.counts(field, wanted).tolist() == [*plain.numbers[field].tolist(), 0]
        assert (crowd.every.times[field] >= SEVERAL).all()


def test_counts_add_up_and_drop_what_one_alone_has() -> None:
    field, value, times = np.array([1, 0, 1, 1]), np.array([9, 9, 9, 4], np.uint64), np.array([1, 1, 2, 1])
    counts = counts_of(field, value, times, 5)
    assert counts.of(COUNTED[1], np.array([9, 4, 1], np.uint64)).tolist() == [3, 0, 0]
    assert counts.of(COUNTED[0], np.array([9], np.uint64)).tolist() == [0]


def test_nothing_meets_nothing() -> None:
    met = meet_shard(EMPTY, EMPTY, 0)
    assert [report["capped"] for report in reports_of(met, pa.chunked_array([], pa.list_(pa.int64())))[1]] == [0] * len(
        FAMILIES
    )
    assert met.num_rows == len(FAMILIES)
