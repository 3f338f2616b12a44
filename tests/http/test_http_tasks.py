"""Ordered work is queued once, seen by number, and done by the worker."""

from datetime import timedelta

import pytest

from store import jobs
from tests.http.conftest import Town
from tests.http.written import Desk, code


@pytest.fixture
def desk(shared_town: Town, request: pytest.FixtureRequest) -> Desk:
    return Desk(shared_town, request.node.name)


def test_a_rematch_is_ordered_seen_and_done(desk: Desk) -> None:
    ordered = desk.call("POST", "/tasks", json={"kind": "rematch"})
    assert ordered.status_code == 202
    task = ordered.json()
    assert (task["kind"], task["state"], task["ended_at"]) == ("rematch", "queued", None)
    again = desk.call("POST", "/tasks", json={"kind": "rematch"}).json()
    assert again["number"] == task["number"]  # what waits is not queued twice
    assert desk.call("GET", f"/tasks/{task['number']}").json() == task
    desk.house.drain()
    done = desk.call("GET", f"/tasks/{task['number']}").json()
    assert (done["state"], done["attempts"], done["code"]) == ("succeeded", 1, "")
    assert done["ended_at"] > done["added_at"]
    newer = desk.call("POST", "/tasks", json={"kind": "rematch"}).json()["number"]
    assert newer > task["number"]
    assert [one["number"] for one in desk.call("GET", "/tasks").json()["items"]] == [newer, task["number"]]
    assert [one["number"] for one in desk.call("GET", "/tasks", params={"limit": 1}).json()["items"]] == [newer]


def test_a_task_that_failed_says_why(desk: Desk) -> None:
    number = desk.call("POST", "/tasks", json={"kind": "rematch"}).json()["number"]
    with desk.town.parts.store.writing(desk.house.tenant, actor="test") as tx:
        job = jobs.claim(tx, lease=timedelta(minutes=1))
        assert job is not None
        jobs.bury(tx, job, "lost_its_way")
    task = desk.call("GET", f"/tasks/{number}").json()
    assert (task["state"], task["code"]) == ("failed", "lost_its_way")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("999999", (404, "not_found")),
        *((number, (422, "invalid_input")) for number in ("0", "x", "9" * 40, "-1")),
    ],
)
def test_no_other_number_is_a_task(desk: Desk, number: str, expected: tuple[int, str]) -> None:
    assert code(desk.call("GET", f"/tasks/{number}")) == expected


@pytest.mark.parametrize(
    "body", [{}, {"kind": "erase"}, {"kind": "rematch", "key": "x"}, {"kind": None}, [], "rematch"]
)
def test_no_other_work_can_be_ordered(desk: Desk, body: object) -> None:
    assert code(desk.call("POST", "/tasks", json=body)) == (422, "invalid_input")
    assert desk.call("GET", "/tasks").json() == {"items": []}


def test_others_tasks_are_unknown(desk: Desk, shared_town: Town) -> None:
    number = desk.call("POST", "/tasks", json={"kind": "rematch"}).json()["number"]
    other = Desk(shared_town, "another")
    assert code(other.call("GET", f"/tasks/{number}")) == (404, "not_found")
    assert other.call("GET", "/tasks").json() == {"items": []}
