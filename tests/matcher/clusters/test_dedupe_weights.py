"""Log-odds of dedupe: from what strangers don't share, and from labels where there are some."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.clusters.columns import columns_of
from matcher.clusters.compared import Agreement, Codes, Comparer
from matcher.clusters.estimate import STEEPEST, Estimated, estimate, log_odds, ratios, settled_prior
from matcher.clusters.labelled import FEWEST, Known, distinct_rows, fit_labels, known_groups
from matcher.clusters.levels import BELIEFS, COMPARISONS, LEVELS
from matcher.clusters.pairing import find_pairs, rows_of
from matcher.hashing import I64
from matcher.schema import checked
from tests.matcher.clusters.repeated_people import invented

SIZES = [len(LEVELS[name]) for name in COMPARISONS]
Counts = list[int]


def drawn_codes(seed: int, count: int) -> Codes:
    chance = np.random.default_rng(seed)
    return np.stack([chance.integers(0, size, count) for size in SIZES], axis=1).astype(np.int8)


class Pairs:
    """Compared pairs of invented people, with the truth."""

    def __init__(self) -> None:
        records, truth = invented(5, people=150)
        table = checked(records, "records")
        columns = columns_of(table)
        self.left, self.right = rows_of(find_pairs(columns, lambda _done, _total: None)[0])
        self.agreement: Agreement = Comparer(columns).compare(self.left, self.right)
        self.ids: list[str] = table["id"].to_pylist()
        self.truth = truth
        people = np.array([truth[name] for name in self.ids])
        self.same = people[self.left] == people[self.right]

    def known(self, labelled: I64) -> Known:
        """Label some rows."""
        one, two = np.isin(self.left, labelled), np.isin(self.right, labelled)
        answer = np.where(one & two, self.same, -1).astype(np.int8)
        return Known(self.agreement.codes[one | two], answer[one | two])


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs()


@pytest.fixture(scope="module")
def start(pairs: Pairs) -> Estimated:
    return estimate(pairs.agreement, len(pairs.ids))


def test_estimated_log_odds_tell_right_pairs_from_wrong_ones(pairs: Pairs, start: Estimated) -> None:
    odds = log_odds(pairs.agreement.codes, start.table, start.prior)
    right, wrong = odds[pairs.same], odds[~pairs.same]
    assert np.mean(right[:, None] > wrong[None, ::50]) > 0.98
    assert (odds[~pairs.same] > 0).mean() < 0.01


def test_missing_adds_nothing_and_no_level_is_everything(start: Estimated) -> None:
    for values, name in zip(start.table, COMPARISONS, strict=True):
        assert len(values) == len(LEVELS[name])
        assert values[0] == 0
        assert np.abs(values).max() <= STEEPEST


def test_without_any_pair_the_beliefs_stand() -> None:
    nothing = estimate(Agreement(np.zeros((0, len(SIZES)), np.int8), np.zeros((0, len(SIZES)), np.float32)), 0)
    for values, name in zip(nothing.table, COMPARISONS, strict=True):
        assert values.tolist() == np.clip(list(BELIEFS[name].values()), -STEEPEST, STEEPEST).tolist()


def test_no_comparison_vouches_for_itself(pairs: Pairs) -> None:
    """A name that agrees by surprise alone gives no pair from which the weight of names could be learnt."""
    surprise = np.zeros_like(pairs.agreement.surprise)
    surprise[:, COMPARISONS.index("name")] = 1_000.0
    found = estimate(Agreement(pairs.agreement.codes, surprise), len(pairs.ids))
    anchors = found.report["anchors"]
    assert isinstance(anchors, dict)
    assert anchors["name"] == 0
    assert anchors["place"] == len(surprise)


@settings(max_examples=20)
@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_a_level_seen_oftener_among_right_pairs_weighs_more(right: Counts, wrong: Counts) -> None:
    belief = np.zeros(5)
    found = ratios(np.array([9.0, *right]), np.array([9.0, *wrong]), belief)
    assert found[0] == 0
    if sum(right) and sum(wrong):
        for one in range(4):
            for two in range(4):
                if right[one] >= right[two] and wrong[one] <= wrong[two]:
                    assert found[1 + one] >= found[1 + two] - 1e-12


def test_with_much_seen_belief_hardly_counts() -> None:
    right, wrong = np.array([0.0, 90_000.0, 10_000.0]), np.array([0.0, 1_000.0, 99_000.0])
    for belief in (np.array([0.0, -3.0, 3.0]), np.array([0.0, 3.0, -3.0])):
        assert ratios(right, wrong, belief)[1:] == pytest.approx(np.log([90.0, 10.0 / 99.0]), abs=0.02)


@settings(max_examples=12)
@given(st.integers(1, 60), st.integers(1, 60))
def test_the_prior_settles_at_the_share_of_right_pairs(right: int, wrong: int) -> None:
    share = right / (right + wrong)
    scores = np.repeat([9.0, -9.0], [right * 50, wrong * 50])
    assert settled_prior(scores) == pytest.approx(np.log(share / (1 - share)), abs=0.05)


def test_log_odds_are_sums_of_table_rows() -> None:
    table = tuple(np.linspace(-1, 1, size) for size in SIZES)
    codes = drawn_codes(1, 20)
    expected = [0.5 + sum(table[at][code] for at, code in enumerate(row)) for row in codes.tolist()]
    assert log_odds(codes, table, 0.5) == pytest.approx(expected, abs=1e-12)


def test_distinct_rows_put_together_again() -> None:
    codes = drawn_codes(2, 50)[np.random.default_rng(3).integers(0, 50, 400)]
    patterns, of = distinct_rows(codes)
    assert np.array_equal(patterns[of], codes)
    assert len({tuple(row) for row in patterns.tolist()}) == len(patterns)


def test_labelled_clusters_are_numbered_and_others_not() -> None:
    labels = {"a": "x", "c": "w", "d": "x", "unknown": "v"}
    assert known_groups(["a", "b", "c", "d"], labels).tolist() == [1, -1, 0, 1]


@pytest.mark.parametrize("whole", [True, False], ids=["labels of whole clusters", "labels of any records"])
def test_labels_tell_right_from_wrong_no_worse(pairs: Pairs, start: Estimated, *, whole: bool) -> None:
    chosen = [
        row
        for row, name in enumerate(pairs.ids)
        if (int(pairs.truth[name].split()[1]) if whole else row) % (4 if whole else 2) == 0
    ]
    labelled = np.array(chosen)
    found = fit_labels(pairs.known(labelled), start, len(labelled) / len(pairs.ids))
    assert found.report["labelled"] is True
    rest = ~np.isin(pairs.left, labelled) & ~np.isin(pairs.right, labelled)

    def errors(model: Estimated) -> float:
        odds = log_odds(pairs.agreement.codes[rest], model.table, model.prior)
        return float(((odds > 0) != pairs.same[rest]).mean())

    assert errors(found) <= errors(start) + 0.002
    assert all(values[0] == 0 for values in found.table)


def test_too_few_labels_leave_the_tables_as_they_were(pairs: Pairs, start: Estimated) -> None:
    known = pairs.known(np.arange(12))
    assert (known.answer == 1).sum() < FEWEST
    found = fit_labels(known, start, 12 / len(pairs.ids))
    assert found.table is start.table
    assert found.report["labelled"] is False
