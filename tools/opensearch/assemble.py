"""Turn Maven artefacts into the folder of an OpenSearch distribution."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.opensearch.lacking import Lacking
from tools.source import ROOT

VERSION = "3.6.0"  # 3.7.0 lacks its modules on Maven Central, 2.19 its class loader
CACHE = "OPENSEARCH_CACHE"  # names another folder for what is assembled
SERVER = (
    ("org.opensearch", "opensearch", VERSION),
    ("org.opensearch", "opensearch-agent-bootstrap", VERSION),
    ("org.opensearch", "opensearch-plugin-classloader", VERSION),
    ("org.apache.logging.log4j", "log4j-core", "2.25.3"),  # the version of the log4j-api that the server brings
)
# folder of the module -> artefact, class
MODULES = {
    "transport-netty4": ("transport-netty4-client", "org.opensearch.transport.Netty4ModulePlugin"),
    "analysis-common": ("analysis-common", "org.opensearch.analysis.common.CommonAnalysisModulePlugin"),
    "lang-painless": ("lang-painless", "org.opensearch.painless.PainlessModulePlugin"),
    "reindex": ("reindex-client", "org.opensearch.index.reindex.ReindexModulePlugin"),
    "mapper-extras": ("mapper-extras-client", "org.opensearch.index.mapper.MapperExtrasModulePlugin"),
}
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>{name}</artifactId><version>1</version><packaging>pom</packaging>{inner}</project>
"""
DEPENDENCY = "<dependency><groupId>{0}</groupId><artifactId>{1}</artifactId><version>{2}</version></dependency>"
DESCRIPTOR = """name={name}
description={name}
version={version}
opensearch.version={version}
java.version=21
classname={classname}
extended.plugins=
has.native.controller=false
"""
NO_MAVEN = "OpenSearch is assembled by Maven, and there is no mvn on PATH: install it (Debian: apt install maven)"


def home_folder() -> Path:
    """Name the folder of the distribution, whether it is there or not."""
    return Path(os.environ.get(CACHE) or ROOT / ".cache" / "opensearch").expanduser().absolute() / VERSION


def assembled(jdk: Path) -> Path:
    """Give the folder of the distribution; assemble it first if it isn't there (about 65 MB, half a minute).

    Several may ask at once. Raises Lacking.
    """
    home = home_folder()
    if home.is_dir():
        return home
    home.parent.mkdir(parents=True, exist_ok=True)
    with _alone(home.parent / "lock"):
        if not home.is_dir():
            _assemble(home, jdk)
    return home


def _assemble(home: Path, jdk: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Lacking(NO_MAVEN)
    with tempfile.TemporaryDirectory(prefix="making-", dir=home.parent) as making:
        whole = Path(making) / "home"
        _copy_artefacts(maven, Path(making) / "poms", jdk)
        _lay_out(Path(making) / "poms", whole)
        whole.rename(home)  # whole or not at all


def _copy_artefacts(maven: str, poms: Path, jdk: Path) -> None:
    """Let one run of Maven copy the jars of the server and of each module into folders of their own."""
    _write_pom(poms / "lib", SERVER)
    for name, (artefact, _) in MODULES.items():
        _write_pom(poms / name, [("org.opensearch.plugin", artefact, VERSION)])
    parts = "".join(f"<module>{name}</module>" for name in ("lib", *MODULES))
    (poms / "pom.xml").write_text(POM.format(name="opensearch", inner=f"<modules>{parts}</modules>"), encoding="utf-8")
    # Where it downloads from is said by Maven's own settings.
    command = [maven, "-B", "-q", "-f", str(poms / "pom.xml"), COPY, "-DincludeScope=runtime", "-DoutputDirectory=jars"]
    environment = {**os.environ, "JAVA_HOME": str(jdk)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - mvn of PATH
    if done.returncode != 0:
        errors = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line]
        raise Lacking(
            "Maven could not fetch OpenSearch's artefacts; it needs a network (or a repository that holds them) and "
            f"says: {' '.join(errors[:2])[:600]}"
        )


def _write_pom(
    folder: Path,
    artefacts: Iterator[tuple[str, str, str]] | tuple[tuple[str, str, str], ...] | list[tuple[str, str, str]],
) -> None:
    folder.mkdir(parents=True)
    inner = "".join(DEPENDENCY.format(*artefact) for artefact in artefacts)
    text = POM.format(name=folder.name, inner=f"<dependencies>{inner}</dependencies>")
    (folder / "pom.xml").write_text(text, encoding="utf-8")


def _lay_out(poms: Path, home: Path) -> None:
    shutil.copytree(poms / "lib" / "jars", home / "lib")
    held = {jar.name for jar in (home / "lib").iterdir()}
    for name, (_, classname) in MODULES.items():
        folder = home / "modules" / name
        # The server refuses a class that is there twice.
        shutil.copytree(poms / name / "jars", folder, ignore=lambda _, names: held & set(names))
        descriptor = DESCRIPTOR.format(name=name, version=VERSION, classname=classname)
        (folder / "plugin-descriptor.properties").write_text(descriptor, encoding="utf-8")
    for empty in ("bin", "plugins"):  # it looks into both
        (home / empty).mkdir()
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)  # read by the user it runs as, whatever our umask


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
