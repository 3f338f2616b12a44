"""Turn resume files into parse outcomes without parsing in this process.

A clean server process preloads the parser and forks confined children; a child is killed when a file takes too long,
replaced when it dies, and never serves two tenants. Answers come as JSON, never as pickles.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from entities.resume import ParseOutcome, ParseStatus
from service.sandbox_child import MEGABYTE, OUT_OF_MEMORY_EXIT, RESULT, receive_frame, send_frame

PARSE = "matcher.resume:parse_resume"
PRELOAD = ("matcher.resume.preload:preload",)
START_SECONDS = 60.0  # for the server to import the parser on a busy machine
ORDER_SECONDS = 10.0
SIGNALS: dict[int, ParseStatus] = {-24: "timeout", -9: "out_of_memory", OUT_OF_MEMORY_EXIT: "out_of_memory"}
SENTENCES: dict[ParseStatus, str] = {
    "timeout": "The file takes longer than the limit.",
    "out_of_memory": "The file needs more memory than the limit.",
    "corrupt": "The parser failed on the file.",
    "too_large": "The file is larger than the limit.",
}

File = tuple[bytes, str | None, str | None]  # content, file name, document date


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may cost; sizes in bytes."""

    file: int = 10 * MEGABYTE
    wall_seconds: float = 5.0
    cpu_seconds: int = 5
    memory: int = 512 * MEGABYTE
    files_per_child: int = 200


def _failed(status: ParseStatus) -> ParseOutcome:
    return ParseOutcome(status=status, error=SENTENCES[status])


class _Server:
    """The process that forks children for us."""

    def __init__(self, parse: str, preload: tuple[str, ...], bounds: Bounds) -> None:
        self._arguments = (parse, *preload)
        self._bounds = bounds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            # A bare environment: no secrets, and no CMAP_PATH from which pdfminer would read character maps.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
                [sys.executable, "-m", "service.sandbox_child", *self._arguments],
                stdin=theirs.fileno(),
                env={
                    "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                    "PYTHONSAFEPATH": "1",
                    "OPENBLAS_NUM_THREADS": "1",  # a forked child can't start threads
                },
                start_new_session=True,
            )
        ours.settimeout(START_SECONDS)
        try:
            receive_frame(ours, RESULT)
        except BaseException:
            ours.close()
            raise
        ours.settimeout(ORDER_SECONDS)
        return ours

    def _order(self, order: dict[str, str | int], channel: socket.socket | None = None) -> dict[str, int]:
        if self._control is None:
            self._control = self._start()
        message = json.dumps(order).encode()
        if channel is None:
            self._control.sendall(message)
        else:
            socket.send_fds(self._control, [message], [channel.fileno()])
        answer: dict[str, int] = json.loads(receive_frame(self._control, RESULT))
        return answer

    def fork(self) -> tuple[int, socket.socket]:
        """Return a new child's id and our end of its socket; a dead server is started anew once."""
        limits = {"memory": self._bounds.memory, "cpu": self._bounds.cpu_seconds, "most": self._bounds.file}
        with self._lock:
            for again in (True, False):
                ours, theirs = socket.socketpair()
                try:
                    with theirs:
                        return self._order({"verb": "fork", **limits}, theirs)["pid"], ours
                except (OSError, EOFError):
                    ours.close()
                    self._stop()
                    if not again:
                        raise
        raise AssertionError("unreachable")

    def end(self, pid: int) -> int:
        """Kill a child if it still runs; returns its exit code, negative for a signal."""
        with self._lock:
            if self._control is None:
                return 0
            try:
                return self._order({"verb": "end", "pid": pid})["code"]
            except (OSError, EOFError):
                self._stop()
                return 0

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(ORDER_SECONDS)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the server, and with it every child."""
        with self._lock:
            self._stop()


class _Child:
    """One confined process and the files it has served."""

    def __init__(self, server: _Server, bounds: Bounds, tenant: str | None) -> None:
        self._server, self._bounds = server, bounds
        self.tenant = tenant
        self.served = 0
        self._pid, self._channel = server.fork()
        self._channel.settimeout(START_SECONDS)
        self.confined = bool(json.loads(receive_frame(self._channel, RESULT))["confined"])

    def parse(self, content: bytes, file_name: str | None, document_date: str | None) -> tuple[ParseOutcome, bool]:
        """Return the outcome, and whether the child may go on."""
        self.served += 1
        deadline = time.monotonic() + self._bounds.wall_seconds
        header = json.dumps({"name": file_name and file_name[-255:], "date": document_date}).encode()
        try:
            self._channel.settimeout(self._bounds.wall_seconds)
            send_frame(self._channel, header)
            send_frame(self._channel, content)
            self._channel.settimeout(max(0.01, deadline - time.monotonic()))
            answer = receive_frame(self._channel, RESULT)
        except TimeoutError:
            self.end()
            return _failed("timeout"), False
        except ValueError:
            self.end()
            return _failed("too_large"), False
        except (OSError, EOFError):
            return _failed(SIGNALS.get(self._code(), "corrupt")), False
        try:
            outcome = ParseOutcome.model_validate_json(answer)
        except ValidationError:
            self.end()
            return _failed("corrupt"), False
        if outcome.status == "out_of_memory":
            self.end()
            return outcome, False
        return outcome, self.served < self._bounds.files_per_child

    def is_waiting(self) -> bool:
        """Say whether the child waits for a file: not if it has died meanwhile, nor if it speaks unasked."""
        self._channel.settimeout(0)
        try:
            self._channel.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def _code(self) -> int:
        self._channel.close()
        return self._server.end(self._pid)

    def end(self) -> None:
        """Kill the child."""
        self._code()


class ParsePool:
    """A pool of confined children that parse resume files; safe to use from several threads.

    `parse` names the function (`module:function`) that the children call with content, file name and document date;
    it returns a ParseOutcome. `workers` bounds how many files are parsed at once.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        parse: str = PARSE,
        preload: tuple[str, ...] = PRELOAD,
        bounds: Bounds | None = None,
    ) -> None:
        self._bounds = bounds or Bounds()
        self._server = _Server(parse, preload, self._bounds)
        self._workers = max(1, workers)
        self._free = threading.Semaphore(self._workers)
        self._lock = threading.Lock()
        self._idle: list[_Child] = []

    def _take(self, tenant: str | None) -> _Child:
        """Return an idle child of the tenant, else a new one; a surplus child of another tenant is ended."""
        while True:
            with self._lock:
                own = next((child for child in self._idle if child.tenant == tenant), None)
                spare = own or (self._idle[0] if len(self._idle) >= self._workers else None)
                if spare is not None:
                    self._idle.remove(spare)
            if own is not None and own.is_waiting():
                return own
            if spare is not None:
                spare.end()
            if own is None:
                return _Child(self._server, self._bounds, tenant)

    def _keep(self, child: _Child) -> _Child | None:
        """Put a child back; returns the oldest one where there are too many."""
        with self._lock:
            self._idle.append(child)
            return self._idle.pop(0) if len(self._idle) > self._workers else None

    def parse(
        self,
        content: bytes,
        file_name: str | None = None,
        document_date: str | None = None,
        *,
        tenant: str | None = None,
    ) -> tuple[ParseOutcome, float]:
        """Parse one file in a child; returns the outcome and the seconds it took.

        Never raises for what a file holds: a file that hangs, eats memory or kills its child ends in a status.
        """
        started = time.perf_counter()
        if len(content) > self._bounds.file:
            return _failed("too_large"), time.perf_counter() - started
        with self._free:
            started = time.perf_counter()
            child = self._take(tenant)
            outcome, alive = child.parse(content, file_name, document_date)
            spare = self._keep(child) if alive else child
            if spare is not None:
                spare.end()
        return outcome, time.perf_counter() - started

    def map(self, files: Iterable[File], *, tenant: str | None = None) -> Iterator[tuple[ParseOutcome, float]]:
        """Parse files with all workers; yields outcomes in the order of the files, reading only a few ahead."""
        waiting: deque[Future[tuple[ParseOutcome, float]]] = deque()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="parse") as threads:
            for content, file_name, document_date in files:
                waiting.append(threads.submit(self.parse, content, file_name, document_date, tenant=tenant))
                if len(waiting) > 2 * self._workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def close(self) -> None:
        """End every child and the server."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()
        self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
