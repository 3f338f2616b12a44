"""Turn eight writers at once into a feed in which no reader misses a change."""

import random
import threading
import time

from entities.ids import InstanceId, TenantKey
from entities.ids import Sequence as ChangeSequence
from store import Store, audit, changes, records
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
WRITERS, ROUNDS = 8, 12


def write(store: Store, tenant: TenantKey, writer: int, failures: list[BaseException]) -> None:
    pause = random.Random(writer)
    try:
        for number in range(ROUNDS):
            with store.writing(tenant, actor=f"writer {writer}") as tx:
                item = candidate(f"c{writer}-{number}", name="Ada")
                time.sleep(pause.random() * 0.004)
                records.put(tx, instance=InstanceId(f"ats{writer % 3}"), origin="push", record=item, merge=merge)
                time.sleep(pause.random() * 0.004)
    except BaseException as failure:
        failures.append(failure)
        raise


def test_reader_beside_eight_writers_misses_no_change(store: Store, tenant: TenantKey) -> None:
    failures: list[BaseException] = []
    writers = [threading.Thread(target=write, args=(store, tenant, one, failures)) for one in range(WRITERS)]
    for writer in writers:
        writer.start()
    seen: list[int] = []
    while True:
        alive = any(writer.is_alive() for writer in writers)
        with store.reading(tenant) as tx:
            page = changes.feed(tx, ChangeSequence(seen[-1] if seen else 0), 1000)
        seen += [one.sequence for one in page]
        if not alive and not page:
            break
        time.sleep(0.002)
    for writer in writers:
        writer.join()
    assert failures == []
    assert seen == list(range(1, WRITERS * ROUNDS + 1))
    with store.reading(tenant) as tx:
        assert audit.verify(tx) == WRITERS * ROUNDS
        assert records.count_by_kind(tx) == {"candidate": WRITERS * ROUNDS}


def test_writers_of_one_record_lose_no_layer(store: Store, tenant: TenantKey) -> None:
    failures: list[BaseException] = []

    def add(origin: records.Stored | str, name: str) -> None:
        try:
            with store.writing(tenant, actor="test") as tx:
                item = candidate("c1", **{name: origin})
                records.put(tx, instance=ATS, origin=origin, record=item, merge=merge)  # type: ignore[arg-type] # a literal
        except BaseException as failure:
            failures.append(failure)
            raise

    fields = {"push": "status", "pull": "current_company", "person": "current_title"}
    threads = [threading.Thread(target=add, args=pair) for pair in fields.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with store.reading(tenant) as tx:
        stored = records.by_kind(tx, "candidate")[0]
    assert {name: stored.payload[name] for name in fields.values()} == {name: one for one, name in fields.items()}


def test_feed_gives_pages_behind_a_sequence(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        many = [candidate(f"c{number}") for number in range(5)]
        records.put_many(tx, instance=ATS, origin="push", records=many, merge=merge)
    with store.reading(tenant) as tx:
        assert [one.sequence for one in changes.feed(tx, ChangeSequence(2), 2)] == [3, 4]
        assert changes.feed(tx, ChangeSequence(5), 2) == []
        assert tx.head() == 5


def test_reading_session_sees_one_snapshot(store: Store, tenant: TenantKey) -> None:
    with store.reading(tenant) as before:
        assert records.count_by_kind(before) == {}
        with store.writing(tenant, actor="test") as tx:
            records.put(tx, instance=ATS, origin="push", record=candidate("c1"), merge=merge)
        assert records.count_by_kind(before) == {}
    with store.reading(tenant) as after:
        assert records.count_by_kind(after) == {"candidate": 1}
