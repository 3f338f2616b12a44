"""The README's lines do what they say, and its figures are those that the benchmarks wrote."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.docs.headlines import OPEN, ROWS, SHUT, with_headlines

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TESTED = re.compile(r"<!-- tested -->\n```sh\n(.*?)```", re.DOTALL)


def run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TALENTJOIN_")}
    paths = os.pathsep.join((str(ROOT), str(ROOT / "clients" / "python")))
    return subprocess.run(
        ["bash", "-c", commands],
        cwd=folder,
        env={**clean, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_the_tested_lines_push_a_candidate_with_a_resume_and_find_them(tmp_path: Path) -> None:
    blocks = TESTED.findall(README)
    assert len(blocks) == 1
    commands = f'talentjoin() {{ "{sys.executable}" -c "from service.cli import main; main()" "$@"; }}\nset -e\n'
    done = run(commands + blocks[0], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Ann Lindqvist" in done.stdout
    assert "Marine Biologist" in done.stdout
    assert "NOT OK" not in done.stdout


def part(name: str, language: str) -> str:
    found = re.search(rf"<!-- tested: {name} -->\n```{language}\n(.*?)```", README, re.DOTALL)
    assert found, name
    return found[1]


def test_the_ten_lines_send_a_candidate_to_the_service_and_find_them(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = str(held.getsockname()[1])
    lines = part("the client", "python")
    assert len([line for line in lines.splitlines() if line]) == 10
    (tmp_path / "first.py").write_text(lines.replace("8080", port), encoding="utf-8")
    ready = f"until (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null; do sleep 0.1; done"
    python = f'"{sys.executable}"'
    commands = [
        f'talentjoin() {{ {python} -c "from service.cli import main; main()" "$@"; }}',
        "set -em",  # a process group for what runs behind, so that all of it is stopped
        "trap 'kill -- -$! && wait $!' EXIT",
        part("the service", "sh").replace("--port 8080 &", f"--port {port} --admin-port 0 2>service.log &"),
        ready,
        f"{python} first.py",
    ]
    done = run("\n".join(commands), tmp_path)
    assert "Ann Lindqvist is Marine Biologist at Kelp Works" in done.stdout, done.stderr


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
