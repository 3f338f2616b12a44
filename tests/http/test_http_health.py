"""Readiness names each thing that it looked at, how long ago, and what to do; what fails turns it red."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from entities.errors import EngineDown, MigrationNeeded, StoreError
from service.http.disk import Disk
from service.http.health import EXAMINATIONS, Examination, Health
from service.http.internal import make_internal_app
from service.http.phase import WorkerLook
from service.http.service import Service
from store import migrate
from tests.http.conftest import ISSUER, Town


@pytest.fixture(scope="module")
def internal(shared_town: Town) -> Iterator[TestClient]:
    """Call the internal port in process."""
    with TestClient(make_internal_app(shared_town.service), base_url=ISSUER) as client:
        yield client


def at_once(service: Service) -> Health:
    """Look anew each time."""
    anew = {name: Examination(one.look, 0.0, one.advice) for name, one in EXAMINATIONS.items()}
    return Health(service, anew)


def red(health: Health) -> dict[str, tuple[str, str]]:
    found = health.examine()
    assert found.ok == all(check.ok for check in found.checks)
    return {check.name: (check.seen, check.advice) for check in found.checks if not check.ok}


def test_all_is_well(internal: TestClient) -> None:
    assert internal.get("/healthz").json() == {"ok": True}
    answer = internal.get("/readyz")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert {one["name"] for one in answer.json()["checks"]} == set(EXAMINATIONS)
    assert all(one["advice"] == "" for one in answer.json()["checks"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert internal.get("/version").json().keys() == {"version"}


def test_the_admin_api_is_beside_it(internal: TestClient) -> None:
    answer = internal.get("/v1/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "route_not_found")


def test_a_process_about_to_end_is_not_ready_but_alive(internal: TestClient, shared_town: Town) -> None:
    shared_town.service.phase.draining = True
    try:
        answer = internal.get("/readyz")
        assert (answer.status_code, answer.json()["draining"]) == (503, True)
        assert internal.get("/healthz").status_code == 200
    finally:
        shared_town.service.phase.draining = False


def test_each_thing_that_fails_is_named_with_what_to_do(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    service, health = town.service, at_once(town.service)
    assert red(health) == {}

    def down() -> dict[str, str]:
        raise EngineDown

    with monkeypatch.context() as broken:
        broken.setattr(service.parts.engine, "health", down)
        broken.setattr(migrate, "HEADS", {**migrate.HEADS, "control": "9999"})
        found = red(health)
    assert set(found) == {"engine", "migrations"}
    assert "9999" in found["migrations"][0]
    assert "talentjoin doctor" in found["engine"][1]

    service.phase.worker = lambda: WorkerLook(well=False, state="restarting", restarts=3)
    assert set(red(health)) == {"worker"}
    service.phase.worker = lambda: WorkerLook(well=True, state="runs", pid=7)
    assert red(health) == {}


def test_a_disk_nearly_full_is_red_before_it_is_full(town: Town, tmp_path: Path) -> None:
    disk = Disk(tmp_path, least=10**18)
    object.__setattr__(town.service, "disk", disk)
    seen, advice = red(at_once(town.service))["disk"]
    assert "GB free" in seen
    assert "writes are refused" in advice


def test_a_key_that_is_gone_or_another_is_red(town: Town) -> None:
    file = town.parts.settings.master_key_file
    kept = file.read_text()
    file.write_text("00" * 32)
    assert "another key" in red(at_once(town.service))["keys"][0]
    file.unlink()
    assert "keys" in red(at_once(town.service))
    file.write_text(kept)
    assert red(at_once(town.service)) == {}


def test_looks_are_reused_while_fresh_and_tell_their_age(shared_town: Town) -> None:
    looks: list[int] = []

    def look(_: Service) -> tuple[bool, str]:
        looks.append(1)
        return True, str(len(looks))

    health = Health(shared_town.service, {"fresh": Examination(look, 100.0, ""), "stale": Examination(look, 0.0, "")})
    first, second = health.examine(), health.examine()
    assert [check.seen for check in first.checks] == ["1", "2"]
    assert [check.seen for check in second.checks] == ["1", "3"]
    assert second.checks[0].age_seconds >= first.checks[0].age_seconds


@pytest.mark.parametrize("error", [StoreError("down"), MigrationNeeded("old"), FileNotFoundError(2, "No such file")])
def test_a_look_that_fails_is_a_check_that_is_not_well(shared_town: Town, error: Exception) -> None:
    def look(_: Service) -> tuple[bool, str]:
        raise error

    found = Health(shared_town.service, {"it": Examination(look, 0.0, "do this")}).examine()
    assert not found.ok
    assert found.checks[0].advice == "do this"
    assert found.checks[0].seen


def test_free_space_is_looked_at_once_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(tmp_path)
    first = disk.free()
    monkeypatch.setattr("shutil.disk_usage", lambda _: pytest.fail("too often"))
    assert disk.free() == first > 0
