"""A problem points where the request is wrong: into the body, or at a parameter by its name."""

from typing import Any

import pytest
import structlog

from tests.http.conftest import Town

CASES: dict[str, tuple[str, str, dict[str, Any], str, str]] = {
    "a missing field": ("POST", "/v1/tasks", {"json": {}}, "required", "/kind"),
    "an unknown field": ("POST", "/v1/tasks", {"json": {"kind": "rematch", "a/b~": 1}}, "unknown_field", "/a~1b~0"),
    "a word for a list": ("POST", "/v1/search", {"json": {"text": "x", "facets": "stage"}}, "list_type", "/facets"),
    "a place in a list": ("POST", "/v1/keys", {"json": {"name": "x", "scopes": ["a", 7]}}, "string_type", "/scopes/1"),
    "a word for a record's list": ("PUT", "/v1/candidates/c1", {"json": {"emails": "ann"}}, "list_type", "/emails"),
    "no object": ("POST", "/v1/tasks", {"json": []}, "model_attributes_type", ""),
    "a parameter's value": ("GET", "/v1/candidates", {"params": {"limit": 100_000}}, "less_than_equal", "limit"),
    "a parameter that is missing": ("GET", "/v1/typeahead", {"params": {"field": "title"}}, "required", "prefix"),
    "an unknown parameter": ("GET", "/v1/candidates", {"params": {"updated": "x"}}, "invalid_input", "updated"),
    "one beside a body": ("POST", "/v1/search", {"json": {}, "params": {"x": 1}}, "invalid_input", "x"),
    "a cursor of nobody": ("GET", "/v1/candidates", {"params": {"cursor": "x"}}, "invalid_cursor", "cursor"),
    "a change of nobody": ("POST", "/v1/search", {"json": {}, "params": {"after": "x"}}, "invalid_input", "after"),
    "a header": ("GET", "/v1/candidates/c1", {"viewer": "s" * 201}, "invalid_input", "Viewer"),
    "a condition": ("DELETE", "/v1/jobs/j1", {"headers": {"If-Match": "x" * 9_000}}, "string_too_long", "If-Match"),
    "a correction of nothing": (
        "POST", "/v1/links/c1/correction", {"json": {"verdict": "not_linked"}}, "invalid_input", "/member"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_problem_points_at_what_is_wrong(shared_town: Town, case: tuple[str, str, dict[str, Any], str, str]) -> None:
    method, path, sent, code, pointer = case
    house = shared_town.house("pointers")
    token = shared_town.token(house)
    if path.startswith("/v1/links"):
        put = {"modified": "2026-01-05", "name": "Ann"}
        assert shared_town.call("PUT", "/v1/candidates/c1", token, json=put).is_success
    answer = shared_town.call(method, path, token, **sent)
    assert answer.status_code in (400, 422), answer.text
    assert (code, pointer) in [(one["code"], one["pointer"]) for one in answer.json()["errors"]], answer.text


def test_nobody_unknown_hears_which_parameters_there_are(shared_town: Town) -> None:
    assert shared_town.http.get("/v1/candidates?odd=1").status_code == 401
    token = shared_town.token(shared_town.house("pointers"), "status:read")
    assert shared_town.call("GET", "/v1/candidates?odd=1", token).status_code == 403


def test_the_log_names_who_was_turned_away(shared_town: Town) -> None:
    house = shared_town.house("pointers")
    client = shared_town.client(house, frozenset({"status:read"}))
    with structlog.testing.capture_logs() as lines:
        shared_town.call("GET", "/v1/candidates", shared_town.token(house, "status:read", client=client))
    done = next(line for line in lines if line["event"] == "request.done")
    assert (done["status"], done["client"], done["tenant"]) == (403, client, house.tenant)
