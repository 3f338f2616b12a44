"""Turn the locks of the engines into pins, which hold the tests' own and one engine each."""

import re

import pytest

from tools.source import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)", re.MULTILINE)
ENGINES = {"spark": {"pyspark"}, "sail": {"pysail", "pyspark-client"}}


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PIN.finditer(lock_text(name))}


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_is_tested_with_the_versions_that_everything_else_is(name: str) -> None:
    assert pins("test").items() <= pins(name).items()


@pytest.mark.parametrize("name", ENGINES)
def test_an_environment_holds_one_engine(name: str) -> None:
    every = set().union(*ENGINES.values())
    assert set(pins(name)) & every == ENGINES[name]
    assert set(pins("check")) & every == set()


@pytest.mark.parametrize("name", ENGINES)
def test_both_engines_speak_spark_4_1(name: str) -> None:
    held = pins(name)
    assert held.get("pyspark", held.get("pyspark-client", "")).startswith("4.1.")


@pytest.mark.parametrize("name", ENGINES)
def test_an_engines_lock_is_hashed_without_hosts_or_paths(name: str) -> None:
    text = lock_text(name)
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    assert [block.partition(" ")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
    for told in ("://", "--index-url", "--find-links", " /"):
        assert told not in text
