"""Turn a person and a date style into the words a layout prints, and remember what they say."""

import random
from dataclasses import dataclass, field

from benchmarks.cvs.person import Job, Person, Study
from benchmarks.cvs.street.dates import STYLES, Said, say
from benchmarks.cvs.street.pools import Words, pool_of


@dataclass(slots=True)
class View:
    """One person as one layout sees them; `order` are the jobs as the layout lists them."""

    person: Person
    words: Words
    rng: random.Random
    dates: str
    now: str
    heads: Words
    kept: dict[str, str] = field(default_factory=dict)

    def head(self, kind: str) -> str:
        """Return the heading of a section: the same each time it is asked for."""
        heads = self.heads.lists.get(kind) or pool_of("en").words.lists[kind]
        return self.kept.setdefault(kind, self.rng.choice(heads))

    def label(self, key: str) -> str:
        """Return the label of a field."""
        return self.heads.labels.get(key, key.capitalize())

    def pick(self, kind: str) -> str:
        """Return any of a list of phrases: the same each time it is asked for."""
        return self.kept.setdefault("=" + kind, self.rng.choice(self.words.lists[kind]))

    def pick_title(self) -> str:
        """Return the word for a resume, as a resume would head itself."""
        return self.head("title")

    def said(self, job: Job) -> Said:
        """Return how the job's time is printed."""
        return say(job, STYLES[self.dates], self.words, self.now)

    def when(self, job: Job) -> str:
        """Return the printed range of a job."""
        return self.said(job).text

    def at(self, job: Job, *, joint: str = ", ") -> str:
        """Return an employer with its town."""
        return f"{job.company}{joint}{job.city}" if job.city else job.company

    def study(self, one: Study) -> str:
        """Return degree and subject."""
        return f"{one.degree}, {one.area}" if one.area else one.degree

    def year(self, one: Study) -> str:
        """Return the year a study ended."""
        return (one.end or "")[:4]

    def skills(self) -> list[str]:
        """Return the flat skills."""
        return [skill for _, skills in self.person.skills for skill in skills]

    def tongues(self) -> list[str]:
        """Return the languages with their levels in brackets."""
        return [f"{name} ({level})" if level else name for name, level in self.person.languages]

    def certs(self) -> list[str]:
        """Return the certificates with their years."""
        return [f"{name}, {year}" if year else name for name, _, year in self.person.certifications]

    def born(self) -> str:
        """Return a birth date as the resume would print it."""
        key = f"{self.rng.randint(1, 28):02d}.{self.rng.randint(1, 12):02d}.{self.rng.randint(1962, 1999)}"
        return self.kept.setdefault("=born", key)

    def street(self) -> str:
        """Return a house of an invented street."""
        streets = self.words.lists.get("streets", ["Church Road", "Station Road", "Plot 7 Unity Close", "Mill Lane"])
        return self.kept.setdefault("=street", f"{self.rng.choice(streets)} {self.rng.randint(2, 180)}")

    def address(self) -> str:
        """Return the address with town and, if the person prints it, country."""
        ends = [one for one in (self.person.city, self.person.country) if one]
        return ", ".join([self.street(), *ends])

    def oldest_first(self) -> list[Job]:
        """Return the jobs in the order they were held."""
        return list(reversed(self.person.work))


def view_of(person: Person, dates: str, rng: random.Random, *, english_heads: bool) -> View:
    """Return the view of a person in a date style; headings may be English whatever the text is."""
    words = pool_of(person.locale[:2]).words
    heads = pool_of("en").words if english_heads else words
    return View(person, words, rng, dates, rng.choice(words.lists["present"]), heads)
