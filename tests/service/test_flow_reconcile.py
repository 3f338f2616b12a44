"""Whatever an index holds too much, too little or too old is found bucket by bucket, and mended by the outbox."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.ids import TenantKey
from indexing import Delete, Engine, Upsert
from indexing.oracle import OracleEngine
from indexing.tantivy import TantivyEngine
from service.flows.index import index_members, index_tenant
from service.flows.members import import_member_rows
from service.flows.reconcile import Reconciled, reconcile, run
from service.flows.rolling import BUCKETS, Rolling, bucket_of
from service.flows.tenants import add_tenant
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import documents, outbox, progress

NOW = datetime(2026, 1, 10, tzinfo=UTC)
SLOTS = st.tuples(st.text(max_size=6), st.booleans())
HELD = st.dictionaries(SLOTS, st.integers(1, 9), max_size=12)


@pytest.fixture(params=["oracle", "tantivy"])
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Parts]:
    """Open an installation on each engine."""
    engine: Engine = OracleEngine() if request.param == "oracle" else TantivyEngine(tmp_path / "index")
    with open_parts(Settings(data=tmp_path / "data"), clock=lambda: NOW, engine=engine) as opened:
        yield opened
    engine.close()


@pytest.fixture
def tenant(parts: Parts) -> TenantKey:
    """Make a tenant of 300 persons, each third with a shadow, all indexed."""
    key = add_tenant(parts, "acme")
    people = [document(f"p{number}") for number in range(300)]
    shadows = [document(f"p{number}", shadow=True, member=number) for number in range(0, 300, 3)]
    with parts.store.writing(key, actor="test") as tx:
        documents.put_many(tx, people + shadows)
    drain(parts, key)
    return key


def document(key: str, **fields: Any) -> PersonDocument:
    return PersonDocument(key=key, **{"version": 0, "name": f"Name {key}", **fields})


def drain(parts: Parts, tenant: TenantKey) -> None:
    while index_tenant(parts, tenant) or index_members(parts):
        pass


def look(parts: Parts, tenant: TenantKey | None, *, repair: bool = False) -> Reconciled:
    return run(reconcile(parts, tenant, repair=repair), lambda _: None)


def held(parts: Parts, index: str) -> dict[tuple[str, bool], int]:
    return dict(parts.engine.snapshot(index).versions(index))


def plant(parts: Parts, tenant: TenantKey) -> None:
    """Make a hundred differences, twenty of each sort."""
    rng, index = random.Random(4), parts.tenant_index(tenant)
    with parts.store.reading(tenant) as tx:
        live = documents.get_many(tx, [(f"p{number}", shadow) for number in range(300) for shadow in (False, True)])
    shadows = [key for key in live if key.shadow]
    wrong = rng.sample(shadows, 10)  # a shadow under its person's flag: one too few, and its person another's version
    others = [key for key in live if not key.shadow and (key.key, True) not in set(wrong)]
    chosen = rng.sample(others, 60)
    missing, stale, back = chosen[:20], chosen[20:40], chosen[40:]
    with parts.store.writing(tenant, actor="test") as tx:
        documents.remove_many(tx, back)
    drain(parts, tenant)
    parts.engine.apply(
        index,
        [
            *(Delete(key=key.key, shadow=key.shadow, version=9, number=live[key].number) for key in missing),
            *(Upsert(document(f"stranger {n}", version=3, number=90_000 + n)) for n in range(20)),
            *(Upsert(live[key].model_copy(update={"version": 7, "name": "Old"})) for key in stale),
            *(Delete(key=key.key, shadow=True, version=9) for key in wrong),
            *(Upsert(live[key._replace(shadow=False)].model_copy(update={"version": 9})) for key in wrong),
            *(Upsert(live[key].model_copy(update={"version": 9})) for key in back),
        ],
    )


@given(HELD, HELD)
def test_sums_differ_in_exactly_the_buckets_that_differ(ours: dict[Any, int], theirs: dict[Any, int]) -> None:
    left, right = Rolling(), Rolling()
    left.add(ours.items())
    right.add(reversed(theirs.items()))
    differing = {bucket_of(slot) for slot in ours.keys() | theirs.keys() if ours.get(slot) != theirs.get(slot)}
    assert left.differing(right) == right.differing(left) == differing
    assert left.count == len(ours)


def test_buckets_fill_evenly_and_shadows_have_their_own() -> None:
    names = [f"r{number}" for number in range(4_000)]
    assert {bucket_of((name, False)) for name in names} == set(range(BUCKETS))
    assert {bucket_of((name, True)) for name in names} == set(range(BUCKETS, 2 * BUCKETS))


def test_a_hundred_planted_differences_are_found_and_mended(parts: Parts, tenant: TenantKey) -> None:
    assert look(parts, tenant) == Reconciled(documents=400)
    plant(parts, tenant)
    found = look(parts, tenant)
    assert (found.missing, found.extra, found.stale, found.differences) == (30, 40, 30, 100)
    assert look(parts, tenant, repair=True).repaired == 100
    drain(parts, tenant)
    again = look(parts, tenant)
    assert (again.differences, again.documents) == (0, found.documents)
    with parts.store.reading(tenant) as tx:
        assert held(parts, parts.tenant_index(tenant)) == dict(documents.versions(tx))
        names = {one.name for one in documents.scan(tx, "", 1_000)}
    assert "Old" not in names


def test_the_members_index_is_mended_too(parts: Parts) -> None:
    rows = [{"id": f"m{n}", "name": f"Name {n}", "closed": n % 10 == 9} for n in range(50)]
    list(import_member_rows(parts, list(enumerate(rows, 1))))
    while index_members(parts):
        pass
    assert look(parts, None) == Reconciled(documents=45)
    lost = Upsert(document("999", version=1, number=999))
    parts.engine.apply(parts.members_index, [Delete(key="3", version=9, number=3), lost])
    assert look(parts, None, repair=True) == Reconciled(documents=45, missing=1, extra=1, repaired=2)
    while index_members(parts):
        pass
    assert look(parts, None) == Reconciled(documents=45)


def test_a_row_that_is_missing_is_written_again(parts: Parts, tenant: TenantKey) -> None:
    index = parts.tenant_index(tenant)
    with parts.store.reading(tenant) as tx:
        numbers = documents.numbers_of(tx, [documents.DocumentKey(f"p{n}", shadow=False) for n in range(5)])
    parts.columns.write(index, [Delete(key=key.key, number=number) for key, number in numbers.items()])
    assert parts.columns.lacking(index, list(numbers.values())) == frozenset(numbers.values())
    assert look(parts, tenant, repair=True) == Reconciled(documents=400, columns=5, repaired=5)
    drain(parts, tenant)
    assert parts.columns.lacking(index, list(numbers.values())) == frozenset()
    assert look(parts, tenant) == Reconciled(documents=400)


def test_what_waits_for_the_index_is_no_difference(parts: Parts, tenant: TenantKey) -> None:
    with parts.store.writing(tenant, actor="test") as tx:
        documents.put_many(tx, [document("p1", name="New"), document("p999")])
        documents.remove_many(tx, [("p2", False)])
    assert look(parts, tenant, repair=True).differences == 0
    drain(parts, tenant)
    assert look(parts, tenant).differences == 0


def test_what_changes_during_the_look_is_no_difference(parts: Parts, tenant: TenantKey) -> None:
    steps = reconcile(parts, tenant, repair=True)
    next(steps)  # the index has been read
    with parts.store.writing(tenant, actor="test") as tx:
        documents.put_many(tx, [document("p1", name="New"), document("p999")])
        documents.remove_many(tx, [("p2", False)])
    drain(parts, tenant)
    assert run(steps, lambda _: None).differences == 0


def test_what_was_set_aside_is_found(parts: Parts, tenant: TenantKey) -> None:
    with parts.store.writing(tenant, actor="test") as tx:
        documents.put_many(tx, [document("p1", name="New")])
        tx.execute(tx.outbox.update().values(buried_at=tx.now, code="index_failed"))
    assert look(parts, tenant, repair=True).stale == 1
    drain(parts, tenant)
    assert look(parts, tenant).differences == 0


def test_the_result_is_noted_for_whoever_asks(parts: Parts, tenant: TenantKey) -> None:
    plant(parts, tenant)
    look(parts, tenant, repair=True)
    look(parts, None)
    with parts.store.control_reading() as tx:
        noted = progress.reconciliations(tx)
    assert noted[tenant] == progress.Reconciliation(NOW, 380, 100, 100)
    assert noted[progress.MEMBERS] == progress.Reconciliation(NOW, 0, 0, 0)


def test_mending_queues_each_document_once(parts: Parts, tenant: TenantKey) -> None:
    plant(parts, tenant)
    look(parts, tenant, repair=True)
    with parts.store.reading(tenant) as tx:
        assert outbox.depth(tx) == {"index": 100}
    assert look(parts, tenant).differences == 0  # it waits
