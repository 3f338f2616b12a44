"""Turn Parquet files of people into splits that tasks read apart, each row with its place in the whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from entities.errors import InvalidTable
from matcher import PERSON_SCHEMA
from service.flows.people_files import PeopleFiles

SPLIT_ROWS = 250_000  # at most; a larger row group is read by several tasks, each keeping its part
Which = Literal["candidates", "profiles"]
READ_ROWS = 50_000  # prepared at once


@dataclass(frozen=True, slots=True)
class Split:
    """Some rows of one row group: `length` rows from `offset` on; the first stands at `row` of the whole."""

    file: str
    group: int
    offset: int
    length: int
    row: int


def splits_of(people: PeopleFiles) -> tuple[Split, ...]:
    """Divide one side; the order of rows is that of `PeopleFiles`.

    Raises NotFound or InvalidTable where a file is no Parquet.
    """
    splits, row = [], 0
    for file in people.files:
        metadata = _opened(people.side, file).metadata
        for group in range(metadata.num_row_groups):
            count = metadata.row_group(group).num_rows
            for offset in range(0, count, SPLIT_ROWS):
                length = min(SPLIT_ROWS, count - offset)
                splits.append(Split(str(file.resolve()), group, offset, length, row))
                row += length
    return tuple(splits)


def schema_of(people: PeopleFiles) -> pa.Schema:
    """Read the columns' types; files of one side must agree. Raises InvalidTable otherwise."""
    schemas = [_opened(people.side, file).schema_arrow.remove_metadata() for file in people.files]
    if any(schema != schemas[0] for schema in schemas):
        raise InvalidTable(f"{people.side}: the files differ in their columns")
    return schemas[0]


def read_split(split: Split, columns: tuple[str, ...] = tuple(PERSON_SCHEMA.names)) -> Iterator[tuple[int, pa.Table]]:
    """Read a split in parts as (place of the first row, rows); columns that the file lacks are left out."""
    opened = pq.ParquetFile(split.file)
    wanted = [name for name in opened.schema_arrow.names if name in columns]
    at, end = 0, split.offset + split.length
    for batch in opened.iter_batches(READ_ROWS, row_groups=[split.group], columns=wanted):
        first, last = max(split.offset - at, 0), min(end - at, batch.num_rows)
        if first < last:
            yield split.row + at + first - split.offset, pa.Table.from_batches([batch.slice(first, last - first)])
        at += batch.num_rows
        if at >= end:
            return


def _opened(side: str, file: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(file)
    except (OSError, ValueError, pa.ArrowException):
        raise InvalidTable(f"{side}: not readable Parquet: {file.name}") from None
