"""Turn a seed into member profiles: invented people with names, places, careers, studies and e-mail addresses."""

import functools
import random
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from anyascii import anyascii

from service.demo import pools

RATES = {  # shares of members
    "middle name": 0.12,
    "second surname (ES, MX)": 0.40,
    "second surname (BR)": 0.30,
    "personal e-mail": 0.75,
    "work e-mail": 0.35,
    "phone": 0.05,
    "handle": 0.15,
    "education": 0.70,
    "open to work": 0.12,
    "no export": 0.05,
    "closed": 0.01,
    "letters after the name": 0.02,
    "career change": 0.08,
}
LOCAL_PARTS = (  # cumulative share, pattern: {f} first, {l} last, {i} initial, {y} two digits, {n} one to three digits
    (0.30, "{f}.{l}"),
    (0.45, "{i}{l}"),
    (0.60, "{f}{l}{y}"),
    (0.72, "{f}.{l}{n}"),
    (0.82, "{l}.{f}"),
    (0.92, "{f3}{l4}{n}"),
    (1.00, "{f}{n}"),
)
WORK_PARTS = ((0.60, "{f}.{l}"), (0.90, "{i}{l}"), (1.00, "{f}"))
MAIL_HOSTS = (
    (0.60, "gmail.com"),
    (0.72, "yahoo.com"),
    (0.84, "hotmail.com"),
    (0.94, "outlook.com"),
    (0.98, "icloud.com"),
    (1.00, "proton.me"),
)
LETTERS = ("PhD", "MBA", "PMP", "CPA")
NOT_WORD = re.compile(r"[^a-z0-9]+")
DIAL = {"US": "1202", "IN": "9198", "GB": "4420", "BR": "5511", "FR": "3361", "DE": "4917", "MX": "5255", "ES": "3461"}


@dataclass(frozen=True, slots=True)
class Life:
    """One invented person: the profile as a dict in the member schema, and what it was made from."""

    profile: dict[str, Any]
    country: pools.Country
    culture: str
    city: str


class Mailboxes:
    """Every e-mail address given out, so that no two people get the same one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, rng: random.Random, local: str, host: str) -> str:
        """Give out local@host, or the same with digits where it is taken."""
        address = f"{local}@{host}"
        while address in self._taken:
            address = f"{local}{rng.randrange(10, 100_000)}@{host}"
        self._taken.add(address)
        return address


@functools.lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Fold a name or company to lower-case ASCII letters and digits."""
    return NOT_WORD.sub("", anyascii(text).lower())


def pick(rng: random.Random, table: tuple[tuple[float, str], ...]) -> str:
    """Draw from a table of cumulative shares."""
    at = rng.random()
    return next(value for share, value in table if at < share)


def local_part(rng: random.Random, pattern: str, first: str, last: str) -> str:
    """Fill a pattern of a mailbox name."""
    f, surname = plain(first) or "x", plain(last) or "x"
    return pattern.format(
        f=f,
        l=surname,
        i=f[:1],
        f3=f[:3],
        l4=surname[:4],
        y=f"{rng.randrange(55, 106) % 100:02d}",
        n=rng.randrange(1, 1000),
    )


def personal_email(rng: random.Random, boxes: Mailboxes, first: str, last: str) -> str:
    """Invent a private address for a name."""
    return boxes.new(rng, local_part(rng, pick(rng, LOCAL_PARTS), first, last), pick(rng, MAIL_HOSTS))


def make_lives(seed: int, count: int, boxes: Mailboxes, today: date, prefix: str) -> list[Life]:
    """Invent `count` people with ids `prefix` + number; equal arguments give equal people."""
    generator, rng = np.random.default_rng([seed, len(prefix), ord(prefix[0])]), random.Random(f"{seed}/{prefix}")  # noqa: S311 - invented people need a repeatable source, not a secret one
    named = _named(generator, count)
    companies = iter(pools.companies().draw(generator, 3 * count))
    forms = iter(pools.legal_forms().draw(generator, 3 * count))
    ranks = iter(pools.seniorities().draw(generator, 4 * count))
    careers = pools.careers()
    trades = pools.ranked([str(i) for i in range(len(careers))], pools.TITLE_RANK).draw(generator, count)
    lives = []
    for number, ((country, code, city, first, last, middle, second), trade) in enumerate(
        zip(named, trades, strict=True)
    ):
        career = careers[int(trade)]
        employers = [f"{next(companies)} {next(forms)}".strip() for _ in range(rng.choice((1, 1, 2, 2, 3)))]
        if rng.random() >= RATES["middle name"]:
            middle = ""  # noqa: PLW2901 - drawn for all at once, kept for few
        last = _surname(rng, country.code, last, second)  # noqa: PLW2901 - one surname becomes one or two
        profile = _profile(rng, f"{prefix}{number + 1:07d}", (first, middle, last), career, (city, country))
        positions = _positions(rng, career, employers, ranks, today)
        profile |= {
            "headline": f"{positions[0]['title']} at {positions[0]['company']} | {', '.join(profile['skills'][:2])}",
            "summary": f"{career.title} with a focus on {', '.join(profile['skills'][:3])}.",
            "positions": positions,
            "emails": _emails(rng, boxes, first, last, employers[0]),
        }
        lives.append(Life(profile, country, code, city))
    return lives


def _named(generator: np.random.Generator, count: int) -> list[tuple[pools.Country, str, str, str, str, str, str]]:
    """Draw country, culture, city and names for all at once, group by group."""
    rows: list[tuple[pools.Country, str, str, str, str, str, str]] = []
    nations = pools.countries()
    sizes = generator.multinomial(count, np.array([c.share for c in nations]) / sum(c.share for c in nations))
    for country, size in zip(nations, sizes.tolist(), strict=True):
        shares = np.array([share for _, share in country.cultures])
        for (code, _), part in zip(
            country.cultures, generator.multinomial(size, shares / shares.sum()).tolist(), strict=True
        ):
            culture = pools.culture(code)
            columns = (
                country.cities.draw(generator, part),
                culture.first.draw(generator, part),
                culture.last.draw(generator, part),
                culture.first.draw(generator, part),
                culture.last.draw(generator, part),
            )
            rows += [(country, code, *row) for row in zip(*columns, strict=True)]
    return [rows[i] for i in generator.permutation(len(rows)).tolist()]


def _surname(rng: random.Random, country: str, last: str, second: str) -> str:
    if country in {"ES", "MX"}:
        return f"{last} {second}" if rng.random() < RATES["second surname (ES, MX)"] else last
    if country == "BR":
        return f"{second} {last}" if rng.random() < RATES["second surname (BR)"] else last
    return last


def _profile(
    rng: random.Random,
    number: str,
    names: tuple[str, str, str],
    career: pools.Career,
    place: tuple[str, pools.Country],
) -> dict[str, Any]:
    first, middle, last = names
    city, country = place
    letters = f", {rng.choice(LETTERS)}" if rng.random() < RATES["letters after the name"] else ""
    slug = f"{plain(first)}-{plain(last)}-{rng.randrange(16**6):06x}"
    dial = DIAL.get(country.code, "4930")
    return {
        "id": number,
        "name": " ".join(part for part in names if part) + letters,
        "first_name": first,
        "middle_name": middle,
        "last_name": last + letters,
        "emails": [],
        "phones": [f"+{dial}{rng.randrange(10**6, 10**7)}"] if rng.random() < RATES["phone"] else [],
        "handles": [f"github.com/{plain(first)}{plain(last)[:4]}{rng.randrange(1000)}"]
        if rng.random() < RATES["handle"]
        else [],
        "location": f"{city}, {country.name}",
        "education": _education(rng, career, place),
        "skills": rng.sample(career.skills, k=min(len(career.skills), rng.randrange(4, 8))),
        "profile_url": f"https://members.example/in/{slug}",
        "open_to_work": rng.random() < RATES["open to work"],
        "export_allowed": rng.random() >= RATES["no export"],
        "closed": rng.random() < RATES["closed"],
    }


def _positions(
    rng: random.Random, career: pools.Career, employers: list[str], ranks: Any, today: date
) -> list[dict[str, str]]:
    """Lay positions end to end backwards from today; the first one is current."""
    positions = []
    month = today.year * 12 + today.month - 1
    end = ""
    for company in employers:
        title = rng.choice(pools.careers()).title if rng.random() < RATES["career change"] else career.title
        start = month - rng.randrange(6, 72)
        rank = next(ranks)
        positions.append(
            {"company": company, "title": f"{rank} {title}".strip(), "start": _month(start), "end": end},
        )
        month = start - rng.randrange(4)
        end = _month(month)
    return positions


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _education(rng: random.Random, career: pools.Career, place: tuple[str, pools.Country]) -> list[dict[str, str]]:
    if rng.random() >= RATES["education"]:
        return []
    forms, degrees = pools.school_forms()
    city = rng.choice(place[1].cities.words[:12])
    school = rng.choice(forms).format(city=city)
    return [
        {"school": school, "degree": rng.choice(degrees), "area": career.area, "end": str(rng.randrange(1990, 2024))}
    ]


def _emails(rng: random.Random, boxes: Mailboxes, first: str, last: str, employer: str) -> list[str]:
    found = []
    if rng.random() < RATES["personal e-mail"]:
        found.append(personal_email(rng, boxes, first, last))
    if rng.random() < RATES["work e-mail"]:
        local = local_part(rng, pick(rng, WORK_PARTS), first, last)
        found.append(boxes.new(rng, local, f"{plain(employer)}.example"))
    return found
