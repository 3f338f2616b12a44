"""Turn what a parser read in a resume file into one frozen answer of typed, placed values."""

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")

ParseStatus = Literal[
    "ok",
    "needs_ocr",
    "unmappable_fonts",
    "encrypted",
    "unsupported",
    "corrupt",
    "too_large",
    "timeout",
    "out_of_memory",
    "empty",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Found(_Frozen, Generic[T]):
    """A value read in a document, how sure the parser is (0 to 1), and where it stands.

    `box` is [x0, y0, x1, y1] in points from the page's top left; `page` counts from 1; both are null outside PDF,
    where `path` names the paragraph instead. `text` is the source text the value came from. `id` is what the value
    is known as elsewhere: the ESCO concept of a title or skill (the last part of its URI), the ISO 639-1 code of a
    language.
    """

    value: T
    confidence: float
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    text: str = ""
    raw: str | None = None
    path: str | None = None
    id: str | None = None


class FoundPlace(Found[str]):
    """A place as printed, with city, region and ISO country where they were recognised."""

    city: str | None = None
    region: str | None = None
    country: str | None = None


class FoundPosition(_Frozen):
    """One position; dates are YYYY or YYYY-MM, a current one has end null and current true."""

    company: Found[str] | None = None
    title: Found[str] | None = None
    start: Found[str] | None = None
    end: Found[str] | None = None
    current: bool = False
    location: Found[str] | None = None
    description: Found[str] | None = None


class FoundEducation(_Frozen):
    """One education entry; dates as in a position."""

    institution: Found[str] | None = None
    degree: Found[str] | None = None
    area: Found[str] | None = None
    start: Found[str] | None = None
    end: Found[str] | None = None


class Resume(_Frozen):
    """Everything read in one resume; phones are E.164."""

    name: Found[str] | None = None
    emails: tuple[Found[str], ...] = ()
    phones: tuple[Found[str], ...] = ()
    links: tuple[Found[str], ...] = ()
    location: FoundPlace | None = None
    headline: Found[str] | None = None
    summary: Found[str] | None = None
    work: tuple[FoundPosition, ...] = ()
    education: tuple[FoundEducation, ...] = ()
    skills: tuple[Found[str], ...] = ()
    languages: tuple[Found[str], ...] = ()
    certifications: tuple[Found[str], ...] = ()


class DocumentFacts(_Frozen):
    """What is known about the file itself: pages, language tag, and its date (YYYY-MM-DD)."""

    pages: int | None = None
    language: str | None = None
    date: str | None = None


class Answered(_Frozen):
    """What every reading of a file says first: how it ended, and in a sentence why."""

    status: ParseStatus
    error: str | None = None


class ParseOutcome(Answered):
    """The typed answer for one file: never an exception, never an invented value."""

    document: DocumentFacts = DocumentFacts()
    resume: Resume | None = None
