"""Turn a true and a read value into whether the reading counts as right.

Lenient on purpose where layouts differ without being wrong: case, punctuation, a place behind an employer's name.
"""

import re

import phonenumbers
from rapidfuzz import fuzz

from benchmarks.cvs.visible import letters

LEAST_RATIO, LEAST_SKILL_RATIO = 88, 90  # of 100
SURPLUS, DEGREE_SURPLUS, LEVEL_SURPLUS = 12, 20, 24  # letters a reading may have beyond the truth
LAST_DIGITS = 9
BARE = re.compile(r"^(?:https?://)?(?:www\.)?")
PRESENT = "present"


def text(truth: str, read: str) -> bool:
    """Tell whether two texts are equal in their letters, alike, or the truth with a little more."""
    ours, theirs = letters(truth), letters(read)
    if not ours or not theirs:
        return False
    return (
        ours == theirs
        or fuzz.ratio(ours, theirs) >= LEAST_RATIO
        or (ours in theirs and len(theirs) - len(ours) <= SURPLUS)
    )


def name(truth: str, read: str) -> bool:
    """Tell whether two names have the same words in any order, or are alike."""
    first, second = (sorted(one.casefold().replace(".", "").split()) for one in (truth, read))
    return first == second or text(truth, read)


def city(truth: str, read: str) -> bool:
    """Tell whether the read place holds the city."""
    return letters(truth) in letters(read)


def email(truth: str, read: str) -> bool:
    """Tell whether two addresses are equal but for case."""
    return truth.casefold() == read.casefold().strip(" .;,")


def phone(truth: str, read: str, region: str | None) -> bool:
    """Tell whether two numbers are equal in E.164, or in their last nine digits."""
    try:
        parsed = phonenumbers.parse(read, region)
        read = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    return truth == read or re.sub(r"\D", "", truth)[-LAST_DIGITS:] == re.sub(r"\D", "", read)[-LAST_DIGITS:]


def link(truth: str, read: str) -> bool:
    """Tell whether two addresses are equal but for scheme, www and a slash at the end."""
    first, second = (BARE.sub("", one.casefold()).rstrip("/ .,") for one in (truth, read))
    return first == second


def skill(truth: str, read: str) -> bool:
    """Tell whether two skills are equal in their letters, or long and nearly so."""
    ours, theirs = letters(truth), letters(read)
    return ours == theirs or (len(ours) > len("sql!") and fuzz.ratio(ours, theirs) >= LEAST_SKILL_RATIO)


def language(truth: str, read: str) -> bool:
    """Tell whether the reading is the language, perhaps with a level behind it."""
    ours, theirs = letters(truth), letters(read)
    return theirs.startswith(ours) and len(theirs) < len(ours) + LEVEL_SURPLUS


def date(truth: str | None, read: str, *, months: bool) -> bool:
    """Tell whether two dates are equal in their years, and in their months where the layout prints them."""
    if truth is None or read == PRESENT:
        return truth is None and read == PRESENT
    size = len("YYYY-MM") if months else len("YYYY")
    return truth[:size] == read[:size]


def degree(truth: str, area: str | None, read_degree: str, read_area: str) -> bool:
    """Tell whether the degree stands in what was read as degree with area, without a whole line around it."""
    shown = letters(f"{read_degree} {read_area}")
    wanted = letters(truth)
    return bool(shown) and wanted in shown and len(shown) <= len(wanted) + len(letters(area or "")) + DEGREE_SURPLUS


def area(truth: str, read_degree: str, read_area: str) -> bool:
    """Tell whether the area stands in what was read as area or degree."""
    return letters(truth) in letters(f"{read_area} {read_degree}")
