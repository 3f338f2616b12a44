"""Turn pairs of whole names, in any scripts, into similarities from 0 to 1.

Words are aligned one to one by the best assignment (Kuhn, 1955; enumerated for the usual few words), each pair of
words is compared by its letters, its romanisation, its short forms and its initial. Words that stand on both sides
without a partner speak against the pair; words that only one side has hardly do.
"""

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from matcher.hashing import I64, text_hashes
from matcher.name_words import NameWords, Vocabulary, name_words, without_gaps

Floats = npt.NDArray[np.float64]
INITIAL, SHORT_FORM, SPELT_ALIKE, SPELT_NEAR, BONES_ALIKE, BONES_NEAR, START = 0.85, 0.93, 0.97, 0.97, 0.75, 0.95, 0.75
LEAST = 0.62  # likeness under which two words are different ones
START_LETTERS = 3  # letters from which the start of a word may stand for it
ENOUGH = 12  # letters of name that tell a person: what is wrong with a longer name isn't thinned by its length
OMITTED, TURNED, LONE = 0.06, 0.1, 0.1  # taken off: words only one side has, another order, one word for all
RUN_TOGETHER = 0.85  # worth of the likeness of both names without spaces
LEAST_TOGETHER = 0.75  # likeness of names without spaces from which it counts
ENUMERATED = 360  # assignments up to which all are tried
BATCH, CHUNK = 1_000_000, 200_000  # pairs whose names are read together, pairs aligned together
SIZES = 100  # more than any name has words


def name_similarities(left: Sequence[str], right: Sequence[str]) -> Floats:
    """Compare names pair by pair (shape (pairs,)): 1 for the same name, symmetric, 0 where one has no letters.

    Raises ValueError when the two lists differ in length.
    """
    if len(left) != len(right):
        raise ValueError(f"{len(left)} names against {len(right)}")
    found = np.zeros(len(left))
    for start in range(0, len(left), BATCH):
        span = slice(start, start + BATCH)
        found[span] = _similarities(pa.array(left[span], pa.string()), pa.array(right[span], pa.string()))
    return found


def name_similarity(left: str, right: str) -> float:
    """Compare two names."""
    return float(name_similarities([left], [right])[0])


def _similarities(left: pa.Array, right: pa.Array) -> Floats:
    """Compare each distinct pair of names once, the name with the lower hash always left."""
    coded = pa.concat_arrays([left, right]).dictionary_encode()
    texts, codes = coded.dictionary, coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    a, b = codes[: len(left)], codes[len(left) :]
    order = np.argsort(text_hashes(texts.to_pylist())[0], kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    low, high = np.minimum(rank[a], rank[b]), np.maximum(rank[a], rank[b])
    key, of = _distinct(low * len(order) + high)
    names = name_words(texts)
    low, high = order[key // len(order)], order[key % len(order)]
    starts = range(0, len(key), CHUNK)
    parts = [_scored(names, low[start : start + CHUNK], high[start : start + CHUNK]) for start in starts]
    return np.concatenate([np.zeros(0), *parts])[of]


def _distinct(keys: I64) -> tuple[I64, I64]:
    """Give the distinct keys in order, and which of them each key is."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    of = np.empty(len(keys), np.int64)
    of[order] = np.cumsum(fresh) - 1
    return ordered[fresh], of


@dataclass(frozen=True, slots=True)
class _Aligned:
    """What an alignment found, in letters: words with a partner, what is unlike in them, words without; and counts."""

    matched: Floats
    unlike: Floats
    without: Floats  # on both sides
    omitted: Floats  # on one side only
    partners: I64
    turned: npt.NDArray[np.bool_]


def _scored(names: NameWords, a: I64, b: I64) -> Floats:
    known = names.known
    left, right = names.words[a], names.words[b]
    left, right = without_gaps(left, right, known), without_gaps(right, left, known)
    longer = (left >= 0).sum(axis=1) > (right >= 0).sum(axis=1)
    left, right = np.where(longer[:, None], right, left), np.where(longer[:, None], left, right)
    rows, columns = (left >= 0).sum(axis=1), (right >= 0).sum(axis=1)
    found = np.zeros(len(a))
    apart = names.vowels[a] != names.vowels[b]
    for size in _distinct(rows * SIZES + columns)[0].tolist():
        m, n = divmod(size, SIZES)
        if m == 0:
            continue
        mine = np.flatnonzero((rows == m) & (columns == n))
        likeness = _likeness(known, left[mine, :m], right[mine, :n], apart[mine])
        found[mine] = _judged(_align(known, left[mine, :m], right[mine, :n], likeness), n)
    return np.maximum(found, RUN_TOGETHER * _run_together(known, left, right, found))


def _judged(aligned: _Aligned, words: int) -> Floats:
    """Weigh what the alignment found."""
    whole = np.minimum(aligned.matched + aligned.without, ENOUGH)
    score = 1 - (aligned.unlike + aligned.without) / np.maximum(whole, 1)
    score -= OMITTED * np.minimum(1, aligned.omitted / np.maximum(aligned.matched, 1))
    score -= LONE * ((aligned.partners == 1) & (words > 1))
    score -= TURNED * (aligned.turned & (aligned.partners > 2))
    score[aligned.partners == 0] = 0
    return np.clip(score, 0, 1)


def _likeness(known: Vocabulary, left: I64, right: I64, apart: npt.NDArray[np.bool_]) -> Floats:
    """Compare every word of the left names with every word of the right ones: shape (pairs, m, n)."""
    size = len(known.text)
    shape = (len(left), left.shape[1], right.shape[1])
    x, y = np.broadcast_to(left[:, :, None], shape).ravel(), np.broadcast_to(right[:, None, :], shape).ravel()
    vowelless = np.broadcast_to(apart[:, None, None], shape).ravel()
    key, of = _distinct((np.minimum(x, y) * size + np.maximum(x, y)) * 2 + vowelless)
    return _words_alike(known, key // 2 // size, key // 2 % size, (key % 2).astype(bool))[of].reshape(shape)


def _words_alike(known: Vocabulary, x: I64, y: I64, vowelless: npt.NDArray[np.bool_]) -> Floats:
    found = _slips(known.text, known.letters, known.size, x, y)
    found = np.maximum(found, SPELT_NEAR * _slips(known.spelt, known.spelt_letters, known.spelt_size, x, y))
    bones = (known.bone_hashes[x] == known.bone_hashes[y]) & (known.bone_hashes[x] != 0)
    long = np.minimum(known.size[x], known.size[y]) >= START_LETTERS
    found[bones & long] = np.maximum(found[bones & long], BONES_ALIKE)
    found[known.spelt_hashes[x] == known.spelt_hashes[y]] = SPELT_ALIKE
    rows = np.flatnonzero(vowelless)
    if len(rows):
        found[rows] = np.maximum(
            found[rows], BONES_NEAR * _osa([known.bones[at] for at in x[rows]], [known.bones[at] for at in y[rows]])
        )
    found[_starts(known, x, y, found)] = START
    found[_short_forms(known, x, y)] = SHORT_FORM
    letter = (known.size[x] == 1) | (known.size[y] == 1)
    found[letter] = np.where(known.initial[x] == known.initial[y], INITIAL, 0)[letter]
    found[x == y] = 1
    found[found < LEAST] = 0
    return found


def _slips(texts: list[str], letters: npt.NDArray[np.uint64], size: I64, x: I64, y: I64) -> Floats:
    """Measure the share of letters that stay (Damerau's optimal string alignment), where enough letters are shared."""
    here, there = letters[x], letters[y]
    fewest = np.maximum(np.bitwise_count(here & ~there), np.bitwise_count(there & ~here)).astype(np.int64)
    longest = np.maximum(np.maximum(size[x], size[y]), 1)
    fewest = np.maximum(fewest, np.abs(size[x] - size[y]))
    rows = np.flatnonzero((fewest <= (1 - LEAST) * longest) & (x != y))
    found = np.zeros(len(x))
    found[rows] = _osa([texts[at] for at in x[rows]], [texts[at] for at in y[rows]])
    return found


def _osa(left: list[str], right: list[str]) -> Floats:
    if not left:
        return np.zeros(0)
    return cpdist(left, right, scorer=OSA.normalized_similarity, dtype=np.float64)


def _starts(known: Vocabulary, x: I64, y: I64, found: Floats) -> I64:
    """Find words of which one is the start of the other, judged less alike so far."""
    near = (known.initial[x] == known.initial[y]) & (np.minimum(known.size[x], known.size[y]) >= START_LETTERS)
    rows = np.flatnonzero(near & (found < START) & (known.size[x] != known.size[y]))
    text = known.text
    hit = [
        text[two].startswith(text[one]) or text[one].startswith(text[two])
        for one, two in zip(x[rows].tolist(), y[rows].tolist(), strict=True)
    ]
    started: I64 = rows[np.array(hit, bool)]
    return started


def _short_forms(known: Vocabulary, x: I64, y: I64) -> npt.NDArray[np.bool_]:
    """Tell which words share a full form: one is short for the other, or both for a third."""
    found = np.zeros(len(x), bool)
    rows = np.flatnonzero(known.shareable[x] & known.shareable[y])
    theirs = known.forms[y[rows]]
    for at in range(known.forms.shape[1]):
        mine = known.forms[x[rows], at]
        found[rows] |= ((theirs == mine[:, None]) & (mine >= 0)[:, None]).any(axis=1)
    return found


@functools.cache
def _assignments(m: int, n: int) -> I64:
    return np.array(list(itertools.permutations(range(n), m)), np.int64)


def _align(known: Vocabulary, left: I64, right: I64, likeness: Floats) -> _Aligned:
    """Assign each left word a right word so that the likeness, weighed by length, is greatest."""
    m, n = left.shape[1], right.shape[1]
    weights = (known.weight[left][:, :, None] + known.weight[right][:, None, :]) / 2
    gain = likeness * weights
    partner = _best(gain, m, n)
    mine = np.take_along_axis(likeness, partner[:, :, None], axis=2)[:, :, 0]
    weight = np.take_along_axis(weights, partner[:, :, None], axis=2)[:, :, 0]
    hit = mine > 0
    taken = np.zeros((len(left), n), bool)
    pairs, at = np.nonzero(hit)
    taken[pairs, partner[pairs, at]] = True
    open_left = np.where(hit, 0, known.weight[left]).sum(axis=1).astype(float)
    open_right = np.where(taken, 0, known.weight[right]).sum(axis=1).astype(float)
    return _Aligned(
        matched=np.where(hit, weight, 0).sum(axis=1),
        unlike=np.where(hit, (1 - mine) * weight, 0).sum(axis=1),
        without=np.minimum(open_left, open_right),
        omitted=np.abs(open_left - open_right),
        partners=hit.sum(axis=1),
        turned=_turned(partner, hit),
    )


def _best(gain: Floats, m: int, n: int) -> I64:
    if np.prod(range(n - m + 1, n + 1)) <= ENUMERATED:
        ways = _assignments(m, n)
        total = np.zeros((len(gain), len(ways)))
        for word in range(m):
            total += gain[:, word, :][:, ways[:, word]]
        best: I64 = ways[total.argmax(axis=1)]
        return best
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to load

    return np.stack([linear_sum_assignment(-one)[1] for one in gain])


def _turned(partner: I64, hit: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Tell where matched words stand in another order."""
    furthest = np.maximum.accumulate(np.where(hit, partner, -1), axis=1)
    back = hit[:, 1:] & (partner[:, 1:] < furthest[:, :-1])
    return np.asarray(back.any(axis=1), bool)


def _run_together(known: Vocabulary, left: I64, right: I64, found: Floats) -> Floats:
    """Compare names without their spaces, where that can still raise the similarity found."""
    rows = np.flatnonzero(found < RUN_TOGETHER)
    mask, size = [], []
    for side in (left[rows], right[rows]):
        bits = np.where(side >= 0, known.letters[side], np.uint64(0))
        mask.append(np.bitwise_or.reduce(bits, axis=1))
        size.append(np.where(side >= 0, known.size[side], 0).sum(axis=1))
    fewest = np.maximum(np.bitwise_count(mask[0] & ~mask[1]), np.bitwise_count(mask[1] & ~mask[0])).astype(np.int64)
    longest = np.maximum(np.maximum(*size), 1)
    fewest = np.maximum(fewest, np.abs(size[0] - size[1]))
    rows = rows[
        (1 - fewest / longest > np.maximum(found[rows] / RUN_TOGETHER, LEAST_TOGETHER)) & (np.minimum(*size) > 0)
    ]
    text = known.text
    whole = [["".join(text[at] for at in row if at >= 0) for row in side[rows].tolist()] for side in (left, right)]
    result = np.zeros(len(found))
    result[rows] = _osa(*whole)
    return result
