"""A crew computes beside this process and never outlives it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service import crew as crews
from service.crew import cores, crew

SECONDS = 20.0  # patience on a busy machine


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes start without the libraries that no test here needs."""
    monkeypatch.setattr(crews, "PRELOAD", ())


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + SECONDS
    while not gone(pid):
        assert time.monotonic() < end, "the process still runs"
        time.sleep(0.02)


def test_one_or_none_is_no_crew() -> None:
    for size in (0, 1):
        with crew(size) as executor:
            assert executor is None


def test_a_crew_works_in_other_processes_and_ends() -> None:
    with crew(2) as executor:
        assert executor is not None
        pid = executor.submit(os.getpid).result()
        assert list(executor.map(abs, [-1, 2, -3])) == [1, 2, 3]
    assert pid != os.getpid()
    wait_until_gone(pid)


def test_an_error_ends_a_crew_at_once() -> None:
    found: list[int] = []

    def work() -> None:
        with crew(2) as executor:
            assert executor is not None
            found.append(executor.submit(os.getpid).result())
            executor.submit(time.sleep, 600)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    wait_until_gone(found[0])


def test_kill_takes_the_crew_along() -> None:
    program = (
        "import os, time; from service import crew as crews; from service.crew import crew\n"
        "crews.PRELOAD = ()\n"
        "if __name__ == '__main__':\n"
        "    with crew(2) as executor:\n"
        "        print(executor.submit(os.getpid).result(), flush=True)\n"
        "        executor.submit(time.sleep, 600).result()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert not gone(pid)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    wait_until_gone(pid)


def test_cores_are_those_that_may_be_used() -> None:
    assert cores() == len(os.sched_getaffinity(0))
