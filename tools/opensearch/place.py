"""Turn this machine into a place where OpenSearch may run: its files, a JDK, a user."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.opensearch.assemble import assembled
from tools.opensearch.jdk import find_jdk
from tools.opensearch.lacking import Lacking
from tools.opensearch.owner import Owner, give, may, unprivileged


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node finds what it needs; `owner` is None where it runs as ourselves."""

    home: Path
    java: Path
    owner: Owner | None


def find_place() -> Place:
    """Find all that a node needs, assembling OpenSearch if it isn't there yet.

    Raises Lacking.
    """
    owner = unprivileged()
    jdk = find_jdk(owner)
    return Place(assembled(jdk), jdk / "bin" / "java", owner)


def new_folder(place: Place) -> Path:
    """Make a folder for a node's files that its user may enter and write.

    Raises Lacking.
    """
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp makes a private folder in it
        if may(place.owner, "-x", Path(parent)):
            folder = Path(tempfile.mkdtemp(prefix="tj-os-", dir=parent))
            give(folder, place.owner)
            return folder
    raise Lacking("OpenSearch does not run as root, and there is no temporary folder that another user can enter")


def readable_home(place: Place, folder: Path) -> Path:
    """Give the distribution's folder, or a copy in the node's own folder where its user may not read that one."""
    if may(place.owner, "-r", place.home / "lib"):
        return place.home
    copy = folder / "home"
    if not copy.is_dir():
        shutil.copytree(place.home, copy)
    return copy
