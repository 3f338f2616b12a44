"""A pulled layer corrects what was pushed; switched off, everything reads as if it had never been there."""

from typing import Any

from service.flows.origins import switch_pull
from service.flows.tenants import FIRST_INSTANCE
from store import dump, records


def reads(house: Any) -> tuple[Any, ...]:
    """Everything that can be read: records by kind, and the list that a search gives."""
    with house.parts.store.reading(house.tenant) as tx:
        stored = [
            (one.id, one.payload, one.origins)
            for kind in ("job", "candidate", "application", "note")
            for one in records.by_kind(tx, kind, after=None, limit=1_000)  # type: ignore[arg-type]  # kinds are texts
        ]
    people = [(hit.name, hit.current_title, hit.current_company, hit.stages) for hit in house.find(sort="recency")]
    return stored, people


def test_pull_over_push_and_off_again_leaves_no_trace_and_loses_nothing(house: Any, candidate: Any) -> None:
    house.push(
        candidate(1, current_title="Engineer"),
        candidate(2, last_name="Stone"),
        {"kind": "job", "id": "j1", "title": "Engineer"},
        {"kind": "application", "id": "a1", "candidate": "c1", "job": "j1", "status": "new"},
    )
    house.drain()
    before = reads(house)
    switch_pull(house.parts, house.tenant, FIRST_INSTANCE, on=True, actor="test")
    house.push(
        candidate(1, current_title="Lead Engineer", current_company="Acme", modified="2025-02-01"),
        candidate(3, last_name="Only-Pulled"),
        {
            "kind": "application",
            "id": "a1",
            "candidate": "c1",
            "job": "j1",
            "status": "hired",
            "modified": "2025-02-01",
        },
        origin="pull",
    )
    house.drain()
    during = reads(house)
    assert during != before
    assert [hit.current_title for hit in house.find("lead")] == ["Lead Engineer"]
    assert len(house.find("only-pulled")) == 1
    switch_pull(house.parts, house.tenant, FIRST_INSTANCE, on=False, actor="test")
    house.drain()
    assert reads(house) == before
    house.assert_index_is_store()
    switch_pull(house.parts, house.tenant, FIRST_INSTANCE, on=True, actor="test")
    house.drain()
    assert reads(house) == during  # nothing was gone from the store


def test_switching_twice_is_switching_once(house: Any, candidate: Any) -> None:
    house.push(candidate(1))
    house.push(candidate(1, status="x", modified="2025-02-01"), origin="pull")
    answers = [
        switch_pull(house.parts, house.tenant, FIRST_INSTANCE, on=on, actor="test")
        for on in (True, False, False, True, True)
    ]
    assert answers == [0, 1, 0, 1, 0]  # pulled layers count unless they are switched off


def test_no_write_of_an_ats_changes_a_byte_of_the_members(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1), member(2, first_name="Bob", emails=[]))
    house.drain()

    def members_bytes() -> list[bytes]:
        with house.parts.store.members_reading() as tx:
            return list(dump.members_lines(tx))

    before = members_bytes()
    assert len(before) >= 2
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    house.push(candidate(1, emails=["ann@example.com"], status="x", modified="2025-02-01"), origin="pull")
    house.drain()
    house.push({"kind": "candidate", "id": "c1", "modified": "2025-03-01", "deleted": True})
    house.drain()
    assert members_bytes() == before
