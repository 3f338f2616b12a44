"""A new generation of an index holds exactly what the store says; until it is complete the old one answers."""

import shutil
from typing import Any

import pytest

from entities.errors import EngineDown, Locked
from indexing.tantivy import TantivyEngine
from service.flows.doctor import Check, examine
from service.flows.rebuild import rebuild_members, rebuild_tenant
from service.report import silent
from service.settings import Settings
from service.wiring import Parts, open_parts
from tests.service.conftest import NOW, House
from tests.service.town import make_town

TOWN = make_town(8, members=15, candidates=30)


@pytest.fixture
def filled(house: House) -> House:
    house.members(*TOWN.members)
    house.push(*TOWN.items)
    house.drain()
    return house


def answers(house: House) -> list[Any]:
    texts = ("", "welder", "chess NOT nurse", "title:pilot")
    return [house.search(text, limit=200, facets=("skill", "in_ats", "location")) for text in texts]


def index_check(house: House, name: str = "acme") -> Check:
    return next(check for check in examine(house.parts) if check.name == f"{name}: index")


def test_a_rebuilt_index_answers_as_the_one_that_grew(filled: House) -> None:
    before = answers(filled)
    documents = rebuild_tenant(filled.parts, filled.tenant, silent)
    assert rebuild_members(filled.parts, silent) == len(TOWN.members)
    assert answers(filled) == before
    assert documents == len(filled.parts.engine.versions(filled.parts.tenant_index(filled.tenant)))
    filled.assert_index_is_store()


def test_while_it_is_built_the_old_one_answers_and_nobody_is_missing(
    filled: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.flows.rebuild.ROWS_AT_ONCE", 5)
    before = answers(filled)
    seen: list[Any] = []
    rebuild_tenant(filled.parts, filled.tenant, lambda *_: seen.append(answers(filled) == before))
    assert len(seen) > 3
    assert all(seen)


def test_work_done_while_it_is_built_is_in_the_new_one_too(filled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.flows.rebuild.ROWS_AT_ONCE", 5)
    pushed: list[str] = []

    def push(_stage: str, done: int, _total: int | None) -> None:
        pushed.append(f"late{done}")
        filled.push({"kind": "candidate", "id": pushed[-1], "name": f"Quirin {pushed[-1]}"})
        filled.delete("candidate", f"c{len(pushed)}", "2025-06-01")
        filled.drain()

    rebuild_tenant(filled.parts, filled.tenant, push)
    assert {hit.name for hit in filled.find("quirin", limit=200)} == {f"Quirin {name}" for name in pushed}
    filled.assert_index_is_store()


@pytest.mark.parametrize("of", ["tenant", "members"])
def test_a_rebuild_that_fails_midway_changes_nothing(filled: House, monkeypatch: pytest.MonkeyPatch, of: str) -> None:
    monkeypatch.setattr("service.flows.rebuild.ROWS_AT_ONCE", 5)
    before = answers(filled)

    def fail(_stage: str, done: int, _total: int | None) -> None:
        if done > 8:
            raise EngineDown

    def again(report: Any) -> object:
        if of == "members":
            return rebuild_members(filled.parts, report)
        return rebuild_tenant(filled.parts, filled.tenant, report)

    with pytest.raises(EngineDown):
        again(fail)
    assert answers(filled) == before
    again(silent)
    assert answers(filled) == before


def test_two_rebuilds_of_one_index_do_not_meet(filled: House) -> None:
    with (
        filled.parts.engine.rebuild(filled.parts.tenant_index(filled.tenant)),
        pytest.raises(Locked),
    ):
        rebuild_tenant(filled.parts, filled.tenant, silent)
    rebuild_tenant(filled.parts, filled.tenant, silent)
    filled.assert_index_is_store()


def test_after_the_index_folder_is_lost_doctor_says_so_and_a_rebuild_brings_all_back(filled: House) -> None:
    before = answers(filled)
    filled.parts.engine.close()
    folder = filled.parts.settings.data / "index"
    shutil.rmtree(folder)
    engine = TantivyEngine(folder)
    try:
        with open_parts(filled.parts.settings, clock=lambda: NOW, engine=engine) as parts:
            again = House.__new__(House)
            again.parts, again.tenant, again.worker = parts, filled.tenant, filled.worker
            assert again.find() == ()
            for name, command in (
                ("acme", "talentjoin rebuild --tenant acme"),
                ("members", "talentjoin rebuild --members"),
            ):
                check = index_check(again, name)
                assert (check.ok, check.advice) == (False, command)
            rebuild_tenant(parts, filled.tenant, silent)
            rebuild_members(parts, silent)
            assert answers(again) == before
            assert index_check(again).ok
            assert index_check(again, "members").ok
    finally:
        engine.close()


def test_a_rebuild_of_nothing_is_an_empty_index(house: House) -> None:
    assert rebuild_tenant(house.parts, house.tenant, silent) == 0
    assert rebuild_members(house.parts, silent) == 0
    assert house.search().total == 0


def test_an_installation_that_is_opened_again_answers_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = Settings(data=tmp_path_factory.mktemp("twice") / "data")
    with open_parts(settings, clock=lambda: NOW) as parts:
        house = House(parts)
        house.members(*TOWN.members)
        house.push(*TOWN.items)
        house.drain()
        before = answers(house)
    with open_parts(settings, clock=lambda: NOW) as parts:
        house.parts = parts
        assert answers(house) == before


def test_other_tenants_are_untouched_by_a_rebuild(filled: House, parts: Parts) -> None:
    other = filled.beside("other")
    other.push(*TOWN.items[:20])
    other.drain()
    before = answers(other)
    rebuild_tenant(parts, filled.tenant, silent)
    assert answers(other) == before
    other.assert_index_is_store()
