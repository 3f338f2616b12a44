"""The JDK that runs OpenSearch is found wherever it lies; without one, a sentence names what to do."""

import os
from pathlib import Path

import pytest

from tools.opensearch import jdk
from tools.opensearch.jdk import find_jdk, java_version
from tools.opensearch.lacking import Lacking
from tools.opensearch.owner import Owner


def make_jdk(folder: Path, version: str, *, release: bool = True) -> Path:
    (folder / "bin").mkdir(parents=True)
    java = folder / "bin" / "java"
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-01-01' >&2\n")
    java.chmod(0o755)
    if release:
        (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
    return folder


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder where the system keeps its JDKs, with nothing else to be found."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(jdk, "FOLDERS", (f"{tmp_path}/jvm/*",))
    return tmp_path / "jvm"


@pytest.mark.parametrize(
    ("version", "number"), [("21.0.4", 21), ("25", 25), ("1.8.0_402", 8), ("17.0.15", 17), ("26-ea", 26)]
)
@pytest.mark.parametrize("release", [True, False])
def test_version_is_read_or_asked_for(tmp_path: Path, version: str, number: int, *, release: bool) -> None:
    assert java_version(make_jdk(tmp_path, version, release=release)) == number


def test_folder_without_java_has_no_version(tmp_path: Path) -> None:
    assert java_version(tmp_path) == 0


def test_newest_of_the_system_is_taken(system: Path) -> None:
    for name, version in (("a", "17.0.1"), ("b", "21.0.1"), ("c", "25.0.1"), ("d", "24")):
        make_jdk(system / name, version)
    assert find_jdk() == (system / "c").resolve()


def test_named_one_comes_first(system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_jdk(system / "newer", "25")
    monkeypatch.setenv("JAVA_HOME", str(make_jdk(tmp_path / "named", "21")))
    assert find_jdk() == tmp_path / "named"


def test_named_one_that_is_too_old_is_passed_over(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_jdk(system / "newer", "22")
    monkeypatch.setenv("JAVA_HOME", str(make_jdk(tmp_path / "named", "17")))
    assert find_jdk() == (system / "newer").resolve()


def test_one_on_the_path_is_found_through_links(system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = make_jdk(tmp_path / "elsewhere", "23")
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "java").symlink_to(home / "bin" / "java")
    assert find_jdk() == home.resolve()


def test_none_is_a_sentence_that_names_what_was_found(system: Path) -> None:
    make_jdk(system / "old", "17.0.15")
    with pytest.raises(Lacking, match=r"Java 21 or newer.*JAVA_HOME; found: 17 in .*old"):
        find_jdk()


def test_nothing_at_all_is_a_sentence_too(system: Path) -> None:
    with pytest.raises(Lacking, match="Java 21 or newer") as lacking:
        find_jdk()
    assert "found:" not in str(lacking.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can ask for another user")
def test_one_that_the_user_cannot_run_is_passed_over(system: Path) -> None:
    home = make_jdk(system / "closed", "25")
    home.chmod(0o700)
    with pytest.raises(Lacking, match="not open to the user"):
        find_jdk(Owner(65534, 65534))
