"""Turn the trail of what was done against whoever would edit it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Delete, Update, delete, text, update

from entities.errors import StoreBusy, StoreCorrupt, StoreError
from entities.ids import TenantKey
from store import Store, audit, records
from store.tables.flow import audit as entries
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test


@pytest.mark.parametrize("change", [update(entries).values(actor="nobody"), delete(entries)], ids=["update", "delete"])
def test_audit_can_not_be_changed(store: Store, tenant: TenantKey, change: Update | Delete) -> None:
    with store.writing(tenant, actor="test") as tx:
        audit.append(tx, action="test", kind="record", ids=["r1"], details={})
    with pytest.raises(StoreError) as caught, store.writing(tenant, actor="test") as tx:
        tx.execute(change)
    assert not isinstance(caught.value, StoreBusy)


def test_audit_chain_names_who_did_what_to_whom(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="ada") as tx:
        number = audit.append(tx, action="record.push", kind="candidate", ids=["r1", "r2"], details={"outcome": "x"})
        audit.append(tx, action="record.push", kind="job", ids=[], details={})
    with store.reading(tenant) as tx:
        assert audit.verify(tx) == 2
        first, second = audit.read(tx)
        assert (first.number, first.actor, first.action, first.count) == (number, "ada", "record.push", 2)
        assert first.subjects == (tx.vault.pseudonym("r1"), tx.vault.pseudonym("r2"))
        assert first.details == {"outcome": "x"}
        assert second.subjects == ()
        assert [entry.number for entry in audit.read(tx, after=1, limit=1)] == [2]


TAMPERINGS = {
    "edited": "UPDATE audit SET actor = 'nobody' WHERE number = 3",
    "counted": "UPDATE audit SET count = 7 WHERE number = 5",
    "taken out": "DELETE FROM audit WHERE number = 2",
    "cut off": "DELETE FROM audit WHERE number = 5",
    "swapped": "UPDATE audit SET previous = hash WHERE number = 4",
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_audit_chain_shows_where_it_was_broken(store: Store, tenant: TenantKey, how: str) -> None:
    if store.settings.on_postgres:
        pytest.skip("the application's role has no right to drop the trigger, nor to change a row")
    for number in range(5):
        with store.writing(tenant, actor="test") as tx:
            audit.append(tx, action="test", kind="record", ids=[f"r{number}"], details={})
    with store.writing(tenant, actor="test") as tx:
        for trigger in ("UPDATE", "DELETE"):
            tx.connection.execute(text(f"DROP TRIGGER audit_{trigger}"))
        tx.connection.execute(text(TAMPERINGS[how]))
    with store.reading(tenant) as tx, pytest.raises(StoreCorrupt, match=r"audit entry \d"):
        audit.verify(tx)


def test_writing_a_batch_leaves_one_entry_per_outcome_and_kind(store: Store, tenant: TenantKey) -> None:
    moment = datetime(2026, 1, 9, tzinfo=UTC)
    with store.writing(tenant, actor="test") as tx:
        many = [candidate("c1"), candidate("c2"), candidate("c1", day=2), candidate("c2")]
        records.put_many(tx, instance=ATS, origin="push", records=many, merge=merge)
        records.delete(tx, instance=ATS, origin="push", kind="candidate", source=many[0]["id"], deleted_at=moment)
    with store.reading(tenant) as tx:
        told = [(entry.action, entry.details["outcome"], entry.count) for entry in audit.read(tx)]
    assert told == [("record.push", "changed", 1), ("record.push", "created", 2), ("record.delete", "changed", 1)]
