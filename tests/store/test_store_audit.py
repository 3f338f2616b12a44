"""Turn the trail of what was done against whoever would edit it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Delete, Update, delete, text, update

from entities.errors import StoreBusy, StoreCorrupt, StoreError
from entities.ids import TenantKey
from store import Store, audit, records
from store.tables.flow import audit as entries
from tests.store.conftest import START
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


def test_many_entries_at_once_are_the_same_chain_as_one_by_one(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    other = another_tenant()
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 10)]
    deeds = [audit.Deed(f"act {n}", "job", [f"r{n}"] * n, {"n": n}, "ada", day) for n, day in enumerate(days)]
    with store.writing(tenant, actor="test") as tx:
        assert audit.append_many(tx, []) == 0
        assert audit.append_many(tx, deeds[:4]) == 1
        assert audit.append_many(tx, deeds[4:]) == 5
    with store.writing(other, actor="test") as tx:
        assert [audit.append_many(tx, [deed]) for deed in deeds] == list(range(1, 10))
    with store.reading(tenant) as mine, store.reading(other) as theirs:
        both = [
            [(one.number, one.at, one.actor, one.action, one.count, one.details) for one in audit.read(tx)]
            for tx in (mine, theirs)
        ]
        assert both[0] == both[1]
        assert audit.verify(mine) == audit.verify(theirs) == 9
        assert [one.subjects for one in audit.read(mine)][3] == (mine.vault.pseudonym("r3"),) * 3


def test_a_deed_without_actor_or_time_has_the_transactions(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="ada") as tx:
        audit.append_many(tx, [audit.Deed("act", "job", [])])
    with store.reading(tenant) as tx:
        (entry,) = audit.read(tx)
    assert (entry.actor, entry.at, entry.details) == ("ada", START, {})


DEEDS = [
    audit.Deed(action, "job", ids, {}, actor, datetime(2026, 1, day, tzinfo=UTC))
    for day, (action, actor, ids) in enumerate(
        [
            ("read", "ada", ["r1", "r2"]),
            ("read", "bob", ["r2"]),
            ("push", "ada", []),
            ("read", "ada", ["r3", "r1"]),
            ("push", "bob", ["r1"]),
        ],
        1,
    )
]
ASKED = st.builds(
    audit.Wanted,
    st.none() | st.sampled_from(["r1", "r2", "r3", "r4"]),
    st.none() | st.sampled_from(["ada", "bob", "eve"]),
    st.none() | st.sampled_from(["read", "push"]),
    st.none() | st.integers(1, 6).map(lambda day: datetime(2026, 1, day, tzinfo=UTC)),
)


def slowly(wanted: audit.Wanted, before: int | None) -> list[int]:
    """Look at every deed, the last first."""
    return [
        number
        for number, deed in reversed(list(enumerate(DEEDS, 1)))
        if (wanted.about is None or wanted.about in deed.ids)
        and wanted.actor in (None, deed.actor)
        and wanted.action in (None, deed.action)
        and (wanted.since is None or (deed.at is not None and deed.at >= wanted.since))
        and (before is None or number < before)
    ]


@given(wanted=ASKED, before=st.none() | st.integers(1, 6), limit=st.integers(1, 6))
@settings(max_examples=60)
def test_entries_are_found_as_by_looking_at_all(
    store: Store, tenant: TenantKey, wanted: audit.Wanted, before: int | None, limit: int
) -> None:
    with store.writing(tenant, actor="test") as tx:
        if not audit.verify(tx):
            audit.append_many(tx, DEEDS)
        found = [one.number for one in audit.find(tx, wanted, before=before, limit=limit)]
    assert found == slowly(wanted, before)[:limit]


def test_a_chain_passes_the_heads_known_of_it_or_says_where_not(store: Store, tenant: TenantKey) -> None:
    heads = []
    for _ in range(3):
        with store.writing(tenant, actor="test") as tx:
            audit.append_many(tx, DEEDS)
            heads.append(audit.follow(tx))
    heard: list[int] = []
    with store.reading(tenant) as tx:
        assert audit.follow(tx, [audit.Head(0, audit.FIRST), *heads], heard.append) == heads[-1]
        assert heard[-1] == heads[-1].number == 15
        with pytest.raises(StoreCorrupt, match="audit entry 10 is not the one of the signed head"):
            audit.follow(tx, [audit.Head(10, heads[0].hash)])
        with pytest.raises(StoreCorrupt, match="audit entry 16 is missing"):
            audit.follow(tx, [audit.Head(17, heads[0].hash)])
