"""Check the benchmark's figures by hand, its converters on tiny files, and one small run from Parquet to Parquet."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks import matching
from benchmarks.convert import name_pairs, pseudopeople
from benchmarks.report import Row, write_results
from benchmarks.scoring import score
from matcher import match_tables

CENSUS = ("simulant_id", "first_name", "middle_initial", "last_name", "street_number", "street_name")
FORM = (
    "simulant_id",
    "first_name",
    "middle_initial",
    "last_name",
    "mailing_address_street_number",
    "mailing_address_street_name",
)


def _links(rows: list[tuple[str, str | None, float, str]]) -> pa.Table:
    return pa.table(
        {
            "candidate_id": [row[0] for row in rows],
            "profile_id": pa.array([row[1] for row in rows], pa.string()),
            "probability": [row[2] for row in rows],
            "decision": [row[3] for row in rows],
        }
    )


def test_figures_of_a_list_counted_by_hand() -> None:
    links = _links(
        [("a", "1", 0.9, "match"), ("b", "2", 0.8, "match"), ("c", "9", 0.3, "none"), ("d", None, 0.0, "none")]
    )
    found = score(links, {"a": "1", "b": "3", "c": None, "d": "4"})
    assert found.f1 == pytest.approx(2 * 1 / (1 + 3))
    assert found.recall_at_precision == pytest.approx(1 / 3)
    assert found.match_precision == 0.5
    assert found.match_recall == pytest.approx(1 / 3)
    assert found.false_matches_without_profile == 0.0
    assert found.calibration_error == pytest.approx((0.1 + 0.8 + 0.3) / 3)


def test_equal_probabilities_stand_or_fall_together() -> None:
    links = _links([("a", "1", 0.9, "match"), ("b", "9", 0.9, "match")])
    found = score(links, {"a": "1", "b": "2"})
    assert found.f1 == pytest.approx(2 * 1 / (2 + 2))
    assert found.recall_at_precision == 0.0


def test_nothing_proposed_is_no_error() -> None:
    found = score(_links([("a", None, 0.0, "none")]), {"a": None})
    assert (found.f1, found.match_precision, found.calibration_error) == (0.0, 1.0, 0.0)


def _write(path: Path, names: tuple[str, ...], rows: list[tuple[str | None, ...]]) -> None:
    columns = list(zip(*rows, strict=True))
    pq.write_table(pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)}), path)


def test_pseudopeople_becomes_a_task(tmp_path: Path) -> None:
    _write(
        tmp_path / "pp_census.parquet",
        CENSUS,
        [
            ("1", "Ann", "B", "Lee", "12", "elm st"),
            ("1", "Ann", "B", "Lee", "12", "elm st"),
            ("2", "Bo", None, None, "1", "x"),
        ],
    )
    _write(
        tmp_path / "pp_w2.parquet",
        FORM,
        [
            ("1", "Ann", None, "Lee", "12", "elm st"),
            ("2", "Bo", None, "Ray", None, "x"),
            ("1", "Ann", None, None, "1", "y"),
        ],
    )
    candidates, profiles, truth = pseudopeople(tmp_path)
    assert profiles.column("id").to_pylist() == ["1"]
    assert profiles.column("location").to_pylist() == ["12 elm st"]
    assert truth.to_pylist() == [
        {"candidate_id": "w0", "profile_id": "1"},
        {"candidate_id": "w1", "profile_id": None},
    ]
    assert match_tables(candidates, profiles).table.column("profile_id").to_pylist()[0] == "1"


def test_name_pairs_keep_persons_only(tmp_path: Path) -> None:
    with (tmp_path / "nk_cases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("schema", "name1", "name2", "is_match"))
        writer.writerow(("Person", "Ann Lee", "Lee Ann", "true"))
        writer.writerow(("Company", "Acorn", "Acorn Inc", "true"))
    assert name_pairs(tmp_path) == [("Ann Lee", "Lee Ann", True)]


def test_a_small_run_goes_through_the_real_command_and_writes_its_rows(tmp_path: Path) -> None:
    asked = ["--candidates", "400", "--members", "3000", "--parts", "invented", "--presets", "usual", "--seed", "5"]
    matching.main([*asked, "--no-peer", "--results", str(tmp_path)])
    told = json.loads((tmp_path / "matching.json").read_text("utf-8"))
    rows = {row["name"].removeprefix("usual, 400 x 3k: "): row for row in told["rows"]}
    assert rows["F1"]["measured"] >= 0.93
    assert rows["blocking recall"]["measured"] >= 0.97
    assert rows["precision of decision match"]["measured"] >= 0.98
    assert 0 < rows["pairs per candidate"]["measured"] < 15
    assert rows["peak memory"]["measured"] > 50
    assert rows["CPU"]["measured"] > 0
    assert not any("Splink" in name for name in rows)


def test_rows_of_other_parts_stay_and_equal_names_are_replaced(tmp_path: Path) -> None:
    rows = [Row("a", "", 1, "", None), Row("b", "", 2, "", None)]
    write_results("matching", rows, 1, {}, tmp_path)
    kept = matching._with_earlier(tmp_path / "matching.json", [Row("b", "", 3, "", None)])
    assert [(row.name, row.measured) for row in kept] == [("a", 1), ("b", 3)]
    assert matching._with_earlier(tmp_path / "none.json", rows) == rows


def test_a_peer_that_is_not_there_is_skipped_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = matching._arguments(["--peer-python", str(tmp_path / "python")])
    assert matching._peer(given) is None
    assert "skipped: Splink" in capsys.readouterr().err


def test_settings_of_the_peer_are_kept_by_task(tmp_path: Path) -> None:
    path = tmp_path / "peers" / "splink.json"
    matching._publish(path, {})
    assert not path.exists()
    matching._publish(path, {"a": 1, "b": 2})
    matching._publish(path, {"b": 3})
    assert json.loads(path.read_text("utf-8")) == {"a": 1, "b": 3}
