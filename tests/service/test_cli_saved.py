"""The command line compares indices with their store, and runs what seats keep."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from entities.ids import ContractId, SeatId
from indexing import Delete
from service.cli import app
from service.flows.run_search import watch_search
from service.flows.saved_search import Owner, save_search
from service.flows.search import SearchRequest
from service.flows.tenants import FIRST_INSTANCE
from service.settings import Settings
from service.wiring import open_parts
from store import seats
from tests.service.conftest import NOW, House

RUN = CliRunner()
ANN = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}


def call(*arguments: object, code: int = 0) -> Any:
    done = RUN.invoke(app, [str(one) for one in (*arguments, "--json")])
    assert done.exit_code == code, f"{done.output}\n{done.stderr}"
    return json.loads(done.stdout) if code in (0, 1) else None


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with open_parts(Settings(data=folder), clock=lambda: NOW) as parts:
        house = House(parts)
        owner = Owner(ContractId("main"), SeatId("north"))
        with parts.store.writing(house.tenant, actor="test") as tx:
            seats.open_contract(tx, owner.contract, "Main")
            seats.open_seat(tx, owner.seat, owner.contract, role="recruiter", licence="full", payload={})
            number = save_search(tx, owner, "zuk", SearchRequest(text="zuk")).number
            watch_search(parts, tx, number, FIRST_INSTANCE)
        assert number == 1
        house.push(ANN, {**ANN, "id": "c2", "name": "Eve Else"})
        house.drain()
    return folder


def test_a_saved_search_is_run_as_its_owner(data: Path) -> None:
    first = call("run-search", 1, "--data", data)
    assert (first["run"], first["found"], [one["name"] for one in first["people"]]) == (1, 1, ["Ann Zuk"])
    assert call("run-search", 1, "--run", 1, "--data", data) == first
    assert call("run-search", 1, "--data", data)["found"] == 0
    call("run-search", 9, "--data", data, code=4)


def test_indices_are_compared_and_mended(data: Path) -> None:
    with open_parts(Settings(data=data), clock=lambda: NOW) as parts:
        house = House(parts, "other")
        house.push(ANN)
        house.drain()
        (person,) = house.people()
        parts.engine.apply(parts.tenant_index(house.tenant), [Delete(key=person.key, number=person.number)])
    found = {one["index"]: one for one in call("reconcile", "--data", data, code=1)}
    assert {name: one["differences"] for name, one in found.items()} == {"members": 0, "acme": 0, "other": 1}
    (acme,) = call("reconcile", "--tenant", "acme", "--data", data)
    assert acme["documents"] == 2
    mended = {one["index"]: one for one in call("reconcile", "--repair", "--data", data)}
    assert (mended["other"]["missing"], mended["other"]["repaired"]) == (1, 1)
    assert all(one["differences"] == 0 for one in call("reconcile", "--data", data))
    (shared,) = call("reconcile", "--members", "--data", data)
    assert shared["index"] == "members"
