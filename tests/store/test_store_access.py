"""Turn what is read of access (rules, belonging, lists that are on, whom a change reaches) into checks."""

from datetime import timedelta
from typing import Any

import pytest

from entities.access import Rule
from entities.ids import InstanceId, RecordId, RecordKind, SourceId, TenantKey, record_id
from store import Store, access, grants, outbox, records
from tests.store.samples import ATS, application, candidate, job, merge, note

SHARED_STORE = True
OTHER = InstanceId("ats2")


def put(store: Store, tenant: TenantKey, *items: dict[str, Any], instance: InstanceId = ATS) -> None:
    with store.writing(tenant, actor="test") as tx:
        records.put_many(tx, instance=instance, origin="push", records=items, merge=merge)


def key(tenant: TenantKey, kind: RecordKind, source: str, instance: InstanceId = ATS) -> RecordId:
    return record_id(tenant, instance, kind, SourceId(source))


def drain(store: Store, tenant: TenantKey) -> set[str]:
    with store.writing(tenant, actor="test") as tx:
        claimed = outbox.claim(tx, "refresh", limit=10_000, lease=timedelta(minutes=1))
        outbox.ack(tx, "refresh", claimed)
    return {one.entity for one in claimed}


def entry(about: str, *seats: str, day: int = 1, kind: str = "job", state: str = "restricted") -> dict[str, Any]:
    named = {"kind": "access_entry", "id": "x1", "modified": f"2026-01-{day:02}T00:00:00Z"}
    return {**named, "about_kind": kind, "about": about, "state": state, "seats": list(seats)}


def test_an_entry_about_a_job_reaches_all_who_applied_for_it(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, job("j1"), *(application(f"a{n}", f"c{n}", "j1" if n < 3 else "j2") for n in range(5)))
    drain(store, tenant)
    of_first = {key(tenant, "candidate", f"c{n}") for n in range(3)}
    of_second = {key(tenant, "candidate", f"c{n}") for n in (3, 4)}
    put(store, tenant, entry("j1", "north"))
    assert drain(store, tenant) == of_first
    put(store, tenant, entry("j1", "south", day=2))
    assert drain(store, tenant) == of_first
    put(store, tenant, entry("j2", "south", day=3))
    assert drain(store, tenant) == of_first | of_second
    with store.writing(tenant, actor="test") as tx:
        at = tx.now + timedelta(days=9)
        records.delete(tx, instance=ATS, origin="push", kind="access_entry", source=SourceId("x1"), deleted_at=at)
    assert drain(store, tenant) == of_second


def test_a_job_of_another_instance_with_an_equal_name_reaches_nobody(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, application("a1", "c1", "j1"))
    drain(store, tenant)
    put(store, tenant, entry("j1"), instance=OTHER)
    assert drain(store, tenant) == set()


def test_many_applicants_of_one_job_are_reached(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, *(application(f"a{n}", f"c{n}", "j1") for n in range(1_200)))
    drain(store, tenant)
    put(store, tenant, entry("j1", "north"))
    assert len(drain(store, tenant)) == 1_200


def test_rules_are_read_by_what_they_are_about(store: Store, tenant: TenantKey) -> None:
    with store.reading(tenant) as tx:
        assert not access.any_rules(tx)
    put(store, tenant, entry("j1", "north", "south"), {**entry("a1", state="open", kind="application"), "id": "x2"})
    one, two = key(tenant, "job", "j1"), key(tenant, "application", "a1")
    with store.reading(tenant) as tx:
        assert access.any_rules(tx)
        found = access.rules_about(tx, [one, two, key(tenant, "job", "j9")])
    assert found == {one: [Rule("restricted", ("north", "south"))], two: [Rule("open")]}


def test_what_a_record_belongs_to_is_read_whether_that_is_there_or_not(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, application("a1", "c1", "j1"), note("n1", application="a1"), candidate("c1"))
    places = {kind: key(tenant, kind, source) for kind, source in (("application", "a1"), ("note", "n1"))}  # type: ignore[arg-type]  # both are kinds
    with store.reading(tenant) as tx:
        found = access.belongs_to(tx, [*places.values(), key(tenant, "candidate", "c1")])
    assert sorted(found[places["application"]]) == [
        ("candidate", key(tenant, "candidate", "c1")),
        ("job", key(tenant, "job", "j1")),
    ]
    assert found[places["note"]] == [("application", places["application"])]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("switches", "on"),
    [
        ([], set()),
        ([("on", "*")], {ATS, OTHER}),
        ([("on", "instance:ats1")], {ATS}),
        ([("on", "*"), ("off", "instance:ats1")], {OTHER}),
        ([("on", "instance:ats1"), ("off", "instance:ats1")], set()),
    ],
)
def test_an_instances_own_switch_of_access_lists_counts_before_the_companys(
    store: Store, tenant: TenantKey, switches: list[tuple[Any, str]], on: set[str]
) -> None:
    with store.writing(tenant, actor="test") as tx:
        for state, scope in switches:
            grants.switch(tx, "access_lists", state, scope=scope, seat="s1")
        assert access.listed(tx, [ATS, OTHER]) == on


@pytest.mark.parametrize(
    ("feature", "scope", "due"),
    [
        ("access_lists", "instance:ats1", {("c1", ATS)}),
        ("access_lists", "*", {("c1", ATS), ("c1", OTHER)}),
        ("access_lists", "instance:ats9", set()),
        ("write_back", "*", set()),
    ],
)
def test_switching_access_lists_makes_every_candidate_in_the_scope_due(
    store: Store, tenant: TenantKey, feature: str, scope: str, due: set[tuple[str, InstanceId]]
) -> None:
    for instance in (ATS, OTHER):
        put(store, tenant, candidate("c1"), job("j1"), instance=instance)
    drain(store, tenant)
    with store.writing(tenant, actor="test") as tx:
        grants.switch(tx, feature, "on", scope=scope, seat="s1")
    assert drain(store, tenant) == {key(tenant, "candidate", source, instance) for source, instance in due}
