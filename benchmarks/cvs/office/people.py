"""Turn tracks of life and a seed into invented people."""

# ruff: noqa: E501  # rows of markup and of tables read better in one piece

import random
import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from benchmarks.cvs.office.pools import LANGUAGES, Pool, Track, pool_of
from benchmarks.cvs.person import Job, Person, Study

TITLE = re.compile(
    r"^((?:Dr\.?|Prof\.|Dipl\.-Ing\.|Mag\.|Ing\.|Dott\.ssa|Dott\.|mgr|inż\.|Eng\.|drs\.|ir\.|Lic\.|Av\.|Jur\. kand\.)\s+)+"
)
SUFFIX = re.compile(r",\s(?:Esq\.|MBA|RN|PhD|CPA)$")
NOW = 2025 * 12 + 5
DOMAINS = ("example.com", "mail.example.org", "example.net", "posteo.example", "inbox.example.com")
SITES = (
    "linkedin.com/in/{}",
    "github.com/{}",
    "{}.example",
    "xing.com/profile/{}",
    "behance.net/{}",
    "instagram.com/{}",
)
SITES_WEIGHTS = (10, 4, 4, 1, 2, 1)
TRANSLATED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "ğ": "g", "і": "i"})
CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэ",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch  iu ia y e".split(" "),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Someone:
    """An invented person and the name as it is printed, with titles."""

    person: Person
    shown: str
    track: str
    town: str  # the city as it is printed, with its state where that is usual


def slug(text: str, joint: str = "") -> str:
    """Return a name as an address spells it."""
    lower = "".join(CYRILLIC.get(ch, ch) for ch in text.casefold()).translate(TRANSLATED)
    plain = unicodedata.normalize("NFKD", lower)
    return joint.join(
        re.findall(r"[a-z]+", "".join(ch for ch in plain if not unicodedata.combining(ch)).replace("'", ""))
    )


def month(number: int) -> str:
    """Return a count of months as YYYY-MM."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def national(number: phonenumbers.PhoneNumber | None) -> str:
    """Return the national digits of a number."""
    if number is None:
        raise LookupError("no example number of this region and kind")
    return str(number.national_number)


def phone_of(region: str, rng: random.Random) -> tuple[str, str]:
    """Return an invented valid phone as printed in one of many ways, and in E.164."""
    kind = rng.choice([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    example = national(phonenumbers.example_number_for_type(region, kind))
    for attempt in range(100):  # some prefixes have few valid numbers: then the example keeps more of its digits
        kept = 4 + attempt // 20
        digits = example[:kept] + "".join(rng.choice("0123456789") for _ in example[kept:])
        number = phonenumbers.parse(digits, region)
        if phonenumbers.is_valid_number(number):
            break
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    abroad = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    home = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    code = f"+{number.country_code}"
    trunk = home if home.startswith("0") else ""
    forms = [
        abroad,
        abroad,
        home,
        e164,
        abroad.replace(" ", ".").replace("-", "."),
        abroad.replace(code, "00" + code[1:]),
    ]
    if region not in {"US", "CA"}:
        forms += [home.replace("-", " ")]
        forms += (
            [f"{code} (0){abroad[len(code) :].strip()}", trunk.replace(" ", "/", 1).replace(" ", "")] if trunk else []
        )
    else:
        forms = [
            home,
            abroad,
            home.replace("(", "").replace(") ", "-"),
            home.replace("(", "").replace(") ", ".").replace("-", "."),
            e164,
        ]
    return rng.choice(forms), e164


def filled(text: str, rng: random.Random, years: int) -> str:
    """Return a line with its figures drawn."""
    figures = {
        "n": rng.randint(12, 90),
        "p": rng.randint(8, 48),
        "s": rng.randint(2, 9),
        "m": rng.randint(1, 8),
        "d": rng.randint(1, 9),
    }
    return text.format(y=years, **figures)


def career(track: Track, cities: list[str], rng: random.Random, count: int, *, wordy: bool) -> tuple[Job, ...]:
    """Return jobs, newest first: promotions, agencies, overlaps, gaps and odd jobs among them."""
    employers = rng.sample(track.employers, len(track.employers))
    titles = [
        track.titles[min(len(track.titles) - 1, round(place * (len(track.titles) - 1) / max(1, count - 1)))]
        for place in range(count)
    ]
    titles.reverse()
    if count < 3:
        titles = rng.sample(track.titles[1:], count)
    lines = rng.sample(track.lines, len(track.lines)) * (
        8 if wordy else rng.choice([1, 1, 2])
    )  # the wordy say much twice
    jobs: list[Job] = []
    end: int | None = None if rng.random() < 0.75 else NOW - rng.randint(1, 14)
    for place in range(count):
        last = NOW if end is None else end
        length = (
            rng.choice([0, 1, 3, 5, 8, 11, 14, 19, 23, 26, 31, 38, 47, 60, 83])
            if count < 8
            else rng.choice([2, 5, 11, 17, 23, 30])
        )
        length = max(length, 2) if end is None else length
        start = last - length
        promoted = place and rng.random() < 0.22
        company = jobs[-1].company if promoted else employers[place % len(employers)]
        city = jobs[-1].city if promoted else rng.choice(cities)
        through = rng.choice(track.agencies) if track.agencies and rng.random() < 0.1 else None
        wanted = 0 if place > 5 and rng.random() < 0.5 else rng.choice([1, 2, 2, 3, 3, 4, 5][: 7 if place < 2 else 5])
        wanted = rng.randint(4, min(7, len(track.lines))) if wordy else wanted
        said, lines = lines[:wanted], lines[wanted:]
        jobs.append(
            Job(
                company,
                titles[place],
                month(start),
                None if end is None else month(end),
                city,
                tuple(filled(one, rng, 5) for one in said),
                None if promoted else through,
            )
        )
        end = (
            start - rng.choice([0, 1, 1, 1, 1, 2, 3, 7, 16, -3])
            if not (place + 1 < count and rng.random() < 0.04)
            else start + 4
        )
    return tuple(jobs)


def studies(track: Track, cities: list[str], rng: random.Random, before: str) -> tuple[Study, ...]:
    """Return the education, newest first, most of it before the first job."""
    count = min(len(track.studies), rng.choice([1, 1, 2, 2, 2, 3]))
    end = int(before[:4]) * 12 + int(before[5:7]) - 1 - rng.randint(0, 6)
    result = []
    for degree, area, school in track.studies[:count]:
        length = rng.choice([12, 24, 36, 36, 45])
        result.append(Study(school, degree, area or None, month(end - length), month(end), rng.choice(cities)))
        end -= length + rng.choice([0, 3, 3, 15])
    return tuple(result)


def papers(pool: Pool, rows: list[str], rng: random.Random) -> tuple[str, ...]:
    """Return the lines of a further section; a list of publications grows to the length that careers give it."""
    if not rows[0].startswith("Barrow"):
        return tuple(rows)
    more = []
    for place in range(rng.randint(20, 45)):
        what, where, journal = (rng.choice(pool.words[key]) for key in ("paper", "paper place", "journal"))
        first = rng.randint(1, 300)
        more.append(
            f"Barrow, I. ({2023 - place // 3}). {what} {where}. {journal} {rng.randint(2, 40)}: {first}–{first + 12}."
        )
    return (*rows, *more)


def tongues_of(pool: Pool, number: int, rng: random.Random) -> tuple[tuple[str, str | None], ...]:
    """Return languages with their levels: words, of every third person the CEFR."""
    levels, tongues = pool.words["level"], pool.words["tongues"]
    spoken: list[tuple[str, str | None]] = [(tongues[0], levels[0])]
    for place, tongue in enumerate(rng.sample(tongues[1:], rng.choice([0, 1, 1, 2, 3]))):
        spoken.append(
            (
                tongue,
                rng.choice(["C1", "B2", "A2", None]) if number % 3 == 0 else levels[min(4, place + rng.randint(1, 2))],
            )
        )
    return tuple(spoken)


def someone(pool: Pool, track: Track, shown: str, number: int, rng: random.Random) -> Someone:
    """Return one invented person."""
    name = SUFFIX.sub("", TITLE.sub("", shown))
    cities = pool.words[f"city {track.region}"]
    wordy = rng.random() < 0.2 or track.name == "academic"
    count = rng.choice([6, 8, 9, 11, 14] if wordy else [1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 9, 12])
    jobs = career(track, cities, rng, count, wordy=wordy)
    jobs = tuple(one for one in jobs if int(one.start[:4]) > 1984)
    years = max(2, 2025 - int(jobs[-1].start[:4]))
    parts = slug(name, " ").split()
    local = rng.choice(
        [
            ".".join((parts[0], parts[-1])),
            parts[0][0] + parts[-1],
            "_".join((parts[-1], parts[0])),
            parts[0] + str(rng.randint(71, 99)),
            "".join(parts)[:18],
        ]
    )
    mails = [f"{local}@{rng.choice(DOMAINS)}"] + ([f"mail@{slug(name, '-')}.example"] if rng.random() < 0.12 else [])
    sites = sorted({rng.choices(SITES, SITES_WEIGHTS)[0] for _ in range(rng.choice([0, 1, 1, 2, 3]))})
    links = tuple(
        rng.choice(["", "", "https://", "www.", "https://www."]) + site.format(slug(name, "-")) for site in sites
    )
    links = tuple(one.replace("www.", "") if ".example" in one or "github" in one else one for one in links)
    phones = [phone_of(track.region, rng) for _ in range(rng.choice([1, 1, 1, 1, 2, 0]))]
    skills = tuple(
        (kind or None, tuple(rng.sample(names, max(3, len(names) - rng.randint(0, 3))) if len(names) > 3 else names))
        for kind, names in track.skills
    )
    spoken = tongues_of(pool, number, rng)
    certs = tuple(
        (one[0], one[1] if len(one) > 1 and one[1] else None, str(rng.randint(2012, 2024)))
        for one in rng.sample(track.certs, rng.randint(0, len(track.certs)))
    )
    town = rng.choice(cities)
    person = Person(
        f"office-{pool.language}-{track.name}-{number}",
        f"{pool.language}_{track.region}",
        name,
        tuple(mails),
        tuple(one for one, _ in phones),
        tuple(one for _, one in phones),
        links,
        town.partition(",")[0],
        pool.words[f"country {track.region}"][0],
        track.region,
        track.head,
        filled(track.about, rng, years),
        jobs,
        studies(track, cities, rng, jobs[-1].start),
        skills,
        spoken,
        certs,
        tuple((title, papers(pool, rows, rng)) for title, rows in track.extras),
    )
    return Someone(person, shown, track.name, town)


def everyone(seed: int) -> list[Someone]:
    """Return all people, the languages mixed as resumes of the set should be."""
    rng = random.Random(f"people {seed}")
    found = []
    for language in LANGUAGES:
        pool = pool_of(language)
        for track in pool.tracks:
            for number, shown in enumerate(track.names):
                found.append(
                    someone(pool, track, shown, number, random.Random(f"{seed} {language} {track.name} {number}"))
                )
    rng.shuffle(found)
    return found
