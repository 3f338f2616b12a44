"""Check weights, scores, list-wise probabilities, decisions and evidence."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import InputError
from matcher import Weights, default_weights
from matcher.decide import (
    DECISIONS,
    LEAST,
    REASONS,
    Costs,
    Rule,
    accept_at,
    decide_all,
    match_at,
    rule_of,
    sentences,
)
from matcher.explain import NOTES, RARITY, evidence_of
from matcher.levels import COMPARISONS, LEVELS, chains, groups
from matcher.score import Best, best_of, log_odds, posterior
from matcher.weights import from_table

CODES = st.tuples(*(st.integers(0, len(LEVELS[name]) - 1) for name in COMPARISONS))
ODDS = st.lists(st.lists(st.floats(-30, 60), min_size=1, max_size=6), min_size=1, max_size=8)


def test_shipped_weights_read_back_with_the_same_hash() -> None:
    shipped = default_weights()
    assert shipped.source == "shipped"
    again = Weights.from_json(shipped.to_json())
    assert again == shipped
    assert again.hash == shipped.hash


def test_the_hash_follows_the_content_only() -> None:
    shipped = default_weights()
    assert shipped.model_copy(update={"source": "estimated", "anchors": 9}).hash == shipped.hash
    assert shipped.model_copy(update={"prior": shipped.prior + 0.1}).hash != shipped.hash
    turned = {name: dict(reversed(shipped.levels[name].items())) for name in reversed(COMPARISONS)}
    assert shipped.model_copy(update={"levels": turned}).hash == shipped.hash


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"source": "shipped", "prior": 0, "levels": {}}',
        default_weights().to_json().replace('"missing": 0.0', '"missing": 1.0', 1),
        default_weights().to_json().replace('"format": 2', '"format": 1'),
        default_weights().to_json().replace('"prior": -', '"prior": "x'),
        default_weights().to_json().replace('"same family"', '"kin"', 1),
    ],
)
def test_other_files_are_refused_without_their_content(text: str) -> None:
    with pytest.raises(InputError) as caught:
        Weights.from_json(text)
    assert caught.value.message.startswith("not a weights file")
    assert caught.value.pointer is not None


def test_agreement_is_worth_more_than_disagreement() -> None:
    """No level is worth less than a weaker one of its chain; the ends of a chain lie apart."""
    table = default_weights().table()
    for name, values in zip(COMPARISONS, table, strict=True):
        for chain in chains(name):
            worth = values[list(chain)]
            assert (np.diff(worth) <= 1e-6).all(), (name, chain)
            assert worth[0] > worth[-1], (name, chain)


def test_a_rare_name_is_worth_more_than_a_common_one() -> None:
    for name, values in zip(COMPARISONS, default_weights().table(), strict=True):
        if name.endswith(RARITY):
            for group in groups(name):
                assert values[group.start] > values[group.stop - 1], name


@given(st.lists(CODES, min_size=1, max_size=5))
def test_evidence_sums_to_the_score(rows: list[tuple[int, ...]]) -> None:
    codes = np.array(rows, np.int8)
    weights = default_weights()
    for row, odds in zip(codes, log_odds(codes, weights), strict=True):
        evidence = evidence_of(row, weights)
        assert math.isclose(sum(part.log_odds for part in evidence), odds, abs_tol=1e-9)
        assert evidence[0].field == "prior"
        assert len(evidence) == 1 + np.count_nonzero(row)


def test_every_comparison_has_its_note() -> None:
    assert set(NOTES) | {name for name in COMPARISONS if name.endswith(RARITY)} == set(COMPARISONS)


@given(ODDS)
def test_probabilities_of_a_list_are_those_of_the_formula(lists: list[list[float]]) -> None:
    flat = np.array([odds for row in lists for odds in row])
    starts = np.cumsum([0, *(len(row) for row in lists)])[:-1]
    found, none = posterior(flat, starts)
    at = 0
    for row, nothing in zip(lists, none, strict=True):
        total = 1.0 + math.fsum(math.exp(odds) for odds in row)
        assert math.isclose(nothing, 1.0 / total, rel_tol=1e-9)
        for odds in row:
            assert math.isclose(found[at], math.exp(odds) / total, rel_tol=1e-9, abs_tol=1e-300)
            at += 1


@given(ODDS, st.randoms(use_true_random=False))
def test_the_best_is_the_best_whatever_the_order(lists: list[list[float]], rng: object) -> None:
    rows = [(owner, odds, f"p{at:02d}") for owner, row in enumerate(lists) for at, odds in enumerate(row)]
    rows = [(owner, round(odds), name) for owner, odds, name in rows]
    answers = []
    for _ in range(2):
        ids = np.array([name for _, _, name in rows], dtype=object)
        owners, odds = (np.array(column) for column in list(zip(*rows, strict=True))[:2])
        order = np.argsort(owners, kind="stable")
        best = best_of(owners[order], odds[order].astype(float), ids[order], len(lists) + 1)
        names = [None if at < 0 else ids[order][at] for at in (*best.pair, *best.second)]
        answers.append((names, best.probability.tolist(), best.none_probability.tolist()))
        rng.shuffle(rows)
    assert answers[0] == answers[1]
    for owner, row in enumerate(lists):
        ranked = sorted(range(len(row)), key=lambda at: (-round(row[at]), at))
        assert answers[0][0][owner] == f"p{ranked[0]:02d}"
        second = answers[0][0][len(lists) + 1 + owner]
        assert second == (f"p{ranked[1]:02d}" if len(ranked) > 1 else None)
    assert answers[0][0][len(lists)] is None
    assert answers[0][2][len(lists)] == 1.0


def _best(probability: list[float], alike: int = 1, second: float = 0.0) -> Best:
    """Make lists of one profile each, the last candidate without any."""
    count = len(probability)
    pair = np.append(np.arange(count), -1)
    chance = np.append(np.array(probability), 0.0)
    others = pair if second else np.full(count + 1, -1)
    return Best(
        pair, chance, others, np.full(count + 1, second or np.nan), 1.0 - chance, np.append(np.full(count, alike), 0)
    )


def test_decisions_follow_the_rule() -> None:
    rule, usable = Rule(0.97, 0.2), np.ones(5, bool)
    found = decide_all(_best([0.97, 0.9699, 0.2, 0.1999]), usable, rule)
    assert [DECISIONS[at] for at in found.decision] == ["match", "review", "review", "none", "none"]
    unseen = decide_all(_best([0.97, 0.9699, 0.2, 0.1999]), usable, Rule(0.97, 0.2, believed=False))
    assert [DECISIONS[at] for at in unseen.decision] == ["review", "review", "review", "none", "none"]
    assert "could not be checked" in REASONS[unseen.reason[0]]


@given(st.floats(0.5, 1.0), st.floats(0.5, 1.0))
def test_more_precision_never_asks_for_less(left: float, right: float) -> None:
    low, high = sorted((left, right))
    assert min(LEAST, low) <= match_at(low) <= match_at(high) <= 1.0


def _reason(best: Best, *, usable: bool = True) -> str:
    places, texts = sentences(decide_all(best, np.full(len(best.pair), usable), Rule(0.97)), best)
    return texts[places[0]]


def test_reasons_name_what_decided() -> None:
    assert "no usable field" in _reason(_best([]), usable=False)
    assert "no profile shares" in _reason(_best([]))
    assert _reason(_best([0.07], alike=14, second=0.07)) == "abstained: 14 profiles fit equally"
    assert _reason(_best([0.99], second=0.0001)).endswith("1,000 times or more as likely as the runner-up")
    assert _reason(_best([0.98])).endswith("there is no runner-up")
    assert "far better" in _reason(_best([0.98], second=0.01))
    assert "abstained" in _reason(_best([0.5], alike=2, second=0.5))
    assert "look" in _reason(_best([0.7], second=0.01))
    assert "likelier" in _reason(_best([0.1]))


@given(st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.floats(0, 1))
def test_decisions_by_costs_are_the_cheapest(false_link: float, missed_link: float, review: float, p: float) -> None:
    """Against the plain comparison of what each decision is expected to cost."""
    costs = Costs(false_link, missed_link, review)
    found = DECISIONS[
        int(decide_all(_best([p]), np.ones(2, bool), rule_of(default_weights(), costs=costs)).decision[0])
    ]
    expected = {"match": (1 - p) * false_link, "review": review, "none": p * missed_link}
    assert expected[found] <= min(expected.values()) + 1e-6 * max(expected.values())


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf])
def test_costs_are_positive_numbers(wrong: float) -> None:
    with pytest.raises(InputError):
        Costs(false_link=wrong)


def test_a_curve_sets_the_threshold() -> None:
    weights = default_weights().model_copy(update={"accepted": ((0.5, 0.97), (0.8, 0.99), (0.9, 0.996), (0.99, 1.0))})
    assert accept_at(weights, 0.99) == 0.9
    assert accept_at(weights, 0.98) == 0.8
    assert accept_at(weights, 0.9999) == 0.99
    assert accept_at(default_weights().model_copy(update={"accepted": ()}), 0.99) == pytest.approx(0.97)
    for wrong in (0.0, -0.5, 1.1, math.nan):
        with pytest.raises(InputError):
            rule_of(weights, wrong)


def test_tables_become_weights_and_back() -> None:
    shipped = default_weights()
    again = from_table(shipped.table(), shipped.prior, "labelled", anchors=3)
    assert again.hash == shipped.hash
    assert (again.source, again.anchors) == ("labelled", 3)


def test_weights_whose_tables_were_asked_for_are_equal_still() -> None:
    weights = default_weights()
    again = Weights.from_json(weights.to_json())
    assert weights.table() is not again.table()
    assert again == weights
    assert again != weights.model_copy(update={"prior": weights.prior - 1})
