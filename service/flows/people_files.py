"""Turn Parquet files of people into tables, whole or in parts that fit in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from glob import glob, has_magic
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from entities.errors import InvalidTable, NotFound
from matcher import PERSON_SCHEMA

PART_ROWS, PART_BYTES = 250_000, 256_000_000  # at most, decoded: a process needs some 0.7 GB for such a part
BATCH_ROWS = 65_536  # at most
BATCH_BYTES = 64_000_000  # decoded, by what the file says of itself
READ_BYTES = 1 << 20  # of each column at once, so that a column of a large file is never held whole
SUFFIX = "*.parquet"


@dataclass(frozen=True)
class PeopleFiles:
    """One side of a match: Parquet files with one schema, read in the order of their names.

    `side` names it in errors ("candidates", "profiles", "labels"); of other columns than these nothing is read.
    """

    side: str
    files: tuple[Path, ...]
    columns: tuple[str, ...] | None = tuple(PERSON_SCHEMA.names)

    @cached_property
    def rows(self) -> int:
        """Count the rows, by what the files say of themselves."""
        return sum(self._opened(file).metadata.num_rows for file in self.files)

    def table(self) -> pa.Table:
        """Read everything. Raises InvalidTable where a file is no whole Parquet."""
        batches = list(self.batches())
        try:
            return pa.Table.from_batches(batches, batches[0].schema)
        except pa.ArrowInvalid:
            raise InvalidTable(f"{self.side}: the files differ in their columns") from None

    def parts(self) -> list["PeoplePart"]:
        """Cut the files into parts that any process can read by itself, in order; at least one, be it empty."""
        return [part for file in self.files for part in self._parts(file)]

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Read batch by batch, each below a bounded number of rows and bytes; at least one, with the schema."""
        for file in self.files:
            opened = self._opened(file)
            wanted = self._wanted(opened.schema_arrow)
            if not opened.metadata.num_rows:
                yield pa.RecordBatch.from_pylist([], _narrowed(opened.schema_arrow, wanted))
                continue
            with self._reading(file):
                yield from opened.iter_batches(_rows_at_once(opened.metadata), columns=wanted)

    def part(self, file: Path, groups: tuple[int, ...], rows: range | None) -> pa.Table:
        """Read some row groups of one file, or only some rows of them."""
        opened = self._opened(file)
        wanted = self._wanted(opened.schema_arrow)
        with self._reading(file):
            if rows is None:
                return opened.read_row_groups(list(groups), columns=wanted)
            return pa.Table.from_batches(
                list(_sliced(opened, groups, wanted, rows)), _narrowed(opened.schema_arrow, wanted)
            )

    def _parts(self, file: Path) -> Iterator["PeoplePart"]:
        metadata = self._opened(file).metadata
        sizes = [
            (metadata.row_group(at).num_rows, metadata.row_group(at).total_byte_size)
            for at in range(metadata.num_row_groups)
        ]
        for groups in _packed(sizes):
            count = sum(sizes[at][0] for at in groups)
            most = _most_rows(count, sum(sizes[at][1] for at in groups))
            if len(groups) > 1 or count <= most:
                yield PeoplePart(self, file, groups, None)
            else:
                yield from (
                    PeoplePart(self, file, groups, range(start, min(start + most, count)))
                    for start in range(0, count, most)
                )
        if not sizes:
            yield PeoplePart(self, file, (), None)

    def _wanted(self, schema: pa.Schema) -> list[str]:
        wanted = [name for name in schema.names if self.columns is None or name in self.columns]
        for name in wanted:
            if wanted.count(name) > 1:
                raise InvalidTable(f"{self.side}: column {name} stands there {wanted.count(name)} times")
        return wanted

    @contextmanager
    def _reading(self, file: Path) -> Iterator[None]:
        try:
            yield
        except (OSError, pa.ArrowException):
            raise InvalidTable(f"{self.side}: not readable Parquet: {file.name}") from None

    def _opened(self, file: Path) -> pq.ParquetFile:
        try:
            return pq.ParquetFile(file, buffer_size=READ_BYTES, pre_buffer=False)
        except FileNotFoundError:
            raise NotFound(f"no such file: {file.name}") from None
        except (OSError, ValueError, pa.ArrowException):
            raise InvalidTable(f"{self.side}: not readable Parquet: {file.name}") from None


@dataclass(frozen=True, slots=True)
class PeoplePart:
    """A piece of one file that is read by calling it, in whatever process: row groups, or some rows of one."""

    people: PeopleFiles
    file: Path
    groups: tuple[int, ...]
    rows: range | None

    def __call__(self) -> pa.Table:
        """Read it. Raises InvalidTable where the file is no whole Parquet."""
        return self.people.part(self.file, self.groups, self.rows)


def people_files(side: str, place: Path, columns: tuple[str, ...] | None = tuple(PERSON_SCHEMA.names)) -> PeopleFiles:
    """Find the files of a side: one file, all `*.parquet` of a folder, or all that a pattern fits.

    Raises NotFound when there is nothing, InvalidTable for a folder without any.
    """
    if place.is_dir():
        found = tuple(sorted(place.glob(SUFFIX)))
        if not found:
            raise InvalidTable(f"{side}: no {SUFFIX} in the folder {place.name}")
        return PeopleFiles(side, found, columns)
    if has_magic(str(place)) and not place.exists():
        found = tuple(Path(one) for one in sorted(glob(str(place))))  # noqa: PTH207 - the pattern may be absolute
        if not found:
            raise NotFound(f"no file fits {place.name}")
        return PeopleFiles(side, found, columns)
    if not place.exists():
        raise NotFound(f"no such file: {place.name}")
    return PeopleFiles(side, (place,), columns)


def unreadable_text(people: PeopleFiles) -> InvalidTable | None:
    """Find the first text that is no UTF-8; None where all are. Looked for only once something has failed on one."""
    seen = 0
    for batch in people.batches():
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if not _is_whole(column):
                row = next(at for at in range(len(column)) if not _is_whole(column.take(pa.array([at]))))
                return InvalidTable(f"{people.side}: column {name} in row {seen + row} is no UTF-8 text")
        seen += batch.num_rows
    return None


def _is_whole(column: pa.Array) -> bool:
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _narrowed(schema: pa.Schema, wanted: list[str]) -> pa.Schema:
    return pa.schema([field for field in schema if field.name in wanted])


def _packed(sizes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Put neighbouring row groups, given as (rows, bytes), together as long as they fit in a part."""
    groups: list[int] = []
    rows = size = 0
    for at, (more_rows, more_bytes) in enumerate(sizes):
        if groups and (rows + more_rows > PART_ROWS or size + more_bytes > PART_BYTES):
            yield tuple(groups)
            groups, rows, size = [], 0, 0
        groups.append(at)
        rows, size = rows + more_rows, size + more_bytes
    if groups:
        yield tuple(groups)


def _most_rows(rows: int, size: int) -> int:
    return max(1, min(PART_ROWS, PART_BYTES * rows // max(size, 1)))


def _sliced(
    opened: pq.ParquetFile, groups: tuple[int, ...], wanted: list[str], rows: range
) -> Iterator[pa.RecordBatch]:
    seen = 0
    for batch in opened.iter_batches(_rows_at_once(opened.metadata), row_groups=list(groups), columns=wanted):
        start, stop = max(rows.start - seen, 0), min(rows.stop - seen, batch.num_rows)
        if start < stop:
            yield batch.slice(start, stop - start)
        seen += batch.num_rows
        if seen >= rows.stop:
            return


def _rows_at_once(metadata: pq.FileMetaData) -> int:
    size: int = sum(metadata.row_group(at).total_byte_size for at in range(metadata.num_row_groups))
    fitting: int = BATCH_BYTES * metadata.num_rows // max(size, 1)
    return max(1, min(BATCH_ROWS, fitting))
