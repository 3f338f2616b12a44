"""Turn a person and a design into the pieces of a page: what every fragment needs to know."""

import html
import random
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks.cvs.chromium.dates import Dates, month, span
from benchmarks.cvs.chromium.words import place, words
from benchmarks.cvs.person import Job, Person


@dataclass(frozen=True, slots=True)
class Design:
    """One visual design; the texts of `side` and `main` are section keys in their order."""

    name: str
    family: str
    skeleton: str
    locales: tuple[str, ...]
    jobs: str = "title_first"
    studies: str = "stacked"
    skills: str = "comma"
    tongues: str = "dash"
    certs: str = "list"
    contact: str = "bars"
    head: str = "plain"
    main: tuple[str, ...] = ("summary", "work", "education", "skills", "languages", "certifications", "extras")
    side: tuple[str, ...] = ()
    paper: str = "A4"
    margin: str = "16mm"
    font: str = "Lato"
    display: str | None = None
    size: float = 10
    accent: str = "#1f4e79"
    css: str = ""
    dates: tuple[Dates, ...] = (Dates(),)
    edates: Dates | None = None
    shape: tuple[int, int] = (4, 3)
    promoted: float = 0.3
    odd: bool = False
    grouped: bool = False
    city: str = "with"  # with, none, own
    bullet: str = "•"
    icons: str = "none"  # none, glyph, svg, emoji, label
    careers: tuple[str, ...] = ()
    suffix: str = ""
    ext: str = "pdf"
    twocol: bool = False
    dom: str = "main"  # which part comes first in the document


@dataclass
class Sheet:
    """One person in one design, with the draws that belong to this document."""

    person: Person
    design: Design
    how: Dates
    rng: random.Random
    hrefs: list[str] = field(default_factory=list)

    @property
    def lang(self) -> str:
        """Return the language of the document."""
        return self.person.locale[:2]

    @cached_property
    def said(self) -> dict[str, tuple[str, ...]]:
        """Return the words of the language."""
        return words(self.lang)

    def word(self, key: str) -> str:
        """Return one variant of a label."""
        return esc(self.rng.choice(self.said[key]))

    def title(self, key: str) -> str:
        """Return a heading: an odd one where the design wants it."""
        odd = f"{key}_odd"
        known = self.said[odd] if self.design.odd and odd in self.said else self.said[key]
        return esc(self.rng.choice(known))

    def when(self, job: Job) -> str:
        """Return the dates of a position."""
        return esc(span(job.start, job.end, self.lang, self.how))

    def ended(self, ym: str | None) -> str:
        """Return the end of a course of study as printed."""
        how = self.design.edates or self.how
        return esc(month(ym, self.lang, how.kind)) if ym else ""

    def studied(self, start: str | None, end: str | None) -> str:
        """Return the span of a course of study."""
        how = self.design.edates or self.how
        return esc(span(start, end, self.lang, Dates(how.kind, how.dash))) if start and end else self.ended(end)

    @cached_property
    def locality(self) -> str:
        """Return the town with its state where that is usual."""
        full = [one for one in place(self.person.locale).cities if one.startswith(self.person.city or "?")]
        return esc(full[0] if full else self.person.city or "")

    @cached_property
    def address(self) -> str:
        """Return street, code and town."""
        here = place(self.person.locale)
        street, code = self.rng.choice(here.streets), self.rng.choice(here.zips)
        if self.lang == "en":
            return f"{esc(street)}, {self.locality} {code}"
        return f"{esc(street)}, {code} {self.locality}"


def esc(text: str) -> str:
    """Return a text with the five letters of markup escaped."""
    return html.escape(text, quote=False)
