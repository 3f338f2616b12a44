"""The part on matching of the page on scale takes its figures from the benchmark of shards."""

import json
from pathlib import Path
from typing import Any

import pytest

from tools.docs.shards import MISSING, SIZES, cost_table, plan_table, reckoned, with_measured

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
FIGURES = {
    "read a million candidates": 36.0,
    "read a million profiles": 36.0,
    "key a million candidates": 324.0,
    "key a million profiles": 324.0,
    "keys of one of the candidates": 9.0,
    "keys of one of the profiles": 9.0,
    "counted values of one of the candidates": 1.0,
    "counted values of one of the profiles": 1.0,
    "keys and values sent, a million candidates": 100.0,
    "keys and values sent, a million profiles": 200.0,
    "meet a million keys": 36.0,
    "pairs sent, a million candidates": 50.0,
    "link a million candidates": 360.0,
    "profile rows sent to a home, a candidate": 2.0,
    "a profile row sent": 200.0,
    "a candidate row sent": 100.0,
    "model, a million profiles": 5.0,
}


@pytest.fixture
def result() -> dict[str, Any]:
    rows = [{"name": name, "measured": value, "unit": "units"} for name, value in FIGURES.items()]
    rows.append({"name": "sail: skipped", "measured": "no environment", "unit": ""})
    return {"settings": {"candidates": 1_000, "profiles": 10_000_000}, "rows": rows}


def test_the_page_has_its_marks_once_and_keeps_its_shape(tmp_path: Path, result: dict[str, Any]) -> None:
    file = tmp_path / "shards.json"
    file.write_text(json.dumps(result))
    filled = with_measured(PAGE, file)
    assert MISSING not in filled
    assert with_measured(filled, file) == filled
    assert with_measured(filled, tmp_path / "none.json").count(MISSING) == 2


def test_costs_are_those_measured(result: dict[str, Any]) -> None:
    table = cost_table(result)
    assert "| meet a million keys | 36.0 units |" in table
    assert "| sail: skipped | no environment  |" in table
    assert "at 1,000 × 10,000,000" in table


def test_a_plan_adds_its_stages_up() -> None:
    plan = reckoned(FIGURES, 10**7, 10**6, 10**7)
    assert plan["keys"] == pytest.approx(11 * 360 / 3_600)
    assert plan["meet"] == pytest.approx(11 * 10 * 36 / 3_600)
    assert plan["link"] == pytest.approx((11 * 36 + 360) / 3_600)
    assert plan["key_bytes"] == pytest.approx(100e6 + 10 * 200e6)
    assert plan["row_bytes"] == pytest.approx(1e6 * (2 * 200 + 100) + 50e6)
    assert plan["model_bytes"] == pytest.approx(50e6)


def test_more_profiles_bring_more_pairs() -> None:
    small, large = (reckoned(FIGURES, 10**7, 10**6, count) for count in (10**7, 10**8))
    assert large["row_bytes"] > 2 * small["row_bytes"] * 0.9
    assert large["homes"] == small["homes"]


def test_every_size_has_a_row(result: dict[str, Any]) -> None:
    table = plan_table(result)
    assert [line.split("|")[1].strip() for line in table.splitlines()[2:]] == [name for name, _, _ in SIZES]
