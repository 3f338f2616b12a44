"""Turn job titles into small vectors: the smaller the angle between two, the more alike the work they name.

A title is the sum of learned rows, one for each of its words, pairs of neighbouring words, and runs of three to five
letters inside a word. What is summed are integers, so a title has the same vector on every machine. The rows were
learned from the titles that ESCO (English, German, Spanish) and O*NET list for each occupation, see
tools/build_titles_model.py; titles that are not in Latin letters have no meaning here.

Published methods: hashed n-grams with signs (Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask
Learning"), words as sums of their letter runs (Bojanowski et al. 2017, "Enriching Word Vectors with Subword
Information").
"""

import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WEIGHTS = "titles.npz"  # shipped with the package: `rows`, int8, and `scales`, uint16, one for each row
DIMENSIONS = 128
RUN_ROWS = 16_384  # rows for runs of letters; those for words and for pairs of words lie behind them
WORD_ROWS = 6_144
SHORTEST_RUN, LONGEST_RUN = 3, 5
LONGEST_WORD = 40  # letters that are read
MOST_WORDS = 24  # of a title; a headline may be long
REMEMBERED_WORDS = 20_000
REMEMBERED_TITLES = 50_000
LARGEST = 127  # of an int8

GENDERS = re.compile(r"\b[mwfdx](?:\s?[/|*]\s?[mwfdx])+\b")
WORD = re.compile(r"[a-z0-9]+[+#]*")


class Learned(NamedTuple):
    """The learned rows, a whole-numbered weight for each of them."""

    rows: NDArray[np.int8]
    scales: NDArray[np.int64]


class Marks(NamedTuple):
    """Which rows stand for a piece of a title, each with a sign of 1 or -1."""

    rows: tuple[int, ...]
    signs: tuple[int, ...]


def words_of(title: str) -> tuple[str, ...]:
    """Split a title into its words: in lower case, without accents, without a note like "m/w/d"."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return tuple(word[:LONGEST_WORD] for word in WORD.findall(GENDERS.sub(" ", plain))[:MOST_WORDS])


def marks_of_word(word: str) -> Marks:
    """Name the rows of a word: one of its own, and one for each run of its letters, its ends marked by spaces."""
    text = f" {word} "
    runs = [
        text[at : at + length]
        for length in range(SHORTEST_RUN, LONGEST_RUN + 1)
        for at in range(len(text) - length + 1)
    ]
    hashes = [zlib.crc32(run.encode()) for run in runs]
    rows, signs = marks_of_pair(word)
    return Marks(
        (*((one >> 1) % RUN_ROWS for one in hashes), *rows), (*(1 if one & 1 else -1 for one in hashes), *signs)
    )


def marks_of_pair(*words: str) -> Marks:
    """Name the one row that stands for a word, or for two words in this order."""
    hashed = zlib.crc32(f"={' '.join(words)}".encode())
    return Marks((RUN_ROWS + (hashed >> 1) % WORD_ROWS,), (1 if hashed & 1 else -1,))


def title_vectors(titles: Sequence[str]) -> NDArray[np.int8]:
    """Give a vector for each title: titles x DIMENSIONS, only zeros for one without a word in Latin letters."""
    vectors = np.frombuffer(b"".join(map(title_bytes, titles)), dtype=np.int8)
    return vectors.reshape(len(titles), DIMENSIONS)


@lru_cache(maxsize=REMEMBERED_TITLES)
def title_bytes(title: str) -> bytes:
    """Give a title's vector as DIMENSIONS bytes; its greatest number is 127 or -127."""
    words = words_of(title)
    total = np.zeros(DIMENSIONS, dtype=np.int64)
    for word in words:
        total += _word_sum(word)
    for pair in pairwise(words):
        total += _summed(marks_of_pair(*pair))
    largest = int(np.abs(total).max())
    vector: NDArray[np.int8] = np.rint(total * (LARGEST / max(1, largest))).astype(np.int8)
    return vector.tobytes()


@lru_cache(maxsize=REMEMBERED_WORDS)
def _word_sum(word: str) -> NDArray[np.int64]:
    return _summed(marks_of_word(word))


def _summed(marks: Marks) -> NDArray[np.int64]:
    learned = load()
    chosen = list(marks.rows)
    weights = learned.scales[chosen] * np.array(marks.signs, dtype=np.int64)
    total: NDArray[np.int64] = (learned.rows[chosen] * weights[:, None]).sum(axis=0)
    return total


@lru_cache(maxsize=1)
def load() -> Learned:
    """Read the shipped rows."""
    with resources.files(__package__).joinpath(WEIGHTS).open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        return Learned(arrays["rows"], arrays["scales"].astype(np.int64))


def meanings(wanted: NDArray[np.int8], held: NDArray[np.int8]) -> NDArray[np.float64]:
    """Give the cosine of the angle between one vector and each of `held` (... x DIMENSIONS), 0 where it is negative.

    All sums are of whole numbers below 2^24, so they are exact in single precision, in any order.
    """
    one, many = wanted.astype(np.float32), held.astype(np.float32)
    lengths = np.sqrt(np.einsum("...i,...i->...", many, many).astype(np.float64) * float(one @ one))
    alike: NDArray[np.float64] = np.maximum(many @ one, 0.0) / np.maximum(lengths, 1.0)
    return np.minimum(alike, 1.0)


def title_meaning(wanted: str, held: str) -> float:
    """Tell how alike the work is that two titles name, from 0 to 1; 0 where either says nothing."""
    one, other = title_vectors((wanted, held))
    return float(meanings(one, other[None])[0])
