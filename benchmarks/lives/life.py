"""Turn a seed plus a block's number into whole lives: names, places, jobs, addresses with the years they held."""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.lives import cultures as world
from benchmarks.lives.employers import employers, schools, titles
from benchmarks.lives.namebook import Book, Pool, namebook
from benchmarks.lives.wordlists import draw, zipf

F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]

BLOCK = 32_768  # people drawn at a time; a person is the same however many are asked for
NEVER = 9_999.0
JOBS, HOMES = 7, 3
TODAY = 2026.4
MARRIED, DIVORCED = 0.62, 0.12
KEEPS = ("es", "mx", "co", "ar", "cn", "hk", "tw", "sg", "kr", "vn", "et", "eg", "sa", "ma", "ir", "id")  # surnames
STAYS = 4.1  # years in a job on average
MOVES = 9.0  # years between moves on average
FAMILY, NAMESAKE = 0.16, 0.015  # of people share a household with the next one; work with somebody of their name
SPELT = (0.74, 0.9)  # cumulative: the usual spelling, the second one, the third one


@dataclass(slots=True)
class Lives:
    """A block of people; times are years, jobs have `JOBS` columns and homes `HOMES`, in the order of their start."""

    culture: I32
    woman: Flags
    born: F64
    given: I32
    middle: I32
    father: I32
    family: I32
    second: I32
    spouse: I32
    marries: F64
    parts: F64
    wish: I32  # at a marriage: 0 keeps the name, 1 takes the other, 2 joins both
    adopted: I32
    spelt: I32
    shortened: Flags
    country: I32
    city: I32
    moved: F64
    trade: I32
    company: I32
    title: I32
    start: F64
    end: F64
    school: I32
    degree_year: I32
    household: I32  # the row of the person whose household it is
    kind: I32  # 0 alone, 1 spouse, 2 father and son of one name, 3 siblings, 4 namesake at work
    dice: F64  # (people, 12): traits that other modules read


def lives(seed: int, stream: int, block: int) -> Lives:
    """Draw one block; `stream` tells members from strangers."""
    rng, book = np.random.default_rng([seed, stream, block]), namebook()
    n = BLOCK
    culture = draw(np.cumsum(world.shares()), rng.random(n))
    woman = rng.random(n) < 0.48
    born = np.round(2004 - 48 * rng.beta(1.5, 1.8, n), 3)
    first, second = (_given(book, culture, woman, rng.random(n)) for _ in range(2))
    families = [_family(book, culture, rng.random(n)) for _ in range(3)]
    wish = rng.choice(3, n, p=(0.3, 0.55, 0.15)).astype(np.int32)
    wish[~woman] = np.where(rng.random(int((~woman).sum())) < 0.05, 2, 0)
    wish[np.isin(culture, _codes(KEEPS))] = 0
    marries = np.where(rng.random(n) < MARRIED, born + 21 + rng.gamma(3, 3.2, n), NEVER)
    parts = np.where(rng.random(n) < DIVORCED, marries + rng.exponential(9, n), NEVER)
    country, city, moved = _homes(rng, culture, born)
    trade = draw(titles().cumulative, rng.random(n))
    company, title, start, end = _jobs(rng, born, trade, country, moved)
    _, starts = schools()
    home = country[:, 0]
    school = starts[home] + (rng.random(n) ** 2 * (starts[home + 1] - starts[home])).astype(np.int32)
    drawn = Lives(
        culture, woman, born, first, second, _given(book, culture, np.zeros(n, bool), rng.random(n)),
        families[0], families[1], families[2], marries, parts, wish, _adopted(book, culture, woman, rng),
        np.searchsorted(SPELT, rng.random(n), side="right").astype(np.int32), rng.random(n) < 0.28,
        country, city, moved, trade, company, title, start, end, school,
        (born + 21 + 5 * rng.random(n)).astype(np.int32), np.arange(n, dtype=np.int32), np.zeros(n, np.int32),
        rng.random((n, 12)),
    )  # fmt: skip
    _households(drawn, rng)
    return drawn


@functools.cache
def _codes(wanted: tuple[str, ...]) -> I32:
    return np.array([at for at, one in enumerate(world.cultures()) if one.code in wanted], np.int32)


def _by_culture(pools: tuple[Pool, ...], culture: I32, at: F64) -> I32:
    found = np.zeros(len(at), np.int32)
    for number, pool in enumerate(pools):
        rows = np.flatnonzero(culture == number)
        found[rows] = pool.draw(at[rows])
    return found


def _given(book: Book, culture: I32, woman: Flags, at: F64) -> I32:
    return np.where(woman, _by_culture(book.female, culture, at), _by_culture(book.male, culture, at))


def _family(book: Book, culture: I32, at: F64) -> I32:
    return _by_culture(book.last, culture, at)


def _adopted(book: Book, culture: I32, woman: Flags, rng: np.random.Generator) -> I32:
    rates = np.array([world.ADOPTED.get(one.code, 0.0) for one in world.cultures()])
    at, has = rng.random(len(culture)), rng.random(len(culture)) < rates[culture]
    name = np.where(woman, book.adopted[1].draw(at), book.adopted[0].draw(at))
    return np.where(has, name, -1).astype(np.int32)


def _homes(rng: np.random.Generator, culture: I32, born: F64) -> tuple[I32, I32, F64]:
    """Draw up to three homes: where they were born, then two moves, the second or third perhaps abroad."""
    n, nations = len(culture), world.countries()
    native = np.array([one.country for one in world.cultures()], np.int32)[culture]
    abroad = np.array([at for code in world.HOSTS for at, one in enumerate(nations) if one.code == code], np.int32)
    country = np.repeat(native[:, None], HOMES, axis=1)
    goes = rng.random(n) < world.ABROAD
    there = abroad[draw(np.cumsum(zipf(len(abroad), 1, 1.0)), rng.random(n))]
    late = rng.random(n) < 0.4
    country[goes, 2] = there[goes]
    country[goes & ~late, 1] = there[goes & ~late]
    counts = np.array([len(one.cities) for one in nations])
    city = np.zeros((n, HOMES), np.int32)
    for at in range(HOMES):
        size = counts[country[:, at]]
        # the rank of a city falls off like its size; the largest has index 0
        city[:, at] = np.minimum((size + 2.0) ** rng.random(n) * 1.0 - 1, size - 1).astype(np.int32)
    first = born + 19 + rng.exponential(MOVES, n)
    moved = np.stack([born, first, first + 1 + rng.exponential(MOVES, n)], axis=1)
    return country, city, moved


def _jobs(rng: np.random.Generator, born: F64, trade: I32, country: I32, moved: F64) -> tuple[I32, I32, F64, F64]:
    """Lay jobs end to end from the first one on; the seventh lasts for ever."""
    n, listed = len(born), titles()
    begin = born + 18 + 7 * rng.random(n)
    stays = 0.3 + rng.exponential(STAYS, (n, JOBS))
    gaps = np.where(rng.random((n, JOBS)) < 0.25, rng.exponential(0.6, (n, JOBS)), 0.0)
    start = begin[:, None] + np.concatenate([np.zeros((n, 1)), np.cumsum(stays + gaps, axis=1)[:, :-1]], axis=1)
    end = start + stays
    end[:, -1] = NEVER
    other = rng.random((n, JOBS)) < 0.07
    trades = np.where(other, draw(listed.cumulative, rng.random(n * JOBS)).reshape(n, JOBS), trade[:, None])
    synonym = np.where(rng.random((n, JOBS)) < 0.6, 0, rng.integers(1, 5, (n, JOBS)))
    rise = np.clip((rng.random((n, JOBS)) * 1.4 + (start - begin[:, None]) / 7 - 0.3).astype(np.int32), -1, 4) + 1
    rise = np.where(rng.random((n, JOBS)) < 0.5, 0, rise)
    title = rise * listed.count + listed.of_trade[trades, synonym]
    company = np.zeros((n, JOBS), np.int32)
    firms = employers()
    for at in range(JOBS):
        lives_in = np.take_along_axis(country, (moved <= start[:, at, None]).sum(axis=1)[:, None].clip(1, HOMES) - 1, 1)
        company[:, at] = firms.draw(lives_in[:, 0], rng.random(n))
        stayed = (rng.random(n) < 0.15) & (at > 0)  # a new title at the same employer
        company[stayed, at] = company[stayed, at - 1]
    return company, title.astype(np.int32), start, end


def _households(drawn: Lives, rng: np.random.Generator) -> None:
    """Make pairs of neighbouring rows one family, or namesakes at one employer."""
    n = len(drawn.born)
    dice = rng.random(n // 2)
    first = np.arange(0, n, 2)
    paired = dice < FAMILY
    kind = np.select([dice < 0.55 * FAMILY, dice < 0.75 * FAMILY, paired], [1, 2, 3], 0)
    kind = np.where(~paired & (dice < FAMILY + NAMESAKE), 4, kind).astype(np.int32)
    for number in (1, 2, 3, 4):
        a = first[kind == number]
        b = a + 1
        drawn.kind[a] = drawn.kind[b] = number
        for column in (drawn.culture, drawn.family, drawn.second):
            column[b] = column[a]
        if number < 4:
            drawn.household[b] = a
            for grid in (drawn.country, drawn.city, drawn.moved):
                grid[b] = grid[a]
        _related(drawn, number, a, b, rng)


def _related(drawn: Lives, number: int, a: Rows, b: Rows, rng: np.random.Generator) -> None:
    book, m = namebook(), len(a)
    drawn.woman[b] = np.where(number == 1, ~drawn.woman[a], np.where(number == 3, drawn.woman[b], drawn.woman[a]))
    drawn.given[b] = _given(book, drawn.culture[b], drawn.woman[b], rng.random(m))
    drawn.middle[b] = _given(book, drawn.culture[b], drawn.woman[b], rng.random(m))
    drawn.adopted[b] = -1
    if number == 1:  # spouses: each has a name of their own until the marriage, then one of them the other's
        drawn.family[b] = _family(book, drawn.culture[b], rng.random(m))
        drawn.spouse[a], drawn.spouse[b] = drawn.family[b], drawn.family[a]
        drawn.marries[b] = drawn.marries[a] = np.minimum(drawn.marries[a], drawn.born[a] + 30)
        drawn.parts[b] = drawn.parts[a]
    elif number == 2:  # father and son (or mother and daughter) of one name
        drawn.given[b] = drawn.given[a]
        _reborn(drawn, a, np.minimum(drawn.born[a], 1975.0))
        _reborn(drawn, b, drawn.born[a] + 22 + 8 * rng.random(m))
    elif number == 3:
        older = np.minimum(drawn.born[a], 2000.0)
        _reborn(drawn, a, older)
        _reborn(drawn, b, np.minimum(older + np.where(rng.random(m) < 0.25, 0.0, 6 * rng.random(m)), 2005.0))
    else:  # namesakes at one employer
        drawn.given[b] = drawn.given[a]
        drawn.company[b] = drawn.company[a]


def _reborn(drawn: Lives, rows: Rows, born: F64) -> None:
    """Shift whole lives to another date of birth."""
    years = born - drawn.born[rows]
    drawn.born[rows] = born
    drawn.marries[rows] += years
    drawn.parts[rows] += years
    drawn.start[rows] += years[:, None]
    drawn.end[rows] += years[:, None]
    drawn.degree_year[rows] += np.round(years).astype(np.int32)
