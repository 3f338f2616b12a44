"""Check training against the same method in plain loops, and what anchors, labels and beliefs do to it."""

import math
from collections import Counter, defaultdict

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Weights, default_weights, estimate_weights, match_tables, persons_table
from matcher.expect import ADDRESSES, ITERATIONS, PSEUDO, SETTLED, STEEPEST, Fit, expect_and_maximise, maximised
from matcher.fields import email_form
from matcher.levels import COMPARISONS, LEVELS, groups
from matcher.patterns import Patterned, patterned
from matcher.score import best_of, posterior, table_log_odds
from matcher.train import FEWEST_ANCHORS, NO_SHARE, SHARES, Sample, train
from service.demo.people import make_people
from service.demo.tables import people_tables
from tests.matcher.drawn_people import numbered, person

EMAIL = COMPARISONS.index("e-mail")
SAME = LEVELS["e-mail"].index("names agree: same")
CODES = st.tuples(*(st.integers(0, len(LEVELS[name]) - 1) for name in COMPARISONS))
LISTS = st.lists(st.lists(CODES, min_size=1, max_size=4), min_size=1, max_size=12)


def _sample(lists: list[list[tuple[int, ...]]], unique: bool = False, known: int = -1) -> Sample:  # noqa: FBT001, FBT002 - what a test sets
    owners = np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    codes = np.array([code for one in lists for code in one], np.int8)
    return Sample(owners, codes, np.full(len(owners), unique), np.full(len(owners), known, np.int8))


def _plain_weight(right: float, wrong: float, matches: float, others: float, belief: float) -> float:
    if min(matches, others) < PSEUDO:
        return belief
    trust = PSEUDO / matches
    above = right / matches + trust * math.exp(belief / 2)
    below = wrong / others + trust * math.exp(-belief / 2)
    return min(STEEPEST, max(-STEEPEST, math.log(above / below)))


def _plain_maximise(
    codes: list[tuple[int, ...]], right: list[float], belief: dict[str, dict[int, float]]
) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for column, name in enumerate(COMPARISONS):
        matched: dict[int, float] = defaultdict(float)
        unmatched: dict[int, float] = defaultdict(float)
        for code, share in zip(codes, right, strict=True):
            matched[code[column]] += share
            unmatched[code[column]] += 1.0 - share
        found[name] = {0: 0.0}
        for group in groups(name):
            matches, others = sum(matched[at] for at in group), sum(unmatched[at] for at in group)
            for at in group:
                found[name][at] = _plain_weight(matched[at], unmatched[at], matches, others, belief[name][at])
    return found


def _plain_posterior(odds: list[list[float]]) -> list[list[float]]:
    return [[math.exp(one) / (1.0 + sum(map(math.exp, row))) for one in row] for row in odds]


def _plain_training(lists: list[list[tuple[int, ...]]], known: dict[int, int | None]) -> dict[str, dict[int, float]]:
    """Fit without anchors; `known` names the right pair of a labelled candidate, None for none."""
    belief = {name: dict(enumerate(default_weights().table()[at])) for at, name in enumerate(COMPARISONS)}
    table, prior, flat = belief, default_weights().prior, [code for one in lists for code in one]
    for _ in range(ITERATIONS):
        odds = [
            [prior + sum(table[name][code[at]] for at, name in enumerate(COMPARISONS)) for code in one] for one in lists
        ]
        right = _plain_posterior(odds)
        for owner, answer in known.items():
            right[owner] = [float(at == answer) for at in range(len(lists[owner]))]
        shares = [share for row in right for share in row]
        fresh = _plain_maximise(flat, shares, belief)
        matched, unmatched = max(sum(shares), 1e-9), max(len(shares) - sum(shares), 1e-9)
        without = max(len(lists) - sum(shares), 0.001 * len(lists))
        prior = math.log(matched / without / (unmatched / len(lists)))
        moved = max(abs(fresh[name][at] - table[name][at]) for name in fresh for at in fresh[name])
        table = fresh
        if moved < SETTLED:
            break
    return table


@settings(max_examples=40)
@given(LISTS, st.data())
def test_one_round_is_that_of_plain_loops(lists: list[list[tuple[int, ...]]], data: st.DataObject) -> None:
    flat = [code for one in lists for code in one]
    right = data.draw(st.lists(st.floats(0, 1), min_size=len(flat), max_size=len(flat)))
    belief = default_weights().table()
    nothing = np.zeros(len(flat), np.int8)
    one = np.zeros(1, np.int64)
    every = Patterned(np.array(flat, np.int8), nothing > 0, nothing, np.arange(len(flat)), one, one + 1.0, 1)
    found = maximised(every, np.array(right), 1.0 - np.array(right), belief)
    plain = _plain_maximise(flat, right, {name: dict(enumerate(belief[at])) for at, name in enumerate(COMPARISONS)})
    for name, values in zip(COMPARISONS, found, strict=True):
        assert [plain[name][at] for at in range(len(values))] == pytest.approx(values.tolist(), abs=1e-9), name


@settings(max_examples=25)
@given(LISTS, st.data())
def test_the_whole_fit_is_that_of_plain_loops(lists: list[list[tuple[int, ...]]], data: st.DataObject) -> None:
    owners = data.draw(st.sets(st.integers(0, len(lists) - 1), max_size=3))
    known = {owner: data.draw(st.sampled_from([None, *range(len(lists[owner]))])) for owner in sorted(owners)}
    sample = _sample(lists)
    answers = [
        -1 if owner not in known else int(known[owner] == at)
        for owner, one in enumerate(lists)
        for at in range(len(one))
    ]
    belief = default_weights()
    folded = patterned(sample.candidate, sample.codes, sample.anchors, np.array(answers, np.int8))
    fit = expect_and_maximise(folded, Fit(belief.table(), belief.prior), belief.table())
    plain = _plain_training(lists, known)
    for name, values in zip(COMPARISONS, fit.table, strict=True):
        assert [plain[name][at] for at in range(len(values))] == pytest.approx(values.tolist(), abs=1e-4), name


@given(LISTS)
def test_lists_are_folded_without_loss(lists: list[list[tuple[int, ...]]]) -> None:
    sample = _sample(lists)
    folded = patterned(sample.candidate, sample.codes, sample.anchors, sample.known)
    assert len(folded.codes) == len({code for one in lists for code in one})
    ends = np.append(folded.starts, len(folded.of))
    again = Counter(
        {
            tuple(sorted(map(tuple, folded.codes[folded.of[start:end]].tolist()))): int(times)
            for start, end, times in zip(ends, ends[1:], folded.times, strict=False)
        }
    )
    assert again == Counter(tuple(sorted(one)) for one in lists)
    assert folded.count == len(lists)


@given(st.lists(st.lists(st.floats(-20, 20), min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_list_s_probabilities_and_none_make_one(odds: list[list[float]]) -> None:
    starts = np.cumsum([0, *(len(row) for row in odds)])[:-1]
    found, none = posterior(np.array([one for row in odds for one in row]), starts)
    assert np.add.reduceat(found, starts) + none == pytest.approx(np.ones(len(odds)), abs=1e-12)
    assert found.tolist() == pytest.approx([one for row in _plain_posterior(odds) for one in row], rel=1e-9)


@pytest.mark.parametrize(
    ("odds", "shares", "none"),
    [
        ([0.0], [0.5], 0.5),
        ([0.0, 0.0, 0.0], [0.25] * 3, 0.25),
        ([5_000.0], [1.0], 0.0),
        ([5_000.0, 5_000.0], [0.5, 0.5], 0.0),
        ([-5_000.0], [0.0], 1.0),
        ([5_000.0, -5_000.0], [1.0, 0.0], 0.0),
        ([math.log(3)], [0.75], 0.25),
    ],
)
def test_extreme_scores_are_neither_lost_nor_infinite(odds: list[float], shares: list[float], none: float) -> None:
    found, nothing = posterior(np.array(odds), np.array([0]))
    assert found.tolist() == pytest.approx(shares)
    assert nothing.tolist() == pytest.approx([none])


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=6), st.floats(0.01, 5))
def test_a_higher_score_is_likelier_and_makes_the_others_less_likely(odds: list[float], more: float) -> None:
    before, none = posterior(np.array(odds), np.array([0]))
    after, less = posterior(np.array([odds[0] + more, *odds[1:]]), np.array([0]))
    assert after[0] > before[0]
    assert less[0] < none[0]
    assert all(after[1:] <= before[1:])


@given(st.lists(CODES, min_size=1, max_size=10))
def test_scores_are_sums_of_look_ups(rows: list[tuple[int, ...]]) -> None:
    weights = default_weights()
    plain = [
        weights.prior + sum(weights.levels[name][LEVELS[name][at]] for name, at in zip(COMPARISONS, row, strict=True))
        for row in rows
    ]
    found = table_log_odds(np.array(rows, np.int8), weights.table(), weights.prior)
    assert found.tolist() == pytest.approx(plain, abs=1e-9)


@pytest.mark.parametrize(
    ("odds", "ids", "best", "second"),
    [
        ([1.0, 1.0], "ba", "a", "b"),
        ([1.0, 1.0, 1.0], "cba", "a", "b"),
        ([2.0, 1.0, 1.0], "cba", "c", "a"),
        ([2.0, 2.0, 1.0, 1.0], "dcba", "c", "d"),
        ([1.0], "a", "a", None),
    ],
)
def test_ties_go_to_the_smaller_id(odds: list[float], ids: str, best: str, second: str | None) -> None:
    names = np.array(list(ids), dtype=object)
    found = best_of(np.zeros(len(odds), np.int64), np.array(odds), names, 1)
    assert names[found.pair[0]] == best
    assert (names[found.second[0]] if found.second[0] >= 0 else None) == second


def _right_and_wrong(count: int, extra: int = 3) -> list[list[tuple[int, ...]]]:
    """Make lists of one right pair (same address) and some wrong ones (other address)."""
    right, wrong = [1] * len(COMPARISONS), [len(LEVELS[name]) - 1 for name in COMPARISONS]
    right[EMAIL], wrong[EMAIL] = SAME, LEVELS["e-mail"].index("names differ: differs")
    return [[tuple(right), *[tuple(wrong)] * extra] if at % 2 else [tuple(wrong)] * extra for at in range(count)]


@pytest.mark.parametrize(("anchored", "counted"), [(FEWEST_ANCHORS - 1, 29), (FEWEST_ANCHORS, 30), (50, 50)])
def test_anchors_are_counted_and_few_do_not_start_a_fit(anchored: int, counted: int) -> None:
    sample = _sample(_right_and_wrong(200))
    unique = (sample.codes[:, EMAIL] == SAME) & (np.cumsum(sample.codes[:, EMAIL] == SAME) <= anchored)
    trained = train(Sample(sample.candidate, sample.codes, unique, sample.known))
    assert trained.report["anchors"] == trained.weights.anchors == counted
    assert trained.report["fitted"]
    assert trained.report["estimated_share_with_profile"] == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(("anchored", "starts"), [(FEWEST_ANCHORS - 1, False), (FEWEST_ANCHORS, True)])
def test_enough_anchors_are_where_the_first_round_starts(
    monkeypatch: pytest.MonkeyPatch,
    anchored: int,
    starts: bool,  # noqa: FBT001 - a row of the table
) -> None:
    monkeypatch.setattr("matcher.expect.ITERATIONS", 1)
    rng, title, rarity = np.random.default_rng(3), COMPARISONS.index("title"), COMPARISONS.index("name: rarity")
    sample = _sample([[(1, *[0] * (len(COMPARISONS) - 1))] * 3] * 100)  # the same first and last name
    sample.codes[:, title], sample.codes[:, rarity] = rng.integers(1, 4, 300), rng.integers(1, 6, 300)
    sample.codes[:150:3, EMAIL] = SAME
    sample.codes[150:, 0] = LEVELS["name"].index("first differs, last differs")
    unique = (sample.codes[:, EMAIL] == SAME) & (np.cumsum(sample.codes[:, EMAIL] == SAME) <= anchored)
    monkeypatch.setattr("matcher.train.JUMP", 1.0)
    one, other = (
        train(Sample(sample.candidate, sample.codes, mask, sample.known)) for mask in (unique, ~unique & False)
    )
    assert (one.weights.hash != other.weights.hash) == starts


@pytest.mark.parametrize(("left", "right", "anchors"), [(1, 1, 1), (2, 1, 0), (1, 2, 0), (2, 2, 0)])
def test_an_address_of_two_people_on_either_side_is_no_anchor(left: int, right: int, anchors: int) -> None:
    one = person("Ulrike", "Quell", emails=["uq@x.example"])
    found = match_tables(persons_table(numbered([one] * left, "c")), persons_table(numbered([one] * right)))
    assert found.report["training"]["anchors"] == anchors


def test_a_unique_address_without_agreement_is_no_anchor() -> None:
    sample = _sample(_right_and_wrong(200))
    other = sample.codes.copy()
    for name in ADDRESSES:
        other[:, COMPARISONS.index(name)] = 0
    other[:, EMAIL] = LEVELS["e-mail"].index("names agree: same, used by three or more")
    everywhere = np.ones(len(other), bool)
    assert train(Sample(sample.candidate, other, everywhere, sample.known)).report["anchors"] == 0


@pytest.mark.parametrize("known", [0, 1])
def test_a_share_beyond_belief_falls_back_to_the_start(known: int) -> None:
    lists = [[tuple([1] * len(COMPARISONS))]] * 100
    trained = train(_sample(lists, known=known))
    assert trained.report["estimated_share_with_profile"] == known
    assert not SHARES[0] <= known <= SHARES[1]
    assert trained.report["fitted"] is False
    assert trained.report["why"] == trained.warning == NO_SHARE
    assert trained.weights.hash == default_weights().hash
    assert not trained.weights.believed


def test_more_wrong_pairs_lower_the_prior() -> None:
    priors = [train(_sample(_right_and_wrong(100, extra), unique=True)).weights.prior for extra in (2, 4, 8)]
    assert priors == sorted(set(priors), reverse=True)


@settings(max_examples=8)
@given(LISTS)
def test_any_fit_is_bounded_and_leaves_missing_alone(lists: list[list[tuple[int, ...]]]) -> None:
    trained = train(_sample(lists, unique=True))
    for name, values in zip(COMPARISONS, trained.weights.table(), strict=True):
        assert values[0] == 0.0, name
        assert np.abs(values).max() <= max(STEEPEST, float(np.abs(default_weights().table()[0]).max()))
    assert Weights.from_json(trained.weights.to_json()) == trained.weights


@pytest.fixture(scope="module")
def crowd() -> tuple[pa.Table, pa.Table, dict[str, str | None]]:
    candidates, profiles, truth = people_tables(make_people(41, 1_500, 700))
    return candidates, profiles, dict(zip(*(truth.column(at).to_pylist() for at in (0, 1)), strict=True))


def test_anchors_of_a_match_are_the_addresses_that_two_rows_have(
    crowd: tuple[pa.Table, pa.Table, dict[str, str | None]],
) -> None:
    candidates, profiles = (table.drop(["phones", "handles"]) for table in crowd[:2])
    forms = [
        Counter(
            form for row in table.column("emails").to_pylist() for form in {email_form(one)[0] for one in row} if form
        )
        for table in (candidates, profiles)
    ]
    alone = sum(forms[0][form] == forms[1][form] == 1 for form in forms[0])
    found = match_tables(candidates, profiles)
    assert found.report["training"]["anchors"] == found.weights.anchors == alone
    assert alone >= FEWEST_ANCHORS
    assert estimate_weights(candidates, profiles).weights == found.weights


def _errors(found: pa.Table, truth: dict[str, str | None], asked: set[str]) -> int:
    rows = [row for row in found.to_pylist() if row["candidate_id"] in asked]
    return sum(truth[row["candidate_id"]] != (row["profile_id"] if row["probability"] >= 0.5 else None) for row in rows)


def test_labels_never_make_the_unlabelled_much_worse(
    crowd: tuple[pa.Table, pa.Table, dict[str, str | None]],
) -> None:
    candidates, profiles, truth = crowd
    names = list(truth)
    labels = pa.table(
        {"candidate_id": names[:350], "profile_id": pa.array([truth[one] for one in names[:350]], pa.string())}
    )
    blind = candidates.drop(["emails", "phones", "handles"])
    without, helped = (match_tables(blind, profiles, labels=one) for one in (None, labels))
    assert without.weights.anchors == helped.weights.anchors == 0
    assert (without.weights.source, helped.weights.source) == ("adapted", "labelled")
    asked = set(names[350:])
    assert _errors(helped.table, truth, asked) <= _errors(without.table, truth, asked) + 7


def test_labels_of_unknown_people_change_nothing(crowd: tuple[pa.Table, pa.Table, dict[str, str | None]]) -> None:
    candidates, profiles = crowd[0].slice(0, 200), crowd[1].slice(0, 500)
    labels = pa.table({"candidate_id": ["nobody"], "profile_id": ["no profile"]})
    assert (
        estimate_weights(candidates, profiles, labels=labels).weights == estimate_weights(candidates, profiles).weights
    )


def test_a_label_for_an_unfindable_profile_says_that_all_found_are_wrong() -> None:
    people = numbered([person("Ulrike", "Quell"), person("Tobias", "Ashdown"), person("Ulrike", "Quellmann")])
    table = persons_table(people)
    told = pa.table({"candidate_id": ["p0", "p1"], "profile_id": ["elsewhere", "p1"]})
    none = pa.table({"candidate_id": ["p0", "p1"], "profile_id": pa.array([None, "p1"], pa.string())})
    assert estimate_weights(table, table, labels=told) == estimate_weights(table, table, labels=none)
