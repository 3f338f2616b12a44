"""Turn word lists into employers, titles, schools: each with the forms in which people write it."""

import functools
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.lives.cultures import countries
from benchmarks.lives.namebook import namebook
from benchmarks.lives.spelling import unmarked
from benchmarks.lives.wordlists import draw, sections, words, zipf

F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
COMPANIES, SEED = 40_000, 40_961
KINDS = (0.45, 0.25, 0.15, 0.15)  # two words and a field; invented word; after a founder; public
LOCAL = 0.6  # of employers hire in one country
FORMS = ("full", "short", "other")
SYNONYMS = 5


@dataclass(frozen=True, slots=True)
class Employers:
    """Names by form in one array (form x COMPANIES + number), mail hosts, and which hire in which country."""

    names: pa.Array
    hosts: pa.Array
    cumulative: tuple[F64, ...]
    numbers: tuple[I32, ...]

    def draw(self, country: I32, at: F64) -> I32:
        """Draw an employer that hires in each country."""
        found = np.zeros(len(at), np.int32)
        for number in np.flatnonzero(np.bincount(country)).tolist():
            rows = np.flatnonzero(country == number)
            found[rows] = self.numbers[number][draw(self.cumulative[number], at[rows])]
        return found


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles in one array (rise x titles + number), the trade's title numbers, and each trade's area of study."""

    names: pa.Array
    count: int
    rises: int
    of_trade: I32
    cumulative: F64
    areas: pa.Array


@functools.cache
def employers() -> Employers:
    """Invent the employers (equal in all runs)."""
    rng = np.random.default_rng(SEED)
    rows: dict[str, tuple[str, str, str, str]] = {}
    homes = rng.choice(len(countries()), 2 * COMPANIES, p=zipf(len(countries()), 3, 0.8))
    kinds = rng.choice(4, 2 * COMPANIES, p=KINDS)
    makers = (_two_words, _invented, _founded, _public)
    kept = []
    for kind, home in zip(kinds.tolist(), homes.tolist(), strict=True):
        short, other = makers[kind](rng, home)
        if short not in rows:
            form = "" if kind == 3 else _form(rng)
            rows[short] = (f"{short} {form}".strip(), short, other, _host(short, other, home, rng))
            kept.append(home if kind == 3 or rng.random() < LOCAL else -1)
        if len(rows) == COMPANIES:
            break
    columns = list(zip(*rows.values(), strict=True))
    weights, home_of = zipf(len(rows), 30, 0.9), np.array(kept)
    numbers = tuple(np.flatnonzero((home_of == at) | (home_of < 0)).astype(np.int32) for at in range(len(countries())))
    cumulative = tuple(np.cumsum(weights[own] * np.where(home_of[own] < 0, 1, 8)) for own in numbers)
    names = pa.array([*columns[0], *columns[1], *columns[2]], pa.string())
    return Employers(names, pa.array(columns[3], pa.string()), tuple(c / c[-1] for c in cumulative), numbers)


@functools.cache
def titles() -> Titles:
    """Read the titles with what stands before them."""
    rows = [line.split("|") for line in sections("work")["trades"]]
    found: list[str] = []
    of_trade = np.zeros((len(rows), SYNONYMS), np.int32)
    for trade, (names, _) in enumerate(rows):
        numbers = [len(found) + at for at in range(names.count("/") + 1)]
        found += names.split("/")
        of_trade[trade] = [numbers[min(at, len(numbers) - 1)] for at in range(SYNONYMS)]
    rises = [word.replace("-", "") for word in words("work", "rise")]
    texts = [f"{rise} {title}".strip() for rise in rises for title in found]
    areas = pa.array([area for _, area in rows], pa.string())
    return Titles(pa.array(texts), len(found), len(rises), of_trade, np.cumsum(zipf(len(rows), 5, 0.8)), areas)


@functools.cache
def schools() -> tuple[pa.Array, I32]:
    """Name three schools a city: all names, and the first school of each country's cities (cities x 3 follow)."""
    names, starts = [], [0]
    for country in countries():
        for city in country.cities:
            names += [f"University of {city.name}", f"{city.own} University", f"{city.name} Institute of Technology"]
        starts.append(len(names))
    return pa.array(names), np.array(starts, np.int32)


def _two_words(rng: np.random.Generator, _home: int) -> tuple[str, str]:
    stems, fields = words("work", "stems"), words("work", "fields")
    a, b = (stems[at] for at in rng.integers(0, len(stems), 2).tolist())
    c = fields[int(rng.integers(len(fields)))]
    short = f"{a} {c}" if rng.random() < 0.4 else f"{a}{b.lower()} {c}" if rng.random() < 0.5 else f"{a} {b} {c}"
    initials = "".join(word[0] for word in short.split())
    return short, f"{initials} {c}" if len(initials) > 2 and rng.random() < 0.4 else short.rpartition(" ")[0]


def _invented(rng: np.random.Generator, _home: int) -> tuple[str, str]:
    parts, fields = words("work", "syllables"), words("work", "fields")
    word = "".join(parts[at] for at in rng.integers(0, len(parts), int(rng.integers(2, 4))).tolist()).capitalize()
    field = fields[int(rng.integers(len(fields)))]
    return f"{word} {field}", word


def _founded(rng: np.random.Generator, _home: int) -> tuple[str, str]:
    book, fields = namebook(), words("work", "fields")
    pool = book.last[int(rng.integers(len(book.last)))]
    a, b = (book.family.forms["shown"][at].as_py() for at in pool.draw(rng.random(2)).tolist())
    field = fields[int(rng.integers(len(fields)))]
    choice = int(rng.integers(4))
    return ((f"{a} & {b}", a), (f"{a} {field}", a), (f"{a} & Sons", a), (f"{a}, {b} & Partners", f"{a} {b}"))[choice]


def _public(rng: np.random.Generator, home: int) -> tuple[str, str]:
    cities, patterns = countries()[home].cities, words("work", "public")
    city = cities[int(rng.integers(len(cities)))].name
    short = patterns[int(rng.integers(len(patterns)))].format(city=city)
    return short, "".join(word[0] for word in short.split() if word != "of").upper()


def _form(rng: np.random.Generator) -> str:
    names, weights = _forms()
    return names[int(np.searchsorted(weights, rng.random() * weights[-1], side="right"))]


@functools.cache
def _forms() -> tuple[list[str], F64]:
    rows = [line.split() for line in sections("work")["forms"]]
    names = ["" if word == "-" else word.replace("_", " ") for word, _ in rows]
    return names, np.cumsum([float(weight) for _, weight in rows])


def _host(short: str, other: str, home: int, rng: np.random.Generator) -> str:
    source = other if rng.random() < 0.3 else short
    label = re.sub(r"[^a-z0-9]+", "-" if rng.random() < 0.3 else "", unmarked(source).lower()).strip("-") or "firm"
    top = "com" if rng.random() < 0.6 else countries()[home].top
    return f"{label}.{top}" if rng.random() < 0.9 else f"mail.{label}.{top}"
