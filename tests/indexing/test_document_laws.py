"""Person documents hold what their sources say, whatever the order, and never what may not be found."""

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ats import Address, Application, Candidate, Note, StageEntry
from entities.document import EVERYONE, PersonDocument
from entities.member import Education, Member, Position
from entities.resume import Found, FoundPlace, FoundPosition, Resume
from indexing.documents import (
    TEXT_LIMIT,
    CandidateView,
    full_name,
    member_document,
    person_document,
    shadow_document,
)

AT = datetime(2026, 1, 2, tzinfo=UTC)
HIDDEN = "unsearchable"
WORDS = st.sampled_from(["", "Nurse", "NURSE", "Cook", "Data Engineer", "Wien", "Inn"])
LISTS = st.lists(WORDS, max_size=3).map(tuple)


def found(text: str) -> Found[str]:
    return Found[str](value=text, confidence=0.9)


def candidate(number: int = 1, **fields: Any) -> Candidate:
    return Candidate(id=f"c{number}", modified=AT, **{"name": f"Ann {number}", **fields})


def note(text: str, visibility: str = "everyone") -> Note:
    return Note(id="n", modified=AT, candidate="c1", text=text, visibility=visibility)  # type: ignore[arg-type]  # drawn


resumes = st.builds(
    Resume,
    headline=st.none() | WORDS.map(found),
    summary=st.none() | WORDS.map(found),
    skills=LISTS.map(lambda skills: tuple(map(found, skills))),
    location=st.none() | WORDS.map(lambda place: FoundPlace(value=place, confidence=0.5)),
    work=st.lists(
        st.builds(FoundPosition, title=WORDS.map(found), company=WORDS.map(found), current=st.booleans()), max_size=2
    ).map(tuple),
)
candidates = st.builds(
    candidate,
    st.integers(1, 3),
    current_title=WORDS,
    current_company=WORDS,
    tags=LISTS,
    addresses=st.lists(st.builds(Address, city=WORDS, country=WORDS), max_size=2).map(tuple),
)
views = st.lists(
    st.builds(
        CandidateView,
        record=st.text("abc", min_size=1, max_size=4),
        candidate=candidates,
        resumes=st.lists(resumes, max_size=2).map(tuple),
        jobs=LISTS,
        updated=st.integers(0, 99),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda view: view.record,
)
members = st.builds(
    Member,
    id=st.just("m"),
    name=WORDS,
    headline=WORDS,
    location=WORDS,
    skills=LISTS,
    positions=st.lists(
        st.builds(Position, title=WORDS, company=WORDS, end=st.sampled_from(["", "2020"])), max_size=3
    ).map(tuple),
    education=st.lists(st.builds(Education, school=WORDS), max_size=2).map(tuple),
    emails=st.just((f"{HIDDEN}@example.com",)),
    phones=st.just((f"+43 {HIDDEN}",)),
    handles=st.just((HIDDEN,)),
    open_to_work=st.booleans(),
)
some = settings(max_examples=60)
MULTIPLE = ("titles", "companies", "skills", "schools", "stages", "sources", "tags", "jobs")


@some
@given(views, members)
def test_the_order_of_sources_changes_nothing(parts: list[CandidateView], member: Member) -> None:
    of_member = member_document(7, member, version=1, updated=50)
    documents = {person_document("p", order, of_member) for order in permutations(parts)}
    assert len(documents) == 1


@some
@given(views, members)
def test_no_value_is_listed_twice_or_empty(parts: list[CandidateView], member: Member) -> None:
    document = person_document("p", parts, member_document(7, member, version=1, updated=50))
    for name in MULTIPLE:
        held = [value.casefold() for value in getattr(document, name)]
        assert len(set(held)) == len(held)
        assert all(held)


@some
@given(views, members)
def test_a_linked_person_holds_everything_of_both_sides(parts: list[CandidateView], member: Member) -> None:
    of_member = member_document(7, member, version=1, updated=50)
    alone, linked = person_document("p", parts, None), person_document("p", parts, of_member)
    for name in MULTIPLE:
        held = {value.casefold() for value in getattr(linked, name)}
        assert {value.casefold() for value in (*getattr(alone, name), *getattr(of_member, name))} == held
        assert getattr(linked, name)[: len(getattr(alone, name))] == getattr(alone, name)
    assert linked.access == alone.access == (EVERYONE,)
    assert linked.updated == max(50, alone.updated)
    assert (linked.member, alone.member) == (7, None)
    assert linked.open_to_work == member.open_to_work
    assert linked.in_ats
    assert alone.in_ats


@some
@given(members, st.integers(0, 2**31), st.integers(1, 9))
def test_nothing_of_a_members_contacts_is_in_a_document(member: Member, number: int, version: int) -> None:
    document = member_document(number, member, version=version, updated=3)
    assert HIDDEN not in document.model_dump_json()
    assert (document.key, document.member, document.version) == (str(number), number, version)
    assert (document.in_ats, document.shadow, document.access) == (False, False, (EVERYONE,))
    assert (document.notes, document.stages, document.tags, document.jobs) == ("", (), (), ())


@some
@given(members, st.lists(st.sampled_from("abc*"), max_size=3).map(tuple))
def test_a_shadow_differs_from_its_member_in_key_and_access_only(member: Member, access: tuple[str, ...]) -> None:
    document = member_document(7, member, version=2, updated=3)
    shade = shadow_document("p9", document, access)
    changed = {name for name in PersonDocument.model_fields if getattr(shade, name) != getattr(document, name)}
    assert changed <= {"key", "number", "shadow", "access"}
    assert (shade.key, shade.number, shade.shadow, shade.access) == ("p9", 0, True, access)


@some
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["Screen", "Offer", "Hired"])), max_size=5))
def test_the_stage_of_an_application_is_the_last_entered(entries: list[tuple[int, str]]) -> None:
    stages = tuple(
        StageEntry(id=f"s{at}", modified=AT, application="a1", stage=stage, entered_at=AT.replace(day=1 + day))
        for at, (day, stage) in enumerate(entries)
    )
    application = Application(id="a1", modified=AT, candidate="c1", job="j1", status="New")
    other = Application(id="a2", modified=AT, candidate="c1", job="j2", status="Waiting")
    view = CandidateView("r1", candidate(), applications=(application, other), stages=stages)
    latest = max(stages, key=lambda stage: (stage.entered_at, stage.id), default=None)
    expected = (latest.stage if latest else "New", "Waiting")
    assert person_document("p", [view], None).stages == expected


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Ann", "B.", "Lee", ""), "Ann B. Lee"),
        (("", "", "Lee", ""), "Lee"),
        (("Ann", "", "Lee", "Dr. Ann Lee"), "Dr. Ann Lee"),
        (("", "", "", ""), ""),
    ],
)
def test_a_name_is_the_whole_or_its_parts(parts: tuple[str, str, str, str], name: str) -> None:
    assert full_name(*parts) == name
    first, middle, last, whole = parts
    document = member_document(
        1, Member(id="m", first_name=first, middle_name=middle, last_name=last, name=whole), version=1, updated=0
    )
    assert document.name == name


def test_running_text_is_cut_at_its_limit_and_not_before() -> None:
    long = "x" * (TEXT_LIMIT - 1)
    member = Member(id="m", summary=f"{long}yz")
    assert member_document(1, member, version=1, updated=0).summary == f"{long}y"
    view = CandidateView("r1", candidate(), notes=(note(long), note("seen?")))
    assert person_document("p", [view], None).notes == f"{long}\n"
