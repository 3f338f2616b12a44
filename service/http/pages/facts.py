"""Turn a profile into rows of facts, each with who says it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from service.flows.profile import CandidateProfile, MemberProfile
from service.flows.provenance import Source, Told, ToldEntry, Value

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "name": "Name",
        "title": "Current title",
        "company": "Current company",
        "location": "Place",
        "headline": "Headline",
        "email": "E-mail",
        "phone": "Phone",
        "link": "Addresses",
        "skill": "Skills",
        "language": "Languages",
        "certification": "Certificates",
        "tag": "Tags",
        "summary": "Summary",
    }
)
SOURCES: Mapping[Source, str] = MappingProxyType({"ats": "ATS", "resume": "Resume", "member": "Member profile"})
LONG = frozenset({"summary"})  # a paragraph, not a word
OF_MEMBER: tuple[Source, ...] = ("member",)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value, and the kinds of sources that say it."""

    value: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """All values of one field."""

    label: str
    facts: tuple[Fact, ...]
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One position, or one step of education."""

    what: str
    organisation: str
    when: str
    source: Source


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one candidate or member."""

    rows: tuple[Row, ...]
    work: tuple[Entry, ...]
    education: tuple[Entry, ...]


def facts_of_candidate(profile: CandidateProfile) -> Facts:
    """Show what the ATS, the resumes and the linked member say of a candidate."""
    rows = [_row(name, [_fact(one) for one in profile.fields.get(name, ())]) for name in FIELDS]
    return Facts(_filled(rows), _entries(profile.positions), _entries(profile.education))


def facts_of_member(profile: MemberProfile) -> Facts:
    """Show what a member's public profile says."""
    said: Mapping[str, Sequence[str]] = {
        "name": [profile.name],
        "location": [profile.location],
        "headline": [profile.headline],
        "link": [profile.profile_url],
        "skill": profile.skills,
        "summary": [profile.summary],
    }
    rows = [_row(name, [Fact(value, OF_MEMBER) for value in said.get(name, ()) if value]) for name in FIELDS]
    work = [
        Entry(one.title, one.company, _when(one.start, one.end, not one.end), "member") for one in profile.positions
    ]
    education = [
        Entry(", ".join(filter(None, (one.degree, one.area))), one.school, _when("", one.end, current=False), "member")
        for one in profile.education
    ]
    return Facts(_filled(rows), tuple(work), tuple(education))


def _row(name: str, facts: Sequence[Fact]) -> Row:
    return Row(FIELDS[name], tuple(facts), name in LONG)


def _filled(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.facts)


def _fact(value: Value) -> Fact:
    return Fact(value.value, _kinds(value.told))


def _kinds(told: Iterable[Told]) -> tuple[Source, ...]:
    said = {one.source for one in told}
    return tuple(source for source in SOURCES if source in said)


def _entries(told: Iterable[ToldEntry]) -> tuple[Entry, ...]:
    return tuple(
        Entry(one.what, one.organisation, _when(one.start, one.end, one.current), one.told.source) for one in told
    )


def _when(start: str, end: str, current: bool) -> str:  # noqa: FBT001 - a plain field of the entry
    last = "now" if current and not end else end
    return " to ".join(part for part in (start, last) if part)
