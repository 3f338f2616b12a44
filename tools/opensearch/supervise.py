"""Turn the end of those who use a node into the end of the node, even if they were killed.

Run as `python -I supervise.py USERS FOLDER LOG UID:GID COMMAND...` in a session of its own: starts the command in the
folder, prints its process id, then waits until it ends, or until nobody holds a shared lock on the file USERS any more:
then it kills the command, then removes the folder. `-` for UID:GID stands for our own.
"""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1


def main() -> int:
    """Start the command and watch over it; the answer is its exit code."""
    users, folder, log, owner, *command = sys.argv[1:]
    user, group = (None, None) if owner == "-" else (int(number) for number in owner.split(":"))
    with Path(log).open("ab") as output:
        child = subprocess.Popen(  # noqa: S603 - the command is our parent's
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            user=user,
            group=group,
            extra_groups=None if user is None else [],
            env={"HOME": folder, "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            preexec_fn=_die_with_parent(),  # noqa: PLW1509 - no thread is running yet
        )
    print(child.pid, flush=True)
    unused = threading.Event()
    watch = threading.Thread(target=_end_when_unused, args=(users, child, folder, unused), daemon=True)
    watch.start()
    code = child.wait()
    if unused.is_set():
        watch.join()
    return code


def _end_when_unused(users: str, child: subprocess.Popen[bytes], folder: str, unused: threading.Event) -> None:
    # Held until we end: who waits for the lock meanwhile finds the folder gone.
    fcntl.flock(os.open(users, os.O_RDWR), fcntl.LOCK_EX)
    unused.set()
    child.kill()
    child.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _die_with_parent() -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl  # found here: between fork and exec nothing may be imported
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
