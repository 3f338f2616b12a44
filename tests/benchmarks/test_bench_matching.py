"""Check the benchmark's figures by hand, its converters on tiny files, and one small run from Parquet to Parquet."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks import matching
from benchmarks.convert import name_pairs, pseudopeople
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


def test_a_small_run_writes_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.report.RESULTS", tmp_path)
    written: list[Path] = []
    real = matching.write_results

    def kept(*arguments: object) -> Path:
        written.append(real(*arguments, folder=tmp_path))
        return written[-1]

    monkeypatch.setattr(matching, "write_results", kept)
    status = matching.main(["--candidates", "150", "--members", "600", "--no-growth", "--seed", "5"])
    told = json.loads(written[0].read_text("utf-8"))
    rows = {row["name"]: row for row in told["rows"]}
    assert status == 0
    assert rows["invented, 150 x 600: F1"]["measured"] >= 0.9
    assert rows["invented, 150 x 600: blocking recall"]["measured"] >= 0.95
    assert rows["noise: no profile"]["measured"] == 0.3
    assert any(name.startswith("stage: ") for name in rows)
