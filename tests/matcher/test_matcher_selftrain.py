"""Check self-training against plain loops, the order of levels, calibration, and the self-check."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import default_weights
from matcher.calibrate import FEWEST, accepted_of, bins_of, calibration_of, isotonic, platt
from matcher.expect import Fit, expect_and_maximise, expected, from_anchors
from matcher.levels import COMPARISONS, LEVELS, chains
from matcher.monotone import monotone, ordered, pooled
from matcher.patterns import patterned
from matcher.score import best_of, calibrated
from matcher.selfcheck import self_check
from matcher.selftrain import LIKELY, STARTS, loss_and_slope, selftrain, views_of
from matcher.train import FEWEST_LABELS, NO_ANCHORS, Sample, train
from matcher.weights import Calibration, from_table

NAME, EMAIL, TITLE, PLACE = (COMPARISONS.index(name) for name in ("name", "e-mail", "title", "place"))
SAME = LEVELS["e-mail"].index("names agree: same")
VALUES = st.lists(st.floats(-5, 5), min_size=1, max_size=7)
CALIBRATIONS = st.one_of(
    st.just(Calibration()),
    st.builds(lambda a, b: Calibration(kind="platt", slope=a, shift=b), st.floats(0.2, 5), st.floats(-3, 3)),
    st.builds(
        lambda x, y: Calibration(kind="isotonic", knots=tuple(zip(sorted(x), sorted(y), strict=True))),
        *(st.lists(st.integers(-9, 9), min_size=3, max_size=3, unique=True) for _ in range(2)),
    ),
)


def _planted(seed: int, candidates: int, anchored: float = 0.3, share: float = 0.7) -> tuple[Sample, np.ndarray]:
    """Make lists whose right pairs agree together more often than comparison by comparison would say."""
    rng = np.random.default_rng(seed)
    rows, owners, right = [], [], []
    exact, differs = (LEVELS["name"].index(level) for level in ("first exact, last exact", "first differs, last exact"))
    for owner in range(candidates):
        for is_right in [False] * 3 + [True] * int(rng.random() < share):
            codes = np.zeros(len(COMPARISONS), np.int8)
            fresh = rng.random() < (0.7 if is_right else 0.1)  # one cause behind title and place
            codes[NAME] = exact if rng.random() < (0.9 if is_right else 0.2) else differs
            codes[TITLE] = 1 if rng.random() < (0.9 if fresh else 0.1) else 4
            codes[PLACE] = 1 if rng.random() < (0.9 if fresh else 0.1) else 5
            if rng.random() < anchored:
                codes[EMAIL] = SAME if is_right else LEVELS["e-mail"].index("names agree: differs")
            rows.append(codes)
            owners.append(owner)
            right.append(is_right)
    codes = np.stack(rows)
    known = np.full(len(rows), -1, np.int8)
    return Sample(np.array(owners), codes, codes[:, EMAIL] == SAME, known, candidates), np.array(right)


def _best(sample: Sample, right: np.ndarray, weights: object) -> tuple[np.ndarray, np.ndarray]:
    odds = sum(
        (table[sample.codes[:, at]] for at, table in enumerate(weights.table())), np.full(len(right), weights.prior)
    )
    names = np.arange(len(right)).astype(object)
    best = best_of(sample.candidate, odds, names, sample.count, weights.calibration)
    return best.probability, right[best.pair] & (best.pair >= 0)


def _plain_views(lists: Sequence[Sequence[float]], share: float) -> list[tuple[list[int], float, list[float]]]:
    """Give (members, worth, target) of every view, list by list."""
    views = [(list(range(len(one))), sum(one), list(one)) for one in lists]
    total = sum(map(sum, lists))
    taken = sum(chance for one in lists for chance in one if chance > LIKELY)
    for one in lists:
        for at, chance in enumerate(one):
            if chance > LIKELY and len(one) > 1:
                worth = chance * (1 - share) / share * 0.95 * total / taken
                views.append(([other for other in range(len(one)) if other != at], worth, [0.0] * (len(one) - 1)))
    return views


@settings(max_examples=40)
@given(st.lists(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=4), min_size=1, max_size=5))
def test_views_are_those_of_plain_loops(chances: list[list[float]]) -> None:
    chances = [[one / max(1.0, sum(row)) for one in row] for row in chances]
    owners = np.repeat(np.arange(len(chances)), [len(one) for one in chances])
    codes = np.zeros((len(owners), len(COMPARISONS)), np.int8)
    codes[:, NAME] = 1 + np.arange(len(owners))  # every pair another pattern, so that lists stay apart
    nothing = np.zeros(len(owners), np.int8)
    lists = patterned(owners, codes, nothing > 0, nothing - 1)
    flat = np.array([one for row in chances for one in row])
    by_pattern = flat[lists.codes[lists.of, NAME] - 1]
    views = views_of(lists, by_pattern, 0.6)
    ends = np.append(views.starts, len(views.of))
    found = sorted(
        (
            sorted(
                zip(lists.codes[views.of[a:b], NAME].tolist(), np.round(views.target[a:b], 9).tolist(), strict=True)
            ),
            round(float(worth), 9),
        )
        for a, b, worth in zip(ends, ends[1:], views.worth, strict=False)
    )
    firsts = np.cumsum([0, *(len(one) for one in chances)])
    plain = []
    for number, one in enumerate(chances):
        for members, worth, target in _plain_views([one], 0.6):
            scaled = worth
            if len(members) < len(one):  # the second views of all lists share one scale
                every = _plain_views(chances, 0.6)
                own = sum(one) / max(sum(c for c in one if c > LIKELY), 1e-12)
                whole = sum(map(sum, chances)) / sum(c for row in chances for c in row if c > LIKELY)
                scaled = worth / own * whole
                assert every
            plain.append(
                (
                    sorted(
                        (int(firsts[number]) + at + 1, round(goal, 9)) for at, goal in zip(members, target, strict=True)
                    ),
                    round(scaled, 9),
                )
            )
    for (mine, worth), (theirs, other) in zip(found, sorted(plain), strict=True):
        assert [at for at, _ in mine] == [at for at, _ in theirs]
        assert [goal for _, goal in mine] == pytest.approx([goal for _, goal in theirs], abs=1e-8)
        assert worth == pytest.approx(other, abs=1e-7)


def test_loss_is_that_of_plain_loops_and_its_slope_that_of_differences() -> None:
    sample, _ = _planted(1, 12)
    lists = patterned(sample.candidate, sample.codes, sample.anchors, sample.known, sample.count)
    begin = default_weights()
    fit = Fit(begin.table(), begin.prior)
    views = views_of(lists, expected(lists, fit), 0.6)
    weights = np.append(np.concatenate(fit.table), fit.prior)
    value, slope = loss_and_slope(lists, views, weights)
    ends, plain = np.append(views.starts, len(views.of)), 0.0
    for a, b, worth in zip(ends, ends[1:], views.worth, strict=False):
        odds = [
            fit.prior + sum(fit.table[at][code] for at, code in enumerate(lists.codes[pattern].tolist()))
            for pattern in views.of[a:b].tolist()
        ]
        plain += worth * math.log(1 + sum(map(math.exp, odds)))
        plain -= sum(goal * one for goal, one in zip(views.target[a:b].tolist(), odds, strict=True))
    assert value == pytest.approx(plain, rel=1e-9)
    for at in (STARTS[NAME] + 1, STARTS[TITLE] + 1, STARTS[TITLE] + 4, len(weights) - 1):
        step = np.zeros(len(weights))
        step[at] = 1e-5
        near = (
            loss_and_slope(lists, views, weights + step)[0] - loss_and_slope(lists, views, weights - step)[0]
        ) / 2e-5
        assert slope[at] == pytest.approx(near, rel=1e-4, abs=1e-4)


def test_self_training_makes_dependent_comparisons_less_sure() -> None:
    """Title and place have one cause: counted apart they promise too much, and self-training takes much of it back."""
    sample, right = _planted(2, 2_000)
    lists = patterned(sample.candidate, sample.codes, sample.anchors, sample.known, sample.count)
    begin = default_weights()
    naive = expect_and_maximise(lists, from_anchors(lists, begin.table()), begin.table())
    trained = selftrain(lists, naive)
    too_much = []
    for fit in (naive, trained):
        chance, good = _best(sample, right, from_table(fit.table, fit.prior, "estimated"))
        too_much.append(float((chance - good)[chance >= 0.5].mean()))
    assert too_much[0] > 0.03
    assert too_much[1] < 0.75 * too_much[0]


@given(VALUES, st.data())
def test_pooling_gives_falling_means(values: list[float], data: st.DataObject) -> None:
    weights = np.array(data.draw(st.lists(st.floats(0.1, 9), min_size=len(values), max_size=len(values))))
    found = pooled(np.array(values), weights)
    assert (np.diff(found) <= 1e-12).all()
    assert float((found * weights).sum()) == pytest.approx(float((np.array(values) * weights).sum()), abs=1e-6)
    assert pooled(found, weights) == pytest.approx(found, abs=1e-9)
    if values == sorted(values, reverse=True):
        assert found.tolist() == values


@given(st.lists(st.floats(-5, 5), min_size=6, max_size=6))
def test_crossing_chains_all_hold(values: list[float]) -> None:
    along = ((0, 1, 2), (0, 3, 4), (1, 4, 5), (3, 5))
    found = ordered(np.array(values), np.ones(6), along)
    for chain in along:
        assert (np.diff(found[list(chain)]) <= 0).all()
    assert ordered(found, np.ones(6), along).tolist() == found.tolist()


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_any_table_becomes_one_whose_levels_fall(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = tuple(rng.normal(0, 3, len(LEVELS[name])) for name in COMPARISONS)
    seen = tuple(rng.exponential(5, len(LEVELS[name])) for name in COMPARISONS)
    for name, values in zip(COMPARISONS, monotone(table, seen), strict=True):
        for chain in chains(name):
            assert (np.diff(values[list(chain)]) <= 0).all(), name


def test_trained_levels_fall() -> None:
    sample, _ = _planted(3, 300)
    for name, values in zip(COMPARISONS, train(sample).weights.table(), strict=True):
        for chain in chains(name):
            assert (np.diff(values[list(chain)]) <= 1e-6).all(), name


def test_order_of_candidates_and_pairs_never_changes_weights() -> None:
    sample, _ = _planted(4, 400)
    rng = np.random.default_rng(9)
    names = rng.permutation(400)[sample.candidate]
    order = np.lexsort((rng.random(len(names)), names))
    turned = Sample(names[order], sample.codes[order], sample.anchors[order], sample.known[order], sample.count)
    assert train(turned).weights == train(sample).weights


def test_labels_help_from_fifty_on() -> None:
    """Where only people can tell: candidates without a profile have namesakes that agree as right ones do."""
    sample, right = _planted(5, 800, anchored=0.0)
    rng = np.random.default_rng(5)
    known = np.full(len(right), -1, np.int8)
    asked = rng.permutation(800)[: FEWEST_LABELS + 10]
    impostor = right & (rng.random(len(right)) < 0.4)
    true = right & ~impostor
    known[np.isin(sample.candidate, asked)] = true[np.isin(sample.candidate, asked)]
    rest = np.setdiff1d(np.unique(sample.candidate), asked)
    gaps = []
    for answers in (np.full_like(known, -1), known):
        trained = train(Sample(sample.candidate, sample.codes, sample.anchors, answers, 800))
        chance, good = _best(sample, true, trained.weights)
        gaps.append(abs(float(chance[rest].mean() - good[rest].mean())))
    assert trained.weights.source == "labelled"
    assert trained.report["labelled"] >= FEWEST_LABELS
    assert gaps[1] < 0.7 * gaps[0]


def test_few_anchors_are_not_believed() -> None:
    sample, _ = _planted(6, 300, anchored=0.0)
    trained = train(sample)
    assert not trained.believed
    assert not trained.weights.believed
    assert trained.warning == NO_ANCHORS
    assert trained.weights.source == "adapted"
    believed = train(_planted(6, 300)[0])
    assert believed.believed
    assert believed.warning == ""
    assert believed.check["passed"]


def test_the_check_hides_addresses() -> None:
    """Lists in which nothing but the address tells the right one: without it the check must not find it for sure."""
    sample, right = _planted(7, 200, anchored=1.0, share=1.0)
    codes = sample.codes.copy()
    codes[:, [NAME, TITLE, PLACE]] = 1
    begin = default_weights()
    fit = Fit(begin.table(), begin.prior)
    nothing = np.zeros(len(right), bool)
    check = self_check(sample.candidate, codes, right, nothing, fit)
    assert (check.anchors, check.listed) == (200, 1.0)
    assert check.sure == 0.0
    assert self_check(sample.candidate, codes, right, right, fit).listed == 0.0


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=5), CALIBRATIONS)
def test_calibrated_lists_stay_lists(odds: list[float], calibration: Calibration) -> None:
    names = np.array([f"p{at}" for at in range(len(odds))], dtype=object)
    best = best_of(np.zeros(len(odds), np.int64), np.array(odds), names, 1, calibration)
    plain = best_of(np.zeros(len(odds), np.int64), np.array(odds), names, 1)
    assert (best.pair, best.second, best.alike) == (plain.pair, plain.second, plain.alike)
    second = 0.0 if len(odds) == 1 else float(best.second_probability[0])
    assert 0.0 <= second <= best.probability[0] <= 1.0
    assert best.probability[0] + second + best.none_probability[0] <= 1.0 + 1e-9


@given(CALIBRATIONS, st.lists(st.floats(-30, 30), min_size=2, max_size=9))
def test_calibrations_never_fall(calibration: Calibration, logits: list[float]) -> None:
    found = calibrated(np.sort(np.array(logits)), calibration)
    assert (np.diff(found) >= -1e-9).all()


@pytest.mark.parametrize(("count", "kind"), [(FEWEST - 1, "none"), (400, "platt"), (4_000, "isotonic")])
def test_calibration_finds_what_was_bent(count: int, kind: str) -> None:
    rng = np.random.default_rng(count)
    truth = rng.normal(1, 3, 20_000)
    shown, right = 0.7 * truth - 0.5, rng.random(20_000) < 1 / (1 + np.exp(-truth))
    calibration = calibration_of(shown[:count], right[:count])
    assert calibration.kind == kind
    before, after = (
        sum(abs((row["expected"] or 0) - (row["observed"] or 0)) * row["count"] for row in bins_of(shown, one, right))
        for one in (Calibration(), calibration)
    )
    assert after <= before if kind == "none" else after < 0.75 * before


def test_platt_leaves_what_is_right_and_isotonic_follows_any_shape() -> None:
    rng = np.random.default_rng(8)
    logits = rng.normal(0, 2, 5_000)
    fine = platt(logits, rng.random(5_000) < 1 / (1 + np.exp(-logits)))
    assert (fine.slope, fine.shift) == (pytest.approx(1, abs=0.12), pytest.approx(0, abs=0.1))
    stairs = isotonic(logits, rng.random(5_000) < np.where(logits > 0, 0.9, 0.2))
    chance = 1 / (1 + np.exp(-calibrated(np.array([-2.0, 2.0]), stairs)))
    assert chance.tolist() == pytest.approx([0.2, 0.9], abs=0.05)


@given(st.lists(st.floats(-8, 12), min_size=1, max_size=40))
def test_accepted_shares_are_means_with_one_more_wrong(logits: list[float]) -> None:
    curve = accepted_of(np.array(logits), Calibration())
    chance = [1 / (1 + math.exp(-one)) for one in logits]
    for step, share in curve:
        above = [one for one in chance if one >= step]
        assert share == pytest.approx(sum(above) / (len(above) + 1), abs=1e-6)


def test_self_training_stops_where_nothing_can_be_learnt() -> None:
    """One pair a list: there is no second view, and the shares stay believable."""
    sample, _ = _planted(10, 50)
    first = np.diff(sample.candidate, prepend=-1) != 0
    lists = patterned(sample.candidate[first], sample.codes[first], sample.anchors[first], sample.known[first], 50)
    begin = default_weights()
    fit = selftrain(lists, Fit(begin.table(), begin.prior))
    assert 0.0 <= fit.share <= 1.0
    assert all(np.isfinite(values).all() for values in fit.table)
