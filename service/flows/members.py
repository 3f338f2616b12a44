"""Turn lines or rows of member profiles into stored members."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from entities.errors import InvalidTable
from entities.member import Member
from service.flows.receive import in_batches
from service.wiring import Parts
from store import members
from sync import SAME_CODE, ItemOutcome, refused

ROWS_AT_ONCE = 2_000
NOT_JSON = object()
CODES = {**SAME_CODE, "model_type": "not_an_object"}  # a row itself may be no object


def import_members(parts: Parts, file: Path) -> Iterator[ItemOutcome]:
    """Store every profile of a JSON Lines or Parquet file in the match schema plus member fields.

    Raises:
        InvalidTable: the file is neither, or can't be read.
        StoreError: the store refused a batch; what was yielded before is kept.

    """
    for batch in _batches(file):
        yield from _store(parts, batch)


def import_member_lines(parts: Parts, lines: Iterable[bytes]) -> Iterator[ItemOutcome]:
    """Store profiles from lines of JSON that are at hand already."""
    yield from import_member_rows(parts, ((number, _json(line)) for number, line in enumerate(lines, 1)))


def import_member_rows(parts: Parts, rows: Iterable[tuple[int, object]]) -> Iterator[ItemOutcome]:
    """Store profiles that are at hand already, numbered."""
    source = iter(rows)
    while batch := list(islice(source, ROWS_AT_ONCE)):
        yield from _store(parts, batch)


def _store(parts: Parts, batch: Sequence[tuple[int, object]]) -> Iterator[ItemOutcome]:
    read = [_member(line, value) for line, value in batch]
    good = [(line, member) for line, member in read if isinstance(member, Member)]
    with parts.store.members_writing() as tx:
        outcomes = members.put_many(tx, [member.model_dump(mode="json") for _, member in good])
    stored = {
        line: ItemOutcome(line=line, kind="member", id=member.id, result=result)
        for (line, member), result in zip(good, outcomes, strict=True)
    }
    yield from (stored[line] if isinstance(entry, Member) else entry for line, entry in read)


def _member(line: int, value: object) -> tuple[int, Member | ItemOutcome]:
    try:
        return line, Member.model_validate(value)
    except ValidationError as error:
        name = value.get("id") if isinstance(value, dict) else None
        known = name[:200] if isinstance(name, str) else ""
        outcome = refused(error, ItemOutcome(line=line, kind="member", id=known, result="invalid"), CODES)
        if value is NOT_JSON:
            no_json = {"code": "invalid_json", "message": "the line is not one JSON value"}
            outcome = outcome.model_copy(update=no_json)
        return line, outcome


def _batches(file: Path) -> Iterator[list[tuple[int, object]]]:
    if file.suffix.lower() == ".parquet":
        yield from _parquet_batches(file)
        return
    try:
        with file.open("rb") as lines:
            for batch in in_batches((number, line) for number, line in enumerate(lines, 1) if line.strip()):
                yield [(number, _json(line)) for number, line in batch]
    except OSError as error:
        raise InvalidTable(f"the file can't be read: {error.strerror}") from None


def _json(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return NOT_JSON


def _parquet_batches(file: Path) -> Iterator[list[tuple[int, object]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        line = 0
        with pq.ParquetFile(file) as table:
            for batch in table.iter_batches(ROWS_AT_ONCE):
                rows: Iterable[dict[str, Any]] = batch.to_pylist()
                numbered: list[tuple[int, object]] = [(line + index, row) for index, row in enumerate(rows, 1)]
                line += len(numbered)
                yield numbered
    except (OSError, pa.ArrowException):
        raise InvalidTable("the file is not readable Parquet") from None
