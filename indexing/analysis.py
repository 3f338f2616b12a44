"""Turn text into the tokens that every engine gets, the same for documents as for queries.

Folded: NFKC, case folded, accents and scripts other than Chinese, Japanese and Korean transliterated to plain letters
(Müller = muller, Иванов = ivanov), apostrophes dropped (O'Brien = obrien). Split: runs of letters and digits; `c++`,
`c#` (one letter) and `.net` stay whole. Runs of Chinese, Japanese or Korean characters become overlapping pairs, a
lone character stays alone. Stemmed: English by Snowball, words of plain letters only.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer
from anyascii import anyascii

ANALYSIS = "1"  # part of every index's format: change it whenever a text's tokens change
TOKEN_LIMIT = 64  # characters; what a longer run has more is cut
SHORT = 60  # characters; titles, companies and skills come again and again
CACHED_WORDS = 1 << 17
CACHED_TEXTS = 1 << 15

APOSTROPHES = "'`\u2018\u2019\u02bb\u02bc\u00b4\uff07"
CJK = (
    "\u1100-\u11ff\u3005\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\U00020000-\U0003ffff"
)
PLAIN = re.compile(r"[a-z0-9]+\+\+|(?<![a-z0-9])[a-z]#(?![a-z0-9])|\.net(?![a-z0-9])|[a-z0-9]+")
MIXED = re.compile(
    rf"(?P<cjk>[{CJK}]+)|[a-z0-9]+\+\+|(?<![^\W_])[a-z]#(?![^\W_])|\.net(?![^\W_])|(?:(?![{CJK}])[^\W_])+"
)
IS_CJK = re.compile(f"[{CJK}]")

_stemmer = Stemmer.Stemmer("english", 0)
_stemming = threading.Lock()  # a stemmer keeps its word in itself


class _Letters(dict[int, str]):
    """Maps a code point to what it folds to, found once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = character
        if character in APOSTROPHES:
            folded = ""
        elif code > 127 and not IS_CJK.match(character) and _is_word_part(character):
            plain = "".join(c for c in anyascii(character).lower() if c.isalnum())
            folded = plain or ("" if unicodedata.category(character).startswith("M") else character)
        self[code] = folded
        return folded


def _is_word_part(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


_letters = _Letters()


def fold(text: str) -> str:
    """Take away what a searcher needn't type: case, accents, width, apostrophes; folding twice changes nothing."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", normal.translate(_letters))


def words(text: str) -> tuple[str, ...]:
    """Split text into its folded words, in order; words of two white-space separated parts never run together."""
    return _short_words(text) if len(text) <= SHORT else _words(text)


def _words(text: str) -> tuple[str, ...]:
    folded = fold(text)
    if folded.isascii():
        plain: list[str] = PLAIN.findall(folded)
        if max(map(len, plain), default=0) > TOKEN_LIMIT:
            plain = [word[:TOKEN_LIMIT] for word in plain]
        return tuple(plain)
    found: list[str] = []
    for match in MIXED.finditer(folded):
        run = match.group()
        if match["cjk"] and len(run) > 1:
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.append(run[:TOKEN_LIMIT])
    return tuple(found)


_short_words = lru_cache(maxsize=CACHED_TEXTS)(_words)


@lru_cache(maxsize=CACHED_WORDS)
def stem(word: str) -> str:
    """Take a folded word's English ending off."""
    if not (word.isascii() and word.isalpha()):
        return word
    with _stemming:
        stemmed: str = _stemmer.stemWord(word)
    return stemmed or word


class Analysed(NamedTuple):
    """A text's words and stemmed tokens, and each of them joined by spaces."""

    words: tuple[str, ...]
    tokens: tuple[str, ...]
    spoken: str
    stemmed: str


def analysed(text: str) -> Analysed:
    """Analyse a text once for all that an index needs of it; short texts are remembered."""
    return _short_analysed(text) if len(text) <= SHORT else _analysed(text)


def _analysed(text: str) -> Analysed:
    spoken = _words(text)
    tokens = tuple(map(stem, spoken))
    return Analysed(spoken, tokens, " ".join(spoken), " ".join(tokens))


_short_analysed = lru_cache(maxsize=CACHED_TEXTS)(_analysed)


def analyse(text: str) -> tuple[str, ...]:
    """Split text into folded, stemmed tokens, in order: one for each of its words."""
    return tuple(map(stem, words(text)))
