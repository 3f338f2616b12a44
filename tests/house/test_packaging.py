"""Turn the project into a wheel, and look at what is in it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools.source import PACKAGES, ROOT

HEAVY = ("altair", "matplotlib", "pandas", "polars", "scipy", "sklearn", "sqlalchemy", "tantivy", "pyarrow")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_top_level_names_are_the_seven_packages(wheel: list[str]) -> None:
    names = {name.partition("/")[0] for name in wheel}
    assert {name for name in names if not name.endswith(".dist-info")} == set(PACKAGES)


def test_every_file_of_a_package_is_shipped(wheel: list[str]) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files - set(wheel) == set()


def test_licence_is_shipped(wheel: list[str]) -> None:
    assert {Path(name).name for name in wheel if "licenses" in name} == {"LICENSE", "NOTICE"}


def test_command_line_is_shipped(wheel: list[str]) -> None:
    assert any(name.endswith("entry_points.txt") for name in wheel)


def test_help_loads_nothing_heavy() -> None:
    program = f"import sys, service.cli; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


def test_no_distribution_of_ours_is_hidden_by_another() -> None:
    program = "import importlib.util as u, sys; print(*(u.find_spec(name).origin for name in sys.argv[1:]), sep='\\n')"
    command = [sys.executable, "-c", program, *PACKAGES]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert [Path(line).parent.parent for line in done.stdout.split()] == [ROOT] * len(PACKAGES)
