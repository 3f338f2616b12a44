"""Turn lines into phone numbers in E.164."""

import re
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher

from entities.resume import Found
from matcher.resume.dates import find_dates
from matcher.resume.emails import EMAIL
from matcher.resume.found import found
from matcher.resume.labels import label_ends
from matcher.resume.line import Line
from matcher.resume.links import URL
from matcher.resume.memo import remembered

PHONE_HINT = re.compile(r"\d[\d\s().+/·-]{5,}\d")
NUMBER = re.compile(
    r"(?<![\w€$£,/+-])(?<!\d[.,])(?:(?<!\d )|(?=\+))(?:\+|\(\+?)?\s?\d[\d \u00a0().\-‐‑–/]{5,24}\d(?![\w%€$£])"
)
PIECES = re.compile(r"\s{3,}|\t|\s?[|•∙●▪⋅◆♦;,]\s?|(?<=[\d ()-]{9})\s[/–—-]\s(?=[\d(+][\d\s()-]{6})")
POST_CODE = re.compile(r"\d{5}-\d{3,4}|\d{3}-\d{4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} \d{2}|\d{6}")
LONG_POST_CODE = re.compile(r"\d{5}-\d{3}")  # of Brazil, whose label is Turkish for a mobile phone
YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/.]\s?(?:(?:19|20)\d\d|\d\d)")
DAY = re.compile(r"(?:[0-3]?\d[./-][01]?\d[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-][01]?\d[./-][0-3]?\d)")
COUNTED = re.compile(r"\d{1,3}(?:[.]\d{3}){2,3}(?:\s?[-–].*)?")  # 1.250.000
PERSONAL = re.compile(r"\d{6}[-+/]\d{4}")  # an identity number of the north or of Bohemia
INTERNATIONAL = re.compile(r"(?:\+|\(\+|\(?00(?=[1-9]))")
TRUNK = re.compile(r"\(\s?0\s?\)")
FEWEST, MOST_DIGITS = 7, 15
PLAIN_FEWEST = 8  # digits of a number that no label names
DEFAULT_REGIONS = ("US", "GB")
LANGUAGE_REGIONS = {
    "en": "US GB CA IN AU IE ZA NZ SG",
    "de": "DE AT CH",
    "fr": "FR BE CH CA MA",
    "es": "ES MX AR CO CL PE",
    "it": "IT CH",
    "pt": "BR PT",
    "nl": "NL BE",
    "sv": "SE FI",
    "da": "DK",
    "no": "NO",
    "fi": "FI",
    "pl": "PL",
    "cs": "CZ",
    "sk": "SK",
    "hu": "HU",
    "tr": "TR",
    "ro": "RO",
    "ru": "RU KZ",
    "uk": "UA",
    "bg": "BG",
    "el": "GR CY",
    "hr": "HR",
    "ja": "JP",
    "ko": "KR",
    "zh": "CN TW HK",
}
COUNTRY_ENDS = frozenset(
    (
        "DE AT CH FR ES IT NL PL CZ SK SE DK NO FI HU RO TR PT BE GB UK IE GR BG HR RU UA BR MX AR IN JP KR CN AU NZ "
        "ZA IS LU LT LV EE SI RS BA KE NG GH EG MA AE SA IL SG HK TW MY TH VN ID PH PK"
    ).split()
)
MOST = 6


def regions_of_language(tag: str | None) -> list[str]:
    """Return the countries in which a document of that language is mostly written, the likeliest first."""
    return LANGUAGE_REGIONS.get(tag or "", "").split()


def region_of(number: str) -> str | None:
    """Return the country of a number in E.164, None where several share its code and it doesn't tell."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number, None))
    except NumberParseException:
        return None


def countries_of(phones: Iterable[Found[str]], addresses: Iterable[Found[str]]) -> list[str]:
    """Return the countries that numbers with a country code and addresses speak of, in this order."""
    ends = [address.value.rpartition("@")[2].partition("/")[0].rpartition(".")[2].upper() for address in addresses]
    said = [
        *(
            region
            for phone in phones
            if phone.raw and INTERNATIONAL.match(phone.raw) and (region := region_of(phone.value))
        ),
        *("GB" if end == "UK" else end for end in ends if end in COUNTRY_ENDS),
    ]
    return list(dict.fromkeys(said))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _dateless(text: str) -> str:
    """Return the text with spaces in the place of its dates, as long as before."""
    for dated in find_dates(text):
        text = text[: dated.begin] + " " * (dated.finish - dated.begin) + text[dated.finish :]
    return text


def _is_other(raw: str) -> bool:
    """Whether a group of digits is rather a post code, a date, years or an amount than a phone number."""
    plain = raw.strip()
    return any(pattern.fullmatch(plain) for pattern in (POST_CODE, YEARS, DAY, COUNTED, PERSONAL))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield (text before, digits) of what may be a number; dates are blanked unless "+" or a label stands before."""
    safe = _dateless(text)
    begin = 0
    for match in [*PIECES.finditer(text), None]:
        end = match.start() if match else len(text)
        for number in NUMBER.finditer(text, begin, end):
            before = text[begin : number.start()]
            sure = INTERNATIONAL.match(number[0].strip()) or label_ends(before, "phone")
            if sure or safe[number.start() : number.end()] == number[0]:
                yield before, number[0]
            else:
                for rest in NUMBER.finditer(safe, number.start(), number.end()):
                    yield before, rest[0]
        begin = match.end() if match else end


@remembered
def _parse(raw: str, region: str | None) -> PhoneNumber | None:
    text = re.sub(r"^\(?00(?=[1-9])", "+", raw.strip()) if region not in ("US", "CA") else raw
    try:
        number = phonenumbers.parse(TRUNK.sub(" ", text) if text.lstrip(" (").startswith("+") else text, region)
    except NumberParseException:
        return None
    return number


def _international(raw: str) -> tuple[PhoneNumber, float] | None:
    number = _parse(raw, None)
    if number is None:
        return None
    if phonenumbers.is_valid_number(number):
        return number, 0.97
    return (number, 0.85) if phonenumbers.is_possible_number(number) else None


def _national(raw: str, regions: Sequence[str], own: int, *, labelled: bool) -> tuple[PhoneNumber, float] | None:
    """Read a number without a country code: in an own region if it is valid or possible, else valid in another.

    The first `own` regions are those the document names.
    """
    for region in regions[:own]:
        number = _parse(raw, region)
        if number is not None and phonenumbers.is_valid_number(number):
            return number, 0.9
    for region in regions[:own]:
        number = _parse(f"+{raw.strip()}", None)
        code = phonenumbers.country_code_for_region(region)
        if number is not None and number.country_code == code and phonenumbers.is_valid_number(number):
            return number, 0.85  # the code of the country without its "+"
    first = _parse(raw, regions[0]) if own else None
    if first is not None and phonenumbers.is_possible_number(first):
        return first, 0.75 if labelled else 0.6
    for region in regions[own:]:
        number = _parse(raw, region)
        if number is not None and phonenumbers.is_valid_number(number):
            return number, 0.7
    first = _parse(raw, regions[own]) if own < len(regions) else None
    return (first, 0.5) if first is not None and phonenumbers.is_possible_number(first) else None


def _numbers(text: str, regions: Sequence[str], likely: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    every = list(dict.fromkeys([*regions, *likely, *DEFAULT_REGIONS]))
    for before, raw in _pieces(text):
        digits = sum(character.isdigit() for character in raw)
        international = INTERNATIONAL.match(raw.strip()) is not None
        labelled = label_ends(before, "phone")
        if digits < (FEWEST if labelled or international else PLAIN_FEWEST) and not _is_short(raw, regions):
            continue
        if label_ends(before, "no_phone") or (_is_other(raw) and not labelled) or LONG_POST_CODE.fullmatch(raw.strip()):
            continue
        if digits > MOST_DIGITS:
            yield from _side_by_side(raw, every)
            continue
        read = _international(raw) if international else _national(raw, every, len(regions), labelled=labelled)
        if read:
            yield phonenumbers.format_number(read[0], PhoneNumberFormat.E164), raw.strip(), read[1]


def _is_short(raw: str, regions: Sequence[str]) -> bool:
    """Whether seven digits are a whole number where the person lives (Iceland, not the United States)."""
    number = _parse(raw, regions[0]) if regions else None
    return number is not None and phonenumbers.is_valid_number(number)


def _side_by_side(raw: str, regions: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Read numbers printed with nothing but a space between them."""
    for region in regions:
        matches = list(PhoneNumberMatcher(raw, region, Leniency.VALID))
        if matches:
            for match in matches:
                yield phonenumbers.format_number(match.number, PhoneNumberFormat.E164), match.raw_string, 0.8
            return


def find_phones(lines: Iterable[Line], regions: Sequence[str], likely: Sequence[str] = ()) -> tuple[Found[str], ...]:
    """Return phone numbers in E.164; numbers without a country code are read in the first region that allows them.

    `regions` are ISO codes of countries the document names, `likely` those its language is spoken in, the likeliest
    first.
    """
    seen: dict[str, Found[str]] = {}
    for line in lines:
        if not PHONE_HINT.search(line.text):
            continue
        text = URL.sub(_blank, EMAIL.sub(_blank, line.text))
        for number, raw, sure in _numbers(text, regions, likely):
            seen.setdefault(number, found(number, line, sure, raw))
    return tuple(list(seen.values())[:MOST])
