"""Turn a piece of contact text into the places it may name: behind a street, a post code, "Greater"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from matcher.resume.cues import has_legal_form, is_job
from matcher.resume.labels import lead
from matcher.resume.lexicon import flat, fold, words
from matcher.resume.places import Place, cities, find_place, is_mode, regions_of
from matcher.resume.schools import is_school

DIGITS = re.compile(r"\d")
COUNTRY_PREFIX = r"(?:[A-Z]{1,3}[-–—]\s?)?"
POST_CODES = (
    re.compile(rf"(?<![\w-]){COUNTRY_PREFIX}\d{{5}}(?:-\d{{3,4}})?(?![\w-])"),  # DE FR ES IT US TR FI
    re.compile(rf"(?<![\w-]){COUNTRY_PREFIX}\d{{3}} \d{{2}}(?![\w-])"),  # SE CZ SK GR
    re.compile(rf"(?<![\w-]){COUNTRY_PREFIX}\d{{2}}-\d{{3}}(?![\w-])"),  # PL
    re.compile(rf"(?<![\w-]){COUNTRY_PREFIX}\d{{4}} ?[A-Z]{{2}}(?![\w-])"),  # NL
    re.compile(rf"(?<![\w-]){COUNTRY_PREFIX}\d{{4}}-\d{{3}}(?![\w-])"),  # PT
    re.compile(rf"(?<![\w-]){COUNTRY_PREFIX}\d{{4}}(?![\w-])"),  # AT CH HU DK NO BE AU
    re.compile(r"(?<![\w-])\d{6}(?![\w-])"),  # RU RO IN CN
)
BEFORE_CITY = re.compile(r"[\s,]*([^\W\d_].*)$")
POST_BONUS = 0.2
MOST_PARTS = 7
YEAR_LENGTH = 4
CODE_LENGTH, FAMOUS_CODES = 3, frozenset(("nyc",))  # "MBA" is also a town's short name
TRAILING = re.compile(r"\s*[(\[][^()\[\]]*$|\s*[(\[][^()\[\]]*[)\]]\s*$")
DISTRICT = re.compile(r"\s+\d{1,2}\.?(?:e|er|ème)?$|\s+\(?[A-ZØ]{1,2}\)?$")
QUARTER = re.compile(r"(.+?)\s+(?:[A-ZØ]{1,2}|\d{1,2}(?:e|er|ème|st|nd|rd|th)?)")
SMALL_TOWN = re.compile(r"[^\W\d_]+(?:[ '’./-]{1,2}[^\W\d_]+){0,4}")
HAN = re.compile("[\u4e00-\u9fff]{2,}")


def places_in(piece: str, *, said: bool) -> Iterator[tuple[str, Place, float]]:
    """Yield (printed text, place, loss) of what may be the place in a piece: behind a street, a post code."""
    whole = not said and (is_job(piece) or has_legal_form(piece) or is_school(piece))
    if whole and not re.search(r"[\d,/]", piece):
        return
    for text, loss in _place_texts(piece):
        if is_mode(text) or fold(text) in words("contacts", "street") or (whole and is_else(text)):
            continue
        place = find_place(text) or _small_town(text)
        if place is not None and place.city is not None and is_plausible(place.city):
            yield text, place, loss
    yield from _by_post_code(piece, said=said)
    yield from _metropolis(piece)
    yield from _in_han(piece)


def is_else(text: str) -> bool:
    """Whether the text is rather an occupation, a school, a firm than a place."""
    return is_job(text) or is_school(text) or (not re.search("[,/]", text) and has_legal_form(text))


def _small_town(text: str) -> Place | None:
    """Read "Smallville, KS 67524": a town too small for the table by the code of its state."""
    match = re.fullmatch(
        r"([^\W\d_][\w.' -]{1,30}?),? ([A-Z]{2,3})(?: (\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4}))?", text
    )
    if match is None or _is_street(match[1]) or is_else(match[1]):
        return None
    countries = regions_of(match[2]) & {"US", "CA", "AU"}
    sure = 0.7 if match[3] else 0.5
    return Place(match[1], match[2], min(countries), sure) if len(countries) == 1 else None


def _in_han(piece: str) -> Iterator[tuple[str, Place, float]]:
    """Yield the city a Chinese or Japanese address begins with."""
    if HAN.match(piece):
        for size in range(4, 1, -1):
            if known := cities(piece[:size]):
                yield piece[:size], Place(piece[:size], None, known[0].country, 0.6), 0.05
                return


@cache
def is_plausible(city: str) -> bool:
    """Whether a city's name is none of the words that label contact data ("Mobile", "Split" stays)."""
    folded = fold(city)
    kinds = ("phone", "email", "link", "birth", "name", "street", "move", "of", "no_phone", "address", "reference")
    code = city.isupper() and len(city) <= CODE_LENGTH and folded not in FAMOUS_CODES
    return len(folded) > 1 and not code and not any(folded in words("contacts", kind) for kind in kinds)


def _place_texts(piece: str) -> Iterator[tuple[str, float]]:
    """Yield the piece, then what is left of it without a street before and without a country code behind."""
    yield piece, 0.0
    parts = [part.strip() for part in re.split(r"[,/]", piece) if part.strip()][:MOST_PARTS]
    for first in range(len(parts)):
        skipped = -0.1 if all(DIGITS.search(part) for part in parts[:first]) else 0.15  # a street speaks for an address
        for last in range(len(parts), first, -1):
            if (first, last) != (0, len(parts)) or "/" in piece:
                cut = 0.1 if last < len(parts) else 0.0
                yield ", ".join(parts[first:last]), (skipped if first else 0.05) + cut
    if match := re.fullmatch(r"(.+?),?\s+([A-Z]{2,3})(?:\s+[\d -]{4,10})?", piece):
        yield f"{match[1]}, {match[2]}", 0.05
        tokens = match[1].split()
        if DIGITS.match(tokens[0]):
            for size in range(1, min(len(tokens), 4)):
                yield f"{' '.join(tokens[-size:])}, {match[2]}", 0.15
    bare = TRAILING.sub("", piece)
    if bare != piece and bare:
        yield bare, 0.05
    if match := QUARTER.fullmatch(piece):
        yield match[1], 0.05


def _by_post_code(piece: str, *, said: bool) -> Iterator[tuple[str, Place, float]]:
    """Yield the town behind a post code, known or not: "Im Winkel 3 88677 Markdorf"."""
    for pattern in POST_CODES:
        for match in pattern.finditer(piece):
            behind = BEFORE_CITY.match(piece, match.end())
            if behind is None:
                continue
            text = TRAILING.sub("", behind[1]).strip(" ,.")
            town, _, rest = text.partition(",")
            town = DISTRICT.sub("", town.strip())
            whole = find_place(text)
            place = whole or find_place(town)
            if place is not None and place.city is not None:
                yield text if whole else town, replace(place, sure=min(1.0, place.sure + POST_BONUS)), 0.05
            elif place is None and _is_small_town(town) and (said or len(match[0]) > YEAR_LENGTH):
                country = find_place(rest.strip()) if rest.strip() else None
                yield town, Place(town, None, country.country if country else None, 0.5), 0.05


def _is_small_town(text: str) -> bool:
    return SMALL_TOWN.fullmatch(text) is not None and text[:1].isupper() and not _is_street(text)


def _is_street(text: str) -> bool:
    tokens = fold(text).split()
    kinds = words("contacts", "street")
    return bool(tokens) and (tokens[0] in kinds or tokens[-1] in kinds)


def _metropolis(piece: str) -> Iterator[tuple[str, Place, float]]:
    """Yield the city of "Greater Boston Area", "Großraum München", "Lyon et environs"."""
    head, comma, rest = piece.partition(",")
    plain = flat(head)
    before, behind = lead("area_before").match(plain), None
    ends = [entry for entry in words("contacts", "area_after") if plain.endswith(f" {entry}")]
    if ends:
        behind = len(plain) - max(map(len, ends)) - 1
    if before is None and behind is None:
        return
    city = head[before.end() if before else 0 : behind if behind is not None else len(head)].strip(" -")
    place = find_place(f"{city},{rest}" if comma else city) if city else None
    if place is not None and place.city is not None:
        yield city, replace(place, city=city), 0.05
