"""Each way to break who uses the API is named, and what only adds is let pass."""

import contextlib
import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.api_changes import CONTRACTS, breaking, main
from tools.source import ROOT

Document = dict[str, Any]
Change = Callable[[Document], None]

RELEASED: Document = {
    "paths": {
        "/v1/things/{id}": {
            "put": {
                "operationId": "put_thing",
                "x-scope": "things:write",
                "parameters": [
                    {"in": "path", "name": "id", "required": True, "schema": {"type": "string", "maxLength": 200}},
                    {"in": "query", "name": "limit", "schema": {"type": "integer", "minimum": 1, "maximum": 200}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                },
                "responses": {
                    "200": {
                        "headers": {"ETag": {}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Kept"}}},
                    },
                    "404": {"content": {"application/problem+json": {"schema": {}}}},
                },
            },
            "get": {"operationId": "get_thing", "responses": {"200": {"content": {}}}},
        },
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 100, "minLength": 1},
                    "size": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                    "colour": {"type": "string", "enum": ["red", "blue"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}, "maxItems": 9},
                    "further": {"type": "object", "additionalProperties": True},
                    "owner": {"anyOf": [{"$ref": "#/components/schemas/Kept"}, {"$ref": "#/components/schemas/Ref"}]},
                },
            },
            "Kept": {
                "type": "object",
                "required": ["id", "state"],
                "properties": {
                    "id": {"type": "string"},
                    "state": {"type": "string", "enum": ["new", "old"]},
                    "note": {"type": "string"},
                    "of": {"$ref": "#/components/schemas/Kept"},
                },
            },
            "Ref": {"type": "object", "properties": {"id": {"type": "string"}}},
        },
    },
}


def put(document: Document) -> Document:
    operation: Document = document["paths"]["/v1/things/{id}"]["put"]
    return operation


def thing(document: Document) -> Document:
    schema: Document = document["components"]["schemas"]["Thing"]
    return schema


def kept(document: Document) -> Document:
    schema: Document = document["components"]["schemas"]["Kept"]
    return schema


def changed(change: Change) -> list[str]:
    after = copy.deepcopy(RELEASED)
    change(after)
    return breaking(RELEASED, after)


BREAKING: list[tuple[str, Change]] = [
    ("PUT /v1/things/{id}: route removed", lambda d: d["paths"].clear()),
    ("GET /v1/things/{id}: route removed", lambda d: d["paths"]["/v1/things/{id}"].pop("get")),
    ("operation id changed from put_thing to set_thing", lambda d: put(d).update(operationId="set_thing")),
    ("scope changed from things:write to admin", lambda d: put(d).update({"x-scope": "admin"})),
    (
        "parameter mode is needed now",
        lambda d: put(d)["parameters"].append({"in": "query", "name": "mode", "required": True, "schema": {}}),
    ),
    ("parameter limit is needed now", lambda d: put(d)["parameters"][1].update(required=True)),
    ("parameter limit removed", lambda d: put(d)["parameters"].pop()),
    (
        "parameter limit: maximum narrowed from 200 to 50",
        lambda d: put(d)["parameters"][1]["schema"].update(maximum=50),
    ),
    ("parameter limit: minimum narrowed from 1 to 2", lambda d: put(d)["parameters"][1]["schema"].update(minimum=2)),
    ("parameter id: pattern changed to ^a$", lambda d: put(d)["parameters"][0]["schema"].update(pattern="^a$")),
    (
        "parameter limit: type narrowed from integer to boolean",
        lambda d: put(d)["parameters"][1]["schema"].update(type="boolean"),
    ),
    ("body as application/json is no longer taken", lambda d: put(d)["requestBody"]["content"].clear()),
    ("body as application/json is no longer taken", lambda d: put(d).pop("requestBody")),
    (
        "GET /v1/things/{id}: a body is needed now",
        lambda d: d["paths"]["/v1/things/{id}"]["get"].update(requestBody={"required": True, "content": {}}),
    ),
    ("body/size: field is needed now", lambda d: thing(d)["required"].append("size")),
    ("body/further: field removed", lambda d: thing(d)["properties"].pop("further")),
    (
        "body/name: maxLength narrowed from 100 to 10",
        lambda d: thing(d)["properties"]["name"].update(maxLength=10),
    ),
    ("body/parts: maxItems narrowed from 9 to 3", lambda d: thing(d)["properties"]["parts"].update(maxItems=3)),
    ("body/size: type narrowed from null or number to number", lambda d: thing(d)["properties"]["size"]["anyOf"].pop()),
    ("body/colour: value 'blue' removed", lambda d: thing(d)["properties"]["colour"]["enum"].pop()),
    ("body/name: only listed values are taken now", lambda d: thing(d)["properties"]["name"].update(enum=["a"])),
    (
        "body/further: further fields are no longer taken",
        lambda d: thing(d)["properties"]["further"].update(additionalProperties=False),
    ),
    ("body/owner: shape Ref is no longer taken", lambda d: thing(d)["properties"]["owner"]["anyOf"].pop()),
    ("success status 200 removed", lambda d: put(d)["responses"].pop("200")),
    (
        "no longer answered as application/json",
        lambda d: put(d)["responses"]["200"]["content"].clear(),
    ),
    ("header ETag removed", lambda d: put(d)["responses"]["200"]["headers"].clear()),
    ("answer 200/note: field removed", lambda d: kept(d)["properties"].pop("note")),
    ("answer 200/id: field may be missing now", lambda d: kept(d)["required"].remove("id")),
    ("answer 200/state: value 'old' removed", lambda d: kept(d)["properties"]["state"]["enum"].pop()),
    (
        "answer 200/id: type widened from string to integer or string",
        lambda d: kept(d)["properties"].update(id={"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    ),
]
ADDING: list[Change] = [
    lambda d: d["paths"].update({"/v1/more": {"get": {"responses": {}}}}),
    lambda d: put(d)["parameters"].append({"in": "query", "name": "mode", "schema": {"type": "string"}}),
    lambda d: put(d)["parameters"][1]["schema"].update(maximum=500, minimum=0),
    lambda d: put(d)["requestBody"].update(required=False),
    lambda d: put(d)["responses"].pop("404"),
    lambda d: put(d)["responses"].update({"201": {"content": {}}}),
    lambda d: thing(d)["required"].clear(),
    lambda d: thing(d)["properties"].update(weight={"type": "number"}),
    lambda d: thing(d)["properties"]["name"].update(maxLength=500, minLength=0),
    lambda d: thing(d)["properties"]["colour"]["enum"].append("green"),
    lambda d: thing(d)["properties"]["colour"].pop("enum"),
    lambda d: thing(d)["properties"]["name"].update(description="What it is called."),
    lambda d: kept(d)["properties"].update(weight={"type": "number"}),
    lambda d: kept(d)["properties"]["state"]["enum"].append("middling"),
    lambda d: kept(d)["properties"].pop("nothing", None),
]


@pytest.mark.parametrize(("words", "change"), BREAKING, ids=[words for words, _ in BREAKING])
def test_what_breaks_is_named(words: str, change: Change) -> None:
    found = changed(change)
    assert any(words in line for line in found), found


@pytest.mark.parametrize("change", ADDING, ids=range(len(ADDING)))
def test_what_adds_passes(change: Change) -> None:
    assert changed(change) == []


@given(st.lists(st.sampled_from(ADDING), max_size=8, unique_by=id))
def test_adding_much_passes(adding: list[Change]) -> None:
    def all_of_them(document: Document) -> None:
        for one in adding:
            with contextlib.suppress(KeyError, AttributeError):  # what it would add to was lifted by another
                one(document)

    assert changed(all_of_them) == []


def test_a_contract_is_compatible_with_itself() -> None:
    assert breaking(RELEASED, copy.deepcopy(RELEASED)) == []


def test_nothing_breaks_since_the_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().out
    assert any((ROOT / "docs" / released).exists() for released in CONTRACTS.values())
