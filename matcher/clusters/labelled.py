"""Turn records whose cluster is known into better log-odds tables: a regression that leans on those without labels."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.clusters.compared import Codes
from matcher.clusters.estimate import Estimated, Floats, log_odds
from matcher.clusters.levels import COMPARISONS, LEVELS
from matcher.hashing import I64

FEWEST = 50  # right pairs from which a regression is fitted
SURE = 0.9  # probability from which a pair counts for how whole the labelled clusters are
SCALES = (0.25, 0.5)  # of the tables without labels, and of single levels: less is held back more
STEPS = 300  # of the solver, at most
SHARE = 0.5  # of the regression in what comes out


@dataclass(frozen=True, slots=True)
class Known:
    """Pairs that touch a labelled record: their levels, and what labels say: 1 same, 0 not, -1 only one is labelled."""

    codes: Codes
    answer: npt.NDArray[np.int8]


def known_groups(ids: list[str], labels: Mapping[str, str]) -> I64:
    """Give each labelled cluster a number in the order of the ids; -1 for records without a label."""
    numbers = {name: at for at, name in enumerate(sorted({labels[one] for one in ids if one in labels}))}
    return np.array([numbers[labels[one]] if one in labels else -1 for one in ids], np.int64)


def fit_labels(known: Known, start: Estimated, share: float) -> Estimated:
    """Fit tables to labelled pairs, half way between them and the start; `share` of all records are labelled.

    Of two records one of which is labelled it is presumed that they differ, as far as labelled clusters are whole and
    the start doesn't say otherwise: two labelled ones alone would show hardly any that differ.
    """
    right, wrong = _evidence(known, start, share)
    report = {**start.report, "labelled_pairs": int((known.answer >= 0).sum()), "labelled": False}
    if right.sum() < FEWEST or not wrong.any():
        return Estimated(start.table, start.prior, report)
    patterns, of = distinct_rows(known.codes)
    table, prior = _regression(
        patterns,
        np.bincount(of, weights=right, minlength=len(patterns)).astype(np.float64),
        np.bincount(of, weights=wrong, minlength=len(patterns)).astype(np.float64),
        start,
    )
    mixed = tuple(SHARE * new + (1.0 - SHARE) * old for new, old in zip(table, start.table, strict=True))
    return Estimated(mixed, SHARE * prior + (1.0 - SHARE) * start.prior, report | {"labelled": True})


def _evidence(known: Known, start: Estimated, share: float) -> tuple[Floats, Floats]:
    """Weigh every pair as right and as wrong, so that both stand as they would if all records were labelled."""
    chance = 1.0 / (1.0 + np.exp(-log_odds(known.codes, start.table, start.prior)))
    sure = chance >= SURE
    both, one = int((sure & (known.answer >= 0)).sum()), int((sure & (known.answer < 0)).sum())
    whole = (
        2.0 * both / max(2.0 * both + one, 1.0)
    )  # 1 where labels are of whole clusters, `share` where of any records
    wrong = np.where(known.answer == 0, max(whole, share) / share, 0.0)
    return (known.answer == 1).astype(np.float64), np.where(known.answer < 0, (1.0 - chance) * whole**2, wrong)


def distinct_rows(codes: Codes) -> tuple[Codes, I64]:
    """Find the distinct rows of level codes, and which one each row is."""
    key = np.zeros(len(codes), np.uint64)
    for column, name in enumerate(COMPARISONS):
        key = key * np.uint64(len(LEVELS[name])) + codes[:, column].astype(np.uint64)
    order = np.argsort(key, kind="stable")
    fresh = np.ones(len(order), bool)
    fresh[1:] = key[order][1:] != key[order][:-1]
    of = np.empty(len(order), np.int64)
    of[order] = np.cumsum(fresh) - 1
    return codes[order[fresh]], of


def _regression(patterns: Codes, right: Floats, wrong: Floats, start: Estimated) -> tuple[tuple[Floats, ...], float]:
    """Fit a logistic regression over what the start says of each comparison and over single levels."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - only labels load it
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - the same

    sizes = [len(LEVELS[name]) for name in COMPARISONS]
    firsts = np.cumsum([0, *sizes])[:-1]
    rows, columns = np.nonzero(patterns)  # missing has no column: it adds nothing
    single = csr_matrix(
        (np.full(len(rows), SCALES[1]), (rows, firsts[columns] + patterns[rows, columns])),
        shape=(len(patterns), sum(sizes)),
    )
    told = np.stack([values[patterns[:, at]] for at, values in enumerate(start.table)], axis=1) * SCALES[0]
    features = hstack([csr_matrix(told), single]).tocsr()
    seen_right, seen_wrong = np.flatnonzero(right), np.flatnonzero(wrong)
    fitted = LogisticRegression(max_iter=STEPS).fit(
        features[np.concatenate([seen_right, seen_wrong])],
        np.repeat([1, 0], [len(seen_right), len(seen_wrong)]),
        np.concatenate([right[seen_right], wrong[seen_wrong]]),
    )
    slopes, levels = np.split(fitted.coef_[0], [len(sizes)])
    table = tuple(
        SCALES[0] * slopes[at] * start.table[at] + SCALES[1] * levels[firsts[at] : firsts[at] + size]
        for at, size in enumerate(sizes)
    )
    return table, float(fitted.intercept_[0])
