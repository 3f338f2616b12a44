"""Check rows that travel: no null among them, nothing lost, namesakes in one home."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InvalidTable
from entities.person import Person
from matcher import PERSON_SCHEMA, default_weights, match_tables, persons_table
from matcher.schema import rows_table
from matcher.shards import ROW_SCHEMA, placed_rows
from matcher.shards.rows import side_of
from tests.matcher import drawn_people
from tests.matcher.drawn_people import crowds, numbered

HALF_NULL = {
    "id": "a",
    "first_name": None,
    "last_name": "Lee",
    "emails": [None, "a@x.example"],
    "phones": None,
    "positions": [None, {"company": "Oak", "title": None, "start": None, "end": None}],
    "education": [],
}


@settings(max_examples=5)
@given(crowds(0, 6), st.integers(0, 1_000), st.integers(1, 4))
def test_rows_know_their_places_and_keep_what_they_hold(people: list[Person], first: int, homes: int) -> None:
    table = persons_table(people)
    rows = placed_rows(table, "p", first, homes)
    assert rows.schema == ROW_SCHEMA
    assert rows["row"].to_pylist() == list(range(first, first + len(people)))
    assert set(rows["home"].to_pylist()) <= set(range(homes))
    assert rows.select(PERSON_SCHEMA.names).to_pylist() == table.to_pylist()


def test_nothing_is_null_at_any_depth() -> None:
    (row,) = placed_rows(rows_table([HALF_NULL]), "p", 0, 1).to_pylist()
    assert (row["first_name"], row["phones"], row["birth_date"]) == ("", [], "")
    assert row["emails"] == ["", "a@x.example"]
    nobody = dict.fromkeys(("company", "title", "start", "end"), "")
    assert row["positions"] == [nobody, nobody | {"company": "Oak"}]


def test_an_empty_text_says_what_null_says() -> None:
    candidates = rows_table([HALF_NULL | {"id": "c"}, HALF_NULL | {"id": "d", "last_name": None, "emails": None}])
    profiles = rows_table([HALF_NULL, HALF_NULL | {"id": "b", "name": "Ann Lee"}])
    filled = [placed_rows(one, "p", 0, 1).select(PERSON_SCHEMA.names) for one in (candidates, profiles)]
    with_nulls = match_tables(candidates, profiles, weights=default_weights())
    assert match_tables(*filled, weights=default_weights()).table.equals(with_nulls.table)


def test_namesakes_share_a_home_and_the_nameless_are_spread() -> None:
    people = numbered([drawn_people.person("Ann", "Lee"), drawn_people.person("ANN", "lee")] * 3)
    assert len(set(placed_rows(persons_table(people), "c", 0, 50)["home"].to_pylist())) == 1
    nameless = numbered([Person(id="x")] * 200)
    assert len(set(placed_rows(persons_table(nameless), "c", 0, 8)["home"].to_pylist())) == 8


def test_sides_come_in_the_order_of_the_file() -> None:
    rows = placed_rows(persons_table(numbered([drawn_people.person(name) for name in "ABCD"])), "p", 7, 1)
    side, places = side_of(rows.take([2, 0, 3, 1]).append_column("more", pa.array([1, 2, 3, 4])))
    assert side.ids.tolist() == ["p0", "p1", "p2", "p3"]
    assert places.tolist() == [7, 8, 9, 10]


def test_a_table_that_does_not_fit_is_refused_by_name() -> None:
    with pytest.raises(InvalidTable, match="profiles: column name is"):
        placed_rows(pa.table({"id": ["a"], "name": [1]}), "profiles", 0, 1)
