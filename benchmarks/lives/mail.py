"""Turn lives into the e-mail addresses, phone numbers, profile addresses that people had in a year."""

import functools

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.lives.cultures import countries
from benchmarks.lives.employers import COMPANIES, employers
from benchmarks.lives.life import Lives
from benchmarks.lives.namebook import namebook
from benchmarks.lives.texts import chosen, digits, glued, initials, taken
from benchmarks.lives.wordlists import sections, words

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
WORLD = 12e6  # people among whom a mailbox name must be free
PATTERNS = (0.27, 0.40, 0.52, 0.62, 0.71, 0.78, 0.88, 1.0)  # f.l, fl, il, l.f, f_l, f, word, first 3 + last 4
WORK_PATTERNS = (0.5, 0.72, 0.84, 0.92, 1.0)  # f.l, il, f, fl, li
CROWDED = 0.02  # expected namesakes from which on a mailbox name gets digits
OWN_HOSTS = {
    "DE": "gmx.de", "AT": "gmx.at", "CH": "bluewin.ch", "RU": "mail.ru", "CN": "qq.com", "KR": "naver.com",
    "FR": "orange.fr", "IT": "libero.it", "PL": "wp.pl", "CZ": "seznam.cz", "SK": "azet.sk", "IN": "rediffmail.com",
    "BR": "uol.com.br", "JP": "yahoo.co.jp", "NL": "ziggo.nl", "UA": "ukr.net", "BG": "abv.bg", "HU": "freemail.hu",
    "SE": "telia.com", "US": "comcast.net", "GB": "btinternet.com", "CA": "rogers.com", "AU": "bigpond.com",
}  # fmt: skip


def private(drawn: Lives, rows: I64, second: npt.NDArray[np.bool_]) -> pa.Array:
    """Give each person's first or second private address; the second one bears the name after a marriage."""
    book, dice = namebook(), drawn.dice[rows]
    at, number = np.where(second, dice[:, 1], dice[:, 0]), np.where(second, dice[:, 3], dice[:, 2])
    late = second & (drawn.wish[rows] == 1) & (drawn.marries[rows] < drawn.born[rows] + 29)
    family = np.where(late, drawn.spouse[rows], drawn.family[rows])
    given = drawn.given[rows]
    pattern = np.searchsorted(PATTERNS, at, side="right").clip(0, len(PATTERNS) - 1)
    host = _hosts(drawn, rows, np.where(second, dice[:, 5], dice[:, 4]))
    chinese = pc.equal(host, "qq.com").to_numpy(zero_copy_only=False)
    crowd = WORLD * _crowd(pattern, book.given.share[given], book.family.share[family]) * 0.01
    local = _local(pattern, taken(book.given.forms["plain"], given), taken(book.family.forms["plain"], family), number)
    box = chosen(_wants_digits(pattern, crowd, number), glued(local, _spread(crowd, number)), local)
    box = chosen(chinese, digits((number * 9e9).astype(np.int64) + 10**9), box)
    return glued(box, "@", host)


def work(drawn: Lives, rows: I64, company: npt.NDArray[np.int32], family: npt.NDArray[np.int32]) -> pa.Array:
    """Give each person's address at an employer, after the employer's pattern."""
    book = namebook()
    given = drawn.given[rows]
    of_company = (company.astype(np.int64) * 2_654_435_761 % 997) / 997
    pattern = np.array([0, 2, 5, 1, 8])[np.searchsorted(WORK_PATTERNS, of_company, side="right").clip(0, 4)]
    crowd = WORLD * _crowd(pattern, book.given.share[given], book.family.share[family]) * 2e-4
    number = drawn.dice[rows, 6]
    local = _local(pattern, taken(book.given.forms["plain"], given), taken(book.family.forms["plain"], family), number)
    box = chosen(crowd > CROWDED, glued(local, _spread(crowd, number)), local)
    return glued(box, "@", taken(employers().hosts, company))


def household(drawn: Lives, rows: I64) -> pa.Array:
    """Give the address that the whole household uses."""
    head = drawn.household[rows].astype(np.int64)
    plain = taken(namebook().family.forms["plain"], drawn.family[head])
    prefix = taken(pa.array(["the", "family.", "", "familie-"]), (drawn.dice[head, 7] * 4).astype(np.int64))
    suffix = taken(pa.array(["s", "", "family", "home"]), (drawn.dice[head, 8] * 4).astype(np.int64))
    number = digits((drawn.dice[head, 9] * 9_000).astype(np.int64))
    return glued(prefix, plain, suffix, number, "@", _hosts(drawn, head, drawn.dice[head, 10]))


def office(rng: np.random.Generator, count: int) -> pa.Array:
    """Give addresses that nobody has alone: role mailboxes of employers, few agencies' recruiters."""
    roles = pa.array(words("work", "roles"))
    company = (COMPANIES * rng.random(count) ** 3).astype(np.int64)
    agency = np.where(rng.random(count) < 0.6, rng.integers(0, 60, count), company)
    return glued(taken(roles, rng.integers(0, len(roles), count)), "@", taken(employers().hosts, agency))


def phones(drawn: Lives, rows: I64, year: F64, written: npt.NDArray[np.int64]) -> pa.Array:
    """Give the number in use in a year (one change in a life), written in one of four ways."""
    changed = drawn.born[rows] + 22 + 30 * drawn.dice[rows, 11]
    later = year > changed
    landline = (drawn.household[rows] != rows) | (drawn.kind[rows] > 0)
    shared = landline & (drawn.kind[rows] < 4) & (drawn.dice[rows, 8] < 0.25)
    owner = np.where(shared, drawn.household[rows], rows)
    number = np.where(later & ~shared, drawn.dice[owner, 9], drawn.dice[owner, 10])
    dial = taken(pa.array([one.dial for one in countries()]), drawn.country[owner, 0])
    national = (number * 8e8).astype(np.int64) + 2 * 10**8
    head, middle, tail = (digits(part, 3) for part in (national // 10**6, national // 1000 % 1000, national % 1000))
    ways = (
        glued("+", dial, head, middle, tail),
        glued("+", dial, " ", head, " ", middle, " ", tail),
        glued("00", dial, head, middle, tail),
        glued("0", head, "-", middle, "-", tail),
    )
    found = ways[0]
    for way in range(1, 4):
        found = chosen(written == way, ways[way], found)
    return found


def profile_address(drawn: Lives, rows: I64, ids: pa.Array) -> pa.Array:
    """Give the address of each person's profile."""
    book = namebook()
    names = (book.given.forms["plain"], drawn.given), (book.family.forms["plain"], drawn.family)
    given, family = (taken(forms, column[rows]) for forms, column in names)
    return glued("https://members.example/in/", given, "-", family, "-", ids)


def written_handle(drawn: Lives, rows: I64) -> pa.Array:
    """Give each person's handle at a host of code."""
    book, number = namebook(), drawn.dice[rows, 7]
    pattern = np.array([1, 2, 6, 7])[(number * 4).astype(np.int64)]
    names = (book.given.forms["plain"], drawn.given), (book.family.forms["plain"], drawn.family)
    given, family = (taken(forms, column[rows]) for forms, column in names)
    return glued("github.com/", _local(pattern, given, family, number), digits((number * 9973).astype(np.int64) % 1000))


def _local(pattern: I64, given: pa.Array, family: pa.Array, number: F64) -> pa.Array:
    ways = {
        1: (given, family),
        2: (initials(given), family),
        3: (family, ".", given),
        4: (given, "_", family),
        5: (given,),
        7: (pc.utf8_slice_codeunits(given, 0, 3), pc.utf8_slice_codeunits(family, 0, 4)),
        8: (family, initials(given)),
    }
    found = chosen(pattern == 6, _invented(number), glued(given, ".", family))
    for code, parts in ways.items():
        if (pattern == code).any():
            found = chosen(pattern == code, glued(*parts), found)
    return found


def _invented(number: F64) -> pa.Array:
    stems = pa.array([word.lower() for word in words("work", "stems")])
    n = len(stems)
    mixed = (number * n * n).astype(np.int64)
    return glued(taken(stems, mixed // n), taken(stems, mixed % n))


def _crowd(pattern: I64, given: F64, family: F64) -> F64:
    """Estimate the share of a culture's people who would take this mailbox name, of one host."""
    by_pattern = np.array([0.27, 0.13, 0.12, 0.10, 0.09, 0.07, 0.0, 0.12, 0.05])
    given = np.where((pattern == 2) | (pattern == 7) | (pattern == 8), 0.08, given)
    share = by_pattern[pattern] * given * np.where(pattern == 5, 1.0, family)
    return np.asarray(np.where(pattern == 6, 6e-4, share))


def _wants_digits(pattern: I64, crowd: F64, number: F64) -> npt.NDArray[np.bool_]:
    """Names that are taken get digits; every fifth free one has them too."""
    return np.asarray((crowd > CROWDED) | (number * 5 % 1 < 0.2) | (pattern == 6))


def _spread(crowd: F64, number: F64) -> pa.Array:
    """Write as many digits as keep namesakes apart, at least two."""
    size = np.power(10.0, np.clip(np.ceil(np.log10(np.maximum(crowd, 0.01) * 60)), 2, 7))
    return digits((number * 31 % 1 * size).astype(np.int64))


@functools.cache
def _host_table() -> tuple[pa.Array, F64]:
    rows = [line.split() for line in sections("work")["freemail"]]
    names = [name for name, _ in rows[:-1]]
    own = [OWN_HOSTS.get(one.code, f"yahoo.{one.top}") for one in countries()]
    weights = np.cumsum([float(weight) for _, weight in rows])
    return pa.array([*names, *own]), weights / weights[-1]


def _hosts(drawn: Lives, rows: I64, at: F64) -> pa.Array:
    names, cumulative = _host_table()
    place = np.searchsorted(cumulative, at, side="right").clip(0, len(cumulative) - 1)
    own = np.isin(drawn.country[rows, 0], _own_countries()) & (at * 97 % 1 < 0.45)
    last = len(cumulative) - 1
    place = np.where((place == last) | own, last + drawn.country[rows, 0], place)
    return taken(names, place)


@functools.cache
def _own_countries() -> I64:
    strong = {"DE", "RU", "CN", "KR", "CZ", "PL", "JP", "BG", "IT", "UA"}
    return np.array([at for at, one in enumerate(countries()) if one.code in strong])
