"""The README's lines do what they say, and its figures are those that the benchmarks wrote."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.docs.headlines import OPEN, ROWS, SHUT, with_headlines

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TESTED = re.compile(r"<!-- tested -->\n```sh\n(.*?)```", re.DOTALL)


def test_the_tested_lines_push_a_candidate_with_a_resume_and_find_them(tmp_path: Path) -> None:
    blocks = TESTED.findall(README)
    assert len(blocks) == 1
    commands = (
        f'talentjoin() {{ "{sys.executable}" -c "from service.cli import main; main()" "$@"; }}\nset -e\n' + blocks[0]
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TALENTJOIN_")}
    done = subprocess.run(
        ["bash", "-c", commands],
        cwd=tmp_path,
        env={**clean, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Ann Lindqvist" in done.stdout
    assert "Marine Biologist" in done.stdout
    assert "NOT OK" not in done.stdout


def test_the_two_commands_come_first() -> None:
    start = README.index("## Start")
    assert start < README.index("make demo") < README.index("make test")


def test_every_page_that_is_linked_is_there() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"`talentjoin ([a-z]+)", README))
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert named
    assert all(f"talentjoin {name}" in written for name in named)


def test_figures_come_from_results_only() -> None:
    written = README[README.index(OPEN) : README.index(SHUT)]
    assert with_headlines(README) == README
    assert any(words in written for _, _, words in ROWS)


@pytest.mark.parametrize("text", [f"a\n{OPEN}\nold\n{SHUT}\nb\n", f"{OPEN}\n{SHUT}"])
def test_writing_the_figures_twice_is_writing_them_once(text: str) -> None:
    once = with_headlines(text)
    assert with_headlines(once) == once
    assert "old" not in once
