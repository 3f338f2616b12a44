"""Turn whole names in any script into rows of numbered words, with what is known of each word."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from matcher.hashing import I64, U64, joined, text_hashes
from matcher.names import canonicals, folded
from matcher.spellings import letters_of, skeletons, spellings

MOST = 10  # words of a name that count
LENGTH_LIMIT = 300  # characters of a name looked at
# Words that say nothing about who it is: titles, particles, letters after a name.
SILENT = frozenset(
    "mr mrs ms dr jr sr prof phd sir the von van de da der den di la le al el ul bin ibn ben bint abu abou haji hajji "
    "shaikh sheikh sayyed president prasident mullah und y e do dos das del della du st san ter ten llc zu af av "
    "herr frau senhor don dona mme mlle rev hon".split()
)
WITHOUT_VOWELS = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u3400-\u9fff\u1780-\u17ff]")  # as anyascii spells
DIGITS = str.maketrans("013457", "oleast")  # letters typed as the digits that look like them
MIXED = re.compile("[a-z][0-9]|[0-9][a-z]")
LONGEST, SHORTEST = 7, 3  # letters up to which a longer word weighs more, under which a shorter one no less


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Distinct words (shape (words,)): text, spelling, skeleton, letters as bits, hashes, weight, initial.

    `forms` numbers full forms (-1 where there are fewer); `shareable` marks words that share one with another.
    """

    text: list[str]
    spelt: list[str]
    bones: list[str]
    letters: npt.NDArray[np.uint64]
    spelt_letters: npt.NDArray[np.uint64]
    size: I64
    spelt_size: I64
    hashes: U64
    powers: U64
    spelt_hashes: U64
    bone_hashes: U64
    weight: I64
    initial: I64
    forms: I64
    shareable: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Names as rows of word numbers, -1 after the last (shape (names, words)); `vowels`: whether vowels are known."""

    words: I64
    vowels: npt.NDArray[np.bool_]
    known: Vocabulary


def name_words(texts: pa.Array) -> NameWords:
    """Fold names into words, silent ones left out unless nothing else is there."""
    count = len(texts)
    texts = pc.utf8_slice_codeunits(pc.fill_null(texts, ""), 0, LENGTH_LIMIT)
    plain = pc.string_is_ascii(texts).to_numpy(zero_copy_only=False)
    other = np.flatnonzero(~plain)
    strange = texts.take(pa.array(other)).to_pylist()
    vowels = np.ones(count, bool)
    vowels[other] = [not WITHOUT_VOWELS.search(text) for text in strange]
    clean = _folded_ascii(texts)
    if len(other):
        spelt = pa.array([folded(_turned(text)) for text in strange], pa.string())
        clean = pc.replace_with_mask(clean, pa.array(~plain), spelt)
    split = pc.ascii_split_whitespace(clean)
    lengths = pc.list_value_length(split).to_numpy(zero_copy_only=False).astype(np.int64)
    coded = split.flatten().dictionary_encode()
    codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    found = [_unmasked(word) for word in coded.dictionary.to_pylist()]
    empty = np.array([not word for word in found], bool)[codes]  # what holds no letters is split into one empty word
    rows = np.repeat(np.arange(count), lengths)[~empty]
    words = _padded(rows, codes[~empty], np.array([word in SILENT for word in found], bool), count)
    return NameWords(words, vowels, _vocabulary(found))


def _turned(text: str) -> str:
    """Put "Last, First" into the order of speech."""
    halves = text.split(",")
    return f"{halves[1]} {halves[0]}" if len(halves) == 2 else text


def _folded_ascii(texts: pa.Array) -> pa.Array:
    whole = pc.match_substring(texts, " ")
    apart = pc.replace_substring_regex(texts, r"([a-z])([A-Z])", r"\1 \2")
    texts = pc.if_else(whole, texts, apart)
    texts = pc.replace_substring_regex(texts, r"^([^,]+),([^,]+)$", r"\2 \1")
    texts = pc.ascii_lower(pc.replace_substring_regex(texts, "['`]+", ""))
    return pc.ascii_trim_whitespace(pc.replace_substring_regex(texts, "[^a-z0-9]+", " "))


def _unmasked(word: str) -> str:
    return word.translate(DIGITS) if MIXED.search(word) else word


def _padded(rows: I64, codes: I64, silent: npt.NDArray[np.bool_], count: int) -> I64:
    """Lay words out in rows: silent ones left out where others stay, a word repeated right after itself once."""
    quiet = silent[codes] if len(codes) else np.zeros(0, bool)
    loud = np.bincount(rows[~quiet], minlength=count) > 0
    again = np.zeros(len(codes), bool)
    again[1:] = (codes[1:] == codes[:-1]) & (rows[1:] == rows[:-1])
    kept = ~(quiet & loud[rows]) & ~again
    rows, codes = rows[kept], codes[kept]
    at = np.arange(len(rows)) - np.searchsorted(rows, rows)
    inside = at < MOST
    found = np.full((count, min(MOST, int(at.max(initial=0)) + 1)), -1, np.int64)
    found[rows[inside], at[inside]] = codes[inside]
    return found


def _vocabulary(words: list[str]) -> Vocabulary:
    spelt = spellings(words)
    bones = skeletons(spelt)
    hashes, powers = text_hashes(words)
    forms = [canonicals(word) if len(word) > 1 else () for word in words]
    most = max((len(form) for form in forms), default=0)
    numbers: dict[str, int] = {}
    table = np.full((len(words), max(1, most)), -1, np.int64)
    for row, form in enumerate(forms):
        table[row, : len(form)] = [numbers.setdefault(name, len(numbers)) for name in form]
    shared = np.append(np.bincount(table[table >= 0], minlength=len(numbers)) > 1, False)
    size = np.array([len(word) for word in words], np.int64)
    return Vocabulary(
        text=words,
        spelt=spelt,
        bones=bones,
        letters=letters_of(words),
        spelt_letters=letters_of(spelt),
        size=size,
        spelt_size=np.array([len(word) for word in spelt], np.int64),
        hashes=hashes,
        powers=powers,
        spelt_hashes=text_hashes(spelt)[0],
        bone_hashes=text_hashes(bones)[0],
        weight=np.clip(size, SHORTEST, LONGEST),
        initial=np.array([ord(word[0]) if word else 0 for word in words], np.int64),
        forms=table,
        shareable=np.asarray((shared[table] & (table >= 0)).any(axis=1), bool),
    )


def without_gaps(left: I64, right: I64, known: Vocabulary) -> I64:
    """Join neighbouring words of the left names that are one word of the right ones ("anna lena", "annalena")."""
    left = left.copy()
    for at in range(left.shape[1] - 1):
        both = (left[:, at] >= 0) & (left[:, at + 1] >= 0)
        rows = np.flatnonzero(both)
        one, two = left[rows, at], left[rows, at + 1]
        whole = joined(known.hashes[one], known.hashes[two], known.powers[two])
        mine = np.where(right[rows] >= 0, known.hashes[right[rows]], np.uint64(0))
        hit = mine == whole[:, None]
        place = hit.argmax(axis=1)
        chosen = np.flatnonzero(hit.any(axis=1))
        rows = rows[chosen]
        left[rows, at] = right[rows, place[chosen]]
        left[rows, at + 1 : -1] = left[rows, at + 2 :]
        left[rows, -1] = -1
    return left
