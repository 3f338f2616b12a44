"""Turn folded names into spellings that their usual romanisations and variants share."""

import functools
import re

import numpy as np
import numpy.typing as npt

Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> Rules:
    """Compile rules, applied in order to words that stand one a line."""
    return tuple((re.compile(pattern, re.MULTILINE), plain) for pattern, plain in pairs)


# Wherever several romanisations, or sloppy and careful spellings, of one sound are usual.
SPELLING = _rules(
    (r"^m[ou]h?[ae]m*[aeo]*d$|^m[eo]hm[ea]t$|^maxamed$", "muhamad"),
    (r"^abd[aeou]?l(?=.)|^abd[aeou](?=rr)", "abdal"),
    (r"(?<=.)(?:oglu|oglou)$", "oglu"),
    (r"tsch|tch", "c"),
    (r"sch|sh|sz", "s"),
    (r"ch|cz|cs", "c"),
    (r"dzh|zh|dj", "j"),
    (r"kh|ck|q", "k"),
    (r"gh", "g"),
    (r"ph|pf", "f"),
    (r"th|dt", "t"),
    (r"dh", "d"),
    (r"bh", "b"),
    (r"ts|tz", "c"),
    (r"x", "ks"),
    (r"off?$|ow$", "ov"),
    (r"eff?$|ew$", "ev"),
    (r"ou|oo|w", "u"),
    (r"iy|yi|ij|ii|yy|ee|ie|ey|ei|ay|ai", "i"),
    (r"[jy]", "i"),
    (r"ae", "a"),
    (r"oe", "o"),
    (r"ue", "u"),
    (r"aa", "a"),
    (r"h$", ""),
    (r"(?<=[a-z])h(?=[bcdfgklmnprstvz])", ""),
    (r"([a-z])\1+", r"\1"),
    (r"z", "s"),
)
# What is left of a spelling when vowels go and consonants that scripts or ears confuse fall together.
SKELETON = _rules(
    (r"d", "t"),
    (r"g", "k"),
    (r"[jz]", "s"),
    (r"c", "s"),
    (r"v", "f"),
    (r"b", "p"),
    (r"r", "l"),
    (r"m", "n"),
    (r"[aeiouh]+", ""),
    (r"([a-z])\1+", r"\1"),
)
WORDS_AT_ONCE = 20_000
NEW_LINE = 10


def spellings(words: list[str]) -> list[str]:
    """Write every folded word the way its variants share: "muhammed" as "mohamad", "kuznetsoff" as "kuznetsov"."""
    return _rewritten(words, SPELLING)


def skeletons(spelt: list[str]) -> list[str]:
    """Reduce spellings to their consonants, those of one kind written alike."""
    return _rewritten(spelt, SKELETON)


def _rewritten(words: list[str], rules: Rules) -> list[str]:
    """Apply rules to many words at once: a pattern's set-up is paid once a batch, not once a word."""
    found: list[str] = []
    for start in range(0, len(words), WORDS_AT_ONCE):
        text = "\n".join(words[start : start + WORDS_AT_ONCE])
        for pattern, plain in rules:
            text = pattern.sub(plain, text)
        found += text.split("\n")
    return found if words else []


@functools.lru_cache(1 << 17)
def spelling(word: str) -> str:
    """Write one folded word the way its variants share."""
    return spellings([word])[0]


def letters_of(words: list[str]) -> npt.NDArray[np.uint64]:
    """Give the set of each word's letters and digits as bits (shape (words,)); other characters share one bit."""
    content = np.frombuffer("\n".join([*words, ""]).encode("ascii", "replace"), np.uint8)
    bits = _BITS[content]
    ends = np.flatnonzero(content == NEW_LINE)
    if not len(ends):
        return np.zeros(0, np.uint64)
    found: npt.NDArray[np.uint64] = np.bitwise_or.reduceat(bits, np.concatenate([[0], ends[:-1] + 1]))
    return found


def _bits() -> npt.NDArray[np.uint64]:
    table = np.full(256, 1 << 36, np.uint64)
    table[NEW_LINE] = 0
    for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789"):
        table[ord(letter)] = 1 << at
    return table


_BITS = _bits()
