"""Turn the user we are into the user that OpenSearch may run as."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.opensearch.lacking import Lacking

UNPRIVILEGED = ("opensearch", "nobody")  # OpenSearch refuses to run as root
TEST = shutil.which("test", path=os.defpath) or "test"  # PATH may lead through folders that are closed to the other


@dataclass(frozen=True, slots=True)
class Owner:
    """The user whom a node runs as."""

    user: int
    group: int


def unprivileged() -> Owner | None:
    """Find another user for a node if we are root; None if we aren't. Raises Lacking."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(found.pw_uid, found.pw_gid)
    raise Lacking("OpenSearch does not run as root, and there is neither a user opensearch nor nobody")


def may(owner: Owner | None, how: str, path: Path) -> bool:
    """Tell whether the owner may read (`-r`) or enter or run (`-x`) a path."""
    test = [TEST, how, str(path)]
    return subprocess.run(test, cwd="/", user=owner.user if owner else None, check=False).returncode == 0  # noqa: S603 - a tool of every system


def give(path: Path, owner: Owner | None) -> None:
    """Make a path the owner's."""
    if owner is not None:
        os.chown(path, owner.user, owner.group)
