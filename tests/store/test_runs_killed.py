"""Whatever stops the writer of runs, wherever: the old set or the new one is there, whole, and work goes on from it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from store.runs import Runs, Snapshot
from tests.store.named_runs import arrays_of, dead_of, runs_in, shown

CALLS = ("pwrite", "fsync", "open", "rename", "replace", "unlink", "mkdir")
OLD = {1: "Ann", 2: "Bob", 3: "Cleo"}
MOST_CALLS = 200


class Killed(BaseException):
    """Stands for the end of a process: nothing after it is done."""


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, call: int, *, torn: bool) -> Iterator[None]:
    """Stop at the n-th call that changes a file; a write may be torn."""
    calls = [0]

    def counting(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **kwargs: object) -> object:
            calls[0] += 1
            if calls[0] == call and torn and name == "pwrite":
                descriptor, content, at = args
                real(descriptor, memoryview(content)[: len(content) // 2], at)  # type: ignore[arg-type]  # as in os
            if calls[0] >= call:
                raise Killed  # nobody tidies up behind a process that is gone
            return real(*args, **kwargs)

        return wrapped

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)  # what only a power cut would show
        for name in CALLS:
            patch.setattr(os, name, counting(name, getattr(os, name)))
        yield


def begin(folder: Path) -> Snapshot:
    runs = runs_in(folder)
    found = runs.commit(None, [], [arrays_of([(1, "Ann"), (2, "Eve"), (4, "Finn")])], {"sequence": 1})
    (part,) = found.parts
    return runs.commit(found, [(part, dead_of(part, {2, 4}))], [arrays_of([(2, "Bob"), (3, "Cleo")])], {"sequence": 2})


def append(runs: Runs, found: Snapshot | None) -> Snapshot:
    parts = () if found is None else found.parts
    kept = [(part, dead_of(part, {1, 3})) for part in parts]
    return runs.commit(found, kept, [arrays_of([(3, "Dan"), (5, "Gus")])], {"sequence": 3})


def merge(runs: Runs, found: Snapshot | None) -> Snapshot:
    return runs.commit(found, [], [arrays_of(list(shown(found).items()))], {"sequence": 2})


def found_first(runs: Runs, found: Snapshot | None) -> Snapshot:
    assert found is None
    return append(runs, None)


@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize(
    ("work", "after"),
    [(append, {2: "Bob", 3: "Dan", 5: "Gus"}), (merge, OLD), (found_first, {3: "Dan", 5: "Gus"})],
)
def test_a_kill_at_any_call_leaves_the_old_set_or_the_new_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    work: Callable[[Runs, Snapshot | None], Snapshot],
    after: dict[int, str],
    *,
    torn: bool,
) -> None:
    live = tmp_path / "live"
    live.mkdir()
    old: dict[int, str] = {}
    if work is not found_first:
        begin(live)
        old = OLD
    for call in range(1, MOST_CALLS):
        folder = tmp_path / "killed"
        shutil.copytree(live, folder)
        runs = runs_in(folder)
        before = runs.read()
        assert shown(before) == old
        done = False
        with killed_at(monkeypatch, call, torn=torn):
            try:
                work(runs, before)
                done = True
            except Killed:
                pass
        found = runs_in(folder).read()
        assert shown(found) == after if done else shown(found) in (old, after)
        sequence = None if found is None else found.state["sequence"]
        assert (sequence == 3) == (shown(found) == after) or work is merge  # what is noted goes with what is there
        again = append(runs_in(folder), found)  # the next owner goes on, whatever was left lying about
        assert shown(again)[5] == "Gus"
        named = {"MANIFEST", *(part.name for part in again.parts)}
        named |= {part.entry["dead"]["name"] for part in again.parts if part.entry["dead"]}
        assert {one.name for one in (folder / "runs").iterdir()} - {"MANIFEST.new"} == named
        shutil.rmtree(folder)
        if done:
            assert call > 5
            return
    pytest.fail("never done")


def test_a_run_that_lies_about_is_never_taken_for_one_that_counts(tmp_path: Path) -> None:
    begin(tmp_path)
    folder = tmp_path / "runs"
    left = folder / "run-00000999"
    left.write_bytes(b"half a run")
    found = runs_in(tmp_path).read()
    assert shown(found) == OLD
    again = append(runs_in(tmp_path), found)
    assert all(int(part.name[-8:]) > 999 for part in again.parts[-1:])
    assert not left.exists()
    assert np.array_equal(again.parts[-1].arrays["keys"], [3, 5])
