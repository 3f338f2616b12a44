"""Turn the word lists of this package into look-up tables that ignore case, accents, width."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from matcher.resume.memo import remembered

LEXICONS = "lexicons"

# Letters that Unicode doesn't take apart into a base letter with a mark.
BASE = {
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ς": "σ",
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
}
WIDE = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ﬁ": "fi", "ﬂ": "fl", "ĳ": "ij"}
DASHES = "-‐‑‒–—―−﹘﹣－"
MARKS = re.compile("[\u0300-\u036f]")  # accents printed apart from their letter
BREAK = re.compile(r"(?:[^\w&+#@]|_)+")


class _Flat(dict[int, str]):
    """A translation table that fills itself: one letter in, one plain lower-case letter out."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        lower = letter.lower()
        lower = lower[0] if len(lower) > 1 else lower
        plain = BASE.get(lower)
        if plain is None:
            parts = unicodedata.normalize("NFKD", lower)
            plain = parts[0] if len(parts) > 1 and all(map(unicodedata.combining, parts[1:])) else lower
            plain = BASE.get(plain, plain)
        if letter in DASHES:
            plain = "-"
        elif letter.isspace():
            plain = " "
        self[code] = plain
        return plain


_FLAT = _Flat()


def flat(text: str) -> str:
    """Return the text in plain lower-case letters, each at its old place (the length never changes)."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()  # the same, an order of magnitude faster
    return text.translate(_FLAT)


class _Folded(dict[int, str]):
    """A translation table that fills itself: one letter in, what a word keeps of it out, a space between words."""

    def __missing__(self, code: int) -> str:
        plain = _FLAT[code]
        kept = "" if plain == "." or MARKS.match(plain) else WIDE.get(plain, plain)
        self[code] = kept = " " if BREAK.match(kept) else kept
        return kept


_FOLDED = _Folded()


@remembered
def fold(text: str) -> str:
    """Return words in plain lower-case letters with single spaces, without punctuation."""
    return " ".join(text.translate(_FOLDED).split())


def spread(text: str) -> str:
    """Return a letter-spaced heading ("S K I L L S") with its letters together, any other text as it is."""
    tokens = text.split()
    if len(tokens) < 4 or any(len(token) > 1 for token in tokens):
        return text
    words = re.split(r"\s{2,}", text.strip())
    return " ".join("".join(word.split()) for word in words)


class Row(NamedTuple):
    """One line of a word list: what stands before the colon, and the entries after it."""

    key: str
    entries: tuple[str, ...]


@cache
def rows(name: str, separator: str = ";") -> tuple[Row, ...]:
    """Return the lines of a word list, in order."""
    text = (files(__package__) / LEXICONS / name).read_text(encoding="utf-8")
    split = [line.partition(":") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Row(key.strip(), tuple(entry.strip() for entry in rest.split(separator) if entry.strip()))
        for key, _, rest in split
    )


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the folded entries of one key of a list, e.g. `words("jobs", "word")`."""
    return frozenset(fold(entry) for row in rows(f"{name}.txt") if row.key == key for entry in row.entries)


@cache
def longest(name: str, key: str) -> int:
    """Return how many words the longest entry of a list has."""
    return max((entry.count(" ") + 1 for entry in words(name, key)), default=0)


@cache
def reaches(name: str, key: str) -> dict[str, int]:
    """Return how many words the longest entry of a list has, by its first word."""
    found: dict[str, int] = {}
    for entry in words(name, key):
        first, _, rest = entry.partition(" ")
        found[first] = max(found.get(first, 0), len(rest.split()) + 1)
    return found


@cache
def endings(name: str, key: str) -> re.Pattern[str]:
    """Return a pattern that finds a list's entries at the end of a longer folded word."""
    entries = sorted(words(name, key), key=len, reverse=True)
    return re.compile(rf"\w{{3,}}(?:{'|'.join(map(re.escape, entries))})$")


@cache
def _finals(name: str, key: str) -> tuple[int, frozenset[str]]:
    """Return the last letters of a list's entries, as many as the shortest has and three at most, with their number."""
    size = min([3, *map(len, words(name, key))])
    return size, frozenset(entry[-size:] for entry in words(name, key))


@remembered
def ends_as(token: str, name: str, key: str) -> bool:
    """Whether a folded word of more than three letters ends in an entry of a list ("-mechaniker")."""
    size, finals = _finals(name, key)
    return token[-size:] in finals and bool(endings(name, key).match(token))


def any_ends_as(tokens: Iterable[str], name: str, key: str) -> bool:
    """Whether one of some folded words ends in an entry of a list."""
    size, finals = _finals(name, key)
    found = [token for token in tokens if token[-size:] in finals]
    return bool(found) and any(map(endings(name, key).match, found))


def phrases_in(text: str, name: str, key: str) -> list[str]:
    """Return the entries of a list that stand in a folded text as whole words, in order, the longest first."""
    longest_from, tokens = reaches(name, key), text.split()
    found: list[str] = []
    if longest_from.keys().isdisjoint(tokens):
        return found
    entries, index = words(name, key), 0
    while index < len(tokens):
        for size in range(min(longest_from.get(tokens[index], 0), len(tokens) - index), 0, -1):
            phrase = " ".join(tokens[index : index + size])
            if phrase in entries:
                found.append(phrase)
                index += size - 1
                break
        index += 1
    return found


def holds(text: str, name: str, key: str) -> bool:
    """Whether an entry of a list stands anywhere in a folded text: scripts without spaces between words."""
    return not text.isascii() and any(entry in text for entry in words(name, key))


@cache
def months() -> dict[str, int]:
    """Return folded month names with their abbreviations to 1 to 12, over all languages."""
    names: dict[str, int] = {}
    for row in rows("months.txt", "|"):
        for number, forms in enumerate(row.entries, 1):
            for form in forms.split():
                names.setdefault(fold(form), number)
    return names


@cache
def section_titles() -> dict[str, str]:
    """Return folded section titles to their kind; where two kinds share a title, the first in the list has it."""
    titles: dict[str, str] = {}
    for row in rows("sections.txt"):
        if not row.key.startswith("hint"):
            for entry in row.entries:
                titles.setdefault(fold(entry), row.key.split()[0])
    return titles


@cache
def section_hints() -> dict[str, str]:
    """Return folded words to the kind of section whose title they hint at."""
    hints = [row for row in rows("sections.txt") if row.key.startswith("hint")]
    return {fold(entry): row.key.split()[1] for row in reversed(hints) for entry in row.entries}


@cache
def stop_words() -> dict[str, frozenset[str]]:
    """Return a language's frequent words, by its two-letter tag."""
    return {row.key: frozenset(fold(word) for word in row.entries[0].split()) for row in rows("stops.txt")}
