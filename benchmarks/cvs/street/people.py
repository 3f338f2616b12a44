"""Turn a language and a random source into an invented person of an ordinary trade."""

import random
import re
import unicodedata
from typing import Any

from benchmarks.cvs.person import Job, Person, Study
from benchmarks.cvs.street.pools import Pool, pool_of

HOSTS = ("mail.example.com", "inbox.example.net", "postbox.example", "example.org", "webmail.example")
FLAT = str.maketrans(
    {"ł": "l", "ı": "i", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "θ": "th", "χ": "ch", "ψ": "ps", "ξ": "x"}
    | dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstyfo", strict=True))
)
NEWEST = 2024 * 12 + 9


def make_person(language: str, seed: str, turn: int, sector: str | None, jobs: tuple[int, int]) -> Person:
    """Return an invented person of the `turn`-th country, whose trade is `sector`, or any, with so few or many jobs."""
    rng, pool = random.Random(seed), pool_of(language)
    region = pool.regions[turn % len(pool.regions)]
    trades = [one for one in pool.sectors if one["name"] == sector] or pool.sectors
    trade = rng.choice(trades)
    name = rng.choice(region["names"])
    phones = [phone_of(pattern, rng) for pattern in rng.sample(region["phones"], rng.choice((1, 1, 2)))]
    work = make_work(trade, rng, rng.randint(*jobs))
    country = region["country"] if rng.random() < 0.5 else None
    return Person(
        id=f"street-{seed}".replace(" ", "-"),
        locale=f"{language}_{region['code']}",
        name=name,
        emails=(mail_of(name, rng),),
        phones=tuple(phone for phone, _ in phones),
        phones_e164=tuple(e164 for _, e164 in phones),
        links=links_of(name, rng),
        city=rng.choice(region["cities"]),
        country=country,
        region=region["code"],
        headline=None,
        summary=rng.choice(pool.words.lists["summaries"]),
        work=work,
        education=make_studies(trade, rng, work[-1].start),
        skills=((None, tuple(rng.sample(trade["skills"], min(len(trade["skills"]), rng.randint(4, 8))))),),
        languages=make_tongues(pool, rng),
        certifications=tuple(
            (one, None, str(rng.randint(2012, 2023)))
            for one in rng.sample(trade["certs"], rng.randint(1, len(trade["certs"])))
        ),
    )


def make_work(trade: dict[str, Any], rng: random.Random, count: int) -> tuple[Job, ...]:
    """Return jobs newest first, with gaps, now and then one after the other at the same employer."""
    titles, employers = list(trade["titles"]), list(trade["employers"])
    rng.shuffle(titles)
    rng.shuffle(employers)
    jobs: list[Job] = []
    month = NEWEST - rng.choice((0, 0, 0, 5, 14))
    ongoing = rng.random() < 0.65
    for place in range(count):
        length = rng.choice((2, 5, 9, 14, 20, 26, 31, 40, 55)) if count < 8 else rng.choice((2, 4, 6, 9, 13, 18, 25))
        start = month - length
        company, _, city = employers[place % len(employers)].partition("@")
        jobs.append(
            Job(
                company=company,
                title=titles[place % len(titles)],
                start=month_text(start),
                end=None if ongoing and place == 0 else month_text(month),
                city=city or None,
                highlights=tuple(rng.sample(trade["lines"], min(len(trade["lines"]), rng.choice((0, 1, 2, 3, 4))))),
            )
        )
        month = start - rng.choice((1, 1, 1, 2, 4, 11))
    return tuple(jobs)


def make_studies(trade: dict[str, Any], rng: random.Random, first_job: str) -> tuple[Study, ...]:
    """Return studies that end before the first job, newest first."""
    year = int(first_job[:4])
    studies = []
    for one in rng.sample(trade["studies"], rng.randint(1, len(trade["studies"]))):
        degree, area, school = one.split(";")
        year -= rng.choice((0, 1))
        start = year - rng.choice((2, 3, 4))
        studies.append(Study(school, degree, area or None, f"{start}-09", f"{year}-06"))
        year = start
    return tuple(studies)


def make_tongues(pool: Pool, rng: random.Random) -> tuple[tuple[str, str | None], ...]:
    """Return a few languages with a level each."""
    chosen = rng.sample(pool.words.tongues, rng.randint(2, min(4, len(pool.words.tongues))))
    return tuple((name, rng.choice(levels)) for name, levels in chosen)


def month_text(count: int) -> str:
    """Return months since year 0 as YYYY-MM."""
    return f"{count // 12}-{count % 12 + 1:02d}"


def phone_of(pattern: str, rng: random.Random) -> tuple[str, str]:
    """Return a number as printed and as E.164: both take the same digits."""
    printed, _, e164 = pattern.partition("=")
    digits = [str(rng.randint(0, 9)) for _ in range(printed.count("#"))]
    return filled(printed, digits), filled(e164, digits)


def filled(pattern: str, digits: list[str]) -> str:
    """Return the pattern with its # replaced in turn."""
    left = iter(digits)
    return "".join(next(left) if ch == "#" else ch for ch in pattern)


def plain(name: str) -> list[str]:
    """Return the words of a name in bare small letters."""
    parts = "".join(ch for ch in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(ch))
    bare = parts.translate(FLAT).encode("ascii", "ignore").decode()
    return re.findall("[a-z]+", bare)


def mail_of(name: str, rng: random.Random) -> str:
    """Return an address someone of that name would have taken."""
    parts = [one for one in plain(name) if len(one) > 1]
    user = rng.choice(
        (
            f"{parts[0]}.{parts[-1]}",
            f"{parts[0]}{parts[-1]}{rng.randint(60, 99)}",
            f"{parts[-1]}_{parts[0][0]}",
            f"{parts[0]}{rng.randint(1970, 2001)}",
        )
    )
    return f"{user}@{rng.choice(HOSTS)}"


def links_of(name: str, rng: random.Random) -> tuple[str, ...]:
    """Return the few links ordinary people print: mostly none."""
    parts = plain(name)
    if rng.random() < 0.75:
        return ()
    return (
        rng.choice(("linkedin.com/in/{}-{}", "https://www.linkedin.com/in/{}{}", "www.facebook.com/{}.{}")).format(
            parts[0], parts[-1]
        ),
    )
