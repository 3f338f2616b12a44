"""Turn work that is due into work done once, whoever fails in between."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from entities.errors import LeaseLost
from entities.ids import InstanceId, TenantKey
from entities.ids import Sequence as ChangeSequence
from store import Store, outbox, records
from store.outbox import Claimed, Topic
from store.tables import control
from tests.store.conftest import Clock
from tests.store.samples import candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
MINUTE = timedelta(minutes=1)
REFRESH: Topic = "refresh"


def add(store: Store, tenant: TenantKey, *entities: str, topic: Topic = "refresh") -> ChangeSequence:
    with store.writing(tenant, actor="test") as tx:
        given_out = outbox.add(tx, topic, entities)
    assert given_out is not None
    return given_out


def claim(store: Store, tenant: TenantKey, limit: int = 100, topic: Topic = "refresh") -> list[Claimed]:
    with store.writing(tenant, actor="test") as tx:
        return outbox.claim(tx, topic, limit=limit, lease=MINUTE)


def ack(store: Store, tenant: TenantKey, claimed: list[Claimed], topic: Topic = "refresh") -> int:
    with store.writing(tenant, actor="test") as tx:
        return outbox.ack(tx, topic, claimed)


def depth(store: Store, tenant: TenantKey) -> dict[str, int]:
    with store.reading(tenant) as tx:
        return outbox.depth(tx)


def behind(store: Store, tenant: TenantKey, token: int) -> bool:
    with store.reading(tenant) as tx:
        return outbox.behind(tx, ChangeSequence(token))


def test_work_is_claimed_oldest_first_then_done(store: Store, tenant: TenantKey) -> None:
    for entity in ("b", "a", "c"):
        add(store, tenant, entity)
    claimed = claim(store, tenant, limit=2)
    assert [one.entity for one in claimed] == ["b", "a"]
    assert ack(store, tenant, claimed) == 2
    assert depth(store, tenant) == {"refresh": 1}


def test_claimed_work_is_nobody_elses_until_its_lease_ends(store: Store, tenant: TenantKey, clock: Clock) -> None:
    add(store, tenant, "a")
    first = claim(store, tenant)
    assert claim(store, tenant) == []
    clock.forward(minutes=2)
    second = claim(store, tenant)
    assert [one.entity for one in second] == ["a"]
    assert second[0].fence > first[0].fence
    assert ack(store, tenant, first) == 0
    assert depth(store, tenant) == {"refresh": 1}
    assert ack(store, tenant, second) == 1


def test_row_renewed_while_claimed_stays_and_is_free(store: Store, tenant: TenantKey) -> None:
    add(store, tenant, "a", "b")
    claimed = claim(store, tenant)
    newer = add(store, tenant, "a")
    assert ack(store, tenant, claimed) == 1
    again = claim(store, tenant)
    assert [(one.entity, one.sequence) for one in again] == [("a", newer)]


def test_lost_lease_is_noticed_before_anything_is_written(store: Store, tenant: TenantKey, clock: Clock) -> None:
    add(store, tenant, "a", "b")
    first = claim(store, tenant)
    with store.writing(tenant, actor="test") as tx:
        outbox.check(tx, REFRESH, first)
    clock.forward(minutes=2)
    claim(store, tenant, limit=1)
    with pytest.raises(LeaseLost), store.writing(tenant, actor="test") as tx:
        outbox.check(tx, REFRESH, first)


def test_row_that_is_gone_counts_as_a_lost_lease(store: Store, tenant: TenantKey) -> None:
    add(store, tenant, "a")
    claimed = claim(store, tenant)
    ack(store, tenant, claimed)
    with pytest.raises(LeaseLost), store.writing(tenant, actor="test") as tx:
        outbox.check(tx, REFRESH, claimed)


def test_released_work_comes_back_later_with_one_more_attempt(store: Store, tenant: TenantKey, clock: Clock) -> None:
    add(store, tenant, "a")
    with store.writing(tenant, actor="test") as tx:
        claimed = outbox.claim(tx, REFRESH, limit=1, lease=MINUTE)
        outbox.release(tx, REFRESH, claimed, run_after=tx.now + MINUTE, code="engine_down")
    assert claim(store, tenant) == []
    clock.forward(minutes=1)
    assert [one.attempts for one in claim(store, tenant)] == [1]


def test_buried_work_waits_for_a_newer_change(store: Store, tenant: TenantKey) -> None:
    token = add(store, tenant, "a")
    with store.writing(tenant, actor="test") as tx:
        outbox.bury(tx, REFRESH, outbox.claim(tx, REFRESH, limit=1, lease=MINUTE), code="poison")
    assert claim(store, tenant) == []
    assert depth(store, tenant) == {}
    assert not behind(store, tenant, token)
    with store.reading(tenant) as tx:
        assert outbox.buried(tx) == {"refresh/poison": 1}
    add(store, tenant, "a")
    assert [(one.entity, one.attempts) for one in claim(store, tenant)] == [("a", 0)]


def test_change_counts_as_done_only_with_its_last_consequence(store: Store, tenant: TenantKey) -> None:
    token = add(store, tenant, "candidate")
    assert behind(store, tenant, token)
    claimed = claim(store, tenant)
    with store.writing(tenant, actor="test") as tx:
        outbox.check(tx, REFRESH, claimed)
        outbox.add(tx, "index", ["document"])
        outbox.ack(tx, REFRESH, claimed)
    assert behind(store, tenant, token)
    assert not behind(store, tenant, token - 1)
    ack(store, tenant, claim(store, tenant, topic="index"), "index")
    assert not behind(store, tenant, token)


def test_newer_change_doesnt_hide_an_older_one_that_isnt_done(store: Store, tenant: TenantKey) -> None:
    token = add(store, tenant, "a")
    newer = add(store, tenant, "a")
    assert newer > token
    assert behind(store, tenant, token)


def test_oldest_tells_since_when_work_waits(store: Store, tenant: TenantKey, clock: Clock) -> None:
    with store.reading(tenant) as tx:
        assert outbox.oldest(tx) is None
    started = clock.now
    add(store, tenant, "a")
    clock.forward(minutes=5)
    add(store, tenant, "a", "b")
    with store.reading(tenant) as tx:
        assert outbox.oldest(tx) == started


def test_nothing_to_add_takes_no_sequence(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        assert outbox.add(tx, REFRESH, []) is None
        assert tx.head() == 0
        outbox.check(tx, REFRESH, [])
        assert outbox.ack(tx, REFRESH, []) == 0


def test_first_due_work_marks_the_tenant_dirty_even_if_it_fails(store: Store, tenant: TenantKey) -> None:
    def fail() -> None:
        with store.writing(tenant, actor="test") as tx:
            outbox.add(tx, REFRESH, ["a"])
            raise LeaseLost

    with pytest.raises(LeaseLost):
        fail()
    with store.control_reading() as tx:
        assert tx.execute(select(control.dirty.c.tenant)).scalars().all().count(tenant) == 1


def test_members_have_an_outbox_of_their_own(store: Store, tenant: TenantKey) -> None:
    with store.members_writing() as tx:
        outbox.add(tx, "index", ["1", "2"])
    with store.members_writing() as tx:
        claimed = outbox.claim(tx, "index", limit=10, lease=MINUTE)
        outbox.check(tx, "index", claimed)
        assert {"1", "2"} <= {one.entity for one in claimed}
        assert outbox.ack(tx, "index", claimed) == len(claimed)
    assert depth(store, tenant) == {}


STEPS = st.lists(st.sampled_from(["add a", "add b", "claim", "ack", "late"]), max_size=14)


@settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)
@given(steps=STEPS)
def test_outbox_does_what_a_plain_model_does(
    store: Store, another_tenant: Callable[[], TenantKey], clock: Clock, steps: list[str]
) -> None:
    """The model: what was added after it was last claimed by who acknowledged it, is still due."""
    tenant = another_tenant()
    due: dict[str, int] = {}
    held: list[Claimed] = []
    stale: list[Claimed] = []
    for step in steps:
        if step.startswith("add"):
            due[step[-1]] = add(store, tenant, step[-1])
        elif step == "claim":
            taken = claim(store, tenant)
            held += taken
        elif step == "ack":
            for one in held:
                if due.get(one.entity) == one.sequence:
                    del due[one.entity]
            ack(store, tenant, held)
            held = []
        else:
            clock.forward(minutes=2)
            stale, held = held, claim(store, tenant)
            renewed = {one.entity for one in held}
            ack(store, tenant, [one for one in stale if one.entity in renewed])
    assert sum(depth(store, tenant).values()) == len(due)


def write_beside(store: Store, tenant: TenantKey, number: int) -> None:
    for turn in range(8):
        with store.writing(tenant, actor="writer") as tx:
            items = [candidate(f"c{one}", day=turn + 1, name=f"{number}") for one in range(5)]
            records.put_many(tx, instance=InstanceId(f"ats{number}"), origin="push", records=items, merge=merge)


def work_beside(store: Store, tenant: TenantKey, written: threading.Event) -> None:
    claimed: list[Claimed] = []
    while claimed or not written.is_set() or depth(store, tenant).get(REFRESH):
        with store.writing(tenant, actor="worker") as tx:
            claimed = outbox.claim(tx, REFRESH, limit=4, lease=MINUTE)
        with store.writing(tenant, actor="worker") as tx:
            outbox.check(tx, REFRESH, claimed)
            outbox.add(tx, "index", [f"p:{one.entity}" for one in claimed])
            outbox.ack(tx, REFRESH, claimed)


def test_writers_and_workers_at_once_lose_and_repeat_nothing(store: Store, tenant: TenantKey) -> None:
    """Writers hold the counter and want rows, workers hold rows and want the counter: nobody may wait for ever."""
    written = threading.Event()
    with ThreadPoolExecutor(max_workers=5) as pool:
        workers = [pool.submit(work_beside, store, tenant, written) for _ in range(2)]
        writers = [pool.submit(write_beside, store, tenant, number) for number in range(3)]
        failures = [one.exception() for one in writers]
        written.set()
        failures += [one.exception() for one in workers]
    assert failures == [None] * 5
    assert depth(store, tenant) == {"index": 15}
