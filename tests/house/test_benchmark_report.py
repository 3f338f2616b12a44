"""Turn measured rows into a file, and look that nothing of them is lost."""

import json
import platform
from pathlib import Path

import pytest

from benchmarks.report import Row, table_of, write_results

ROWS = (
    Row("F1", ">= 0.90", 0.94321, "", holds=True),
    Row("time", "<= 20", 31, "s", holds=False),
    Row("pairs", "", 1_234_567, "", holds=None),
)


def test_file_holds_rows_seed_and_versions(tmp_path: Path) -> None:
    path = write_results("matching", ROWS, 7, {"members": 200, "candidates": 20}, folder=tmp_path / "results")
    written = json.loads(path.read_text())
    assert path.name == "matching.json"
    assert [Row(**row) for row in written["rows"]] == list(ROWS)
    assert written["seed"] == 7
    assert list(written["settings"]) == ["candidates", "members"]
    assert written["versions"]["python"] == platform.python_version()
    assert written["cores"] >= 1


def test_file_names_no_machine(tmp_path: Path) -> None:
    text = write_results("x", ROWS, None, {}, folder=tmp_path).read_text()
    assert platform.node() not in text
    assert str(Path.home()) not in text


def test_screen_shows_what_does_not_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_results("matching", ROWS, 7, {}, folder=tmp_path)
    shown = capsys.readouterr().out
    assert "NO" in shown
    assert "1,234,567" in shown
    assert "0.9432" in shown


def test_table_has_a_line_for_each_row() -> None:
    assert table_of("matching", ROWS).row_count == len(ROWS)


def test_empty_bench_still_writes(tmp_path: Path) -> None:
    assert json.loads(write_results("none", (), None, {}, folder=tmp_path).read_text())["rows"] == []
