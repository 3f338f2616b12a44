"""Columns hold what a dictionary would, for every reader at once, and leave nothing of what they no longer hold."""

import stat
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.errors import Locked
from tests.store.counted_rows import (
    INDEX,
    KEYS,
    NUMBERS,
    after,
    check,
    counted,
    opened,
    quick_disk,
    row_of,
    shown,
    tallied,
)

__all__ = ["quick_disk"]
pytestmark = pytest.mark.usefixtures("quick_disk")

rows = st.lists(st.integers(1, KEYS), max_size=12).map(row_of)
batches = st.dictionaries(st.integers(0, NUMBERS - 1), st.none() | rows, max_size=8)
steps = st.lists(st.tuples(st.sampled_from(["put", "put", "put", "compact", "reopen", "rebuild"]), batches), max_size=8)

Batch = Mapping[int, bytes | None]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_columns_hold_what_a_dictionary_holds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Batch]]
) -> None:
    root = tmp_path_factory.mktemp("columns")
    columns, reader = opened(root), opened(root)
    truth: dict[int, bytes] = {}
    columns.put(INDEX, {})
    for what, batch in steps:
        if what == "put":
            columns.put(INDEX, batch)
            truth = after(truth, batch)
        elif what == "compact":
            columns.compact(INDEX)
            assert columns.dead_share(INDEX) == 0.0
        elif what == "reopen":
            columns.close()
            columns = opened(root)
        else:
            with columns.rebuild(INDEX) as making:
                making.add(truth)
                columns.put(INDEX, batch)
                truth = after(truth, batch)
                making.add({number: row_of([1]) for number in batch})  # too late: what was put wins
                making.commit()
        check(columns, truth)
        check(reader, truth)


def test_a_batch_put_twice_takes_no_room(tmp_path: Path) -> None:
    columns = opened(tmp_path)
    batch = {number: row_of([number, 40]) for number in range(1, 9)}
    for _ in range(5):
        columns.put(INDEX, batch)
    assert columns.dead_share(INDEX) == 0.0
    assert tallied(columns)[40] == 8


def test_a_reader_of_another_process_sees_a_row_as_soon_as_it_is_put(tmp_path: Path) -> None:
    writer, reader = opened(tmp_path), opened(tmp_path)
    assert reader.read(INDEX, np.arange(3)) is None
    for number in (0, 5, 700, 90_000):  # beyond what was mapped
        writer.put(INDEX, {number: row_of([number % KEYS + 1] * 50)})
        read = reader.read(INDEX, np.array([number, number + 1]))
        assert read is not None
        assert read.found.tolist() == [True, False]
        assert read.row(0).rstrip(b"\0") == row_of([number % KEYS + 1] * 50)
        assert read.row(1) == b""


def test_rows_that_are_missing_begin_at_zeros(tmp_path: Path) -> None:
    columns = opened(tmp_path)
    columns.put(INDEX, {3: row_of([7])})
    read = columns.read(INDEX, np.array([2, 3, 4, 10_000_000]))
    assert read is not None
    assert read.found.tolist() == [False, True, False, False]
    for start in read.starts[~read.found].tolist():
        assert not read.words[start : start + 16].any()
    assert columns.read(INDEX, np.zeros(0, dtype=np.int64)) is not None


def test_who_reads_while_a_row_goes_is_told_so(tmp_path: Path) -> None:
    columns = opened(tmp_path)
    columns.put(INDEX, {1: row_of([7]), 2: row_of([8])})
    one, other = columns.read(INDEX, np.array([1])), columns.read(INDEX, np.array([2, 9]))
    assert one is not None
    assert other is not None
    columns.put(INDEX, {1: None})
    assert not one.stands()
    assert not one.words[int(one.starts[0]) : int(one.starts[0]) + 2].any()
    assert other.stands()
    columns.put(INDEX, {9: row_of([1])})
    assert not other.stands()


def test_nothing_is_left_of_what_was_taken_out(tmp_path: Path) -> None:
    columns = opened(tmp_path)
    secret = 0x5EC2E7
    columns.put(INDEX, {1: row_of([1, 2]), 2: row_of([secret])})
    columns.put(INDEX, {2: row_of([secret, 3])})
    assert traces(tmp_path, secret)
    columns.put(INDEX, {2: None})
    assert traces(tmp_path, secret) == []
    check(columns, {1: row_of([1, 2])})


def traces(root: Path, key: int) -> list[str]:
    """Name the files that hold a key, as it stands in rows or in the tally."""
    found = []
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.name != "CURRENT":
            content = path.read_bytes()
            whole = np.frombuffer(content[: len(content) // 8 * 8], dtype="<u8")
            in_tally = (whole >> np.uint64(29)) == key
            in_rows = np.frombuffer(content[: len(content) // 4 * 4], dtype="<u4") == key
            found += [path.name] if in_tally.any() or in_rows.any() else []
    return found


def test_another_form_is_not_read_but_begun_anew(tmp_path: Path) -> None:
    old = opened(tmp_path)
    old.put(INDEX, {1: row_of([1])})
    new = opened(tmp_path, form="2")
    assert new.read(INDEX, np.array([1])) is None
    assert new.counts(INDEX, np.array([1], dtype=np.uint64)).tolist() == [0]
    assert not new.fits(INDEX)
    new.put(INDEX, {2: row_of([2])})
    assert shown(new) == {2: row_of([2])}
    assert not new.fits(INDEX)  # the first row is still to come
    assert not old.fits(INDEX)
    with new.rebuild(INDEX) as making:
        making.add({1: row_of([1])})
        making.add({2: row_of([2])})
        making.commit()
    assert new.fits(INDEX)
    check(new, {1: row_of([1]), 2: row_of([2])})


@pytest.mark.parametrize("damage", ["", "g000001-zzz", "../../etc", "\xff"])
def test_a_damaged_name_of_the_generation_is_none(tmp_path: Path, damage: str) -> None:
    opened(tmp_path).put(INDEX, {1: row_of([1])})
    (tmp_path / INDEX / "CURRENT").write_text(damage, "latin-1")
    assert not opened(tmp_path).fits(INDEX)
    assert opened(tmp_path).read(INDEX, np.array([1])) is None


def test_files_are_private_and_old_generations_go(tmp_path: Path) -> None:
    columns = opened(tmp_path / "columns")
    columns.put(INDEX, {number: row_of([number]) for number in range(1, 40)})
    columns.compact(INDEX)
    found = [tmp_path / "columns", *(tmp_path / "columns").rglob("*")]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_dir()}
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_file()} == {0o600}
    assert sorted(path.name for path in (tmp_path / "columns" / INDEX).iterdir())[1].startswith("g000002-")
    assert len(list((tmp_path / "columns" / INDEX).iterdir())) == 2


def test_who_has_an_old_generation_open_goes_on_reading_it(tmp_path: Path) -> None:
    columns = opened(tmp_path)
    columns.put(INDEX, {1: row_of([1, 2])})
    read = columns.read(INDEX, np.array([1]))
    columns.compact(INDEX)
    columns.put(INDEX, {1: None})
    assert read is not None
    assert read.row(0).rstrip(b"\0") == row_of([1, 2])
    columns.drop(INDEX)
    assert read.stands()
    assert columns.read(INDEX, np.array([1])) is None
    assert list(tmp_path.iterdir()) == []


def test_only_one_rebuild_of_an_index_at_a_time(tmp_path: Path) -> None:
    columns = opened(tmp_path)
    with columns.rebuild(INDEX), pytest.raises(Locked), columns.rebuild(INDEX):
        pass
    with columns.rebuild(INDEX) as making:
        making.commit()
    assert columns.fits(INDEX)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_many_indices_are_open_with_few_files(tmp_path: Path) -> None:
    columns = opened(tmp_path, most_open=3)
    for at in range(12):
        columns.put(f"tj-{at}", {1: row_of([at + 1])})
    before = open_files()
    for at in (*range(12), *range(12)):
        read = columns.read(f"tj-{at}", np.array([1]))
        assert read is not None
        assert read.row(0).rstrip(b"\0") == row_of([at + 1])
    del read
    assert open_files() <= before + 3 * 3
    columns.close()
    assert open_files() < before


def test_a_small_index_is_small(tmp_path: Path) -> None:
    columns = opened(tmp_path)
    columns.put(INDEX, {number: row_of(range(number, number + 140)) for number in range(1, 201)})
    columns.close()
    assert sum(path.stat().st_blocks * 512 for path in tmp_path.rglob("*") if path.is_file()) < 300_000


@pytest.mark.parametrize("name", ["", "..", "a/b", "UPPER", "-x", "ä"])
def test_only_names_of_indices_become_folders(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="name of an index"):
        opened(tmp_path).read(name, np.array([1]))


@pytest.mark.parametrize("number", [-1, 1 << 32])
def test_a_number_that_cannot_be_kept_changes_nothing(tmp_path: Path, number: int) -> None:
    columns = opened(tmp_path)
    with pytest.raises(ValueError, match="can't be kept"):
        columns.put(INDEX, {1: row_of([1]), number: row_of([2])})
    assert shown(columns) == {}


def test_counted_rows_are_what_they_say() -> None:
    words = np.frombuffer(row_of([3, 4]) + row_of([5]), dtype="<u4")
    assert counted(words, np.array([0, 4])).tolist() == [3, 4, 5]
