"""Recommended people fit the job's visible question; who applied, or must not be contacted, is never among them."""

from dataclasses import replace
from typing import Any

import pytest

from entities.document import EVERYONE
from entities.errors import EngineDown, NotFound
from entities.ids import InstanceId, SourceId
from indexing.faulty import Fault, FaultyEngine
from ranking import default_model
from service.flows import job_list as flow
from service.flows.recommend import Recommendations, recommend_for
from service.flows.tenants import FIRST_INSTANCE
from service.wiring import Parts
from tests.service.conftest import House

JOB = {
    "kind": "job",
    "id": "j1",
    "title": "Glass Blower",
    "description": "Requirements:\n- Glazing\n- Furnace\nNice to have:\n- Chess",
    "location": "Bonn",
}
SHUT = {"kind": "access_entry", "about_kind": "candidate", "state": "restricted"}
FITS = {"current_title": "Glass Blower", "tags": ["Glazing", "Furnace"]}


def blower(name: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "candidate", "id": name, "first_name": "Ann", "last_name": f"Z{name}", **FITS, **fields}


def recommended(house: House, job: str = "j1", **request: Any) -> Recommendations:
    return recommend_for(house.parts, house.tenant, SourceId(job), instance=FIRST_INSTANCE, **request)


def names(house: House, **request: Any) -> set[str]:
    return {hit.name.removeprefix("Ann Z") for hit in recommended(house, **request).hits}


@pytest.fixture(scope="module")
def hall(shared_parts: Parts) -> House:
    made = House(shared_parts)
    made.members(
        {"id": "m1", "first_name": "Mia", "last_name": "Frost", "headline": "Glass Blower", "skills": ["Glazing"]},
        {"id": "m2", "first_name": "Max", "last_name": "Stein", "headline": "Baker", "skills": ["Bread"]},
    )
    made.push(
        JOB,
        {"kind": "job", "id": "j2", "title": "Beekeeper"},
        *(blower(f"c{number}") for number in range(6)),
        blower("silent", do_not_contact=True),
        blower("shut"),
        {**SHUT, "id": "x", "about": "shut", "seats": ["north"]},
        {"kind": "application", "id": "a0", "candidate": "c0", "job": "j1"},
        {"kind": "application", "id": "a1", "candidate": "c1", "job": "j2"},
        {"kind": "application", "id": "a2", "candidate": "not-here-yet", "job": "j1"},
    )
    made.drain()
    return made


def test_who_applied_to_this_job_is_left_out_and_who_applied_to_another_is_not(hall: House) -> None:
    found = names(hall)
    assert "c0" not in found
    assert {"c1", "c2", "Mia Frost"} <= found


def test_who_must_not_be_contacted_is_left_out_but_still_found_by_a_search(hall: House) -> None:
    assert "silent" not in names(hall, limit=200)
    assert len(hall.find("Zsilent")) == 1


def test_a_shut_candidate_is_recommended_only_to_its_seat(hall: House) -> None:
    assert "shut" not in names(hall)
    assert "shut" in names(hall, access=(EVERYONE, "seat:north"))
    assert "shut" not in names(hall, access=(EVERYONE, "seat:south"))


@pytest.mark.parametrize("limit", [1, 2, 5, 200])
def test_a_shorter_list_is_the_beginning_of_a_longer_one(hall: House, limit: int) -> None:
    whole = recommended(hall, limit=200).hits
    assert recommended(hall, limit=limit).hits == whole[:limit]
    assert [hit.score for hit in whole] == sorted((hit.score for hit in whole), reverse=True)


def test_the_answer_names_its_question_and_model_and_every_reason_quotes_the_person(hall: House) -> None:
    answer = recommended(hall, limit=200)
    assert answer.question.text
    assert (answer.job, answer.title, answer.model) == ("j1", JOB["title"], default_model().hash)
    assert answer.considered >= len(answer.hits) > 0
    documents = {one.key: one.model_dump_json() for one in hall.people()}
    for hit in answer.hits:
        assert sum(row.contribution for row in hit.contributions) == pytest.approx(hit.score, abs=1e-9)
        assert hit.reasons
        if hit.in_ats:
            assert all(reason.evidence in documents[hit.id] for reason in hit.reasons)
        met = [reason for reason in hit.reasons if reason.text.startswith("Met")]
        missing = [reason for reason in hit.reasons if reason.text.startswith("Missing")]
        assert all(reason.evidence and reason.field for reason in met)
        assert not any(reason.evidence for reason in missing)


def test_an_unknown_job_of_any_kind_is_not_found(hall: House) -> None:
    for job, instance in (("nothing", FIRST_INSTANCE), ("c1", FIRST_INSTANCE), ("j1", InstanceId("elsewhere"))):
        with pytest.raises(NotFound):
            recommend_for(hall.parts, hall.tenant, SourceId(job), instance=instance)


def test_a_job_of_another_tenant_is_not_found(hall: House) -> None:
    other = hall.beside("rival")
    with pytest.raises(NotFound):
        recommended(other)


def test_an_engine_that_is_down_is_said_to_be_down(hall: House) -> None:
    broken = replace(hall.parts, engine=FaultyEngine(hall.parts.engine, [Fault(1)]))
    with pytest.raises(EngineDown):
        recommend_for(broken, hall.tenant, SourceId("j1"), instance=FIRST_INSTANCE)


def test_applicants_crowd_nobody_out_however_many_fit_best(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "RANKED", 2)
    house = hall.beside("crowd")
    strong = [blower(f"s{number}") for number in range(8)]
    house.push(
        JOB,
        *strong,
        blower("weak", current_title="Furnace keeper", tags=[]),
        *({"kind": "application", "id": f"a{n}", "candidate": f"s{n}", "job": "j1"} for n in range(8)),
    )
    house.drain()
    assert "weak" in names(house)


def test_an_application_that_is_withdrawn_brings_its_person_back(hall: House) -> None:
    house = hall.beside("fickle")
    house.push(JOB, blower("c1"), {"kind": "application", "id": "a", "candidate": "c1", "job": "j1"})
    house.drain()
    assert "c1" not in names(house)
    house.delete("application", "a")
    house.drain()
    assert "c1" in names(house)


def test_an_applicant_is_left_out_as_a_member_too(hall: House) -> None:
    house = hall.beside("joined")
    twin = {"first_name": "Mia", "last_name": "Frost", "current_title": "Glass Blower"}
    house.push(
        JOB,
        {"kind": "candidate", "id": "c1", **twin},
        {"kind": "application", "id": "a", "candidate": "c1", "job": "j1"},
    )
    house.drain()
    member = next(hit.id for hit in house.find("frost") if not hit.in_ats)
    house.correct("c1", "linked", member)
    house.drain()
    assert [hit.in_ats for hit in house.find("frost")] == [True]
    assert "Mia Frost" not in names(house)


def test_a_job_that_asks_for_nothing_known_still_answers(hall: House) -> None:
    house = hall.beside("odd")
    house.push({"kind": "job", "id": "j1", "title": "???"}, blower("c1"))
    house.drain()
    assert recommended(house).title == "???"
