"""Turn batches that an engine hands to its workers into batches of the next stage."""

from collections.abc import Callable, Iterator
from functools import lru_cache

import pyarrow as pa
from pyarrow import feather

from matcher.shards import Model, key_table, match_shard, meet_shard, placed_rows
from service.spark.splits import Split, Which, read_split

Batches = Iterator[pa.RecordBatch]
Task = Callable[[Batches], Batches]
Cogroup = Callable[[pa.Table, pa.Table], pa.Table]
ID_SCHEMA = pa.schema([("side", pa.int16()), ("id", pa.string()), ("row", pa.int64())])
KINDS = {pa.int16(): "smallint", pa.int32(): "int", pa.int64(): "bigint", pa.float64(): "double", pa.string(): "string"}


def ddl(schema: pa.Schema) -> str:
    """Name the columns of a schema as Spark does."""
    return ", ".join(f"`{field.name}` {_kind(field.type)}" for field in schema)


def reading_ids(splits: tuple[Split, ...], side: int) -> Task:
    """Make the task that reads the ids of splits, whose numbers it is handed."""

    def run(batches: Batches) -> Batches:
        for split in _named(splits, batches):
            for row, table in read_split(split, ("id",)):
                count = len(table)
                ids = table["id"].cast(pa.string())
                columns = [pa.array([side] * count, pa.int16()), ids, pa.array(range(row, row + count), pa.int64())]
                yield from pa.table(columns, schema=ID_SCHEMA).to_batches()

    return run


def reading(splits: tuple[Split, ...], side: Which, homes: int) -> Task:
    """Make the task that reads splits, whose numbers it is handed."""

    def run(batches: Batches) -> Batches:
        for split in _named(splits, batches):
            for row, table in read_split(split):
                yield from placed_rows(table, side, row, homes).to_batches()

    return run


def keying(splits: tuple[Split, ...], side: Which, homes: int, shards: int, total: int) -> Task:
    """Make the task that reads splits, whose numbers it is handed, and gives their keys; `total` counts profiles."""

    def run(batches: Batches) -> Batches:
        for split in _named(splits, batches):
            for row, table in read_split(split):
                yield from key_table(placed_rows(table, side, row, homes), side, shards, total).to_batches()

    return run


def meeting(total: int) -> Cogroup:
    """Make the task that brings a shard's keys of both sides together; `total` counts all profiles."""

    def run(candidates: pa.Table, profiles: pa.Table) -> pa.Table:
        return meet_shard(candidates, profiles, total)

    return run


def linking(model: str) -> Cogroup:
    """Make the task that links a shard's candidates, given the file of the model."""

    def run(candidates: pa.Table, profiles: pa.Table) -> pa.Table:
        return match_shard(candidates, profiles, shared_model(model))

    return run


@lru_cache(maxsize=2)  # a worker serves many shards of one run
def shared_model(file: str) -> Model:
    """Read the model once a worker."""
    return Model.of(feather.read_table(file))


def _named(splits: tuple[Split, ...], batches: Batches) -> Iterator[Split]:
    for batch in batches:
        for number in batch.column(0).to_pylist():
            yield splits[number]


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"array<{_kind(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_kind(field.type)}' for field in kind)}>"
    return KINDS[kind]
