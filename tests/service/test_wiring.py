"""Keys, locks and folders: made once, kept to their owner, and never made anew over what they alone can open."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from entities.errors import KeyMissing, Locked, StoreError, TalentjoinError
from service.due import work_if_alone
from service.keys import KEY_BYTES, derived_key, master_key
from service.lock import has_worker, worker_lock
from service.report import silent
from service.settings import Settings
from service.telemetry import get_log, start_logging
from service.wiring import open_parts
from tests.service.conftest import NOW, House

ROOT = Path(__file__).parents[2]


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "master.key"
    first = master_key(file)
    assert (len(first), master_key(file)) == (KEY_BYTES, first)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]
    assert master_key(tmp_path / "other.key") != first


def test_however_many_make_a_key_at_once_they_get_the_same(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "master.key"
    barrier, keys = threading.Barrier(8), set[bytes]()

    def make() -> None:
        barrier.wait()
        keys.add(master_key(file))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 1
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


@pytest.mark.parametrize("held", ["", "zz" * 32, "ab" * 31, "ab" * 33, "\x00" * 64, "not hex at all"])
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, held: str) -> None:
    file = tmp_path / "master.key"
    file.write_text(held, encoding="ascii")
    with pytest.raises(KeyMissing) as refused:
        master_key(file)
    assert not held or held not in refused.value.message
    assert file.read_text(encoding="ascii") == held


def test_a_missing_key_is_not_made_where_it_must_not_be(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        master_key(tmp_path / "keys" / "master.key", make=False)
    assert list(tmp_path.iterdir()) == []


def test_derived_keys_are_fixed_and_tell_nothing_of_one_another() -> None:
    master = bytes(range(32))
    assert derived_key(master, "a") == derived_key(master, "a")
    assert len({derived_key(master, "a"), derived_key(master, "b"), derived_key(bytes(32), "a"), master}) == 4


def test_a_lost_key_is_missed_and_never_replaced_by_a_new_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with open_parts(settings, clock=lambda: NOW) as parts:
        House(parts).push({"kind": "candidate", "id": "c1", "name": "Ann Zuk"})
    kept = settings.master_key_file.read_bytes()
    settings.master_key_file.unlink()
    with pytest.raises(KeyMissing), open_parts(settings, clock=lambda: NOW):
        pass
    assert not settings.master_key_file.exists()
    settings.master_key_file.write_bytes(kept)
    with open_parts(settings, clock=lambda: NOW):
        pass


def test_another_key_opens_nothing_and_is_told_from_a_broken_store(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with open_parts(settings, clock=lambda: NOW) as parts:
        house = House(parts)
        house.push({"kind": "candidate", "id": "c1", "name": "Ann Zuk"})
    settings.master_key_file.write_text("ab" * KEY_BYTES, encoding="ascii")
    with open_parts(settings, clock=lambda: NOW) as parts:
        house.parts = parts
        with pytest.raises(KeyMissing):
            house.record("candidate", "c1")


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_a_typed_error(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    with pytest.raises(TalentjoinError), open_parts(Settings(data=tmp_path / place), clock=lambda: NOW):
        pass
    with pytest.raises(StoreError), worker_lock(tmp_path / place):
        pass


def test_one_worker_at_a_time_and_another_when_it_has_gone(tmp_path: Path) -> None:
    assert not has_worker(tmp_path)
    with worker_lock(tmp_path):
        assert has_worker(tmp_path)
        with pytest.raises(Locked), worker_lock(tmp_path):
            pass
        with worker_lock(tmp_path / "elsewhere"):
            pass
    assert not has_worker(tmp_path)
    with worker_lock(tmp_path):
        pass


def test_an_error_under_the_lock_frees_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), worker_lock(tmp_path):
        raise ZeroDivisionError
    with worker_lock(tmp_path):
        pass


HOLDER = """
import sys, time
from pathlib import Path
from service.lock import worker_lock
from service.parsing import LazyParser
from service.settings import Settings
with worker_lock(Path(sys.argv[1])), LazyParser(Settings(data=Path(sys.argv[1]), parse_workers=1)) as parser:
    print(list(parser.map([(b"Ann Zuk", "cv.txt", None)], tenant=None))[0][0].status, flush=True)
    time.sleep(60)
"""


def test_a_killed_worker_frees_the_lock_though_its_parsers_outlive_it_for_a_moment(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "ok"
        assert has_worker(tmp_path)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with worker_lock(tmp_path):
        pass


def test_a_command_does_the_work_itself_unless_a_worker_runs(house: House) -> None:
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Zuk"})
    with worker_lock(house.parts.settings.data):
        assert not work_if_alone(house.parts, silent)
    assert house.find("zuk") == ()
    assert work_if_alone(house.parts, silent)
    assert len(house.find("zuk")) == 1


def test_events_are_lines_of_json_with_time_and_level(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging()
    get_log().warning("candidate.buried", tenant="t1", id="r1", kind="ValueError")
    get_log().info("worker.started", count=3)
    out, err = capsys.readouterr()
    first, second = (json.loads(line) for line in err.splitlines())
    assert out == ""
    assert (first["event"], first["level"], first["id"]) == ("candidate.buried", "warning", "r1")
    assert second["count"] == 3
    assert first["timestamp"].endswith("Z")


def test_what_breaks_a_record_is_logged_without_the_person(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError("Ann Zuk, ann@example.com")

    monkeypatch.setattr("service.flows.refresh.linking_view", breaks)
    start_logging()
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Zuk", "emails": ["ann@example.com"]})
    house.drain()
    said = "".join(capsys.readouterr())
    assert "candidate.buried" in said
    assert "Zuk" not in said
    assert "@" not in said
