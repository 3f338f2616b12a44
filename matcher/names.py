"""Turn name texts into parts that can be compared: given names, surnames, nicknames, sounds."""

import functools
import re
import unicodedata

import nicknames
from anyascii import anyascii

TEXT_LIMIT, TOKEN_LIMIT = 300, 40  # characters looked at in a name, kept of one token
TITLES = frozenset(
    "mr mrs ms miss mx dr prof sir dame rev hon herr frau sr sra srta dott ing dipl eng adv capt col lt".split()
)
SUFFIXES = frozenset(
    "jr sr ii iii iv phd md mba msc bsc ma ba cpa pmp esq cfa dds rn llm llb jd beng meng csm pe shrm phr".split()
)
PARTICLES = frozenset(
    "de da do dos das del della di van von der den ter ten la le los las el al bin ibn abu bint y e zu zum af av du des st san".split()  # noqa: E501 - the same
)
FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # kana, Han, Hangul
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bc]")
NOT_WORD = re.compile(r"[^a-z0-9]+")
SOUNDS = (  # applied in order to a token
    (re.compile(r"^(kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(tsch|tch|sch|sh|ch|cz|zh)"), "s"),
    (re.compile(r"(ck|q|x|c|g|kh)"), "k"),
    (re.compile(r"(d|th|dh|bh)"), "t"),
    (re.compile(r"[zj]"), "s"),
    (re.compile(r"[vwb]"), "f"),
    (re.compile(r"p"), "f"),
    (re.compile(r"m"), "n"),
    (re.compile(r"(.)\1+"), r"\1"),
)
VOWELS = re.compile(r"(?<=.)[aeiouyh]+")


def folded(text: str) -> str:
    """Fold to plain lower-case letters, digits and single spaces, whatever the script."""
    text = unicodedata.normalize("NFKC", text[:TEXT_LIMIT])
    if not text.isascii():
        text = CAPITAL.sub(" ", anyascii(text))
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", text).casefold()).strip()


def tokens(text: str) -> list[str]:
    """Split a name into folded tokens without titles and suffixes, unless nothing else is left."""
    every = [token[:TOKEN_LIMIT] for token in folded(text).split()]
    kept = [token for token in every if token not in TITLES and token not in SUFFIXES]
    return kept or every


def without_particles(parts: list[str]) -> list[str]:
    """Drop "van", "de", "al" and their like, unless nothing else is left."""
    return [part for part in parts if part not in PARTICLES] or parts


def split_name(text: str) -> tuple[list[str], list[str]]:
    """Split a whole name into given names and surnames: "Last, First", family name first in CJK, else last."""
    text = text[:TEXT_LIMIT]
    compact = text.replace(" ", "")
    if FAMILY_FIRST.search(text) and " " not in text.strip():
        return tokens(anyascii(compact[1:]).replace(" ", "")) if len(compact) > 1 else [], tokens(compact[:1])
    halves = [half for half in text.split(",") if _a_name(half)]
    if len(halves) > 1:
        return tokens(halves[1]), tokens(halves[0])
    parts = tokens(halves[0] if halves else text)
    if len(parts) < 2:
        return parts, []
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in PARTICLES:
        at -= 1
    return parts[:at], parts[at:]


def _a_name(half: str) -> bool:
    every = folded(half).split()
    return any(token not in SUFFIXES and token not in TITLES for token in every)


def sound(token: str) -> str:
    """Reduce a token to a rough sound, so that most misspellings and romanisations fall together."""
    for pattern, plain in SOUNDS:
        token = pattern.sub(plain, token)
    return token[:1] + VOWELS.sub("", token)[1:]


@functools.cache
def _canonicals() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for canonical, _, nickname in nicknames.name_triplets():
        found.setdefault(nickname, set()).add(canonical)
    return {short: tuple(sorted(full)) for short, full in found.items()}


def canonicals(token: str) -> tuple[str, ...]:
    """Name a given name's full forms with itself first; many to many, never merged across."""
    return (token, *(full for full in _canonicals().get(token, ()) if full != token))
