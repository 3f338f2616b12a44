"""Turn name texts into parts that can be compared: given names, surnames, nicknames, sounds."""

import functools
import re
import unicodedata

import nicknames
from anyascii import anyascii

from matcher.short_names import full_forms

TEXT_LIMIT, TOKEN_LIMIT = 300, 40  # characters looked at in a name, kept of one token
TITLES = frozenset(
    "mr mrs ms miss mx dr prof sir dame rev hon herr frau sr sra srta dott ing dipl adv capt col lt".split()
)
SUFFIXES = frozenset(
    "jr sr ii iii iv phd mba msc bsc cpa pmp esq cfa dds rn llm llb jd beng meng csm pe shrm phr".split()
)
BESIDE_NAMES = TITLES | SUFFIXES
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
CAMEL = re.compile(r"[A-Z][a-z]{2,}[A-Z][a-z]{2,}")  # "AnnaBraun", a name typed without a space
NOT_CAMEL = ("Mac", "Van", "Von", "Des", "Del", "Fitz")  # how one name with two capitals begins
HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")
ASIDE = re.compile(
    r"[(\[{\u201c\u201e\"]([^()\[\]{}\u201c\u201d\"]*)[)\]}\u201d\"]?"
)  # "(Nick)", a nickname between quotes
BORN = re.compile(r"\b(?:n[\u00e9e]e|geb(?:oren)?|born|z domu|rozen\u00e1|maiden name)\b\.?\s+(?=\w)", re.IGNORECASE)
TWICE_ENCODED = re.compile(
    "[\u00c2-\u00c5\u00d0\u00d1\u00d7-\u00da\u00e0-\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]"
)
LATE_GENERATION = re.compile(r"\b(?:[js]n?r|junior|senior|filho|i{2,3}|iv|2nd|3rd)\b", re.IGNORECASE)
GENERATIONS = {
    **dict.fromkeys(("jr", "junior", "jnr", "filho"), "2"),
    **dict.fromkeys(("sr", "senior", "snr"), "1"),
    "ii": "2",
    "2nd": "2",
    "iii": "3",
    "3rd": "3",
    "iv": "4",
}
APOSTROPHES = re.compile("['`\u00b4\u00b7\u2018\u2019\u02bb\u02bc\u2032\uff07]")
MAYBE_PICTURE = re.compile("[^\\x00-\\x7f\u00c0-\u024f\u0370-\u06ff\u0900-\u1fff\u3040-\u31ff\u3400-\ud7ff]")
PICTURES = frozenset(("So", "Sk"))  # Unicode categories of emoji: anyascii would spell them out
NOT_WORD = re.compile(r"[^a-z0-9]+")
QUOTES = b"'`"  # in ASCII texts
PLAIN_WORDS = bytes(  # of ASCII: small letters and digits, spaces for all else
    ord(chr(byte).lower()) if byte < 128 and chr(byte).isalnum() else 32 for byte in range(256)
)
HISSES = re.compile(r"tsch|tch|sch|sh|ch|cz|zh")
# A capital stands for what is made of a pair, so that it begins no other pair.
ALIKE = str.maketrans("KqxcgTdzjvwbpm", "kkkkkttssffffn")  # letters that sound alike
AGAIN = re.compile(r"(.)\1+")
PRONOUNS = frozenset("she her hers he him his they them theirs".split())
WITHOUT_VOWELS = str.maketrans("", "", "aeiouyh")


def folded(text: str) -> str:
    """Fold to plain lower-case letters, digits and single spaces, whatever the script."""
    text = text[:TEXT_LIMIT]
    if text.isascii():
        return " ".join(text.encode("ascii").translate(PLAIN_WORDS, QUOTES).decode("ascii").split())
    text = unicodedata.normalize("NFKC", APOSTROPHES.sub("", _decoded_once_more(text)))
    if not text.isascii():
        if MAYBE_PICTURE.search(text):
            text = "".join(" " if unicodedata.category(letter) in PICTURES else letter for letter in text)
        text = anyascii(UNSPACED.sub(_syllables, text))
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", text).casefold()).strip()


def _decoded_once_more(text: str) -> str:
    """Undo one wrong decoding: UTF-8 that was read as a Western code page."""
    text = text if text.isascii() else unicodedata.normalize("NFC", text)  # however its marks are encoded
    if TWICE_ENCODED.search(text):
        for code in ("cp1252", "latin-1"):
            try:
                return text.encode(code).decode("utf-8")
            except UnicodeError:
                continue
    return text


def _syllables(run: re.Match[str]) -> str:
    """Romanise a run of a script without spaces, one word a syllable."""
    return f" {CAPITAL.sub(' ', anyascii(run[0]))} "


def tokens(text: str, *, least: int = 1) -> list[str]:
    """Split a name into folded tokens without titles and suffixes, unless nothing else is left.

    A suffix that is a surname too ("Ma") goes only from the end, where `least` tokens stay.
    """
    text = text[:TEXT_LIMIT]
    every = folded(DOTTED_SUFFIX.sub(" ", text) if "." in text else text).split()
    every = [token[:TOKEN_LIMIT] for token in every]
    kept = [token for token in every if token not in BESIDE_NAMES]
    while len(kept) > least and kept[-1] in SURNAMES_TOO:
        kept.pop()
    return kept or every


def without_particles(parts: list[str]) -> list[str]:
    """Drop "van", "de", "al" and their like, unless nothing else is left."""
    return [part for part in parts if part not in PARTICLES] or parts


def split_name(text: str) -> tuple[list[str], list[str]]:
    """Split a whole name into given names and surnames: "Last, First", family name first in CJK, else last.

    A name between brackets or after "born" is one more surname, a nickname one more given name.
    """
    text, also_given, also_last = _without_asides(DOTTED_SUFFIX.sub(" ", _one_name(text[:TEXT_LIMIT])))
    given, last = _split_plain(text)
    return given + also_given, last + also_last


def _split_plain(text: str) -> tuple[list[str], list[str]]:
    dotted = MIDDLE_DOTS.split(text)
    if len(dotted) > 1 and UNSPACED.search(text):
        return _words(dotted[:-1]), _words(dotted[-1:])
    if FAMILY_FIRST.search(text) and "," not in text:
        return _family_first(text.split())
    halves = [half for at, half in enumerate(text.split(",")) if _a_name(half, first=at == 0)]
    if len(halves) > 1:
        return tokens(halves[1]), tokens(halves[0])
    whole = halves[0] if halves else text
    parts = tokens(whole, least=2)
    at = len(parts) - _last_word_size(whole, parts)
    if len(parts) < 2 or at < 1:
        return parts, []
    while at > 1 and parts[at - 1] in PARTICLES:
        at -= 1
    return parts[:at], parts[at:]


def _last_word_size(text: str, parts: list[str]) -> int:
    """Count the tokens of the last written word among these: two for "Braun-Keller"."""
    if not HYPHEN.search(text):
        return 1
    for word in reversed(text.split()):
        pieces = folded(word).split() if HYPHEN.search(word) else []
        if pieces and parts[-len(pieces) :] == pieces:
            return len(pieces)
        if folded(word) and folded(word) == parts[-1]:
            return 1
    return 1


def _one_name(text: str) -> str:
    """Take the name out of an address or a path, and part a name typed without its space."""
    if "\\" in text:
        text = text.rpartition("\\")[2]
    if "@" in text:
        text = text.partition("@")[0] or text
    if CAMEL.fullmatch(text.strip()) and not text.strip().startswith(NOT_CAMEL):
        return CAPITAL.sub(" ", text)
    return text


def _without_asides(text: str) -> tuple[str, list[str], list[str]]:
    """Take bracketed and maiden names out of a name: (the rest, further given names, further surnames)."""
    born = BORN.search(text)
    if born and born.start():
        return text[: born.start()].rstrip(" ,"), [], tokens(text[born.end() :])[:2]
    aside = ASIDE.search(text)
    if not aside:
        return text, [], []
    rest = f"{text[: aside.start()]} {text[aside.end() :]}"
    words = [word for word in tokens(ASIDE.sub(" ", aside[1])) if word not in PRONOUNS]
    known = folded(rest).split()
    if not known:
        return text, [], []
    if len(words) != 1 or words[0] in TITLES or words[0] in SUFFIXES or words[0] in known:
        return rest, [], []
    short = words[0][:3] == known[0][:3] or not set(canonicals(words[0])).isdisjoint(canonicals(known[0]))
    last = not text[aside.end() :].strip() and text[aside.start()] in "([" and not short
    return rest, [] if last else words, words if last else []


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
    """Reduce a folded token to a rough sound, so that most misspellings and romanisations fall together."""
    if token[:2] in ("kn", "gn", "pn"):
        token = f"n{token[2:]}"
    if token[:2] == "wr":
        token = token[1:]
    if "h" in token or "cz" in token:
        token = HISSES.sub("s", token.replace("ph", "f"))
    token = token.replace("ck", "K")
    if "h" in token:
        token = token.replace("kh", "K").replace("th", "T").replace("bh", "T")
    token = AGAIN.sub(_once, token.translate(ALIKE))
    return token[:1] + token[1:].translate(WITHOUT_VOWELS)


def _once(run: re.Match[str]) -> str:
    return run[1]


def generation(text: str) -> str:
    """Tell which of a family's namesakes a name says it is: "1" for Sr, "2" for Jr and II, "3", "4"; else empty."""
    words = folded(text).split() if LATE_GENERATION.search(text[:TEXT_LIMIT]) else []
    while len(words) > 1 and words[-1] not in GENERATIONS and (words[-1] in SUFFIXES or words[-1] in SURNAMES_TOO):
        words.pop()
    found = [GENERATIONS[word] for word in (words[-1:] if len(words) > 1 else []) if word in GENERATIONS]
    return found[0] if found else ""


@functools.cache
def _canonicals() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {name: set(forms) for name, forms in full_forms().items()}
    for canonical, _, nickname in nicknames.name_triplets():
        found.setdefault(nickname, set()).add(canonical)
    return {short: tuple(sorted(full - {short})) for short, full in found.items()}


def canonicals(token: str) -> tuple[str, ...]:
    """Name a given name's full forms with itself first; many to many, never merged across."""
    return (token, *_canonicals().get(token, ()))
