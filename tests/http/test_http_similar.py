"""People like others are found by what the others hold, and the others are left out."""

import math
from typing import Any

import pytest

from entities.document import PersonDocument
from service.flows.similar import MOST_SKILLS, likeness
from tests.http.conftest import Town
from tests.http.crowd import Crowd, candidate, crowd_in
from tests.service.conftest import NOW


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


def similar(crowd: Crowd, viewer: str | None = None, status: int = 200, **body: Any) -> dict[str, Any]:
    return crowd.ask("POST", "/v1/search/similar", viewer, status, json=body)


def people(crowd: Crowd, text: str, **body: Any) -> list[str]:
    return [hit["id"] for hit in crowd.search(text=text, limit=200, **body)["hits"]]


def test_people_with_the_same_title_come_first(crowd: Crowd) -> None:
    nurses = people(crowd, "title:nurse")
    page = similar(crowd, people=nurses[:2], limit=200)
    assert [part["text"] for part in page["question"] if part["kind"] == "title"] == ["Nurse"]
    found = [hit["id"] for hit in page["hits"]]
    assert not set(nurses[:2]) & set(found)
    assert set(found[: len(nurses) - 2]) == set(nurses[2:])
    assert page["query"].startswith("title:Nurse")


def test_matches_are_explained_by_requirement(crowd: Crowd) -> None:
    page = similar(crowd, people=people(crowd, "title:baker")[:1], limit=3)
    for hit in page["hits"]:
        assert math.fsum(one["contribution"] for one in hit["why"]["contributions"]) == hit["score"]
        assert any(reason["text"] == "Met: title Baker" for reason in hit["why"]["reasons"])
    assert all(hit["why"] is None for hit in similar(crowd, people=people(crowd, "baker")[:1], explain=False)["hits"])


def test_text_filters_and_facets_narrow_and_count(crowd: Crowd) -> None:
    asked = people(crowd, "title:baker")[:1]
    page = similar(crowd, people=asked, text="title:baker NOT cleo", facets=["location"], limit=200)
    assert page["hits"]
    assert all(hit["title"] == "Baker" and "Cleo" not in hit["name"] for hit in page["hits"])
    oslo = similar(crowd, people=asked, filters={"location": ["Oslo"]}, limit=200)
    assert {hit["location"] for hit in oslo["hits"]} == {"Oslo"}
    assert sum(one["count"] for one in page["facets"]["location"]) == page["total"]


@pytest.mark.parametrize("limit", [1, 4])
def test_pages_put_together_are_one_big_page(crowd: Crowd, limit: int) -> None:
    body: dict[str, Any] = {"people": people(crowd, "june")[:3], "explain": False}
    whole = similar(crowd, **body, limit=200)
    found, cursor = [], None
    while True:
        page = similar(crowd, **body, limit=limit, cursor=cursor)
        found += [hit["id"] for hit in page["hits"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == [hit["id"] for hit in whole["hits"]]
    assert len(found) == len(set(found)) > 8


def test_a_candidate_goes_by_its_record_too(crowd: Crowd) -> None:
    (twin,) = people(crowd, "june brandt")
    record = crowd.house.link("twin").record
    assert record != twin
    by_person, by_record = (similar(crowd, people=[one], limit=5) for one in (twin, record))
    assert [hit["id"] for hit in by_person["hits"]] == [hit["id"] for hit in by_record["hits"]]


def test_only_visible_people_can_be_named(shared_town: Town, crowd: Crowd) -> None:
    own = crowd_in(shared_town, "own", members=0, candidates=3)
    (hidden,) = people(own, "castro cleo")
    own.shut("candidate", "c2", "s1")
    assert similar(own, "s1", people=[hidden])["question"]
    (foreign,) = people(crowd, "june brandt")
    unknown = similar(own, "s2", 404, people=["r" + "a" * 26])
    for person in (hidden, foreign, f"{hidden}~1", "~", "c2", "m" + "a" * 26):
        refused = similar(own, "s2", 404, people=[person])
        assert {**refused, "request_id": ""} == {**unknown, "request_id": ""}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid_input"),
        ({"people": []}, 422, "invalid_input"),
        ({"people": "x"}, 422, "invalid_input"),
        ({"people": [""]}, 422, "invalid_input"),
        ({"people": ["x"] * 11}, 422, "invalid_input"),
        ({"people": [7]}, 422, "invalid_input"),
        ({"people": ["x" * 201]}, 422, "invalid_input"),
        ({"people": ["x"], "text": "("}, 422, "invalid_query"),
        ({"people": ["x"], "limit": 201}, 422, "invalid_input"),
        ({"people": ["x"], "sort": "recency"}, 422, "invalid_input"),
        ({"people": ["x"]}, 404, "not_found"),
    ],
)
def test_hostile_bodies(crowd: Crowd, body: dict[str, Any], status: int, code: str) -> None:
    assert similar(crowd, None, status, **body)["code"] == code


def test_facets_and_cursors_are_checked(crowd: Crowd) -> None:
    asked = people(crowd, "june")[:1]
    assert "skill" in similar(crowd, None, 422, people=asked, filters={"skils": ["x"]})["hint"]
    assert similar(crowd, None, 422, people=asked, facets=["nope"])["code"] == "invalid_query"
    cursor = similar(crowd, people=asked, limit=1)["next"]
    assert similar(crowd, None, 400, people=people(crowd, "cleo")[:1], cursor=cursor)["code"] == "invalid_cursor"
    assert crowd.ask("POST", "/v1/search", None, 400, json={"cursor": cursor})["code"] == "invalid_cursor"


def test_a_person_of_nothing_is_like_everybody(crowd: Crowd) -> None:
    own = crowd
    own.house.push({"kind": "candidate", "id": "bare", "name": "Xan Uhl"})
    own.house.drain()
    page = similar(own, people=people(own, "uhl"), limit=200)
    assert (page["question"], page["query"]) == ([], "")
    assert len(page["hits"]) == page["total"] - 1


def test_what_more_people_hold_weighs_more() -> None:
    def person(number: int, **fields: Any) -> PersonDocument:
        return PersonDocument(key=f"r{number}", version=1, **fields)

    held = (
        person(1, current_title="Nurse", skills=("Chess", "Archery"), location="Oslo, Norway"),
        person(2, titles=("nurse",), skills=("CHESS", "Falconry"), location="Oslo"),
        person(3, headline="rests"),
        person(4, current_title="Baker"),
    )
    asked = likeness(held, text="", now=NOW)
    assert [(part.kind, part.text, part.weight) for part in asked.question.parts] == [
        ("title", "Nurse", 1.5),
        ("title", "Baker", 0.75),
        ("skill", "Chess", 1.0),
        ("skill", "Archery", 0.5),
        ("skill", "Falconry", 0.5),
        ("location", "Oslo", 0.5),
    ]
    assert asked.job.title == "Nurse"
    many = person(5, skills=tuple(f"skill {number}" for number in range(99)))
    assert len(likeness([many], text="", now=NOW).question.parts) == MOST_SKILLS


def test_do_not_contact_is_no_bar_to_be_looked_at(crowd: Crowd) -> None:
    own = crowd
    own.house.push(candidate(4, id="silent", current_title="Welder", do_not_contact=True))
    own.house.drain()
    page = similar(own, people=people(own, "title:welder cleo abara"), limit=200)
    assert "silent" in [one for hit in page["hits"] for one in hit["candidates"]]
