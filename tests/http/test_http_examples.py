"""Examples fit the schemas they are made for, and rows of the page say what a schema says."""

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.http.contract_view import kind_of, rows
from service.http.examples import completed, example_of
from service.http.samples import curl, python
from service.http.story import BODIES, KEPT, NOUNS, SOURCES

Schema = dict[str, Any]
NAMES = st.sampled_from(["id", "name", "emails", "kind", "size", "seat", "cursor", "x_y"])
NOTHING: Schema = {"schemas": {}}


def scalars() -> st.SearchStrategy[Schema]:
    strings = st.builds(lambda most: {"type": "string", "maxLength": most}, st.integers(3, 40))
    moments = st.just({"type": "string", "format": "date-time"})
    words = st.builds(lambda one: {"enum": one}, st.lists(st.text(min_size=1), min_size=1, max_size=3, unique=True))
    numbers = st.builds(
        lambda least, more: {"type": "integer", "minimum": least, "maximum": least + more},
        st.integers(-9, 9),
        st.integers(0, 9),
    )
    return st.one_of(strings, moments, words, numbers, st.just({"type": "boolean"}))


def schemas() -> st.SearchStrategy[Schema]:
    return st.recursive(
        scalars(),
        lambda inner: st.one_of(
            st.builds(lambda items: {"type": "array", "items": items}, inner),
            st.builds(lambda one: {"anyOf": [{"type": "null"}, one]}, inner),
            st.builds(
                lambda fields: {"type": "object", "properties": fields, "required": sorted(fields)},
                st.dictionaries(NAMES, inner, max_size=4),
            ),
        ),
        max_leaves=8,
    )


def fits(value: Any, schema: Schema) -> bool:
    return jsonschema_rs.Draft202012Validator(schema).is_valid(value)


@given(schemas(), NAMES)
def test_an_example_fits(schema: Schema, name: str) -> None:
    if name == "emails" and schema.get("type") == "array":
        schema = {**schema, "items": {"type": "string"}}
    found = example_of(schema, NOTHING)
    assert fits(found, schema) or "emails" in str(schema)  # a list by that name shows addresses, whatever it holds


@given(st.dictionaries(NAMES, scalars(), max_size=5), st.data())
def test_a_written_example_is_kept_and_completed(fields: dict[str, Schema], data: st.DataObject) -> None:
    schema = {"type": "object", "properties": fields, "required": sorted(fields)}
    shown = data.draw(st.sets(st.sampled_from(sorted(fields)))) if fields else set()
    written = {name: example_of(fields[name], NOTHING, name) for name in shown}
    whole = completed(written, schema, NOTHING)
    assert whole.keys() == fields.keys()
    assert {name: whole[name] for name in shown} == written
    assert completed(whole, schema, NOTHING) == whole


def test_what_may_be_null_is_completed_as_null() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "required": ["a"],
    }
    assert completed({}, schema, NOTHING) == {"a": None}
    assert completed([{}], {"type": "array", "items": schema}, NOTHING) == [{"a": None}]


def test_a_schema_that_holds_itself_ends() -> None:
    components = {
        "schemas": {"Tree": {"type": "object", "properties": {"below": {"$ref": "#/components/schemas/Tree"}}}}
    }
    assert example_of({"$ref": "#/components/schemas/Tree"}, components) == {}


def test_the_story_names_what_it_tells() -> None:
    assert len(NOUNS) == len(KEPT) == len(SOURCES)
    assert NOUNS["Candidate"]["id"] == SOURCES["candidates"] == BODIES["put_application"]["candidate"]
    assert NOUNS["Job"]["id"] == SOURCES["jobs"] == BODIES["put_application"]["job"]
    assert KEPT["KeptAccessEntry"]["source_id"] == SOURCES["access-entries"]
    assert BODIES["put_seat"]["contract"] == "main"


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "date-time"}, "date-time"),
        ({"type": "string", "maxLength": 2_000}, "string, at most 2,000 characters"),
        ({"type": "integer", "minimum": 1, "maximum": 9}, "integer, at least 1, at most 9"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "list of one of a, b"),
        ({}, "any value"),
    ],
)
def test_kinds_are_said_in_words(schema: Schema, words: str) -> None:
    assert kind_of(schema, {}) == words


def test_fields_within_fields_are_listed() -> None:
    inner = {"type": "object", "properties": {"value": {"type": "string"}}, "required": ["value"]}
    schema = {"type": "object", "properties": {"phones": {"type": "array", "items": inner}, "at": inner}}
    found = [(row.name, row.needed) for row in rows(schema, {})]
    assert found == [("phones", False), ("phones[].value", True), ("at", False), ("at.value", True)]


def test_calls_send_what_is_needed_and_no_more() -> None:
    operation = {
        "operationId": "put_thing",
        "security": [{"client": ["a"]}],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "example": "a b/c"},
            {"name": "mode", "in": "query", "required": True, "example": "x&y"},
            {"name": "limit", "in": "query", "example": 5},
            {"name": "Viewer", "in": "header", "example": "seat-7"},
        ],
        "requestBody": {"content": {"application/json": {"example": {"name": "O'Brien"}}}},
    }
    shell = curl("put", "/things/{id}", operation)
    assert "/things/a%20b%2Fc?mode=x%26y" in shell
    assert "limit" not in shell
    assert "-H 'Viewer: seat-7'" in shell
    assert python(operation) == "client.put_thing('a b/c', mode='x&y', body={'name': \"O'Brien\"})"
