"""Check that training finds what was planted, keeps to what is known, and leans on belief where data is missing."""

import numpy as np
import pytest

from matcher import Weights, default_weights
from matcher.expect import STEEPEST
from matcher.levels import COMPARISONS, LEVELS, groups
from matcher.monotone import monotone
from matcher.score import log_odds, posterior
from matcher.train import FEWEST_ANCHORS, Sample, train
from matcher.weights import from_table

NAME, EMAIL, TITLE, PLACE = (COMPARISONS.index(name) for name in ("name", "e-mail", "title", "place"))
EXACT, DIFFERS = (LEVELS["name"].index(level) for level in ("first exact, last exact", "first differs, last exact"))
RIGHT_TITLE, WRONG_TITLE = (0.7, 0.1, 0.2), (0.02, 0.08, 0.9)  # shares of same, same family, differs


def _planted(seed: int, candidates: int = 1_500, others: int = 4, share: float = 0.7) -> tuple[Sample, np.ndarray]:
    """Make lists in which names, titles and e-mails of right and wrong pairs follow known shares."""
    rng = np.random.default_rng(seed)
    rows, owners, right = [], [], []
    for candidate in range(candidates):
        pairs = [False] * others + ([True] if rng.random() < share else [])
        for is_right in pairs:
            codes = np.zeros(len(COMPARISONS), np.int8)
            codes[NAME] = EXACT if rng.random() < (0.9 if is_right else 0.15) else DIFFERS
            codes[TITLE] = 1 + rng.choice(3, p=RIGHT_TITLE if is_right else WRONG_TITLE)
            if rng.random() < 0.3:  # addresses on both sides
                codes[EMAIL] = LEVELS["e-mail"].index(f"names agree: {'same' if is_right else 'differs'}")
            rows.append(codes)
            owners.append(candidate)
            right.append(is_right)
    codes = np.stack(rows)
    unique = codes[:, EMAIL] == LEVELS["e-mail"].index("names agree: same")
    return Sample(np.array(owners), codes, unique, np.full(len(rows), -1, np.int8)), np.array(right)


def test_planted_shares_are_found_without_labels() -> None:
    sample, right = _planted(1)
    trained = train(sample)
    assert trained.report["fitted"]
    assert trained.report["anchors"] >= FEWEST_ANCHORS
    assert trained.report["estimated_share_with_profile"] == pytest.approx(right.sum() / 1_500, abs=0.03)
    found = trained.weights.levels["title"]
    for level, a, b in zip(("same", "same family", "differs"), RIGHT_TITLE, WRONG_TITLE, strict=True):
        assert found[level] == pytest.approx(np.log(a / b), abs=0.35)


def test_trained_probabilities_never_promise_too_much() -> None:
    sample, right = _planted(2)
    starts = np.flatnonzero(np.diff(sample.candidate, prepend=-1))
    probability, _ = posterior(log_odds(sample.codes, train(sample).weights), starts)
    for low in (0.0, 0.25, 0.5, 0.75, 0.9):
        chosen = probability >= low
        assert chosen.sum() > 100
        assert right[chosen].mean() >= probability[chosen].mean() - 0.03


def test_training_twice_gives_the_same_and_order_of_pairs_does_not_matter() -> None:
    sample, _ = _planted(3, candidates=300)
    order = np.lexsort((np.random.default_rng(0).random(len(sample.candidate)), sample.candidate))
    turned = Sample(sample.candidate[order], sample.codes[order], sample.anchors[order], sample.known[order])
    assert train(sample).weights.hash == train(sample).weights.hash
    for mine, theirs in zip(train(sample).weights.table(), train(turned).weights.table(), strict=True):
        assert np.allclose(mine, theirs, atol=1e-4)


def _first_wrong(sample: Sample, right: np.ndarray) -> np.ndarray:
    """Call the first pair of each list right that is wrong, and all others wrong."""
    known = np.zeros(len(right), np.int8)
    wrong = np.flatnonzero(~right)
    known[wrong[np.diff(sample.candidate[wrong], prepend=-1) > 0]] = 1
    return known


def test_labels_outweigh_what_looks_likely() -> None:
    sample, right = _planted(4, candidates=400)
    known = Sample(sample.candidate, sample.codes, sample.anchors, _first_wrong(sample, right))
    lied, trusted = train(known, default_weights()), train(sample)
    assert lied.report["labelled"] == 400
    assert trusted.weights.levels["title"]["same"] > 1


def test_some_labels_stand_among_open_pairs() -> None:
    sample, right = _planted(9, candidates=400)
    known = np.where(sample.candidate < 200, right, -1).astype(np.int8)
    trained = train(Sample(sample.candidate, sample.codes, sample.anchors, known))
    assert trained.weights.source == "labelled"
    assert trained.report["labelled"] == 200
    assert trained.report["estimated_share_with_profile"] == pytest.approx(right.sum() / 400, abs=0.1)


def _ordered(weights: Weights) -> Weights:
    table = weights.table()
    return from_table(monotone(table, tuple(np.zeros(len(values)) for values in table)), weights.prior, "shipped")


def test_levels_never_seen_keep_the_belief() -> None:
    sample, _ = _planted(5, candidates=400)
    trained, shipped = train(sample).weights, _ordered(default_weights())
    assert trained.levels["birth date"] == shipped.levels["birth date"]
    assert trained.levels["place"] == shipped.levels["place"]
    assert trained.levels["title"] != shipped.levels["title"]


def test_a_given_start_is_where_the_belief_comes_from() -> None:
    sample, _ = _planted(6, candidates=400)
    table = tuple(np.where(np.arange(len(values)) == 0, 0.0, 1.25) for values in default_weights().table())
    start = from_table(table, -2.0, "estimated")
    assert set(train(sample, start).weights.levels["school"].values()) == {0.0, 1.25}


def test_nothing_to_train_on_gives_the_start_back() -> None:
    nothing = Sample(
        np.zeros(0, np.int64), np.zeros((0, len(COMPARISONS)), np.int8), np.zeros(0, bool), np.zeros(0, np.int8)
    )
    trained = train(nothing)
    assert trained.weights.hash == default_weights().hash
    assert not trained.report["fitted"]


def test_weights_stay_within_bounds_and_missing_adds_nothing() -> None:
    sample, _ = _planted(7, candidates=300)
    weights: Weights = train(sample).weights
    for name, values in zip(COMPARISONS, weights.table(), strict=True):
        assert values[0] == 0
        seen = [at for group in groups(name) for at in group]
        assert np.abs(values[seen]).max() <= STEEPEST


def test_few_anchors_do_not_start_the_fit() -> None:
    sample, _ = _planted(8, candidates=60)
    few = Sample(sample.candidate, sample.codes, np.zeros(len(sample.candidate), bool), sample.known)
    trained = train(few)
    assert trained.report["anchors"] == 0
    assert trained.weights.anchors == 0
