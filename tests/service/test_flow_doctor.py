"""Every fault that is put into an installation is named, with what to do, and a sound one has none."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from entities.document import PersonDocument
from entities.errors import EngineDown
from indexing import Delete, Upsert
from service.flows import doctor, refresh
from service.flows.doctor import Check, examine
from service.flows.rematch import order_rematch
from service.lock import worker_lock
from service.wiring import Parts
from store import outbox
from tests.service.conftest import House

ITEMS = (
    {"kind": "candidate", "id": "c1", "name": "Ann Zuk"},
    {"kind": "candidate", "id": "c2", "name": "Bob Zuk"},
    {"kind": "job", "id": "j1", "title": "Miller"},
    {"kind": "application", "id": "a1", "candidate": "c1", "job": "j1"},
)


@pytest.fixture
def sound(house: House) -> House:
    house.members({"id": "m1", "name": "Mia Zuk"}, {"id": "m2", "name": "Max Zuk", "closed": True})
    house.push(*ITEMS)
    house.attach("c1", "cv.txt", b"Ann Zuk\n\nSKILLS\nMilling\n")
    house.drain()
    return house


def checks(parts: Parts) -> dict[str, Check]:
    found = list(examine(parts))
    assert len({check.name for check in found}) == len(found)
    return {check.name: check for check in found}


def not_well(parts: Parts) -> list[str]:
    return [name for name, check in checks(parts).items() if not check.ok]


def stale_document(house: House) -> None:
    held = house.people()[0]
    old: PersonDocument = held.model_copy(update={"version": held.version + 7})
    house.parts.engine.apply(house.parts.tenant_index(house.tenant), [Upsert(old)])


def missing_document(house: House) -> None:
    house.parts.engine.apply(house.parts.tenant_index(house.tenant), [Delete(key=house.people()[0].key)])


def extra_document(house: House) -> None:
    extra = PersonDocument(key="nobody", version=1, name="Nobody")
    house.parts.engine.apply(house.parts.tenant_index(house.tenant), [Upsert(extra)])


def missing_member(house: House) -> None:
    house.parts.engine.apply(house.parts.members_index, [Delete(key="1")])


def waiting_work(house: House) -> None:
    house.push({**ITEMS[0], "status": "new", "modified": "2025-02-01"})


def waiting_member(house: House) -> None:
    house.members({"id": "m3", "name": "Moe"})


def buried_work(house: House) -> None:
    with house.parts.store.writing(house.tenant, actor="t") as tx:
        outbox.add(tx, "refresh", ["r1"])
    with house.parts.store.writing(house.tenant, actor="t") as tx:
        outbox.bury(tx, "refresh", outbox.claim(tx, "refresh", limit=1, lease=timedelta(seconds=5)), code="odd")


def cut_trail(house: House) -> None:
    """Cut an entry out of the file itself: the store lets nobody do it."""
    with closing(sqlite3.connect(house.parts.store.folder(house.tenant) / "records.db")) as file, file:
        for (name,) in file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        ).fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.execute("DELETE FROM audit WHERE number = 2")


def lost_file(house: House) -> None:
    stored = house.record("attachment", "cv.txt")
    assert stored is not None
    (place,) = house.parts.store.folder(house.tenant).rglob(stored.payload["blob"])
    place.unlink()


def lost_folder(house: House) -> None:
    with house.parts.store._places.use(house.tenant) as place:
        place.records.dispose()
        place.keys.dispose()
    folder = house.parts.store.folder(house.tenant)
    for file in folder.glob("records.db*"):
        file.unlink()
    (folder / "records.db").write_bytes(os.urandom(9_000))


class Fault(NamedTuple):
    put: Callable[[House], None]
    named: str
    advice: str


FAULTS = (
    Fault(stale_document, "acme: index", "talentjoin rebuild --tenant acme"),
    Fault(missing_document, "acme: index", "talentjoin rebuild --tenant acme"),
    Fault(extra_document, "acme: index", "talentjoin rebuild --tenant acme"),
    Fault(missing_member, "members: index", "talentjoin rebuild --members"),
    Fault(waiting_work, "acme: waiting", "talentjoin worker --once"),
    Fault(waiting_member, "members: waiting", "talentjoin worker --once"),
    Fault(buried_work, "acme: set aside", "talentjoin rematch acme"),
    Fault(cut_trail, "acme: audit trail", "restore"),
    Fault(lost_file, "acme: files", "restore"),
    Fault(lost_folder, "acme: store", "restore"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.put.__name__)
def test_a_fault_is_named_with_what_to_do_and_the_other_tenant_is_well(sound: House, fault: Fault) -> None:
    other = sound.beside("other")
    other.push(*ITEMS)
    other.drain()
    assert not_well(sound.parts) == []
    fault.put(sound)
    found = checks(sound.parts)
    assert fault.named in found
    assert not found[fault.named].ok
    assert found[fault.named].advice.startswith(fault.advice)
    assert not [name for name, check in found.items() if name.startswith("other") and not check.ok]
    assert {"disk", "engine", "worker", "other: index"} <= found.keys()


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if fault.advice.startswith("talentjoin")], ids=lambda fault: fault.put.__name__
)
def test_every_other_check_stays_well_when_one_thing_is_wrong(sound: House, fault: Fault) -> None:
    fault.put(sound)
    wrong = not_well(sound.parts)
    assert fault.named in wrong
    assert set(wrong) <= {fault.named, "members: index"}  # a member that waits isn't in the index yet


def test_full_disks_are_told_before_writes_are_refused(sound: House, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(sound.parts.settings.data)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage._replace(free=doctor.LEAST_FREE - 1))
    assert not_well(sound.parts) == ["disk"]
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage._replace(free=doctor.LEAST_FREE + 1))
    assert not_well(sound.parts) == []


def test_an_engine_that_is_down_is_one_finding_and_the_store_is_looked_at_all_the_same(sound: House) -> None:
    class Down:
        def __getattr__(self, name: str) -> Callable[..., None]:
            def fail(*_: object, **__: object) -> None:
                raise EngineDown

            return fail

    broken = replace(sound.parts, engine=Down())  # type: ignore[arg-type]  # answers every call, by failing
    assert set(not_well(broken)) == {"engine", "acme: index", "members: index"}


def test_whether_a_worker_runs_is_said(sound: House) -> None:
    assert "doesn't run" in checks(sound.parts)["worker"].seen
    with worker_lock(sound.parts.settings.data):
        assert checks(sound.parts)["worker"].seen == "runs"


def test_references_that_lead_nowhere_are_counted_until_they_resolve(sound: House) -> None:
    name = "acme: unresolved references"
    assert checks(sound.parts)[name].seen == "none"
    sound.push({"kind": "application", "id": "a9", "candidate": "later", "job": "later"})
    assert checks(sound.parts)[name].seen == "1 candidate, 1 job"
    sound.push({"kind": "candidate", "id": "later", "name": "Lea"}, {"kind": "job", "id": "later", "title": "Miller"})
    assert checks(sound.parts)[name].seen == "none"


def test_what_is_counted_is_what_is_kept(sound: House) -> None:
    assert checks(sound.parts)["acme: records"].seen == "1 application, 1 attachment, 2 candidate, 1 job"
    sound.delete("candidate", "c2")
    assert "1 candidate" in checks(sound.parts)["acme: records"].seen


def test_no_check_names_a_person(sound: House) -> None:
    for fault in FAULTS[:-1]:
        fault.put(sound)
    said = "".join(check.model_dump_json() for check in examine(sound.parts))
    assert "Zuk" not in said
    assert "c1" not in said


def test_re_matching_brings_back_what_was_set_aside(sound: House, monkeypatch: pytest.MonkeyPatch) -> None:
    real = refresh.linking_view

    def breaks(known: object) -> object:
        raise ValueError("odd")

    monkeypatch.setattr(refresh, "linking_view", breaks)
    sound.push({**ITEMS[0], "name": "Ann Zuk-Neu", "modified": "2025-02-01"})
    sound.drain()
    assert not_well(sound.parts) == ["acme: set aside"]
    monkeypatch.setattr(refresh, "linking_view", real)
    order_rematch(sound.parts, sound.tenant, actor="test")
    sound.drain()
    assert not_well(sound.parts) == []
    assert len(sound.find("neu")) == 1
