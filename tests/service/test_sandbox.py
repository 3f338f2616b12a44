"""Tests of confined parsing, by raw system calls from inside a child."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.sandbox import Bounds, ParsePool

TEXT = b"Jane Doe\njane@example.com\n\nExperience\nCook, Inn AB   May 2019 - June 2020\n"

# What the children call instead of the parser: the content says what to try.
STAND_IN = '''
import ctypes, json, os, platform, time
from entities.resume import ParseOutcome

NUMBERS = {
    "x86_64": {"open": 2, "openat": 257, "socket": 41, "connect": 42, "fork": 57, "vfork": 58, "clone3": 435,
               "execve": 59, "ptrace": 101, "kill": 62, "unlink": 87, "mount": 165, "bpf": 321, "io_uring_setup": 425},
    "aarch64": {"openat": 56, "socket": 198, "connect": 203, "clone3": 435, "execve": 221, "ptrace": 117, "kill": 129,
                "unlinkat": 35, "mount": 40, "bpf": 280, "io_uring_setup": 425},
}[platform.machine()]
C = ctypes.CDLL(None, use_errno=True)


def calls():
    """Return the error number of each system call, 0 where it went through."""
    told = {}
    for name, number in NUMBERS.items():
        ctypes.set_errno(0)
        path = ctypes.c_char_p(b"/tmp/talentjoin-escape")
        arguments = (-100, path, 0o101, 0o600) if name == "openat" else (path, 0o101, 0o600, 0)
        if name == "socket":
            arguments = (2, 1, 0, 0)
        if name == "kill":
            arguments = (os.getppid(), 0, 0, 0)
        told[name] = 0 if C.syscall(number, *arguments) >= 0 else ctypes.get_errno()
    return told


def parse(content, name, date):
    what = content.decode()
    if what == "calls":
        return ParseOutcome(status="ok", error=json.dumps(calls()))
    if what == "memory":
        held = b"x" * 2_000_000_000
    if what == "loop":
        while True:
            pass
    if what == "sleep":
        time.sleep(60)
    if what == "die":
        os._exit(3)
    if what == "abort":
        os.abort()
    if what == "raise":
        raise RuntimeError("a name that must not leak")
    if what == "flood":
        return ParseOutcome(status="ok", error="x" * 5_000_000)
    if what == "environment":
        return ParseOutcome(status="ok", error=json.dumps(sorted(os.environ)))
    if what == "arguments":
        return ParseOutcome(status="ok", error=json.dumps([name, date]))
    return ParseOutcome(status="ok", error=str(os.getpid()))
'''


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ParsePool]:
    folder = tmp_path_factory.mktemp("stand_in")
    (folder / "sandbox_stand_in.py").write_text(STAND_IN)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setenv("CMAP_PATH", "/somewhere")
        bounds = Bounds(wall_seconds=1.5, cpu_seconds=5, files_per_child=20)
        with ParsePool(2, parse="sandbox_stand_in:parse", preload=(), bounds=bounds) as pool:
            yield pool


def told(pool: ParsePool, what: str, *, tenant: str | None = None) -> str:
    outcome, _ = pool.parse(what.encode(), tenant=tenant)
    assert outcome.status == "ok"
    return outcome.error or ""


def test_system_calls_that_reach_for_anything_are_refused(stand_in: ParsePool) -> None:
    answers = json.loads(told(stand_in, "calls"))
    assert {"openat", "socket", "connect", "clone3", "execve", "ptrace", "kill"} <= set(answers)
    assert {name: code for name, code in answers.items() if code == 0} == {}
    assert not Path("/tmp/talentjoin-escape").exists()  # noqa: S108 - what the child tried to write


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("memory", "out_of_memory"),
        ("loop", "timeout"),
        ("sleep", "timeout"),
        ("die", "corrupt"),
        ("abort", "corrupt"),
        ("raise", "corrupt"),
        ("flood", "too_large"),
    ],
)
def test_a_file_that_breaks_its_child_ends_in_a_status(stand_in: ParsePool, what: str, status: str) -> None:
    outcome, _ = stand_in.parse(what.encode())
    assert outcome.status == status
    assert "name" not in (outcome.error or "")
    assert int(told(stand_in, "pid")) > 0  # the pool goes on


def test_a_child_is_warm_until_it_has_served_its_files(stand_in: ParsePool) -> None:
    first = told(stand_in, "pid", tenant="warm")
    later = [told(stand_in, "pid", tenant="warm") for _ in range(20)]
    assert later[:19] == [first] * 19
    assert later[19] != first


def test_no_child_serves_two_tenants(stand_in: ParsePool) -> None:
    tenants = ["one", "two", None, "one", "three", "two", None]
    served: dict[str, set[str | None]] = {}
    for tenant in tenants:
        served.setdefault(told(stand_in, "pid", tenant=tenant), set()).add(tenant)
    assert all(len(names) == 1 for names in served.values())


def test_map_keeps_the_order_whatever_takes_long(stand_in: ParsePool) -> None:
    files = [("sleep" if at == 3 else "arguments", f"{at}.txt") for at in range(12)]
    outcomes = [outcome for outcome, _ in stand_in.map((what.encode(), name, "2024-01-31") for what, name in files)]
    names = [json.loads(outcome.error or "")[0] if outcome.status == "ok" else outcome.status for outcome in outcomes]
    assert names == [name if what != "sleep" else "timeout" for what, name in files]


def test_children_see_no_environment_of_ours(stand_in: ParsePool) -> None:
    assert set(json.loads(told(stand_in, "environment"))) <= {
        "PYTHONPATH",
        "PYTHONSAFEPATH",
        "OPENBLAS_NUM_THREADS",
        "LC_CTYPE",
    }


def test_a_killed_child_and_a_killed_server_are_replaced(stand_in: ParsePool) -> None:
    os.kill(int(told(stand_in, "pid", tenant="killed")), signal.SIGKILL)
    outcome, _ = stand_in.parse(b"pid", tenant="killed")
    assert outcome.status in {"out_of_memory", "ok"}
    process = stand_in._server._process
    assert process is not None
    process.kill()
    process.wait()
    stand_in.parse(b"pid", tenant="killed")
    assert int(told(stand_in, "pid", tenant="another")) > 0


@pytest.fixture(scope="module")
def parsing() -> Iterator[ParsePool]:
    with ParsePool(1, bounds=Bounds(wall_seconds=8.0)) as pool:
        yield pool


def test_the_parser_works_without_opening_a_file(parsing: ParsePool) -> None:
    outcome, seconds = parsing.parse(TEXT, "a.txt", "2024-01-31")
    assert outcome.status == "ok"
    assert outcome.resume is not None
    assert [email.value for email in outcome.resume.emails] == ["jane@example.com"]
    assert outcome.document.date == "2024-01-31"
    assert seconds > 0


def test_a_batch_that_ends_leaves_the_server_to_the_next() -> None:
    # The threads of a batch end with it; the server they started once died with them.
    with ParsePool(workers=2) as pool:
        statuses = [
            outcome.status
            for _ in range(6)
            for outcome, _ in pool.map([(b"Ann Smith\nann@example.com\n", "cv.txt", None)] * 3)
        ]
    assert statuses == ["ok"] * 18
