"""Turn records, resumes and member profiles into persons, line by line, and hold what they become to a few laws."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ats import Address, Candidate
from entities.member import Education, Member, Position
from entities.resume import Found, FoundEducation, FoundPlace, FoundPosition, Resume
from matcher import person_of_candidate, person_of_member
from matcher.normalise import SURE
from matcher.schema import checked, persons_table

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = st.sampled_from(("", "Ulrike", "Quell", "Ärmel & Söhne", "王小明", "x" * 150))
CHANCES = st.floats(0, 1)
EMAILS = st.lists(st.sampled_from(("uq@x.example", "u@y.example", "q@z.example")), max_size=3).map(tuple)


def _candidate(**fields: object) -> Candidate:
    return Candidate.model_validate({"id": "1", "modified": NOW, "emails": ("me@own.example",), **fields})


def _found(text: str, confidence: float = 0.9) -> Found[str]:
    return Found(value=text, confidence=confidence)


PLACES = [  # addresses of a record, the person's place
    ([], ""),
    ([Address(country="Belgium", region="Flanders", city="Ghent")], "Ghent, Flanders, Belgium"),
    ([Address(country="Belgium", city="Ghent")], "Ghent, Belgium"),
    ([Address(region="Flanders", country="Belgium")], "Flanders, Belgium"),
    ([Address(line="5 Elm Street", country="Belgium")], "5 Elm Street, Belgium"),
    ([Address(line="5 Elm Street", city="Ghent")], "Ghent"),
    ([Address(country="Belgium")], "Belgium"),
    ([Address(), Address(city="Ghent")], "Ghent"),
    ([Address(city="Ghent"), Address(city="Bruges")], "Ghent"),
    ([Address(), Address()], ""),
]


@pytest.mark.parametrize(("addresses", "place"), PLACES)
def test_a_place_is_the_first_address_that_says_one(addresses: list[Address], place: str) -> None:
    assert person_of_candidate(_candidate(addresses=addresses), "r").location == place


WORK = [  # current company and title of a record, its positions
    ("Acorn", "Nurse", (Position(company="Acorn", title="Nurse"),)),
    ("Acorn", "", (Position(company="Acorn"),)),
    ("", "Nurse", (Position(title="Nurse"),)),
    ("", "", ()),
]


@pytest.mark.parametrize(("company", "title", "positions"), WORK)
def test_what_a_record_says_of_today_is_a_position(company: str, title: str, positions: tuple[Position, ...]) -> None:
    person = person_of_candidate(_candidate(current_company=company, current_title=title), "r")
    assert person.positions == positions
    assert person.headline == title


HELD = [  # confidence of what a resume says, whether it is taken
    (0.0, False),
    (SURE - 0.001, False),
    (SURE, True),
    (1.0, True),
]


@pytest.mark.parametrize(("confidence", "taken"), HELD)
def test_only_what_a_resume_is_sure_of_is_taken(confidence: float, taken: bool) -> None:  # noqa: FBT001 - a column of the table
    resume = Resume(
        name=_found("Ulrike Quell", confidence),
        emails=(_found("uq@x.example", confidence),),
        phones=(_found("0171 2345678", confidence),),
        links=(_found("members.example/in/uq", confidence),),
        headline=_found("Nurse at Acorn", confidence),
        location=FoundPlace(value="Ghent", confidence=confidence),
        work=(FoundPosition(company=_found("Acorn", confidence)),),
        education=(FoundEducation(institution=_found("Oak College", confidence)),),
    )
    person = person_of_candidate(_candidate(), "r", resume)
    held = (person.name, person.headline, person.location)
    lists = (person.emails[1:], person.phones, person.handles, person.positions, person.education)
    assert held == (("Ulrike Quell", "Nurse at Acorn", "Ghent") if taken else ("", "", ""))
    assert [len(some) for some in lists] == [int(taken)] * 5


def test_a_current_position_of_a_resume_has_no_end() -> None:
    work = (
        FoundPosition(company=_found("Acorn"), start=_found("2015-02"), end=_found("2019-12"), current=True),
        FoundPosition(company=_found("Elm"), start=_found("2011"), end=_found("2015-01")),
        FoundPosition(company=_found("Elm"), start=_found("2011"), end=_found("2015-01")),
    )
    assert person_of_candidate(_candidate(), "r", Resume(work=work)).positions == (
        Position(company="Acorn", start="2015-02"),
        Position(company="Elm", start="2011", end="2015-01"),
    )


@settings(max_examples=30)
@given(WORDS, WORDS, EMAILS, EMAILS, WORDS, CHANCES)
def test_a_resume_adds_after_the_record_and_takes_nothing_away(
    first: str, last: str, own: tuple[str, ...], more: tuple[str, ...], named: str, confidence: float
) -> None:
    own = ("me@own.example", *own)  # who has no name needs an address
    record = _candidate(first_name=first, last_name=last, emails=own)
    resume = Resume(name=_found(named, confidence), emails=tuple(_found(one, confidence) for one in more))
    plain, person = person_of_candidate(record, "r"), person_of_candidate(record, "r", resume)
    assert person.emails[: len(dict.fromkeys(own))] == tuple(dict.fromkeys(own))
    assert len(set(person.emails)) == len(person.emails)
    assert set(person.emails) == {*own, *(more if confidence >= SURE else ())}
    assert (person.first_name, person.last_name) == (plain.first_name, plain.last_name)
    if first or last:
        assert person.name == plain.name
    assert person_of_candidate(record, "r", Resume()) == plain.model_copy(update={"emails": tuple(dict.fromkeys(own))})


@settings(max_examples=30)
@given(WORDS, WORDS, EMAILS, st.lists(st.sampled_from(("@uq", "members.example/in/uq")), max_size=2).map(tuple))
def test_a_member_s_values_are_a_person_s(
    first: str, last: str, emails: tuple[str, ...], handles: tuple[str, ...]
) -> None:
    address = "members.example/in/uq"
    member = Member(
        id="m",
        first_name=first,
        last_name=last,
        emails=emails,
        handles=handles,
        profile_url=address,
        positions=(Position(company="Acorn"),),
        education=(Education(school="Oak College"),),
        birth_date="1980-01-02",
    )
    person = person_of_member(member, "m1")
    assert person.id == "m1"
    assert (person.first_name, person.last_name, person.emails) == (first, last, emails)
    assert set(person.handles) == {*handles, address}
    assert len(set(person.handles)) == len(person.handles)
    assert (person.positions, person.education) == (member.positions, member.education)
    assert checked(persons_table([person]), "profiles").num_rows == 1
