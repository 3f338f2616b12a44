"""Many records in one request: every line has an outcome, and all is kept in one transaction or none."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from entities.errors import StoreFull, TalentjoinError, TooLarge
from entities.ids import InstanceId
from service.flows.tenants import FIRST_INSTANCE
from service.http import bulk
from service.http.answered import Answer, Asked
from service.http.bulk import Order
from service.http.lane import BulkLane
from service.settings import Settings
from store import records
from tests.http.conftest import Town
from tests.http.written import BODIES, LINES, MODIFIED, Desk, code

ANN = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}


@pytest.fixture
def desk(shared_town: Town, request: pytest.FixtureRequest) -> Desk:
    return Desk(shared_town, request.node.name)


def results(answer: Any) -> list[tuple[int, str, str | None]]:
    return [(one["line"], one["result"], one["code"]) for one in answer.json()["items"]]


def test_each_line_has_an_outcome_and_a_bad_one_stops_no_other(desk: Desk) -> None:
    answer = desk.bulk(
        ANN,
        b"",
        b"{nonsense",
        b"\xff\xfe",
        b'{"kind": "candidate", "id": "c9", "name": "A", "name": "B", "modified": "2025"}',
        b"[" * 10_000,
        b"[1]",
        {"kind": "person", "id": "p1"},
        {"kind": "candidate", "id": "c2", "name": "Bob", "age": 3},
        b'{"kind": "feedback", "id": "f1", "candidate": "c1", "modified": "2025-01-01", "rating": NaN}',
        {"kind": "candidate", "id": "a\x00b\x1f", "name": "Cleo"},
        {"kind": "candidate", "id": "x" * 201, "name": "Dan"},
        b'{"kind": "candidate", "id": "c3", "name": "Eve", "modified": 1' + b"0" * 5_000 + b"}",
        {"kind": "candidate", "id": "c4", "name": "\ud800Finn"},
        {"kind": "candidate", "id": "c5", "name": "Gus", "\ud800": 1},
        {**ANN, "modified": "2024-01-01"},
        {"kind": "candidate", "id": "c1", "modified": "2025-02-01", "deleted": True},
        ANN,
    )
    assert results(answer) == [
        (1, "created", None),
        (3, "invalid", "invalid_json"),
        (4, "invalid", "invalid_encoding"),
        (5, "invalid", "invalid_json"),
        (6, "invalid", "too_deep"),
        (7, "invalid", "not_an_object"),
        (8, "invalid", "unknown_kind"),
        (9, "invalid", "unknown_field"),
        (10, "invalid", "invalid_json"),
        (11, "created", None),
        (12, "invalid", "too_long"),
        (13, "invalid", "invalid_json"),
        (14, "created", None),
        (15, "invalid", "unknown_field"),
        (16, "stale", None),
        (17, "changed", None),
        (18, "erased", None),
    ]
    counts = answer.json()["counts"]
    assert counts == {**dict.fromkeys(counts, 0), "created": 3, "changed": 1, "stale": 1, "erased": 1, "invalid": 11}
    assert sorted(one["source_id"] for one in desk.call("GET", "/candidates").json()["items"]) == ["ab", "c4"]
    assert desk.call("GET", "/candidates/c4").json()["record"]["name"] == "Finn"


def test_every_kind_comes_by_line_as_it_comes_alone(desk: Desk, shared_town: Town) -> None:
    alone = Desk(shared_town, "alone")
    for plural in BODIES:
        alone.put(f"/{plural}/x1")
    kinds = {plural: alone.call("GET", f"/{plural}/x1").json()["kind"] for plural in BODIES}
    answer = desk.bulk(*({"kind": kinds[plural], "id": "x1", **body} for plural, body in BODIES.items()))
    assert {one["result"] for one in answer.json()["items"]} == {"created"}
    for plural in BODIES:
        one, other = (which.call("GET", f"/{plural}/x1").json()["record"] for which in (alone, desk))
        assert one == other
    assert {
        one["result"]
        for one in desk.bulk(*({"kind": kinds[plural], "id": "x1", **body} for plural, body in BODIES.items())).json()[
            "items"
        ]
    } == {"unchanged"}


def test_too_many_too_large_or_of_another_type_is_refused_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ITEMS_MOST", 3)
    assert desk.bulk(*({**ANN, "id": f"c{one}"} for one in range(3)), b"", b" ").status_code == 200
    assert code(desk.bulk(*({**ANN, "id": f"d{one}"} for one in range(4)))) == (413, "too_large")
    assert code(desk.call("GET", "/candidates/d0")) == (404, "not_found")
    assert code(desk.raw("POST", "/bulk", b" " * 10_000_001, LINES)) == (413, "too_large")
    assert code(desk.raw("POST", "/bulk", json.dumps({**ANN, "modified": MODIFIED}).encode())) == (
        415,
        "unsupported_media_type",
    )
    empty = desk.bulk()
    assert (empty.status_code, empty.json()["items"]) == (200, [])


def test_what_the_store_refuses_leaves_nothing_of_the_request(desk: Desk, shared_town: Town) -> None:
    def full(name: str) -> None:
        if name == "tenant.commit":
            raise StoreFull

    shared_town.parts.store.on_call = full
    try:
        refused = desk.bulk(ANN, {**ANN, "id": "c2"})
    finally:
        shared_town.parts.store.on_call = None
    assert code(refused) == (507, "store_full")
    assert desk.call("GET", "/candidates").json()["items"] == []


def test_others_records_of_the_same_ids_stay(desk: Desk, shared_town: Town) -> None:
    other = Desk(shared_town, "others")
    desk.bulk(ANN)
    before = desk.call("GET", "/candidates/c1").text
    other.bulk({**ANN, "name": "Bob"}, {"kind": "candidate", "id": "c1", "modified": "2025-02-01", "deleted": True})
    assert desk.call("GET", "/candidates/c1").text == before


@pytest.fixture(scope="module")
def lane(shared_town: Town) -> Any:
    """Give the process of its own that stores bulk orders where the service is served."""
    made = BulkLane(shared_town.parts.settings)
    made.start()
    yield made
    made.close()


def order(desk: Desk, *items: Any, key: str | None = None, digest: str = "1") -> Order:
    raw = b"\n".join(json.dumps({"modified": MODIFIED, **item}).encode() for item in items)
    return Order(Asked(desk.house.tenant, desk.client, key, digest), FIRST_INSTANCE, raw)


def test_another_process_stores_alike(desk: Desk, lane: BulkLane, shared_town: Town) -> None:
    answer = lane(order(desk, ANN, {**ANN, "id": "c2", "emails": ["no"]}))
    assert isinstance(answer, Answer)
    told = json.loads(answer.body)
    assert [one["result"] for one in told["items"]] == ["created", "invalid"]
    assert desk.call("GET", "/candidates/c1").status_code == 200
    desk.house.drain()
    found = desk.call("POST", "/search", json={"text": "zuk"}, params={"after": told["change_token"]})
    assert found.status_code == 200, found.text  # the token of one process counts in the other
    with pytest.raises(TooLarge):
        lane(Order(Asked(desk.house.tenant, desk.client, None, "1"), InstanceId("ats"), b"{}\n" * 5_001))
    replayed = [lane(order(desk, {**ANN, "id": "c3"}, key="k")) for _ in range(2)]
    assert [one.replayed for one in replayed] == [False, True]
    assert replayed[0].body == replayed[1].body


def test_orders_at_once_are_all_done_and_a_dead_process_is_started_anew(desk: Desk, lane: BulkLane) -> None:
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda n=number: answers.append(lane(order(desk, {**ANN, "id": f"t{n}"}))))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [json.loads(one.body)["counts"]["created"] for one in answers] == [1] * 4
    first = lane.pid
    assert lane._child is not None
    lane._child.kill()
    lane._child.wait()
    assert json.loads(lane(order(desk, ANN)).body)["counts"]["created"] == 1
    assert lane.pid not in (None, first)


def test_a_lane_that_can_not_open_the_store_says_so(tmp_path: Path, desk: Desk, capfd: Any) -> None:
    lane = BulkLane(Settings(data=tmp_path / "nothing"))
    with pytest.raises(TalentjoinError):
        lane(order(desk, ANN))
    lane.close()
    capfd.readouterr()
    assert lane.pid is None
    with desk.town.parts.store.reading(desk.house.tenant) as tx:
        assert records.count_by_kind(tx) == {}
