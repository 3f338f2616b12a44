"""Wrong secrets are counted and stopped, for whoever sends them and for nobody else."""

import json
import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits.storage import memory
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from entities.errors import RateLimited
from service.flows.clients import ClientOrder, add_client
from service.flows.operators import add_operator
from service.http import failures
from service.http.admin.app import make_admin_app
from service.http.failures import OF_ADDRESS, OF_CLIENT, Failures
from tests.http.conftest import ISSUER, Town

GRANT = {"grant_type": "client_credentials"}
A_CLIENT, AN_ADDRESS = OF_CLIENT.amount, OF_ADDRESS.amount


@pytest.fixture(autouse=True)
def _no_failures_yet(shared_town: Town) -> None:
    """Let each test fail as often as it likes: the limiter counts by the one address that all have."""
    shared_town.service.failures._limiter.storage.reset()


class Hand:
    """Moves the clock that the limiter reads."""

    def __init__(self) -> None:
        self.at = 1_700_000_000.0

    def time(self) -> float:
        """Tell the time."""
        return self.at


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """Take the limiter's clock in hand."""
    moved = Hand()
    monkeypatch.setattr(memory, "time", moved)
    monkeypatch.setattr(failures, "time", moved)
    return moved


def is_stopped(held: Failures, client: str, address: str) -> int:
    """Tell how long to wait, 0 for not at all."""
    try:
        held.check(client, address)
    except RateLimited as refused:
        return refused.retry_after
    return 0


def test_a_client_is_stopped_after_so_many_and_let_in_again(hand: Hand) -> None:
    held = Failures()
    for _ in range(A_CLIENT):
        assert is_stopped(held, "cl_1", "10.0.0.1") == 0
        held.add("cl_1", "10.0.0.1")
    assert is_stopped(held, "cl_1", "10.0.0.1") == 60
    hand.at += 45.5
    assert is_stopped(held, "cl_1", "10.0.0.1") == math.ceil(60 - 45.5)
    hand.at += 15
    assert is_stopped(held, "cl_1", "10.0.0.1") == 0


def test_nobody_can_shut_a_client_out_from_elsewhere(hand: Hand) -> None:
    held = Failures()
    for _ in range(A_CLIENT):
        held.add("cl_1", "10.0.0.1")
    assert is_stopped(held, "cl_1", "10.0.0.1")
    assert not is_stopped(held, "cl_1", "10.0.0.2")
    assert not is_stopped(held, "cl_2", "10.0.0.1")
    hand.at += 1


def test_an_address_is_stopped_whichever_clients_it_tries(hand: Hand) -> None:
    held = Failures()
    for number in range(AN_ADDRESS):
        assert not is_stopped(held, f"cl_{number}", "10.0.0.1")
        held.add(f"cl_{number}", "10.0.0.1")
    assert is_stopped(held, "cl_new", "10.0.0.1")
    assert not is_stopped(held, "cl_new", "10.0.0.2")
    hand.at += 61
    assert not is_stopped(held, "cl_new", "10.0.0.1")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), max_size=60))
def test_failures_are_counted_as_the_simplest_counter_does(tries: list[tuple[str, str]]) -> None:
    held, counts = Failures(), Counter[object]()
    for client, address in tries:
        expected = counts[client, address] >= A_CLIENT or counts[address] >= AN_ADDRESS
        assert (is_stopped(held, client, address) > 0) == expected
        if not expected:
            held.add(client, address)
            counts.update([(client, address), address])


def wrong(town: Town, client: str, number: int) -> Any:
    return town.http.post("/oauth/token", data=GRANT, auth=(client, f"tj_live_{number:043}000000"))


@pytest.mark.usefixtures("hand")  # a slow machine must not let a minute pass
def test_a_thousand_wrong_secrets_are_refused_and_then_stopped(shared_town: Town) -> None:
    town = shared_town
    tenant = town.house("brute").tenant
    (one, right), (other, other_right) = (
        add_client(town.parts, tenant, ClientOrder(name, ("records:read",)), by="test") for name in ("one", "other")
    )
    assert right is not None
    assert other_right is not None
    with capture_logs() as logs:
        answers = [wrong(town, one.id, number) for number in range(1_000)]
    codes = [answer.status_code for answer in answers]
    assert codes == [401] * A_CLIENT + [429] * (1_000 - A_CLIENT)
    refused = {json.dumps({**answer.json(), "request_id": ""}) for answer in answers[:A_CLIENT]}
    stopped = {json.dumps({**answer.json(), "request_id": ""}) for answer in answers[A_CLIENT:]}
    assert (len(refused), len(stopped)) == (1, 1)
    assert answers[-1].json()["code"] == "rate_limited"
    assert all(1 <= int(answer.headers["retry-after"]) <= 60 for answer in answers[A_CLIENT:])
    assert sum(entry["event"] == "client.refused" for entry in logs) == A_CLIENT
    assert "tj_live" not in str(logs)
    # the right secret is no way round the pause: so a pause tells nothing of what was tried
    assert town.http.post("/oauth/token", data=GRANT, auth=(one.id, right.text)).status_code == 429
    assert town.http.post("/oauth/token", data=GRANT, auth=(other.id, other_right.text)).status_code == 200


@pytest.mark.usefixtures("hand")  # a slow machine must not let a minute pass
def test_unknown_clients_are_stopped_as_known_ones_are(shared_town: Town) -> None:
    town = shared_town
    known = add_client(town.parts, town.house("oracle").tenant, ClientOrder("x", ("records:read",)), by="test")[0].id
    seen = {
        name: [wrong(town, name, number) for number in range(A_CLIENT + 2)] for name in (known, "cl_00000000000000")
    }
    shapes = {
        tuple((one.status_code, json.dumps({**one.json(), "request_id": ""})) for one in answers)
        for answers in seen.values()
    }
    assert len(shapes) == 1


def test_a_right_secret_is_never_counted(shared_town: Town) -> None:
    town = shared_town
    client, secret = add_client(town.parts, town.house("right").tenant, ClientOrder("x", ("records:read",)), by="test")
    assert secret is not None
    answers = [town.http.post("/oauth/token", data=GRANT, auth=(client.id, secret.text)) for _ in range(AN_ADDRESS + 5)]
    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.usefixtures("hand")  # a slow machine must not let a minute pass
def test_operators_are_stopped_alike_and_apart_from_clients(shared_town: Town) -> None:
    town = shared_town
    _, secret = add_operator(town.parts, "kim", ["tenants:read"])
    admin = TestClient(make_admin_app(town.service), base_url=ISSUER, raise_server_exceptions=False)
    for _ in range(A_CLIENT):
        town.http.post("/oauth/token", data=GRANT, auth=("kim", "wrong"))  # the tenants' port: another name
    assert admin.post("/oauth/token", data=GRANT, auth=("kim", secret)).status_code == 200
    codes = [admin.post("/oauth/token", data=GRANT, auth=("kim", "wrong")).status_code for _ in range(A_CLIENT + 3)]
    assert codes == [401] * A_CLIENT + [429] * 3
    assert admin.post("/oauth/token", data=GRANT, auth=("kim", secret)).status_code == 429
