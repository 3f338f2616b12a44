"""A seat runs what it keeps for who is new or changed, hears the same answer twice, and finds its alerts in a list."""

from datetime import timedelta
from typing import Any

import pytest

from service.flows import alert
from tests.http.conftest import Town
from tests.http.crowd import Crowd, crowd_in

PATH = "/v1/saved-searches"


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "runs", candidates=2)


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    return crowd_in(crowd.town, "other runs", members=0, candidates=0)


def keep(crowd: Crowd, text: str, viewer: str = "s1") -> int:
    kept: int = crowd.ask("POST", PATH, viewer, 201, json={"name": text, "text": text})["number"]
    return kept


def run(crowd: Crowd, number: int, viewer: str = "s1", status: int = 200, **body: Any) -> dict[str, Any]:
    return crowd.ask("POST", f"{PATH}/{number}/run", viewer, status, json=body)


def add(crowd: Crowd, title: str, many: int = 1) -> None:
    ids = [f"{title} {number}" for number in range(many)]
    crowd.house.push(*({"kind": "candidate", "id": one, "name": one, "current_title": title} for one in ids))
    crowd.house.drain()


def test_a_run_gives_who_came_since_the_search_was_kept(crowd: Crowd) -> None:
    add(crowd, "Cooper")
    number = keep(crowd, "cooper OR tanner")
    first = run(crowd, number)
    assert (first["run"], first["found"], first["hits"], first["by"]) == (1, 0, [], "seat")
    add(crowd, "Tanner")
    second = run(crowd, number)
    assert [hit["title"] for hit in second["hits"]] == ["Tanner"]
    assert (second["run"], second["found"], second["more"]) == (2, 1, False)
    assert run(crowd, number)["found"] == 0


def test_the_same_run_is_heard_twice(crowd: Crowd) -> None:
    number = keep(crowd, "glazier")
    add(crowd, "Glazier")
    first = run(crowd, number, run=1)
    assert first["found"] == 1
    assert run(crowd, number, run=1) == first
    assert run(crowd, number, status=404, run=7)["hint"] == "the next one is 2"


def test_runs_are_listed_and_read_page_by_page(crowd: Crowd) -> None:
    number = keep(crowd, "thatcher")
    for _ in range(3):
        run(crowd, number)
    add(crowd, "Thatcher", many=5)
    assert run(crowd, number)["found"] == 5
    page = crowd.ask("GET", f"{PATH}/{number}/runs", "s1", params={"limit": 3})
    rest = crowd.ask("GET", f"{PATH}/{number}/runs", "s1", params={"limit": 3, "cursor": page["next"]})
    assert [one["run"] for part in (page, rest) for one in part["items"]] == [4, 3, 2, 1]
    assert rest["next"] is None
    names, cursor = list[str](), None
    while True:
        more: dict[str, Any] = {"cursor": cursor} if cursor else {}
        part = crowd.ask("GET", f"{PATH}/{number}/runs/4", "s1", params={"limit": 2, "explain": "true", **more})
        names += [hit["name"] for hit in part["hits"]]
        assert all(hit["why"] for hit in part["hits"])
        cursor = part["next"]
        if cursor is None:
            break
    assert sorted(names) == [f"Thatcher {n}" for n in range(5)]
    crowd.ask("GET", f"{PATH}/{number}/runs/3", "s1", 400, params={"cursor": page["next"]})
    crowd.ask("GET", f"{PATH}/{number}/runs/9", "s1", 404)


def test_others_have_no_such_runs(crowd: Crowd, other: Crowd) -> None:
    number = keep(crowd, "farrier")
    run(crowd, number)
    for who, viewer in ((crowd, "s2"), (crowd, None), (other, "s1")):
        for method, path, body in (
            ("POST", f"{PATH}/{number}/run", {}),
            ("GET", f"{PATH}/{number}/runs", None),
            ("GET", f"{PATH}/{number}/runs/1", None),
            ("PUT", f"{PATH}/{number}/alert", {"alert": "daily"}),
        ):
            who.ask(method, path, viewer, 404, **({} if body is None else {"json": body}))
        assert who.ask("GET", "/v1/alerts", viewer)["items"] == []


def test_alerts_are_a_list_of_runs(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alert, "PERIODS", dict.fromkeys(alert.PERIODS, timedelta(0)))
    number = keep(crowd, "weaver")
    watched = crowd.ask("PUT", f"{PATH}/{number}/alert", "s1", json={"alert": "daily"})
    assert (watched["alert"], watched["search"]) == ("daily", number)
    add(crowd, "Weaver")
    (found,) = crowd.ask("GET", "/v1/alerts", "s1")["items"]
    assert (found["search"], found["name"], found["by"], found["found"]) == (number, "weaver", "alert", 1)
    (hit,) = crowd.ask("GET", f"{PATH}/{number}/runs/{found['run']}", "s1")["hits"]
    assert hit["title"] == "Weaver"
    off = crowd.ask("PUT", f"{PATH}/{number}/alert", "s1", json={"alert": "off"})
    assert off["due_at"] is None
    crowd.ask("PUT", f"{PATH}/{number}/alert", "s1", 422, json={"alert": "never"})
    crowd.ask("DELETE", f"{PATH}/{number}", "s1", 204)
    assert crowd.ask("GET", "/v1/alerts", "s1")["items"] == []
