"""A switch is a grant by a seat under terms, and has its effect; the last one for a scope counts."""

from typing import Any, get_args

import pytest

from entities.ids import InstanceId
from service.flows.origins import switch_pull
from service.flows.tenants import FIRST_INSTANCE
from store import audit, control, grants
from tests.http.conftest import Town
from tests.service.conftest import House

ON = {"feature": "pull", "state": "on", "seat": "s1", "terms": "2026-01"}


@pytest.fixture
def house(shared_town: Town, request: pytest.FixtureRequest) -> House:
    made = shared_town.house(request.node.name)
    shared_town.seat(made, "s1")
    return made


def order(town: Town, token: str, expected: int = 201, **body: Any) -> Any:
    answer = town.call("POST", "/v1/grants", token, json={**ON, **body})
    assert answer.status_code == expected, answer.text
    return answer.json()


def status(house: House) -> Any:
    found = house.record("candidate", "c1")
    assert found is not None
    return found.payload["status"]


def test_a_switch_is_kept_with_seat_and_terms(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house, "grants:read", "grants:write")
    first = order(town, token, feature="write_back", scope="contract:main")
    second = order(town, token, feature="write_back", state="off", scope="contract:main", terms="2026-02")
    third = order(town, token, feature="access_lists", scope="*")
    assert (first["seat"], first["terms"], second["terms"]) == ("s1", "2026-01", "2026-02")
    assert town.call("GET", "/v1/grants", token).json()["items"] == [third, second]
    past = town.call("GET", "/v1/grants/history", token, params={"feature": "write_back"}).json()["items"]
    assert past == [first, second]
    with town.parts.store.reading(house.tenant) as tx:
        entries = [one for one in audit.read(tx) if one.action.startswith("feature.")]
        assert [(one.action, one.kind) for one in entries] == [
            ("feature.on", "write_back"),
            ("feature.off", "write_back"),
            ("feature.on", "access_lists"),
        ]
        assert entries[0].subjects == (tx.vault.pseudonym("s1"),)


def test_switching_pull_changes_what_is_read_at_once(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house, "grants:write")
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith", "status": "new"})
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith", "status": "hired"}, origin="pull")
    for state, scope, expected in (
        ("off", "*", "new"),
        ("on", "instance:ats", "hired"),
        ("off", "*", "hired"),  # the instance's own switch outlasts it
        ("off", "instance:ats", "new"),
        ("on", "*", "new"),
        ("on", "instance:ats", "hired"),
    ):
        order(town, token, state=state, scope=scope)
        assert status(house) == expected, (state, scope)


def test_a_switch_of_one_instance_leaves_another_alone(shared_town: Town, house: House) -> None:
    with shared_town.parts.store.control_writing() as tx:
        control.add_instance(tx, house.tenant, InstanceId("crm"), "production")
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith", "status": "new"})
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith", "status": "hired"}, origin="pull")
    order(shared_town, shared_town.token(house), state="off", scope="instance:crm")
    assert status(house) == "hired"


def test_the_command_lines_switch_is_a_grant_too(shared_town: Town, house: House) -> None:
    switch_pull(shared_town.parts, house.tenant, FIRST_INSTANCE, on=False, actor="cli")
    (grant,) = shared_town.call("GET", "/v1/grants", shared_town.token(house)).json()["items"]
    assert (grant["feature"], grant["state"], grant["scope"], grant["seat"]) == ("pull", "off", "instance:ats", "cli")


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "an unknown feature": ({"feature": "origin"}, 422, "/feature"),
    "an unknown state": ({"state": "maybe"}, 422, "/state"),
    "an odd scope": ({"scope": "everybody"}, 422, "/scope"),
    "a scope that the feature has not": ({"scope": "contract:main"}, 422, "/scope"),
    "an unknown instance": ({"scope": "instance:nowhere"}, 404, "/scope"),
    "an unknown contract": ({"feature": "write_back", "scope": "contract:nowhere"}, 404, "/scope"),
    "a closed contract": ({"feature": "write_back", "scope": "contract:closed"}, 404, "/scope"),
    "an unknown seat": ({"seat": "s9"}, 404, "/seat"),
    "a closed seat": ({"seat": "s2"}, 404, "/seat"),
    "a seat of a closed contract": ({"seat": "s3"}, 404, "/seat"),
    "a number of its own": ({"number": 7}, 422, "/number"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_not_be_switched_leaves_no_grant(shared_town: Town, what: str) -> None:
    house, token = shared_town.house("refused"), shared_town.token(shared_town.house("refused"))
    for seat, contract in (("s1", "main"), ("s2", "main"), ("s3", "closed")):
        if shared_town.call("GET", f"/v1/seats/{seat}", token).status_code == 404:
            shared_town.seat(house, seat, contract)
    for path in ("/v1/seats/s2", "/v1/contracts/closed"):
        shared_town.call("DELETE", path, token)
    body, expected, pointer = REFUSED[what]
    answer = order(shared_town, token, expected, **body)
    assert answer["errors"][0]["pointer"] == pointer
    with shared_town.parts.store.reading(house.tenant) as tx:
        assert grants.current(tx) == {}


def test_a_repeated_order_is_one_grant(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house)
    key = {"Idempotency-Key": "order-1"}
    first, second = (town.call("POST", "/v1/grants", token, json=ON, headers=key) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    other = town.call("POST", "/v1/grants", token, json={**ON, "state": "off"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    history = town.call("GET", "/v1/grants/history", token, params={"feature": "pull"}).json()["items"]
    assert len(history) == 1


def test_who_acts_in_some_contracts_switches_for_those_only(shared_town: Town, house: House) -> None:
    town = shared_town
    town.seat(house, "s2", "mine")
    order(town, town.token(house), feature="write_back", scope="contract:main")
    some = town.token(house, "grants:read", "grants:write", "act_as", contracts=("mine",))
    mine = order(town, some, feature="write_back", scope="contract:mine", seat="s2")
    order(town, some, 404, feature="write_back", scope="contract:main", seat="s2")
    order(town, some, 404, feature="write_back", scope="contract:mine", seat="s1")
    assert town.call("GET", "/v1/grants", some).json()["items"] == [mine]
    history = town.call("GET", "/v1/grants/history", some, params={"feature": "write_back"})
    assert history.json()["items"] == [mine]


def test_every_feature_is_in_the_table() -> None:
    assert set(grants.FEATURES) == set(get_args(grants.Feature))
