"""The page on matching runs as it is written, and names what the files really hold."""

import re
import shlex
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from matcher import PERSON_SCHEMA
from service.cli import app
from tests.service.two_sides import two_sides

PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")
TESTED = re.compile(r"<!-- tested -->\n```sh\n(.*?)```", re.DOTALL)
RUN = CliRunner()


def columns_of(heading: str) -> set[str]:
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return {name for line in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE) for name in re.findall(r"`(\w+)`", line)}


def test_its_commands_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sides = two_sides()
    pq.write_table(sides["candidates"], "c.parquet")
    pq.write_table(sides["profiles"], "p.parquet")
    (block,) = TESTED.findall(PAGE)
    for line in block.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "talentjoin"
        done = RUN.invoke(app, arguments)
        assert done.exit_code == 0, f"{line}\n{done.stderr}"
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {"c.parquet", "p.parquet", "links.parquet", "report.html", "w.json", "weights.json"}
    assert columns_of("Out") - {"match", "review", "none"} == set(pq.read_schema("links.parquet").names)


def test_it_names_every_column_that_is_read() -> None:
    assert set(PERSON_SCHEMA.names) <= columns_of("In")
