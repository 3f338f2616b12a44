"""However many members changed, and whenever they did, every tenant ends as if all had been known from the start."""

import base64
from typing import Any

import pytest

from service.flows import catch_up as flow
from service.flows.catch_up import followed
from service.following import Following
from service.matching import MemberProfiles
from service.wiring import Parts
from store import members, outbox
from tests.service.conftest import House
from tests.service.town import make_town

TOWN = make_town(21, members=12, candidates=24)
ANN = {"id": "m1", "first_name": "Ann", "last_name": "Zuk", "emails": ["ann@example.com"]}
WORK = [{"company": "Mill", "title": "Miller", "start": "2019", "end": ""}]


def cursor(house: House) -> tuple[int, int]:
    with house.parts.store.reading(house.tenant) as tx, house.parts.store.members_reading() as members_tx:
        return followed(house.parts, tx), members.head(members_tx)


def follow(house: House, matching: MemberProfiles) -> int:
    """Follow as a worker that begins now; gives how many candidates became due."""
    return sum(piece() for piece in Following(house.parts).pieces(matching))


def due(house: House) -> int:
    with house.parts.store.reading(house.tenant) as tx:
        return outbox.depth(tx).get("refresh", 0)


def known(parts: Parts) -> MemberProfiles:
    matching = MemberProfiles(parts)
    matching.refresh()
    return matching


def outcome(house: House) -> dict[str, tuple[str, str | None]]:
    return {name: (house.link(name).decision, house.link(name).member) for name in TOWN.truth}


def in_the_end(house: House) -> tuple[Any, ...]:
    own = {"key", "version", "number", "jobs", "updated"}
    people = [one.model_dump(exclude=own) for one in house.people()]
    for one in people:  # lists stand in the order of ids, which are a tenant's own
        one |= {name: sorted(value) for name, value in one.items() if isinstance(value, tuple)}
    people.sort(key=str)
    return people, {name: decision for name, (decision, _) in outcome(house).items()}


@pytest.mark.parametrize("few", [0, 3, 2_000], ids=["all at once", "some", "one by one"])
def test_few_or_many_changed_members_end_alike(house: House, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MEMBERS_LOOKED_UP", few)
    house.push(*TOWN.items)
    house.drain()
    for start in range(0, len(TOWN.members), 4):
        house.members(*TOWN.members[start : start + 4])
        house.drain()
    twins = {name for name, twin in TOWN.truth.items() if twin}
    assert {name for name, (decision, _) in outcome(house).items() if decision == "match"} == twins
    late = in_the_end(house)
    first = house.beside("members first")
    first.push(*TOWN.items)
    first.drain()
    assert in_the_end(first) == late
    house.assert_index_is_store()


def test_the_cursor_ends_at_the_head_whether_or_not_there_is_anybody(house: House) -> None:
    empty = house.beside("empty")
    house.push(*TOWN.items)
    house.members(*TOWN.members)
    house.drain()
    for one in (house, empty):
        at, head = cursor(one)
        assert at == head > 0
    assert due(empty) == 0


def test_following_twice_finds_nothing_the_second_time(house: House) -> None:
    house.push(*TOWN.items)
    house.drain()
    house.members(*TOWN.members)
    matching = known(house.parts)
    assert follow(house, matching) > 0
    assert follow(house, matching) == 0


def test_a_member_nobody_resembles_makes_nobody_due(house: House) -> None:
    house.push(*TOWN.items)
    house.drain()
    house.members({"id": "far", "first_name": "Quirin", "last_name": "Xylander", "emails": ["q@xylander.example"]})
    assert follow(house, known(house.parts)) == 0
    assert cursor(house)[0] == cursor(house)[1]
    assert due(house) == 0


def test_a_changed_member_makes_due_whom_it_is_linked_to_even_if_nothing_is_alike_any_more(house: House) -> None:
    house.members({**ANN, "positions": WORK})
    house.push(
        {"kind": "candidate", "id": "c1", "name": "Ann Zuk", "emails": ["ann@example.com"], "current_company": "Mill"}
    )
    house.drain()
    assert house.link().decision == "match"
    house.members({"id": "m1", "first_name": "Quirin", "last_name": "Xylander"})
    house.drain()
    assert house.link().decision == "none"
    assert {hit.name for hit in house.find()} == {"Ann Zuk", "Quirin Xylander"}
    house.assert_index_is_store()


def test_a_member_that_changes_while_the_worker_is_at_it_is_met_in_the_next_round(house: House) -> None:
    """The profiles in memory are older than the log: whoever is matched by them must be due again."""
    house.push(
        {"kind": "candidate", "id": "c1", "name": "Ann Zuk", "emails": ["ann@example.com"], "current_company": "Mill"}
    )
    matching = known(house.parts)
    house.members({**ANN, "positions": WORK})  # after the look at the members, before the tenant's turn
    assert follow(house, matching) == 0
    assert cursor(house)[0] == 0
    house.drain()
    assert house.link().decision == "match"
    assert cursor(house)[0] == cursor(house)[1]


@pytest.mark.parametrize("few", [0, 2_000])
def test_the_cursor_never_passes_what_is_known(house: House, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MEMBERS_LOOKED_UP", few)
    house.push(*TOWN.items)
    house.members(*TOWN.members[:6])
    matching = known(house.parts)
    house.members(*TOWN.members[6:], {**TOWN.members[0], "headline": "Changed"})
    follow(house, matching)
    assert cursor(house)[0] <= matching.sequence < cursor(house)[1]
    house.drain()
    assert cursor(house)[0] == cursor(house)[1]
    twins = {name for name, twin in TOWN.truth.items() if twin}
    assert {name for name, (decision, _) in outcome(house).items() if decision == "match"} == twins


def test_what_only_a_resume_says_meets_a_member_that_comes_later(house: House) -> None:
    resume = "Ann Zuk\nann@example.com\n\nEXPERIENCE\nMiller, Mill\n2019 - Present\n"
    attached = {"kind": "attachment", "id": "f", "candidate": "c1", "file_name": "cv.txt"}
    house.push(
        {"kind": "candidate", "id": "c1", "name": "Applicant 4711"},
        {**attached, "content": base64.b64encode(resume.encode()).decode()},
    )
    house.drain()
    assert house.link().decision == "none"
    house.members({**ANN, "positions": WORK})
    house.drain()
    late = house.link()
    other = house.beside("member first")
    other.push(
        {"kind": "candidate", "id": "c1", "name": "Applicant 4711"},
        {**attached, "content": base64.b64encode(resume.encode()).decode()},
    )
    other.drain()
    early = other.link()
    assert early.probability > 0.01
    assert (late.decision, late.probability) == (early.decision, pytest.approx(early.probability))


def test_a_tenant_that_joins_late_meets_everybody(house: House) -> None:
    house.members(*TOWN.members)
    house.drain()
    late = house.beside("late")
    late.push(*TOWN.items)
    late.drain()
    assert sum(decision == "match" for decision, _ in outcome(late).values()) == len(TOWN.members) - 4
    house.members({**TOWN.members[0], "headline": "Oboist"})
    late.drain()
    assert [hit.name for hit in late.find("oboist")] == [late.find("oboist")[0].name]
    late.assert_index_is_store()
