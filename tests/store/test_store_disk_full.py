"""Turn a disk that is full at any one table into a refusal of the whole batch, then into what an empty disk gives."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Delete, Insert, Update

from entities.document import PersonDocument
from entities.errors import StoreFull
from entities.ids import ContractId, RecordId, SeatId, TenantKey
from entities.ids import Sequence as ChangeSequence
from entities.link import Link
from entities.resume import ParseOutcome
from store import Store, changes, documents, dump, grants, jobs, links, parses, product, records, seats, session
from store.session import TenantTx
from store.tables import METADATA
from tests.store.samples import ATS, application, attachment, candidate, job, merge, note, stage_entry

SHARED_STORE = True  # a tenant of its own is enough for each test
HISTORY = [{"state": "new", "at": "2026-01-01T00:00:00Z", "id": "h1"}]
ITEMS = [
    candidate("c1", emails=["a@example.org"], status_history=HISTORY),
    job("j1", postings=[{"url": "https://jobs.example/1", "state": "listed"}]),
    application("a1", "c1", "j1"),
    stage_entry("s1", "a1"),
    note("n1", candidate="c1"),
    attachment("f1", candidate="c1"),
]
ENTRY = {"kind": "access_entry", "id": "x1", "modified": "2026-01-01T00:00:00Z", "about_kind": "note", "about": "n1"}


def work(tx: TenantTx) -> None:
    """Write into every table that one transaction of a tenant may write."""
    put = records.put_many(tx, instance=ATS, origin="push", records=ITEMS, merge=merge)
    entry = {**ENTRY, "state": "restricted", "seats": ["s1"]}
    records.put(tx, instance=ATS, origin="push", record=entry, merge=merge)
    one = put[0].id
    parses.put(tx, put[-1].id, "", "1", ParseOutcome(status="empty"))
    found = Link(candidate=one, profile="7", probability=1, none_probability=0, decision="match")
    links.put_many(tx, [(one, found)])
    links.correct(tx, one, "linked", 7, "s1")  # type: ignore[arg-type] # a member's number
    links.save_weights(tx, "{}")
    documents.put_many(tx, [PersonDocument(key=one, version=0)])
    documents.set_persons(tx, {one: one})
    jobs.enqueue(tx, "link", "all")
    grants.switch(tx, "pull", "on", seat="s1")
    seats.open_contract(tx, ContractId("k1"), "Contract")
    seats.open_seat(tx, SeatId("s1"), ContractId("k1"), role="admin", licence="full", payload={"name": "A"})
    product.add(tx, "seat_note", about=one, contract=ContractId("k1"), seat=SeatId("s1"), payload={"text": "x"})


def kept(store: Store, tenant: TenantKey) -> list[bytes]:
    with store.reading(tenant) as tx:
        return list(dump.tenant_lines(tx, set(METADATA["tenant"].tables) - {"counter"}))


def written_tables(store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    _watch(monkeypatch, names.append)
    with store.writing(tenant, actor="test") as tx:
        work(tx)
    monkeypatch.undo()
    return list(dict.fromkeys(names))


def _watch(monkeypatch: pytest.MonkeyPatch, told: Callable[[str], None]) -> None:
    """Be told the table of every statement that changes one, before it runs."""
    real = session.scoped

    def scoped(statement: Any) -> Any:
        if isinstance(statement, Insert | Update | Delete):
            told(statement.table.name)  # type: ignore[union-attr] # a table's
        return real(statement)

    monkeypatch.setattr(session, "scoped", scoped)


def test_a_failure_at_any_table_keeps_nothing_and_a_retry_all(
    store: Store, another_tenant: Callable[[], TenantKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = another_tenant()
    names = written_tables(store, whole, monkeypatch)
    assert {"layer", "record", "reference", "contact", "history", "posting", "access", "outbox", "change"} < set(names)
    assert {"audit", "counter", "link", "document", "parse", "person", "job", "weights", "correction"} < set(names)
    expected = len(kept(store, whole))
    tenant = another_tenant()
    for full in names:

        def refuse(name: str, full: str = full) -> None:
            if name == full:
                raise StoreFull

        _watch(monkeypatch, refuse)
        with pytest.raises(StoreFull), store.writing(tenant, actor="test") as tx:
            work(tx)
        monkeypatch.undo()
        assert kept(store, tenant) == [], full
        with store.reading(tenant) as tx:
            assert tx.head() == 0, full
    with store.writing(tenant, actor="test") as tx:
        work(tx)
    assert len(kept(store, tenant)) == expected
    with store.reading(tenant) as tx:
        told = [one.sequence for one in changes.feed(tx, ChangeSequence(0), 100)]
        assert told == sorted(told)
        assert told[0] == 1


def test_a_full_disk_under_the_keys_seals_nothing_that_none_can_open(store: Store, tenant: TenantKey) -> None:
    """A record may only be there when its key is: the key's commit comes first."""

    def refuse(name: str) -> None:
        if name == "keys.commit":
            begun.append(name)
            if len(begun) > 1:  # the first commit ends the look at the tenant's key
                raise StoreFull

    begun: list[str] = []
    store.on_call = refuse
    with pytest.raises(StoreFull), store.writing(tenant, actor="test") as tx:
        work(tx)
    store.on_call = None
    assert kept(store, tenant) == []
    with store.writing(tenant, actor="test") as tx:
        work(tx)
        assert records.get(tx, RecordId("r")) is None
        assert len(records.by_kind(tx, "candidate")) == 1


def test_reads_work_while_writes_are_refused(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        work(tx)
    before = kept(store, tenant)

    def refuse(name: str) -> None:
        if name == "tenant.commit":
            raise StoreFull

    def write() -> None:
        with store.writing(tenant, actor="test") as tx:
            store.on_call = refuse
            records.put(tx, instance=ATS, origin="push", record=candidate("c9"), merge=merge)

    with pytest.raises(StoreFull):
        write()
    store.on_call = None
    assert kept(store, tenant) == before
