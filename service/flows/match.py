"""Turn two Parquet files of people into a Parquet file of links, whole or not at all."""

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from entities.errors import InputError, InvalidTable, NotFound
from matcher import Weights, match_tables
from service.report import Report


def match_files(
    candidates: Path, profiles: Path, out: Path, *, weights: Path | None, labels: Path | None, report: Report
) -> dict[str, Any]:
    """Match candidates against profiles; gives counts, decisions and the matcher's report.

    Raises:
        NotFound: an input file doesn't exist.
        InvalidTable: an input can't be read, lacks `id`, or has a column of a wrong type.
        InputError: the weights can't be read, or the output can't be written.

    """
    given = Weights.from_json(_text(weights)) if weights else None
    matched = match_tables(
        _table(candidates),
        _table(profiles),
        weights=given,
        labels=_table(labels) if labels else None,
        progress=report,
    )
    _write(matched.table, out)
    decisions = matched.table["decision"].value_counts().to_pylist()
    return {
        "candidates": matched.table.num_rows,
        "linked": matched.table.num_rows - pc.sum(pc.is_null(matched.table["profile_id"])).as_py()
        if matched.table.num_rows
        else 0,
        "decisions": {row["values"]: row["counts"] for row in decisions},
        "weights": matched.weights.hash,
        "report": dict(matched.report),
    }


def _table(file: Path) -> pa.Table:
    try:
        return pq.read_table(file)
    except FileNotFoundError:
        raise NotFound(f"no such file: {file.name}") from None
    except (OSError, pa.ArrowException):
        raise InvalidTable(f"not readable Parquet: {file.name}") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(f"no such file: {file.name}") from None
    except (OSError, ValueError):
        raise InputError(f"not readable: {file.name}") from None


def _write(table: pa.Table, out: Path) -> None:
    """Write beside the place and rename: a reader finds the old file or the new one, never a part."""
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        pq.write_table(table, draft)
        draft.replace(out)
    except OSError as error:
        raise InputError(f"can't write {out.name}: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
