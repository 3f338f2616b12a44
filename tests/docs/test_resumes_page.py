"""The page on reading resumes runs as it is written, and names what an answer really holds."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from entities.resume import Found, FoundEducation, FoundPosition, Resume
from service.cli import app

PAGE = (Path(__file__).parents[2] / "docs" / "resumes.md").read_text(encoding="utf-8")
TESTED = re.compile(r"<!-- tested -->\n```sh\n(.*?)```", re.DOTALL)
RUN = CliRunner()
TEXT = "Ann Lindqvist\nann@example.com\n\nEXPERIENCE\nMarine Biologist, Kelp Works\n2019 - Present\n"


def keys_of(number: int) -> set[str]:
    tables = re.findall(r"\| key \| what it is \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
    return {key for row in tables[number].splitlines() for key in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_its_commands_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "ann.txt").write_text(TEXT, encoding="utf-8")
    (block,) = TESTED.findall(PAGE)
    printed = []
    for line in block.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "talentjoin"
        done = RUN.invoke(app, arguments)
        assert done.exit_code == 0, f"{line}\n{done.stderr}"
        printed.append(done.stdout)
    written = json.loads((tmp_path / "results.jsonl").read_text(encoding="utf-8"))
    told = json.loads(printed[0])
    assert {**told, "file": "", "seconds": 0} == {**written, "file": "", "seconds": 0}
    assert "parsed before │ 1" in re.sub(r" +", " ", printed[2])
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["ann.txt.html", "index.html"]
    assert keys_of(0) - {"pages", "language", "date"} == set(told)
    assert told["derived"]


def test_it_names_every_value_of_a_resume() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert keys_of(1) == set(Found.model_fields)
    assert {*Resume.model_fields, *FoundPosition.model_fields, *FoundEducation.model_fields} <= named
