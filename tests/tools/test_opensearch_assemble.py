"""OpenSearch is put together once, whole or not at all, from what Maven fetches."""

import threading
from pathlib import Path

import pytest

from tools.opensearch import assemble
from tools.opensearch.assemble import MODULES, VERSION, assembled, home_folder
from tools.opensearch.lacking import Lacking
from tools.source import ROOT

# Stands in for Maven: writes into each folder with a pom the jars that it names, and one that all share.
MAVEN = """#!/bin/sh
echo run >> "$0.runs"
for pom in "$(dirname "$4")"/*/pom.xml; do
    folder="$(dirname "$pom")"
    mkdir "$folder/jars" && cp "$pom" "$folder/jars/shared.jar" && cp "$pom" "$folder/jars/$(basename "$folder").jar"
done
"""
FAILING = "#!/bin/sh\necho '[ERROR] Could not transfer artifact'\necho '[INFO] no'\nexit 1\n"


@pytest.fixture
def maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the only mvn on the path, and an empty cache."""
    (tmp_path / "path").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'path'}:/usr/bin:/bin")
    monkeypatch.setenv(assemble.CACHE, str(tmp_path / "cache"))
    script = tmp_path / "path" / "mvn"
    script.write_text(MAVEN)
    script.chmod(0o755)
    return script


def runs(maven: Path) -> int:
    told = maven.with_name("mvn.runs")
    return len(told.read_text().splitlines()) if told.exists() else 0


def test_cache_lies_in_the_project_unless_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(assemble.CACHE, raising=False)
    assert home_folder() == ROOT / ".cache" / "opensearch" / VERSION
    assert "/.cache/" in (ROOT / ".gitignore").read_text().splitlines()
    monkeypatch.setenv(assemble.CACHE, str(tmp_path))
    assert home_folder() == tmp_path / VERSION


def test_server_and_modules_get_folders_of_their_own(maven: Path, tmp_path: Path) -> None:
    home = assembled(tmp_path)
    assert {path.name for path in home.iterdir()} == {"bin", "lib", "modules", "plugins"}
    assert {path.name for path in (home / "lib").iterdir()} == {"lib.jar", "shared.jar"}
    assert {path.name for path in (home / "modules").iterdir()} == set(MODULES)
    for name, (artefact, classname) in MODULES.items():
        folder = home / "modules" / name
        # A jar that the server has too would be refused.
        assert {path.name for path in folder.iterdir()} == {f"{name}.jar", "plugin-descriptor.properties"}
        assert f"<artifactId>{artefact}</artifactId>" in (folder / f"{name}.jar").read_text()
        descriptor = (folder / "plugin-descriptor.properties").read_text().splitlines()
        assert {f"name={name}", f"classname={classname}", f"opensearch.version={VERSION}"} <= set(descriptor)


def test_another_user_may_read_it(maven: Path, tmp_path: Path) -> None:
    home = assembled(tmp_path)
    assert all(path.stat().st_mode & 0o004 for path in home.rglob("*"))


def test_it_is_made_once_however_many_ask(maven: Path, tmp_path: Path) -> None:
    homes: list[Path] = []
    askers = [threading.Thread(target=lambda: homes.append(assembled(tmp_path))) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert (len(homes), len(set(homes)), runs(maven)) == (4, 1, 1)


def test_a_failed_one_leaves_nothing_behind(maven: Path, tmp_path: Path) -> None:
    maven.write_text(FAILING)
    with pytest.raises(Lacking, match=r"needs a network.*Could not transfer"):
        assembled(tmp_path)
    assert [path.name for path in home_folder().parent.iterdir()] == ["lock"]
    maven.write_text(MAVEN)
    assert assembled(tmp_path).is_dir()


def test_no_maven_is_a_sentence(maven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Lacking, match="no mvn on PATH: install it"):
        assembled(tmp_path)


def test_what_is_there_needs_no_maven(maven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = assembled(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert assembled(tmp_path) == home
