"""A recommendation's question comes back edited, as parts or as a text, and ranks accordingly."""

import math
from typing import Any

import pytest

from tests.http.conftest import Town
from tests.http.crowd import Crowd, crowd_in

PATH = "/v1/jobs/j1/recommendations"


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


def ids(page: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in page["hits"]]


def asked(crowd: Crowd, viewer: str | None = None, status: int = 200, **body: Any) -> dict[str, Any]:
    return crowd.ask("POST", PATH, viewer, status, json={"limit": 200, **body})


def test_without_an_edit_it_is_the_jobs_own_question(crowd: Crowd) -> None:
    own = crowd.ask("GET", PATH, None, params={"limit": 200})
    for body in ({}, {"question": own["question"]}, {"text": own["query"]}):
        page = asked(crowd, **body)
        assert (page["question"], page["query"]) == (own["question"], own["query"])
        assert ids(page) == ids(own) != []
        for one, other in zip(page["hits"], own["hits"], strict=True):
            assert one["score"] == pytest.approx(other["score"], abs=1e-6)  # but for the passing of time


def test_other_parts_find_other_people(crowd: Crowd) -> None:
    parts = [{"kind": "title", "text": "Welder", "weight": 3}, {"kind": "location", "text": "Bonn", "weight": 1}]
    page = asked(crowd, question=parts)
    assert page["query"] == "title:Welder OR location:Bonn"
    assert (page["hits"][0]["title"], page["hits"][0]["location"]) == ("Welder", "Bonn")
    assert "Met: title Welder" in {reason["text"] for reason in page["hits"][0]["why"]["reasons"]}
    assert "twin" not in str([hit["candidates"] for hit in page["hits"]])  # applied, whatever is asked
    heavy = asked(crowd, question=[{**parts[0], "weight": 0.1}, {**parts[1], "weight": 10}])
    assert {hit["location"] for hit in heavy["hits"][:5]} == {"Bonn"}


def test_a_text_may_say_what_parts_cannot(crowd: Crowd) -> None:
    page = asked(crowd, text="(title:nurse OR title:welder) company:mill -location:oslo")
    assert page["query"] == "(title:nurse OR title:welder) company:mill NOT location:oslo"
    assert {hit["title"] for hit in page["hits"]} == {"Nurse", "Welder"}
    assert {hit["location"] for hit in page["hits"]} == {"Bonn"}
    assert {(part["kind"], part["text"]) for part in page["question"]} == {("title", "nurse"), ("title", "welder")}
    for hit in page["hits"]:
        assert math.fsum(one["contribution"] for one in hit["why"]["contributions"]) == hit["score"]


def test_what_the_text_keeps_of_the_job_keeps_its_weight(crowd: Crowd) -> None:
    own = asked(crowd)["question"]
    weights = {(part["kind"], part["text"]): part["weight"] for part in own}
    page = asked(crowd, text="title:Baker OR chess OR Falconry")
    kept = {(part["kind"], part["text"]): part["weight"] for part in page["question"]}
    assert kept == {
        ("title", "Baker"): weights["title", "Baker"],
        ("word", "chess"): weights["word", "chess"],
        ("skill", "Falconry"): 2.0,
    }
    assert ids(asked(crowd, question=page["question"])) == ids(page)


def test_pages_go_on_in_the_same_question_only(crowd: Crowd) -> None:
    whole = asked(crowd, text="cleo OR june")
    first = asked(crowd, text="cleo OR june", limit=4)
    rest = asked(crowd, text="cleo OR june", cursor=first["next"])
    assert ids(first) + ids(rest) == ids(whole)
    for body in ({}, {"text": "june"}, {"question": whole["question"]}):
        assert asked(crowd, status=400, cursor=first["next"], **body)["code"] == "invalid_cursor"
    found = crowd.ask("GET", PATH, None, 400, params={"cursor": first["next"]})
    assert found["code"] == "invalid_cursor"


def test_it_looks_as_the_seat_and_leaves_out_whom_it_hid(crowd: Crowd) -> None:
    best = ids(asked(crowd, "s1", text="title:nurse"))[0]
    crowd.ask("POST", f"{PATH}/feedback", "s1", 201, json={"person": best, "kind": "hidden"})
    assert best not in ids(asked(crowd, "s1", text="title:nurse"))
    assert best in ids(asked(crowd, "s2", text="title:nurse"))
    assert crowd.ask("POST", "/v1/jobs/none/recommendations", "s1", 404, json={})["code"] == "not_found"


PART = {"kind": "skill", "text": "chess", "weight": 2.0}
MANY = " ".join(map(str, range(60)))


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"question": [PART], "text": "chess"}, 422, "invalid_query", "/text"),
        ({"text": "chess AND"}, 422, "invalid_query", "/text"),
        ({"text": "a " * 1_001}, 413, "too_large", "/text"),
        ({"question": [PART] * 101}, 422, "invalid_input", "/question"),
        ({"question": [{**PART, "text": "x" * 201}]}, 422, "invalid_input", "/question/0/text"),
        ({"question": [{**PART, "kind": "skil"}]}, 422, "invalid_input", "/question/0/kind"),
        ({"question": [{**PART, "weight": -1}]}, 422, "invalid_input", "/question/0/weight"),
        ({"question": [{**PART, "weight": 11}]}, 422, "invalid_input", "/question/0/weight"),
        ({"question": [{**PART, "scope": "any"}]}, 422, "invalid_input", "/question/0/scope"),
        ({"question": [{**PART, "kind": "title", "text": MANY}] * 17}, 413, "too_large", "/question"),
        ({"limit": 201}, 422, "invalid_input", "/limit"),
    ],
)
def test_hostile_bodies(crowd: Crowd, body: dict[str, Any], status: int, code: str, pointer: str) -> None:
    found = asked(crowd, None, status, **body)
    assert (found["code"], found["errors"][0]["pointer"]) == (code, pointer)


@pytest.mark.parametrize("body", [{"question": []}, {"question": [{**PART, "text": "&"}]}, {"text": ""}])
def test_a_question_of_nothing_asks_for_everybody(crowd: Crowd, body: dict[str, Any]) -> None:
    page = asked(crowd, **body)
    assert page["query"] == ""
    assert len(ids(page)) == page["total"] == 17
