"""Turn access to a running service into load: bulk writes, paced reads, a flood."""

import json
import multiprocessing
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

FLOODERS = 8  # connections that ask as fast as they are let
START_SECONDS = 60  # for a process of ours to begin
PACE_SECONDS = 0.05  # between two searches of the reader
QUERIES = ("engineer", "manager OR director", "sales", "nurse OR analyst", "developer python", "designer")


@dataclass(frozen=True, slots=True)
class Access:
    """Where the service listens, and a client that may do everything for one tenant."""

    port: int
    client: str
    secret: str


class Http:
    """One kept connection of one client, with a token that is renewed when it runs out."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._connection = HTTPConnection("127.0.0.1", access.port, timeout=60)
        self._token = self._fetch()

    def send(self, method: str, path: str, body: bytes = b"", media: str = "application/json") -> tuple[int, Any]:
        """Send one request; gives status and JSON."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": media}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        raw = answer.read()
        if answer.status == 401:
            self._token = self._fetch()
            return self.send(method, path, body, media)
        if answer.status == 429:
            time.sleep(float(answer.headers.get("Retry-After") or 1))
        return answer.status, json.loads(raw or b"null")

    def _fetch(self) -> str:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._access.client,
            "client_secret": self._access.secret,
        }
        media = {"Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", "/oauth/token", urlencode(form), media)
        token: str = json.loads(self._connection.getresponse().read())["access_token"]
        return token


def push(access: Access, batches: Sequence[Sequence[dict[str, Any]]], *, prefix: str) -> float:
    """Send batches one after the other; gives acknowledged records a second."""
    http = Http(access)
    bodies = [
        b"\n".join(json.dumps({**line, "id": f"{prefix}-{line['id']}"}, default=str).encode() for line in batch)
        for batch in batches
    ]
    count, started = 0, time.perf_counter()
    for body, batch in zip(bodies, batches, strict=True):
        while True:
            status, answer = http.send("POST", "/v1/bulk", body, "application/x-ndjson")
            if status == 200:
                break
            if status not in (429, 503):
                raise SystemExit(f"bulk answered {status}: {answer}")
            if status == 503:
                time.sleep(0.2)
        count += len(batch)
    return count / (time.perf_counter() - started)


def _search(http: Http, number: int) -> float | None:
    """Ask once; gives seconds, None where the limit said no."""
    text = QUERIES[number % len(QUERIES)]
    body = json.dumps({"text": text, "facets": ["location", "in_ats"], "limit": 10}).encode()
    started = time.perf_counter()
    status, answer = http.send("POST", "/v1/search", body)
    if status == 429:
        return None
    if status != 200:
        raise SystemExit(f"search answered {status}: {answer}")
    return time.perf_counter() - started


def _reader(access: Access, ready: Any, stop: Any, results: Any) -> None:
    http, number, taken = Http(access), 0, []
    for _ in QUERIES:  # what the service keeps between searches is there, as on any day
        _search(http, number)
        number += 1
    ready.set()
    while not stop.is_set():
        seconds = _search(http, number)
        if seconds is not None:
            taken.append(seconds)
        number += 1
        time.sleep(PACE_SECONDS)
    results.put(taken)


@contextmanager
def reads(access: Access) -> Iterator[list[float]]:
    """Read at a steady pace from a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    ready, stop, results = spawn.Event(), spawn.Event(), spawn.Queue()
    process = spawn.Process(target=_reader, args=(access, ready, stop, results))
    process.start()
    ready.wait(START_SECONDS)
    taken: list[float] = []
    try:
        yield taken
    finally:
        stop.set()
        taken.extend(results.get(timeout=120))
        process.join()


def reading(access: Access, seconds: float) -> list[float]:
    """Read for a while; gives the seconds of each search."""
    with reads(access) as taken:
        time.sleep(seconds)
    return taken


def _flooder(access: Access, begun: Any, stop: Any) -> None:
    def ask() -> None:
        http, number = Http(access), 0
        while not stop.is_set():
            _search(http, number)
            begun.set()
            number += 1

    threads = [threading.Thread(target=ask) for _ in range(FLOODERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def flood(access: Access) -> Iterator[None]:
    """Ask as fast as the service lets a tenant, from a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    begun, stop = spawn.Event(), spawn.Event()
    process = spawn.Process(target=_flooder, args=(access, begun, stop))
    process.start()
    begun.wait(START_SECONDS)
    try:
        yield
    finally:
        stop.set()
        process.join(60)
