"""Turn a person's records, resume and member profile into the documents that the indices hold.

Rules worth knowing
- A value that both sides have is kept once, the ATS's spelling first.
- A view holds what some viewers may see of a candidate, and all of it is searched: who sees what is decided before.
- Years of experience are those that the resumes or the member's profile tell, whichever tells more.
- A closed member lends nothing: its candidates stand alone, and the members' index drops it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from entities.ats import Application, Candidate, Feedback, Note, StageEntry
from entities.document import PersonDocument
from entities.member import Member
from entities.resume import Found, Resume
from indexing.experience import member_spells, resume_spells, whole_years

TEXT_LIMIT = 50_000  # characters of free text one document carries


@dataclass(frozen=True, slots=True)
class CandidateView:
    """All that some viewers may know about one candidate; `jobs` are record ids, `updated` is in epoch seconds."""

    record: str
    candidate: Candidate
    applications: tuple[Application, ...] = ()
    stages: tuple[StageEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    resumes: tuple[Resume, ...] = ()
    jobs: tuple[str, ...] = ()
    updated: int = 0


def full_name(first: str, middle: str, last: str, whole: str) -> str:
    """Name a person as one text: the whole name where given, else the parts in order."""
    return whole or " ".join(part for part in (first, middle, last) if part)


def member_document(number: int, member: Member, *, version: int, updated: int) -> PersonDocument:
    """Project a member profile for the members' index; e-mails and phones never enter it."""
    return PersonDocument(
        key=str(number),
        version=version,
        number=number,
        member=number,
        name=full_name(member.first_name, member.middle_name, member.last_name, member.name),
        headline=member.headline,
        titles=_distinct(position.title for position in member.positions),
        companies=_distinct(position.company for position in member.positions),
        skills=_distinct(member.skills),
        schools=_distinct(entry.school for entry in member.education),
        summary=member.summary[:TEXT_LIMIT],
        current_title=_current(member, "title"),
        current_company=_current(member, "company"),
        location=member.location,
        years=whole_years(member_spells(member), updated),
        open_to_work=member.open_to_work,
        updated=updated,
    )


def shadow_document(key: str, of_member: PersonDocument, access: tuple[str, ...]) -> PersonDocument:
    """Copy a linked member as the members' index has it, visible with these access tokens."""
    return of_member.model_copy(update={"key": key, "number": 0, "shadow": True, "access": access})


def person_document(key: str, views: Sequence[CandidateView], of_member: PersonDocument | None) -> PersonDocument:
    """Project one person: at least one candidate, and the linked member's document if there is one.

    The version is left at 0: the store counts it. Who finds it is left open: variants of a person differ in that.
    """
    views = sorted(views, key=lambda view: (-view.updated, view.record))
    candidates = [view.candidate for view in views]
    resumes = [resume for view in views for resume in view.resumes]
    work = [position for resume in resumes for position in resume.work]
    extra = of_member or PersonDocument(key=key, version=0)
    updated = max([extra.updated, *(view.updated for view in views)])
    return PersonDocument(
        key=key,
        version=0,
        member=extra.member,
        in_ats=True,
        name=_first([full_name(c.first_name, c.middle_name, c.last_name, c.name) for c in candidates], extra.name),
        headline=_first([_value(resume.headline) for resume in resumes], extra.headline, first=extra.headline),
        titles=_distinct([*(c.current_title for c in candidates), *(_value(p.title) for p in work), *extra.titles]),
        companies=_distinct(
            [*(c.current_company for c in candidates), *(_value(p.company) for p in work), *extra.companies]
        ),
        skills=_distinct([*(skill.value for resume in resumes for skill in resume.skills), *extra.skills]),
        schools=_distinct([*(_value(e.institution) for resume in resumes for e in resume.education), *extra.schools]),
        summary=_summary(resumes, extra.summary),
        notes=_remarks(views),
        current_title=_first([c.current_title for c in candidates], _now(resumes, "title") or extra.current_title),
        current_company=_first(
            [c.current_company for c in candidates], _now(resumes, "company") or extra.current_company
        ),
        location=_first([*map(_place, candidates), extra.location], _resume_place(resumes)),
        stages=_distinct(_latest_stage(view, index) for view in views for index in range(len(view.applications))),
        sources=_distinct(application.source for view in views for application in view.applications),
        tags=_distinct(tag for candidate in candidates for tag in candidate.tags),
        jobs=_distinct(job for view in views for job in view.jobs),
        years=_longest(whole_years(resume_spells(resumes), updated), extra.years),
        open_to_work=extra.open_to_work,
        do_not_contact=any(candidate.do_not_contact for candidate in candidates),
        updated=updated,
    )


def _longest(of_resumes: int | None, of_member: int | None) -> int | None:
    """Take the longer of two tellings of one career: most of it stands in both."""
    told = [years for years in (of_resumes, of_member) if years is not None]
    return max(told, default=None)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for value in values:
        if value:
            kept.setdefault(value.casefold(), value)
    return tuple(kept.values())


def _first(values: Sequence[str], otherwise: str, first: str = "") -> str:
    return first or next((value for value in values if value), otherwise)


def _value(found: Found[str] | None) -> str:
    return found.value if found else ""


def _current(member: Member, field: str) -> str:
    held = [position for position in member.positions if not position.end] or list(member.positions[:1])
    return next((value for position in held if (value := getattr(position, field))), "")


def _now(resumes: Sequence[Resume], field: str) -> str:
    held = [position for resume in resumes for position in resume.work if position.current]
    return next((value for position in held if (value := _value(getattr(position, field)))), "")


def _place(candidate: Candidate) -> str:
    for address in candidate.addresses:
        if place := ", ".join(part for part in (address.city, address.region, address.country) if part):
            return place
    return ""


def _resume_place(resumes: Sequence[Resume]) -> str:
    return next((resume.location.value for resume in resumes if resume.location), "")


def _summary(resumes: Sequence[Resume], of_member: str) -> str:
    texts = [_value(resume.summary) for resume in resumes]
    texts += [_value(position.description) for resume in resumes for position in resume.work]
    return "\n".join(text for text in [*texts, of_member] if text)[:TEXT_LIMIT]


def _remarks(views: Sequence[CandidateView]) -> str:
    remarks: list[Note | Feedback] = []
    for view in views:
        remarks += [*view.notes, *view.feedback]
    return "\n".join(remark.text for remark in remarks if remark.text)[:TEXT_LIMIT]


def _latest_stage(view: CandidateView, index: int) -> str:
    application = view.applications[index]
    entered = [stage for stage in view.stages if stage.application == application.id]
    if not entered:
        return application.status
    return max(entered, key=lambda stage: (stage.entered_at, stage.id)).stage
