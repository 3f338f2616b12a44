"""Turn nothing by itself: what is true of one invented person, before any layout prints it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One position; dates are YYYY-MM, `end` None means to the present.

    Jobs of one employer that follow each other may be printed below one heading (promotions).
    """

    company: str
    title: str
    start: str
    end: str | None
    city: str | None = None
    highlights: tuple[str, ...] = ()
    through: str | None = None  # the agency of contract work


@dataclass(frozen=True, slots=True)
class Study:
    """One education entry; dates are YYYY-MM."""

    school: str
    degree: str
    area: str | None = None
    start: str | None = None
    end: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Everything a layout may print of one person; a layout that leaves something out says so in its truth."""

    id: str
    locale: str  # the language the resume is written in, with its country: "de_AT"
    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]  # as printed
    phones_e164: tuple[str, ...]
    links: tuple[str, ...]
    city: str | None
    country: str | None
    region: str | None  # ISO 3166-1 alpha-2
    headline: str | None
    summary: str | None
    work: tuple[Job, ...]
    education: tuple[Study, ...]
    skills: tuple[tuple[str | None, tuple[str, ...]], ...]  # category (None without) with its skills
    languages: tuple[tuple[str, str | None], ...]  # name as printed, level
    certifications: tuple[tuple[str, str | None, str | None], ...]  # name, issuer, year
    extras: tuple[tuple[str, tuple[str, ...]], ...] = ()  # further sections: title, lines (publications, awards)
