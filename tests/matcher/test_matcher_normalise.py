"""Check what records, resumes and profiles become."""

from datetime import UTC, datetime

from entities.ats import Address, Candidate
from entities.member import Member, Position
from entities.resume import Found, FoundEducation, FoundPlace, FoundPosition, Resume
from matcher import person_of_candidate, person_of_member

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _candidate(**fields: object) -> Candidate:
    return Candidate.model_validate({"id": "1", "modified": NOW, **fields})


def test_a_record_becomes_a_person() -> None:
    person = person_of_candidate(
        _candidate(
            first_name="Anna",
            last_name="Schmidt",
            emails=["a@b.example"],
            current_company="Acorn",
            current_title="Engineer",
            profile_url="https://members.example/in/anna",
            addresses=[Address(country="Germany", city="Köln")],
        ),
        "r1",
    )
    assert person.id == "r1"
    assert person.positions == (Position(company="Acorn", title="Engineer"),)
    assert person.location == "Köln, Germany"
    assert person.handles == ("https://members.example/in/anna",)


def test_an_empty_address_gives_way_to_the_next() -> None:
    addresses = [Address(), Address(line="1 Elm Street", region="Ohio")]
    assert person_of_candidate(_candidate(name="A B", addresses=addresses), "r").location == "1 Elm Street, Ohio"


def test_a_resume_adds_but_never_replaces() -> None:
    resume = Resume(
        name=Found(value="Somebody Else", confidence=0.9),
        emails=(Found(value="a@b.example", confidence=0.9), Found(value="c@d.example", confidence=0.9)),
        phones=(Found(value="+491712345678", confidence=0.1),),
        location=FoundPlace(value="Berlin", confidence=0.8),
        work=(
            FoundPosition(company=Found(value="Elm", confidence=0.8), end=Found(value="2019", confidence=0.9)),
            FoundPosition(start=Found(value="2018", confidence=0.9)),
        ),
        education=(FoundEducation(institution=Found(value="Oak College", confidence=0.8)), FoundEducation()),
    )
    person = person_of_candidate(_candidate(name="Anna Schmidt", emails=["a@b.example"]), "r", resume)
    assert person.name == "Anna Schmidt"
    assert person.emails == ("a@b.example", "c@d.example")
    assert person.phones == ()
    assert person.location == "Berlin"
    assert [p.company for p in person.positions] == ["Elm"]
    assert [e.school for e in person.education] == ["Oak College"]


def test_a_nameless_record_takes_the_resume_name() -> None:
    resume = Resume(name=Found(value="Anna Schmidt", confidence=0.9))
    assert person_of_candidate(_candidate(emails=["a@b.example"]), "r", resume).name == "Anna Schmidt"


def test_a_member_becomes_a_person_with_its_address_as_a_handle() -> None:
    member = Member(id="m", name="Anna", handles=("github.com/anna",), profile_url="https://members.example/in/anna")
    person = person_of_member(member, "m9")
    assert person.id == "m9"
    assert person.handles == ("github.com/anna", "https://members.example/in/anna")
