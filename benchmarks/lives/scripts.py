"""Turn names in Cyrillic, Greek or Korean letters into the Latin spellings that people use for them."""

import functools
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from benchmarks.lives.wordlists import words

CYRILLIC = dict(
    pair.split("=")
    for pair in (
        "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch"
        " ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g '= ’="
    ).split()
)
BY_COUNTRY: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"ua": {"г": "h", "и": "y"}, "bg": {"ъ": "a", "щ": "sht", "х": "h", "ж": "zh", "ц": "ts"}}
)
INFORMAL = (("kh", "h"), ("iya\\b", "ia"), ("yu", "iu"), ("ya", "ia"), ("iy\\b", "y"), ("ey\\b", "ei"), ("ks", "x"))
GERMAN = (
    ("shch", "schtsch"),
    ("zh", "sh"),
    ("kh", "ch"),
    ("(?<!s)ch", "tsch"),
    ("sh", "sch"),
    ("v", "w"),
    ("y(?=[aeou])", "j"),
)
ENGLISH = {
    "Aleksandr": "Alexander",
    "Aleksandra": "Alexandra",
    "Aleksey": "Alexei",
    "Sergey": "Sergei",
    "Dmitriy": "Dmitry",
    "Yekaterina": "Ekaterina",
    "Mikhail": "Michael",
    "Yevgeniy": "Evgeny",
    "Yuliya": "Julia",
    "Nataliya": "Natalia",
    "Andrey": "Andrei",
    "Pavel": "Paul",
    "Nikolay": "Nikolai",
    "Mariya": "Maria",
    "Yelena": "Elena",
    "Yuriy": "Yuri",
    "Georgiy": "George",
    "Anatoliy": "Anatoly",
    "Vasiliy": "Vasily",
    "Oleksandr": "Alexander",
    "Oleksiy": "Alexey",
    "Mykola": "Nikolay",
    "Dmytro": "Dmitry",
    "Iryna": "Irina",
    "Olena": "Elena",
    "Georgi": "George",
    "Aleksandar": "Alexander",
    "Petar": "Peter",
}
GREEK = dict(
    pair.split("=")
    for pair in (
        "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o"
        " ά=a έ=e ή=i ί=i ό=o ύ=y ώ=o ϊ=i ϋ=y ΐ=i ΰ=y"
    ).split()
)
GREEK_PAIRS = (("ου", "ou"), ("ού", "ou"), ("μπ", "b"), ("ντ", "nt"), ("γγ", "ng"), ("γκ", "gk"), ("αυ", "af"))
GREEK_OTHER = (("ch", "h"), ("y", "i"), ("f", "ph"), ("af", "av"), ("nt", "d"), ("^gk", "g"))
INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
MEDIALS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
FINALS = "- k k k n n n t l k m p l l p l m p p t t ng t t k t p t".split()
KOREAN_OTHER = (
    ("yeo", "you"),
    ("(?<!y)eo", "U"),
    ("(?<![oe])u(?=n|k|$)", "oo"),
    ("eu", "u"),
    ("U", "u"),
    ("^j", "ch"),
    ("^g", "k"),
    ("^d", "t"),
)


def cyrillic(name: str, country: str) -> tuple[str, str, str]:
    """Spell a Cyrillic name as passports, as people, then as Germans or the English do."""
    own = BY_COUNTRY.get(country, {})
    letters = []
    for at, letter in enumerate(name.lower()):
        latin = own.get(letter, CYRILLIC.get(letter, letter))
        if letter == "е" and at == 0 and country == "ru":
            latin = "ye"
        letters.append(latin)
    passport = "".join(letters)
    shown = _named(passport)
    third = ENGLISH.get(shown) or _named(_replaced(passport, GERMAN))
    return shown, _named(_replaced(passport, INFORMAL)), third


def greek(name: str) -> tuple[str, str, str]:
    """Spell a Greek name by the standard, then in two looser ways."""
    plain = _replaced(name.lower(), GREEK_PAIRS)
    standard = "".join(GREEK.get(letter, letter) for letter in plain)
    looser = _replaced(standard, GREEK_OTHER[:2])
    return _named(standard), _named(looser), _named(_replaced(standard, GREEK_OTHER[2:]))


@functools.cache
def korean_families() -> Mapping[str, list[str]]:
    """Read how Korean surnames are spelt, each in up to three ways."""
    pairs = (word.split("=") for word in words("korean", "families"))
    return MappingProxyType({writing: spelt.split(",") for writing, spelt in pairs})


def korean(name: str) -> tuple[str, str, str]:
    """Spell a Korean given name joined, with a hyphen, then in the older way in two words."""
    syllables = [_syllable(letter) for letter in name if "가" <= letter <= "힣"]
    if not syllables:
        return name, name, name
    older = [_replaced(one, KOREAN_OTHER) for one in syllables]
    return (
        "".join(syllables).capitalize(),
        "-".join(syllables).capitalize(),
        " ".join(one.capitalize() for one in older),
    )


def _syllable(letter: str) -> str:
    number = ord(letter) - ord("가")
    parts = (INITIALS[number // 588], MEDIALS[number % 588 // 28], FINALS[number % 28])
    return "".join(part for part in parts if part != "-")


def _replaced(text: str, rules: Sequence[tuple[str, str]]) -> str:
    for pattern, new in rules:
        text = re.sub(pattern, new, text)
    return text


def _named(text: str) -> str:
    return re.sub(r"(^|[\s-])(\w)", lambda found: found[1] + found[2].upper(), text)
