"""The flow keeps what the policy lets a viewer see: a record follows its entries, and all that it belongs to."""

import base64
from collections.abc import Callable
from typing import Any

import pytest

from entities.document import EVERYONE, Access
from service.flows.access import visible
from service.flows.tenants import FIRST_INSTANCE
from service.wiring import Parts
from store import grants, records
from tests.service.conftest import House

NORTH: Access = (EVERYONE, "seat:north")
SOUTH: Access = (EVERYONE, "seat:south")
NOTE = {"kind": "note", "text": "plays oboe"}
WORLD: tuple[dict[str, Any], ...] = (
    {"kind": "job", "id": "j1", "title": "Baker"},
    {"kind": "candidate", "id": "c1", "name": "Ann"},
    {"kind": "application", "id": "a1", "candidate": "c1", "job": "j1"},
    {"kind": "stage_entry", "id": "s1", "application": "a1", "stage": "Offer", "entered_at": "2025-01-01"},
    {**NOTE, "id": "n1", "application": "a1"},
    {**NOTE, "id": "n2", "candidate": "c1"},
    {"kind": "feedback", "id": "f1", "application": "a1", "text": "good"},
    {"kind": "attachment", "id": "file1", "application": "a1"},
    {"kind": "attachment", "id": "file2", "candidate": "c1"},
)
ALL = {item["id"] for item in WORLD}
OF_APPLICATION = {"a1", "s1", "n1", "f1", "file1"}


@pytest.fixture
def house(shared_parts: Parts, request: pytest.FixtureRequest) -> House:
    return House(shared_parts, request.node.name)


def entry(kind: str, about: str, *seats: str, state: str = "restricted") -> dict[str, Any]:
    named = {"kind": "access_entry", "id": f"x-{kind}-{about}", "about_kind": kind, "about": about}
    return {**named, "state": state, "seats": list(seats)}


def seen(house: House, access: Access, kinds: tuple[Any, ...] = ()) -> set[str]:
    """Name what a viewer may see of all records, by source id."""
    named = kinds or ("job", "candidate", "application", "stage_entry", "note", "feedback", "attachment")
    with house.parts.store.reading(house.tenant) as tx:
        stored = [one for kind in named for one in records.by_kind(tx, kind)]
        kept = visible(tx, stored, access)
        assert [one for one in stored if one in kept] == kept
        assert kept == [one for single in stored for one in visible(tx, [single], access)]
    return {one.source for one in kept}


def switch(house: House, state: Any, scope: str = f"instance:{FIRST_INSTANCE}") -> None:
    with house.parts.store.writing(house.tenant, actor="test") as tx:
        grants.switch(tx, "access_lists", state, scope=scope, seat="s1")


@pytest.mark.parametrize(
    ("about", "hidden"),
    [
        (("job", "j1"), {"j1"} | OF_APPLICATION),
        (("candidate", "c1"), ALL - {"j1"}),
        (("application", "a1"), OF_APPLICATION),
        (("note", "n1"), {"n1"}),
        (("feedback", "f1"), {"f1"}),
        (("attachment", "file2"), {"file2"}),
        (("job", "j2"), set()),
    ],
)
def test_an_entry_hides_its_record_and_all_that_belongs_to_it_from_all_but_its_seats(
    house: House, about: tuple[str, str], hidden: set[str]
) -> None:
    house.push(*WORLD)
    assert seen(house, SOUTH) == ALL
    house.push(entry(*about, "north"))
    assert seen(house, NORTH) == seen(house, None) == ALL
    assert seen(house, SOUTH) == seen(house, (EVERYONE,)) == ALL - hidden
    assert seen(house, ()) == set()
    assert seen(house, SOUTH, ("access_entry",)) == set()
    assert seen(house, NORTH, ("access_entry",)) == {f"x-{about[0]}-{about[1]}"}
    house.push({**entry(*about, state="open"), "modified": "2025-02-01"})
    assert seen(house, SOUTH) == ALL


def test_two_entries_on_the_way_leave_those_whom_both_name(house: House) -> None:
    house.push(*WORLD, entry("job", "j1", "north", "south"), entry("candidate", "c1", "south", "west"))
    assert seen(house, SOUTH) == ALL
    assert seen(house, NORTH) == {"j1"}
    assert seen(house, (EVERYONE, "seat:west")) == {"c1", "n2", "file2"}


@pytest.mark.parametrize("visibility", ["private", "restricted"])
def test_a_remark_that_is_not_for_everyone_is_seen_by_seats_that_an_entry_names(house: House, visibility: str) -> None:
    house.push(*WORLD, {**NOTE, "id": "n3", "candidate": "c1", "visibility": visibility})
    assert seen(house, None) - seen(house, NORTH) == {"n3"}
    house.push(entry("note", "n3", "north", state="open"))
    assert seen(house, NORTH) - seen(house, SOUTH) == {"n3"}
    assert seen(house, SOUTH, ("access_entry",)) == set()


def test_what_belongs_to_an_application_that_is_not_there_is_seen_by_nobody_once_there_are_entries(
    house: House,
) -> None:
    house.push(*WORLD, {**NOTE, "id": "n9", "application": "a9"}, entry("job", "j9", "north"))
    assert seen(house, NORTH) == ALL
    assert seen(house, None) == ALL | {"n9"}


def test_where_access_lists_are_on_a_job_without_an_entry_is_hidden_with_its_applications(house: House) -> None:
    house.push(*WORLD)
    switch(house, "on")
    assert seen(house, NORTH) == {"c1", "n2", "file2"}
    assert seen(house, None) == ALL
    house.push(entry("job", "j1", "north"))
    assert (seen(house, NORTH), seen(house, SOUTH)) == (ALL, {"c1", "n2", "file2"})
    house.push({**entry("job", "j1", state="open"), "modified": "2025-02-01"})
    assert seen(house, SOUTH) == ALL
    house.delete("access_entry", "x-job-j1")
    switch(house, "off")
    assert seen(house, SOUTH) == ALL
    switch(house, "on", scope="instance:other")
    assert seen(house, SOUTH) == ALL


def test_switching_access_lists_reaches_the_documents(house: House) -> None:
    house.push(*WORLD)
    house.drain()
    assert len(house.find("oboe", access=SOUTH)) == 1
    assert house.search(facets=("stage",), access=SOUTH).facets["stage"][0].value == "Offer"
    switch(house, "on")
    house.drain()
    assert house.search(facets=("stage",), access=SOUTH).facets["stage"] == ()
    assert house.search(facets=("stage",), access=None).facets["stage"][0].value == "Offer"
    house.assert_index_is_store()


def test_a_file_that_not_all_may_see_who_see_the_candidate_decides_no_link(
    house: House, member: Callable[..., dict[str, Any]], candidate: Callable[..., dict[str, Any]]
) -> None:
    house.members(member(1))
    house.push({"kind": "application", "id": "a1", "candidate": "c1", "job": "j1"}, candidate(1, first_name="A."))
    house.drain()
    alone = house.link()
    house.push(entry("job", "j1", "north"))
    content = b"Ann Smith\nann@example.com\n\nEXPERIENCE\nEngineer, Acme, 2020 - present\n"
    file = {"kind": "attachment", "id": "cv", "application": "a1", "file_name": "cv.txt"}
    house.push({**file, "content": base64.b64encode(content).decode()})
    house.drain()
    assert house.link() == alone
    house.delete("access_entry", "x-job-j1")
    house.drain()
    assert house.link().probability > alone.probability
