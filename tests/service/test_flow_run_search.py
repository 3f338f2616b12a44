"""A run finds whoever is new or changed since the run before, as its seat may see them, whatever happens in between."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from entities.document import EVERYONE, Access
from entities.errors import EngineDown, NotFound, StoreBusy
from entities.ids import ContractId, InstanceId, SeatId
from indexing import Engine
from indexing.oracle import OracleEngine
from indexing.tantivy import TantivyEngine
from service.flows import changed_people as flow
from service.flows.alert import run_due, set_alert
from service.flows.run_search import find_run, run_page, run_search
from service.flows.saved_search import Owner, drop_search, save_search
from service.flows.search import SearchRequest
from service.flows.search_list import rank_search, show_search
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import engine, progress, seats, watches
from store.tables.product import search_hit, search_run, search_watch
from tests.service.conftest import House

CONTRACT = ContractId("contract")
ATS = InstanceId("ats")
START = datetime(2026, 1, 10, tzinfo=UTC)
ZUK = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up, for speed, what only a power cut would show."""
    quick = [one.replace("synchronous=FULL", "synchronous=OFF") for one in engine.PRAGMAS]
    monkeypatch.setattr(engine, "PRAGMAS", tuple(quick))


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["oracle", "tantivy"])
def parts(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Parts]:
    """Open an installation on each engine."""
    made: Engine = OracleEngine() if request.param == "oracle" else TantivyEngine(tmp_path / "index")
    with open_parts(Settings(data=tmp_path / "data"), clock=clock, engine=made) as opened:
        yield opened
    made.close()


class Desk:
    """A house with seats who keep one search each."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.parts, self.tenant = house.parts, house.tenant
        with self.parts.store.writing(self.tenant, actor="test") as tx:
            seats.open_contract(tx, CONTRACT, "Contract")
            for name in ("north", "south"):
                seats.open_seat(tx, SeatId(name), CONTRACT, role="recruiter", licence="full", payload={})

    def keep(self, text: str = "zuk", seat: str = "north", **asked: Any) -> int:
        """Keep a search and begin to watch it."""
        with self.parts.store.writing(self.tenant, actor="test") as tx:
            number = save_search(tx, owner(seat), "search", SearchRequest(text=text, **asked)).number
        assert self.run(number, seat).found == 0
        return number

    def run(self, number: int, seat: str = "north", wanted: int | None = None) -> watches.Run:
        return run_search(
            self.parts,
            self.tenant,
            owner(seat),
            number,
            instance=ATS,
            access=tokens(seat),
            wanted=wanted,
        )

    def names(self, number: int, run: int, seat: str = "north") -> list[str]:
        """Name the people of a run, page by page, as the seat may see them now."""
        with self.parts.store.reading(self.tenant) as tx:
            kept, found = find_run(tx, owner(seat), number, run)
        names: list[str] = []
        after: int | None = -1
        while after is not None:
            page = run_page(self.parts, self.tenant, kept, found, tokens(seat), after=after, limit=2)
            names += [hit.document.name for hit in page.hits]
            after = page.place
        return names

    def news(self, number: int, seat: str = "north") -> list[str]:
        """Run, and name whom the run found."""
        return self.names(number, self.run(number, seat).number, seat)


def owner(seat: str) -> Owner:
    return Owner(CONTRACT, SeatId(seat))


def tokens(seat: str) -> Access:
    return (EVERYONE, f"seat:{seat}")


@pytest.fixture
def desk(parts: Parts) -> Desk:
    return Desk(House(parts))


@pytest.fixture(params=[2_000, 1, 0], ids=["one by one", "one at a time", "by the index"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let there be few or many changes; with "one at a time" the index can't say either."""
    monkeypatch.setattr(flow, "FEW", max(request.param, 1))
    if request.param == 1:
        monkeypatch.setattr(flow, "FOUND_MOST", 0)
    return int(request.param)


def test_a_run_gives_who_is_new_or_changed_and_each_once(desk: Desk, few: int) -> None:
    house = desk.house
    house.push(ZUK, {**ZUK, "id": "c2", "name": "Bob Zuk"}, {**ZUK, "id": "c9", "name": "Eve Other"})
    house.members({"id": "m1", "name": "Mia Zuk"})
    house.drain()
    number = desk.keep()
    assert all_news(desk, number) == []
    house.push({**ZUK, "id": "c3", "name": "Cleo Zuk"}, {**ZUK, "current_title": "Welder", "modified": "2025-02-01"})
    house.push({**ZUK, "id": "c9", "name": "Eve Else", "modified": "2025-02-01"})
    house.members({"id": "m2", "name": "Max Zuk"}, {"id": "m3", "name": "Nobody"})
    house.drain()
    assert sorted(all_news(desk, number)) == ["Ann Zuk", "Cleo Zuk", "Max Zuk"]
    assert all_news(desk, number) == []
    house.members({"id": "m1", "name": "Mia Zuk", "headline": "Welder"})
    house.push({**ZUK, "id": "c9", "name": "Eve Zuk", "modified": "2025-03-01"})
    house.drain()
    assert sorted(all_news(desk, number)) == ["Eve Zuk", "Mia Zuk"]


def all_news(desk: Desk, number: int) -> list[str]:
    """Run until no change is left."""
    names: list[str] = []
    while True:
        run = desk.run(number)
        names += desk.names(number, run.number)
        if not run.more:
            return names


def test_a_linked_member_is_one_person(desk: Desk) -> None:
    house = desk.house
    number = desk.keep()
    ann = {"id": "m1", "first_name": "Ann", "last_name": "Zuk", "emails": ["ann@example.com"]}
    house.members(ann)
    house.push({**ZUK, "emails": ["ann@example.com"]})
    house.drain()
    assert desk.news(number) == ["Ann Zuk"]
    house.members({**ann, "headline": "Welder"})
    house.drain()
    assert desk.news(number) == ["Ann Zuk"]


def test_filters_and_trees_mean_what_they_mean_in_a_search(desk: Desk) -> None:
    house = desk.house
    number = desk.keep('zuk NOT "bob zuk"', filters={"location": ("Bonn",)})
    for place in ("Bonn", "Oslo"):
        named = {"addresses": [{"city": place}]}
        house.push({**ZUK, **named, "id": f"a{place}"}, {**ZUK, **named, "id": f"b{place}", "name": "Bob Zuk"})
    house.drain()
    run = desk.run(number)
    asked: dict[str, Any] = {"text": 'zuk NOT "bob zuk"', "filters": {"location": ("Bonn",)}, "access": tokens("north")}
    assert desk.names(number, run.number) == [hit.name for hit in house.find(**asked)] == ["Ann Zuk"]


def test_each_seat_gets_what_it_may_see_now(desk: Desk) -> None:
    house = desk.house
    north, south = desk.keep(seat="north"), desk.keep(seat="south")
    shut = {"kind": "access_entry", "id": "x1", "about_kind": "candidate", "about": "c1", "state": "restricted"}
    house.push(ZUK, {**shut, "seats": ["north"]})
    house.drain()
    assert desk.news(north, "north") == ["Ann Zuk"]
    assert desk.news(south, "south") == []
    house.push({**shut, "seats": ["south"], "modified": "2025-02-01"})
    house.drain()
    assert desk.names(north, 2, "north") == []  # a run that was made shows nobody who is hidden now
    assert desk.news(north, "north") == []
    assert desk.news(south, "south") == ["Ann Zuk"]


def test_a_run_is_given_again_by_its_number_and_nothing_is_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.keep()
    desk.house.push(ZUK)
    desk.house.drain()

    def killed(*_: Any, **__: Any) -> Any:
        raise EngineDown

    with monkeypatch.context() as patch:
        patch.setattr(watches, "keep_run", killed)  # between the look and the end of the transaction
        with pytest.raises(EngineDown):
            desk.run(number, wanted=2)
    first = desk.run(number, wanted=2)
    assert (first.number, first.found) == (2, 1)
    desk.house.push({**ZUK, "id": "c2", "name": "Bob Zuk"})
    desk.house.drain()
    assert desk.run(number, wanted=2) == first
    assert desk.run(number, wanted=3).found == 1
    for wanted in (5, 60):
        with pytest.raises(NotFound):
            desk.run(number, wanted=wanted)


def test_two_runs_at_once_give_nobody_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.keep()
    desk.house.push(ZUK)
    desk.house.drain()
    real, runs = watches.move, list[watches.Run]()

    def late(*given: Any, **places: Any) -> Any:
        monkeypatch.setattr(watches, "move", real)
        return real(*given, **places)

    def first(*given: Any) -> Any:
        monkeypatch.setattr("service.flows.run_search.changed_people", flow.changed_people)
        runs.append(desk.run(number))
        return flow.changed_people(*given)

    monkeypatch.setattr(watches, "move", late)
    monkeypatch.setattr("service.flows.run_search.changed_people", first)
    with pytest.raises(StoreBusy):
        desk.run(number)
    assert [run.found for run in runs] == [1]


def test_what_the_index_has_not_taken_in_is_not_passed_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "FEW", 1)
    number = desk.keep()
    desk.house.push(*({**ZUK, "id": f"c{n}", "name": f"N{n} Zuk"} for n in range(4)))
    with monkeypatch.context() as patch:
        patch.setattr("service.worker.index_tenant", lambda *_: 0)
        desk.house.worker.drain()  # linked and projected, not indexed
    seen = all_news(desk, number)
    desk.house.drain()
    assert sorted(seen + all_news(desk, number)) == [f"N{n} Zuk" for n in range(4)]


def test_while_the_index_is_down_runs_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "FEW", 2)
    number = desk.keep()
    desk.house.push(*({**ZUK, "id": f"c{n}", "name": f"N{n} Zuk"} for n in range(5)))
    desk.house.drain()

    def down(*_: Any) -> Any:
        raise EngineDown

    monkeypatch.setattr(desk.parts.engine, "search", down)
    assert sorted(all_news(desk, number)) == [f"N{n} Zuk" for n in range(5)]


def test_whoever_leaves_is_in_no_run_and_no_row(desk: Desk) -> None:
    house = desk.house
    number = desk.keep()
    house.push(ZUK)
    house.members({"id": "m1", "name": "Mia Zuk"})
    house.drain()
    run = desk.run(number)
    assert sorted(desk.names(number, run.number)) == ["Ann Zuk", "Mia Zuk"]
    house.delete("candidate", "c1")
    house.members({"id": "m1", "name": "Mia Zuk", "closed": True})
    house.drain()
    assert desk.names(number, run.number) == []

    with desk.parts.store.reading(desk.tenant) as tx:
        assert len(tx.execute(search_hit.select()).all()) == 1  # the member's id in this tenant, which opens nothing
    assert desk.news(number) == []


def test_a_closed_member_leaves_every_tenant_within_one_projection(desk: Desk) -> None:
    """Nothing that is kept by ids gives the profile away: lists that were ranked, documents once opened, runs."""
    ann = {"id": "m1", "first_name": "Ann", "last_name": "Zuk", "emails": ["ann@example.com"], "headline": "Oboist"}
    second = Desk(desk.house.beside("second"))  # where the member is nobody's candidate
    desks = (desk, second)
    numbers = [one.keep("oboist") for one in desks]
    desk.house.members(ann)
    desk.house.push({**ZUK, "emails": ["ann@example.com"]})
    desk.house.drain()
    request = SearchRequest(text="oboist", access=tokens("north"))
    runs = [one.run(number).number for one, number in zip(desks, numbers, strict=True)]
    orders = [rank_search(one.parts, one.tenant, request).order for one in desks]
    for one, number, run, order in zip(desks, numbers, runs, orders, strict=True):
        assert one.names(number, run) == ["Ann Zuk"]
        assert len(show_search(one.parts, one.tenant, request, order, slice(0, 9))) == 1
    desk.house.members({**ann, "closed": True})
    desk.house.drain()
    for one, number, order in zip(desks, numbers, orders, strict=True):
        assert one.house.search("oboist").total == 0
        shown = show_search(one.parts, one.tenant, request, order, slice(0, 9))
        assert "Oboist" not in "".join(hit.model_dump_json() for hit in shown)
        assert all("Oboist" not in person.model_dump_json() for person in one.house.people())
        assert one.names(number, one.run(number).number) == []
    assert second.names(numbers[1], runs[1]) == []


def test_a_deleted_search_takes_all_along(desk: Desk) -> None:
    number = desk.keep()
    desk.house.push(ZUK)
    desk.house.drain()
    desk.run(number)
    with desk.parts.store.writing(desk.tenant, actor="test") as tx:
        drop_search(tx, owner("north"), number)
    with desk.parts.store.reading(desk.tenant) as tx:
        for table in (search_watch, search_run, search_hit):
            assert tx.execute(table.select()).all() == []


def alarmed(desk: Desk) -> bool:
    with desk.parts.store.control_reading() as tx:
        return desk.tenant in progress.alarms(tx)


def alerts(desk: Desk, seat: str = "north") -> list[watches.Run]:
    with desk.parts.store.reading(desk.tenant) as tx:
        return watches.alerts_of(tx, CONTRACT, SeatId(seat), before=None, limit=10)


def ask_daily(desk: Desk, number: int, seat: str = "north", alert: watches.Alert = "daily") -> None:
    with desk.parts.store.writing(desk.tenant, actor="test") as tx:
        set_alert(desk.parts, tx, owner(seat), number, alert, instance=ATS)


def test_alerts_come_when_they_are_due_and_only_with_somebody(desk: Desk, clock: Clock) -> None:
    number = desk.keep()
    ask_daily(desk, number)
    desk.house.push(ZUK)
    desk.house.drain()
    assert (alarmed(desk), alerts(desk)) == (False, [])
    clock.now += timedelta(days=1)
    assert alarmed(desk)
    desk.house.drain()
    (found,) = alerts(desk)
    assert desk.names(number, found.number) == ["Ann Zuk"]
    for _ in range(2):
        clock.now += timedelta(days=1)
        desk.house.drain()
    assert alerts(desk) == [found]
    assert not alarmed(desk)
    ask_daily(desk, number, alert="off")
    desk.house.push({**ZUK, "id": "c2", "name": "Bob Zuk"})
    clock.now += timedelta(days=9)
    desk.house.drain()
    assert alerts(desk) == [found]


def test_who_may_see_nothing_any_more_gets_no_alert(desk: Desk, clock: Clock) -> None:
    north, south = desk.keep(), desk.keep(seat="south")
    ask_daily(desk, north)
    ask_daily(desk, south, seat="south")
    with desk.parts.store.writing(desk.tenant, actor="test") as tx:
        seats.close_seat(tx, SeatId("south"))
        save_search(tx, Owner.client("gone"), "other", SearchRequest(text="zuk"))
    desk.house.push(ZUK)
    clock.now += timedelta(days=1)
    desk.house.drain()
    assert len(alerts(desk)) == 1
    assert alerts(desk, "south") == []


def test_an_alarm_that_was_lost_is_set_by_the_next_sweep(desk: Desk, clock: Clock) -> None:
    number = desk.keep()
    ask_daily(desk, number)
    with desk.parts.store.control_writing() as tx:
        progress.set_alarm(tx, desk.tenant, None)
    desk.house.push(ZUK)
    clock.now += timedelta(days=1)
    assert not alarmed(desk)
    desk.house.drain()  # which begins with a sweep
    assert len(alerts(desk)) == 1


def test_nothing_is_due_twice(desk: Desk, clock: Clock) -> None:
    number = desk.keep()
    ask_daily(desk, number)
    desk.house.push(ZUK)
    desk.house.drain()
    clock.now += timedelta(days=1)
    assert run_due(desk.parts, desk.tenant) == 1
    assert run_due(desk.parts, desk.tenant) == 0
