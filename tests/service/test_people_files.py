"""People are read from any number of Parquet files, in bounded batches; what is broken is named."""

import pickle
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from entities.errors import InvalidTable, NotFound
from service.flows import people_files as reading
from service.flows.people_files import people_files, unreadable_text

PEOPLE = pa.schema([("id", pa.string()), ("name", pa.string())])


def write(file: Path, count: int, start: int = 0, **more: Any) -> Path:
    rows = {"id": [str(start + at) for at in range(count)], "name": ["Ann Zuk"] * count, "colour": ["red"] * count}
    pq.write_table(pa.table({**rows, **more}), file)
    return file


def bad_text(*texts: bytes) -> pa.Array:
    return pa.Array.from_buffers(pa.string(), len(texts), pa.array(texts, pa.binary()).buffers())


def test_a_folder_and_a_pattern_are_read_in_the_order_of_names(tmp_path: Path) -> None:
    write(tmp_path / "b.parquet", 3, start=2)
    write(tmp_path / "a.parquet", 2)
    (tmp_path / "notes.txt").touch()
    for place in (tmp_path, tmp_path / "*.parquet", tmp_path / "[ab].parquet"):
        people = people_files("profiles", place)
        assert people.rows == 5
        assert people.table()["id"].to_pylist() == ["0", "1", "2", "3", "4"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    assert people_files("profiles", write(tmp_path / "a[1].parquet", 2)).rows == 2


def test_columns_outside_the_schema_are_not_read(tmp_path: Path) -> None:
    people = people_files("profiles", write(tmp_path / "a.parquet", 2))
    assert people.table().schema.names == ["id", "name"]
    assert people_files("labels", people.files[0], None).table().schema.names == ["id", "name", "colour"]


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (9, 4), (70_000, 65_536)])
def test_batches_hold_no_more_than_their_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, rows: int
) -> None:
    file = write(tmp_path / "a.parquet", count)
    if count == 9:
        size = pq.read_metadata(file).row_group(0).total_byte_size
        monkeypatch.setattr(reading, "BATCH_BYTES", size * 4 // 9 + 1)
    sizes = [batch.num_rows for batch in people_files("profiles", file).batches()]
    assert sum(sizes) == count
    assert max(sizes) == rows


def test_long_texts_come_in_small_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH_BYTES", 2_000_000)
    letters = [chr(65 + at) * 100_000 for at in range(60)]
    file = write(tmp_path / "a.parquet", 60, headline=letters)
    sizes = [batch.nbytes for batch in people_files("profiles", file).batches()]
    assert len(sizes) > 1
    assert max(sizes) < 2 * reading.BATCH_BYTES


def test_nobody_is_an_empty_batch_with_the_schema(tmp_path: Path) -> None:
    people = people_files("profiles", write(tmp_path / "a.parquet", 0, emails=pa.array([], pa.list_(pa.string()))))
    (batch,) = people.batches()
    assert batch.num_rows == 0
    assert batch.schema.names == ["id", "name", "emails"]
    assert people.table().num_rows == 0


def test_what_is_not_there_or_not_parquet_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.parquet").write_text("id,name", encoding="ascii")
    whole = write(tmp_path / "whole.parquet", 5_000, name=[f"Ann {at}" for at in range(5_000)]).read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "hurt.parquet").write_bytes(whole[:200] + b"\xff" * 2_000 + whole[2_200:])
    for name in ("gone.parquet", "gone*.parquet"):
        with pytest.raises(NotFound, match="gone"):
            people_files("profiles", tmp_path / name)
    with pytest.raises(InvalidTable, match=r"profiles: no \*.parquet in the folder empty"):
        people_files("profiles", tmp_path / "empty")
    for name in ("text", "cut", "hurt"):
        with pytest.raises(InvalidTable, match=f"profiles: not readable Parquet: {name}.parquet"):
            people_files("profiles", tmp_path / f"{name}.parquet").table()


def test_files_of_different_columns_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", 2)
    write(tmp_path / "b.parquet", 2, name=[1, 2])
    with pytest.raises(InvalidTable, match="profiles: the files differ in their columns"):
        people_files("profiles", tmp_path).table()


def test_a_column_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array(["1"])] * 3, names=["id", "name", "name"]), file)
    with pytest.raises(InvalidTable, match="profiles: column name stands there 2 times"):
        people_files("profiles", file).table()


def test_bytes_that_are_no_text_are_found_with_column_and_row(tmp_path: Path) -> None:
    good = write(tmp_path / "a.parquet", 3)
    assert unreadable_text(people_files("candidates", good)) is None
    emails = pa.ListArray.from_arrays([0, 1, 1, 2], bad_text(b"a@example.com", b"\xff@example.com"))
    write(tmp_path / "b.parquet", 3, start=3, emails=emails)
    found = unreadable_text(people_files("candidates", tmp_path / "b.parquet"))
    assert found is not None
    assert found.message == "candidates: column emails in row 2 is no UTF-8 text"


@pytest.mark.parametrize(("rows", "size"), [(1_000_000, 256_000_000), (7, 256_000_000), (3, 256_000_000), (100, 300)])
@pytest.mark.parametrize("group", [1, 4, 30])
def test_parts_in_any_process_are_the_whole_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, size: int, group: int
) -> None:
    monkeypatch.setattr(reading, "PART_ROWS", rows)
    monkeypatch.setattr(reading, "PART_BYTES", size)
    for at in range(3):
        pq.write_table(
            pa.table({"id": [f"{at}-{row}" for row in range(at * 11)], "name": ["x"] * (at * 11)}, PEOPLE),
            tmp_path / f"{at}.parquet",
            row_group_size=group,
        )
    people = people_files("profiles", tmp_path)
    read = [pickle.loads(pickle.dumps(part))() for part in people.parts()]  # noqa: S301 - our own
    assert pa.concat_tables(read).equals(people.table())
    assert max(part.num_rows for part in read) <= rows
    if rows == 7 and group == 4:
        assert [part.num_rows for part in read] == [0, 4, 7, 4, 4, 4, 4, 6]


def test_a_broken_part_names_side_and_file(tmp_path: Path) -> None:
    whole = write(tmp_path / "p.parquet", 5_000, name=[f"Ann {at}" for at in range(5_000)]).read_bytes()
    (tmp_path / "p.parquet").write_bytes(whole[:200] + b"\xff" * 2_000 + whole[2_200:])
    (part,) = people_files("profiles", tmp_path / "p.parquet").parts()
    with pytest.raises(InvalidTable, match=r"profiles: not readable Parquet: p\.parquet"):
        part()
