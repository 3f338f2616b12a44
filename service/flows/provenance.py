"""Turn what the ATS, resumes or a member say of one person into values, each with everybody who says it."""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from entities.ats import Candidate
from entities.ids import Origin
from entities.member import Member
from entities.resume import Found, Resume
from store import records

Source = Literal["ats", "resume", "member"]
Read = tuple[str, Resume]  # a resume with the source id of its attachment


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Told(_Frozen):
    """Who says a value."""

    source: Source
    record: str | None = Field(description="The source id of the candidate or of the resume's attachment.")
    origin: Origin | None = Field(description="How an ATS value came: pushed, pulled, or by a person.")
    confidence: float | None = Field(description="How sure the resume's parser is, 0 to 1.")


class Value(_Frozen):
    """One value, once, with everybody who says it."""

    value: str
    told: tuple[Told, ...]


class ToldEntry(_Frozen):
    """One position or education entry, as one source tells it; dates are YYYY or YYYY-MM."""

    organisation: str
    what: str = Field(description="The title, or the degree and its area.")
    start: str
    end: str
    current: bool = False
    told: Told


Said = Iterable[tuple[str, Told]]
MEMBER = Told(source="member", record=None, origin=None, confidence=None)


def fields_of(
    stored: records.Stored, candidate: Candidate, resumes: Sequence[Read], member: Member | None
) -> dict[str, tuple[Value, ...]]:
    """Gather the single values by field, the ATS's first; equal ones are joined."""
    said: dict[str, list[tuple[str, Told]]] = {}
    for source in (_of_ats(stored, candidate), *(_of_resume(*one) for one in resumes), _of_member(member)):
        for field, held in source.items():
            said.setdefault(field, []).extend(held)
    return {field: values for field, held in said.items() if (values := _each_once(held))}


def _of_ats(stored: records.Stored, candidate: Candidate) -> dict[str, Said]:
    def told(field: str, *values: str) -> Said:
        one = Told(source="ats", record=stored.source, origin=stored.origins.get(field), confidence=None)
        return [(value, one) for value in values]

    places = (_joined(one.city, one.region, one.country) for one in candidate.addresses)
    parts = (candidate.first_name, candidate.middle_name, candidate.last_name)
    name = candidate.name or " ".join(filter(None, parts))
    return {
        "name": told("name" if candidate.name else "last_name", name),
        "email": told("emails", *candidate.emails),
        "phone": told("phones", *candidate.phones),
        "location": told("addresses", *places),
        "title": told("current_title", candidate.current_title),
        "company": told("current_company", candidate.current_company),
        "link": told("profile_url", candidate.profile_url),
        "tag": told("tags", *candidate.tags),
    }


def _of_resume(attachment: str, resume: Resume) -> dict[str, Said]:
    def told(*found: Found[str] | None) -> Said:
        return [(one.value, _by_resume(attachment, one)) for one in found if one is not None]

    now = [position for position in resume.work if position.current]
    return {
        "name": told(resume.name),
        "email": told(*resume.emails),
        "phone": told(*resume.phones),
        "location": told(resume.location),
        "headline": told(resume.headline),
        "summary": told(resume.summary),
        "title": told(*(position.title for position in now)),
        "company": told(*(position.company for position in now)),
        "skill": told(*resume.skills),
        "language": told(*resume.languages),
        "certification": told(*resume.certifications),
        "link": told(*resume.links),
    }


def _of_member(member: Member | None) -> dict[str, Said]:
    if member is None:
        return {}
    now = [position for position in member.positions if not position.end]
    name = member.name or " ".join(filter(None, (member.first_name, member.middle_name, member.last_name)))
    values: dict[str, Iterable[str]] = {
        "name": [name],
        "location": [member.location],
        "headline": [member.headline],
        "summary": [member.summary],
        "title": [position.title for position in now],
        "company": [position.company for position in now],
        "skill": member.skills,
        "link": [member.profile_url],
    }
    return {field: [(value, MEMBER) for value in held] for field, held in values.items()}


def _by_resume(attachment: str, found: Found[str] | None) -> Told:
    confidence = None if found is None else found.confidence
    return Told(source="resume", record=attachment, origin=None, confidence=confidence)


def _each_once(said: Said) -> tuple[Value, ...]:
    """Join equal values, however they are cased, in the first spelling."""
    spelled: dict[str, str] = {}
    told: dict[str, dict[Told, None]] = {}
    for value, one in said:
        if value:
            key = " ".join(value.casefold().split())
            spelled.setdefault(key, value)
            told.setdefault(key, {}).setdefault(one)
    return tuple(Value(value=value, told=tuple(told[key])) for key, value in spelled.items())


def positions_of(resumes: Iterable[Read], member: Member | None) -> tuple[ToldEntry, ...]:
    """List the positions that each source tells, side by side."""
    shown = [
        ToldEntry(
            organisation=_of(one.company),
            what=_of(one.title),
            start=_of(one.start),
            end=_of(one.end),
            current=one.current,
            told=_by_resume(attachment, one.title or one.company or one.description),
        )
        for attachment, resume in resumes
        for one in resume.work
    ]
    own = member.positions if member else ()
    return (
        *shown,
        *(
            ToldEntry(
                organisation=one.company,
                what=one.title,
                start=one.start,
                end=one.end,
                current=not one.end,
                told=MEMBER,
            )
            for one in own
        ),
    )


def education_of(resumes: Iterable[Read], member: Member | None) -> tuple[ToldEntry, ...]:
    """List the education that each source tells, side by side."""
    shown = [
        ToldEntry(
            organisation=_of(one.institution),
            what=_joined(_of(one.degree), _of(one.area)),
            start=_of(one.start),
            end=_of(one.end),
            told=_by_resume(attachment, one.degree or one.institution or one.area),
        )
        for attachment, resume in resumes
        for one in resume.education
    ]
    own = member.education if member else ()
    return (
        *shown,
        *(
            ToldEntry(organisation=one.school, what=_joined(one.degree, one.area), start="", end=one.end, told=MEMBER)
            for one in own
        ),
    )


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _of(found: Found[str] | None) -> str:
    return found.value if found else ""
