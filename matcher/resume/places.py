"""Turn a printed place ("Köln, Germany") into city, region, country."""

import re
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matcher.resume.lexicon import LEXICONS, fold, months, rows, words
from matcher.resume.memo import remembered

TABLE = "places.z"  # built by tools/build_places.py from GeoNames (CC BY 4.0)
TOWN = re.compile(r"^(?:г|м|гор)\.\s*")
PIECES = re.compile(r"\s*[,/]\s*|\s+[-–—|·•]\s+|\s*\(|\)\s*")
NOWHERE: frozenset[str] = frozenset()
MOST_PIECES = 5
LONGEST = 60
LARGE = 100  # thousand people
SHORT = 4  # letters: a shorter name is rather a region's code
SMALL_PLACE = re.compile(r"[^\W\d]+\.?(?:[ '’/-][^\W\d]+\.?){0,5}")
POSTCODE = re.compile(
    r"^(?:[A-Z]{1,2}-)?(?:\d{2}-\d{3}|\d{3,6})(?:[- ]?\d{2,4}|\s?[A-Z]{2})?\s+(?=\D)"
    r"|\s+\d{1,2}\.?$|\s+(?:[A-Z]{1,2}\s)?\d{4,6}(?:-\d{3,4})?$"
)
CODE = re.compile(r"[A-Z]{2}")
BRITISH_POSTCODE = re.compile(  # of the United Kingdom, Canada, Ireland
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b(?:[A-Z]\d\d|D6W)\s?(?=\w{0,3}\d)[A-Z\d]{4}\b"
)
DISTRICT_OF_CAPITAL = re.compile(r"(?<=\w)\s+D\.?\s?[CF]\.?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as printed; `country` is an ISO code. `sure` is from 0 (a small city's name) to 1 (city and country)."""

    city: str | None
    region: str | None
    country: str | None
    sure: float


@dataclass(frozen=True, slots=True)
class City:
    """A row of the place table; `people` in thousands."""

    country: str
    region: str
    people: int


@cache
def _table() -> list[str]:
    packed = (files(__package__) / LEXICONS / TABLE).read_bytes()
    return zlib.decompress(packed).decode().split("\n")


@remembered
def _rows_of(name: str) -> tuple[City, ...]:
    table, key, found = _table(), f"{name}\t", []
    at = bisect_left(table, key)
    while at < len(table) and table[at].startswith(key):
        _, country, region, people = table[at].split("\t")
        found.append(City(country, region, int(people)))
        at += 1
    return tuple(found)


def cities(name: str) -> list[City]:
    """Return the cities of that name, the largest first."""
    found = [row for row in _rows_of(fold(name)) if row.region[0:1] not in ("*", "=")]
    return sorted(found, key=lambda city: -city.people)


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows("countries.txt"):
        for entry in row.entries:
            names.setdefault(fold(entry), row.key)
    return names


@cache
def _codes() -> frozenset[str]:
    return frozenset(row.split("\t")[1] for row in _table() if "\t*\t" in row)


@cache
def _regions() -> dict[str, frozenset[str]]:
    """Return folded names of regions to the countries that have one of that name."""
    found: dict[str, set[str]] = {}
    for row in rows("regions.txt"):
        for entry in row.entries:
            found.setdefault(fold(entry), set()).add(row.key)
    return {name: frozenset(countries) for name, countries in found.items()}


@remembered
def country_of(name: str) -> str | None:
    """Return the ISO code of a country by any of its names, None for anything else."""
    folded = fold(name)
    if CODE.fullmatch(name) and name in _codes() and not regions_of(name):
        return name
    if folded in _countries():
        return _countries()[folded]
    return next((row.country for row in _rows_of(folded) if row.region == "*"), None)


@remembered
def regions_of(name: str) -> frozenset[str]:
    """Return the countries that have a region of that name or code."""
    folded = fold(name)
    return _regions().get(folded, NOWHERE).union(row.country for row in _rows_of(folded) if row.region[:1] == "=")


def is_mode(text: str) -> bool:
    """Whether the text says how one works ("Remote") where a place would stand."""
    return fold(text) in words("phrases", "mode")


def _clean(piece: str) -> str:
    piece = DISTRICT_OF_CAPITAL.sub("", piece.strip())
    piece = BRITISH_POSTCODE.sub("", TOWN.sub("", piece)).strip(" .;:|·•()[]\t")
    return POSTCODE.sub("", piece).strip(" ,")


@remembered
def find_place(text: str) -> Place | None:
    """Return the place a whole text names, None if any of it is something else.

    "City", "City, Country", "City, Region, Country", "Postcode City", "Country" are read; a street before is not.
    """
    if not text or len(text) > LONGEST or not any(letter.isalpha() for letter in text):
        return None
    pieces = [piece for raw in PIECES.split(text) if (piece := _clean(raw))]
    pieces = [piece for piece in pieces if not is_mode(piece)]
    if not 1 <= len(pieces) <= MOST_PIECES or fold(pieces[0]) in months():
        return None
    alone = len(pieces) == 1
    country = None if alone and len(pieces[0]) < 3 else country_of(pieces[-1])
    if alone and country and any(city.country == country for city in cities(pieces[0])):
        country = None  # a city that is its country: Singapore
    if country and alone:
        return Place(None, None, country, 0.8)
    return _city_place(pieces[:-1] if country else pieces, country)


def _city_place(rest: list[str], country: str | None) -> Place | None:
    """Read "city" or "city, region" with the country printed behind, if any."""
    city, *regions = rest
    known = cities(city)
    if regions and not country:
        return _by_region(city, regions[-1], known)
    if not known:
        return _unknown_city(rest, country)
    within = [row for row in known if row.country == country] if country else known
    best = (within or known)[0]
    sure = 0.95 if within and country else 0.6 if best.people >= LARGE else 0.4
    return Place(city, regions[-1] if regions else None, country or best.country, sure)


def _by_region(city: str, region: str, known: list[City]) -> Place | None:
    """Read "Austin, TX" or "Torino, IT": the largest city of that name in a country the region stands for."""
    countries = regions_of(region) | ({region} & _codes())
    named = [row for row in known if row.country in countries]
    if named:
        return Place(city, region, named[0].country, 0.9)
    return Place(city, None, known[0].country, 0.5) if known and cities(region) else None


def _unknown_city(rest: list[str], country: str | None) -> Place | None:
    """Read a place too small for the table by its country or region."""
    city, *regions = rest
    if regions:
        return Place(city, regions[-1], country, 0.7) if len(rest) == 2 and country in regions_of(regions[-1]) else None
    if country:
        return Place(city, None, country, 0.5) if SMALL_PLACE.fullmatch(city) else None
    countries = sorted(regions_of(city)) if len(city) > SHORT else []
    return Place(None, city, countries[0], 0.3) if countries else None


def is_place(text: str, sure: float = 0.35) -> bool:
    """Whether the text is nothing but a place."""
    found = find_place(text)
    return is_mode(text) or (found is not None and found.sure >= sure)
