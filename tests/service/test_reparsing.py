"""A newer parser reads stored files again in idle moments: what was read counts until then, and new work goes first."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import StoreBusy, TalentjoinError
from entities.ids import RecordId
from entities.resume import ParseOutcome, ParseStatus
from matcher.resume import PARSER_VERSION, parse_resume
from service import reparsing as steps
from service.flows import parse as flow
from service.flows.parse import _better, order_again
from service.reparsing import Reparsing
from service.settings import Settings
from service.wiring import Parts, open_parts
from service.worker import Worker
from store import outbox, parses
from store.records import Stored
from tests.service.conftest import NOW, House

CRAFTS = ("Glassblowing", "Woodturning", "Milling", "Weaving", "Smithing", "Carving", "Dyeing")
STATUSES: tuple[ParseStatus, ...] = ("ok", "empty", "corrupt", "timeout", "out_of_memory", "too_large", "encrypted")


def text(craft: str) -> bytes:
    return f"Ann Zuk\nann@example.com\n\nSKILLS\n{craft}\n".encode()


class Versioned:
    """Parses here; a later version may read skills under another name, or break."""

    def __init__(self) -> None:
        self.files: list[str | None] = []
        self.change: Callable[[ParseOutcome], ParseOutcome] = lambda outcome: outcome

    def map(
        self,
        files: Iterable[tuple[bytes, str | None, str | None]],
        *,
        tenant: str | None,  # noqa: ARG002 - the protocol's
    ) -> Iterator[tuple[ParseOutcome, float]]:
        for content, name, date in files:
            self.files.append(name)
            yield self.change(parse_resume(content, name, date)), 0.0


@pytest.fixture
def parser() -> Versioned:
    return Versioned()


@pytest.fixture
def house(parts: Parts, parser: Versioned) -> House:
    return House(parts, "acme", Worker(parts, parser))


def hold(house: House, count: int, first: int = 0) -> list[str]:
    """Give candidates a file each and have them read."""
    names = [f"cv{number}.txt" for number in range(first, first + count)]
    for number, name in enumerate(names, first):
        house.push({"kind": "candidate", "id": f"c{number}", "name": f"Holder Zuk{number}"})
        house.attach(f"c{number}", name, text(CRAFTS[number % len(CRAFTS)]))
    house.drain()
    return names


def newer(patch: pytest.MonkeyPatch, version: str = "next") -> None:
    """Go on with another version of the parser."""
    patch.setattr(flow, "PARSER_VERSION", version)
    patch.setattr(steps, "PARSER_VERSION", version)


def kept(house: House) -> dict[RecordId, parses.Parse]:
    ids = [stored.id for number in range(40) if (stored := house.record("attachment", f"cv{number}.txt"))]
    with house.parts.store.reading(house.tenant) as tx:
        return parses.get_many(tx, ids)


def due(house: House) -> int:
    with house.parts.store.reading(house.tenant) as tx:
        return sum(outbox.depth(tx).values())


def all_steps(reparsing: Reparsing) -> list[int]:
    """Step until nothing is left; never without end."""
    counts = []
    while done := reparsing.step():
        counts.append(done)
        assert len(counts) < 100
    return counts


def test_while_the_parser_is_the_same_nothing_is_read_again(house: House, parser: Versioned) -> None:
    hold(house, 3)
    assert all_steps(Reparsing(house.parts)) == []
    assert due(house) == 0
    assert len(parser.files) == 3


def test_every_file_is_read_again_once(house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch) -> None:
    names = hold(house, 5)
    newer(monkeypatch)
    assert all_steps(Reparsing(house.parts)) == [5]
    house.drain()
    assert sorted(filter(None, parser.files)) == sorted(names * 2)
    assert {one.parser_version for one in kept(house).values()} == {"next"}
    assert all_steps(Reparsing(house.parts)) == []
    house.assert_index_is_store()


def test_what_was_read_counts_until_the_new_is_in(
    house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(house, 2)
    newer(monkeypatch)
    parser.change = lambda outcome: outcome.model_copy(
        update={"resume": parse_resume(text("Clockmaking"), "a.txt").resume} if outcome.resume else {}
    )
    before = kept(house)
    Reparsing(house.parts).step()
    assert due(house) > 0
    assert kept(house) == before
    assert len(house.find("glassblowing")) == len(house.find("woodturning")) == 1
    house.drain()
    assert len(house.find("clockmaking")) == 2
    assert house.find("glassblowing") == ()


@pytest.mark.parametrize("status", ["timeout", "corrupt"])
def test_a_parser_that_breaks_on_old_bytes_keeps_what_was_read_and_does_not_come_back(
    house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch, status: ParseStatus
) -> None:
    hold(house, 2)
    before = {key: one.outcome for key, one in kept(house).items()}
    newer(monkeypatch)
    parser.change = lambda _: ParseOutcome(status=status, error="broken")
    all_steps(Reparsing(house.parts))
    house.drain()
    assert {key: one.outcome for key, one in kept(house).items()} == before
    assert {one.parser_version for one in kept(house).values()} == {"next"}
    assert len(house.find("glassblowing")) == 1
    count = len(parser.files)
    assert all_steps(Reparsing(house.parts)) == []
    house.drain()
    assert len(parser.files) == count


def test_a_parser_that_breaks_on_new_bytes_says_so(
    house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(house, 1)
    newer(monkeypatch)
    parser.change = lambda _: ParseOutcome(status="timeout", error="broken")
    house.attach("c0", "cv0.txt", text("Weaving"), modified="2025-02-01")
    house.drain()
    ((_, one),) = kept(house).items()
    assert one.outcome.status == "timeout"
    assert house.find("glassblowing") == ()


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("before", [None, *STATUSES])
@pytest.mark.parametrize("after", STATUSES)
def test_only_a_good_outcome_of_the_same_bytes_outlives_a_break(
    before: ParseStatus | None,
    same: bool,  # noqa: FBT001 - a parameter of the table
    after: ParseStatus,
) -> None:
    stored = _stored({"blob": "b1"})
    old = ParseOutcome(status=before) if before else None
    kept_before = parses.Parse(stored.id, "b1" if same else "b0", "1", old) if old else None
    read = ParseOutcome(status=after, error="new")
    stays = before == "ok" and same and after in ("timeout", "out_of_memory", "corrupt")
    assert _better(stored, kept_before, read) is (old if stays else read)


def _stored(payload: dict[str, Any]) -> Any:
    class Given:
        id = RecordId("a1")

        def __init__(self) -> None:
            self.payload = payload

    assert {"id", "payload"} <= set(Stored.__dataclass_fields__)  # what it stands in for
    return Given()


def test_new_work_does_not_wait(house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(house, 6)
    newer(monkeypatch)
    monkeypatch.setattr(steps, "FILES_AT_ONCE", 2)
    reparsing = Reparsing(house.parts)
    assert reparsing.step() == 2
    parser.files.clear()
    house.push({"kind": "candidate", "id": "c9", "name": "Holder Zuk9"})
    house.attach("c9", "cv9.txt", text("Engraving"))
    house.drain()
    assert len(house.find("engraving")) == 1
    assert len(parser.files) == 3  # the two that were ordered and the new one; four old ones are still to come
    assert all_steps(reparsing) == [2, 2]
    house.drain()
    assert {one.parser_version for one in kept(house).values()} == {"next"}


@pytest.mark.parametrize("at_once", [1, 3])
def test_each_tenant_and_each_file_comes_once(
    house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    other, empty = house.beside("other"), house.beside("empty")
    hold(house, 3)
    hold(other, 4)
    newer(monkeypatch)
    monkeypatch.setattr(steps, "FILES_AT_ONCE", at_once)
    parser.files.clear()
    counts = all_steps(Reparsing(house.parts))
    assert sum(counts) == 7
    assert max(counts) <= at_once
    assert due(empty) == 0
    house.drain()
    assert len(parser.files) == 7
    for one in (house, other):
        assert {parse.parser_version for parse in kept(one).values()} == {"next"}


def test_a_step_that_fails_comes_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(house, 4)
    newer(monkeypatch)
    monkeypatch.setattr(steps, "FILES_AT_ONCE", 2)
    reparsing, order, calls = Reparsing(house.parts), order_again, iter(range(100))

    def failing(*given: Any, **more: Any) -> list[RecordId]:
        if next(calls) == 1:
            raise StoreBusy("busy")
        return order(*given, **more)

    monkeypatch.setattr(steps, "order_again", failing)
    assert reparsing.step() == 2
    with pytest.raises(StoreBusy):
        reparsing.step()
    assert all_steps(reparsing) == [2]
    house.drain()
    assert {one.parser_version for one in kept(house).values()} == {"next"}


def test_a_file_deleted_meanwhile_is_not_missed(
    house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(house, 3)
    newer(monkeypatch)
    Reparsing(house.parts).step()
    parser.files.clear()
    house.delete("attachment", "cv1.txt")
    house.delete("candidate", "c2")
    house.drain()
    assert parser.files == ["cv0.txt"]
    assert house.find("woodturning") == ()
    assert house.find("milling") == ()


def test_files_are_ordered_by_their_ids_and_none_is_left_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(house, 7)
    newer(monkeypatch)
    seen: list[RecordId] = []
    while files := order_again(house.parts, house.tenant, after=seen[-1] if seen else None, limit=3):
        seen += files
    assert seen == sorted(kept(house))
    assert len(seen) == 7


@settings(max_examples=3)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_versions_may_come_and_go(tmp_path_factory: pytest.TempPathFactory, versions: list[int]) -> None:
    parser = Versioned()
    with open_parts(Settings(data=tmp_path_factory.mktemp("versions") / "data"), clock=lambda: NOW) as parts:
        house = House(parts, "acme", Worker(parts, parser))
        hold(house, 2)
        now, reads = PARSER_VERSION, 2
        for version in versions:
            with pytest.MonkeyPatch.context() as patch:
                newer(patch, str(version))
                all_steps(Reparsing(parts))
                house.drain()
                reads += 2 * (str(version) != now)
                now = str(version)
                assert {one.parser_version for one in kept(house).values()} == {now}
                assert len(parser.files) == reads
        assert len(house.find("glassblowing")) == 1


def test_the_worker_does_it_when_it_has_nothing_else_to_do(
    house: House, parser: Versioned, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(house, 3)
    newer(monkeypatch)
    worker, stop = Worker(house.parts, parser), threading.Event()
    failures: list[TalentjoinError] = []
    naps = iter(range(2000))

    def rest(_: float) -> None:
        done = {one.parser_version for one in kept(house).values()} == {"next"} and due(house) == 0
        if done or next(naps) > 200:
            stop.set()

    worker.run(stop, failures.append, rest)
    assert failures == []
    assert {one.parser_version for one in kept(house).values()} == {"next"}
    assert len(parser.files) == 6
