"""Turn name texts into parts that can be compared: given names, surnames, nicknames, sounds."""

import functools
import re
import unicodedata

import nicknames
from anyascii import anyascii

TEXT_LIMIT, TOKEN_LIMIT = 300, 40  # characters looked at in a name, kept of one token
TITLES = frozenset(
    "mr mrs ms miss mx dr prof sir dame rev hon herr frau sr sra srta dott ing dipl adv capt col lt".split()
)
SUFFIXES = frozenset(
    "jr sr ii iii iv phd mba msc bsc cpa pmp esq cfa dds rn llm llb jd beng meng csm pe shrm phr".split()
)
# Also whole names ("Wei Ma", "Eng Lee"): letters after a name only where enough of it is left without them.
SURNAMES_TOO = frozenset("ma ba md eng".split())
PARTICLES = frozenset(
    "de da do dos das del della di van von der den ter ten la le los las el al bin ibn abu bint y e zu zum af av du des st san".split()  # noqa: E501 - the same
)
FAMILY_FIRST = re.compile("[\u3400-\u9fff\uac00-\ud7af]")  # Han, Hangul
UNSPACED = re.compile("[\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af]+")  # these and kana
MIDDLE_DOTS = re.compile("[\u00b7\u30fb\uff65]")  # between the parts of a foreign name, in that name's order
DOTTED_SUFFIX = re.compile(
    r"(?<=[\s,])(ph\.\s?d|m\.d|m\.b\.a|m\.sc|b\.sc|m\.a|b\.a|j\.d|ll\.[mb]|d\.d\.s|r\.n|c\.p\.a)\b\.?(?=\s*(,|$))",
    re.IGNORECASE,
)
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
APOSTROPHES = re.compile("['`\u00b4\u00b7\u2018\u2019\u02bb\u02bc\u2032\uff07]")
PICTURES = frozenset(("So", "Sk"))  # Unicode categories of emoji: anyascii would spell them out
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
    text = unicodedata.normalize("NFKC", APOSTROPHES.sub("", text[:TEXT_LIMIT]))
    if not text.isascii():
        text = "".join(" " if unicodedata.category(letter) in PICTURES else letter for letter in text)
        text = anyascii(UNSPACED.sub(_syllables, text))
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", text).casefold()).strip()


def _syllables(run: re.Match[str]) -> str:
    """Romanise a run of a script without spaces, one word a syllable."""
    return f" {CAPITAL.sub(' ', anyascii(run[0]))} "


def tokens(text: str, *, least: int = 1) -> list[str]:
    """Split a name into folded tokens without titles and suffixes, unless nothing else is left.

    A suffix that is a surname too ("Ma") goes only from the end, where `least` tokens stay.
    """
    every = [token[:TOKEN_LIMIT] for token in folded(DOTTED_SUFFIX.sub(" ", text[:TEXT_LIMIT])).split()]
    kept = [token for token in every if token not in TITLES and token not in SUFFIXES]
    while len(kept) > least and kept[-1] in SURNAMES_TOO:
        kept.pop()
    return kept or every


def without_particles(parts: list[str]) -> list[str]:
    """Drop "van", "de", "al" and their like, unless nothing else is left."""
    return [part for part in parts if part not in PARTICLES] or parts


def split_name(text: str) -> tuple[list[str], list[str]]:
    """Split a whole name into given names and surnames: "Last, First", family name first in CJK, else last."""
    text = DOTTED_SUFFIX.sub(" ", text[:TEXT_LIMIT])
    dotted = MIDDLE_DOTS.split(text)
    if len(dotted) > 1 and UNSPACED.search(text):
        return _words(dotted[:-1]), _words(dotted[-1:])
    if FAMILY_FIRST.search(text) and "," not in text:
        return _family_first(text.split())
    halves = [half for at, half in enumerate(text.split(",")) if _a_name(half, first=at == 0)]
    if len(halves) > 1:
        return tokens(halves[1]), tokens(halves[0])
    parts = tokens(halves[0] if halves else text, least=2)
    if len(parts) < 2:
        return parts, []
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in PARTICLES:
        at -= 1
    return parts[:at], parts[at:]


def _family_first(words: list[str]) -> tuple[list[str], list[str]]:
    """Take the first word as the surname, or the first letter of the only one."""
    if len(words) == 1:
        words = [words[0][:1], words[0][1:]]
    return _words(words[1:]), _words(words[:1])


def _words(texts: list[str]) -> list[str]:
    """Take each text for one word, however many syllables it has."""
    return tokens(" ".join(folded(text).replace(" ", "") for text in texts))


def _a_name(half: str, *, first: bool) -> bool:
    """Tell whether a part between commas is more than letters after a name; the first one may be the surname "Ma"."""
    every = folded(half).split()
    return any(
        token not in SUFFIXES and token not in TITLES and (first or token not in SURNAMES_TOO) for token in every
    )


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
