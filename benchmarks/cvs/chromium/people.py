"""Turn a seed, a locale and a walk of life into one invented person."""

import random
import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from benchmarks.cvs.chromium.words import Career, Place, careers, place, words
from benchmarks.cvs.person import Job, Person, Study

HOSTS = ("example.com", "example.org", "mail.example.net", "post.example.com", "inbox.example")
LINKS = ("linkedin.com/in/{slug}", "github.com/{short}", "www.{slug}.example.com", "behance.net/{short}")
NOW = (2026, 11)
CAREER_LINKS = {"software": (0, 1), "data": (0, 1), "designer": (3, 2), "academic": (2,), "driver": (), "retail": ()}
AGENCIES = ("Harrow Staffing", "BlueCollar One", "Randall Interim", "Personalhaus", "Tempora", "Kaleido Contracts")


@dataclass(frozen=True, slots=True)
class Shape:
    """How long a life is: number of positions, highlights of each, chance of a promotion."""

    jobs: int
    bullets: int
    promoted: float = 0.3


def ascii_of(text: str) -> str:
    """Return a text in plain lower-case letters, for addresses."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L"))
    return "".join(ch for ch in plain.lower() if ch.isascii() and (ch.isalpha() or ch == " ")).strip()


def town_of(printed: str) -> str:
    """Return the town of a printed place: "Tucson, AZ" and "Geelong VIC" without their states."""
    return re.sub(r"(,.*| [A-Z]{2,3})$", "", printed)


def phone_of(rng: random.Random, here: Place) -> tuple[str, str]:
    """Return a phone number as printed and as E.164."""
    for _ in range(200):
        shape = rng.choice(here.phones)
        printed = "".join(str(rng.randrange(10)) if ch == "#" else ch for ch in shape)
        number = phonenumbers.parse(printed, here.locale[3:])
        if phonenumbers.is_valid_number(number):
            return printed, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise ValueError(f"no valid phone number for {here.locale}")


def back(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the month that lies `by` months earlier."""
    total = year * 12 + month - 1 - by
    return total // 12, total % 12 + 1


def fill(rng: random.Random, line: str) -> str:
    """Return a highlight with its numbers filled in."""
    while "{n}" in line:
        line = line.replace("{n}", str(rng.randrange(2, 13)), 1)
    return line.replace("{p}", f"{rng.randrange(6, 48)} %" if rng.random() < 0.5 else f"{rng.randrange(6, 48)}%")


def titles_of(rng: random.Random, career: Career, count: int) -> list[str]:
    """Return titles from senior to junior: the last is the first step of the career."""
    steps = sorted(rng.sample(range(len(career.titles)), min(count, len(career.titles))), reverse=True)
    while len(steps) < count:
        steps.append(rng.choice(steps))
    return [career.titles[step] for step in sorted(steps, reverse=True)]


def told_of(rng: random.Random, career: Career, count: int) -> list[str]:
    """Return highlights; some say two things in one sentence."""
    lines = rng.sample(career.did, min(len(career.did), count + 1))
    if count and rng.random() < 0.5 and len(lines) > 1:
        first, second = lines[:2]
        lines[:2] = [f"{first}; {second[0].lower() if second[:2] != second[:2].upper() else second[0]}{second[1:]}"]
    return lines[:count]


def jobs_of(rng: random.Random, career: Career, here: Place, shape: Shape) -> list[Job]:
    """Return a career, newest first: promotions, gaps, overlaps and contracts included."""
    at = NOW
    employers = list(career.employers)
    rng.shuffle(employers)
    jobs: list[Job] = []
    for index, title in enumerate(titles_of(rng, career, shape.jobs)):
        promoted = bool(jobs) and rng.random() < shape.promoted
        company = jobs[-1].company if promoted else employers[index % len(employers)]
        city = jobs[-1].city if promoted else rng.choice(here.jobcities)
        ended = back(*at, 0 if promoted else rng.choice((0, 1, 1, 2, 4, 11, -3))) if jobs else at
        length = rng.choice((1, 3, 5, 9, 14, 20, 27, 35, 48, 61, 90) if shape.jobs > 2 else (14, 26, 49))
        begun = back(*ended, length)
        current = not jobs and rng.random() < 0.75
        end = None if current else f"{ended[0]}-{ended[1]:02d}"
        if not jobs and not current:
            end = "{}-{:02d}".format(*back(*NOW, 5))
            begun = back(*NOW, 5 + length)
        lines = told_of(rng, career, max(0, shape.bullets - index // 3))
        through = rng.choice(AGENCIES) if rng.random() < 0.06 and not promoted else None
        start = f"{begun[0]}-{begun[1]:02d}"
        kept = tuple(dict.fromkeys(fill(rng, line) for line in lines))
        jobs.append(Job(company, title, start, end, city, kept, through))
        at = begun
    return jobs


def studies_of(rng: random.Random, career: Career, here: Place, first: str) -> list[Study]:
    """Return the education before a first job, newest first."""
    year = int(first[:4])
    found = []
    degrees = rng.sample(career.degrees, min(rng.choice((1, 1, 2, 2, 3)), len(career.degrees)))
    schools = rng.sample(here.schools, len(degrees))
    for (degree, area), school in zip(degrees, schools, strict=True):
        length = rng.choice((1, 2, 3, 4))
        end = rng.choice(("05", "06", "07", "09"))
        found.append(Study(school, degree, area, f"{year - length}-09", f"{year}-{end}", rng.choice(here.jobcities)))
        year -= length
    return found


def links_of(rng: random.Random, career: Career, name: str) -> tuple[str, ...]:
    """Return the pages of a person, without scheme."""
    slug = "-".join(ascii_of(name).split())
    short = "".join(word[:6] for word in ascii_of(name).split()[:2])
    wanted = CAREER_LINKS.get(career.key, (0,) if rng.random() < 0.6 else ())
    return tuple(LINKS[one].format(slug=slug, short=short) for one in wanted)


def name_of(rng: random.Random, here: Place) -> str:
    """Return a name; some have a second given name or an initial."""
    first, last = rng.choice(here.first), rng.choice(here.last)
    draw = rng.random()
    if draw < 0.15 and here.locale[:2] == "en":
        return f"{first} {rng.choice('ABCDEJKLMRT')}. {last}"
    if draw < 0.3:
        return f"{first} {rng.choice([one for one in here.first if one != first])} {last}"
    return f"{first} {last}"


def tongues_of(rng: random.Random, lang: str, count: int) -> tuple[tuple[str, str | None], ...]:
    """Return languages with levels, the mother tongue first."""
    said = words(lang)
    others = rng.sample(said["tongues"][1:], count)
    levels = rng.sample(said["levels"], min(count, len(said["levels"])))
    return ((said["tongues"][0], rng.choice(said["native"])), *zip(others, levels, strict=False))


def make_person(key: str, locale: str, career_key: str, shape: Shape) -> Person:
    """Return the person of one key: the same key always makes the same person."""
    rng = random.Random(key)
    here = place(locale)
    career = next(one for one in careers(locale[:2]) if one.key == career_key)
    name = name_of(rng, here)
    jobs = jobs_of(rng, career, here, shape)
    phones = [phone_of(rng, here) for _ in range(rng.choice((1, 1, 1, 2)))]
    plain = ascii_of(name).split()
    local = rng.choice((f"{plain[0]}.{plain[-1]}", f"{plain[0][0]}{plain[-1]}", f"{plain[-1]}{rng.randrange(70, 99)}"))
    certs = rng.sample(career.certs, rng.randrange(len(career.certs) + 1))
    return Person(
        id=key,
        locale=locale,
        name=name,
        emails=(f"{local}@{rng.choice(HOSTS)}",),
        phones=tuple(printed for printed, _ in phones),
        phones_e164=tuple(e164 for _, e164 in phones),
        links=links_of(rng, career, name),
        city=town_of(rng.choice(here.cities)),
        country=here.country,
        region=locale[3:],
        headline=jobs[0].title,
        summary=career.about,
        work=tuple(jobs),
        education=tuple(studies_of(rng, career, here, jobs[-1].start)),
        skills=career.skills,
        languages=tongues_of(rng, locale[:2], rng.choice((0, 1, 1, 2, 3))),
        certifications=tuple((name, issuer, str(rng.randrange(2012, 2026))) for name, issuer in certs),
        extras=career.extras,
    )
