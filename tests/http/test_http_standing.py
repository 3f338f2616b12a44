"""What is taken away is gone within seconds in every process, and costs no read of the store meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from entities.errors import Unauthenticated
from entities.ids import InstanceId, TenantKey
from service.flows import clients as flow
from service.flows.clients import ClientOrder, add_client
from service.flows.operators import add_operator, close_operator
from service.flows.tenants import add_tenant
from service.http.app import make_app, make_service
from service.http.caller import Caller
from service.http.standing import FRESH, GONE, KEPT, Standing, Standings, bounded
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import clients
from tests.store.conftest import START, Clock

BOUND = timedelta(seconds=60)  # what is promised
STEP = timedelta(seconds=1)
SCOPES = ("records:read", "all_seats", "keys:read")
ISSUER = "http://localhost"


class Process:
    """One API process: it shares the data folder with others, and nothing else."""

    def __init__(self, parts: Parts) -> None:
        self.service = make_service(parts, issuer=ISSUER)
        self.http = TestClient(make_app(self.service), base_url=ISSUER, raise_server_exceptions=False)

    def status(self, token: str, path: str = "/v1/candidates") -> int:
        """Read something with a token."""
        return self.http.get(path, headers={"Authorization": f"Bearer {token}"}).status_code

    def token(self, client: str, secret: str) -> str:
        """Get a token for a secret."""
        form = {"grant_type": "client_credentials"}
        return str(self.http.post("/oauth/token", data=form, auth=(client, secret)).json()["access_token"])


class Scene:
    """Two processes over one data folder, under a clock that moves when told to."""

    def __init__(self, parts: Parts, clock: Clock) -> None:
        self.parts, self.clock = parts, clock
        self.one, self.two = Process(parts), Process(parts)

    def client(self, name: str) -> tuple[TenantKey, str, str]:
        """Make a tenant with a client: its key, the client's id and secret."""
        tenant = add_tenant(self.parts, name)
        new, secret = add_client(self.parts, tenant, ClientOrder(name, SCOPES), by="test")
        assert secret is not None
        return tenant, new.id, secret.text

    def seconds_until(self, gone: Callable[[], bool]) -> timedelta:
        """Move the clock until something is so; gives how far."""
        began = self.clock.now
        while not gone():
            assert self.clock.now - began <= BOUND
            self.clock.forward(seconds=1)
        return self.clock.now - began


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Open one installation for two processes."""
    clock = Clock()
    folder: Path = tmp_path_factory.mktemp("standing") / "data"
    with open_parts(Settings(data=folder), clock=clock) as parts:
        yield Scene(parts, clock)


def test_a_revoked_client_is_out_everywhere_within_the_bound(scene: Scene) -> None:
    tenant, client, secret = scene.client("revoked client")
    token = scene.one.token(client, secret)
    assert [process.status(token) for process in (scene.one, scene.two)] == [200, 200]
    flow.revoke_client(scene.parts, tenant, client, by="test")
    for process in (scene.one, scene.two):
        assert scene.seconds_until(lambda process=process: process.status(token) == 401) <= FRESH


def test_a_removed_secret_takes_its_tokens_along(scene: Scene) -> None:
    tenant, client, secret = scene.client("removed secret")
    other = flow.add_secret(scene.parts, tenant, client, expires_at=None, by="test")
    leaked, kept = scene.one.token(client, secret), scene.one.token(client, other.text)
    assert [scene.two.status(token) for token in (leaked, kept)] == [200, 200]
    flow.remove_secret(scene.parts, tenant, client, 1, by="test")
    assert scene.seconds_until(lambda: scene.two.status(leaked) == 401) <= FRESH
    assert scene.two.status(kept) == 200


def test_a_token_given_back_in_one_process_is_out_in_the_other(scene: Scene) -> None:
    _, client, secret = scene.client("token given back")
    token = scene.one.token(client, secret)
    assert [process.status(token) for process in (scene.one, scene.two)] == [200, 200]
    assert scene.one.http.post("/oauth/revoke", data={"token": token}, auth=(client, secret)).status_code == 200
    assert scene.one.status(token) == 401  # where it was given back, at once
    assert scene.seconds_until(lambda: scene.two.status(token) == 401) <= FRESH


def test_fewer_scopes_count_for_tokens_already_out(scene: Scene) -> None:
    tenant, client, secret = scene.client("fewer scopes")
    token = scene.one.token(client, secret)
    assert scene.one.status(token, "/v1/keys") == 200
    flow.change_client(scene.parts, tenant, client, scopes=["records:read", "all_seats"], contracts=[], by="test")
    assert scene.seconds_until(lambda: scene.one.status(token, "/v1/keys") == 403) <= FRESH
    assert scene.one.status(token) == 200
    flow.change_client(scene.parts, tenant, client, scopes=[*SCOPES, "audit:read"], contracts=[], by="test")
    scene.clock.forward(seconds=10)
    assert scene.one.status(token, "/v1/audit") == 403  # a token never gains what it was not issued with


def test_an_ended_secret_ends_its_tokens(scene: Scene) -> None:
    tenant, client, _ = scene.client("ended secret")
    ends = scene.clock.now + timedelta(minutes=2)
    short = flow.add_secret(scene.parts, tenant, client, expires_at=ends, by="test")
    token = scene.one.token(client, short.text)
    scene.clock.forward(minutes=1)
    assert scene.one.status(token) == 200
    scene.clock.forward(minutes=1, seconds=5)
    assert scene.one.status(token) == 401


def test_a_closed_operator_is_out_of_the_tenant(scene: Scene) -> None:
    tenant, _, _ = scene.client("closed operator")
    add_operator(scene.parts, "keeper", ["operators:write"])
    add_operator(scene.parts, "visitor", ["tenants:enter"])
    add_operator(scene.parts, "outsider", ["tenants:read"])
    scopes = frozenset(SCOPES)

    def issue(name: str) -> str:
        visit = Caller(f"operator:{name}", "", tenant, InstanceId("ats"), scopes, reason="a stated reason")
        return scene.one.service.tokens.issue(visit, scene.clock.now)

    inside = issue("visitor")
    assert scene.two.status(inside) == 200
    assert scene.two.status(issue("outsider")) == 401  # may not enter, whatever the token says
    close_operator(scene.parts, "visitor")
    assert scene.seconds_until(lambda: scene.two.status(inside) == 401) <= FRESH


def test_a_hot_path_reads_no_control_store(scene: Scene) -> None:
    _, client, secret = scene.client("hot path")
    token = scene.one.token(client, secret)
    assert scene.one.status(token) == 200
    calls: list[str] = []
    scene.parts.store.on_call = calls.append
    try:
        for _ in range(4):
            scene.clock.forward(seconds=1)
            assert scene.one.status(token) == 200
        assert [name for name in calls if name.startswith("control")] == []
        scene.clock.forward(seconds=2)
        assert scene.one.status(token) == 200
        assert [name for name in calls if name.startswith("control")] != []
    finally:
        scene.parts.store.on_call = None


@given(st.lists(st.tuples(st.integers(-30, 30), st.booleans()), max_size=30))
def test_no_answer_is_older_than_the_bound(steps: list[tuple[int, bool]]) -> None:
    """A clock may jump either way; an answer is one that was right less than five seconds around now."""
    truth, now, history = True, START, []
    standings = Standings(lambda _, __: Standing(live=truth))
    for jump, truth in steps:
        now += jump * STEP
        history.append((now, truth))
        try:
            standings.of("cl_1", "t", now)
            answer = True
        except Unauthenticated:
            answer = False
        recent = {was for at, was in history if timedelta() <= now - at < FRESH}
        assert answer in recent


def test_what_is_remembered_is_bounded() -> None:
    asked: list[str] = []

    def load(client: str, _: str) -> Standing:
        asked.append(client)
        return GONE if client == "gone" else Standing(live=True)

    standings = Standings(load)
    for number in range(KEPT + 5):
        standings.of("cl_1", str(number), START)
    assert len(standings._kept) <= KEPT
    assert len(asked) == KEPT + 5
    standings.of("cl_1", str(KEPT + 4), START)
    assert len(asked) == KEPT + 5
    standings.forget()
    standings.of("cl_1", str(KEPT + 4), START)
    assert len(asked) == KEPT + 6
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            standings.of("gone", "t", START)


SUBSETS = st.frozensets(st.sampled_from(["act_as", "all_seats", "seats:read", "keys:write"]))


@given(SUBSETS, SUBSETS)
def test_a_client_is_confined_however_its_token_was_asked_for(held: frozenset[str], asked: frozenset[str]) -> None:
    standings = Standings(lambda _, __: Standing(live=True, scopes=held))
    caller = Caller("cl_1", "t", TenantKey("t1"), InstanceId("ats"), asked)
    found = bounded(caller, standings, START)
    assert found.scopes == asked & held
    assert found.confined == ("act_as" in held and not {"all_seats"} <= asked & held)
    assert replace(found, scopes=asked, confined=False) == caller


def test_a_standing_is_read_from_the_store(scene: Scene) -> None:
    _, client, _ = scene.client("a standing")
    with scene.parts.store.control_reading() as tx:
        assert clients.live_secrets(tx, client) == {1}
    found = scene.one.service.standings.of(client, "t", scene.clock.now)
    assert (found.live, found.scopes, found.secrets) == (True, frozenset(SCOPES), {0, 1})
    with pytest.raises(Unauthenticated):
        scene.one.service.standings.of("cl_nobody", "t", scene.clock.now)
