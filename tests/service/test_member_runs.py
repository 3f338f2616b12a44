"""However members change, and whatever stops the worker, the kept runs answer as if all members were read anew."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.ids import MemberId
from entities.link import Link
from indexing.oracle import OracleEngine
from matcher import Profiles, default_weights, persons_table
from service import matching as module
from service.matching import MemberProfiles, as_person, member_row
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import engine, members
from tests.service.conftest import NOW, House
from tests.service.town import make_town

TOWN = make_town(41, members=10, candidates=12)
ASKED = persons_table(
    [
        {"id": f"x{at}", **{name: row[name] for name in ("first_name", "last_name", "emails")}}
        for at, row in enumerate(TOWN.members)
    ]
)
NAMES = ("Ann", "Bob", "Cleo")
SURNAMES = ("Quill", "Marsh")


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up, for speed, what only a power cut would show."""
    quick = [one.replace("synchronous=FULL", "synchronous=OFF") for one in engine.PRAGMAS]
    monkeypatch.setattr(engine, "PRAGMAS", tuple(quick))
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """Open an installation that keeps no index on disk."""
    with open_parts(Settings(data=tmp_path / "data"), clock=lambda: NOW, engine=OracleEngine()) as opened:
        yield opened


def known(parts: Parts) -> MemberProfiles:
    """Begin as a worker does."""
    matching = MemberProfiles(parts)
    matching.refresh()
    return matching


def everybody(parts: Parts) -> Profiles:
    """Read all members anew: the slow way."""
    with parts.store.members_reading() as tx:
        found = [as_person(one) for one in members.scan(tx, -1, 10_000)]  # type: ignore[arg-type]  # before all numbers
    return Profiles(persons_table([one for one in found if one is not None]))


def answers(profiles: Profiles) -> list[Link]:
    return profiles.match(ASKED, default_weights())


def assert_as_read_anew(matching: MemberProfiles, parts: Parts) -> None:
    anew = everybody(parts)
    assert len(matching.profiles) == len(anew)
    assert answers(matching.profiles) == answers(anew)


def delete(parts: Parts, *ids: str) -> None:
    with parts.store.members_writing() as tx:
        members.delete_many(tx, [MemberId(one) for one in ids])


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "scan", lambda *_: pytest.fail("all members were read"))


def test_a_worker_that_begins_anew_reads_no_member(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.members(*TOWN.members)
    first = known(house.parts)
    no_reading(monkeypatch)
    monkeypatch.setattr(members, "get_many", lambda *_: pytest.fail("a member was read"))
    again = known(house.parts)
    assert again.sequence == first.sequence > 0
    assert len(again.profiles) == len(TOWN.members)
    assert answers(again.profiles) == answers(first.profiles)


def test_what_changed_is_followed_without_reading_all(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.members(*TOWN.members)
    matching = known(house.parts)
    with monkeypatch.context() as patch:
        no_reading(patch)
        house.members(
            {**TOWN.members[0], "emails": []}, {**TOWN.members[1], "closed": True}, {"id": "n", "name": "New Body"}
        )
        delete(house.parts, TOWN.members[2]["id"], "never there")
        matching.refresh()
    assert_as_read_anew(matching, house.parts)
    house.members(TOWN.members[1])  # and open again
    matching.refresh()
    assert_as_read_anew(matching, house.parts)
    assert_as_read_anew(known(house.parts), house.parts)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 7), st.sampled_from(NAMES), st.sampled_from(SURNAMES)),
        st.tuples(st.just("close"), st.integers(0, 7)),
        st.tuples(st.just("delete"), st.integers(0, 7)),
        st.tuples(st.sampled_from(["refresh", "begin anew", "tidy", "purge"])),
    ),
    max_size=14,
)


def do(parts: Parts, matching: MemberProfiles, step: tuple[Any, ...]) -> MemberProfiles:
    """Do one step of a history; gives who goes on."""
    name = f"h{step[1]}" if len(step) > 1 else ""
    if step[0] == "put":
        row = {"id": name, "first_name": step[2], "last_name": step[3], "emails": [f"{name}@example.com"]}
        with parts.store.members_writing() as tx:
            members.put_many(tx, [row])
    elif step[0] == "close":
        with parts.store.members_writing() as tx:
            members.put_many(tx, [{"id": name, "closed": True}])
    elif step[0] == "delete":
        delete(parts, name)
    elif step[0] == "begin anew":
        return known(parts)
    else:
        getattr(matching, step[0])()
    return matching


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, quick=st.sampled_from([0, 3, 300_000]), build=st.sampled_from([2, 250_000]))
def test_any_history_answers_as_if_read_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]], quick: int, build: int
) -> None:
    asked = persons_table(
        [
            {"id": f"{a}{b}", "first_name": a, "last_name": b, "emails": ["h1@example.com"]}
            for a in NAMES
            for b in SURNAMES
        ]
    )
    folder = tmp_path_factory.mktemp("history")
    with (
        pytest.MonkeyPatch.context() as patch,
        open_parts(Settings(data=folder), clock=lambda: NOW, engine=OracleEngine()) as parts,
    ):
        patch.setattr(module, "QUICK_ROWS", quick)
        patch.setattr(module, "BUILD_ROWS", build)
        matching = MemberProfiles(parts)
        for step in steps:
            matching = do(parts, matching, step)
        matching.refresh()
        anew = everybody(parts)
        assert len(matching.profiles) == len(anew)
        assert matching.profiles.match(asked, default_weights()) == anew.match(asked, default_weights())


class Killed(BaseException):
    """Stands for the end of a process."""


def kill_at(patch: pytest.MonkeyPatch, call: int) -> None:
    """Stop at the n-th call that changes a file."""
    calls = [0]

    def counting(real: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **kwargs: object) -> object:
            calls[0] += 1
            if calls[0] >= call:
                raise Killed
            return real(*args, **kwargs)

        return wrapped

    for name in ("pwrite", "replace", "unlink"):
        patch.setattr(os, name, counting(getattr(os, name)))


@pytest.mark.parametrize("begun", [False, True], ids=["the first reading", "a change"])
def test_killed_at_any_write_the_next_worker_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch, *, begun: bool
) -> None:
    monkeypatch.setattr(module, "BUILD_ROWS", 4)
    monkeypatch.setattr(module, "SCAN_ROWS", 2)
    house.members(*TOWN.members)
    if begun:
        known(house.parts)
        house.members(*({**row, "headline": "Changed"} for row in TOWN.members[:3]))
        delete(house.parts, TOWN.members[4]["id"])
    for call in range(1, 2_000, 29):  # what one has done stays for the next
        matching = MemberProfiles(house.parts)
        with monkeypatch.context() as patch:
            kill_at(patch, call)
            try:
                matching.refresh()
                break
            except Killed:
                continue
    assert call > 100
    assert_as_read_anew(matching, house.parts)
    assert_as_read_anew(known(house.parts), house.parts)


def test_a_first_reading_that_was_stopped_goes_on_where_it_had_come_to(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUILD_ROWS", 3)
    monkeypatch.setattr(module, "SCAN_ROWS", 1)
    house.members(*TOWN.members)
    scan, read = members.scan, list[int]()

    def stopping(tx: Any, after: Any, limit: int) -> Any:
        if len(read) == 7:
            read.append(0)
            raise Killed
        found = scan(tx, after, limit)
        read.extend(one.number for one in found)
        return found

    monkeypatch.setattr(members, "scan", stopping)
    with pytest.raises(Killed):
        known(house.parts)
    house.members({**TOWN.members[0], "emails": []})  # read already: followed afterwards
    told: list[tuple[int, int | None]] = []
    matching = MemberProfiles(house.parts, lambda _, done, total: told.append((done, total)))
    matching.refresh()
    assert sorted(read) == sorted([0, *range(1, len(TOWN.members) + 1), 7])  # the seventh was read, and not kept
    assert told == sorted(told)
    assert told[-1] == (len(TOWN.members), len(TOWN.members))
    assert_as_read_anew(matching, house.parts)


@pytest.mark.parametrize("damage", ["byte", "gone", "form", "key", "older members"])
def test_files_that_do_not_fit_are_made_anew(house: House, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    house.members(*TOWN.members)
    known(house.parts)
    folder = house.parts.settings.data / "runs"
    (file,) = folder.glob("run-*")
    content = bytearray(file.read_bytes())
    if damage == "byte":
        content[len(content) // 3] ^= 4
        file.write_bytes(content)
    elif damage == "gone":
        file.unlink()
    elif damage == "form":
        monkeypatch.setattr(module, "RUN_FORM", module.RUN_FORM + 1)
    elif damage == "key":
        monkeypatch.setattr(type(house.parts.store), "matching_secret", lambda _: 77)
    else:  # the members' database of another day was put back
        monkeypatch.setattr(members, "head", lambda _: 3)
    assert_as_read_anew(known(house.parts), house.parts)


def files_of(parts: Parts) -> bytes:
    return b"".join(file.read_bytes() for file in sorted((parts.settings.data / "runs").iterdir()))


def hashes_of(matching: MemberProfiles) -> set[bytes]:
    """Collect the bytes of all values, keys and letters of one member known alone."""
    found: set[bytes] = set()
    for run in matching.profiles.runs:
        found |= {value.tobytes() for column in run.side.one.values() for value in column.whole() if value}
        found |= {value.tobytes() for column in run.side.many.values() for value in column.whole().values}
        found |= {key.tobytes()[3:] for block in run.blocks for key in block}  # the row's number may be another
    return found


ODD = {
    "id": "odd",
    "first_name": "Xenokles",
    "last_name": "Wyrzykowski",
    "emails": ["xw@odd.example"],
    "phones": ["+4930999888"],
    "location": "Ouagadougou",
}


@pytest.mark.parametrize("way", ["delete", "close"])
@pytest.mark.parametrize("quick", [0, 300_000])
def test_whoever_is_gone_is_in_no_file_after_the_next_merge(
    house: House, monkeypatch: pytest.MonkeyPatch, way: str, quick: int
) -> None:
    house.members(ODD)
    alone = hashes_of(known(house.parts))
    house.members(*TOWN.members)
    house.push(*TOWN.items)
    house.drain()
    matching = known(house.parts)
    before = files_of(house.parts)
    own = {one for one in alone if one in before} - hashes_of_town(house)
    assert len(own) > 8
    monkeypatch.setattr(module, "QUICK_ROWS", quick)
    delete(house.parts, "odd") if way == "delete" else house.members({**ODD, "closed": True})
    house.drain()
    matching.refresh()
    if not quick:
        assert any(one in files_of(house.parts) for one in own)  # few rows among many: not yet
        matching.purge()
    after = files_of(house.parts)
    assert not [one for one in own if one in after]
    for clear in (b"xenokles", b"Xenokles", b"wyrzykowski", b"ouagadougou", b"xw@odd"):
        assert clear not in before
        assert clear not in after
    words = {str(word) for run in matching.profiles.runs for word in words_of(run)}
    assert "wyrzykowski" not in words
    assert words
    assert_as_read_anew(matching, house.parts)


def hashes_of_town(house: House) -> set[bytes]:
    town = Profiles(persons_table(TOWN.members), house.parts.store.matching_secret())
    found: set[bytes] = set()
    for run in town.runs:
        found |= {value.tobytes() for column in run.side.one.values() for value in column.whole() if value}
        found |= {value.tobytes() for column in run.side.many.values() for value in column.whole().values}
        found |= {key.tobytes()[3:] for block in run.blocks for key in block}  # the row's number may be another
    return found


def words_of(run: Any) -> list[str]:
    return list(run.side.texts(run.side.arrays["words.hashes"]))


def test_who_is_gone_is_removed_from_large_runs_within_hours(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.members(*TOWN.members)
    matching = known(house.parts)
    monkeypatch.setattr(module, "QUICK_ROWS", 0)
    delete(house.parts, TOWN.members[0]["id"])
    matching.refresh()
    assert [len(run.side) - run.living for run in matching.profiles.runs] == [1]
    assert matching.tidy() == 0
    later = NOW.timestamp() + module.PURGE_SECONDS + 1
    monkeypatch.setattr(MemberProfiles, "_now", lambda _: int(later))
    assert matching.tidy() == 1
    assert [len(run.side) - run.living for run in matching.profiles.runs] == [0]
    assert matching.tidy() == 0


def test_many_small_changes_leave_few_runs(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUICK_ROWS", 4)
    house.members(*TOWN.members)
    matching = known(house.parts)
    most = 0
    for at in range(30):
        house.members({"id": f"more {at}", "first_name": "Ann", "last_name": f"Added{at}"})
        matching.refresh()
        matching.tidy()
        most = max(most, len(matching.profiles.runs))
    assert most <= 4
    assert_as_read_anew(matching, house.parts)


def test_a_damaged_run_is_not_put_together_but_made_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.runs.folder.CHECKED_UPTO", 0)
    monkeypatch.setattr(module, "QUICK_ROWS", 0)
    house.members(*TOWN.members)
    matching = known(house.parts)
    delete(house.parts, *(row["id"] for row in TOWN.members[:3]))
    matching.refresh()
    file = max((house.parts.settings.data / "runs").glob("run-*"), key=lambda one: one.stat().st_size)
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    assert matching.tidy() == 1
    assert_as_read_anew(matching, house.parts)


def test_a_row_is_what_a_person_is(house: House) -> None:
    odd = {"id": "p", "name": "Ann Zuk", "handles": ["annz", "annz"], "education": [{"school": "S"}]}
    odd["profile_url"] = "https://m.example/ann"
    house.members(*TOWN.members, odd, {"id": "empty"}, {"id": "shut", "closed": True})
    with house.parts.store.members_reading() as tx:
        stored = members.scan(tx, -1, 100)  # type: ignore[arg-type]  # before all numbers
    for one in stored:
        person, row = as_person(one), member_row(one)
        assert (person is None) == (row is None)
        if person is not None and row is not None:
            assert persons_table([person]).to_pylist() == persons_table([row]).to_pylist()


def test_files_are_for_their_owner_alone(house: House) -> None:
    house.members(*TOWN.members)
    known(house.parts)
    folder = house.parts.settings.data / "runs"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
