"""Check which tables are taken and which are refused, with column and row."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import InvalidTable
from entities.member import Education, Position
from entities.person import Person
from matcher import PERSON_SCHEMA, persons_table
from matcher.schema import checked

PERSON = Person(
    id="a",
    name="Anna Schmidt",
    emails=("a@b.example",),
    positions=(Position(company="Acorn", title="Engineer"),),
    education=(Education(school="Elm"),),
)


def test_persons_become_rows_of_the_schema() -> None:
    table = persons_table([PERSON, Person(id="b")])
    assert table.schema == PERSON_SCHEMA
    row = table.to_pylist()[0]
    assert row["positions"] == [{"company": "Acorn", "title": "Engineer", "start": "", "end": ""}]
    assert checked(table, "x") == table


@given(
    st.lists(
        st.builds(Person, id=st.uuids().map(str), name=st.text(st.characters(exclude_categories=["Cs"]))), max_size=4
    )
)
def test_rows_read_back_as_the_persons_they_were(persons: list[Person]) -> None:
    assert [Person.model_validate(row) for row in persons_table(persons).to_pylist()] == persons


def test_only_the_id_is_needed_and_other_columns_are_left_out() -> None:
    table = checked(pa.table({"id": ["a"], "shoe_size": [44]}), "profiles")
    assert table.schema == PERSON_SCHEMA
    assert table.column("emails").null_count == 1


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (pa.table({"name": ["x"]}), "profiles: column id is missing"),
        (pa.table({"id": ["a", None]}), "profiles: column id is null in row 1"),
        (pa.table({"id": ["a", "b", "a"]}), "profiles: column id in row 2 repeats"),
        (pa.table({"id": [1, 2]}), "profiles: column id is int64, not string"),
        (pa.table({"id": ["a"], "emails": ["x@y.example"]}), "profiles: column emails is string"),
        (pa.table({"id": ["a"], "positions": [["x"]]}), "profiles: column positions is list"),
        (pa.table({"id": ["a"], "positions": [[{"company": 1}]]}), "profiles: column positions is list"),
        (pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], ["id", "id"]), "profiles: column id stands there 2"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(table: pa.Table, sentence: str) -> None:
    with pytest.raises(InvalidTable) as caught:
        checked(table, "profiles")
    assert sentence in caught.value.message


def test_large_dictionary_and_reordered_types_are_cast() -> None:
    struct = pa.struct([("title", pa.large_string()), ("company", pa.string()), ("extra", pa.int8())])
    table = pa.table(
        {
            "location": pa.array(["Rome", None]).dictionary_encode(),
            "id": pa.array(["a", "b"], pa.large_string()),
            "emails": pa.array([["x@y.example"], None], pa.large_list(pa.string())),
            "positions": pa.array([[{"title": "T", "company": "C", "extra": 1}], None], pa.list_(struct)),
        }
    )
    rows = checked(table, "profiles").to_pylist()
    assert rows[0]["location"] == "Rome"
    assert rows[0]["positions"] == [{"company": "C", "title": "T", "start": None, "end": None}]
    assert rows[1]["positions"] in (None, [])


def test_chunks_make_no_difference() -> None:
    parts = [persons_table([PERSON]), persons_table([Person(id="b")])]
    assert (
        checked(pa.concat_tables(parts), "x").to_pylist()
        == checked(pa.concat_tables(parts).combine_chunks(), "x").to_pylist()
    )
