"""Any history of pushes, imports, corrections, switches and failures ends in the state that its last words describe."""

from collections import defaultdict
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, Literal

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from entities.errors import EngineDown, NotFound
from indexing.faulty import FaultyEngine
from service.flows.doctor import examine
from service.flows.origins import switch_pull
from service.flows.rebuild import rebuild_members, rebuild_tenant
from service.flows.rematch import order_rematch
from service.flows.tenants import FIRST_INSTANCE
from service.report import silent
from service.settings import Settings
from service.wiring import open_parts
from service.worker import Worker
from store import audit, members
from tests.service.conftest import HereParser, House

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)
CANDIDATES, MEMBERS = range(6), range(5)  # those of one number are one person
SURNAMES = ("Zaluk", "Zebrin", "Zimtor", "Zoprel", "Zugmar", "Zyxon")
TAGS = ("alto", "basso", "canto")
Origin = Literal["push", "pull"]
numbers = st.sampled_from(CANDIDATES)
tags = st.sampled_from(TAGS)


def person(number: int) -> dict[str, Any]:
    return {"first_name": "Ann", "last_name": SURNAMES[number], "emails": [f"p{number}@example.com"]}


class Switch(FaultyEngine):
    """The engine, down while a test says so."""

    down = False

    def apply(self, index: str, actions: Any) -> None:
        if self.down:
            raise EngineDown
        super().apply(index, actions)


class Histories(RuleBasedStateMachine):
    """One tenant, and beside it what anybody would write down: the last word of each origin on each candidate."""

    folder: ClassVar[TemporaryDirectory[str]]

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.layers: dict[int, dict[Origin, tuple[datetime, str]]] = defaultdict(dict)  # when and what each says
        self.aged: set[int] = set()  # candidates whose pushed word is older than any other
        self.deleted: dict[int, datetime] = {}
        self.pull = True
        self.members: dict[int, str | None] = {}  # member -> its headline; None once closed
        self.refused: dict[int, bool] = {}  # candidate -> whether a person said that it isn't its member
        self.stack = ExitStack()

    @initialize()
    def open(self) -> None:
        folder = Path(self.stack.enter_context(TemporaryDirectory()))
        parts = self.stack.enter_context(open_parts(Settings(data=folder / "data"), clock=lambda: self.now))
        self.engine = Switch(parts.engine, [])
        self.house = House(replace(parts, engine=self.engine))

    def teardown(self) -> None:
        try:
            if hasattr(self, "house"):
                self.engine.down = False
                self.drain()
                self.restart()
                self.drain()
        finally:
            self.stack.close()

    def tick(self) -> str:
        self.now += timedelta(minutes=10)
        return self.now.isoformat()

    @rule(number=numbers, tag=tags, origin=st.sampled_from(["push", "push", "pull"]))
    def write(self, number: int, tag: str, origin: Origin) -> None:
        item = {"kind": "candidate", "id": f"c{number}", "modified": self.tick(), "tags": [tag], **person(number)}
        (outcome,) = self.house.push(item, origin=origin)
        if number in self.deleted:
            assert outcome.result == "erased"
            return
        assert outcome.result in ("created", "changed")
        self.layers[number][origin] = self.now, tag
        if origin == "push":
            self.aged.discard(number)

    @rule(number=numbers, tag=tags)
    def write_what_is_older(self, number: int, tag: str) -> None:
        item = {
            "kind": "candidate",
            "id": f"c{number}",
            "modified": LONG_AGO.isoformat(),
            "tags": [tag],
            **person(number),
        }
        (outcome,) = self.house.push(item)
        if number in self.deleted:
            assert outcome.result == "erased"
        elif "push" in self.layers[number] and number not in self.aged:
            assert outcome.result == "stale"
        else:  # of two that are equally old the last word counts
            self.layers[number]["push"] = LONG_AGO, tag
            self.aged.add(number)

    @rule(number=numbers)
    def delete(self, number: int) -> None:
        at = self.tick()
        self.house.delete("candidate", f"c{number}", at)
        self.deleted[number] = self.now
        self.layers[number].clear()
        self.aged.discard(number)

    @precondition(lambda self: self.deleted)
    @rule(tag=tags, data=st.data())
    def make_anew(self, tag: str, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.deleted)))
        at = self.tick()
        item = {"kind": "candidate", "id": f"c{number}", "created": at, "modified": at, "tags": [tag]}
        (outcome,) = self.house.push({**item, **person(number)})
        assert outcome.result == "created"
        del self.deleted[number]
        self.layers[number]["push"] = self.now, tag

    @rule(number=st.sampled_from(MEMBERS), headline=st.sampled_from(["Diver", "Eremit", None]))
    def write_member(self, number: int, headline: str | None) -> None:
        row = {"id": f"m{number}", **person(number), "closed": headline is None, "headline": headline or ""}
        self.house.members(row)
        self.members[number] = headline

    @rule(on=st.booleans())
    def switch(self, *, on: bool) -> None:
        switch_pull(self.house.parts, self.house.tenant, FIRST_INSTANCE, on=on, actor="test")
        self.pull = on

    @precondition(lambda self: not self.engine.down)
    @rule(number=numbers, kind=st.sampled_from(["linked", "not_linked"]))
    def correct(self, number: int, kind: Any) -> None:
        """Say of a candidate that the member of its name is, or isn't, the same person."""
        self.worker_drains()
        if number not in MEMBERS or self.members.get(number) is None or not self.shown(number):
            return
        own = next((hit.id for hit in self.house.find(SURNAMES[number]) if not hit.in_ats), None)
        try:
            member = own or self.house.link(f"c{number}").member
        except NotFound:
            return
        if member is None:
            return
        self.house.correct(f"c{number}", kind, member)
        self.refused[number] = kind == "not_linked"

    @rule()
    def order_rematch(self) -> None:
        order_rematch(self.house.parts, self.house.tenant, actor="test")

    @rule()
    def rebuild(self) -> None:
        rebuild_tenant(self.house.parts, self.house.tenant, silent)
        rebuild_members(self.house.parts, silent)

    @rule()
    def break_engine(self) -> None:
        self.engine.down = True

    @rule()
    def restart(self) -> None:
        self.house.worker = Worker(self.house.parts, HereParser())

    @rule()
    def worker_tries(self) -> None:
        try:
            self.house.worker.drain()
        except EngineDown:
            assert self.engine.down

    def worker_drains(self) -> None:
        self.now += timedelta(minutes=2)  # whatever failed is due again
        self.house.drain()

    @rule()
    def drain(self) -> None:
        """Let all work be done, then compare everything."""
        self.engine.down = False
        self.worker_drains()
        self.house.assert_index_is_store()
        shown = {number: tag for number in CANDIDATES if (tag := self.shown(number))}
        opened = {number for number in MEMBERS if self.members.get(number) is not None}
        apart = {number for number in shown.keys() & opened if self.joined(number) is False}
        answer = self.house.search(limit=200, facets=("in_ats",))
        assert answer.total == len(answer.hits) == len(shown.keys() | opened) + len(apart)
        assert {count.value: count.count for count in answer.facets["in_ats"]} == {
            name: count for name, count in (("true", len(shown)), ("false", answer.total - len(shown))) if count
        }
        for number in CANDIDATES:
            found = self.house.find(SURNAMES[number])
            assert len(found) == (number in shown or number in opened) + (number in apart)
            assert [hit.in_ats for hit in found].count(True) == (number in shown)
        for tag in TAGS:
            assert {hit.name.split()[-1] for hit in self.house.find(tag)} == {
                SURNAMES[number] for number, said in shown.items() if said == tag
            }
        assert [check.name for check in examine(self.house.parts) if not check.ok] == []

    def shown(self, number: int) -> str | None:
        """Give what is read of a candidate: the newer word of the origins that count."""
        layers = self.layers[number]
        said = [layers[origin] for origin in layers if origin == "push" or self.pull]
        return max(said)[1] if said else None

    def joined(self, number: int) -> bool:
        link = self.house.link(f"c{number}")
        if number in self.refused:
            assert (link.decision == "match") is not self.refused[number]
        return link.decision == "match"

    @invariant()
    def what_is_kept_is_sound(self) -> None:
        if not hasattr(self, "house"):
            return
        with self.house.parts.store.reading(self.house.tenant) as tx:
            audit.verify(tx)
        with self.house.parts.store.members_reading() as tx:
            stored = members.scan(tx, -1, 100)  # type: ignore[arg-type]  # any number below the first
        assert {one.id for one in stored} == {f"m{number}" for number in self.members}


class TestHistories(Histories.TestCase):  # type: ignore[name-defined, misc]  # made by hypothesis
    """Runs the machine."""

    settings = settings(max_examples=8, stateful_step_count=22, deadline=None, phases=(Phase.explicit, Phase.generate))
