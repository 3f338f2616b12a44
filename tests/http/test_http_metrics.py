"""Metrics count requests by route template and class, tell of worker, outbox and disk, and name nobody."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from entities.errors import StoreError
from service.http.internal import make_internal_app
from service.http.metrics import Metrics, Standstill
from service.http.phase import WorkerLook
from tests.http.conftest import ISSUER, Town

CANARY = "canary-55d0"
Sample = tuple[str, frozenset[tuple[str, str]]]


@pytest.fixture(scope="module")
def internal(shared_town: Town) -> Iterator[TestClient]:
    """Call the internal port in process."""
    service = shared_town.service
    service.metrics.watch(service.parts, service.phase, service.disk)
    with TestClient(make_internal_app(service), base_url=ISSUER) as client:
        yield client


def samples(text: str) -> dict[Sample, float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: dict[Sample, float], name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


def test_requests_are_counted_by_template_class_and_status(shared_town: Town, internal: TestClient) -> None:
    acme = shared_town.house("acme")
    token = shared_town.token(acme)
    before = samples(internal.get("/metrics").text)
    for path in (f"/v1/contracts/{CANARY}", f"/v1/contracts/{CANARY}2", f"/{CANARY}", "/v1/contracts"):
        shared_town.call("GET", path, token)
    shared_town.call(CANARY, "/v1/contracts", token)
    text = internal.get("/metrics").text
    after = samples(text)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    one = {"route": "/v1/contracts/{contract}", "limit": "read"}
    assert more("talentjoin_requests_total", **one, status="404") == 2
    assert more("talentjoin_request_seconds_count", **one) == 2
    assert more("talentjoin_request_seconds_sum", **one) > 0
    assert more("talentjoin_requests_total", route="none", limit="none", status="404") == 1
    assert more("talentjoin_requests_total", route="/v1/contracts", limit="read", status="200") == 1
    assert CANARY not in text
    assert acme.tenant not in text
    assert "tenant" not in re.sub(r"#.*", "", text)


def test_what_stands_behind_requests_is_told(shared_town: Town, internal: TestClient) -> None:
    house = shared_town.house("waiting")
    house.drain()
    assert value(samples(internal.get("/metrics").text), "talentjoin_outbox_age_seconds") == 0
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith"})
    shared_town.service.phase.worker = lambda: WorkerLook(well=False, state="restarting", restarts=2)
    found = samples(internal.get("/metrics").text)
    assert value(found, "talentjoin_outbox_age_seconds") > 0
    assert value(found, "talentjoin_worker_up", state="restarting") == 0
    assert value(found, "talentjoin_worker_restarts") == 2
    assert value(found, "talentjoin_disk_free_bytes") > 0
    assert any(name == "talentjoin_info" for name, _ in found)
    assert any(name == "process_cpu_seconds_total" for name, _ in found)
    house.drain()


def test_a_clock_set_back_gives_no_negative_age(shared_town: Town) -> None:
    house = shared_town.house("early")
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith"})
    service = shared_town.service
    look = Standstill(service.parts, service.phase, service.disk)
    object.__setattr__(look, "_parts", Early(shared_town))
    assert look._age() == 0.0
    house.drain()


class Early:
    """The parts of a town an hour ago."""

    def __init__(self, town: Town) -> None:
        self.store = town.parts.store
        self.clock = lambda: town.parts.clock() - timedelta(hours=1)


def test_what_cant_be_asked_is_missing_not_wrong(shared_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    service, own = shared_town.service, Metrics()
    own.watch(service.parts, service.phase, service.disk)

    def broken() -> None:
        raise StoreError

    monkeypatch.setattr(service.parts.store, "members_reading", broken)
    found = samples(own.text().decode())
    assert not any(name == "talentjoin_outbox_age_seconds" for name, _ in found)
    assert any(name == "talentjoin_worker_up" for name, _ in found)


def test_requests_under_way_come_and_go(shared_town: Town) -> None:
    shared_town.call("GET", "/v1/contracts")
    assert value(samples(shared_town.service.metrics.text().decode()), "talentjoin_requests_under_way") == 0
