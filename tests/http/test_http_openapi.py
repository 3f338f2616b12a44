"""The contract says everything that a program needs, and it is true."""

import json
from typing import Any

import jsonschema_rs
import pytest

from service.http.api import EVERY_ROUTE
from service.http.codes import PROBLEMS
from service.http.openapi import ADMIN, TENANTS, as_text, codes_of, contract, good_answer, operations, resolve
from service.http.problems import MEDIA
from service.http.samples import request_body
from service.scopes import OPERATOR_SCOPES, SCOPES
from tests.http.conftest import Town
from tests.http.told import Told
from tools.docs.contract import FILES, documents
from tools.source import ROOT

UNTELLABLE = frozenset({"issue_token", "revoke_token"})  # their examples hold no true secret
Schema = dict[str, Any]
CONTRACTS = {name: documents()[name] for name in FILES}
OPERATIONS = [
    pytest.param(document, path, method, operation, id=f"{operation['operationId']}")
    for document in CONTRACTS.values()
    for path, method, operation in operations(document)
]
every_operation = pytest.mark.parametrize(("document", "path", "method", "operation"), OPERATIONS)


def fits(value: Any, schema: Schema, document: Schema) -> list[str]:
    """Say what of a value breaks a schema of the document."""
    whole = {**schema, "components": document["components"]}
    return [error.message for error in jsonschema_rs.Draft202012Validator(whole).iter_errors(value)]


@every_operation
def test_an_operation_says_what_it_does(document: Schema, path: str, method: str, operation: Schema) -> None:
    assert len(operation["summary"]) > 8
    assert not operation["summary"].endswith(".")
    assert operation["operationId"].count("_") > 0
    assert operation["tags"]
    for parameter in operation.get("parameters", ()):
        assert len(parameter["description"]) > 3, parameter["name"]


@every_operation
def test_an_operation_names_its_scope(document: Schema, path: str, method: str, operation: Schema) -> None:
    scope = operation.get("x-scope")
    known = {**SCOPES, **OPERATOR_SCOPES}
    assert operation["security"] == ([{"client": [scope]}] if scope else [])
    assert scope is None or scope in known


@every_operation
def test_an_operation_lists_its_problems(document: Schema, path: str, method: str, operation: Schema) -> None:
    codes = set(codes_of(operation))
    if operation["security"]:
        assert codes >= set(EVERY_ROUTE)
    assert codes
    for status, answer in operation["responses"].items():
        named = answer.get("x-codes", [])
        assert bool(named) == (status >= "400")
        assert {PROBLEMS[code].status for code in named} <= {int(status)}
        if named:
            assert answer["content"] == {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            assert all(code in answer["description"] for code in named)


@every_operation
def test_what_is_sent_has_an_example_that_fits(document: Schema, path: str, method: str, operation: Schema) -> None:
    for parameter in operation.get("parameters", ()):
        assert "example" in parameter, parameter["name"]
        assert fits(parameter["example"], parameter["schema"], document) == []
    sent = request_body(operation)
    if sent is not None:
        media, example = sent
        assert media == "application/octet-stream" or example not in (None, {}), media
        if media == "application/json":
            assert fits(example, operation["requestBody"]["content"][media]["schema"], document) == []


@every_operation
def test_what_is_answered_has_an_example_that_fits(document: Schema, path: str, method: str, operation: Schema) -> None:
    _, answer = good_answer(operation)
    for media, content in answer.get("content", {}).items():
        if media == "application/json":
            assert content["example"] not in (None, {})
            assert fits(content["example"], content["schema"], document) == []


@every_operation
def test_every_answer_has_a_request_id(document: Schema, path: str, method: str, operation: Schema) -> None:
    for answer in operation["responses"].values():
        assert "X-Request-Id" in answer["headers"]
        for header in answer["headers"].values():
            assert "schema" in resolve(header, document)


@pytest.mark.parametrize("name", FILES)
def test_operation_ids_are_unique(name: str) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(CONTRACTS[name])]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_fresh(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert json.loads(written) == CONTRACTS[name], "run make docs"


def test_the_same_routes_give_the_same_contract(shared_town: Town) -> None:
    once, again = contract(shared_town.app, TENANTS), contract(shared_town.app, TENANTS)
    assert as_text(once) == as_text(again) == as_text(CONTRACTS["openapi.json"])


def test_the_contract_is_served_to_anybody(shared_town: Town) -> None:
    answer = shared_town.call("GET", "/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == CONTRACTS["openapi.json"]


@pytest.mark.parametrize("face", [TENANTS, ADMIN])
def test_all_scopes_are_listed(face: Any, shared_town: Town) -> None:
    scheme = contract(shared_town.app, face)["components"]["securitySchemes"]["client"]
    flow = scheme["flows"]["clientCredentials"]
    assert flow["scopes"] == dict(face.scopes)
    assert flow["tokenUrl"] == "/oauth/token"


def test_every_example_is_taken_and_answered_as_the_contract_says(shared_town: Town) -> None:
    story = Told(shared_town, "told")
    story.answers |= {operation: story.send(operation) for operation in story.in_order()}
    odd = {}
    for operation, answer in story.answers.items():
        _, _, described = story.operations[operation]
        schema = described["responses"].get(str(answer.status_code), {})
        content = schema.get("content", {}).get("application/json")
        if answer.status_code >= 400 and operation not in UNTELLABLE:
            odd[operation] = f"{answer.status_code} {answer.text[:300]}"
        elif content and (flaws := fits(answer.json(), content["schema"], story.document)):
            odd[operation] = str(flaws[:2])
    assert not odd, "\n".join(f"{operation}: {what}" for operation, what in odd.items())
