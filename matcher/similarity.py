"""Turn pairs of words into grades of likeness, each distinct word read once, each distinct pair measured once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from matcher import levels
from matcher.hashing import BASE, I64, U64, distinct, mix, text_hashes
from matcher.names import canonicals
from matcher.side import Side
from matcher.spellings import letters_of, skeletons, spellings

Floats = npt.NDArray[np.float64]
Grades = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
SAME, ALIKE, START, NEAR, APART = 4, 3, 2, 1, 0  # equal; one name in two spellings; one starts the other; near; none
ONE_SLIP = 4  # letters from which words one slip apart are alike
DOUBTFUL = 0.7  # Jaro-Winkler similarity under which not even another romanisation is likely
NEW_LINE, VOWELS = 10, np.frombuffer(b"aeiou", np.uint8)
START_LETTERS, BONES = 3, 2  # letters of a start, consonants of a skeleton, from which they say something


@dataclass(frozen=True, slots=True)
class _Words:
    """Distinct words, and the two words of each distinct pair as numbers, the lower one left."""

    text: npt.NDArray[np.object_]
    size: I64
    letters: U64
    bare: Bools  # written with so few vowels that its script hardly has any
    x: I64
    y: I64


def grades(left: Side, right: Side, columns: list[tuple[U64, U64]]) -> list[Grades]:
    """Grade pairs of hashes whose texts stand in `left` and `right`; APART where one is missing.

    Several columns are graded together, since the same pairs of names return in all of them.
    """
    a = np.concatenate([pair[0] for pair in columns])
    b = np.concatenate([pair[1] for pair in columns])
    found = np.where((a == b) & (a != 0), SAME, APART).astype(np.int8)
    open_ = np.flatnonzero((a != b) & (a != 0) & (b != 0))
    low, high = np.minimum(a[open_], b[open_]), np.maximum(a[open_], b[open_])
    key = mix(mix(low) * BASE + high)
    order = np.argsort(key, kind="stable")
    fresh = np.ones(len(order), bool)
    fresh[1:] = key[order][1:] != key[order][:-1]
    chosen = order[fresh]
    graded = _graded(_words(left, right, low[chosen], high[chosen]))
    found[open_[order]] = graded[np.cumsum(fresh) - 1]
    ends = np.cumsum([len(pair[0]) for pair in columns])
    return np.split(found, ends[:-1])


def graded_texts(left: list[str], right: list[str]) -> Grades:
    """Grade pairs of different words, the same whichever stands left."""
    text = np.array(sorted({*left, *right}), dtype=object)
    a, b = np.searchsorted(text, np.array(left, object)), np.searchsorted(text, np.array(right, object))
    return _graded(_read(text, np.minimum(a, b), np.maximum(a, b)))


def _words(left: Side, right: Side, low: U64, high: U64) -> _Words:
    """Find the texts behind pairs of hashes."""
    hashes = distinct(np.concatenate([low, high]))
    texts = np.array(left.texts(hashes), dtype=object)
    missing = np.flatnonzero(texts == "")
    texts[missing] = np.array(right.texts(hashes[missing]), dtype=object)
    return _read(texts, np.searchsorted(hashes, low), np.searchsorted(hashes, high))


def _read(text: npt.NDArray[np.object_], x: I64, y: I64) -> _Words:
    words: list[str] = text.tolist()
    size = np.array([len(word) for word in words], np.int64)
    content = np.frombuffer("\n".join([*words, ""]).encode("ascii", "replace"), np.uint8)
    ends = np.flatnonzero(content == NEW_LINE)
    vowels = np.diff(np.cumsum(np.isin(content, VOWELS))[ends], prepend=0)
    return _Words(text, size, letters_of(words), (size > 2) & (vowels * 4 <= size), x, y)


def _graded(words: _Words) -> Grades:
    """Grade distinct pairs: by their letters first, and only likely ones by what takes longer."""
    found = np.zeros(len(words.x), np.int8)
    shortest = np.minimum(words.size[words.x], words.size[words.y])
    likely = np.flatnonzero(_may_be_near(words) & (shortest > 1))
    measured = cpdist(*_texts(words, likely), scorer=JaroWinkler.normalized_similarity, dtype=np.float64)
    found[likely[measured >= levels.NEAR]] = NEAR
    found[likely[measured >= levels.CLOSE_AT]] = ALIKE
    doubtful = likely[(measured >= DOUBTFUL) & (measured < levels.CLOSE_AT)]
    _raise_by_bones(found, words, doubtful)
    _raise_starts(found, words, doubtful)
    _raise_alike(found, words, doubtful)
    bare = np.flatnonzero((words.bare[words.x] | words.bare[words.y]) & (found < ALIKE) & (shortest > 1))
    bones, x, y = _rewritten(words, bare, skeleton=True)
    found[bare[(bones[x] == bones[y]) & (bones[x] != 0)]] = ALIKE
    return found


def _texts(words: _Words, rows: I64) -> tuple[list[str], list[str]]:
    return words.text[words.x[rows]].tolist(), words.text[words.y[rows]].tolist()


def _may_be_near(words: _Words) -> Bools:
    """Bound Jaro's similarity by the letters that only one word has; a common start can add at most 0.4 of the rest."""
    here, there = words.letters[words.x], words.letters[words.y]
    one, two = np.maximum(words.size[words.x], 1), np.maximum(words.size[words.y], 1)
    common = np.minimum(one - np.bitwise_count(here & ~there), two - np.bitwise_count(there & ~here))
    bound = (common / one + common / two + 1) / 3
    return np.asarray((bound + 0.4 * (1 - bound) >= DOUBTFUL) & (common > 0), bool)


def _raise_alike(found: Grades, words: _Words, rows: I64) -> None:
    """Raise words one slip apart, spelt alike, or known as one name."""
    long = rows[np.minimum(words.size[words.x[rows]], words.size[words.y[rows]]) >= ONE_SLIP]
    found[long[cpdist(*_texts(words, long), scorer=OSA.distance, score_cutoff=1, dtype=np.int32) <= 1]] = ALIKE
    rows = rows[found[rows] < ALIKE]
    spelt, x, y = _rewritten(words, rows, skeleton=False)
    found[rows[spelt[x] == spelt[y]]] = ALIKE
    rows = rows[found[rows] < ALIKE]
    for row, one, two in zip(rows.tolist(), *_texts(words, rows), strict=True):
        left, right = canonicals(one), canonicals(two)
        if len(left) + len(right) > 2 and not set(left).isdisjoint(right):
            found[row] = ALIKE


def _raise_starts(found: Grades, words: _Words, rows: I64) -> None:
    rows = rows[np.minimum(words.size[words.x[rows]], words.size[words.y[rows]]) >= START_LETTERS]
    for row, one, two in zip(rows.tolist(), *_texts(words, rows), strict=True):
        if one.startswith(two) or two.startswith(one):
            found[row] = START


def _raise_by_bones(found: Grades, words: _Words, rows: I64) -> None:
    """Raise words of one initial and the same consonants."""
    bones, x, y = _rewritten(words, rows, skeleton=True)
    initial = np.array([word[:1] for word in words.text.tolist()], dtype=object)
    same = (bones[x] == bones[y]) & (bones[x] != 0) & (initial[words.x[rows]] == initial[words.y[rows]])
    found[rows[same]] = np.maximum(found[rows[same]], NEAR)


def _rewritten(words: _Words, rows: I64, *, skeleton: bool) -> tuple[U64, I64, I64]:
    """Give hashes of the spellings (or skeletons, 0 for short ones) of the words in some pairs, and places in them."""
    used = np.flatnonzero(np.bincount(np.concatenate([words.x[rows], words.y[rows]]), minlength=len(words.text)))
    texts = spellings(words.text[used].tolist())
    if skeleton:
        texts = [bones if len(bones) >= BONES else "" for bones in skeletons(texts)]
    return text_hashes(texts)[0], np.searchsorted(used, words.x[rows]), np.searchsorted(used, words.y[rows])
