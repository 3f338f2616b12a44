"""The page on scale takes its figures from the search benchmark's results, and names only settings that there are."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from service.settings import PREFIX, Settings
from tools.docs.scale import BYTES, MISSING, SHARD_GB, bytes_table, layout_table, speed_table, with_measured

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
MARKS = ("speeds", "bytes", "layouts")


@pytest.fixture
def result() -> dict[str, Any]:
    taken = {"tantivy index": 700, "columns": 300, "store (SQLite, sealed)": 2_000, "OpenSearch index, one copy": 500}
    rows = [{"name": BYTES[what], "measured": count, "unit": "bytes"} for what, count in taken.items()]
    rows.append({"name": "two terms, ten hits: p99", "measured": 9.5, "unit": "ms"})
    rows.append({"name": "OpenSearch", "measured": "not measured: no JDK", "unit": ""})
    return {"settings": {"people": 1_000_000}, "rows": rows}


def test_the_page_has_every_mark_once() -> None:
    for mark in MARKS:
        assert PAGE.count(f"<!-- {mark} -->") == PAGE.count(f"<!-- /{mark} -->") == 1


def test_settings_that_the_page_names_exist() -> None:
    named = set(re.findall(rf"{PREFIX}([A-Z_]+)", PAGE))
    assert named
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_tables_replace_what_stood_between_the_marks(tmp_path: Path, result: dict[str, Any]) -> None:
    file = tmp_path / "search.json"
    file.write_text(json.dumps(result))
    filled = with_measured(PAGE, file)
    assert MISSING not in filled
    assert with_measured(filled, file) == filled
    emptied = with_measured(filled, tmp_path / "nowhere.json")
    assert emptied.count(MISSING) == len(MARKS)
    assert len(emptied.splitlines()) == len(with_measured(PAGE, tmp_path / "nowhere.json").splitlines())


def test_bytes_and_speeds_are_those_measured(result: dict[str, Any]) -> None:
    assert "| tantivy index | 700 |" in bytes_table(result)
    assert "| store (SQLite, sealed) | 2,000 |" in bytes_table(result)
    assert "| two terms, ten hits: p99 | 9.5 ms |" in speed_table(result)
    assert "1,000,000 people" in speed_table(result)


def test_shards_are_reckoned_from_bytes(result: dict[str, Any]) -> None:
    lines = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]]
        for line in layout_table(result).splitlines()
    }
    assert lines["1 million"] == ["1.0 GB", "0.5 GB", "1", "1.0 GB", "0.3 GB"]
    assert lines["100 million"] == ["100.0 GB", "50.0 GB", str(50 // SHARD_GB), "100.0 GB", "30.0 GB"]
    assert lines["1 billion"][2] == str(500 // SHARD_GB)


def test_a_part_that_was_not_measured_is_left_out() -> None:
    bare = {"settings": {"people": 10}, "rows": [{"name": "OpenSearch", "measured": "no", "unit": ""}]}
    assert bytes_table(bare).count("\n") == 1
    assert "| 1 million | 0.0 GB | 0.0 GB | 1 | 0.0 GB | 0.0 GB |" in layout_table(bare)
