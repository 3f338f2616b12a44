"""Turn pairs of texts into grades of likeness, each distinct pair measured once."""

import re

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from matcher import levels
from matcher.hashing import BASE, I64, U64, mix
from matcher.names import canonicals
from matcher.side import Side
from matcher.spellings import skeletons, spelling, spellings

Floats = npt.NDArray[np.float64]
Grades = npt.NDArray[np.int8]
SAME, ALIKE, START, NEAR, APART = 4, 3, 2, 1, 0  # equal; one name in two spellings; one starts the other; near; none
ONE_SLIP = 4  # letters from which names one slip apart are alike
DOUBTFUL = 0.6  # Jaro-Winkler similarity under which not even another romanisation is likely
START_LETTERS, BONES = 3, 2  # letters of a start, consonants of a skeleton, from which they say something
VOWEL = re.compile("[aeiou]")
HALF_VOWEL = re.compile("[wy]")


def grades(left: Side, right: Side, columns: list[tuple[U64, U64]]) -> list[Grades]:
    """Grade pairs of hashes whose texts stand in `left` and `right`; APART where one is missing.

    Several columns are graded together, since the same pairs of names return in all of them.
    """
    a = np.concatenate([pair[0] for pair in columns])
    b = np.concatenate([pair[1] for pair in columns])
    found = np.where((a == b) & (a != 0), SAME, APART).astype(np.int8)
    open_ = np.flatnonzero((a != b) & (a != 0) & (b != 0))
    key = mix(mix(a[open_]) * BASE + b[open_])
    order = np.argsort(key, kind="stable")
    fresh = np.ones(len(order), bool)
    fresh[1:] = key[order][1:] != key[order][:-1]
    chosen = open_[order[fresh]]
    graded = graded_texts(left.texts(a[chosen]), right.texts(b[chosen]))
    found[open_[order]] = graded[np.cumsum(fresh) - 1]
    ends = np.cumsum([len(pair[0]) for pair in columns])
    return np.split(found, ends[:-1])


def graded_texts(left: list[str], right: list[str]) -> Grades:
    """Grade pairs of different words, the same whichever stands left."""
    if not left:
        return np.zeros(0, np.int8)
    low = [min(pair) for pair in zip(left, right, strict=True)]
    high = [max(pair) for pair in zip(left, right, strict=True)]
    measured = cpdist(low, high, scorer=JaroWinkler.normalized_similarity, dtype=np.float64)
    found = np.zeros(len(low), np.int8)
    found[measured >= levels.NEAR] = NEAR
    found[measured >= levels.CLOSE_AT] = ALIKE
    doubtful = np.flatnonzero((measured >= DOUBTFUL) & (found < ALIKE))
    _look_closer(found, doubtful, low, high)
    _by_consonants(found, np.flatnonzero(found < ALIKE), low, high)
    short = np.array([len(one) == 1 or len(two) == 1 for one, two in zip(low, high, strict=True)])
    found[short] = APART
    return found


def _look_closer(found: Grades, rows: I64, low: list[str], high: list[str]) -> None:
    """Raise words one slip apart, spelt alike, or known as one name; then starts, which come first alphabetically."""
    for at in rows.tolist():
        one, two = low[at], high[at]
        slip = min(len(one), len(two)) >= ONE_SLIP and OSA.distance(one, two, score_cutoff=1) <= 1
        if slip or spelling(one) == spelling(two) or not set(canonicals(one)).isdisjoint(canonicals(two)):
            found[at] = ALIKE
        elif len(one) >= START_LETTERS and two.startswith(one):
            found[at] = START


def _by_consonants(found: Grades, rows: I64, low: list[str], high: list[str]) -> None:
    """Raise words of the same consonants: alike where one is written without vowels, as Arabic and Hebrew are."""
    chosen = [at for at in rows.tolist() if _vowelless(low[at]) or _vowelless(high[at]) or low[at][0] == high[at][0]]
    sides = [skeletons(spellings([words[at] for at in chosen])) for words in (low, high)]
    for at, one, two in zip(chosen, *sides, strict=True):
        bare = _vowelless(low[at]) or _vowelless(high[at])
        left, right = (HALF_VOWEL.sub("", bones) if bare else bones for bones in (one, two))
        if left == right and len(left) >= BONES:
            found[at] = ALIKE if bare else max(found[at], NEAR)


def _vowelless(word: str) -> bool:
    """Tell whether a word has so few vowels that its script hardly writes them."""
    return len(word) > 2 and len(VOWEL.findall(word)) * 4 <= len(word)
