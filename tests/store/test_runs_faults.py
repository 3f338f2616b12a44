"""Whatever error a disk gives, wherever, the set of runs is the one before, told in one sentence without a path."""

import errno
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import StoreCorrupt, StoreError, StoreFull
from store.runs import Runs, Snapshot
from store.runs.layout import ALIGNED, MAGIC, MANIFEST, NAMED, RUNS_FORM, check_of, typed
from store.runs.snapshot import open_part, whole
from store.runs.writing import write_dead, write_run
from store.vault import OperatorVault
from tests.store.named_runs import SEALED, VAULT, arrays_of, dead_of, runs_in, shown

OLD = {1: "Ann", 2: "Bob"}
NEW = {2: "Bob", 3: "Dan"}
MOST_CALLS = 60


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up, for speed, what only a power cut would show."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def begin(folder: Path) -> Snapshot:
    return runs_in(folder).commit(None, [], [arrays_of(list(OLD.items()))], {"sequence": 1})


def change(runs: Runs, found: Snapshot) -> Snapshot:
    kept = [(part, dead_of(part, {1})) for part in found.parts]
    return runs.commit(found, kept, [arrays_of([(3, "Dan")])], {"sequence": 2})


@contextmanager
def failing_at(monkeypatch: pytest.MonkeyPatch, name: str, call: int, number: int) -> Iterator[list[int]]:
    """Let the n-th call of a name fail, once; the calls after it work again."""
    calls = [0]
    real: Callable[..., object] = getattr(os, name)

    def wrapped(*args: object, **kwargs: object) -> object:
        calls[0] += 1
        if calls[0] == call:
            raise OSError(number, os.strerror(number), "/a/secret/path")
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, name, wrapped)
        yield calls


ERRORS = [
    (errno.ENOSPC, StoreFull, ""),
    (errno.EDQUOT, StoreFull, ""),
    (errno.EIO, StoreError, os.strerror(errno.EIO)),
    (errno.EACCES, StoreError, os.strerror(errno.EACCES)),
    (errno.EROFS, StoreError, os.strerror(errno.EROFS)),
    (errno.EMFILE, StoreError, os.strerror(errno.EMFILE)),
]


@pytest.mark.parametrize(("number", "kind", "said"), ERRORS)
def test_an_error_of_a_disk_is_said_in_our_words(number: int, kind: type[StoreError], said: str) -> None:
    found = typed(OSError(number, "anything", "/a/secret/path"))
    assert type(found) is kind
    assert said in found.message
    assert "secret" not in found.message


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("name", ["pwrite", "fsync", "replace"])
def test_an_error_before_the_new_set_counts_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    begin(tmp_path / "live")
    said: list[StoreError] = []
    for call in range(1, MOST_CALLS):
        folder = tmp_path / f"{call}"
        shutil.copytree(tmp_path / "live", folder)
        runs = runs_in(folder)
        before = runs.read()
        assert before is not None
        with failing_at(monkeypatch, name, call, number) as calls:
            try:
                change(runs, before)
            except StoreError as error:
                said.append(error)
        found = runs_in(folder).read()
        assert found is not None
        if calls[0] < call:  # never reached: this is the last round
            assert shown(found) == NEW
            assert call - 1 == len(said) > 0
            assert all(isinstance(one, StoreFull) == (number == errno.ENOSPC) for one in said)
            assert not any("secret" in one.message for one in said)
            return
        if name != "fsync":
            assert shown(found) == OLD
            assert found.state == before.state
        assert shown(found) in (OLD, NEW)
        again = change(runs, found) if shown(found) == OLD else found
        assert shown(again) == NEW
        names = {"MANIFEST", *(part.name for part in again.parts)}
        names |= {part.entry["dead"]["name"] for part in again.parts if part.entry["dead"]}
        assert {one.name for one in (folder / "runs").iterdir()} == names
    pytest.fail("never done")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    runs = Runs(tmp_path / "file" / "runs", form="1")
    with pytest.raises(StoreError) as refused:
        runs.commit(None, [], [], {})
    assert str(tmp_path) not in refused.value.message
    (tmp_path / "runs").write_text("x", encoding="ascii")  # a file where the folder should be
    with pytest.raises(StoreError):
        Runs(tmp_path / "runs", form="1").commit(None, [], [], {})


# ---- manifests that are none
def manifest_of(folder: Path) -> Path:
    return folder / "runs" / MANIFEST


def with_check(body: bytes) -> bytes:
    return check_of(body).encode() + b"\n" + body + b"\n"


def body_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest_of(folder).read_bytes().split(b"\n")[1])
    return found


HURT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "a line end": lambda _: b"\n",
    "half": lambda raw: raw[: len(raw) // 2],
    "without its last line end": lambda raw: raw[:-1],
    "with a line more": lambda raw: raw + b"\n",
    "twice": lambda raw: raw + raw,
    "without a checksum": lambda raw: b"\n" + raw.split(b"\n", 1)[1],
    "another checksum": lambda raw: check_of(b"other").encode() + b"\n" + raw.split(b"\n", 1)[1],
    "another generation, the old checksum": lambda raw: raw.replace(b'"generation":', b'"generation":1'),
    "zeros": lambda raw: bytes(len(raw)),
    "bytes that are no text": lambda raw: b"\xff" * len(raw),
    "windows line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("how", HURT)
def test_a_hurt_manifest_counts_nothing_and_is_written_anew(tmp_path: Path, how: str) -> None:
    begin(tmp_path)
    file = manifest_of(tmp_path)
    file.write_bytes(HURT[how](file.read_bytes()))
    runs = runs_in(tmp_path)
    assert runs.read() is None
    again = runs.commit(None, [], [arrays_of([(9, "Zoe")])], {"sequence": 4})
    assert shown(again) == shown(runs_in(tmp_path).read()) == {9: "Zoe"}
    assert {one.name for one in file.parent.iterdir()} == {MANIFEST, again.parts[0].name}


FORMS: list[list[Any]] = [[RUNS_FORM + 1, "1"], [RUNS_FORM, "2"], [RUNS_FORM], [], ["1", RUNS_FORM]]


@pytest.mark.parametrize("form", FORMS, ids=repr)
def test_a_manifest_of_another_form_counts_nothing_whatever_it_says(tmp_path: Path, form: list[Any]) -> None:
    begin(tmp_path)
    body = {"form": form, "whatever": "another version notes"}
    manifest_of(tmp_path).write_bytes(with_check(json.dumps(body).encode()))
    assert runs_in(tmp_path).read() is None


ENTRIES: dict[str, dict[str, Any]] = {
    "a run that isn't there": {"name": "run-00000777"},
    "another size": {"size": 1},
    "another checksum": {"check": "0" * 32},
    "a manifest for a run": {"name": MANIFEST},
}


@pytest.mark.parametrize("how", ENTRIES)
def test_a_manifest_that_names_what_is_not_so_counts_nothing(tmp_path: Path, how: str) -> None:
    begin(tmp_path)
    body = body_of(tmp_path)
    body["parts"][0]["run"] |= ENTRIES[how]
    manifest_of(tmp_path).write_bytes(with_check(json.dumps(body).encode()))
    assert runs_in(tmp_path).read() is None


def test_two_runs_that_change_places_are_noticed(tmp_path: Path) -> None:
    found = begin(tmp_path)
    found = runs_in(tmp_path).commit(found, [(one, one.dead) for one in found.parts], [arrays_of([(7, "Gus")])], {})
    first, second = (tmp_path / "runs" / part.name for part in found.parts)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)
    assert runs_in(tmp_path).read() is None


# ---- files
ROWS = st.lists(st.tuples(st.integers(0, 2**40), st.sampled_from(["Ann", "Bob", "Zoe"])), max_size=8)


@settings(max_examples=20)
@given(rows=ROWS, seals=st.booleans())
def test_a_run_comes_back_array_by_array(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str]], *, seals: bool
) -> None:
    folder = tmp_path_factory.mktemp("run")
    sealer = VAULT if seals else None
    said = write_run(folder / "run-00000001", arrays_of(rows), sealer, SEALED)
    assert said["size"] == (folder / "run-00000001").stat().st_size
    part = open_part(folder, {"run": said, "dead": None}, sealer, 1 << 20)
    for name, array in arrays_of(rows):
        assert part.arrays[name].dtype == array.dtype
        assert np.array_equal(part.arrays[name], array)
    assert whole(folder, {"run": said, "dead": None})
    raw = (folder / "run-00000001").read_bytes()
    assert raw.endswith(MAGIC)
    assert (b"Ann " in raw) == (not seals and any(text == "Ann" for _, text in rows))


def test_arrays_lie_at_multiples_so_that_they_can_be_mapped(tmp_path: Path) -> None:
    arrays = [(f"a{size}", np.arange(size, dtype=np.uint8)) for size in (1, 63, 64, 65, 0, 200)]
    said = write_run(tmp_path / "run-00000001", arrays, None, frozenset())
    part = open_part(tmp_path, {"run": said, "dead": None}, None, 0)
    for name, array in part.arrays.items():
        assert len(array) == int(name[1:])
        if len(array):
            assert array.ctypes.data % ALIGNED == 0, name


@pytest.mark.parametrize("kind", [">u8", "<i4", "<f8", "|b1", "|u1", ">f4"])
def test_numbers_are_kept_little_endian_whatever_they_were(tmp_path: Path, kind: str) -> None:
    given_array = np.array([0, 1, 1, 0]).astype(kind)
    said = write_run(tmp_path / "run-00000001", [("a", given_array)], None, frozenset())
    found = open_part(tmp_path, {"run": said, "dead": None}, None, 0).arrays["a"]
    assert found.dtype.str == kind.replace(">", "<")
    assert found.tolist() == given_array.tolist()


def test_a_sealed_array_opens_under_its_own_name_with_its_own_key_only(tmp_path: Path) -> None:
    said = write_run(tmp_path / "run-00000001", arrays_of([(1, "Ann")]), VAULT, SEALED)
    entry = {"run": said, "dead": None}
    other = OperatorVault(bytes(32))
    with pytest.raises(StoreCorrupt, match="there is no key"):
        open_part(tmp_path, entry, None, 0)
    with pytest.raises(StoreCorrupt):
        open_part(tmp_path, entry, other, 0)
    (tmp_path / "run-00000001").rename(tmp_path / "run-00000002")
    with pytest.raises(StoreCorrupt):  # a run under another's name
        open_part(tmp_path, {"run": {**said, "name": "run-00000002"}, "dead": None}, VAULT, 0)


@settings(max_examples=20)
@given(st.lists(st.integers(0, 2**32 - 1), unique=True, max_size=20))
def test_dead_rows_come_back_sorted_as_they_were(tmp_path_factory: pytest.TempPathFactory, rows: list[int]) -> None:
    folder = tmp_path_factory.mktemp("dead")
    run = write_run(folder / "run-00000001", arrays_of([]), None, frozenset())
    dead = write_dead(folder / "dead-00000002", np.array(sorted(rows), np.int64))
    part = open_part(folder, {"run": run, "dead": dead}, None, 0)
    assert part.dead.dtype == np.int64
    assert part.dead.tolist() == sorted(rows)


@pytest.mark.parametrize(
    ("name", "ours"),
    [("run-00000001", True), ("dead-99999999", True), ("run-1", False), ("run-000000001", False),
     ("runs-00000001", False), ("run-0000000a", False), ("MANIFEST", False), ("run-00000001.new", False), ("", False)],
)  # fmt: skip
def test_only_files_of_ours_are_ever_removed(tmp_path: Path, name: str, *, ours: bool) -> None:
    assert bool(NAMED.fullmatch(name)) == ours
    begin(tmp_path)
    if name and name != MANIFEST and not (tmp_path / "runs" / name).exists():
        (tmp_path / "runs" / name).write_bytes(b"")
        found = runs_in(tmp_path).read()
        assert found is not None
        change(runs_in(tmp_path), found)
        assert (tmp_path / "runs" / name).exists() == (not ours)


def test_files_and_folder_are_their_owners_alone(tmp_path: Path) -> None:
    change(runs_in(tmp_path), begin(tmp_path))
    folder = tmp_path / "runs"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_dropping_what_is_not_there_is_nothing(tmp_path: Path) -> None:
    runs = runs_in(tmp_path)
    runs.drop()
    begin(tmp_path)
    runs.drop()
    runs.drop()
    assert (runs.stamp(), runs.read(), list(tmp_path.iterdir())) == (None, None, [])
