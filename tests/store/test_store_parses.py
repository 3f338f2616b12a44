"""Turn the promises about what was read in files into checks."""

import pytest
from sqlalchemy import select

from entities.errors import KeyMissing
from entities.ids import RecordId, TenantKey
from entities.resume import Found, ParseOutcome, Resume
from store import Store, parses
from store.tables.people import parse as table
from store.tables.records import record
from tests.store.conftest import START

SHARED_STORE = True
A1, A2, ANN = map(RecordId, ("a1", "a2", "ann"))
READ = ParseOutcome(
    status="ok", resume=Resume(name=Found[str](value="Ann Exämple", confidence=0.9, box=(1, 2, 3, 4.5)))
)
BAD = ParseOutcome(status="encrypted", error="needs a password")


def put(store: Store, tenant: TenantKey, *given: parses.Parse) -> None:
    with store.writing(tenant, actor="worker") as tx:
        parses.put_many(tx, given)


def test_an_outcome_is_read_back(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="worker") as tx:
        parses.put(tx, A1, "hash", "1", READ)
        parses.put(tx, A2, "", "1", BAD)
    with store.reading(tenant) as tx:
        assert parses.get_many(tx, [A1, A2, ANN]) == {
            A1: parses.Parse(A1, "hash", "1", READ),
            A2: parses.Parse(A2, "", "1", BAD),
        }
        assert parses.count_by_status(tx) == {"ok": 1, "encrypted": 1}


def test_a_newer_parser_replaces_what_was_read(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, parses.Parse(A1, "hash", "1", BAD))
    put(store, tenant, parses.Parse(A1, "hash", "2", BAD), parses.Parse(A1, "hash", "2", READ))
    with store.writing(tenant, actor="worker") as tx:
        assert parses.get_many(tx, [A1])[A1] == parses.Parse(A1, "hash", "2", READ)
        assert parses.remove_many(tx, [A1, A2]) == 1
        assert parses.get_many(tx, [A1]) == {}


def test_an_outcome_goes_with_the_person_it_is_about(store: Store, tenant: TenantKey) -> None:
    row = {"id": A1, "instance": "ats1", "kind": "attachment", "source": "a1", "subject": ANN, "payload": b""}
    row |= {"content_hash": b"", "origins": "{}", "version": 1, "sequence": 1, "modified": START, "received_at": START}
    with store.writing(tenant, actor="test") as tx:
        tx.execute(tx.insert(record), {**row, "legal_hold": False})
        parses.put(tx, A1, "hash", "1", READ)
        parses.put(tx, A2, "hash", "1", READ)
        assert b"Ann" not in b"".join(tx.execute(select(table.c.outcome)).scalars())
        tx.vault.shred([ANN])
    with store.reading(tenant) as tx:
        assert parses.get_many(tx, [A2])[A2].outcome == READ
        with pytest.raises(KeyMissing):
            parses.get_many(tx, [A1])
