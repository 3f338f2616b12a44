"""What leads to a candidate, however far, is in its document; what is shut or gone isn't; moves refresh both ends."""

import base64
from collections.abc import Mapping
from typing import Any

import pytest

from entities.document import EVERYONE, Access, PersonDocument, may_find
from entities.ids import RecordId
from service.flows.gather import Gathered, gather
from service.flows.sight import Known, linking_view
from store import outbox
from tests.service.conftest import House

TEXT = b"Ann Zuk\n\nSKILLS\nGlassblowing\n"
CANDIDATE = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}
APPLICATION = {"kind": "application", "id": "a1", "candidate": "c1", "job": "j1", "source": "Fairground"}
STAGE = {"kind": "stage_entry", "id": "s1", "application": "a1", "stage": "Interview", "entered_at": "2025-01-01"}
NOTE = {"kind": "note", "id": "n1", "candidate": "c1", "text": "plays oboe"}
FAR_NOTE = {"kind": "note", "id": "n2", "application": "a1", "text": "likes bassoon"}
FEEDBACK = {"kind": "feedback", "id": "f1", "application": "a1", "text": "masters piccolo", "rating": 9}
FILE = {
    "kind": "attachment",
    "id": "file1",
    "application": "a1",
    "file_name": "cv.txt",
    "content": base64.b64encode(TEXT).decode(),
}
WORLD = (CANDIDATE, APPLICATION, STAGE, NOTE, FAR_NOTE, FEEDBACK, FILE)


def shut(kind: str, source: str, *seats: str) -> dict[str, Any]:
    entry = {"kind": "access_entry", "id": f"shut-{kind}-{source}", "about_kind": kind, "about": source}
    return {**entry, "state": "restricted", "seats": list(seats)}


def document(house: House, access: Access = (EVERYONE,)) -> PersonDocument:
    (only,) = (one for one in house.people() if may_find(one, access))
    return only


def gathered(house: House, *sources: str) -> Mapping[RecordId, Gathered]:
    ids = [stored.id for source in sources if (stored := house.record("candidate", source))]
    with house.parts.store.reading(house.tenant) as tx:
        return gather(tx, ids)


def test_everything_that_leads_to_a_candidate_is_gathered_once(house: House) -> None:
    house.push(*WORLD, shut("note", "n2", "north"), {**CANDIDATE, "id": "c2", "name": "Bob"})
    (one,) = gathered(house, "c1").values()
    kinds = sorted(stored.kind for stored in one.others)
    assert kinds == ["access_entry", "application", "attachment", "feedback", "note", "note", "stage_entry"]
    assert [stored.source for stored in one.attachments] == ["file1"]


def test_gathering_many_is_gathering_each(house: House) -> None:
    house.push(*WORLD, {**CANDIDATE, "id": "c2"}, {**NOTE, "id": "n9", "candidate": "c2"}, {**CANDIDATE, "id": "c3"})
    together = gathered(house, "c1", "c2", "c3")
    assert together == {key: one for source in ("c1", "c2", "c3") for key, one in gathered(house, source).items()}
    assert gathered(house) == {}


def test_only_candidates_are_gathered(house: House) -> None:
    house.push(*WORLD)
    ids = [
        stored.id for kind, source in (("note", "n1"), ("application", "a1")) if (stored := house.record(kind, source))
    ]
    with house.parts.store.reading(house.tenant) as tx:
        assert gather(tx, [*ids, RecordId("never-seen")]) == {}


def test_the_document_holds_what_every_hop_says(house: House) -> None:
    house.push(*WORLD)
    house.drain()
    made = document(house)
    assert (made.stages, made.sources, made.skills) == (("Interview",), ("Fairground",), ("Glassblowing",))
    assert all(word in made.notes for word in ("oboe", "bassoon", "piccolo"))


@pytest.mark.parametrize("order", [WORLD, WORLD[::-1], WORLD[3:] + WORLD[:3]], ids=["down", "up", "turned"])
def test_whatever_the_order_of_arrival_the_document_is_the_same(
    house: House, order: tuple[dict[str, Any], ...]
) -> None:
    for item in order:
        house.push(item)
        house.drain()
    made = document(house)
    assert (made.stages, made.sources, made.skills) == (("Interview",), ("Fairground",), ("Glassblowing",))
    assert {"oboe", "bassoon", "piccolo"} <= set(made.notes.split())


@pytest.mark.parametrize(
    ("kind", "source", "hidden"),
    [
        ("note", "n1", {"oboe"}),
        ("note", "n2", {"bassoon"}),
        ("feedback", "f1", {"piccolo"}),
        ("attachment", "file1", {"Glassblowing"}),
        ("application", "a1", {"bassoon", "piccolo", "Glassblowing", "Interview", "Fairground"}),
    ],
)
def test_what_only_a_seat_may_see_is_in_its_document_alone(
    house: House, kind: str, source: str, hidden: set[str]
) -> None:
    house.push(*WORLD)
    house.drain()
    words = {"oboe", "bassoon", "piccolo", "Glassblowing", "Interview", "Fairground"}
    assert {word for word in words if word in document(house).model_dump_json()} == words
    house.push(shut(kind, source, "north"))
    house.drain()
    assert {word for word in words if word in document(house).model_dump_json()} == words - hidden
    assert all(house.find(word) == () for word in hidden)
    for access in ((EVERYONE, "seat:north"), None):
        assert all(word in document(house, access).model_dump_json() for word in words)
        searched = hidden - {"Interview", "Fairground"}  # facets
        assert all(len(house.find(word, access=access)) == 1 for word in searched)
    assert all(house.find(word, access=(EVERYONE, "seat:south")) == () for word in hidden)
    house.assert_index_is_store()
    house.delete("access_entry", f"shut-{kind}-{source}")
    house.drain()
    assert {word for word in words if word in document(house).model_dump_json()} == words
    assert len(house.people()) == 1
    house.assert_index_is_store()


@pytest.mark.parametrize("visibility", ["private", "restricted"])
def test_a_note_that_an_entry_opens_to_a_seat_is_searched_by_it(house: House, visibility: str) -> None:
    house.push(CANDIDATE, {**NOTE, "visibility": visibility}, {**shut("note", "n1", "north"), "state": "open"})
    house.drain()
    assert document(house).notes == document(house, (EVERYONE, "seat:south")).notes == ""
    assert document(house, (EVERYONE, "seat:north")).notes == document(house, None).notes == "plays oboe"


@pytest.mark.parametrize("visibility", ["private", "restricted"])
def test_a_note_that_is_not_for_everyone_is_not_searched(house: House, visibility: str) -> None:
    house.push(CANDIDATE, {**NOTE, "visibility": visibility}, {**FEEDBACK, "visibility": visibility}, APPLICATION)
    house.drain()
    assert document(house).notes == document(house, None).notes == ""
    assert len(house.people()) == 1


@pytest.mark.parametrize(
    ("entries", "access"),
    [
        ([], (EVERYONE,)),
        ([shut("candidate", "c1", "north", "south")], ("seat:north", "seat:south")),
        ([shut("candidate", "c1")], ()),
        ([{**shut("candidate", "c1", "north"), "state": "open"}], (EVERYONE,)),
        ([shut("candidate", "someone-else", "north")], (EVERYONE,)),
        ([shut("job", "c1", "north")], (EVERYONE,)),
    ],
)
def test_access_entries_say_who_may_find(house: House, entries: list[dict[str, Any]], access: tuple[str, ...]) -> None:
    house.push(CANDIDATE, *entries)
    house.drain()
    assert document(house, None).access == access


def test_an_application_that_moves_changes_both_candidates(house: House) -> None:
    house.push(CANDIDATE, {**CANDIDATE, "id": "c2", "name": "Bob Zuk"}, APPLICATION, STAGE, FAR_NOTE)
    house.drain()
    house.push({**APPLICATION, "candidate": "c2", "modified": "2025-02-01"})
    house.drain()
    made = {one.name: one for one in house.people()}
    assert made["Ann Zuk"].stages == made["Ann Zuk"].sources == ()
    assert made["Ann Zuk"].notes == ""
    assert made["Bob Zuk"].stages == ("Interview",)
    assert "bassoon" in made["Bob Zuk"].notes
    house.assert_index_is_store()


@pytest.mark.parametrize(
    "gone", [("application", "a1"), ("note", "n1"), ("stage_entry", "s1"), ("attachment", "file1")]
)
def test_a_deleted_part_leaves_its_document(house: House, gone: tuple[str, str]) -> None:
    house.push(*WORLD)
    house.drain()
    before = document(house)
    house.delete(*gone)
    house.drain()
    after = document(house)
    left = {"application": "Fairground", "note": "oboe", "stage_entry": "Interview", "attachment": "Glassblowing"}[
        gone[0]
    ]
    assert left in before.model_dump_json()
    assert left not in after.model_dump_json()
    house.assert_index_is_store()


def test_parts_of_a_deleted_candidate_wait_for_it_and_find_nobody(house: House) -> None:
    house.push(*WORLD)
    house.drain()
    house.delete("candidate", "c1")
    house.drain()
    assert house.people() == []
    assert gathered(house, "c1") == {}
    house.push({**NOTE, "text": "still oboe", "modified": "2025-04-01"})
    house.drain()
    assert house.people() == []
    house.push({**CANDIDATE, "created": "2025-05-01", "modified": "2025-05-01"})
    house.drain()
    assert "still oboe" in document(house).notes


def test_a_job_leads_to_nobody(house: House) -> None:
    house.push(*WORLD, {"kind": "job", "id": "j1", "title": "Lute Maker"})
    house.drain()
    house.push({"kind": "job", "id": "j1", "title": "Harp Maker", "modified": "2025-02-01"})
    with house.parts.store.reading(house.tenant) as tx:
        assert outbox.depth(tx) == {}


def test_a_person_changed_when_its_last_part_did(house: House) -> None:
    house.push(CANDIDATE, {**NOTE, "modified": "2025-06-07T08:00:00Z"})
    (one,) = gathered(house, "c1").values()
    assert linking_view(Known(house.tenant, one, {})).updated == 1749283200
