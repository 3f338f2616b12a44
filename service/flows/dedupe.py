"""Turn a Parquet file of people with duplicates into a Parquet file of clusters, whole or not at all."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from matcher.clusters import CLUSTER_SCHEMA, dedupe_tables
from service.drafts import Drafts
from service.flows.match import telling_bad_text, writing
from service.flows.people_files import PeopleFiles, people_files
from service.report import Report

COLUMNS = tuple(CLUSTER_SCHEMA.names)


def dedupe_files(
    records: Path,
    out: Path,
    *,
    report: Report,
    labels: Path | None = None,
    previous: Path | None = None,
    threshold: float | None = None,
) -> dict[str, Any]:
    """Cluster records by person; gives counts and the matcher's report.

    `out` is opened before the work and has its name only after it; it may be the file that `previous` is read from.

    Raises:
        NotFound: an input file doesn't exist.
        InvalidTable: an input can't be read, lacks a column, or has one of a wrong type.
        InputError: the output can't be written.

    """
    people = people_files("records", records)
    known = people_files("labels", labels, COLUMNS) if labels else None
    before = people_files("previous", previous, COLUMNS) if previous else None
    with Drafts() as drafts:
        place = drafts.open(out, apart_from=(*people.files, *(known.files if known else ())))
        with telling_bad_text(*(side for side in (people, known, before) if side)):
            found = dedupe_tables(
                people.table(),
                labels=_table(known),
                previous=_table(before),
                progress=report,
                **({} if threshold is None else {"threshold": threshold}),
            )
            with writing(out):
                pq.write_table(found.table, place)
        drafts.publish()
    told = dict(found.report)
    return {name: told.pop(name) for name in ("records", "clusters", "duplicates")} | {"report": told}


def _table(side: PeopleFiles | None) -> pa.Table | None:
    return None if side is None else side.table()
