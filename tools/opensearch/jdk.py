"""Turn the places where a JDK may lie into one that is new enough for OpenSearch."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.opensearch.lacking import Lacking
from tools.opensearch.owner import Owner, may

LEAST = 21  # of OpenSearch 3
FOLDERS = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/opt/jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "~/.sdkman/candidates/java/*",
)
RELEASE = re.compile(r'^JAVA_VERSION="(?:1\.)?(\d+)', re.MULTILINE)
SPOKEN = re.compile(r'version "(?:1\.)?(\d+)')
WANTED = (
    f"OpenSearch needs a JDK of Java {LEAST} or newer: install one (Debian 13: apt install openjdk-21-jdk-headless; "
    f"Debian 12 has 17 only, so take Temurin there), or name it by JAVA_HOME"
)


def find_jdk(owner: Owner | None = None) -> Path:
    """Find the home folder of a JDK that is new enough: JAVA_HOME's, else PATH's, else the newest of the system's.

    With an owner, it must be one that this user may run. Raises Lacking.
    """
    seen: list[str] = []
    for home in _homes():
        version = java_version(home)
        if version >= LEAST and may(owner, "-x", home / "bin" / "java"):
            return home
        if version:
            seen.append(
                f"{version} in {home}" + (" (not open to the user it would run as)" if version >= LEAST else "")
            )
    found = f"; found: {', '.join(dict.fromkeys(seen))}" if seen else ""
    raise Lacking(f"{WANTED}{found}")


def java_version(home: Path) -> int:
    """Tell which Java a folder holds; 0 if none."""
    java = home / "bin" / "java"
    if not java.is_file():
        return 0
    release = home / "release"
    told = RELEASE.search(release.read_text(encoding="utf-8", errors="replace")) if release.is_file() else None
    if told is None:
        asked = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the path was found, not given
        told = SPOKEN.search(asked.stderr)
    return int(told[1]) if told else 0


def _homes() -> Iterator[Path]:
    named = os.environ.get("JAVA_HOME")
    if named:
        yield Path(named)
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).resolve().parents[1]
    yield from _newest(FOLDERS)


def _newest(patterns: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for pattern in patterns:
        whole = Path(pattern).expanduser()
        found += Path("/").glob(str(whole.relative_to("/")))
    return sorted({home.resolve() for home in found}, key=lambda home: (-java_version(home), str(home)))
