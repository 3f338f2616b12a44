"""Turn the promises about operators' accounts into checks."""

import uuid

import pytest

from entities.errors import InputError, NotFound, Refused
from store import Store, StoreSettings, operators
from store.operators import KEYHOLDER, Operator
from tests.store.conftest import START, Clock

SHARED_STORE = True


def a_name() -> str:
    return f"kim-{uuid.uuid4()}"


def test_an_account_is_read_as_it_was_kept(store: Store) -> None:
    name = a_name()
    with store.control_writing() as tx:
        made = operators.add(tx, name, "secret", ["tenants:read", "members:read"])
        assert made == Operator(name, frozenset({"tenants:read", "members:read"}), START, None)
        assert operators.get(tx, name) == made
        assert made in operators.everybody(tx)
        assert operators.get(tx, "nobody") is None


def test_a_secret_opens_its_own_account_only(store: Store) -> None:
    one, other = a_name(), a_name()
    with store.control_writing() as tx:
        operators.add(tx, one, "secret one", [])
        operators.add(tx, other, "secret other", [])
        assert operators.by_secret(tx, one, "secret one") == operators.get(tx, one)
        for name, secret in ((one, "secret other"), (other, "secret one"), ("nobody", "secret one"), (one, "")):
            assert operators.by_secret(tx, name, secret) is None


def test_a_name_is_used_once_for_all_time(store: Store) -> None:
    """Whoever is named in a trail must not turn into somebody else."""
    name = a_name()
    with store.control_writing() as tx:
        operators.add(tx, name, "secret", [])
        operators.close(tx, name)
        with pytest.raises(InputError):
            operators.add(tx, name, "another", [KEYHOLDER])
        kept = operators.get(tx, name)
    assert kept is not None
    assert kept.closed_at == START


def test_an_account_is_closed_once(store: Store) -> None:
    name = a_name()
    with store.control_writing() as tx:
        operators.add(tx, name, "secret", [])
        operators.close(tx, name)
        for gone in (name, "nobody"):
            with pytest.raises(NotFound):
                operators.close(tx, gone)


def test_the_last_who_may_make_accounts_stays(settings: StoreSettings, clock: Clock) -> None:
    with Store.open(settings, clock=clock) as own, own.control_writing() as tx:
        operators.add(tx, "kim", "secret", [KEYHOLDER, "tenants:read"])
        operators.add(tx, "bob", "secret", ["tenants:read"])
        with pytest.raises(Refused):
            operators.close(tx, "kim")
        operators.close(tx, "bob")
        operators.add(tx, "eve", "secret", [KEYHOLDER])
        operators.close(tx, "kim")
        with pytest.raises(Refused):
            operators.close(tx, "eve")
