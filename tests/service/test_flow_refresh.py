"""A pushed candidate and an imported member become one person, and follow whatever changes on either side."""

import base64
import json
from typing import Any

import pytest

from entities.errors import InputError, NotFound
from entities.ids import InstanceId, PublicMemberId, SourceId
from service.flows import refresh
from service.flows.correct import correct
from service.flows.explain import explain_link
from service.flows.rematch import order_rematch
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from store import members, outbox

RESUME = b"""Ann Smith
ann@example.com

EXPERIENCE
Astronomer, Observatory of Bonn
January 2019 - Present
- Looked at stars

SKILLS
Spectroscopy, Python
"""


def link(house: Any, candidate: str = "c1") -> Any:
    return explain_link(house.parts, house.tenant, SourceId(candidate), instance=FIRST_INSTANCE)


def test_the_same_e_mail_joins_both_sides_to_one_person(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1), member(2, first_name="Bob", last_name="Stone", emails=["bob@example.com"]))
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    house.drain()
    assert link(house).decision == "match"
    people = house.find()
    assert sorted((hit.name, hit.in_ats) for hit in people) == [("Ann Smith", True), ("Bob Stone", False)]
    house.assert_index_is_store()


def test_either_side_may_come_first(house: Any, candidate: Any, member: Any) -> None:
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    house.drain()
    assert link(house).decision == "none"
    house.members(member(1))
    house.drain()
    assert link(house).decision == "match"
    assert len(house.find("smith")) == 1


def test_a_changed_candidate_is_linked_anew(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1))
    house.push(candidate(1, first_name="Zed", last_name="Quux"))
    house.drain()
    assert link(house).decision == "none"
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme", modified="2025-02-01"))
    house.drain()
    assert link(house).decision == "match"
    house.assert_index_is_store()


def test_a_changed_member_changes_the_person(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1))
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    house.drain()
    house.members(member(1, skills=["Falconry"]))
    house.drain()
    assert [hit.name for hit in house.find("falconry")] == ["Ann Smith"]
    house.assert_index_is_store()


def test_a_closed_member_leaves_every_document(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1, skills=["Falconry"]))
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    house.drain()
    house.members(member(1, skills=["Falconry"], closed=True))
    house.drain()
    assert house.find("falconry") == ()
    assert link(house).decision == "none"
    assert [hit.in_ats for hit in house.find("smith")] == [True]
    house.assert_index_is_store()


def test_candidates_of_one_member_are_one_person(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1))
    house.push(
        candidate(1, emails=["ann@example.com"], current_company="Acme", tags=["first"]),
        candidate(2, emails=["ann@example.com"], current_company="Acme", tags=["second"]),
    )
    house.drain()
    assert len(house.find("smith")) == 1
    assert house.find("first second")[0].id == link(house, "c1").person == link(house, "c2").person
    house.push({"kind": "candidate", "id": "c1", "modified": "2025-03-01", "deleted": True})
    house.drain()
    assert house.find("first") == ()
    assert len(house.find("second")) == 1
    house.assert_index_is_store()


def test_what_a_resume_says_is_found(house: Any, candidate: Any) -> None:
    content = base64.b64encode(RESUME).decode()
    house.push(
        candidate(1), {"kind": "attachment", "id": "f", "candidate": "c1", "file_name": "cv.txt", "content": content}
    )
    house.drain()
    assert [hit.name for hit in house.find("spectroscopy")] == ["Ann Smith"]


@pytest.mark.parametrize("content", ["", "JVBERi0xLjQKbm90IHJlYWxseSBhIHBkZg=="])
def test_a_file_that_cannot_be_read_keeps_its_candidate_searchable(house: Any, candidate: Any, content: str) -> None:
    house.push(
        candidate(1), {"kind": "attachment", "id": "f", "candidate": "c1", "file_name": "cv.pdf", "content": content}
    )
    house.drain()
    assert len(house.find("smith")) == 1


def test_two_tenants_know_one_member_by_different_ids(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1))
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    house.drain()
    other = type(house).__new__(type(house))
    other.parts, other.worker, other.tenant = house.parts, house.worker, add_tenant(house.parts, "other")
    assert [hit.in_ats for hit in other.find("smith")] == [False]
    other.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    other.drain()
    assert link(house).member != link(other).member
    assert "m1" not in json.dumps([hit.model_dump(mode="json") for hit in (*house.find(), *other.find())])


def test_no_write_of_an_ats_changes_the_members(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1), member(2, last_name="Stone", emails=[]))
    house.drain()

    def stored() -> list[Any]:
        with house.parts.store.members_reading() as tx:
            return members.scan(tx, -1, 100)  # type: ignore[arg-type]  # any number below the first

    before = stored()
    house.push(candidate(1, emails=["ann@example.com"]), {"kind": "note", "id": "n", "candidate": "c1", "text": "x"})
    house.drain()
    house.push({"kind": "candidate", "id": "c1", "modified": "2025-03-01", "deleted": True})
    house.drain()
    assert stored() == before


def test_a_correction_is_kept_over_every_re_match(house: Any, candidate: Any, member: Any) -> None:
    house.members(member(1), member(2, first_name="Zoe", last_name="Other", emails=["zoe@example.com"]))
    house.push(candidate(1, emails=["ann@example.com"], current_company="Acme"))
    house.drain()
    first = link(house).member
    say(house, "not_linked")
    assert link(house).decision == "none" or link(house).member != first
    rematch(house)
    assert link(house).decision == "none" or link(house).member != first
    other = next(hit.id for hit in house.find("zoe"))
    say(house, "other_member", other)
    rematch(house)
    assert (link(house).decision, link(house).member, link(house).correction) == ("match", other, "linked")
    house.assert_index_is_store()


def test_a_correction_needs_somebody_to_be_about(house: Any, candidate: Any) -> None:
    house.push(candidate(1))
    house.drain()
    with pytest.raises(InputError):
        say(house, "other_member")
    with pytest.raises(NotFound):
        say(house, "linked", "m" + "a" * 26)
    with pytest.raises(NotFound):
        correct(
            house.parts,
            house.tenant,
            SourceId("nobody"),
            "not_linked",
            instance=InstanceId("ats"),
            member=None,
            actor="t",
        )


def test_one_record_that_breaks_the_flow_is_set_aside_alone(
    house: Any, candidate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = refresh.linking_view

    def breaks(known: Any) -> Any:
        if known.gathered.candidate.source == "c2":
            raise ValueError("odd")
        return real(known)

    monkeypatch.setattr(refresh, "linking_view", breaks)
    house.push(candidate(1), candidate(2), candidate(3))
    house.drain()
    assert len(house.find("smith")) == 2
    with house.parts.store.reading(house.tenant) as tx:
        assert outbox.buried(tx) == {"refresh/refresh_failed": 1}
    monkeypatch.undo()
    house.push(candidate(2, status="mended", modified="2025-02-02"))
    house.drain()
    assert len(house.find("smith")) == 3


def say(house: Any, verdict: Any, member: str | None = None) -> None:
    named = PublicMemberId(member) if member else None
    correct(house.parts, house.tenant, SourceId("c1"), verdict, instance=FIRST_INSTANCE, member=named, actor="test")
    house.drain()


def rematch(house: Any) -> None:
    order_rematch(house.parts, house.tenant, actor="test")
    house.drain()
