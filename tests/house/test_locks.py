"""Turn the locks into pins, which must be whole, hashed, of one mind."""

import re
import tomllib

import pytest

from tools.source import ROOT

LOCKS = ("run", "test", "check")  # each holds the one before
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.*?))? \\$", re.MULTILINE)
NAME = re.compile(r"[A-Za-z0-9._-]+")


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


def pins(name: str) -> set[tuple[str, str]]:
    return {(match["name"], match["version"]) for match in PIN.finditer(lock_text(name))}


def declared() -> set[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    found = [NAME.match(line) for line in project["dependencies"]]
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", lock_text(name), flags=re.MULTILINE)
    unhashed = [block.partition(" ")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert len(pins(name)) > 10
    assert unhashed == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_host(name: str) -> None:
    text = lock_text(name)
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_each_lock_holds_the_one_before() -> None:
    assert pins("run") < pins("test") < pins("check")


def test_every_dependency_is_locked() -> None:
    assert declared() - {name for name, _ in pins("run")} == set()


def test_what_tests_need_is_not_shipped() -> None:
    names = {name for name, _ in pins("run")}
    assert names & {"pytest", "hypothesis", "ruff", "mypy", "uv"} == set()


def test_the_build_needs_no_network() -> None:
    assert {"hatchling", "editables"} <= {name for name, _ in pins("run")}
