"""Turn what origins say about records into what may be read of them, in any order and as often as they like."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from entities.errors import InvalidItem, StoreError
from entities.ids import InstanceId, RecordId, RecordKind, SourceId, TenantKey, record_id
from entities.ids import Sequence as ChangeSequence
from store import Store, changes, outbox, records
from tests.store.samples import ATS, application, attachment, candidate, job, merge, note, stage_entry

SHARED_STORE = True  # a tenant of its own is enough for each test
NOTHING = ChangeSequence(0)
FEW = settings(max_examples=6, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)


def put(store: Store, tenant: TenantKey, *items: dict[str, Any], origin: Any = "push") -> list[records.PutResult]:
    with store.writing(tenant, actor="test") as tx:
        return records.put_many(tx, instance=ATS, origin=origin, records=items, merge=merge)


def outcomes(results: Sequence[records.PutResult]) -> list[str]:
    return [result.outcome for result in results]


def key(tenant: TenantKey, kind: RecordKind, source: str) -> RecordId:
    return record_id(tenant, ATS, kind, SourceId(source))


def drain(store: Store, tenant: TenantKey) -> set[str]:
    with store.writing(tenant, actor="test") as tx:
        claimed = outbox.claim(tx, "refresh", limit=10_000, lease=timedelta(minutes=1))
        outbox.ack(tx, "refresh", claimed)
    return {one.entity for one in claimed}


def readable(store: Store, tenant: TenantKey) -> dict[str, Any]:
    """Everything a reader sees of the records, apart from versions and times of receipt."""
    kinds: tuple[RecordKind, ...] = ("job", "candidate", "application", "stage_entry", "note", "attachment")
    with store.reading(tenant) as tx:
        found = [one for kind in kinds for one in records.by_kind(tx, kind)]
        return {
            one.id: (one.payload, one.origins, sorted(each.id for each in pointed))
            for one, pointed in zip(
                found, [records.pointing_at(tx, [one.id]).get(one.id, []) for one in found], strict=True
            )
        }


def events(store: Store, tenant: TenantKey) -> list[changes.Change]:
    with store.reading(tenant) as tx:
        return changes.feed(tx, NOTHING, 10_000)


def test_what_was_put_can_be_read(store: Store, tenant: TenantKey) -> None:
    result = put(store, tenant, candidate("c1", name="Ada Byron"))[0]
    assert (result.outcome, result.version, result.sequence) == ("created", 1, 1)
    with store.reading(tenant) as tx:
        stored = records.by_source(tx, ATS, "candidate", SourceId("c1"))
        assert stored is not None
        assert stored == records.get(tx, result.id)
        assert stored.payload == merge({"push": candidate("c1", name="Ada Byron")})[0]
        assert stored.origins["name"] == "push"
        assert (stored.version, stored.sequence, stored.kind, stored.source) == (1, 1, "candidate", "c1")
        assert records.count_by_kind(tx) == {"candidate": 1}
        assert records.get(tx, RecordId("r" + "a" * 26)) is None


def test_two_instances_and_two_tenants_with_equal_ids_never_meet(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    other = another_tenant()
    put(store, tenant, candidate("c1", name="One"))
    put(store, other, candidate("c1", name="Two"))
    with store.writing(tenant, actor="test") as tx:
        item = candidate("c1", name="Three")
        records.put(tx, instance=InstanceId("ats2"), origin="push", record=item, merge=merge)
    with store.reading(tenant) as tx:
        assert sorted(one.payload["name"] for one in records.by_kind(tx, "candidate")) == ["One", "Three"]
    with store.reading(other) as tx:
        assert [one.payload["name"] for one in records.by_kind(tx, "candidate")] == ["Two"]


def test_sending_again_changes_nothing(store: Store, tenant: TenantKey) -> None:
    items = [candidate("c1"), application("a1", "c1", "j1"), job("j1"), note("n1", application="a1")]
    put(store, tenant, *items)
    drain(store, tenant)
    before, told = readable(store, tenant), events(store, tenant)
    again = put(store, tenant, *reversed(items))
    assert outcomes(again) == ["unchanged"] * 4
    assert [result.sequence for result in again] == [None] * 4
    assert (readable(store, tenant), events(store, tenant), drain(store, tenant)) == (before, told, set())


def test_older_is_stale_and_of_equally_old_the_last_wins(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", day=5, name="Five"))
    older, equal = put(store, tenant, candidate("c1", day=4, name="Four"), candidate("c1", day=5, name="Also five"))
    assert (older.outcome, older.version, equal.outcome, equal.version) == ("stale", 1, "changed", 2)
    with store.reading(tenant) as tx:
        stored = records.get(tx, older.id)
        assert stored is not None
        assert stored.payload["name"] == "Also five"


def test_stale_is_judged_within_one_origin(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", day=5, name="Pushed"))
    pulled = put(store, tenant, candidate("c1", day=4, name="Pulled", status="new"), origin="pull")[0]
    assert pulled.outcome != "stale"


def test_layer_that_changes_nothing_visible_makes_no_version(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", name="Ada", status="hired"), origin="person")
    result = put(store, tenant, candidate("c1", name="Ada", status="rejected"))[0]
    assert (result.outcome, result.version, result.sequence) == ("changed", 1, None)
    assert len(events(store, tenant)) == 1


def test_unknown_kind_is_refused_and_nothing_kept(store: Store, tenant: TenantKey) -> None:
    with pytest.raises(InvalidItem):
        put(store, tenant, candidate("c1"), {"kind": "dog", "id": "d", "modified": "2026-01-01T00:00:00Z"})
    assert events(store, tenant) == []


def test_application_leads_to_its_old_and_its_new_candidate(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, application("a1", "c1", "j1"))
    assert drain(store, tenant) == {key(tenant, "candidate", "c1")}
    put(store, tenant, application("a1", "c2", "j1", day=2))
    assert drain(store, tenant) == {key(tenant, "candidate", "c1"), key(tenant, "candidate", "c2")}


@pytest.mark.parametrize("what", [stage_entry("s1", "a1"), note("n1", application="a1"), note("n1", candidate="c1")])
def test_what_hangs_on_an_application_leads_to_its_candidate(
    store: Store, tenant: TenantKey, what: dict[str, Any]
) -> None:
    put(store, tenant, application("a1", "c1", "j1"))
    drain(store, tenant)
    put(store, tenant, what)
    assert drain(store, tenant) == {key(tenant, "candidate", "c1")}


def test_access_entry_leads_through_note_and_application_to_the_candidate(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, application("a1", "c1", "j1"), note("n1", application="a1"))
    drain(store, tenant)
    entry = {"kind": "access_entry", "id": "x1", "modified": "2026-01-01T00:00:00Z", "about_kind": "note"}
    put(store, tenant, {**entry, "about": "n1", "state": "restricted", "seats": ["s1"]})
    assert drain(store, tenant) == {key(tenant, "candidate", "c1")}


def test_job_leads_nowhere(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, application("a1", "c1", "j1"))
    drain(store, tenant)
    put(store, tenant, job("j1"))
    assert drain(store, tenant) == set()


def test_references_resolve_when_their_target_arrives(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, application("a1", "c1", "j1"), attachment("f1", candidate="c1"), stage_entry("s1", "a9"))
    with store.reading(tenant) as tx:
        assert records.unresolved(tx) == {"candidate": 2, "job": 1, "application": 1}
    put(store, tenant, candidate("c1"), job("j1"))
    with store.reading(tenant) as tx:
        assert records.unresolved(tx) == {"application": 1}
        pointing = records.pointing_at(tx, [key(tenant, "candidate", "c1"), key(tenant, "job", "j1")])
        assert [one.source for one in pointing[key(tenant, "job", "j1")]] == ["a1"]
        assert {one.source for one in pointing[key(tenant, "candidate", "c1")]} == {"a1", "f1"}


def test_candidates_are_found_by_exact_address_and_number(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, candidate("c1", emails=["Ada@Example.org"], phones=["+44 7911 123456"]), candidate("c2"))
    with store.reading(tenant) as tx:
        assert records.find_by_email(tx, "ada@example.ORG") == [key(tenant, "candidate", "c1")]
        assert records.find_by_phone(tx, "07911-123456") == [key(tenant, "candidate", "c1")]
        assert records.find_by_phone(tx, "12") == []
        assert records.find_by_email(tx, "da@example.org") == []
    put(store, tenant, candidate("c1", day=2, emails=["new@example.org"]))
    with store.reading(tenant) as tx:
        assert records.find_by_email(tx, "ada@example.org") == []
        assert records.find_by_phone(tx, "+44 7911 123456") == []
        assert records.find_by_email(tx, "new@example.org") == [key(tenant, "candidate", "c1")]


def test_pages_by_kind_hold_every_record_once(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, *[candidate(f"c{number}") for number in range(7)])
    seen: list[RecordId] = []
    with store.reading(tenant) as tx:
        while page := records.by_kind(tx, "candidate", after=seen[-1] if seen else None, limit=3):
            seen += [one.id for one in page]
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen)


def test_nothing_of_a_failed_transaction_stays(store: Store, tenant: TenantKey) -> None:
    def fail() -> None:
        with store.writing(tenant, actor="test") as tx:
            records.put(tx, instance=ATS, origin="push", record=candidate("c1"), merge=merge)
            raise StoreError

    with pytest.raises(StoreError):
        fail()
    assert (readable(store, tenant), events(store, tenant), drain(store, tenant)) == ({}, [], set())
    assert put(store, tenant, candidate("c1"))[0].sequence == 1


ITEMS = st.one_of(
    st.builds(candidate, st.sampled_from(["c1", "c2"]), day=st.integers(1, 3), name=st.sampled_from(["Ada", "Bob"])),
    st.builds(
        application, st.sampled_from(["a1", "a2"]), st.sampled_from(["c1", "c2"]), st.just("j1"), day=st.integers(1, 3)
    ),
    st.builds(note, st.just("n1"), application=st.sampled_from(["a1", "a2"]), day=st.integers(1, 2)),
    st.builds(job, st.just("j1"), day=st.integers(1, 3), title=st.sampled_from(["Cook", "Chef"])),
)


@FEW
@given(first=st.lists(ITEMS, max_size=6), second=st.lists(ITEMS, max_size=8))
def test_many_at_once_equal_one_by_one(
    store: Store, another_tenant: Callable[[], TenantKey], first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    def told(tenant: TenantKey, results: list[records.PutResult]) -> list[Any]:
        names = {result.id: position for position, result in enumerate(results)}
        feed = [(one.sequence, one.kind, names[one.id], one.what, one.version) for one in events(store, tenant)]
        found = [[result.outcome, result.version, result.sequence, names[result.id]] for result in results]
        return [found, feed, [payload for payload, _, _ in sorted(readable(store, tenant).values(), key=str)]]

    def due_sources(tenant: TenantKey) -> set[str]:
        entities = drain(store, tenant)
        return {source for source in ("c1", "c2") if key(tenant, "candidate", source) in entities}

    slow, fast = another_tenant(), another_tenant()
    one_by_one = [put(store, slow, item)[0] for item in (*first, *second)]
    at_once = put(store, fast, *first) + put(store, fast, *second)
    assert told(slow, one_by_one) == told(fast, at_once)
    often, once = due_sources(slow), due_sources(fast)
    twice = any(len({(item["kind"], item["id"]) for item in batch}) < len(batch) for batch in (first, second))
    assert once <= often if twice else once == often  # what a record pointed at only within a batch nobody has seen


@FEW
@given(
    items=st.lists(ITEMS, min_size=1, max_size=10, unique_by=lambda item: (item["kind"], item["id"])),
    seed=st.integers(),
)
def test_same_batch_three_times_shuffled_has_one_effect(
    store: Store, another_tenant: Callable[[], TenantKey], items: list[dict[str, Any]], seed: int
) -> None:
    tenant, shuffler = another_tenant(), random.Random(seed)
    put(store, tenant, *items)
    drain(store, tenant)
    before, told = readable(store, tenant), events(store, tenant)
    for _ in range(2):
        shuffler.shuffle(items)
        assert set(outcomes(put(store, tenant, *items))) == {"unchanged"}
    assert (readable(store, tenant), events(store, tenant), drain(store, tenant)) == (before, told, set())


@FEW
@given(
    items=st.lists(ITEMS, min_size=1, max_size=8, unique_by=lambda item: (item["kind"], item["id"])), seed=st.integers()
)
def test_any_arrival_order_ends_alike(
    store: Store, another_tenant: Callable[[], TenantKey], items: list[dict[str, Any]], seed: int
) -> None:
    def payloads(tenant: TenantKey) -> list[Any]:
        return sorted((payload for payload, _, _ in readable(store, tenant).values()), key=str)

    one, other = another_tenant(), another_tenant()
    put(store, one, *items)
    shuffled = random.Random(seed).sample(items, len(items))
    for item in shuffled:
        put(store, other, item)
    assert payloads(one) == payloads(other)
    with store.reading(one) as left, store.reading(other) as right:
        assert records.unresolved(left) == records.unresolved(right)


def test_sequences_of_a_batch_rise_in_its_order(store: Store, tenant: TenantKey) -> None:
    results = put(store, tenant, *[candidate(f"c{number}") for number in range(5)])
    assert [result.sequence for result in results] == [1, 2, 3, 4, 5]
    assert [one.sequence for one in events(store, tenant)] == [1, 2, 3, 4, 5]
    assert {one.what for one in events(store, tenant)} == {"added"}


def test_times_of_a_record_are_kept_exactly(store: Store, tenant: TenantKey) -> None:
    moment = datetime(2026, 1, 1, 1, 2, 3, 456789, tzinfo=UTC)
    result = put(store, tenant, {**candidate("c1"), "modified": moment.isoformat()})[0]
    with store.reading(tenant) as tx:
        stored = records.get(tx, result.id)
        assert stored is not None
        assert stored.modified == moment
        assert stored.received_at == tx.now
