"""Turn the shipped word lists into weighted pools to draw names, places, companies and titles from.

The lists in `names/` were written by hand from common knowledge of how people and towns are called; companies are
invented. Weights fall with the rank as facts about real populations do: a few very common names, a long tail.
"""

import functools
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

FIRST_RANK = (12, 0.95)  # weight of rank r is 1 / (r + offset) ** power
LAST_RANK = (20, 0.85)
COMPANY_RANK = (30, 0.9)
TITLE_RANK = (5, 0.8)
CITY_RANK = (2, 0.9)
FIRST_TAIL, LAST_TAIL = 1_500, 8_000  # rare names made from parts, at most this many in a culture
COMPANIES = 60_000


@dataclass(frozen=True, slots=True)
class Pool:
    """Words with their cumulative weights, the last of which is 1."""

    words: tuple[str, ...]
    cumulative: npt.NDArray[np.float64]

    def draw(self, rng: np.random.Generator, count: int) -> list[str]:
        """Draw `count` words by weight, with repeats."""
        chosen = np.searchsorted(self.cumulative, rng.random(count), side="right")
        return [self.words[i] for i in np.minimum(chosen, len(self.words) - 1).tolist()]


@dataclass(frozen=True, slots=True)
class Culture:
    """How people of one naming culture are called."""

    first: Pool
    last: Pool
    nicknames: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its cities, its share of all people, and the cultures its people's names come from."""

    code: str
    name: str
    share: float
    cultures: tuple[tuple[str, float], ...]
    cities: Pool


@dataclass(frozen=True, slots=True)
class Career:
    """A job title without its seniority, with the skills and the study that go with it."""

    title: str
    skills: tuple[str, ...]
    area: str


def weighted(words: list[str], weights: npt.NDArray[np.float64]) -> Pool:
    """Make a pool from words and their weights (any positive scale)."""
    return Pool(tuple(words), np.cumsum(weights) / weights.sum())


def ranked(words: list[str], offset_power: tuple[float, float]) -> Pool:
    """Make a pool whose weights fall with the rank as 1 / (rank + offset) ** power."""
    offset, power = offset_power
    ranks = np.arange(1, len(words) + 1, dtype=np.float64)
    return weighted(words, np.power(ranks + offset, -power))


def _text(name: str) -> str:
    return (resources.files("service.demo") / "names" / f"{name}.txt").read_text("utf-8")


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line.strip():
            lines.append(line.strip())
    return found


def _words(lines: list[str]) -> list[str]:
    return list(dict.fromkeys(word.replace("_", " ") for line in lines for word in line.split()))


def _tail(lines: list[str], taken: set[str], limit: int) -> list[str]:
    """Make rare names of starts and ends, in an order that is fixed but not alphabetical."""
    if not lines:
        return []
    starts, ends = (_words([half]) for half in lines[0].split("|"))
    made = {start + end for start in starts for end in ends} - taken
    order = np.random.default_rng(len(made)).permutation(len(made))
    names = sorted(made)
    return [names[i] for i in order[:limit].tolist()]


@functools.cache
def culture(code: str) -> Culture:
    """Read one naming culture, for instance "en" or "tr"."""
    parts = _sections(_text(code))
    first, last = _words(parts["first"]), _words(parts["last"])
    first += _tail(parts.get("first_parts", []), set(first), FIRST_TAIL)
    last += _tail(parts.get("last_parts", []), set(last), LAST_TAIL)
    nicknames = {
        name: tuple(short.split(",")) for name, short in (pair.split(":") for pair in " ".join(parts["nick"]).split())
    }
    return Culture(ranked(first, FIRST_RANK), ranked(last, LAST_RANK), nicknames)


@functools.cache
def countries() -> tuple[Country, ...]:
    """Read all countries, the largest share first."""
    found = []
    for code, (heading, *cities) in _sections(_text("places")).items():
        name, share, mix = heading.split("|")
        cultures = tuple((c, float(w)) for c, w in (pair.split(":") for pair in mix.split()))
        found.append(Country(code, name.strip(), float(share), cultures, ranked(_words(cities), CITY_RANK)))
    return tuple(found)


@functools.cache
def careers() -> tuple[Career, ...]:
    """Read all job titles with their skills."""
    found = []
    for line in _sections(_text("careers"))["titles"]:
        title, skills, area = (part.strip() for part in line.split("|"))
        found.append(Career(title, tuple(skill.strip() for skill in skills.split(",")), area))
    return tuple(found)


@functools.cache
def seniorities() -> Pool:
    """Read the words before a title ("Senior", "Head of", or nothing) by weight."""
    return _optional("seniorities")


@functools.cache
def companies() -> Pool:
    """Invent 60,000 companies without their legal form, the most common employers first."""
    parts = _sections(_text("careers"))
    starts, fields = _words(parts["companies"]), _words(parts["fields"])
    rng = np.random.default_rng(60_000)
    pairs = [f"{start} {field}" for start in starts for field in fields]
    pairs = [pairs[i] for i in rng.permutation(len(pairs)).tolist()]
    twos = rng.integers(0, len(starts), size=(2 * COMPANIES, 2)).tolist()
    endings = rng.integers(0, len(fields), size=2 * COMPANIES).tolist()
    longer = [f"{starts[a]} {starts[b]} {fields[c]}" for (a, b), c in zip(twos, endings, strict=True) if a != b]
    return ranked(list(dict.fromkeys(pairs + longer))[:COMPANIES], COMPANY_RANK)


@functools.cache
def legal_forms() -> Pool:
    """Read the legal forms that may follow a company's name, the empty one among them."""
    return _optional("forms")


@functools.cache
def school_forms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the patterns of school names (with `{city}`) and the degrees."""
    parts = _sections(_text("careers"))
    return tuple(_words(parts["schools"])), tuple(_words(parts["degrees"]))


def _optional(section: str) -> Pool:
    pairs = [line.split() for line in _sections(_text("careers"))[section]]
    words = ["" if word == "-" else word.replace("_", " ") for word, _ in pairs]
    return weighted(words, np.array([float(weight) for _, weight in pairs]))
