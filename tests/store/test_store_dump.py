"""Turn the promises about logical dumps into checks."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import LargeBinary

from entities.document import PersonDocument
from entities.ids import ContractId, MemberNumber, RecordId, SeatId, TenantKey, record_id
from entities.link import Evidence, Link
from entities.resume import Found, ParseOutcome, Resume
from store import Store, documents, dump, links, members, parses, product, records, replays, seats
from store.canonical import canonical
from store.tables import METADATA, Chain
from store.tables.records import layer
from tests.store import samples
from tests.store.conftest import Clock

SHARED_STORE = True
PLANTED = "Xenia Unmistakable"
NOT_ANNS = {"weights", "seat", "replay"}  # sealed under another key than the candidate's
HASHES = {
    "keys",
    "content_hash",
    "fingerprint",
    "hash",
    "subjects",
    "previous",
    "progress",
}  # bytes that hold no payload


def fill(store: Store, tenant: TenantKey) -> RecordId:
    """Write something about one candidate into every table that seals."""
    ann = record_id(tenant, samples.ATS, "candidate", "c1")
    file = record_id(tenant, samples.ATS, "attachment", "f1")
    history = [{"state": "new", "at": "2026-01-01T00:00:00Z", "id": PLANTED}]
    seat = {"contract": ContractId("k1"), "seat": SeatId("s1"), "payload": {"text": PLANTED}}
    found = ParseOutcome(status="ok", resume=Resume(name=Found[str](value=PLANTED, confidence=1)))
    evidence = (Evidence(field="name", level="exact", log_odds=1, note=PLANTED),)
    link = Link(candidate=ann, profile="1", probability=0.9, none_probability=0.1, decision="match", evidence=evidence)
    with store.writing(tenant, actor="test") as tx:
        batch = [
            samples.candidate("c1", name=PLANTED, status_history=history),
            samples.attachment("f1", candidate="c1"),
        ]
        records.put_many(tx, instance=samples.ATS, origin="push", records=batch, merge=samples.merge)
        parses.put(tx, file, "hash", "1", found)
        links.put_many(tx, [(ann, link)])
        links.correct(tx, ann, "linked", MemberNumber(1), "s1")
        links.save_weights(tx, json.dumps({"name": PLANTED}))
        documents.put_many(tx, [PersonDocument(key=ann, version=0, name=PLANTED)])
        documents.set_persons(tx, {ann: ann})
        seats.open_contract(tx, ContractId("k1"), "first")
        seats.open_seat(tx, SeatId("s1"), ContractId("k1"), role="admin", licence="full", payload={"name": PLANTED})
        replays.keep(tx, "client", "key", b"asked", canonical({"name": PLANTED}))
        for kind in product.TABLES:
            product.add(tx, kind, about=ann, marks=dict.fromkeys(product.marks_of(kind), "x"), **seat)
    return ann


def tenant_lines(store: Store, tenant: TenantKey, tables: Iterable[str] | None = None) -> list[bytes]:
    with store.reading(tenant) as tx:
        return list(dump.tenant_lines(tx, None if tables is None else list(tables)))


def members_lines(store: Store) -> list[bytes]:
    with store.members_reading() as tx:
        return list(dump.members_lines(tx))


def rows(lines: list[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("chain", ["tenant", "members", "control"])
def test_every_column_of_bytes_is_a_hash_or_is_opened(chain: Chain) -> None:
    sealed = {(table.name, rule.column) for table, rule in dump.SEALED.items()}
    unknown = [
        (table.name, column.name)
        for table in METADATA[chain].tables.values()
        for column in table.c
        if isinstance(column.type, LargeBinary) and (table.name, column.name) not in sealed
    ]
    assert {column for _, column in unknown} <= HASHES


def test_everything_sealed_is_written_in_clear(store: Store, tenant: TenantKey) -> None:
    fill(store, tenant)
    lines = tenant_lines(store, tenant)
    telling = {row["table"] for row in rows([line for line in lines if PLANTED.encode() in line])}
    assert telling == {table.name for table in dump.SEALED if table.name != "member"}
    for row in rows(lines):
        assert canonical(row) + b"\n" in lines
    assert {row["table"] for row in rows(lines)}.isdisjoint(dump.WORK)


def test_equal_content_gives_equal_bytes(store: Store, tenant: TenantKey, clock: Clock) -> None:
    fill(store, tenant)
    before = tenant_lines(store, tenant)
    clock.forward(days=1)
    assert tenant_lines(store, tenant) == before
    tables = [row["table"] for row in rows(before)]
    assert tables == sorted(tables)
    with store.writing(tenant, actor="test") as tx:
        documents.put_many(tx, [PersonDocument(key="other", version=0)])
    assert set(before) < set(tenant_lines(store, tenant))


def test_tables_can_be_chosen(store: Store, tenant: TenantKey) -> None:
    fill(store, tenant)
    assert {row["table"] for row in rows(tenant_lines(store, tenant, ["link", "outbox"]))} == {"link", "outbox"}


def test_another_tenant_is_not_in_it(store: Store, tenant: TenantKey) -> None:
    fill(store, tenant)
    assert tenant_lines(store, store.add_tenant(f"other {tenant}")) == []


def test_what_was_shredded_says_so(store: Store, tenant: TenantKey) -> None:
    ann = fill(store, tenant)
    with store.writing(tenant, actor="erase") as tx:
        tx.vault.shred([ann])
    lines = tenant_lines(store, tenant)
    assert {row["table"] for row in rows(lines) if dump.SHREDDED in row.values()} == {
        table.name for table in dump.SEALED
    } - {"member", *NOT_ANNS}
    assert {row["table"] for row in rows([line for line in lines if PLANTED.encode() in line])} == NOT_ANNS


def test_nothing_that_an_ats_says_changes_the_members(store: Store, tenant: TenantKey) -> None:
    with store.members_writing() as tx:
        members.put_many(tx, [{"id": "m1", "name": PLANTED}])
    before = members_lines(store)
    assert PLANTED in {row["payload"]["name"] for row in rows(before) if row["table"] == "member"}
    fill(store, tenant)
    assert members_lines(store) == before


def test_switching_pull_off_gives_back_what_was_read_before(store: Store, tenant: TenantKey) -> None:
    reads = ["record", "history", "reference", "posting", "access", "contact"]
    counting = ("version", "sequence", "received_at")  # these go on, whatever the content does

    def content() -> list[dict[str, Any]]:
        return [{k: v for k, v in row.items() if k not in counting} for row in rows(tenant_lines(store, tenant, reads))]

    fill(store, tenant)
    with store.writing(tenant, actor="test") as tx:
        records.set_origins(tx, samples.ATS, frozenset({"push", "pull"}), samples.merge)
    before = content()
    pulled = [
        samples.candidate("c1", name="Another", day=2, emails=["a@example.com"]),
        samples.candidate("c2"),
        samples.application("a1", "c1", "j1"),
    ]
    with store.writing(tenant, actor="test") as tx:
        records.put_many(tx, instance=samples.ATS, origin="pull", records=pulled, merge=samples.merge)
    assert content() != before
    with store.writing(tenant, actor="test") as tx:
        records.set_origins(tx, samples.ATS, frozenset({"push"}), samples.merge)
    assert [row for row in content() if not row.get("deleted_at") and row.get("payload", 1) is not None] == before
    with store.reading(tenant) as tx:
        kept = tx.execute(layer.select().where(layer.c.origin == "pull")).all()
    assert len(kept) == len(pulled)
