"""However runs are added, thinned out and put together, what is read is what a dict would hold."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from numpy.typing import NDArray

from entities.errors import Locked, StoreCorrupt, StoreFull
from store.runs import Runs, Snapshot
from store.vault import OperatorVault
from tests.store.named_runs import SEALED, Rows, arrays_of, dead_of, rows_of, runs_in, shown


class ChangingRuns(RuleBasedStateMachine):
    """Runs in a folder beside the dict of what they should hold."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.root = self.folder / str(len(list(self.folder.iterdir())))
        self.held: dict[int, str] = {}
        self.found: Snapshot | None = None

    @rule(
        fresh=st.dictionaries(st.integers(0, 9), st.sampled_from(["Ann", "Bob", "Zoe"]), max_size=4),
        gone=st.sets(st.integers(0, 9), max_size=2),
    )
    def put(self, fresh: dict[int, str], gone: set[int]) -> None:
        parts = () if self.found is None else self.found.parts
        kept = [(part, dead_of(part, gone | set(fresh))) for part in parts]
        state = {"sequence": len(self.held)}
        self.found = runs_in(self.root).commit(self.found, kept, [arrays_of(list(fresh.items()))], state)
        assert self.found.state == state
        self.held = {key: text for key, text in self.held.items() if key not in gone} | fresh

    @precondition(lambda self: self.found is not None)
    @rule()
    def put_together(self) -> None:
        assert self.found is not None
        rows = [row for part in self.found.parts for row in rows_of(part)]
        self.found = runs_in(self.root).commit(self.found, [], [arrays_of(rows)], self.found.state)
        assert len(self.found.parts) == 1

    @invariant()
    def what_is_read_is_what_is_held(self) -> None:
        assert shown(self.found) == self.held
        again = runs_in(self.root).read()
        assert shown(again) == self.held
        assert (again and again.generation) == (self.found and self.found.generation)

    @invariant()
    def no_file_is_left_that_does_not_count(self) -> None:
        parts = () if self.found is None else self.found.parts
        named = {part.name for part in parts} | {part.entry["dead"]["name"] for part in parts if part.entry["dead"]}
        folder = self.root / "runs"
        assert {one.name for one in folder.iterdir()} - {"MANIFEST"} == named if folder.is_dir() else not named

    @invariant()
    def letters_lie_nowhere_in_clear(self) -> None:
        for one in (self.root / "runs").glob("run-*"):
            assert not any(name in one.read_bytes() for name in (b"Ann", b"Bob", b"Zoe"))


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up, for speed, what only a power cut would show."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def test_any_sequence_of_changes_reads_like_a_dict(tmp_path: Path) -> None:
    machine = type("Machine", (ChangingRuns,), {"folder": tmp_path})
    test = machine.TestCase
    test.settings = settings(max_examples=25, stateful_step_count=10, deadline=None)
    test("runTest").runTest()


def one_run(folder: Path, rows: Rows | None = None) -> Snapshot:
    return runs_in(folder).commit(None, [], [arrays_of(rows or [(1, "Ann"), (2, "Bob")])], {"sequence": 7})


def test_arrays_are_mapped_and_can_not_be_written(tmp_path: Path) -> None:
    (part,) = one_run(tmp_path).parts
    keys = part.arrays["keys"]
    assert keys.base is not None
    for array in part.arrays.values():
        assert not array.flags.writeable
    (tmp_path / "runs" / part.name).unlink()
    assert keys.tolist() == [1, 2]  # who has it open goes on reading it


def test_empty_arrays_and_runs_without_rows_come_back(tmp_path: Path) -> None:
    runs = runs_in(tmp_path)
    found = runs.commit(None, [], [arrays_of([])], {})
    assert {name: array.shape for name, array in found.parts[0].arrays.items()} == {
        "keys": (0,), "letters": (0,), "square": (0, 2),
    }  # fmt: skip
    assert runs.commit(found, [], [], {"sequence": 3}).parts == ()


def test_arrays_are_asked_for_one_at_a_time(tmp_path: Path) -> None:
    sizes = []

    def lazily() -> Iterator[tuple[str, NDArray[Any]]]:
        for name in ("a", "b", "c"):
            file = next((tmp_path / "runs").glob("run-*"))
            sizes.append(file.stat().st_size)
            yield name, np.ones(1_000, np.uint64)

    runs_in(tmp_path).commit(None, [], [lazily()], {})
    assert sizes == sorted(set(sizes))


def test_another_form_or_another_key_reads_as_nothing(tmp_path: Path) -> None:
    one_run(tmp_path)
    assert runs_in(tmp_path).read() is not None
    assert runs_in(tmp_path, form="2").read() is None
    other = Runs(tmp_path / "runs", form="1", sealer=OperatorVault(bytes(32)), sealed=SEALED)
    assert other.read() is None
    assert Runs(tmp_path / "runs", form="1").read() is None
    assert Runs(tmp_path / "none", form="1").read() is None
    assert shown(other.commit(None, [], [arrays_of([(5, "Zoe")])], {})) == {5: "Zoe"}


@pytest.mark.parametrize("where", [0, 9, 70, -1, -9, -20])
@pytest.mark.parametrize("kind", ["MANIFEST", "run", "dead"])
def test_a_changed_byte_is_noticed(tmp_path: Path, kind: str, where: int) -> None:
    found = one_run(tmp_path)
    found = runs_in(tmp_path).commit(found, [(found.parts[0], np.array([1]))], [], {})
    (file,) = (tmp_path / "runs").glob(f"{kind}*")
    content = bytearray(file.read_bytes())
    content[max(-len(content), min(where, len(content) - 1))] ^= 1
    file.write_bytes(content)
    assert runs_in(tmp_path).read() is None


@pytest.mark.parametrize("kind", ["MANIFEST", "run", "dead"])
@pytest.mark.parametrize("left", [0.0, 0.5, 0.99])
def test_a_file_cut_short_or_gone_is_noticed(tmp_path: Path, kind: str, left: float) -> None:
    found = one_run(tmp_path)
    runs_in(tmp_path).commit(found, [(found.parts[0], np.array([1]))], [], {})
    (file,) = (tmp_path / "runs").glob(f"{kind}*")
    file.write_bytes(file.read_bytes()[: int(left * file.stat().st_size)])
    assert runs_in(tmp_path).read() is None
    file.unlink()
    assert runs_in(tmp_path).read() is None


def test_a_large_run_is_checked_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.runs.folder.CHECKED_UPTO", 10)
    found = one_run(tmp_path)
    runs = runs_in(tmp_path)
    assert runs.whole(found)
    file = tmp_path / "runs" / found.parts[0].name
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    again = runs.read()
    assert again is not None
    assert not runs.whole(again)


def test_who_changes_what_another_has_changed_is_refused(tmp_path: Path) -> None:
    mine = one_run(tmp_path)
    theirs = runs_in(tmp_path).commit(mine, [], [arrays_of([(9, "Zoe")])], {})
    with pytest.raises(Locked):
        runs_in(tmp_path).commit(mine, [], [arrays_of([(8, "Bob")])], {})
    assert shown(runs_in(tmp_path).read()) == shown(theirs)


def test_a_stamp_changes_with_every_change(tmp_path: Path) -> None:
    runs = runs_in(tmp_path)
    stamps = [runs.stamp()]
    found = None
    for at in range(3):
        found = runs.commit(found, [], [arrays_of([(at, "Ann")])], {})
        stamps.append(runs.stamp())
        assert runs.stamp() == stamps[-1]
    assert len(set(stamps)) == 4
    runs.drop()
    assert (runs.stamp(), runs.read()) == (None, None)


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = one_run(tmp_path)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(StoreFull):
            runs_in(tmp_path).commit(found, [(found.parts[0], np.array([0]))], [arrays_of([(3, "Zoe")])], {})
    assert shown(runs_in(tmp_path).read()) == {1: "Ann", 2: "Bob"}
    assert len(list((tmp_path / "runs").glob("*-*"))) == 1


def test_what_an_owner_fails_to_make_is_not_there(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, NDArray[Any]]]:
        yield "keys", np.zeros(3, np.uint64)
        raise StoreCorrupt("nothing more")

    found = one_run(tmp_path)
    with pytest.raises(StoreCorrupt):
        runs_in(tmp_path).commit(found, [], [broken()], {})
    assert shown(runs_in(tmp_path).read()) == {1: "Ann", 2: "Bob"}
