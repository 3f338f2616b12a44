"""`talentjoin serve` as a process: it starts, answers, keeps its worker alive, tells how it is, and drains."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.http import serving
from service.lock import worker_lock
from service.scopes import SCOPES
from service.settings import Settings
from service.waking import call, listening
from service.wiring import open_parts
from service.worker_child import WorkerChild
from store import clients

SECONDS = 60.0
SECRET = "a-secret-of-the-tests"  # noqa: S105 - invented here
CANARIES = ("Canaria", "canary@example.com", SECRET, "canary-in-the-path", "canary-in-the-query")
pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes through /proc")


@dataclass
class Served:
    """A running service."""

    process: subprocess.Popen[str]
    url: str
    admin: str
    log: Path
    token: str = field(default="", repr=False)

    def ask(self, path: str, *, method: str = "GET", body: Any = None, admin: bool = False) -> tuple[int, Any]:
        """Send one request over a connection of its own."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        raw = None if body is None else json.dumps(body).encode()
        if raw is not None:
            headers["Content-Type"] = "application/json"
        sent = urllib.request.Request((self.admin if admin else self.url) + path, raw, headers, method=method)  # noqa: S310 - our own address
        try:
            with urllib.request.urlopen(sent, timeout=SECONDS) as answer:  # noqa: S310 - the same
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def worker(self) -> tuple[bool, str]:
        """Tell what readiness says of the worker: well or not, and in which words."""
        checks = self.ask("/readyz", admin=True)[1]["checks"]
        return next((one["ok"], one["seen"]) for one in checks if one["name"] == "worker")

    def lines(self) -> list[dict[str, Any]]:
        """Read the log."""
        whole, _, _ = self.log.read_text().rpartition("\n")  # the last line may be half written
        return [json.loads(line) for line in whole.splitlines()]


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def serving_on(data: Path, log: Path) -> Iterator[Served]:
    """Run the command on a folder with one client."""
    with open_parts(Settings(data=data), clock=lambda: datetime.now(UTC)) as parts:
        tenant = add_tenant(parts, "acme")
        with parts.store.control_writing() as tx:
            scopes = frozenset(SCOPES)
            new = clients.Client("cl_t", tenant, FIRST_INSTANCE, "t", scopes, frozenset(), "", "test", tx.now, None)
            clients.add(tx, new)
            clients.add_secret(tx, "cl_t", SECRET, expires_at=None)
    command = [sys.executable, "-P", "-m", "service.cli", "serve", "--data", str(data), "--port", "0", "--json"]
    unlimited = {f"TALENTJOIN_{name}": "10000" for name in ("LIMIT_READ", "LIMIT_WRITE", "REQUESTS_AT_ONCE")}
    with log.open("w") as err:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=err, text=True, env={**os.environ, **unlimited}
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, log.read_text()
        said = json.loads(line)
        served = Served(process, said["listening"], said["admin"], log)
        form = {"grant_type": "client_credentials", "client_id": "cl_t", "client_secret": SECRET}
        raw = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(f"{served.url}/oauth/token", raw, timeout=SECONDS) as answer:  # noqa: S310 - our own address
            served.token = json.loads(answer.read())["access_token"]
        yield served
    finally:
        process.kill()
        process.communicate()


def test_a_service_from_its_start_to_its_end(tmp_path: Path) -> None:
    """One process for all of it: to start one costs more than to test it."""
    with serving_on(tmp_path / "data", tmp_path / "log") as served:
        health_says_what_it_looked_at(served)
        a_write_is_soon_found_and_its_person_is_in_no_log(served)
        a_killed_worker_is_started_anew(served)
        a_drain_under_load_loses_no_request(served)
    with worker_lock(tmp_path / "data"):
        pass  # the worker has ended too


def health_says_what_it_looked_at(served: Served) -> None:
    assert served.ask("/healthz", admin=True) == (200, {"ok": True})
    until(lambda: served.ask("/readyz", admin=True)[0] == 200)
    found = served.ask("/readyz", admin=True)[1]
    assert [one["name"] for one in found["checks"]] == ["store", "engine", "migrations", "disk", "keys", "worker"]
    assert all(one["ok"] and one["seen"] and one["age_seconds"] >= 0 for one in found["checks"])
    assert served.ask("/version", admin=True)[1]["version"]
    assert served.ask("/readyz")[0] == 404, "not on the tenants' port"


def a_write_is_soon_found_and_its_person_is_in_no_log(served: Served) -> None:
    person = {"name": "Canaria Smith", "emails": ["canary@example.com"], "modified": "2025-01-01T00:00:00Z"}
    status, kept = served.ask("/v1/candidates/canary-in-the-path", method="PUT", body=person)
    assert status in (200, 201), kept
    searched = f"/v1/search?after={kept['change_token']}"
    until(lambda: served.ask(searched, method="POST", body={"text": "Canaria"})[0] != 409)  # a busy machine is slow
    status, found = served.ask(searched, method="POST", body={"text": "Canaria"})
    assert (status, len(found["hits"])) == (200, 1), found
    served.ask("/v1/candidates/canary-in-the-path?x=canary-in-the-query")
    served.ask("/v1/nothing/canary-in-the-path?x=canary-in-the-query")
    until(lambda: sum(line["event"] == "request.done" for line in served.lines()) >= 5)
    text = served.log.read_text()
    assert [canary for canary in (*CANARIES, served.token) if canary in text] == []
    assert {line["route"] for line in served.lines() if line["event"] == "request.done"} >= {
        "/oauth/token",
        "/v1/candidates/{source_id}",
        "/v1/search",
        "none",
    }


def a_killed_worker_is_started_anew(served: Served) -> None:
    until(lambda: served.worker()[1].startswith("runs as process"))
    first = int(served.worker()[1].split()[-1])
    assert b"worker" in Path(f"/proc/{first}/cmdline").read_bytes()
    os.kill(first, signal.SIGKILL)
    until(lambda: any(line["event"] == "worker.ended" and line["pid"] == first for line in served.lines()))
    until(lambda: served.worker()[1].startswith("runs as process") and str(first) not in served.worker()[1])
    with urllib.request.urlopen(f"{served.admin}/metrics", timeout=SECONDS) as answer:  # noqa: S310 - our own address
        metrics = answer.read().decode()
    assert 'talentjoin_worker_up{state="runs"} 1.0' in metrics
    assert "talentjoin_worker_restarts 1.0" in metrics


class Load(threading.Thread):
    """Reads again and again until nobody listens; each request must be answered well."""

    def __init__(self, served: Served, *, kept: bool) -> None:
        super().__init__(daemon=True)
        self.served, self.kept = served, kept
        self.done, self.wrong = 0, list[str]()

    def run(self) -> None:
        """Ask over a kept connection, or each time over a new one."""
        address = urllib.parse.urlsplit(self.served.url).netloc
        headers = {"Authorization": f"Bearer {self.served.token}"}
        line = http.client.HTTPConnection(address, timeout=SECONDS)
        fresh = True
        while True:
            try:
                line.request("GET", "/v1/contracts", headers=headers)
                answer = line.getresponse()
                answer.read()
            except ConnectionRefusedError:
                return
            except (ConnectionError, http.client.HTTPException) as error:
                if fresh:  # a kept one may be closed between two requests, and then every client asks again
                    self.wrong.append(type(error).__name__)
                    return
                line.close()
                fresh = True
                continue
            self.done += 1
            if answer.status != 200:
                self.wrong.append(str(answer.status))
            fresh = not self.kept or answer.will_close
            if fresh:
                line.close()
                time.sleep(0.03)  # who knocks just as the door closes is turned away by the kernel, which is rare


def a_drain_under_load_loses_no_request(served: Served) -> None:
    loads = [Load(served, kept=number % 2 == 0) for number in range(4)]
    for load in loads:
        load.start()
    until(lambda: all(load.done >= 5 for load in loads))
    slow = http.client.HTTPConnection(urllib.parse.urlsplit(served.url).netloc, timeout=SECONDS)
    body = json.dumps({"name": "Berlin"}).encode()
    slow.putrequest("PUT", "/v1/contracts/c1")  # under way when the signal comes
    slow.putheader("Authorization", f"Bearer {served.token}")
    slow.putheader("Content-Type", "application/json")
    slow.putheader("Content-Length", str(len(body)))
    slow.endheaders(body[:5])
    served.process.send_signal(signal.SIGTERM)
    until(lambda: any(line["event"] == "service.draining" for line in served.lines()))
    status, found = served.ask("/readyz", admin=True)
    assert (status, found["draining"], found["ok"]) == (503, True, False)
    slow.send(body[5:])
    assert slow.getresponse().status in (200, 201)
    slow.close()
    assert served.process.wait(SECONDS) == 0
    for load in loads:
        load.join(SECONDS)
    assert [load.wrong for load in loads] == [[], [], [], []]
    assert served.lines()[-1]["event"] == "service.ended"


def test_a_second_signal_ends_it_at_once_but_not_an_echo_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    told = serving._Told()
    told()
    told()
    assert told.drain.is_set()
    assert codes == []
    told._at -= serving.SAME_SIGNAL_SECONDS
    told()
    assert codes == [serving.AT_ONCE]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--host", "0.0.0.0"], "--behind-proxy"),  # noqa: S104 - it is refused
        (["--admin-host", "::"], "--certificate"),
        (["--certificate", "c.pem"], "go together"),
        (["--certificate", "none.pem", "--key", "none.pem"], "can't be read"),
        (["--port", "99999"], "no such port"),
    ],
)
def test_what_it_may_not_do_is_said_before_anything_is_made(tmp_path: Path, options: list[str], says: str) -> None:
    done = CliRunner().invoke(app, ["serve", "--data", str(tmp_path / "data"), *options])
    assert done.exit_code == 2
    assert says in done.stderr
    assert not (tmp_path / "data").exists()


def test_another_worker_is_left_its_work(tmp_path: Path) -> None:
    child = WorkerChild(tmp_path)
    with worker_lock(tmp_path):
        child.start()
        until(lambda: child.state == "elsewhere")
        child.wake()
        assert child.pid is None
        assert child.stop(1.0)
    assert (child.state, child.restarts) == ("stopped", 0)


def test_a_byte_ends_the_wait_and_the_end_of_the_pipe_ends_the_work() -> None:
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    stop = threading.Event()
    rest = listening(ours, stop)
    call(theirs)
    rest(SECONDS)  # returns at once, or the test times out
    assert not stop.is_set()
    for _ in range(100_000):  # a full pipe is called enough
        call(theirs)
    os.close(theirs)
    while not stop.is_set():
        rest(SECONDS)
    os.close(ours)
