"""Turn layers of several origins, in any order, switched on and off, into one merged record."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from entities.ids import InstanceId, Origin, RecordId, SourceId, TenantKey
from entities.ids import Sequence as ChangeSequence
from store import Store, changes, records
from store.canonical import canonical
from store.tables.records import contact, history, layer, record, reference, tombstone
from tests.store.samples import ATS, application, candidate, merge, note

SHARED_STORE = True  # a tenant of its own is enough for each test
ALL: frozenset[Origin] = frozenset({"push", "pull", "person"})
NO_PULL: frozenset[Origin] = ALL - {"pull"}
FEW = settings(max_examples=6, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)
ORIGINS: tuple[Origin, ...] = ("push", "pull", "person")


def put(store: Store, tenant: TenantKey, item: dict[str, Any], origin: Origin = "push") -> records.PutResult:
    with store.writing(tenant, actor="test") as tx:
        return records.put(tx, instance=ATS, origin=origin, record=item, merge=merge)


def switch(store: Store, tenant: TenantKey, on: frozenset[Origin], instance: InstanceId = ATS) -> int:
    with store.writing(tenant, actor="test") as tx:
        return records.set_origins(tx, instance, on, merge)


def remove(store: Store, tenant: TenantKey, day: int, origin: Origin = "push", source: str = "c1") -> records.PutResult:
    with store.writing(tenant, actor="test") as tx:
        return records.delete(
            tx,
            instance=ATS,
            origin=origin,
            kind="candidate",
            source=SourceId(source),
            deleted_at=datetime(2026, 1, day, tzinfo=UTC),
        )


def reads(store: Store, tenant: TenantKey) -> bytes:
    """All that readers see of the records, as bytes."""
    with store.reading(tenant) as tx:
        found = [
            [one.id, one.payload, one.origins, [each.id for each in records.pointing_at(tx, [one.id]).get(one.id, [])]]
            for one in (*records.by_kind(tx, "candidate"), *records.by_kind(tx, "application"))
        ]
        contacts = [row.hash.hex() + row.candidate for row in tx.execute(select(contact).order_by(contact.c.hash))]
        return canonical([found, contacts, records.unresolved(tx), records.count_by_kind(tx)])


def layers_kept(store: Store, tenant: TenantKey) -> int:
    with store.reading(tenant) as tx:
        return len(tx.execute(select(layer.c.id)).all())


def what_happened(store: Store, tenant: TenantKey) -> list[str]:
    with store.reading(tenant) as tx:
        return [one.what for one in changes.feed(tx, ChangeSequence(0), 1000)]


def test_merged_record_names_the_layer_of_each_field(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", name="Pushed", status="new"))
    id_ = put(store, tenant, candidate("c1", name="Pulled"), "pull").id
    with store.reading(tenant) as tx:
        stored = records.get(tx, id_)
    assert stored is not None
    assert (stored.payload["name"], stored.payload["status"]) == ("Pulled", "new")
    assert (stored.origins["name"], stored.origins["status"]) == ("pull", "push")


def test_push_then_pull_then_pull_off_reads_as_before(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", name="Pushed", emails=["a@example.org"], status="new"))
    put(store, tenant, application("a1", "c1", "j1"))
    before = reads(store, tenant)
    put(store, tenant, candidate("c1", day=3, name="Pulled", emails=["b@example.org"], phones=["+4479111234"]), "pull")
    put(store, tenant, application("a1", "c2", "j1", day=3), "pull")
    put(store, tenant, candidate("c9", name="Only pulled"), "pull")
    during = reads(store, tenant)
    assert during != before
    assert switch(store, tenant, NO_PULL) == 3
    assert reads(store, tenant) == before
    assert layers_kept(store, tenant) == 5
    assert switch(store, tenant, ALL) == 3
    assert reads(store, tenant) == during


def test_switching_to_what_already_is_changes_nothing(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1"))
    put(store, tenant, candidate("c1", name="Pulled"), "pull")
    told = what_happened(store, tenant)
    assert switch(store, tenant, ALL) == 0
    assert switch(store, tenant, NO_PULL, InstanceId("ats2")) == 0
    assert what_happened(store, tenant) == told


def test_layer_that_is_off_is_kept_unseen(store: Store, tenant: TenantKey) -> None:
    switch(store, tenant, NO_PULL)
    result = put(store, tenant, candidate("c1", name="Pulled"), "pull")
    assert (result.outcome, result.sequence) == ("changed", None)
    with store.reading(tenant) as tx:
        assert records.get(tx, result.id) is None
    assert switch(store, tenant, ALL) == 1
    with store.reading(tenant) as tx:
        stored = records.get(tx, result.id)
    assert stored is not None
    assert stored.payload["name"] == "Pulled"


def test_versions_rise_through_every_switch(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", name="Pulled"), "pull")
    switch(store, tenant, NO_PULL)
    switch(store, tenant, ALL)
    with store.reading(tenant) as tx:
        told = changes.feed(tx, ChangeSequence(0), 10)
    assert [(one.what, one.version) for one in told] == [("added", 1), ("deleted", 2), ("added", 3)]


LAYERS = st.tuples(
    *[
        st.builds(
            candidate,
            st.just("c1"),
            day=st.integers(1, 4),
            name=st.sampled_from(["Ada", "Bob", "Eve"]),
            status=st.sampled_from(["", "new", "hired"]),
            emails=st.lists(st.sampled_from(["a@example.org", "b@example.org"]), max_size=2, unique=True),
        )
        for _ in ORIGINS
    ]
)


@FEW
@given(layers=LAYERS)
def test_layers_commute_under_any_arrival_order(
    store: Store, another_tenant: Callable[[], TenantKey], layers: tuple[dict[str, Any], ...]
) -> None:
    tenant = another_tenant()
    seen: set[bytes] = set()
    for order in itertools.permutations(zip(ORIGINS, layers, strict=True)):
        instance = InstanceId("-".join(origin for origin, _ in order))
        with store.writing(tenant, actor="test") as tx:
            for origin, item in order:
                records.put(tx, instance=instance, origin=origin, record=item, merge=merge)
        with store.reading(tenant) as tx:
            stored = records.by_source(tx, instance, "candidate", SourceId("c1"))
            assert stored is not None
            seen.add(canonical([stored.payload, stored.origins]))
    assert len(seen) == 1


@FEW
@given(layers=LAYERS, switches=st.lists(st.frozensets(st.sampled_from(ORIGINS)), max_size=4))
def test_switching_and_back_is_byte_equal(
    store: Store,
    another_tenant: Callable[[], TenantKey],
    layers: tuple[dict[str, Any], ...],
    switches: list[frozenset[Origin]],
) -> None:
    tenant = another_tenant()
    for origin, item in zip(ORIGINS, layers, strict=True):
        put(store, tenant, item, origin)
    before = reads(store, tenant)
    for on in switches:
        switch(store, tenant, on)
    switch(store, tenant, ALL)
    assert reads(store, tenant) == before
    assert layers_kept(store, tenant) == len(ORIGINS)


def test_deleted_is_gone_for_every_origin(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", emails=["a@example.org"]))
    put(store, tenant, candidate("c1", name="Pulled"), "pull")
    result = remove(store, tenant, day=9)
    assert (result.outcome, result.version) == ("changed", 3)
    with store.reading(tenant) as tx:
        assert records.get(tx, result.id) is None
        assert records.find_by_email(tx, "a@example.org") == []
        assert tx.execute(select(layer.c.id)).all() == []
    for origin in ORIGINS:
        assert put(store, tenant, candidate("c1", day=20), origin).outcome == "erased"
    assert what_happened(store, tenant) == ["added", "updated", "deleted"]


def test_only_a_push_created_after_the_deletion_lifts_it(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1"))
    remove(store, tenant, day=9)
    young = candidate("c1", day=20, created="2026-01-10T00:00:00Z", name="Again")
    assert put(store, tenant, young, "pull").outcome == "erased"
    assert put(store, tenant, candidate("c1", day=20, created="2026-01-09T00:00:00Z")).outcome == "erased"
    result = put(store, tenant, young)
    assert (result.outcome, result.version) == ("created", 3)
    assert put(store, tenant, candidate("c1", day=21, name="Pulled"), "pull").outcome == "changed"
    with store.reading(tenant) as tx:
        assert tx.execute(select(tombstone.c.id)).all() == []


def test_deletion_before_the_record_holds(store: Store, tenant: TenantKey) -> None:
    assert remove(store, tenant, day=9).outcome == "changed"
    assert put(store, tenant, candidate("c1", day=5)).outcome == "erased"
    assert what_happened(store, tenant) == []


def test_deletion_twice_or_older_changes_nothing(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1"))
    remove(store, tenant, day=9)
    assert [remove(store, tenant, day=day, origin="pull").outcome for day in (9, 8)] == ["unchanged"] * 2
    assert what_happened(store, tenant) == ["added", "deleted"]


def test_deletion_older_than_a_push_is_stale(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", day=20, created="2026-01-10T00:00:00Z"))
    assert remove(store, tenant, day=9).outcome == "stale"
    with store.reading(tenant) as tx:
        assert records.count_by_kind(tx) == {"candidate": 1}


@pytest.mark.parametrize("created", [None, "2026-01-05T00:00:00Z", "2026-01-09T00:00:00Z", "2026-01-10T00:00:00Z"])
def test_deletion_and_push_commute(store: Store, another_tenant: Callable[[], TenantKey], created: str | None) -> None:
    item = candidate("c1", day=20, created=created)
    one, other = another_tenant(), another_tenant()
    put(store, one, item)
    remove(store, one, day=9)
    remove(store, other, day=9)
    put(store, other, item)
    with store.reading(one) as left, store.reading(other) as right:
        assert records.count_by_kind(left) == records.count_by_kind(right)


def test_legal_hold_keeps_every_layer_of_a_deleted_record(store: Store, tenant: TenantKey) -> None:
    id_ = put(store, tenant, candidate("c1")).id
    with store.writing(tenant, actor="test") as tx:
        tx.execute(record.update().where(record.c.id == id_).values(legal_hold=True))
    remove(store, tenant, day=9)
    with store.reading(tenant) as tx:
        assert records.get(tx, id_) is None
    assert layers_kept(store, tenant) == 1


def test_derived_rows_follow_the_merged_record(store: Store, tenant: TenantKey) -> None:
    steps = [{"state": "new", "at": "2026-01-01T00:00:00Z", "id": "h1"}]
    put(store, tenant, candidate("c1", status="new", status_history=steps))
    put(store, tenant, note("n1", candidate="c1"))
    with store.reading(tenant) as tx:
        entry = tx.execute(select(history)).one()
        plain = tx.vault.open("history", f"{entry.record}/status/0", entry.entry, subject=entry.record)
        assert b'"state":"new"' in plain
        assert entry.at == datetime(2026, 1, 1, tzinfo=UTC)
        assert [row.role for row in tx.execute(select(reference))] == ["candidate"]
    remove(store, tenant, day=9)
    with store.reading(tenant) as tx:
        assert tx.execute(select(history)).all() == []


def test_read_of_a_missing_record_is_none(store: Store, tenant: TenantKey) -> None:
    with store.reading(tenant) as tx:
        assert records.get(tx, RecordId("r")) is None
        assert records.pointing_at(tx, [RecordId("r")]) == {}
