"""Turn a person into the printed pieces of a resume: dates, headings, contact lines."""

import calendar
import random
import re
from dataclasses import dataclass, replace

from benchmarks.cvs.office.people import Someone
from benchmarks.cvs.office.pools import pool_of
from benchmarks.cvs.person import Job, Person, Study

SEASONS = (3, 3, 3, 0, 0, 0, 1, 1, 1, 2, 2, 2)  # month index to season: spring, summer, fall, winter

UNTIL = (
    "to",
    "à",
    "ad",
    "do",
    "até",
    "tot",
    "aujourd'hui",
    "till",
    "tills",
)  # words for now that need no other before them
MARKS = re.compile("YYYY|YY|DD|MM|Month|MON|Mon")


@dataclass(frozen=True, slots=True)
class Look:
    """How a layout prints dates and what it leaves out."""

    dates: str = "Mon YYYY"
    joint: str = " – "
    now: str = "word"  # word, since or dash
    drop: tuple[str, ...] = ()  # fields of the person that the layout doesn't print
    schooling: bool = True  # whether the ends of education are printed
    first: int = 99  # the most jobs that fit


def trimmed(person: Person, look: Look) -> Person:
    """Return the person without what a layout doesn't print."""
    gone: dict[str, object] = {}
    for name in look.drop:
        gone[name] = () if isinstance(getattr(person, name), tuple) else None
        if name == "phones":
            gone["phones_e164"] = ()
    if not look.schooling:
        gone["education"] = tuple(replace(one, start=None, end=None) for one in person.education)
    return replace(person, work=person.work[: look.first], **gone)  # type: ignore[arg-type]  # names of fields, by table


class Ink:
    """The pieces of one person in one look; the same piece is drawn once for a document."""

    def __init__(self, who: Someone, look: Look, seed: str) -> None:
        """Take a person, its look and the seed of the document."""
        self.rng = random.Random(seed)
        self.look = look
        self.person = trimmed(who.person, look)
        self.shown = who.shown
        self.town = who.town
        self.words = pool_of(who.person.locale[:2]).words
        self.heads = {kind: self.rng.choice(words) for kind, words in self.words.items() if not kind.startswith("city")}
        self.us = who.person.region in {"US", "CA"}

    def head(self, kind: str) -> str:
        """Return the words of a heading or label, the same in the whole document."""
        return self.heads[kind]

    def upper(self, text: str) -> str:
        """Return a text in capitals, as its language writes them."""
        return text.replace("i", "İ").upper() if self.person.locale.startswith("tr") else text.upper()

    def loud(self, text: str) -> str:
        """Return a value in capitals; Turkish stays, since no comparison knows its i in both cases."""
        return text if self.person.locale.startswith("tr") else text.upper()

    def word(self, kind: str, place: int = 0) -> str:
        """Return one of the words of a kind."""
        return self.words[kind][min(place, len(self.words[kind]) - 1)]

    def day(self, value: str, style: str | None = None, *, last: bool = False) -> str:
        """Return a date YYYY-MM as the look prints it."""
        year, number = int(value[:4]), int(value[5:7])
        style = style or self.look.dates
        if "Season" in style:
            return f"{self.words['seasons'][SEASONS[number - 1]]} {year}"
        short = self.words["short"][number - 1]
        parts = {
            "YYYY": str(year),
            "YY": f"{year % 100:02d}",
            "DD": f"{calendar.monthrange(year, number)[1] if last else 1:02d}",
            "MM": f"{number:02d}",
            "Month": self.words["months"][number - 1],
            "MON": short.upper().rstrip("."),
            "Mon": short,
        }
        return MARKS.sub(lambda mark: parts[mark[0]], style)

    def span(self, start: str | None, end: str | None, style: str | None = None) -> str:
        """Return a range of dates."""
        if not start:
            return self.day(end, style) if end else ""
        first = self.day(start, style)
        joint = self.look.joint.replace("to", self.word("to")) if "to" in self.look.joint else self.look.joint
        if end is None:
            if self.look.now == "since":
                return self.head("since").format(first)
            until = "" if self.look.now == "dash" else self.head("present")
            if joint.strip().isalpha() and until.split(" ")[0] in UNTIL:
                joint = " "
            return f"{first}{joint}{until}".rstrip()
        last = self.day(end, style, last=True)
        return first if last == first or start == end else f"{first}{joint}{last}"

    def when(self, job: Job | Study) -> str:
        """Return the dates of a job or study."""
        return self.span(job.start, job.end)

    def year(self, one: Study) -> str:
        """Return the year of an education's end."""
        return one.end[:4] if one.end else ""

    def place(self, one: Job | Study) -> str:
        """Return the city of an entry."""
        return one.city or ""

    def employer(self, job: Job) -> str:
        """Return the employer with the agency it went through."""
        return job.company + (f" ({self.word('via').format(job.through)})" if job.through else "")

    def degree(self, one: Study, joint: str = ", ") -> str:
        """Return degree and area."""
        return f"{one.degree}{joint}{one.area}" if one.area else one.degree

    def home(self) -> str:
        """Return the city and country, as far as they are printed."""
        return ", ".join(one for one in (self.town if self.person.city else None, self.person.country) if one)

    def contact(self, *, labels: bool = False) -> list[str]:
        """Return the lines of contact."""
        person = self.person
        pairs = [("address", self.home())] if self.home() else []
        pairs += [("phone", one) for one in person.phones] + [("email", one) for one in person.emails]
        lines = [f"{self.head(kind)}: {value}" if labels else value for kind, value in pairs]
        return [*lines, *person.links]

    def personal(self) -> list[tuple[str, str]]:
        """Return personal data as labels with values: birth, nationality."""
        rng = random.Random(self.person.id)
        year = int(self.person.work[-1].start[:4]) - rng.randint(19, 27) if self.person.work else 1990
        birth = f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.{year}"
        return [(self.head("born"), birth)]

    def skills(self) -> list[str]:
        """Return the flat skills."""
        return [one for _, names in self.person.skills for one in names]

    def tongue(self, name: str, level: str | None, form: str = "{} ({})") -> str:
        """Return a language with its level."""
        return form.format(name, level) if level else name

    def cert(self, one: tuple[str, str | None, str | None], form: str = "{0}, {1}, {2}") -> str:
        """Return a certificate with issuer and year."""
        return form.format(one[0], one[1] or "", one[2] or "").replace(", ,", ",").replace("()", "").strip(" ,–-|")

    def tongues(self, form: str = "{} ({})") -> list[str]:
        """Return the languages with their levels."""
        return [self.tongue(name, level, form) for name, level in self.person.languages]

    def certs(self, form: str = "{0}, {1}, {2}") -> list[str]:
        """Return the certificates as lines."""
        return [self.cert(one, form) for one in self.person.certifications]
