"""Turn a Latin name into the other ways that it is spelt: without marks, written out, simplified."""

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

LETTERS = str.maketrans(
    dict(
        pair.split("=")
        for pair in "ø=o Ø=O ł=l Ł=L đ=d Đ=D ı=i ß=ss æ=ae Æ=Ae œ=oe Œ=Oe þ=th ð=d ə=a Ə=A ʻ= ’='".split()
    )
)
NORDIC = (("å", "aa"), ("ä", "ae"), ("ö", "oe"), ("ø", "oe"), ("æ", "ae"), ("Å", "Aa"), ("Ö", "Oe"), ("Ø", "Oe"))
GERMAN = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"))
INDIAN = (("ee", "i"), ("oo", "u"), ("sh", "s"), ("v", "w"), ("(?<=[td])h", ""), ("aa", "a"), ("y$", "i"))
INDIAN_OTHER = (("(?<=[^aeiou])i(?=[^aeiou])", "ee"), ("(?<!o)u(?=[^aeiou])", "oo"), ("i$", "y"))
ARABIC = (("ee", "i"), ("oo|ou", "u"), ("ss", "s"), ("mm", "m"), ("ah$", "a"), ("^Mohammad|^Muhammad", "Mohamed"))
ARABIC_OTHER = (
    ("(?<![aeiou])i(?=[^aeiou])", "ee"),
    ("(?<![aeiou])u(?=[^aeiou])", "oo"),
    ("a(?=[^aeiou])", "e"),
    ("q", "k"),
)
INDONESIAN = (("u", "oe"), ("j", "dj"), ("y", "j"))
VIETNAMESE = (("Nguyễn", "Nguyen"),)
TURKISH = (("ş", "sh"), ("ç", "ch"), ("ü", "u"), ("ö", "o"), ("ğ", "g"))
THAI = (("ph", "p"), ("th", "t"), ("porn", "phon"), ("ee", "i"))
IRISH = (("^O'", "O "), ("^Mc", "Mac"), ("^Mac(?=[A-Z])", "Mc"))
FRENCH = (("-", " "),)
NOT_LETTERS = re.compile("[^a-z]")
RULES: Mapping[str, tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]] = MappingProxyType(
    {
        "german": (GERMAN, ()),
        "nordic": (NORDIC, ()),
        "indian": (INDIAN, INDIAN_OTHER),
        "arabic": (ARABIC, ARABIC_OTHER),
        "indonesian": (INDONESIAN, ()),
        "turkish": (TURKISH, ()),
        "thai": (THAI, ()),
        "irish": (IRISH, ()),
        "french": (FRENCH, (("-", ""),)),
        "plain": ((), ()),
    }
)


def unmarked(text: str) -> str:
    """Strip marks from letters: "Müller" to "Muller"."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text.translate(LETTERS)) if not unicodedata.combining(c))


def spellings(name: str, rules: str) -> tuple[str, str]:
    """Give two other spellings of a name; equal to it where the rules say nothing."""
    first, second = RULES[rules]
    return _spelt(name, first), _spelt(name, second or first)


def letters_only(text: str) -> str:
    """Fold a Latin name to lower-case ASCII letters, as mailbox names have it; "" where none is left."""
    plain = unmarked(text).lower()
    return plain if plain.isalpha() and plain.isascii() else NOT_LETTERS.sub("", plain)


def _spelt(name: str, rules: Sequence[tuple[str, str]]) -> str:
    if not rules:
        return name
    new = name
    for pattern, by in _compiled(tuple(rules)):
        new = pattern.sub(by, new)
    return unmarked(new) if new != name else new


@functools.cache
def _compiled(rules: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), by) for pattern, by in rules]
