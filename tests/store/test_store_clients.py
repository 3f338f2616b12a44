"""Turn the promises about clients, their secrets and revoked tokens into checks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import InputError, NotFound
from entities.ids import ContractId, InstanceId, TenantKey
from store import Store, clients
from store.clients import Client
from tests.store.conftest import START, Clock

SHARED_STORE = True
HOUR = timedelta(hours=1)


def client_of(tenant: TenantKey, name: str = "one", *scopes: str) -> Client:
    held = frozenset(scopes or ("records:write", "act_as"))
    contracts = frozenset({ContractId("main"), ContractId("north")})
    return Client(f"cl_{name}_{tenant}", tenant, InstanceId("ats"), name, held, contracts, "", "test", START, None)


@pytest.fixture
def held(store: Store, tenant: TenantKey) -> Client:
    """Keep one client."""
    made = client_of(tenant)
    with store.control_writing() as tx:
        clients.add(tx, made)
    return made


def test_a_client_is_read_as_it_was_kept(store: Store, held: Client) -> None:
    with store.control_reading() as tx:
        assert clients.get(tx, held.id) == held
        assert clients.get(tx, "cl_nobody") is None


def test_a_tenant_lists_its_own_clients(store: Store, held: Client, clock: Clock) -> None:
    other = store.add_tenant(f"beside {held.tenant}")
    clock.forward(seconds=1)
    with store.control_writing() as tx:
        clients.add(tx, client_of(held.tenant, "two"))
        clients.add(tx, client_of(other))
        assert [one.name for one in clients.of_tenant(tx, held.tenant)] == ["one", "two"]
        assert [one.tenant for one in clients.of_tenant(tx, other)] == [other]


def test_what_a_client_may_do_can_be_changed(store: Store, held: Client) -> None:
    with store.control_writing() as tx:
        clients.change(tx, held.id, scopes=["keys:read"], contracts=[])
        assert clients.get(tx, held.id) == replace(held, scopes=frozenset({"keys:read"}), contracts=frozenset())
        with pytest.raises(NotFound):
            clients.change(tx, "cl_nobody", scopes=[], contracts=[])


def test_a_client_is_revoked_once(store: Store, held: Client) -> None:
    with store.control_writing() as tx:
        clients.revoke(tx, held.id)
        assert clients.get(tx, held.id) == replace(held, revoked_at=START)
        for name in (held.id, "cl_nobody"):
            with pytest.raises(NotFound):
                clients.revoke(tx, name)


def test_two_secrets_live_at_once_and_no_third(store: Store, held: Client) -> None:
    with store.control_writing() as tx:
        for number in (1, 2):
            assert clients.add_secret(tx, held.id, f"secret {number}", expires_at=None).number == number
        with pytest.raises(InputError):
            clients.add_secret(tx, held.id, "secret 3", expires_at=None)
        assert [clients.which_secret(tx, held.id, f"secret {number}") for number in (1, 2, 3)] == [1, 2, 0]


def test_an_ended_secret_counts_no_more_and_makes_room(store: Store, held: Client, clock: Clock) -> None:
    with store.control_writing() as tx:
        clients.add_secret(tx, held.id, "short", expires_at=START + HOUR)
        clients.add_secret(tx, held.id, "long", expires_at=None)
    clock.forward(hours=1)
    with store.control_writing() as tx:
        assert clients.which_secret(tx, held.id, "short") == 0
        assert clients.live_secrets(tx, held.id) == {2}
        clients.add_secret(tx, held.id, "new", expires_at=None)
        assert clients.live_secrets(tx, held.id) == {2, 3}


def test_a_number_is_never_given_to_another_secret(store: Store, held: Client) -> None:
    """Tokens name the secret that they were got by: one of a removed secret must not fit a newer one."""
    with store.control_writing() as tx:
        clients.add_secret(tx, held.id, "first", expires_at=None)
        clients.remove_secret(tx, held.id, 1)
        assert clients.add_secret(tx, held.id, "second", expires_at=None).number == 2
        with pytest.raises(NotFound):
            clients.remove_secret(tx, held.id, 1)


def test_a_secret_is_of_one_client_and_lies_nowhere_in_clear(store: Store, held: Client) -> None:
    other = client_of(held.tenant, "other")
    with store.control_writing() as tx:
        clients.add(tx, other)
        made = clients.add_secret(tx, held.id, "canary-secret", expires_at=None)
        assert clients.which_secret(tx, other.id, "canary-secret") == 0
        assert clients.which_secret(tx, "cl_nobody", "canary-secret") == 0
        assert "canary" not in repr((made, clients.secrets_of(tx, held.id)))
    for file in store.settings.root.glob("control.db*"):
        assert b"canary-secret" not in file.read_bytes()


def test_a_revoked_token_is_known_until_it_has_run_out(store: Store, tenant: TenantKey, clock: Clock) -> None:
    token = f"token of {tenant}"
    with store.control_writing() as tx:
        assert not clients.is_token_revoked(tx, token)
        for _ in range(2):
            clients.revoke_token(tx, token, START + HOUR)
        assert clients.is_token_revoked(tx, token)
        assert not clients.is_token_revoked(tx, token + "x")
    clock.forward(hours=2)
    with store.control_writing() as tx:
        clients.revoke_token(tx, f"another {tenant}", START + 3 * HOUR)
        assert not clients.is_token_revoked(tx, token)


def test_what_may_be_used_once_is_used_once(store: Store, tenant: TenantKey, clock: Clock) -> None:
    once = f"assertion {tenant}"
    with store.control_writing() as tx:
        assert [clients.spend(tx, once, START + HOUR) for _ in range(3)] == [True, False, False]
    with store.control_writing() as tx:
        assert not clients.spend(tx, once, START + HOUR)
    clock.forward(hours=2)
    with store.control_writing() as tx:
        assert clients.spend(tx, once, START + 3 * HOUR)


@given(st.text(), st.text())
def test_hashes_tell_secrets_apart(one: str, other: str) -> None:
    one, other = (text.encode("utf-8", "replace").decode() for text in (one, other))
    assert (clients.hashed(one) == clients.hashed(other)) == (one == other)
    assert len(clients.hashed(one)) == 32
