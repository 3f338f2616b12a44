"""Records by the order of their changes, by what one origin says, and counted by kind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from entities.ids import InstanceId, RecordId, SourceId, TenantKey
from entities.ids import Sequence as ChangeSequence
from store import Store, TenantTx, changes, outbox, records
from tests.store.conftest import START, Clock
from tests.store.samples import ATS, attachment, candidate, job, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
NOWHERE = ChangeSequence(0)
OTHER = InstanceId("ats2")


def put(tx: TenantTx, item: dict[str, Any], *, instance: InstanceId = ATS, origin: Any = "push") -> RecordId:
    return records.put(tx, instance=instance, origin=origin, record=item, merge=merge).id


def delete(tx: TenantTx, source: str) -> None:
    deleted_at = datetime.fromisoformat("2026-01-05T00:00:00Z")
    records.delete(tx, instance=ATS, origin="push", kind="candidate", source=SourceId(source), deleted_at=deleted_at)


def sources(found: list[records.Stored]) -> list[str]:
    return [one.source for one in found]


@settings(max_examples=8, phases=[Phase.generate])
@given(
    steps=st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["ats1", "ats2"]), st.booleans()), max_size=14),
    limit=st.integers(1, 4),
)
def test_pages_hold_what_is_kept_in_the_order_of_its_last_change(
    store: Store, another_tenant: Callable[[], TenantKey], steps: list[tuple[str, str, bool]], limit: int
) -> None:
    tenant = another_tenant()
    order: list[str] = []
    with store.writing(tenant, actor="test") as tx:
        for day, (source, instance, gone) in enumerate(steps, 1):
            if gone and instance == ATS:
                if source in order:
                    delete(tx, source)
                    order.remove(source)
                continue
            item = candidate(source, day=min(day, 28), name=f"Name {day}", created="2026-01-01T00:00:00Z")
            changed = records.put(tx, instance=InstanceId(instance), origin="push", record=item, merge=merge)
            if instance == ATS and changed.outcome in ("created", "changed"):
                order = [one for one in order if one != source] + [source]
    with store.reading(tenant) as tx:
        found: list[records.Stored] = []
        after = NOWHERE
        while page := records.page(tx, ATS, "candidate", after=after, limit=limit):
            assert len(page) <= limit
            found += page
            after = page[-1].sequence
        live = [one for one in records.by_kind(tx, "candidate") if one.instance == ATS]
    assert sources(found) == order
    assert sorted(one.sequence for one in live) == [one.sequence for one in found]


def test_a_page_may_begin_after_a_time(store: Store, tenant: TenantKey, clock: Clock) -> None:
    for source in ("c1", "c2", "c3"):
        with store.writing(tenant, actor="test") as tx:
            put(tx, candidate(source))
        clock.forward(minutes=1)
    with store.reading(tenant) as tx:
        for minutes, left in ((-1, ["c1", "c2", "c3"]), (0, ["c2", "c3"]), (1, ["c3"]), (2, [])):
            since = START.replace(minute=START.minute + minutes)
            found = records.page(tx, ATS, "candidate", after=NOWHERE, limit=9, updated_after=since)
            assert sources(found) == left


def test_each_origin_keeps_its_own_word(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        one = put(tx, attachment("f1", candidate="c1") | {"blob": "00", "bytes": 2})
        put(tx, attachment("f1", day=2, candidate="c1") | {"file_name": "pulled"}, origin="pull")
        two = put(tx, candidate("c1"), origin="pull")
    with store.reading(tenant) as tx:
        assert records.said_by(tx, "push", [one, two]).keys() == {one}
        assert records.said_by(tx, "push", [one])[one]["blob"] == "00"
        assert "blob" not in records.said_by(tx, "pull", [one])[one]
        assert records.said_by(tx, "person", [one, two]) == {}
        assert records.said_by(tx, "pull", []) == {}


def test_an_instance_is_counted_by_itself(store: Store, tenant: TenantKey, clock: Clock) -> None:
    with store.writing(tenant, actor="test") as tx:
        put(tx, candidate("c1"))
        put(tx, job("j1"))
        put(tx, job("j1"), instance=OTHER)
    clock.forward(minutes=5)
    later = clock.now
    with store.writing(tenant, actor="test") as tx:
        put(tx, candidate("c2"))
        put(tx, candidate("c3"))
        delete(tx, "c3")
    with store.reading(tenant) as tx:
        assert records.standing(tx, ATS) == {"candidate": (2, later), "job": (1, START)}
        assert records.standing(tx, OTHER) == {"job": (1, START)}
        assert records.standing(tx, InstanceId("none")) == {}


def test_the_feed_of_an_instance_names_its_records(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        put(tx, candidate("c1"))
        put(tx, candidate("c1"), instance=OTHER)
        put(tx, candidate("c2"))
        delete(tx, "c1")
    with store.reading(tenant) as tx:
        whole = changes.feed(tx, NOWHERE, 9)
        own = changes.feed_of(tx, ATS, NOWHERE, 9)
        assert [(source, one.what) for one, source in own] == [("c1", "added"), ("c2", "added"), ("c1", "deleted")]
        assert [one for one, _ in own] == [whole[0], whole[2], whole[3]]
        assert changes.feed_of(tx, ATS, own[0][0].sequence, 1) == own[1:2]
        assert [source for _, source in changes.feed_of(tx, OTHER, NOWHERE, 9)] == ["c1"]


@settings(max_examples=8, phases=[Phase.generate])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["refresh", "index"]), st.sampled_from("abcdef"), st.integers(1, 9), st.booleans()),
        max_size=8,
    )
)
def test_the_floor_is_where_behind_begins(
    store: Store, another_tenant: Callable[[], TenantKey], rows: list[tuple[outbox.Topic, str, int, bool]]
) -> None:
    tenant = another_tenant()
    with store.writing(tenant, actor="test") as tx:
        for topic, entity, since, put_aside in rows:
            number = ChangeSequence(since)
            outbox.add(tx, topic, [entity], sequence=number, since=number)
            if put_aside:
                row = outbox.Claimed(entity, number, number, 0, 0)
                outbox.bury(tx, topic, [row], code="never")
    with store.reading(tenant) as tx:
        floor = outbox.floor(tx)
        for token in range(11):
            assert outbox.behind(tx, ChangeSequence(token)) == (floor is not None and floor <= token)
