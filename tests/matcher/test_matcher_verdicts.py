"""Check list-wise scores, thresholds, decisions and sentences line by line and against plain loops."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from entities.errors import InputError
from matcher import default_weights
from matcher.cascade import SURE, unsure
from matcher.decide import (
    ALIKE,
    DECISIONS,
    MARGINS,
    MATCH,
    NO_FIELD,
    NO_KEY,
    REASONS,
    UNCHECKED,
    UNLIKELY,
    UNSURE,
    Costs,
    Rule,
    decide_all,
    match_at,
    rule_of,
    sentence,
    sentences,
)
from matcher.score import Best, best_of, calibrated, list_logits, posterior
from matcher.weights import Calibration, Weights

LISTS = st.lists(st.lists(st.floats(-40, 40), min_size=1, max_size=5), min_size=1, max_size=5)
PLATT = Calibration(kind="platt", slope=0.5, shift=-1.0)
KNOTS = Calibration(kind="isotonic", knots=((-2.0, -3.0), (0.0, -1.0), (4.0, 2.0)))
MAPPED = [  # calibration, log-odds, calibrated ones
    (Calibration(), 1.5, 1.5),
    (PLATT, 0.0, -1.0),
    (PLATT, 4.0, 1.0),
    (PLATT, -4.0, -3.0),
    (KNOTS, -2.0, -3.0),
    (KNOTS, 0.0, -1.0),
    (KNOTS, 4.0, 2.0),
    (KNOTS, -1.0, -2.0),
    (KNOTS, 2.0, 0.5),
    (KNOTS, -5.0, -6.0),  # beyond the knots in parallel to the diagonal
    (KNOTS, 9.0, 7.0),
]
COSTS = [  # wrong link, missed link, look: lowest probabilities of a match and of a look
    (Costs(), 0.97, 0.2),
    (Costs(false_link=10.0, missed_link=10.0, review=1.0), 0.9, 0.1),
    (Costs(false_link=100.0, missed_link=2.0, review=1.0), 0.99, 0.5),
    (Costs(false_link=4.0, missed_link=4.0, review=8.0), 0.5, 0.5),  # a look dearer than any mistake
    (Costs(false_link=1.0, missed_link=9.0, review=100.0), 0.1, 0.1),
    (Costs(false_link=9.0, missed_link=1.0, review=100.0), 0.9, 0.9),
]
POSITIVE = st.floats(0.01, 1_000)


def _flat(lists: list[list[float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    odds = np.array([one for row in lists for one in row])
    owner = np.repeat(np.arange(len(lists)), [len(row) for row in lists])
    return owner, odds, np.cumsum([0, *(len(row) for row in lists)])[:-1]


@settings(max_examples=60)
@given(LISTS)
def test_the_first_s_log_odds_are_those_of_its_probability(lists: list[list[float]]) -> None:
    _, odds, starts = _flat(lists)
    for row, found in zip(lists, list_logits(odds, starts), strict=True):
        rest = math.log(1.0 + math.fsum(math.exp(one) for one in row[1:]))
        assert found == pytest.approx(row[0] - rest, abs=1e-9)
    chance, _ = posterior(odds, starts)
    inner = (chance[starts] > 1e-9) & (chance[starts] < 1 - 1e-6)
    logits = np.log(chance[starts][inner]) - np.log1p(-chance[starts][inner])
    assert list_logits(odds, starts)[inner] == pytest.approx(logits, abs=1e-5)


def test_no_lists_have_no_scores() -> None:
    nothing = np.zeros(0, np.int64)
    assert list_logits(np.zeros(0), nothing).tolist() == []
    best = best_of(nothing, np.zeros(0), np.array([], object), 2)
    assert (best.pair.tolist(), best.none_probability.tolist(), best.alike.tolist()) == ([-1, -1], [1.0, 1.0], [0, 0])


@pytest.mark.parametrize(("calibration", "logit", "expected"), MAPPED)
def test_a_calibration_maps_log_odds(calibration: Calibration, logit: float, expected: float) -> None:
    assert calibrated(np.array([logit]), calibration).tolist() == pytest.approx([expected])


@settings(max_examples=40)
@given(st.lists(st.floats(-30, 30), min_size=2, max_size=6), st.sampled_from((Calibration(), PLATT, KNOTS)))
def test_a_calibration_never_turns_the_order(logits: list[float], calibration: Calibration) -> None:
    found = calibrated(np.array(sorted(logits)), calibration)
    assert (np.diff(found) >= -1e-12).all()


@settings(max_examples=60)
@given(LISTS, st.sampled_from((Calibration(), PLATT, KNOTS)))
def test_the_best_of_a_list_is_that_of_a_plain_loop(lists: list[list[float]], calibration: Calibration) -> None:
    owner, odds, starts = _flat(lists)
    names = np.array([f"p{at:03d}" for at in range(len(odds))], object)
    best = best_of(owner, odds, names, len(lists) + 1, calibration)
    for row, (values, start) in enumerate(zip(lists, starts.tolist(), strict=True)):
        ranked = sorted(range(len(values)), key=lambda at: (-values[at], at))
        rest = 1.0 + math.fsum(math.exp(values[at]) for at in ranked[1:])
        logit = float(calibrated(np.array([values[ranked[0]] - math.log(rest)]), calibration)[0])
        assert best.pair[row] == start + ranked[0]
        assert best.probability[row] == pytest.approx(1 / (1 + math.exp(-logit)), rel=1e-6, abs=1e-12)
        assert best.second[row] == (start + ranked[1] if len(ranked) > 1 else -1)
        assert 0.0 <= best.none_probability[row] <= 1.0
        if len(ranked) > 1:
            assert best.second_probability[row] <= best.probability[row]
        close = [at for at in ranked if math.exp(values[at] - values[ranked[0]]) >= 0.5]
        if all(abs(math.exp(values[at] - values[ranked[0]]) - 0.5) > 1e-9 for at in ranked):
            assert best.alike[row] == len(close)
    assert best.pair[-1] == -1
    assert best.none_probability[-1] == 1.0


@settings(max_examples=40)
@given(LISTS)
@example([[SURE]])
def test_who_is_sure_is_not_asked_again(lists: list[list[float]]) -> None:
    owner, odds, starts = _flat(lists)
    found = unsure(owner, odds, len(lists) + 1)
    ranked = [sorted(row, reverse=True) for row in lists]
    logits = list_logits(np.concatenate([np.array(row) for row in ranked]), starts)
    assert found[:-1].tolist() == (logits < SURE).tolist()
    assert found[-1]  # without any pair
    assert not (unsure(owner, odds + 100.0, len(lists)) & np.array([len(row) == 1 for row in lists])).any()


@pytest.mark.parametrize(("costs", "match", "look"), COSTS)
def test_costs_say_from_where_on(costs: Costs, match: float, look: float) -> None:
    assert (costs.match_at, costs.review_at) == pytest.approx((match, look))
    rule = rule_of(default_weights(), costs=costs)
    assert (rule.match_at, rule.review_at) == pytest.approx((match, look))


@settings(max_examples=60)
@given(POSITIVE, POSITIVE, POSITIVE, st.floats(0.001, 0.999))
def test_what_is_decided_by_costs_is_the_cheapest(wrong: float, missed: float, look: float, chance: float) -> None:
    costs = Costs(wrong, missed, look)
    spent = {"match": (1 - chance) * wrong, "review": look, "none": chance * missed}
    best = min(spent.values())
    decision = "match" if chance >= costs.match_at else "review" if chance >= costs.review_at else "none"
    assert spent[decision] <= best + 1e-6 * max(1.0, best)


@pytest.mark.parametrize("bad", [0.0, -1.0, math.inf, math.nan])
@pytest.mark.parametrize("field", ["false_link", "missed_link", "review"])
def test_costs_are_numbers_above_nothing(field: str, bad: float) -> None:
    with pytest.raises(InputError, match="costs must be"):
        Costs(**{field: bad})


@settings(max_examples=40)
@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0))
def test_more_precision_never_asks_for_less(one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert match_at(low) <= match_at(high)
    weights = default_weights()
    assert rule_of(weights, low).match_at <= rule_of(weights, high).match_at
    for rule in (rule_of(weights, low), rule_of(weights, high)):
        assert 0.0 < rule.review_at <= rule.match_at <= 1.0


def _best(chance: float, *, pair: int = 0, second: float | None = None, alike: int = 1) -> Best:
    return Best(
        np.array([pair]),
        np.array([chance]),
        np.array([-1 if second is None else 1]),
        np.array([math.nan if second is None else second]),
        np.array([1.0 - chance]),
        np.array([alike]),
    )


RULE = Rule(0.97, 0.2)
DOUBTED = Rule(0.97, 0.2, believed=False)
VERDICTS = [  # best profile, usable, rule, decision, reason
    (_best(0.99), True, RULE, "match", MATCH),
    (_best(0.97), True, RULE, "match", MATCH),
    (_best(0.9699), True, RULE, "review", UNSURE),
    (_best(0.2), True, RULE, "review", UNSURE),
    (_best(0.1999), True, RULE, "none", UNLIKELY),
    (_best(0.0), True, RULE, "none", UNLIKELY),
    (_best(0.45, second=0.4, alike=2), True, RULE, "review", ALIKE),
    (_best(0.07, second=0.07, alike=14), True, RULE, "none", ALIKE),
    (_best(0.98, second=0.01, alike=2), True, RULE, "match", MATCH),  # by a calibration: sure all the same
    (_best(0.0, pair=-1, alike=0), True, RULE, "none", NO_KEY),
    (_best(0.0, pair=-1, alike=0), False, RULE, "none", NO_FIELD),
    # what could not be checked is never linked unseen
    (_best(0.99), True, DOUBTED, "review", UNCHECKED),
    (_best(0.5), True, DOUBTED, "review", UNSURE),
    (_best(0.1), True, DOUBTED, "none", UNLIKELY),
]


@pytest.mark.parametrize(("best", "usable", "rule", "decision", "reason"), VERDICTS)
def test_a_probability_becomes_a_decision(best: Best, usable: bool, rule: Rule, decision: str, reason: int) -> None:  # noqa: FBT001 - a column of the table
    found = decide_all(best, np.array([usable]), rule)
    assert DECISIONS[int(found.decision[0])] == decision
    assert int(found.reason[0]) == reason
    places, texts = sentences(found, best)
    assert texts[int(places[0])].startswith(REASONS[reason].split("{}", maxsplit=1)[0])


SAID = [  # probability of the best and of the runner-up, the end of the sentence
    (0.99, None, "there is no runner-up"),
    (0.99, 0.00001, "1,000 times or more as likely as the runner-up"),
    (0.99, 0.005, "100 times or more as likely as the runner-up"),
    (0.98, 0.05, "10 times or more as likely as the runner-up"),
    (0.6, 0.25, "twice or more as likely as the runner-up"),
    (0.4, 0.3, "hardly likelier than the runner-up"),
    (0.99, 0.0, "1,000 times or more as likely as the runner-up"),
]


@pytest.mark.parametrize(("chance", "second", "ending"), SAID)
def test_a_sentence_says_how_far_the_runner_up_lies_behind(chance: float, second: float | None, ending: str) -> None:
    best = _best(chance, second=second)
    places, texts = sentences(decide_all(best, np.array([True]), RULE), best)
    assert texts[int(places[0])].endswith(ending)


def test_profiles_that_fit_equally_are_counted() -> None:
    assert sentence(ALIKE, 14) == "abstained: 14 profiles fit equally"
    assert len({sentence(reason, 3) for reason in range(len(REASONS))}) == len(REASONS)
    assert [limit for limit, _ in MARGINS] == sorted((limit for limit, _ in MARGINS), reverse=True)
    assert MARGINS[-1][0] == 0.0


def test_equal_sentences_are_told_once() -> None:
    one = _best(0.5, second=0.1)
    pair, second, alike = (np.repeat(values, 50) for values in (one.pair, one.second, one.alike))
    chance, behind, none = (
        np.repeat(values, 50) for values in (one.probability, one.second_probability, one.none_probability)
    )
    many = Best(pair, chance, second, behind, none, alike)
    places, texts = sentences(decide_all(many, np.ones(50, bool), RULE), many)
    assert len(texts) == 1
    assert set(places.tolist()) == {0}


def test_a_calibration_out_of_order_is_refused() -> None:
    for knots in (((0.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)), ((1.0, 0.0), (0.0, 1.0)), ()):
        with pytest.raises(ValueError, match="knots"):
            Calibration(kind="isotonic", knots=knots)
    with pytest.raises(ValueError, match="isotonic has knots"):
        Calibration(kind="platt", knots=((0.0, 0.0),))
    told = default_weights().model_copy(update={"calibration": KNOTS})
    assert Weights.from_json(told.to_json()).calibration == KNOTS
    assert told.hash != default_weights().hash
