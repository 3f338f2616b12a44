"""Turn a seed into an invented person of a language."""

import random
import unicodedata
from dataclasses import dataclass
from typing import Any

import phonenumbers

from benchmarks.cvs.person import Job, Person, Study
from benchmarks.cvs.press.papers import scholarly
from benchmarks.cvs.press.pools import Pool, pool_of

NOW = (2024, 5)  # the month nobody's last job starts after
SIZES = {"xs": (1, 2), "s": (2, 3), "m": (3, 5), "l": (5, 8), "xl": (8, 13)}
HOSTS = ("example.com", "example.org", "post.example.net", "mail.example.org", "example.net")
SITES = ("linkedin.com/in/{}", "www.linkedin.com/in/{}", "https://www.linkedin.com/in/{}/", "github.com/{}")
MORE_SITES = ("https://{}.example.com", "www.{}.example", "behance.net/{}", "{}.example.org/cv", "xing.com/profile/{}")
TO_ASCII = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "ı": "i", "đ": "d", "'": "", "’": "", "Ø": "O"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a layout asks of its people."""

    size: str = "m"
    careers: tuple[str, ...] = ()
    promotions: bool = False
    agency: bool = False
    national_phone: bool = False
    scholar: bool = False  # publications, grants and talks
    many: bool = False  # several phones, mails and links


@dataclass(frozen=True, slots=True)
class Made:
    """A person with what only the printer needs: titles of the name, the place as printed, year of birth."""

    person: Person
    prefix: str
    suffix: str
    first: str
    last: str
    place: str
    born: int


def make_person(language: str, number: int, rng: random.Random, wish: Wish) -> Made:
    """Return an invented person who fits a wish."""
    pool = pool_of(language)
    prefix, first, last, suffix = pool.names[number % len(pool.names)].split("|")
    place, country, region = rng.choice(pool.places).split("|")
    wanted = [one for one in pool.careers if one["key"] in wish.careers] or list(pool.careers)
    career = wanted[number % len(wanted)]
    spans = _spans(rng, rng.randint(*SIZES[wish.size]))
    extras = tuple(_split_extra(row) for row in career.get("extras", []))
    name = f"{last} {first}" if language == "hu" else f"{first} {last}"
    phones = _phones(region, rng, 2 if wish.many else 1, national=wish.national_phone)
    slug = _slug(first, last)
    person = Person(
        id=f"press-{language}-{number:04d}",
        locale=f"{language}_{region}",
        name=name,
        emails=_emails(slug, rng, 2 if wish.many and rng.random() < 0.5 else 1),
        phones=tuple(printed for printed, _ in phones),
        phones_e164=tuple(e164 for _, e164 in phones),
        links=_links(slug, rng, 3 if wish.many else rng.choice((0, 1, 1, 2))),
        city=place.split(",")[0].removesuffix(" VIC").removesuffix(" Ø"),
        country=country if rng.random() < 0.4 else None,
        region=region,
        headline=career["headline"],
        summary=career["summary"],
        work=_jobs(pool, career, spans, rng, wish),
        education=_studies(career, int(spans[-1][0][:4]), rng),
        skills=tuple(_some_skills(row, rng) for row in career["skills"]),
        languages=_languages(pool, rng),
        certifications=_certificates(career, int(spans[-1][0][:4]), rng),
        extras=scholarly(first, last, language, rng) if wish.scholar else extras,
    )
    return Made(person, prefix, suffix, first, last, place, int(spans[-1][0][:4]) - rng.randint(19, 24))


def _slug(first: str, last: str) -> str:
    whole = f"{first.split(maxsplit=1)[0]}.{last.rsplit(maxsplit=1)[-1]}".translate(TO_ASCII)
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode().lower()
    return plain.replace(" ", "")


def _emails(slug: str, rng: random.Random, count: int) -> tuple[str, ...]:
    shapes = [
        slug,
        slug.replace(".", "_"),
        slug[0] + slug.partition(".")[2],
        f"{slug.partition('.')[2]}{rng.randint(70, 99)}",
    ]
    rng.shuffle(shapes)
    return tuple(f"{shape}@{rng.choice(HOSTS)}" for shape in shapes[:count])


def _links(slug: str, rng: random.Random, count: int) -> tuple[str, ...]:
    plain = slug.replace(".", "-")
    sites = [rng.choice(SITES), rng.choice(MORE_SITES), "github.com/{}"]
    rows = [site.format(plain if "in/" in site else plain.replace("-", "")) for site in sites]
    return tuple(dict.fromkeys(rows))[:count]


def _phones(region: str, rng: random.Random, count: int, *, national: bool) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    while len(found) < count:
        kind = phonenumbers.PhoneNumberType.MOBILE if not found else phonenumbers.PhoneNumberType.FIXED_LINE
        sample = phonenumbers.example_number_for_type(region, kind)
        if sample is None:
            raise LookupError(region)
        digits = str(sample.national_number)
        sample.national_number = int(digits[:-3] + f"{rng.randint(0, 999):03d}")
        if not phonenumbers.is_valid_number(sample):
            continue
        e164 = phonenumbers.format_number(sample, phonenumbers.PhoneNumberFormat.E164)
        found.append((_printed_phone(sample, rng, national=national), e164))
    return found


def _printed_phone(number: Any, rng: random.Random, *, national: bool) -> str:
    shape = phonenumbers.PhoneNumberFormat
    home = str(phonenumbers.format_number(number, shape.NATIONAL))
    abroad = str(phonenumbers.format_number(number, shape.INTERNATIONAL))
    code, _, rest = abroad.partition(" ")
    if national:
        return home
    odd = [abroad, abroad, abroad.replace("-", " "), abroad.replace(" ", ""), abroad.replace("+", "00", 1)]
    odd += [f"({code}) {rest}", f"{code} {rest}".replace(" ", "-"), home]
    if home.startswith("0") and code != "+39":
        odd += [f"{code} (0){rest}", home.replace(" ", "/", 1), f"{code} (0) {rest}"]
    if code == "+1":
        odd += [home, rest.replace("-", "."), home.replace(") ", ")")]
    return rng.choice(odd)


def _spans(rng: random.Random, count: int) -> list[tuple[str, str | None]]:
    """Return the dates of jobs, latest first: mostly one after another, with gaps, overlaps and short ones."""
    year, month = NOW[0] - rng.choice((0, 0, 1, 2, 5)), rng.randint(1, 12 if count > 1 else 5)
    if (year, month) > NOW:
        year -= 1
    end: str | None = None if rng.random() < 0.75 else f"{year}-{month:02d}"
    begun = _months_on(year, month, -rng.choice((2, 5, 11, 19, 26, 40, 61)))
    year, month = int(begun[:4]), int(begun[5:])
    spans: list[tuple[str, str | None]] = []
    for index in range(count):
        length = rng.choice((3, 8, 14, 20, 27, 38, 52, 70)) if count < 8 else rng.choice((4, 9, 14, 20, 30))
        if index:
            gap = rng.choice((0, 0, 1, 1, 2, 7)) - (5 if rng.random() < 0.12 else 0)
            last = _months_on(year, month, -1 - gap)
            length = 1 if rng.random() < 0.06 else length
            year, month = int(last[:4]), int(last[5:])
            end = last
            first = _months_on(year, month, 1 - length)
            year, month = int(first[:4]), int(first[5:])
        spans.append((f"{year}-{month:02d}", end))
    return spans


def _months_on(year: int, month: int, step: int) -> str:
    whole = year * 12 + month - 1 + step
    return f"{whole // 12}-{whole % 12 + 1:02d}"


def _jobs(
    pool: Pool, career: dict[str, Any], spans: list[tuple[str, str | None]], rng: random.Random, wish: Wish
) -> tuple[Job, ...]:
    titles, companies = _in_order(career["titles"], len(spans), pool, "titles", rng), list(career["companies"])
    rng.shuffle(companies)
    while len(companies) < len(spans):
        companies += [row for row in rng.choice(pool.careers)["companies"] if row not in companies]
    jobs: list[Job] = []
    lines = rng.sample(career["lines"], len(career["lines"]))
    for index, (start, end) in enumerate(spans):
        company, _, city = companies[index].partition("@")
        same = wish.promotions and jobs and index % 3 != 0 and end is not None
        if same:
            company, city = jobs[-1].company, jobs[-1].city or ""
        count = rng.choice((0, 2, 2, 3, 4)) if len(spans) < 8 else rng.choice((1, 2, 3))
        if len(lines) < count:
            lines += rng.sample(career["lines"], len(career["lines"]))
        told, lines = _told(list(dict.fromkeys(lines[:count])), rng), lines[count:]
        agency = rng.choice(("Randstad", "Hays", "Adecco", "Brunel")) if wish.agency and rng.random() < 0.4 else None
        jobs.append(Job(company, titles[index], start, end, city or None, told, agency))
    return tuple(jobs)


def _told(lines: list[str], rng: random.Random) -> tuple[str, ...]:
    """Return a job's lines: now and then two become one long line of two sentences."""
    if len(lines) > 2 and rng.random() < 0.4:
        return (f"{lines[0]}. {lines[1]}.", *lines[2:])
    return tuple(lines)


def _in_order(rows: list[str], count: int, pool: Pool, key: str, rng: random.Random) -> list[str]:
    """Return `count` rows in their order (careers list the highest first), filled up from other careers."""
    picked = [rows[index] for index in sorted(rng.sample(range(len(rows)), min(count, len(rows))))]
    others = [row for career in pool.careers for row in career[key] if row not in rows]
    rng.shuffle(others)
    return picked + others[: max(0, count - len(picked))]


def _studies(career: dict[str, Any], before: int, rng: random.Random) -> tuple[Study, ...]:
    rows = career["studies"][: rng.choice((1, 2, 2, 3))]
    studies, year = [], before - rng.choice((0, 0, 1))
    for row in rows:
        school, degree, area, city = row.split("|")
        length = rng.choice((1, 2, 3, 4))
        studies.append(
            Study(school, degree, area or None, f"{year - length}-09", f"{year}-{rng.choice((5, 6, 7)):02d}", city)
        )
        year -= length + rng.choice((0, 0, 1))
    return tuple(studies)


def _some_skills(row: str, rng: random.Random) -> tuple[str | None, tuple[str, ...]]:
    category, _, rest = row.partition(":")
    skills = [part.strip() for part in rest.split(",")]
    kept = sorted(rng.sample(range(len(skills)), max(2, len(skills) - rng.randint(0, 2))))
    return category.strip() or None, tuple(skills[index] for index in kept)


def _split_extra(row: str) -> tuple[str, tuple[str, ...]]:
    title, _, rest = row.partition(": ")
    return title, tuple(part.strip() for part in rest.split("; "))


def _languages(pool: Pool, rng: random.Random) -> tuple[tuple[str, str | None], ...]:
    native, *others = pool.tongues
    picked = [others[0], *rng.sample(others[1:], rng.randint(0, min(3, len(others) - 1)))]
    return ((native, "4"), *((name, rng.choice("0123")) for name in picked))


def _certificates(
    career: dict[str, Any], since: int, rng: random.Random
) -> tuple[tuple[str, str | None, str | None], ...]:
    rows = []
    for row in career["certs"]:
        name, _, issuer = row.partition("|")
        rows.append((name, issuer or None, str(rng.randint(min(since, 2022), 2023))))
    return tuple(rows)
