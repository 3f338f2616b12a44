"""Turn resume files into parse outcomes without parsing in this process.

A clean server process preloads the parser and forks confined children; a child is killed when a file takes too long,
replaced when it dies, and never serves two tenants. Answers come as JSON, never as pickles.
"""

import json
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Generic, Self, TypeVar

from pydantic import ValidationError

from entities.errors import TalentjoinError
from entities.resume import Answered, ParseOutcome, ParseStatus
from service.sandbox_child import MEGABYTE, OUT_OF_MEMORY_EXIT, RESULT, receive_frame, send_frame
from service.sandbox_server import HINT, START_SECONDS, ForkServer

PARSE = "service.sandboxed:parse_within"
PRELOAD = ("matcher.resume.preload:preload",)
SIGNALS: dict[int, ParseStatus] = {-24: "timeout", -9: "out_of_memory", OUT_OF_MEMORY_EXIT: "out_of_memory"}
BROKEN_OFF: frozenset[ParseStatus] = frozenset(("timeout", "out_of_memory"))  # in the midst of anything
SENTENCES: dict[ParseStatus, str] = {
    "timeout": "The file takes longer than the limit.",
    "out_of_memory": "The file needs more memory than the limit.",
    "corrupt": "The parser failed on the file.",
    "too_large": "The file is larger than the limit.",
}

File = tuple[bytes, str | None, str | None]  # content, file name, document date
T = TypeVar("T", bound=Answered)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may cost; sizes in bytes."""

    file: int = 10 * MEGABYTE
    wall_seconds: float = 5.0
    cpu_seconds: int = 5
    memory: int = 512 * MEGABYTE
    files_per_child: int = 200
    answer: int = RESULT


def _failed(kind: type[T], status: ParseStatus) -> T:
    return kind(status=status, error=SENTENCES[status])


class _Child(Generic[T]):
    """One confined process and the files it has served."""

    def __init__(self, server: ForkServer, kind: type[T], bounds: Bounds, tenant: str | None) -> None:
        self._server, self._kind, self._bounds = server, kind, bounds
        self.tenant = tenant
        self.served = 0
        self._pid, self._channel = server.fork()
        self._channel.settimeout(START_SECONDS)
        try:
            self.confined = bool(json.loads(receive_frame(self._channel, RESULT))["confined"])
        except (OSError, EOFError):
            self.end()
            raise TalentjoinError("a process that reads files ends before it begins", hint=HINT) from None

    def parse(self, content: bytes, file_name: str | None, document_date: str | None) -> tuple[T, bool]:
        """Return the outcome, and whether the child may go on."""
        self.served += 1
        deadline = time.monotonic() + self._bounds.wall_seconds
        header = json.dumps({"name": file_name and file_name[-255:], "date": document_date}).encode()
        try:
            self._channel.settimeout(self._bounds.wall_seconds)
            send_frame(self._channel, header)
            send_frame(self._channel, content)
            self._channel.settimeout(max(0.01, deadline - time.monotonic()))
            answer = receive_frame(self._channel, self._bounds.answer)
        except TimeoutError:
            self.end()
            return _failed(self._kind, "timeout"), False
        except ValueError:
            self.end()
            return _failed(self._kind, "too_large"), False
        except (OSError, EOFError):
            return _failed(self._kind, SIGNALS.get(self._code(), "corrupt")), False
        try:
            outcome = self._kind.model_validate_json(answer)
        except ValidationError:
            self.end()
            return _failed(self._kind, "corrupt"), False
        if outcome.status in BROKEN_OFF:
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


class ConfinedPool(Generic[T]):
    """A pool of confined children that read files; safe to use from several threads.

    `read` names the function (`module:function`) that the children call with content, file name and document date,
    and with `options` (plain JSON) as keyword arguments; it returns an answer of the type `kind`. `workers` bounds
    how many files are read at once.
    """

    def __init__(
        self,
        kind: type[T],
        workers: int,
        *,
        read: str,
        preload: tuple[str, ...] = (),
        bounds: Bounds | None = None,
        options: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        self._kind = kind
        self._bounds = bound = bounds or Bounds()
        limits = {"memory": bound.memory, "cpu": bound.cpu_seconds, "most": bound.file, "answer": bound.answer}
        self._server = ForkServer(read, preload, options, limits)
        self._workers = max(1, workers)
        self._free = threading.Semaphore(self._workers)
        self._lock = threading.Lock()
        self._idle: list[_Child[T]] = []

    def start(self) -> None:
        """Start the server ahead of the first file; waits for nothing."""
        self._server.start()

    def _take(self, tenant: str | None) -> _Child[T]:
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
                return _Child(self._server, self._kind, self._bounds, tenant)

    def _keep(self, child: _Child[T]) -> _Child[T] | None:
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
    ) -> tuple[T, float]:
        """Parse one file in a child; returns the outcome and the seconds it took.

        Never raises for what a file holds: a file that hangs, eats memory or kills its child ends in a status. Raises
        TalentjoinError where no process can be started.
        """
        started = time.perf_counter()
        if len(content) > self._bounds.file:
            return _failed(self._kind, "too_large"), time.perf_counter() - started
        with self._free:
            started = time.perf_counter()
            child = self._take(tenant)
            outcome, alive = child.parse(content, file_name, document_date)
            spare = self._keep(child) if alive else child
            if spare is not None:
                spare.end()
        return outcome, time.perf_counter() - started

    def map(self, files: Iterable[File], *, tenant: str | None = None) -> Iterator[tuple[T, float]]:
        """Parse files with all workers; yields outcomes in the order of the files, reading only a few ahead."""
        waiting: deque[Future[tuple[T, float]]] = deque()
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


class ParsePool(ConfinedPool[ParseOutcome]):
    """The pool that parses resumes; `options` are limits of reading (the fields of matcher.resume.Limits)."""

    def __init__(
        self,
        workers: int = 2,
        *,
        parse: str = PARSE,
        preload: tuple[str, ...] = PRELOAD,
        bounds: Bounds | None = None,
        options: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        super().__init__(ParseOutcome, workers, read=parse, preload=preload, bounds=bounds, options=options)
