"""Turn the promises about member profiles into checks."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from entities.errors import NotFound, StoreFull
from entities.ids import MemberId, MemberNumber, Sequence, TenantKey
from store import Store, members, outbox
from store.session import MembersTx
from store.tables import members as tables
from tests.store.conftest import START, Clock

SHARED_STORE = True
TABLES = (tables.member, tables.counter, tables.change, tables.outbox)
ANN = {"id": "ann", "name": "Ann Example", "skills": ["python"], "closed": False}
BOB = {"id": "bob", "name": "Bob Example", "skills": [], "closed": False}
PROFILE = st.fixed_dictionaries({"id": st.sampled_from(["a", "b", "c", "d"]), "name": st.sampled_from(["x", "y"])})


@pytest.fixture(autouse=True)
def _no_members(store: Store) -> Iterator[None]:
    """Leave no members to the other modules either: some tests here use the numbers up."""
    with store.members_writing() as tx:
        empty(tx)
    yield
    store.on_call = None
    with store.members_writing() as tx:
        empty(tx)


def empty(tx: MembersTx) -> None:
    for table in TABLES:
        tx.execute(table.delete())


def put(store: Store, *profiles: Mapping[str, Any]) -> list[members.MemberOutcome]:
    with store.members_writing() as tx:
        return members.put_many(tx, profiles)


def all_of(store: Store) -> list[members.StoredMember]:
    with store.members_reading() as tx:
        return members.scan(tx, MemberNumber(-1), 1000)


def changed(store: Store, after: int = 0, limit: int | None = None) -> list[tuple[int, int]]:
    with store.members_reading() as tx:
        return [(int(sequence), int(number)) for sequence, number in members.changed_since(tx, Sequence(after), limit)]


def test_what_was_put_is_read_back(store: Store, clock: Clock) -> None:
    assert put(store, ANN, BOB) == ["created", "created"]
    ann, bob = all_of(store)
    assert (ann.payload, ann.number, ann.id, ann.version, ann.sequence) == (ANN, 1, "ann", 1, 1)
    assert (bob.payload, bob.number, bob.sequence) == (BOB, 2, 2)
    assert ann.updated == int(START.timestamp())
    with store.members_reading() as tx:
        assert members.get_many(tx, [bob.number, MemberNumber(99)]) == {2: bob}
        assert members.by_ids(tx, [MemberId("ann"), MemberId("who")]) == {"ann": ann}


def test_an_equal_profile_changes_nothing(store: Store, clock: Clock) -> None:
    put(store, ANN, BOB)
    before = all_of(store)
    with store.members_writing() as tx:
        outbox.ack(tx, "index", outbox.claim(tx, "index", limit=9, lease=clock.now - START))
    clock.forward(days=1)
    reordered = dict(reversed(ANN.items()))
    assert put(store, BOB, reordered, BOB) == ["unchanged"] * 3
    assert all_of(store) == before
    assert changed(store, after=2) == []


def test_a_change_counts_once_and_keeps_the_number(store: Store, clock: Clock) -> None:
    put(store, ANN, BOB)
    clock.forward(hours=1)
    assert put(store, {**ANN, "name": "Ann B. Example"}) == ["changed"]
    ann = all_of(store)[0]
    assert (ann.number, ann.version, ann.sequence, ann.payload["name"]) == (1, 2, 3, "Ann B. Example")
    assert ann.updated == int(clock.now.timestamp())
    assert changed(store) == [(2, 2), (3, 1)]


def test_the_log_lists_each_member_once_with_its_last_change(store: Store) -> None:
    put(store, ANN, BOB)
    put(store, {**ANN, "name": "A"})
    put(store, {**ANN, "name": "B"})
    assert changed(store) == [(2, 2), (4, 1)]
    assert changed(store, limit=1) == [(2, 2)]
    assert changed(store, after=2) == [(4, 1)]
    with store.members_reading() as tx:
        assert members.head(tx) == 4


def test_a_number_is_never_used_again(store: Store) -> None:
    put(store, ANN, BOB)
    with store.members_writing() as tx:
        assert members.delete_many(tx, [MemberId("bob"), MemberId("who")]) == [2]
        assert members.delete_many(tx, [MemberId("bob")]) == []
    assert [one.id for one in all_of(store)] == ["ann"]
    assert changed(store, after=2) == [(3, 2)]
    assert put(store, BOB) == ["created"]
    assert all_of(store)[1].number == 3


def test_numbers_stay_within_32_bits(store: Store) -> None:
    with store.members_writing() as tx:
        tx.allocate(members.NUMBER, members.NUMBER_MOST - 1)
    put(store, ANN)
    with pytest.raises(StoreFull):
        put(store, BOB)
    assert [one.number for one in all_of(store)] == [members.NUMBER_MOST]


def test_a_closed_member_stays_and_says_so(store: Store) -> None:
    put(store, ANN)
    with store.members_writing() as tx:
        assert members.close(tx, MemberId("ann")) == "changed"
        assert members.close(tx, MemberId("ann")) == "unchanged"
        with pytest.raises(NotFound):
            members.close(tx, MemberId("who"))
        assert tx.execute(select(tables.member.c.closed)).scalars().all() == [True]
    assert all_of(store)[0].payload["closed"] is True


def test_every_change_is_due_for_the_members_index(store: Store, clock: Clock) -> None:
    put(store, ANN, BOB)
    with store.members_writing() as tx:
        due = outbox.claim(tx, "index", limit=9, lease=clock.now - START)
        assert {one.entity for one in due} == {"1", "2"}
        assert outbox.ack(tx, "index", due) == 2
        members.delete_many(tx, [MemberId("ann")])
        assert [one.entity for one in outbox.claim(tx, "index", limit=9, lease=clock.now - START)] == ["1"]


def test_a_scan_goes_by_numbers_in_pieces(store: Store) -> None:
    put(store, *({"id": f"m{number}"} for number in range(25)))
    with store.members_reading() as tx:
        found: list[members.StoredMember] = []
        while piece := members.scan(tx, found[-1].number if found else MemberNumber(-1), 10):
            found += piece
    assert [one.number for one in found] == list(range(1, 26))


def test_profiles_are_sealed(store: Store) -> None:
    put(store, ANN)
    with store.members_reading() as tx:
        sealed = tx.execute(select(tables.member.c.payload)).scalar_one()
    assert b"Example" not in sealed
    if not store.settings.on_postgres:
        held = b"".join(path.read_bytes() for path in store.settings.root.glob("members.db*"))
        assert b"Ann Example" not in held


def test_a_failure_leaves_no_trace(store: Store) -> None:
    put(store, ANN)
    with pytest.raises(ZeroDivisionError), store.members_writing() as tx:
        _ = members.put_many(tx, [BOB]), 1 // 0
    assert [one.id for one in all_of(store)] == ["ann"]
    assert put(store, BOB) == ["created"]
    assert all_of(store)[1].number == 2
    assert changed(store) == [(1, 1), (2, 2)]


def test_a_tenant_keeps_its_place_in_the_log(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="worker") as tx:
        assert members.member_cursor(tx) == 0
        for sequence in (7, 9):
            members.set_member_cursor(tx, Sequence(sequence))
            assert members.member_cursor(tx) == sequence


@given(batches=st.lists(st.lists(PROFILE, max_size=6), max_size=5))
@settings(max_examples=25)
def test_a_batch_does_what_its_members_do_one_by_one(store: Store, batches: list[list[dict[str, str]]]) -> None:
    with store.members_writing() as tx:
        empty(tx)
        expected = [[members.put_many(tx, [profile])[0] for profile in batch] for batch in batches]
        one_by_one = [_facts(one) for one in members.scan(tx, MemberNumber(0), 99)]
        empty(tx)
        assert [members.put_many(tx, batch) for batch in batches] == expected
        assert [_facts(one) for one in members.scan(tx, MemberNumber(0), 99)] == one_by_one
        listed = [number for _, number in members.changed_since(tx, Sequence(0), None)]
        assert sorted(listed) == [one.number for one in members.scan(tx, MemberNumber(0), 99)]


def _facts(one: members.StoredMember) -> tuple[int, str, int, dict[str, Any]]:
    return one.number, one.id, one.version, one.payload
