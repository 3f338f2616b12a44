"""A shelf gives back what was put there, to any process, and is gone after its run, even after a kill."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from service import crew as crews
from service.crew import crew
from service.shelf import Shelf, shelf

KINDS = st.sampled_from([np.uint64, np.int64, np.int8, np.uint8, np.float64, np.bool_]).map(np.dtype)
ARRAY = KINDS.flatmap(lambda kind: arrays.arrays(kind, st.integers(0, 20)))
SECONDS = 20.0  # patience on a busy machine


@pytest.fixture(scope="module")
def opened() -> Iterator[Shelf]:
    with shelf() as opened:
        yield opened
    assert not opened.folder.exists()


@given(st.dictionaries(st.text("abcdefgh_.", min_size=1, max_size=8), ARRAY, max_size=5))
@settings(max_examples=25)
def test_what_was_put_comes_back_for_reading_only(opened: Shelf, kept: dict[str, npt.NDArray[Any]]) -> None:
    name = f"part/{len(list(opened.folder.rglob('*')))}"
    opened.put(name, kept)
    found = opened.get(name)
    assert set(found) == set(kept)
    for key, array in kept.items():
        assert found[key].dtype == array.dtype
        np.testing.assert_array_equal(found[key], array)
        assert not found[key].flags.writeable


def test_a_name_is_used_once(opened: Shelf) -> None:
    opened.put("once", {})
    with pytest.raises(FileExistsError):
        opened.put("once", {})


def put_and_sum(opened: Shelf) -> int:
    opened.put("theirs", {"x": np.arange(5)})
    return int(opened.get("ours")["x"].sum())


def test_processes_share_a_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "PRELOAD", ())
    with shelf() as opened, crew(2) as executor:
        assert executor is not None
        opened.put("ours", {"x": np.arange(4)})
        assert executor.submit(put_and_sum, opened).result() == 6
        assert opened.get("theirs")["x"].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.full)]
)
def test_nothing_is_left_after_a_kill(number: signal.Signals) -> None:
    program = (
        "import sys, time; import numpy as np; from service.shelf import shelf\n"
        "with shelf() as opened:\n"
        "    opened.put('a', {'x': np.arange(9)}); print(opened.folder, flush=True); time.sleep(600)\n"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        assert folder.is_dir()
        run.send_signal(number)
    end = time.monotonic() + SECONDS
    while folder.exists():
        assert time.monotonic() < end, "the folder is still there"
        time.sleep(0.02)
