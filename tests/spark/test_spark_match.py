"""Check matches on an engine: the rows of one process, whole outputs or none, errors that name the row."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from entities.errors import InputError, InvalidTable
from matcher import Matched, default_weights, match_tables
from service.cli import app
from service.demo.people import make_people
from service.demo.tables import people_tables
from service.report import silent
from service.spark import match as spark_match
from service.spark import match_on_spark, splits

# PySpark leaves the sockets of collected results to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
Run = Callable[..., dict[str, Any]]
HALF_NULL = {"id": "n", "first_name": None, "last_name": "Okafor", "emails": [None, "n.okafor@x.example"]}


@pytest.fixture(scope="module")
def tables() -> tuple[pa.Table, pa.Table]:
    candidates, profiles, _ = people_tables(make_people(177, 900, 300))
    return candidates, profiles


@pytest.fixture(scope="module")
def matched(tables: tuple[pa.Table, pa.Table]) -> Matched:
    return match_tables(*tables)


@pytest.fixture
def run(tmp_path: Path, remote: str | None) -> Run:
    def match(candidates: pa.Table, profiles: pa.Table, **more: Any) -> dict[str, Any]:
        for name, table in (("c", candidates), ("p", profiles)):
            (tmp_path / name).mkdir(exist_ok=True)
            half = len(table) // 2
            pq.write_table(table.slice(0, half), tmp_path / name / "1.parquet", row_group_size=170)
            pq.write_table(table.slice(half), tmp_path / name / "2.parquet")
        asked = {"weights": None, "labels": None, "remote": remote, "report": silent} | more
        return match_on_spark(tmp_path / "c", tmp_path / "p", tmp_path / "links.parquet", **asked)

    return match


def test_links_and_report_are_those_of_one_process(
    run: Run, tables: tuple[pa.Table, pa.Table], matched: Matched, tmp_path: Path
) -> None:
    steps: list[tuple[str, int, int | None]] = []
    told = run(*tables, report=lambda *step: steps.append(step))
    assert pq.read_table(tmp_path / "links.parquet").equals(matched.table)
    assert told["report"] == matched.report
    assert told["weights"] == matched.weights.hash
    assert told["linked"] == len(matched.table) - matched.table["profile_id"].null_count
    assert [done for _, done, _ in steps] == list(range(len(steps)))
    assert steps[-1][1] == steps[-1][2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "links.parquet", "p"]


def test_a_sample_labels_and_small_splits_change_nothing(
    run: Run, tables: tuple[pa.Table, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splits, "SPLIT_ROWS", 120)
    monkeypatch.setattr(spark_match, "SAMPLE", 200)
    monkeypatch.setattr("matcher.streams.sampling.SAMPLE", 200)
    ids = tables[0]["id"].to_pylist()[::4]
    answers = [None, "gone", *tables[1]["id"].to_pylist()][: len(ids)]
    labels = pa.table({"candidate_id": ids, "profile_id": pa.array(answers, pa.string())})
    pq.write_table(labels, tmp_path / "labels.parquet")
    told = run(*tables, labels=tmp_path / "labels.parquet")
    whole = match_tables(*tables, labels=labels)
    assert whole.report["training"]["labelled"] > 50  # those whom some key brought to a profile
    assert told["report"] == whole.report
    assert pq.read_table(tmp_path / "links.parquet").equals(whole.table)


def test_given_weights_nulls_and_missing_columns(run: Run, tables: tuple[pa.Table, pa.Table], tmp_path: Path) -> None:
    weights = tmp_path / "weights.json"
    weights.write_text(default_weights().to_json(), encoding="utf-8")
    odd = pa.Table.from_pylist([HALF_NULL, {"id": "m", "first_name": "Ann"}])
    for left, right in ((odd, tables[1]), (odd, odd), (odd, odd.slice(0, 0)), (odd.slice(0, 0), tables[1])):
        told = run(left, right, weights=weights)
        whole = match_tables(left, right, weights=default_weights())
        assert pq.read_table(tmp_path / "links.parquet").equals(whole.table)
        assert told["candidates"] == len(left)


@pytest.mark.parametrize(
    ("side", "ids", "told"),
    [
        ("candidates", ["a", "b", "a", "b"], "candidates: column id in row 2 repeats"),
        ("profiles", ["a", "b", None, "b"], "profiles: column id is null in row 2"),
        ("profiles", ["a", "b", "c", "c"], "profiles: column id in row 3 repeats"),
    ],
)
def test_a_bad_id_is_named_with_its_row_and_nothing_is_written(
    run: Run, tmp_path: Path, side: str, ids: list[str | None], told: str
) -> None:
    bad, good = pa.table({"id": pa.array(ids, pa.string())}), pa.table({"id": ["x"]})
    with pytest.raises(InvalidTable, match=told):
        run(*((bad, good) if side == "candidates" else (good, bad)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "p"]


def test_the_command_takes_an_engine(tables: tuple[pa.Table, pa.Table], remote: str | None, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("c.parquet", "p.parquet", "links.parquet")]
    for table, file in zip(tables, files, strict=False):
        pq.write_table(table.slice(0, 60), file)
    asked = ["match", "--candidates", str(files[0]), "--profiles", str(files[1]), "--out", str(files[2]), "--json"]
    done = CliRunner().invoke(app, [*asked, "--engine", "spark", *(["--spark-remote", remote] if remote else [])])
    here = CliRunner().invoke(app, [*asked[:-2], str(tmp_path / "here.parquet"), "--json"])
    assert done.exit_code == here.exit_code
    assert pq.read_table(files[2]).equals(pq.read_table(tmp_path / "here.parquet"))
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines[-1]["candidates"] == 60


def test_an_address_that_is_none_is_refused(run: Run, tables: tuple[pa.Table, pa.Table]) -> None:
    with pytest.raises(InputError, match="sc://"):
        run(*tables, remote="http://nowhere.example")
