"""However many tenants there are, a batch of changed members opens those it concerns, and makes due whom it should."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from entities.ids import MemberNumber, RecordId, TenantKey
from indexing.oracle import OracleEngine
from matcher import Profiles, persons_table
from service.demo.people import make_people
from service.flows.catch_up import followed
from service.flows.people import stored_people
from service.following import Following
from service.matching import MemberProfiles, as_person
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import engine, links, members, records
from store.tables.people import meeting
from tests.service.conftest import NOW, House
from tests.service.town import make_town

ANN = {"id": "m1", "first_name": "Ann", "last_name": "Zuk", "emails": ["ann@example.com"]}


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up, for speed, what only a power cut would show."""
    quick = [one.replace("synchronous=FULL", "synchronous=OFF") for one in engine.PRAGMAS]
    monkeypatch.setattr(engine, "PRAGMAS", tuple(quick))


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """Open an installation that keeps no index on disk."""
    with open_parts(Settings(data=tmp_path / "data"), clock=lambda: NOW, engine=OracleEngine()) as opened_parts:
        yield opened_parts


def due(house: House) -> set[str]:
    """Name the candidates that are due."""
    with house.parts.store.writing(house.tenant, actor="test") as tx:
        rows = tx.execute(select(tx.outbox.c.entity).where(tx.outbox.c.topic == "refresh"))
        return set(rows.scalars())


def slow_way(house: House, numbers: list[MemberNumber]) -> set[str]:
    """Look at every candidate of a tenant for every changed member."""
    with house.parts.store.members_reading() as tx:
        found = [as_person(one) for one in members.get_many(tx, numbers).values()]
    near = Profiles(persons_table([one for one in found if one is not None]))
    with house.parts.store.reading(house.tenant) as tx:
        people = stored_people(tx, house.tenant, records.by_kind(tx, "candidate", after=None, limit=10_000))
        return {*near.touched(persons_table(people)), *links.naming(tx, numbers)}


@contextmanager
def opened(parts: Parts) -> Iterator[set[TenantKey]]:
    """Note which tenants are opened meanwhile."""
    seen: set[TenantKey] = set()
    real = parts.store._tenant

    @contextmanager
    def noted(tenant: TenantKey, **how: Any) -> Iterator[Any]:
        seen.add(tenant)
        with real(tenant, **how) as tx:
            yield tx

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts.store, "_tenant", noted)
        yield seen


def city(parts: Parts, tenants: int, each: int, people: int) -> tuple[list[House], list[dict[str, Any]]]:
    """Make tenants that share the members' world, all of their candidates linked."""
    made = make_people(5, people, tenants * each, now=NOW)
    first = House(parts, "t0")
    houses = [first, *(first.beside(f"t{number}") for number in range(1, tenants))]
    for start in range(0, people, 500):
        first.members(*made.members[start : start + 500])
    for at, house in enumerate(houses):
        house.push(*({"kind": "candidate", **one} for one in made.candidates[at * each : (at + 1) * each]))
    first.worker.drain()
    return houses, made.members


def a_batch(rng: random.Random, known: list[dict[str, Any]], many: int) -> list[dict[str, Any]]:
    """Change some members in all the ways that there are, and add a few."""
    chosen = rng.sample(known, many)
    batch = []
    for place, one in enumerate(chosen):
        changed = {**one, "headline": f"changed {rng.random()}"}
        if place % 4 == 1:
            changed["last_name"] = rng.choice(known)["last_name"]
        elif place % 4 == 2:
            changed = {**changed, "id": f"new {rng.random()}"}
        elif place % 40 == 3:
            changed["closed"] = True
        batch.append(changed)
    return batch


def follow_batches(
    houses: list[House], known: list[dict[str, Any]], sizes: list[int], checked: int
) -> dict[str, float]:
    """Change members batch by batch, follow, and compare `checked` tenants with the slow way; gives figures."""
    parts, rng = houses[0].parts, random.Random(11)
    following, matching = Following(parts), MemberProfiles(parts)
    matching.refresh()
    houses[0].members({"id": "far", "first_name": "Quirin", "last_name": "Xylander"})
    matching.refresh()
    assert sum(piece() for piece in following.pieces(matching)) == 0  # reads every tenant's keys, once
    figures = {"seconds": 0.0, "due": 0.0, "opened": 0.0}
    for size in sizes:
        houses[0].members(*a_batch(rng, known, size))
        begun = time.perf_counter()
        with parts.store.members_reading() as tx:
            numbers = [number for _, number in members.changed_since(tx, matching.sequence, None)]
        matching.refresh()
        with opened(parts) as seen:
            figures["due"] += sum(piece() for piece in following.pieces(matching))
        figures["seconds"] += time.perf_counter() - begun
        figures["opened"] += len(seen)
        for house in rng.sample(houses, checked):
            found = due(house)
            assert found == slow_way(house, numbers)
            assert (house.tenant in seen) == bool(found)
        for house in houses:
            if house.tenant in seen:
                with parts.store.writing(house.tenant, actor="test") as tx:
                    tx.execute(delete(tx.outbox))
    return figures


def test_exactly_the_right_candidates_of_fifty_tenants_become_due(parts: Parts) -> None:
    houses, known = city(parts, tenants=50, each=1, people=150)
    figures = follow_batches(houses, known, [1, 3, 12], checked=15)
    assert 0 < figures["opened"] < 3 * len(houses)
    for house in houses:
        with parts.store.reading(house.tenant) as tx, parts.store.members_reading() as shared:
            assert followed(parts, tx) == members.head(shared)


@pytest.mark.full
@pytest.mark.timeout(1_800)
def test_a_thousand_tenants_follow_ten_thousand_changes(parts: Parts) -> None:
    houses, known = city(parts, tenants=1_000, each=20, people=12_000)
    figures = follow_batches(houses, known, [500] * 20, checked=20)
    print({name: round(value, 1) for name, value in figures.items()})
    assert figures["due"] > 0


def test_a_worker_that_begins_anew_where_nothing_changed_opens_nobody(house: House) -> None:
    town = make_town(3, members=6, candidates=9)
    house.members(*town.members)
    house.push(*town.items)
    house.drain()
    following, matching = Following(house.parts), MemberProfiles(house.parts)
    matching.refresh()
    with opened(house.parts) as seen:
        assert sum(piece() for piece in following.pieces(matching)) == 0
    assert seen == set()


def test_a_worker_killed_before_it_noted_how_far_it_came_finds_the_same_again(house: House) -> None:
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Zuk", "emails": ["ann@example.com"]})
    house.drain()
    house.members(ANN)
    matching = MemberProfiles(house.parts)
    matching.refresh()
    *work, _ = Following(house.parts).pieces(matching)
    assert sum(piece() for piece in work) == 1  # the last piece, which notes it, never came
    assert sum(piece() for piece in Following(house.parts).pieces(matching)) == 0
    house.drain()
    assert house.link().member is not None


def test_keys_that_are_missing_or_old_are_made_when_a_member_changes(house: House) -> None:
    house.push(
        {"kind": "candidate", "id": "c1", "name": "Ann Zuk", "emails": ["ann@example.com"]},
        {"kind": "candidate", "id": "c2", "name": "Quirin Xylander"},
    )
    house.members(ANN)
    house.drain()
    for damage in (delete(meeting), meeting.update().values(form=0, keys=b"")):
        with house.parts.store.writing(house.tenant, actor="test") as tx:
            tx.execute(damage)
        house.members({**ANN, "headline": f"after {type(damage).__name__}"})
        matching = MemberProfiles(house.parts)
        matching.refresh()
        assert sum(piece() for piece in Following(house.parts).pieces(matching)) == 1
        stored = house.record("candidate", "c1")
        assert stored is not None
        assert due(house) == {stored.id}
        house.drain()


def test_tenants_that_do_not_fit_into_memory_are_read_again(parts: Parts) -> None:
    houses, known = city(parts, tenants=4, each=3, people=30)
    following, matching = Following(parts, most=1), MemberProfiles(parts)
    matching.refresh()
    list(map(lambda piece: piece(), following.pieces(matching)))  # noqa: C417 - each piece is a call
    houses[0].members({**known[0], "headline": "changed"}, {**known[1], "headline": "changed"})
    with parts.store.members_reading() as tx:
        numbers = [number for _, number in members.changed_since(tx, matching.sequence, None)]
    matching.refresh()
    for piece in following.pieces(matching):
        piece()
    assert len(following._known) == 1
    for house in houses:
        assert due(house) == slow_way(house, numbers)


def test_a_candidate_that_went_is_not_made_due(house: House) -> None:
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Zuk", "emails": ["ann@example.com"]})
    house.members(ANN)
    house.drain()
    following, matching = Following(house.parts), MemberProfiles(house.parts)
    matching.refresh()
    house.members({**ANN, "headline": "first"})
    matching.refresh()
    assert sum(piece() for piece in following.pieces(matching)) == 1
    house.delete("candidate", "c1")
    house.drain()
    with house.parts.store.reading(house.tenant) as tx:
        assert tx.execute(meeting.select()).all() == []
    house.members({**ANN, "headline": "second"})
    matching.refresh()
    assert sum(piece() for piece in following.pieces(matching)) == 0


def test_ids_are_record_ids(house: House) -> None:
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Zuk"})
    house.drain()
    stored = house.record("candidate", "c1")
    with house.parts.store.reading(house.tenant) as tx:
        (row,) = tx.execute(meeting.select())
    assert stored is not None
    assert RecordId(row.candidate) == stored.id
