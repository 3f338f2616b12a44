"""One file's duplicates are found from the command line; what is bad is named in one line and leaves nothing behind."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import Result
from typer.testing import CliRunner

from service.cli import app
from tests.matcher.clusters.repeated_people import clusters_of, invented, pairwise

RUN = CliRunner()
PEOPLE = [{"id": str(at), "name": f"Person{at} Surname{at}", "emails": [f"p{at}@x.example"]} for at in range(20)]
TWINS = [{"id": at, "name": "Ulrike Quell", "emails": ["uq@x.example"]} for at in ("u1", "u2")]
Write = Callable[[str, Any], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, rows: Any) -> Path:
        pq.write_table(rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows), tmp_path / name)
        return tmp_path / name

    return write


def dedupe(records: Path, out: Path, *more: object) -> Result:
    return RUN.invoke(app, ["dedupe", "--records", str(records), "--out", str(out), *map(str, more)])


def read(file: Path) -> dict[str, str]:
    return clusters_of(pq.read_table(file))


def test_every_record_gets_a_cluster_and_programs_get_counts(write: Write, tmp_path: Path) -> None:
    records, truth = invented(11, people=80)
    out = tmp_path / "out.parquet"
    done = dedupe(write("in.parquet", records), out, "--json")
    assert done.exit_code == 0, done.stderr
    found = read(out)
    assert list(found) == records["id"].to_pylist()
    assert min(pairwise(found, truth)) > 0.9
    told = json.loads(done.stdout)
    assert told["records"] == len(found)
    assert told["clusters"] == len(set(found.values()))
    assert told["duplicates"] == told["records"] - told["clusters"]
    assert sum(family["pairs"] for family in told["report"]["blocking"]) >= told["report"]["pairs"]
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"stage": "compare pairs", "done": told["report"]["pairs"]}.items() <= lines[-5].items()
    assert {line["stage"] for line in lines} >= {"prepare records", "find pairs", "link"}


def test_people_get_tables(write: Write, tmp_path: Path) -> None:
    done = dedupe(write("in.parquet", PEOPLE + TWINS), tmp_path / "out.parquet")
    assert done.exit_code == 0
    assert "largest cluster" in done.stdout
    assert "e-mail" in done.stdout
    assert read(tmp_path / "out.parquet")["u2"] == "u1"


def test_labels_are_obeyed_and_former_ids_kept_in_the_same_file(write: Write, tmp_path: Path) -> None:
    records = write("in.parquet", PEOPLE + TWINS)
    out = write(
        "out.parquet", [{"record_id": "u1", "cluster_id": "ulrike"}, {"record_id": "u2", "cluster_id": "ulrike"}]
    )
    assert dedupe(records, out, "--previous", out).exit_code == 0
    assert read(out)["u2"] == read(out)["u1"] == "ulrike"
    labels = write("l.parquet", [{"record_id": "u1", "cluster_id": "1"}, {"record_id": "u2", "cluster_id": "2"}])
    assert dedupe(records, out, "--previous", out, "--labels", labels).exit_code == 0
    assert sorted((read(out)["u1"], read(out)["u2"])) == ["u2", "ulrike"]


def test_a_higher_threshold_joins_less(write: Write, tmp_path: Path) -> None:
    records, _ = invented(12, people=60)
    file, out = write("in.parquet", records), tmp_path / "out.parquet"
    counts = []
    for threshold in ("0.02", "0.1", "0.9"):
        done = dedupe(file, out, "--threshold", threshold, "--json")
        counts.append(json.loads(done.stdout)["clusters"])
    assert counts == sorted(counts)
    assert counts[0] < counts[2]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"name": "A"}], "records: column id is missing"),
        ([{"id": "a"}, {"id": None}], "records: column id is null in row 1"),
        ([{"id": "a"}, {"id": "a"}], "records: column id in row 1 repeats"),
        ([{"id": "a", "emails": "a@x.example"}], "records: column emails is string, not list"),
        ([{"id": "a", "birth_date": 19_800_102}], "records: column birth_date is int64, not string"),
    ],
)
def test_bad_records_are_named_by_column_and_row(
    write: Write, tmp_path: Path, rows: list[dict[str, Any]], message: str
) -> None:
    refused(dedupe(write("in.parquet", rows), tmp_path / "out.parquet"), 1, message)
    assert [file.name for file in tmp_path.iterdir()] == ["in.parquet"]


@pytest.mark.parametrize(
    ("option", "rows", "message"),
    [
        ("--labels", [{"record_id": "1"}], "labels: column cluster_id is missing"),
        ("--labels", [{"record_id": "x", "cluster_id": "y"}], "labels: column record_id: none of them is a record"),
        ("--previous", [{"record_id": "1", "cluster_id": None}], "previous: column cluster_id is null in row 0"),
        ("--previous", [{"record_id": 1, "cluster_id": "y"}], "previous: column record_id is int64, not string"),
    ],
)
def test_bad_labels_and_former_clusters_are_named_too(
    write: Write, tmp_path: Path, option: str, rows: list[dict[str, Any]], message: str
) -> None:
    other = write("other.parquet", rows)
    refused(dedupe(write("in.parquet", PEOPLE), tmp_path / "out.parquet", option, other), 1, message)
    assert not (tmp_path / "out.parquet").exists()


def test_files_that_are_not_there_or_none(write: Write, tmp_path: Path) -> None:
    records, out = write("in.parquet", PEOPLE), tmp_path / "out.parquet"
    (tmp_path / "text.parquet").write_text("no Parquet", encoding="utf-8")
    refused(dedupe(tmp_path / "nowhere.parquet", out), 4, "no such file: nowhere.parquet")
    refused(dedupe(tmp_path / "text.parquet", out), 1, "records: not readable Parquet: text.parquet")
    refused(dedupe(records, tmp_path / "no folder" / "out.parquet"), 1, "can't write out.parquet")
    refused(dedupe(records, records), 1, "can't write in.parquet: another file of this run has that name")
    refused(dedupe(records, out, "--threshold", "0"), 2, "--threshold is over 0 and at most 1")
    assert pq.read_table(records).num_rows == len(PEOPLE)
    assert not out.exists()


def test_odd_texts_are_taken_as_they_are(write: Write, tmp_path: Path) -> None:
    odd: list[dict[str, Any]] = [
        {"id": "nul", "name": "Anna\0Smith", "birth_date": "\0"},
        {"id": "long", "name": "x" * 10_000_000, "location": "y," * 100_000, "birth_date": "9" * 1_000_000},
        {"id": "empty", "name": "", "emails": [], "positions": [{"company": None, "title": ""}]},
        {"id": "impossible", "name": "王小明", "birth_date": "1980-99-99", "emails": [None, "@"]},
    ]
    assert dedupe(write("in.parquet", odd), tmp_path / "out.parquet").exit_code == 0
    assert read(tmp_path / "out.parquet") == {row["id"]: row["id"] for row in odd}


def refused(done: Result, code: int, message: str) -> None:
    assert done.exit_code == code, done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert len(lines) == 1
    assert message in lines[0]
    assert done.stdout == ""
