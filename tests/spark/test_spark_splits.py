"""Check how files are divided among tasks, what tasks give, and what is said where no engine is installed."""

from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InputError, InvalidTable
from matcher.shards import KEY_SCHEMA, MET_SCHEMA, PLACED_SCHEMA, ROW_SCHEMA
from service.flows.people_files import PeopleFiles
from service.spark import splits, tasks
from service.spark.session import opened_session
from service.spark.stages import FEWEST, shards_for


def files_of(folder: Path, sizes: list[int], group: int) -> PeopleFiles:
    """Write files of numbered people, in groups of rows."""
    start, files = 0, []
    for number, size in enumerate(sizes):
        ids = [f"p{row}" for row in range(start, start + size)]
        files.append(folder / f"{number}.parquet")
        pq.write_table(pa.table({"id": pa.array(ids, pa.string()), "more": ids}), files[-1], row_group_size=group)
        start += size
    return PeopleFiles("profiles", tuple(files))


@settings(max_examples=5)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=3), st.integers(1, 12), st.integers(1, 9), st.integers(1, 9))
def test_splits_read_every_row_once_at_its_place(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], group: int, most: int, read: int
) -> None:
    people = files_of(tmp_path_factory.mktemp("people"), sizes, group)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splits, "SPLIT_ROWS", most)
        patch.setattr(splits, "READ_ROWS", read)
        found = splits.splits_of(people)
        assert all(split.length <= most for split in found)
        seen = {}
        for split in reversed(found):
            for row, table in splits.read_split(split):
                assert table.column_names == ["id"]
                assert len(table) <= read
                seen |= {row + at: name for at, name in enumerate(table["id"].to_pylist())}
    assert seen == {row: f"p{row}" for row in range(sum(sizes))}


def test_a_task_reads_the_splits_whose_numbers_it_is_handed(tmp_path: Path) -> None:
    found = splits.splits_of(files_of(tmp_path, [5, 4], 2))
    batches = iter([pa.record_batch({"id": pa.array([3, 1], pa.int64())})])
    rows = pa.Table.from_batches(tasks.reading(found, "candidates", 4)(batches))
    assert rows["row"].to_pylist() == [5, 6, 2, 3]
    assert rows["id"].to_pylist() == ["p5", "p6", "p2", "p3"]
    ids = pa.Table.from_batches(tasks.reading_ids(found, 1)(iter([pa.record_batch({"id": [2]})])))
    assert ids.to_pylist() == [{"side": 1, "id": "p4", "row": 4}]
    keys = tasks.keying(found, "profiles", 1, 3, 9)(iter([pa.record_batch({"id": [0]})]))
    assert pa.Table.from_batches(keys, KEY_SCHEMA).num_rows == 0  # an id is no key


def test_files_of_one_side_must_agree(tmp_path: Path) -> None:
    people = files_of(tmp_path, [2, 2], 2)
    pq.write_table(pa.table({"id": ["z"]}), people.files[1])
    with pytest.raises(InvalidTable, match="differ in their columns"):
        splits.schema_of(people)


@pytest.mark.parametrize("schema", [ROW_SCHEMA, KEY_SCHEMA, MET_SCHEMA, PLACED_SCHEMA, tasks.ID_SCHEMA])
def test_every_schema_has_a_name_in_spark(schema: pa.Schema) -> None:
    assert tasks.ddl(schema).count("`") >= 2 * len(schema)


def test_lists_and_structs_are_spelt_out() -> None:
    kind = pa.list_(pa.struct([("a", pa.string()), ("b", pa.int64())]))
    assert tasks.ddl(pa.schema([("x", kind)])) == "`x` array<struct<`a`: string, `b`: bigint>>"


def test_shards_grow_with_the_rows() -> None:
    assert shards_for(0, 0) == (FEWEST, FEWEST)
    small, large = shards_for(1_000_000, 10_000_000), shards_for(10_000_000, 100_000_000)
    assert all(10 * a >= b > 9 * a for a, b in zip(small, large, strict=True))


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="an engine is installed")
@pytest.mark.parametrize("remote", [None, "sail", "sc://127.0.0.1:9"])
def test_a_missing_engine_is_told_with_what_to_install(remote: str | None) -> None:
    with pytest.raises(InputError) as raised, opened_session(remote):
        pytest.fail("there is no engine")
    assert "talentjoin[spark]" in str(raised.value.hint)
    assert "talentjoin[sail]" in str(raised.value.hint)
