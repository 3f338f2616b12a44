"""Turn the promises about tenants and their list of due work into checks."""

import threading
from datetime import timedelta

import pytest

from entities.errors import InputError, NotFound
from entities.ids import InstanceId, TenantKey
from store import Store, control, jobs, outbox
from store.tables.control import dirty
from tests.store.conftest import START, Clock

SHARED_STORE = True
LEASE = timedelta(minutes=1)


def test_a_tenant_is_found_by_key_and_by_name(store: Store, tenant: TenantKey) -> None:
    name = f"Bäckerei {tenant}"
    key = control.add_tenant(store, name)
    with store.control_reading() as tx:
        found = control.find_tenant(tx, name)
        assert found == control.find_tenant(tx, key) == control.Tenant(key, name, START)
        assert found in control.tenants(tx)
        with pytest.raises(NotFound):
            control.find_tenant(tx, "nobody")


def test_no_name_can_pass_for_another_tenants_key(store: Store, tenant: TenantKey) -> None:
    with pytest.raises(InputError):
        control.add_tenant(store, tenant)
    with store.control_reading() as tx:
        assert control.find_tenant(tx, tenant).key == tenant


@pytest.mark.parametrize("name", ["", "  "])
def test_a_tenant_needs_a_name(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        control.add_tenant(store, name)


def test_names_are_unique(store: Store, tenant: TenantKey) -> None:
    name = f"twice {tenant}"
    control.add_tenant(store, name)
    with store.control_reading() as tx:
        before = len(control.tenants(tx))
    with pytest.raises(InputError):
        control.add_tenant(store, name)
    with store.control_reading() as tx:
        assert len(control.tenants(tx)) == before


def test_instances_belong_to_their_tenant(store: Store, tenant: TenantKey) -> None:
    other = store.add_tenant(f"other {tenant}")
    one, two = InstanceId("ats1"), InstanceId("ats2")
    with store.control_writing() as tx:
        control.add_instance(tx, tenant, two, "test")
        control.add_instance(tx, tenant, one, "test")
        control.add_instance(tx, other, one, "test")
        control.add_instance(tx, tenant, one, "production")
        assert [(found.id, found.mode) for found in control.instances(tx, tenant)] == [
            (one, "production"),
            (two, "test"),
        ]
        assert [found.mode for found in control.instances(tx, other)] == ["test"]
        with pytest.raises(NotFound):
            control.add_instance(tx, TenantKey("t0"), one, "test")


def test_an_organization_id_may_pass_to_another_tenant(store: Store, tenant: TenantKey, clock: Clock) -> None:
    buyer, ours = store.add_tenant(f"buyer {tenant}"), f"org {tenant}"
    with store.control_writing() as tx, pytest.raises(NotFound):
        control.tenant_of_organization(tx, ours)
    for holder in (tenant, tenant, buyer, tenant):
        with store.control_writing() as tx:
            control.assign_organization(tx, holder, ours)
            assert control.tenant_of_organization(tx, ours) == holder
        clock.forward(days=1)
    day = timedelta(days=1)
    with store.control_reading() as tx:
        assert [(held.since - START, held.until) for held in control.organizations(tx, tenant)] == [
            (0 * day, START + 2 * day),
            (3 * day, None),
        ]
        assert [held.until for held in control.organizations(tx, buyer)] == [START + 3 * day]


def is_due(store: Store, tenant: TenantKey) -> bool:
    with store.control_reading() as tx:
        return tenant in control.dirty_tenants(tx)


def test_a_tenant_is_due_until_nothing_is_left(store: Store, tenant: TenantKey, clock: Clock) -> None:
    assert not is_due(store, tenant)
    with store.writing(tenant, actor="api") as tx:
        outbox.add(tx, "refresh", ["r1"])
        assert is_due(
            store, tenant
        )  # before the commit: a kill in between may leave it due for nothing, not the reverse
    assert not control.clear_dirty(store, tenant)
    assert is_due(store, tenant)
    with store.writing(tenant, actor="worker") as tx:
        outbox.ack(tx, "refresh", outbox.claim(tx, "refresh", limit=9, lease=LEASE))
        jobs.enqueue(tx, "rematch", "all")
    assert not control.clear_dirty(store, tenant)
    with store.writing(tenant, actor="worker") as tx:
        job = jobs.claim(tx, lease=LEASE)
        assert job is not None
    assert not control.clear_dirty(store, tenant)
    with store.writing(tenant, actor="worker") as tx:
        jobs.finish(tx, job)
    assert control.clear_dirty(store, tenant)
    assert not is_due(store, tenant)
    assert control.clear_dirty(store, tenant)


def test_the_longest_waiting_tenant_comes_first(store: Store, tenant: TenantKey, clock: Clock) -> None:
    others = [store.add_tenant(f"{place} {tenant}") for place in range(3)]
    for other in reversed(others):
        with store.writing(other, actor="api") as tx:
            outbox.add(tx, "refresh", ["r1"])
        clock.forward(seconds=1)
    with store.control_reading() as tx:
        assert [due for due in control.dirty_tenants(tx) if due in others] == others[::-1]


def test_no_work_slips_in_while_a_tenant_is_taken_off_the_list(store: Store, tenant: TenantKey) -> None:
    """A writer that found its tenant on the list must not lose it to one who has just seen nothing due."""
    with store.control_writing() as tx:
        tx.execute(tx.upsert(dirty), {"tenant": tenant, "since": tx.now})
    with store.reading(tenant):
        pass  # from now on the store knows the tenant without a look into control
    seen_nothing, go_on = threading.Event(), threading.Event()

    def pause(name: str) -> None:
        if threading.current_thread().name == "clearing" and name == "control.begin":
            seen_nothing.set()
            go_on.wait(10)

    def write() -> None:
        with store.writing(tenant, actor="api") as tx:
            outbox.add(tx, "refresh", ["r1"])

    store.on_call = pause
    clearing = threading.Thread(target=control.clear_dirty, args=(store, tenant), name="clearing")
    clearing.start()
    assert seen_nothing.wait(10)
    writing = threading.Thread(target=write)
    writing.start()
    writing.join(0.3)
    go_on.set()
    clearing.join()
    writing.join()
    store.on_call = None
    assert is_due(store, tenant)
