"""On a full disk the store refuses by name and keeps what it had; searching goes on, and so does writing afterwards."""

import base64
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from entities.errors import StoreFull, TalentjoinError
from service.settings import Settings
from service.wiring import open_parts
from store import audit, dump
from tests.service.conftest import NOW, House

LONG = "falconry " * 400


def candidate(number: int, **fields: Any) -> dict[str, Any]:
    return {"kind": "candidate", "id": f"c{number}", "name": f"Ann Zuk{number}", **fields}


def kept(house: House) -> list[bytes]:
    with house.parts.store.reading(house.tenant) as tx:
        audit.verify(tx)
        return list(dump.tenant_lines(tx))


def fill(house: House) -> list[str]:
    """Push until nothing goes in any more; gives what was acknowledged."""
    stored: list[str] = []
    for number in range(5_000):
        note = {"kind": "note", "id": f"n{number}", "candidate": "c1", "text": LONG}
        try:
            outcomes = house.push(candidate(number), note)
        except StoreFull:
            return stored
        stored += [outcome.id for outcome in outcomes]
    pytest.fail("the disk never filled up")


@pytest.fixture
def bounded(house: House) -> House:
    """Give an installation whose tenant's file may have no more than so many pages."""
    house.push(candidate(1))
    house.drain()
    with house.parts.store._places.use(house.tenant) as place, place.records.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        limit = pages + 30
    place.records.dispose()
    event.listen(place.records, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {limit}"))
    return house


def test_a_full_store_refuses_by_name_and_keeps_everything_it_acknowledged(bounded: House) -> None:
    stored = fill(bounded)
    before = kept(bounded)
    for _ in range(2):
        with pytest.raises(StoreFull):
            bounded.push(*(candidate(9_000 + n, tags=[LONG[:150]]) for n in range(300)))
    assert kept(bounded) == before
    assert all(bounded.record("note" if name[0] == "n" else "candidate", name) for name in stored)
    assert bounded.record("candidate", "c9000") is None
    assert len(bounded.find("zuk1")) == 1


def test_a_worker_on_a_full_store_loses_no_work(bounded: House) -> None:
    fill(bounded)
    with pytest.raises(TalentjoinError):
        bounded.worker.drain()
    with bounded.parts.store._places.use(bounded.tenant) as place:
        place.records.dispose()
        event.listen(place.records, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 1000000"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded.parts.store, "_clock", lambda: NOW.replace(hour=5))
        bounded.drain()
    bounded.assert_index_is_store()
    assert len(bounded.find("falconry")) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 12 MB, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("needs a small file system: only root may mount one")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("needs a small file system: this machine lets nobody mount one")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_really_full_loses_nothing_and_recovers(small_disk: Path) -> None:
    with open_parts(Settings(data=small_disk / "data"), clock=lambda: NOW) as parts:
        house = House(parts)
        house.push(candidate(1))
        house.drain()
        before = kept(house)
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as out, suppress(OSError):
            while True:
                out.write(b"x" * 4_096)
        big = base64.b64encode(os.urandom(400_000)).decode()
        file = {"kind": "attachment", "id": "f", "candidate": "c1", "file_name": "cv.txt", "content": big}
        with pytest.raises(StoreFull):
            house.push(file)
        assert kept(house) == before
        assert len(house.find("zuk1")) == 1
        ballast.unlink()
        assert [outcome.result for outcome in house.push(file, candidate(2))] == ["created", "created"]
        house.drain()
        assert len(house.find("zuk2")) == 1
        house.assert_index_is_store()
