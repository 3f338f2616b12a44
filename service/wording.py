"""Turn the matcher's names for fields and levels into words for a reader."""

import re
from collections.abc import Mapping
from types import MappingProxyType

RARITY = ": rarity"  # ends the name of a field's row for how rare the agreeing value is
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "prior": "Before comparing",
        "name": "Name",
        "rarity": "How rare the name is",
        "middle name": "Middle name",
        "e-mail": "E-mail",
        "phone": "Phone",
        "handle": "Profile address",
        "employer": "Employer",
        "title": "Title",
        "place": "Place",
        "birth date": "Birth date",
        "school": "School",
    }
)
LEVELS: tuple[tuple[str, str], ...] = (  # from the matcher's words to a reader's, in this order
    (r" \(names apart\)", ""),  # what the row of the name says anyway
    (r"names agree: |names differ: |no names: ", ""),
    (r"first (.+), last (.+)", r"first name \1, surname \2"),
    (r"both names, expected (\S+) or fewer", r"by chance at most \1 others bear it"),
    (r"both names, common", "many others bear it"),
    (r"surname, (\S+) or fewer", r"at most \1 others bear the surname"),
    (r"first name, (\S+) or fewer", r"at most \1 others bear the first name"),
    (r"current same, named by (\S+) or fewer", r"same current one, named by at most \1"),
    (r"one shared, named by (\S+) or fewer", r"one in common, named by at most \1"),
    (r"one shared", "one in common"),
    (r"none shared", "none in common"),
    (r"same, home of (\S+) or fewer", r"same, home of at most \1"),
)


def field_words(field: str) -> str:
    """Name a field of the evidence, the row of its rarity too."""
    plain, mark, _ = field.partition(RARITY)
    named = FIELDS.get(plain, plain[:1].upper() + plain[1:])
    return f"{named}: how rare" if mark else named


def in_words(level: str) -> str:
    """Say a level as one who looks for people would."""
    for ours, theirs in LEVELS:
        level = re.sub(ours, theirs, level)
    return level


def signed(value: float) -> str:
    """Write a number with its sign, a real minus, and two digits."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "\N{MINUS SIGN}")
