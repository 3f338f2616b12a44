"""Turn titles of occupations, with the vectors that a teacher gives them, into the learned rows of a title's pieces.

First a least-squares fit to the teacher (conjugate gradients on the normal equations, stopped early). Then steps of
contrastive learning: two titles of one occupation, in whichever languages, are drawn together and apart from those of
other occupations, the less so where both belong to one group, while both are held near what the teacher says.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ranking.titles_model import DIMENSIONS, RUN_ROWS, WORD_ROWS, marks_of_pair, marks_of_word, words_of
from tools.titles.labels import Occupation

Floats = NDArray[np.float32]

ROWS = RUN_ROWS + WORD_ROWS
OWN_SHARE = 0.5  # of a title's own vector in what it is taught; the rest is the mean of its occupation
RIDGE = 0.5
LEAST_SQUARES_STEPS = 10
STEPS = 300
AT_ONCE = 512  # pairs of titles a step
EACH = np.float32(1 / AT_ONCE)
RATE = 0.004
TEMPERATURE = np.float32(0.07)
KEEP_TO_TEACHER = np.float32(2.0)
SAME_GROUP = 0.15  # of being the same occupation
GREATEST_SCALE = 4095


class Titles(NamedTuple):
    """Titles to learn from: the text of each, which occupation it belongs to, and that one's group."""

    texts: list[str]
    occupation: NDArray[np.int64]
    group: NDArray[np.int64]
    english: NDArray[np.bool_]


def titles_of(occupations: Sequence[Occupation], without: frozenset[str] = frozenset()) -> Titles:
    """List the titles of occupations, each title once for each of them, but for the texts in `without`."""
    rows = [(title, one) for one in occupations for title in one.titles if title not in without]
    _, occupation = np.unique([one.key for _, one in rows], return_inverse=True)
    _, group = np.unique([one.group for _, one in rows], return_inverse=True)
    return Titles([title for title, _ in rows], occupation, group, np.array([one.language == "en" for _, one in rows]))


def pieces(texts: Sequence[str]) -> sparse.csr_matrix:
    """Count the signed pieces of each title: titles x ROWS."""
    rows: list[int] = []
    signs: list[int] = []
    ends = [0]
    for text in texts:
        words = words_of(text)
        for marks in (*map(marks_of_word, words), *(marks_of_pair(*pair) for pair in pairwise(words))):
            rows += marks.rows
            signs += marks.signs
        ends.append(len(rows))
    counted = sparse.csr_matrix((np.array(signs, np.float32), np.array(rows), np.array(ends)), (len(texts), ROWS))
    counted.sum_duplicates()
    return counted


def fit(titles: Titles, teacher: Mapping[str, Floats], *, seed: int) -> tuple[NDArray[np.int8], NDArray[np.uint16]]:
    """Learn the rows (int8) and the scale of each (up to GREATEST_SCALE)."""
    counted = pieces(titles.texts)
    documents = np.bincount(counted.indices, minlength=ROWS)
    rarity = (np.log((1 + len(titles.texts)) / (1 + documents)) + 1).astype(np.float32)
    weighed = _unit_rows(counted @ sparse.diags(rarity))
    taught = _principal(_taught(titles, teacher))
    learned = _contrast(weighed, _least_squares(weighed, taught), titles, _unit(taught), np.random.default_rng(seed))
    return _whole_numbers(learned * rarity[:, None])


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit


def _unit_rows(counted: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(counted.multiply(counted).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ counted).tocsr().astype(np.float32)


def _taught(titles: Titles, teacher: Mapping[str, Floats]) -> Floats:
    """Mix each English title's own vector with the mean of its occupation's; other languages get that mean."""
    own = np.zeros((len(titles.texts), len(next(iter(teacher.values())))), np.float32)
    english = titles.english
    for at in np.flatnonzero(english).tolist():
        own[at] = teacher[titles.texts[at]]
    sums = np.zeros((int(titles.occupation.max()) + 1, own.shape[1]), np.float32)
    np.add.at(sums, titles.occupation[english], own[english])
    counts = np.bincount(titles.occupation[english], minlength=len(sums))
    mixed: Floats = (sums / np.maximum(counts, 1)[:, None]).astype(np.float32)[titles.occupation]
    mixed[english] = OWN_SHARE * own[english] + (1 - OWN_SHARE) * mixed[english]
    return mixed


def _principal(vectors: Floats) -> Floats:
    """Turn vectors so that their first DIMENSIONS numbers vary most, and leave out the others."""
    centred = (vectors - vectors.mean(axis=0)).astype(np.float64)
    _, directions = np.linalg.eigh(centred.T @ centred)
    kept: Floats = (centred @ directions[:, ::-1][:, :DIMENSIONS]).astype(np.float32)
    return kept


def _least_squares(weighed: sparse.csr_matrix, taught: Floats) -> Floats:
    turned = weighed.T.tocsr()
    left: Floats = turned @ taught
    learned, step = np.zeros_like(left), left.copy()
    error = (left * left).sum(axis=0)
    for _ in range(LEAST_SQUARES_STEPS):
        moved = turned @ (weighed @ step) + RIDGE * step
        far = error / np.maximum((step * moved).sum(axis=0), 1e-12)
        learned += far * step
        left -= far * moved
        before, error = error, (left * left).sum(axis=0)
        step = left + error / np.maximum(before, 1e-12) * step
    return learned


def _contrast(
    weighed: sparse.csr_matrix, learned: Floats, titles: Titles, taught: Floats, draw: np.random.Generator
) -> Floats:
    """Descend (Adam) along the loss of `_slope`, ever more slowly."""
    order = np.argsort(titles.occupation, kind="stable")
    counts = np.bincount(titles.occupation)
    starts = counts.cumsum() - counts
    often = np.sqrt(counts) * (counts > 1)
    speed, spread = np.zeros_like(learned), np.zeros_like(learned)
    for at in range(1, STEPS + 1):
        chosen = draw.choice(len(counts), AT_ONCE, replace=False, p=often / often.sum())
        ones, others = (order[starts[chosen] + draw.integers(0, counts[chosen])] for _ in range(2))
        same = np.eye(AT_ONCE, dtype=np.float32)
        same += SAME_GROUP * (titles.group[ones][:, None] == titles.group[ones])
        left, right = weighed[ones], weighed[others]
        slopes = _slope(left @ learned, right @ learned, taught[ones], taught[others], same / same.sum(1)[:, None])
        slope = left.T @ slopes[0] + right.T @ slopes[1]
        speed = 0.9 * speed + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        rate = RATE * (1 - at / (STEPS + 1))
        learned = learned - rate * (speed / (1 - 0.9**at)) / (np.sqrt(spread / (1 - 0.99**at)) + 1e-7)
    return learned


def _slope(ones: Floats, others: Floats, taught: Floats, taught_others: Floats, same: Floats) -> tuple[Floats, Floats]:
    """Give the slopes of the loss: cross entropy of whom each one is most like, and nearness to what was taught."""
    one, other = _unit(ones), _unit(others)
    alike = one @ other.T / TEMPERATURE
    pull: Floats = (_shares(alike) - same + (_shares(alike.T) - same).T) * (EACH / (2 * TEMPERATURE))
    towards: Floats = pull @ other + EACH * KEEP_TO_TEACHER * (one - taught)
    towards_other: Floats = pull.T @ one + EACH * KEEP_TO_TEACHER * (other - taught_others)
    return _across(towards, one, ones), _across(towards_other, other, others)


def _shares(alike: Floats) -> Floats:
    grown = np.exp(alike - alike.max(axis=1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=1, keepdims=True)
    return shares


def _across(slope: Floats, unit: Floats, vectors: Floats) -> Floats:
    """Take the slope along the sphere of unit vectors back to the vectors before they were brought to length 1."""
    turned: Floats = (slope - unit * (slope * unit).sum(1)[:, None]) / np.linalg.norm(vectors, axis=1, keepdims=True)
    return turned


def _whole_numbers(learned: Floats) -> tuple[NDArray[np.int8], NDArray[np.uint16]]:
    largest = np.maximum(np.abs(learned).max(axis=1), 1e-12)
    scales = np.maximum(np.rint(largest / largest.max() * GREATEST_SCALE), 1)
    step = largest.max() / GREATEST_SCALE / 127
    rows = np.clip(np.rint(learned / (scales * step)[:, None]), -127, 127)
    return rows.astype(np.int8), scales.astype(np.uint16)
