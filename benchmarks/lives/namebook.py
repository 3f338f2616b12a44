"""Turn Faker's name lists, with hand-written ones beside them, into one table of given names plus one of surnames."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.lives import scripts, written
from benchmarks.lives.cultures import Culture, cultures
from benchmarks.lives.spelling import letters_only, spellings, unmarked
from benchmarks.lives.wordlists import sections, spliced, words, zipf
from benchmarks.lives.written import Entry

F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
FORMS = ("shown", "alt", "other", "native", "ascii", "plain")
ATTRIBUTES = {
    "male": ("first_names_male", "first_names"),
    "female": ("first_names_female", "first_names"),
    "last": ("last_names_male", "unisex_last_names", "last_names_common", "last_names"),
}
RANK = {"male": (12, 0.95), "female": (12, 0.95), "last": (20, 0.85)}  # weight of rank r: 1 / (r + offset) ** power
TAIL = {"male": (400, 0.05), "female": (400, 0.05), "last": (2_500, 0.18)}  # rare made-up names, their share
FEMININE = {
    "pl": (("ski$", "ska"), ("cki$", "cka"), ("dzki$", "dzka")),
    "cz": (("ý$", "á"), ("ek$", "ková"), ("ec$", "cová"), ("[ao]$", "ová"), ("(?<=[^aeiouyáéíóúůý])$", "ová")),
    "ru": (("ский$", "ская"), ("(ов|ев|ёв|ин|ын)$", r"\1а")),
    "ua": (("ський$", "ська"), ("цький$", "цька")),
    "bg": (("ски$", "ска"), ("(ов|ев|ин)$", r"\1а")),
    "gr": (("όπουλος$", "οπούλου"), ("ίδης$", "ίδου"), ("άκης$", "άκη"), ("ης$", "η"), ("ος$", "ου"), ("ας$", "α")),
}  # fmt: skip
FEMININE["sk"] = FEMININE["cz"]
ENGLISH = "gb ie au ca za ng ph".split()
SPEAKS = dict.fromkeys(ENGLISH, "us") | {"at": "de", "ch": "de", "qc": "fr", "pt": "br", "be": "nl", "ua": "ru"}
SPEAKS |= {"mx": "es", "co": "es", "ar": "es"}


@dataclass(frozen=True, slots=True)
class Pool:
    """A run of rows in a name table with their cumulative weights."""

    start: int
    cumulative: F64

    def draw(self, at: F64) -> I32:
        """Turn numbers from [0, 1) into rows of the table."""
        places = np.searchsorted(self.cumulative, at, side="right")
        return (np.minimum(places, len(self.cumulative) - 1) + self.start).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Names:
    """A name table: texts by form, and each name's share within its culture."""

    forms: dict[str, pa.Array]
    share: F64


@dataclass(frozen=True, slots=True)
class Book:
    """All names: `short` holds up to two short forms of a given name (-1: none), `feminine` a woman's surname."""

    given: Names
    family: Names
    male: tuple[Pool, ...]
    female: tuple[Pool, ...]
    last: tuple[Pool, ...]
    adopted: tuple[Pool, Pool]
    short: I32
    feminine: I32


@functools.cache
def namebook() -> Book:
    """Read every culture's names (about two seconds)."""
    given, family = _Table(), _Table()
    pools: dict[str, list[Pool]] = {part: [] for part in ATTRIBUTES}
    feminine: list[tuple[int, int]] = []
    short: list[tuple[int, int]] = []
    for culture in cultures():
        for part, table in (("male", given), ("female", given), ("last", family)):
            names, weights = _weighted(culture, part)
            start = table.add([_entry(culture, name, part) for name in names], weights)
            pools[part].append(Pool(start, np.cumsum(weights)))
            if part == "last" and culture.code in FEMININE:
                feminine += _women(culture, [str(name) for name in names], start, weights, family)
            if part != "last":
                short += _shortened(culture, start, given, len(names))
    adopted = tuple(_adopted(given, gender) for gender in ("male", "female"))
    by_name = np.full((len(given.rows), 2), -1, np.int32)
    for name, other in short:
        by_name[name, int(by_name[name, 0] >= 0)] = other
    women = np.arange(len(family.rows), dtype=np.int32)
    for man, woman in feminine:
        women[man] = woman
    male, female, last = (tuple(pools[part]) for part in ATTRIBUTES)
    return Book(given.names(), family.names(), male, female, last, (adopted[0], adopted[1]), by_name, women)


class _Table:
    """A name table under construction."""

    def __init__(self) -> None:
        self.rows: list[Entry] = []
        self.shares: list[float] = []

    def add(self, entries: Sequence[Entry], weights: F64) -> int:
        start = len(self.rows)
        self.rows += entries
        self.shares += weights.tolist()
        return start

    def names(self) -> Names:
        columns = dict(zip(FORMS, map(list, zip(*self.rows, strict=True)), strict=False))
        columns["ascii"] = [unmarked(text) for text in columns["shown"]]
        columns["plain"] = [letters_only(text) or "x" for text in columns["shown"]]
        return Names({form: pa.array(columns[form], pa.string()) for form in FORMS}, np.array(self.shares))


def _weighted(culture: Culture, part: str) -> tuple[list[str | Entry], F64]:
    """Give a culture's names of one part, most common first, with weights that sum to 1."""
    listed, weights = _listed(culture.family if part == "last" else culture.given, part)
    known: list[str | Entry] = [*_written(culture, part)]
    known += listed
    if weights is None or len(weights) != len(known):  # Faker's weights are of its own names alone
        weights = zipf(len(known), *RANK[part])
    count, share = TAIL[part]
    if culture.script not in {"hanzi", "kanji", "korean"}:
        texts = [name if isinstance(name, str) else name[0] for name in known]
        rare = spliced(
            texts, count * (3 if culture.code in {"us", "hi"} else 1), len(culture.code) + ord(culture.code[0])
        )
        if rare:
            known += rare
            weights = np.concatenate([weights * (1 - share), zipf(len(rare), 200, 0.5) * share])
    return known, weights / weights.sum()


def _listed(locales: Sequence[str], part: str) -> tuple[list[str], F64 | None]:
    """Read Faker's lists; a list with real weights keeps them, another gets an order that is not alphabetical."""
    names: list[str] = []
    for locale in locales:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        found = next(
            (value for name in ATTRIBUTES[part] if len(value := getattr(provider, name, ())) > 5), ()
        )  # some locales hold a placeholder of one name
        if isinstance(found, dict) and len(locales) == 1:
            ordered = sorted(found.items(), key=lambda pair: -float(pair[1]))
            weights = np.array([float(weight) for _, weight in ordered])
            return [name for name, _ in ordered], weights / weights.sum()
        names += list(found)
    distinct = list(dict.fromkeys(name for name in names if name and len(name) < 30))
    order = np.random.default_rng(len(distinct)).permutation(len(distinct))
    return [distinct[at] for at in order.tolist()], None


def _written(culture: Culture, part: str) -> list[Entry]:
    if culture.script == "hanzi":
        return written.chinese_families(culture.code) if part == "last" else written.chinese_given(culture.code, part)
    if culture.script == "kanji":
        return written.japanese("common" if part == "last" else part)
    if culture.layout == "patronym" and part == "last":
        return written.pairs(f"{culture.script}.male")
    if len(culture.script) == 2:
        return written.pairs(f"{culture.script}.{part}")
    return []


def _entry(culture: Culture, name: str | Entry, part: str) -> Entry:
    if not isinstance(name, str):
        return name
    if culture.script == "cyrillic" and not name.isascii():
        return (*scripts.cyrillic(name, culture.code), name)
    if culture.script == "greek" and not name.isascii():
        return (*scripts.greek(name), name)
    if culture.script == "korean":
        spelt = scripts.korean_families().get(name) if part == "last" else None
        return (spelt[0], spelt[1 % len(spelt)], spelt[-1], name) if spelt else (*scripts.korean(name), name)
    return (name, *spellings(name, culture.spelling), name)


def _women(culture: Culture, names: list[str], start: int, weights: F64, family: _Table) -> list[tuple[int, int]]:
    found = []
    for at, name in enumerate(names):
        new = name
        for pattern, by in FEMININE[culture.code]:
            new = re.sub(pattern, by, name)
            if new != name:
                break
        if new != name:
            found.append((start + at, family.add([_entry(culture, new, "last")], weights[at : at + 1])))
    return found


def _shortened(culture: Culture, start: int, given: _Table, count: int) -> list[tuple[int, int]]:
    """Add the short forms of a culture's given names; English ones serve all who speak it."""
    section = SPEAKS.get(culture.code, culture.code)
    table = dict(word.split("=") for word in words("nicknames", section)) if section in sections("nicknames") else {}
    found = []
    for row in range(start, start + count):
        shorts = [short for short in table.get(given.rows[row][0], "").split(",")[:2] if short]
        found += [(row, given.add([(short, short, short, short)], np.array([0.002]))) for short in shorts]
    return found


def _adopted(given: _Table, gender: str) -> Pool:
    names = words("adopted", gender)
    weights = zipf(len(names), 8, 0.8)
    return Pool(given.add([(name, name, name, name) for name in names], weights), np.cumsum(weights))
