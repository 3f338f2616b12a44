"""The demo's tenant is furnished so that somebody may look around: two seats see different things, secrets open."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from entities.errors import InputError
from entities.ids import ContractId
from service.flows.access import visible
from service.flows.furnish import CLIENT_MAY, CONFIDENTIAL, CONTRACT, OPERATOR, SEATS, furnish
from service.http.caller import Caller, the_viewer
from service.http.standing import ENTER
from service.scopes import SCOPES
from service.settings import Settings
from service.wiring import open_parts
from store import clients, operators, records, seats
from tests.service.conftest import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    with open_parts(Settings(data=tmp_path / "data"), clock=lambda: datetime.now(UTC)) as parts:
        house = House(parts, "demo")
        jobs = [{"kind": "job", "id": f"j{at}", "title": f"Job {at}"} for at in range(3)]
        house.push(*jobs, {"kind": "candidate", "id": "c1", "name": "Ann Smith"})
        yield house


def test_seats_client_and_operator_may_enter(house: House) -> None:
    made = furnish(house.parts, house.tenant)
    house.drain()
    with house.parts.store.reading(house.tenant) as tx:
        assert {one.id for one in seats.seats(tx, CONTRACT)} == set(SEATS)
        jobs = records.by_kind(tx, "job")
        caller = Caller(made.client, "", house.tenant, jobs[0].instance, frozenset(CLIENT_MAY), frozenset({CONTRACT}))
        seen = {seat: len(visible(tx, jobs, the_viewer(tx, caller, seat).access)) for seat in SEATS}
    assert seen == {seat: 3 if seat == CONFIDENTIAL else 2 for seat in SEATS}
    assert set(CLIENT_MAY) <= set(SCOPES)
    with house.parts.store.control_reading() as tx:
        assert clients.which_secret(tx, made.client, made.client_secret) == 1
        operator = operators.by_secret(tx, OPERATOR, made.operator_secret)
        client = clients.get(tx, made.client)
    assert operator is not None
    assert ENTER in operator.scopes
    assert client is not None
    assert client.contracts == {ContractId(CONTRACT)}
    assert made.operator_secret not in repr(made)
    assert made.client_secret not in repr(made)


def test_it_is_furnished_once(house: House) -> None:
    furnish(house.parts, house.tenant)
    with pytest.raises(InputError):
        furnish(house.parts, house.tenant)


def test_a_tenant_without_a_job_is_furnished_too(house: House) -> None:
    empty = house.beside("empty")
    made = furnish(house.parts, empty.tenant)
    assert made.tenant == empty.tenant
