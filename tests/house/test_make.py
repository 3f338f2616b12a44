"""Turn `make` without a target into help, a machine without Python into a clear error."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.source import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROMISED = {"setup", "check", "test", "test-all", "bench", "demo", "docs", "lock", "clean"}


def fake_python(folder: Path, version: str) -> Path:
    """Make a python3 that knows its version but nothing else."""
    path = folder / "python3"
    path.write_text(f'#!/bin/sh\nexec {sys.executable} -c "import sys; sys.version_info = {version}; $2"\n')
    path.chmod(0o755)
    return path


def make_venv(search: Path, target: Path, *named: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("sh") or "/bin/sh", str(ROOT / "tools" / "make_venv.sh"), str(target), *named]
    return subprocess.run(command, env={"PATH": str(search)}, capture_output=True, text=True, check=False)


def test_make_prints_help_with_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("needs make")
    done = subprocess.run(
        ["make"], cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True
    )
    shown = set(re.findall(r"^  make (\S+) ", done.stdout, re.MULTILINE))
    assert shown >= PROMISED


def test_every_target_says_what_it_does() -> None:
    targets = re.findall(r"^([a-z][a-z-]*):(.*)$", MAKEFILE, re.MULTILINE)
    assert [name for name, rest in targets if "## " not in rest] == []


def test_no_python_is_a_clear_error(tmp_path: Path) -> None:
    done = make_venv(tmp_path, tmp_path / "venv")
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_an_old_python_is_a_clear_error(tmp_path: Path) -> None:
    fake_python(tmp_path, "(3, 10, 4)")
    done = make_venv(tmp_path, tmp_path / "venv")
    assert done.returncode == 1
    assert "python3" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_an_old_python_is_passed_over_for_a_named_one(tmp_path: Path) -> None:
    fake_python(tmp_path, "(3, 10, 4)")
    named = tmp_path / "new"
    named.write_text(
        '#!/bin/sh\n[ "$1" = -m ] && { echo "$3" > "$(dirname "$0")/made" 2>/dev/null; exit 0; }; exit 0\n'
    )
    named.chmod(0o755)
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    assert make_venv(tmp_path, tmp_path / "venv", str(named)).returncode == 0
    assert (tmp_path / "made").read_text().strip() == str(tmp_path / "venv")


def test_ci_runs_checks_then_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.index("make check") < script.index("make test")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=False).returncode == 0
