"""Turn a record with its resume, or a member profile, into a person in the match schema."""

from collections.abc import Iterable

from entities.ats import Address, Candidate
from entities.member import Education, Member, Position
from entities.person import Person
from entities.resume import Found, FoundEducation, FoundPosition, Resume

SURE = 0.3  # lowest confidence of a resume's value that is taken over


def person_of_candidate(candidate: Candidate, id: str, resume: Resume | None = None) -> Person:  # noqa: A002 - the field's name
    """Make a person of a candidate's record; what its resume adds comes after what the record says."""
    positions = (
        (Position(company=candidate.current_company, title=candidate.current_title),)
        if candidate.current_company or candidate.current_title
        else ()
    )
    person = Person(
        id=id,
        name=candidate.name,
        first_name=candidate.first_name,
        middle_name=candidate.middle_name,
        last_name=candidate.last_name,
        emails=candidate.emails,
        phones=candidate.phones,
        handles=(candidate.profile_url,) if candidate.profile_url else (),
        headline=candidate.current_title,
        location=_location(candidate.addresses),
        positions=positions,
    )
    return person if resume is None else _with_resume(person, resume)


def person_of_member(member: Member, id: str) -> Person:  # noqa: A002 - the field's name
    """Make a person of a member profile; its public address counts as a handle."""
    return Person(
        id=id,
        name=member.name,
        first_name=member.first_name,
        middle_name=member.middle_name,
        last_name=member.last_name,
        emails=member.emails,
        phones=member.phones,
        handles=_once((*member.handles, member.profile_url)),
        headline=member.headline,
        location=member.location,
        positions=member.positions,
        education=member.education,
        birth_date=member.birth_date,
    )


def _location(addresses: tuple[Address, ...]) -> str:
    for address in addresses:
        parts = [part for part in (address.city or address.line, address.region, address.country) if part]
        if parts:
            return ", ".join(parts)
    return ""


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _text(found: Found[str] | None) -> str:
    return found.value if found is not None and found.confidence >= SURE else ""


def _texts(found: tuple[Found[str], ...]) -> tuple[str, ...]:
    return tuple(value.value for value in found if value.confidence >= SURE)


def _position(found: FoundPosition) -> Position:
    return Position(
        company=_text(found.company)[:200],
        title=_text(found.title)[:200],
        start=_text(found.start)[:10],
        end="" if found.current else _text(found.end)[:10],
    )


def _education(found: FoundEducation) -> Education:
    return Education(
        school=_text(found.institution)[:200],
        degree=_text(found.degree)[:200],
        area=_text(found.area)[:200],
        end=_text(found.end)[:10],
    )


def _with_resume(person: Person, resume: Resume) -> Person:
    """Add a resume's addresses, positions and schools; take its name and place only where the record has none."""
    named = person.name or person.first_name or person.last_name
    work = tuple(p for p in map(_position, resume.work) if p.company or p.title)
    return person.model_copy(
        update={
            "name": person.name if named else _text(resume.name)[:200],
            "emails": _once((*person.emails, *_texts(resume.emails))),
            "phones": _once((*person.phones, *_texts(resume.phones))),
            "handles": _once((*person.handles, *_texts(resume.links))),
            "headline": person.headline or _text(resume.headline)[:2_000],
            "location": person.location or _text(resume.location)[:200],
            "positions": _once_positions((*person.positions, *work)),
            "education": tuple(e for e in map(_education, resume.education) if e.school),
        }
    )


def _once_positions(positions: tuple[Position, ...]) -> tuple[Position, ...]:
    return tuple(dict.fromkeys(positions))
