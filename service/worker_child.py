"""Turn the worker's command into a child process that is kept alive, woken and at last stopped."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Literal

from service.lock import has_worker
from service.telemetry import get_log
from service.waking import call

State = Literal["starting", "runs", "elsewhere", "restarting", "stopped"]
WELL: frozenset[State] = frozenset({"starting", "runs", "elsewhere"})
SETTLED_SECONDS = 2.0  # one that lived as long is taken to have started
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 30.0  # before a dead one is started anew, doubled each time it dies at once
ELSEWHERE_SECONDS = 2.0  # how often we look whether another worker still holds the folder


class WorkerChild:
    """Keeps one worker on a data folder: a child of ours, or whoever holds its lock already."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._child: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="worker child", daemon=True)
        self._lock = threading.Lock()  # between who starts a child, who ends it and who writes to it
        self._state: State = "stopped"
        self.restarts = 0

    @property
    def state(self) -> State:
        """Tell how the worker is."""
        return self._state

    @property
    def pid(self) -> int | None:
        """Name the child's process, None while there is none."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Begin to keep a worker."""
        self._state = "starting"
        self._thread.start()

    def wake(self) -> None:
        """Let the child look for work now; never waits."""
        if not self._lock.acquire(blocking=False):
            return  # it is being started, or woken by another thread this moment
        try:
            if self._child is not None and self._child.stdin is not None:
                call(self._child.stdin.fileno())
        finally:
            self._lock.release()

    def stop(self, seconds: float) -> bool:
        """Let the child finish its batch and end it, by force once the time is over; tells whether it ended well."""
        with self._lock:
            self._ending.set()
            child = self._child
        well = child is None or _ended(child, seconds)
        self._thread.join()
        self._state = "stopped"
        return well

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while not self._ending.is_set():
            if has_worker(self._data):
                self._state = "elsewhere"
                self._ending.wait(ELSEWHERE_SECONDS)
                continue
            lived = self._live()
            if self._ending.is_set():
                return
            self._state = "restarting"
            self.restarts += 1
            pause = FIRST_PAUSE if lived >= SETTLED_SECONDS else min(2 * pause, LONGEST_PAUSE)
            self._ending.wait(pause)

    def _live(self) -> float:
        """Run one child to its end; gives the seconds it lived."""
        begun = time.monotonic()
        with self._lock:
            if self._ending.is_set():
                return 0.0
            child = self._child = _started(self._data)
        self._state = "starting"
        try:
            child.wait(SETTLED_SECONDS)
        except subprocess.TimeoutExpired:
            self._state = "runs"
            child.wait()
        with self._lock:
            self._child = None
        if child.stdin is not None:
            child.stdin.close()
        if not self._ending.is_set():
            get_log().error("worker.ended", pid=child.pid, exit_code=child.returncode)
        return time.monotonic() - begun


def _started(data: Path) -> subprocess.Popen[bytes]:
    # -P: a folder named `service` where we were started is no part of us. A session of its own: Ctrl+C is for us alone,
    # and the child hears of our end, however it comes, through the pipe.
    command = [sys.executable, "-P", "-m", "service.cli", "worker", "--called", "--json", "--data", str(data)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own interpreter with our own module
    if child.stdin is not None:
        os.set_blocking(child.stdin.fileno(), False)
    return child


def _ended(child: subprocess.Popen[bytes], seconds: float) -> bool:
    child.terminate()
    try:
        return child.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return False
