"""What a tenant may search about a person: each value once, the ATS first, and nothing that is not everyone's."""

from datetime import UTC, datetime
from typing import Any

from entities.ats import Address, Application, Candidate, Feedback, Note, StageEntry
from entities.member import Education, Member, Position
from entities.resume import Found, FoundEducation, FoundPlace, FoundPosition, Resume
from indexing.documents import (
    TEXT_LIMIT,
    CandidateView,
    full_name,
    member_document,
    person_document,
    shadow_document,
)

THEN = datetime(2025, 1, 1, tzinfo=UTC)
MEMBER = Member(
    id="m1",
    first_name="Ann",
    last_name="Smith",
    emails=("ann@secret.example",),
    phones=("+4912345",),
    handles=("annsecret",),
    headline="Builder of things",
    summary="Likes engines.",
    location="Bonn, Germany",
    positions=(
        Position(company="Acme", title="Engineer", start="2020"),
        Position(company="Beta", title="Intern", start="2018", end="2019"),
    ),
    education=(Education(school="TU Bonn", degree="BSc"),),
    skills=("Python", "SQL"),
    open_to_work=True,
)


def found(text: str) -> Found[str]:
    return Found[str](value=text, confidence=0.9)


def candidate(**more: Any) -> Candidate:
    return Candidate.model_validate({"id": "c1", "modified": THEN, "first_name": "Anna", "last_name": "Smith", **more})


def application(number: int, **more: Any) -> Application:
    plain = {"id": f"a{number}", "modified": THEN, "candidate": "c1", "job": f"j{number}"}
    return Application.model_validate({**plain, **more})


def stage(number: int, name: str, day: int) -> StageEntry:
    at = datetime(2025, 1, day, tzinfo=UTC)
    return StageEntry(id=f"s{number}{day}", modified=at, application=f"a{number}", stage=name, entered_at=at)


def view(**more: Any) -> CandidateView:
    return CandidateView(**{"record": "r1", "candidate": candidate(), "updated": 10, **more})


def test_a_member_document_holds_the_public_side_only() -> None:
    document = member_document(7, MEMBER, version=3, updated=5)
    assert (document.key, document.member, document.version, document.in_ats) == ("7", 7, 3, False)
    assert document.name == "Ann Smith"
    assert (document.current_title, document.current_company) == ("Engineer", "Acme")
    assert document.titles == ("Engineer", "Intern")
    assert document.schools == ("TU Bonn",)
    assert document.open_to_work
    written = document.model_dump_json()
    assert all(secret not in written for secret in ("secret", "+4912345"))


def test_without_an_open_position_the_first_one_counts() -> None:
    member = MEMBER.model_copy(update={"positions": (Position(company="Beta", title="Intern", end="2019"),)})
    assert member_document(7, member, version=1, updated=0).current_company == "Beta"


def test_a_shadow_is_the_member_as_the_members_index_has_it_but_seen_like_the_person() -> None:
    member = member_document(7, MEMBER, version=3, updated=5)
    shadow = shadow_document("p1", member, ("seat:a",))
    assert shadow == member.model_copy(update={"key": "p1", "number": 0, "shadow": True, "access": ("seat:a",)})


def test_a_person_without_a_member_is_the_candidate() -> None:
    document = person_document("r1", [view()], None)
    assert (document.key, document.name, document.in_ats, document.member) == ("r1", "Anna Smith", True, None)
    assert document.version == 0


def test_a_linked_person_has_both_sides_the_ats_first() -> None:
    member = member_document(7, MEMBER, version=3, updated=99)
    seen = view(candidate=candidate(current_title="Lead", current_company="ACME", tags=["vip"]))
    document = person_document("p1", [seen], member)
    assert document.name == "Anna Smith"
    assert document.titles == ("Lead", "Engineer", "Intern")
    assert document.companies == ("ACME", "Beta")  # one company, in the spelling of the ATS
    assert (document.current_title, document.current_company) == ("Lead", "ACME")
    assert (document.member, document.skills, document.tags) == (7, ("Python", "SQL"), ("vip",))
    assert document.updated == 99
    assert document.open_to_work


def test_what_the_resume_says_is_searchable() -> None:
    resume = Resume(
        headline=found("Data person"),
        summary=found("Ten years of data."),
        location=FoundPlace(value="Kiel", confidence=0.9, city="Kiel"),
        work=(
            FoundPosition(title=found("Analyst"), company=found("Gamma"), current=True, description=found("Built it.")),
            FoundPosition(title=found("Clerk"), company=found("Delta")),
        ),
        education=(FoundEducation(institution=found("Uni Kiel")),),
        skills=(found("R"), found("SQL")),
    )
    document = person_document("r1", [view(resumes=(resume,))], None)
    assert document.titles == ("Analyst", "Clerk")
    assert (document.current_title, document.current_company) == ("Analyst", "Gamma")
    assert document.skills == ("R", "SQL")
    assert document.schools == ("Uni Kiel",)
    assert document.location == "Kiel"
    assert document.summary == "Ten years of data.\nBuilt it."


def test_the_place_of_the_ats_comes_before_the_members_and_the_resumes() -> None:
    member = member_document(7, MEMBER, version=1, updated=0)
    at_home = view(candidate=candidate(addresses=[Address(city="Ulm", country="DE")]))
    assert person_document("p", [at_home], member).location == "Ulm, DE"
    assert person_document("p", [view()], member).location == "Bonn, Germany"


def test_each_application_shows_its_latest_stage_or_its_status() -> None:
    seen = view(
        applications=(application(1, source="Referral"), application(2, status="new", source="referral")),
        stages=(stage(1, "Interview", 5), stage(1, "Applied", 2)),
        jobs=("job1", "job2"),
    )
    document = person_document("r1", [seen], None)
    assert document.stages == ("Interview", "new")
    assert document.sources == ("Referral",)
    assert document.jobs == ("job1", "job2")


def test_every_remark_that_the_viewers_may_see_is_searchable() -> None:
    notes = tuple(
        Note(id=str(number), modified=THEN, candidate="c1", text=f"says {visibility}", visibility=visibility)
        for number, visibility in enumerate(("everyone", "restricted"))
    )
    verdict = Feedback(id="f", modified=THEN, candidate="c1", text="strong", visibility="everyone")
    document = person_document("r1", [view(notes=notes, feedback=(verdict,))], None)
    assert document.notes == "says everyone\nsays restricted\nstrong"


def test_text_has_an_end() -> None:
    note = Note(id="1", modified=THEN, candidate="c1", text="x" * (TEXT_LIMIT + 5))
    assert len(person_document("r1", [view(notes=(note,))], None).notes) == TEXT_LIMIT


def test_the_order_of_candidates_never_shows() -> None:
    older = view(record="r2", candidate=candidate(id="c2", first_name="A."), updated=1)
    newer = view(record="r1", updated=2)
    assert person_document("p", [older, newer], None) == person_document("p", [newer, older], None)
    assert person_document("p", [older, newer], None).name == "Anna Smith"


def test_a_whole_name_wins_over_its_parts() -> None:
    assert full_name("Ann", "", "Smith", "Dr Ann Smith") == "Dr Ann Smith"
    assert full_name("Ann", "B.", "Smith", "") == "Ann B. Smith"


NOON = int(datetime(2024, 6, 15, tzinfo=UTC).timestamp())


def held_from(start: str, end: str = "", *, current: bool = False) -> FoundPosition:
    return FoundPosition(start=found(start), end=found(end) if end else None, current=current)


def test_years_of_experience_end_at_the_documents_own_day() -> None:
    assert member_document(7, MEMBER, version=1, updated=NOON).years == 5  # 2018 to 2019, and 2020 to June 2024
    assert member_document(7, MEMBER, version=1, updated=int(THEN.timestamp())).years == 5
    assert member_document(7, MEMBER.model_copy(update={"positions": ()}), version=1, updated=NOON).years is None
    current = Resume(work=(held_from("2014-07", current=True), held_from("2010-01", "2011-12")))
    assert person_document("p1", [view(resumes=(current,), updated=NOON)], None).years == 12
    assert person_document("p1", [view(resumes=(current,), updated=NOON + 400 * 86_400)], None).years == 13
    assert person_document("p1", [view(updated=NOON)], None).years is None


def test_resumes_are_put_together_and_a_member_counts_where_it_tells_more() -> None:
    one, other = Resume(work=(held_from("2010", "2014"),)), Resume(work=(held_from("2012", "2016"),))
    views = [view(record="r1", resumes=(one,), updated=NOON), view(record="r2", resumes=(other,), updated=NOON)]
    assert person_document("p1", views, None).years == 6
    member = member_document(7, MEMBER, version=1, updated=NOON)
    assert person_document("p1", views, member).years == 6
    assert person_document("p1", views[:1], member).years == 5
    assert person_document("p1", [view()], member).years == 5
    assert shadow_document("p1", member, ("*",)).years == 5


def test_one_candidate_who_must_not_be_contacted_silences_the_person() -> None:
    silent = view(record="r2", candidate=candidate(id="c2", do_not_contact=True))
    assert person_document("p1", [view(), silent], None).do_not_contact
    assert not person_document("p1", [view()], None).do_not_contact
    assert not member_document(7, MEMBER, version=1, updated=NOON).do_not_contact
