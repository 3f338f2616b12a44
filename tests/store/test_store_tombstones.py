"""Turn deletions and arrivals of every origin, in any order, into what a plain rule says of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from entities.ids import Origin, RecordKind, SourceId, TenantKey, record_id
from entities.ids import Sequence as ChangeSequence
from store import Store, audit, changes, outbox, records
from store.tables.records import contact, history, layer, record, reference, tombstone
from tests.store import samples
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
ORIGINS: tuple[Origin, ...] = ("push", "pull", "person")
STEPS = {"new": {"state": "new", "at": "2026-01-01T00:00:00Z", "id": "h1"}}
FEW = settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)
OF_A_KIND: dict[RecordKind, Callable[[int], dict[str, Any]]] = {
    "job": lambda day: samples.job("x", day=day),
    "candidate": lambda day: candidate("x", day=day, emails=["x@example.org"], status_history=[STEPS["new"]]),
    "application": lambda day: samples.application("x", "c1", "j1", day=day),
    "stage_entry": lambda day: samples.stage_entry("x", "a1", day=day),
    "note": lambda day: samples.note("x", day=day, candidate="c1"),
    "attachment": lambda day: samples.attachment("x", day=day, candidate="c1"),
}


def moment(day: int) -> datetime:
    return datetime(2026, 1, day, tzinfo=UTC)


def put(store: Store, tenant: TenantKey, item: dict[str, Any], origin: Origin) -> records.PutResult:
    with store.writing(tenant, actor="test") as tx:
        return records.put(tx, instance=ATS, origin=origin, record=item, merge=merge)


def remove(
    store: Store, tenant: TenantKey, day: int, origin: Origin, kind: RecordKind = "candidate", source: str = "x"
) -> records.PutResult:
    with store.writing(tenant, actor="test") as tx:
        named = SourceId(source)
        return records.delete(tx, instance=ATS, origin=origin, kind=kind, source=named, deleted_at=moment(day))


@dataclass
class Rule:
    """What is known of one record, as one would explain it: a deletion stands until a younger push."""

    deleted: int | None = None
    layers: dict[Origin, tuple[int, int | None, str]] = field(default_factory=dict)  # modified, created, name

    def put(self, origin: Origin, modified: int, created: int | None, name: str) -> str:
        if self.deleted is not None:
            if origin != "push" or created is None or created <= self.deleted:
                return "erased"
            self.deleted = None
        known = self.layers.get(origin)
        if known == (modified, created, name):
            return "unchanged"
        if known is not None and modified < known[0]:
            return "stale"
        fresh = not self.layers
        self.layers[origin] = (modified, created, name)
        return "created" if fresh else "changed"

    def delete(self, day: int) -> str:
        if self.deleted is not None and day <= self.deleted:
            return "unchanged"
        pushed = self.layers.get("push")
        if pushed is not None and pushed[1] is not None and pushed[1] > day:
            return "stale"
        self.deleted = day
        self.layers.clear()
        return "changed"

    def name(self) -> str | None:
        return next((self.layers[origin][2] for origin in samples.STRONGEST if origin in self.layers), None)


DAYS = st.integers(1, 6)
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"),
            st.sampled_from(ORIGINS),
            DAYS,
            st.one_of(st.none(), DAYS),
            st.sampled_from(["Ada", "Bob", "Eve"]),
        ),
        st.tuples(st.just("delete"), st.sampled_from(ORIGINS), DAYS),
    ),
    max_size=10,
)


@FEW
@given(acts=ACTS)
def test_any_order_of_arrivals_and_deletions_ends_as_the_rule_says(
    store: Store, another_tenant: Callable[[], TenantKey], acts: list[tuple[Any, ...]]
) -> None:
    tenant, rule = another_tenant(), Rule()
    for act, origin, day, *rest in acts:
        if act == "delete":
            assert remove(store, tenant, day, origin).outcome == rule.delete(day)
            continue
        created, name = rest
        created = None if created is None else min(created, day)  # none is created after it changed
        stamp = None if created is None else moment(created).isoformat()
        outcome = put(store, tenant, candidate("x", day=day, name=name, created=stamp), origin).outcome
        assert outcome == rule.put(origin, day, created, name)
    with store.reading(tenant) as tx:
        stored = records.by_source(tx, ATS, "candidate", SourceId("x"))
        assert (stored and stored.payload["name"]) == rule.name()
        stands = tx.execute(select(tombstone.c.deleted_at)).scalar()
        assert stands == (None if rule.deleted is None else moment(rule.deleted))
        assert set(tx.execute(select(layer.c.origin)).scalars()) == set(rule.layers)
        told = [one.what for one in changes.feed(tx, ChangeSequence(0), 100)]
        assert all(before != "deleted" or after == "added" for before, after in pairwise(told))
        assert (not told or told[-1] == "deleted") == (rule.name() is None)


@pytest.mark.parametrize("kind", OF_A_KIND)
def test_a_deletion_by_any_origin_keeps_every_origin_out(store: Store, tenant: TenantKey, kind: RecordKind) -> None:
    for deleting in ORIGINS:
        put(store, tenant, {**OF_A_KIND[kind](1), "id": deleting}, "pull")
        assert remove(store, tenant, 9, deleting, kind, deleting).outcome == "changed"
        late = {**OF_A_KIND[kind](20), "id": deleting}
        assert [put(store, tenant, late, coming).outcome for coming in ORIGINS] == ["erased"] * 3
    with store.reading(tenant) as tx:
        assert records.count_by_kind(tx) == {}
        stands = tx.execute(select(tombstone.c.origin).where(tombstone.c.kind == kind)).scalars().all()
        assert sorted(stands) == sorted(ORIGINS)


@pytest.mark.parametrize("kind", OF_A_KIND)
def test_a_deleted_record_leaves_no_row_that_says_what_it_was(
    store: Store, tenant: TenantKey, kind: RecordKind
) -> None:
    for origin in ORIGINS:
        put(store, tenant, OF_A_KIND[kind](1), origin)
    remove(store, tenant, 9, "pull", kind)
    with store.reading(tenant) as tx:
        for table in (layer, contact, history, reference):
            assert tx.execute(select(table)).all() == []
        left = tx.execute(select(record)).one()
        assert (left.payload, left.content_hash, left.origins) == (b"", b"", "{}")
        assert left.deleted_at is not None


@pytest.mark.parametrize("day", range(7, 12))
@pytest.mark.parametrize("origin", ORIGINS)
def test_only_a_push_created_later_than_the_deletion_lifts_it(
    store: Store, tenant: TenantKey, origin: Origin, day: int
) -> None:
    remove(store, tenant, 9, "person")
    item = candidate("x", day=20, created=moment(day).isoformat())
    lifted = put(store, tenant, item, origin).outcome == "created"
    assert lifted == (origin == "push" and day > 9)
    with store.reading(tenant) as tx:
        assert (records.count_by_kind(tx) == {"candidate": 1}) == lifted
        assert bool(tx.execute(select(tombstone.c.id)).all()) != lifted


def test_a_lifted_record_knows_nothing_of_its_former_life(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("x", emails=["old@example.org"], status="hired"), "pull")
    remove(store, tenant, 9, "push")
    put(store, tenant, candidate("x", day=10, created=moment(10).isoformat(), name="New"), "push")
    with store.reading(tenant) as tx:
        stored = records.by_source(tx, ATS, "candidate", SourceId("x"))
        assert stored is not None
        assert (stored.payload["name"], stored.payload["status"], stored.payload["emails"]) == ("New", "", [])
        assert set(stored.origins.values()) == {"push"}
        assert records.find_by_email(tx, "old@example.org") == []
        assert stored.version == 3


def test_a_later_deletion_moves_the_tombstone_and_tells_nobody(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("x"), "push")
    assert [remove(store, tenant, day, "push").outcome for day in (5, 9, 7)] == ["changed", "changed", "unchanged"]
    with store.reading(tenant) as tx:
        assert tx.execute(select(tombstone.c.deleted_at)).scalar_one() == moment(9)
        assert [one.what for one in changes.feed(tx, ChangeSequence(0), 9)] == ["added", "deleted"]
        assert [entry.action for entry in audit.read(tx)] == ["record.push", "record.delete", "record.delete"]
    between = candidate("x", day=20, created=moment(8).isoformat())
    assert put(store, tenant, between, "push").outcome == "erased"


def test_a_deletion_makes_what_hung_on_it_due(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1"), "push")
    put(store, tenant, samples.application("x", "c1", "j1"), "push")
    with store.writing(tenant, actor="test") as tx:
        tx.execute(tx.outbox.delete())
    remove(store, tenant, 9, "push", "application")
    with store.reading(tenant) as tx:
        due = tx.execute(select(tx.outbox.c.entity)).scalars().all()
        assert due == [record_id(tenant, ATS, "candidate", SourceId("c1"))]
        assert outbox.depth(tx) == {"refresh": 1}


def test_one_kinds_deletion_is_no_others(store: Store, tenant: TenantKey) -> None:
    for kind, make in OF_A_KIND.items():
        put(store, tenant, make(1), "push")
        remove(store, tenant, 9, "push", kind) if kind == "note" else None
    with store.reading(tenant) as tx:
        assert records.count_by_kind(tx) == dict.fromkeys(set(OF_A_KIND) - {"note"}, 1)
