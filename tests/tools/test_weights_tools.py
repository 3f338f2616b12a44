"""Weights are fitted to known answers: what speaks for a match weighs more, a table is judged by others alone."""

import itertools
import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.lives import PRESETS
from benchmarks.lives.presets import PERSON_FIELDS
from matcher import Weights, default_weights
from matcher.expect import Fit, prior_fitted
from matcher.levels import COMPARISONS, LEVELS, chains
from matcher.patterns import Patterned, patterned
from matcher.score import posterior, table_log_odds
from tools.weights import __main__ as command
from tools.weights import material
from tools.weights.fit import STRONGEST, WEAKEST, belief, joint
from tools.weights.judge import best_f1, judged
from tools.weights.material import DEMO, RECIPE, SIZES, Draw

MISSING = {name: levels.index("missing") for name, levels in LEVELS.items() if "missing" in levels}


def lists_of(seed: int, candidates: int = 60, rivals: int = 3, noise: float = 0.1) -> Patterned:
    """Make lists of a right pair (the best level of most comparisons) among wrong ones; every fifth has none."""
    rng = np.random.default_rng(seed)
    codes, known, owner = [], [], []
    for candidate in range(candidates):
        has = candidate % 5 != 0
        for place in range(rivals):
            right = has and place == 0
            row = []
            for name in COMPARISONS:
                chain = chains(name)[0]
                levels = chain if right != (rng.random() < noise) else chain[::-1]
                row.append(levels[min(int(rng.integers(2)), len(levels) - 1)])
                if noise and name in MISSING and rng.random() < (0.05 if right else 0.2):
                    row[-1] = MISSING[name]
            codes.append(row)
            known.append(int(right))
            owner.append(candidate)
    flags = np.zeros(len(codes), bool)
    return patterned(np.array(owner), np.array(codes, np.int8), flags, np.array(known, np.int8), candidates)


@pytest.fixture(scope="module")
def tables() -> dict[str, Patterned]:
    return {"one": lists_of(1), "two": lists_of(2), "three": lists_of(3, noise=0.3)}


@pytest.fixture(scope="module")
def fitted(tables: dict[str, Patterned]) -> Fit:
    table, prior = joint(list(tables.values()))
    return Fit(table, prior)


@pytest.mark.parametrize("name", COMPARISONS)
def test_belief_falls_along_every_chain_and_says_nothing_of_levels_outside(name: str) -> None:
    values = belief()[COMPARISONS.index(name)]
    inside = set(itertools.chain(*chains(name)))
    assert len(values) == len(LEVELS[name])
    assert all(values[level] == 0 for level in range(len(values)) if level not in inside)
    assert values.max() <= STRONGEST
    assert values.min() >= WEAKEST
    if len(chains(name)) == 1:
        (chain,) = chains(name)
        steps = values[list(chain)]
        assert (np.diff(steps) < 0).all()
        assert steps[0] == STRONGEST


def test_levels_never_weigh_more_than_those_above_them_in_their_chain(fitted: Fit) -> None:
    for values, name in zip(fitted.table, COMPARISONS, strict=True):
        assert np.isfinite(values).all()
        for chain in chains(name):
            assert (np.diff(values[list(chain)]) <= 1e-9).all(), name


def test_what_is_missing_adds_nothing(fitted: Fit) -> None:
    for name, level in MISSING.items():
        assert fitted.table[COMPARISONS.index(name)][level] == pytest.approx(0.0, abs=1e-9), name


def test_what_right_pairs_agree_in_speaks_for_them(fitted: Fit) -> None:
    for name in ("name", "e-mail", "employer", "place"):
        values, chain = fitted.table[COMPARISONS.index(name)], chains(name)[0]
        assert values[chain[0]] > values[chain[-1]], name


def test_the_fit_finds_most_of_what_it_was_shown_and_beats_belief(tables: dict[str, Patterned], fitted: Fit) -> None:
    for name, lists in tables.items():
        assert best_f1(lists, fitted) > 0.9, name
        assert best_f1(lists, fitted) >= best_f1(lists, Fit(belief(), 0.0)) - 0.02


def test_equal_lists_give_equal_weights(tables: dict[str, Patterned], fitted: Fit) -> None:
    again, prior = joint(list(tables.values()))
    assert prior == fitted.prior
    assert all(np.array_equal(a, b) for a, b in zip(again, fitted.table, strict=True))


def plain_f1(lists: Patterned, chance: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Count, for every threshold, links given, right ones, and findable ones, candidate by candidate."""
    bests, findable = [], 0.0
    ends = [*lists.starts[1:].tolist(), len(lists.of)]
    for start, end, times in zip(lists.starts.tolist(), ends, lists.times.tolist(), strict=True):
        best = max(range(start, end), key=lambda at: (chance[at], -at))
        bests.append((chance[best], times, bool(lists.known[lists.of[best]] == 1)))
        findable += times * sum(bool(lists.known[lists.of[at]] == 1) for at in range(start, end))
    found = []
    for least in {one for one, _, _ in bests}:
        given = [(times, right) for one, times, right in bests if one >= least]
        hits = sum(times for times, right in given if right)
        found.append(2 * hits / (sum(times for times, _ in given) + findable))
    return float(max(found))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 99), st.integers(2, 12), st.integers(1, 4), st.sampled_from([0.0, 0.4]))
def test_f1_is_that_of_counting_every_threshold(seed: int, candidates: int, rivals: int, noise: float) -> None:
    lists = lists_of(seed, candidates, rivals, noise)
    unknown = np.full_like(lists.known, -1)
    blind = Patterned(lists.codes, lists.anchors, unknown, lists.of, lists.starts, lists.times, lists.count)
    settled = prior_fitted(blind, Fit(belief(), 0.0))
    odds = table_log_odds(lists.codes, settled.table, settled.prior)[lists.of]
    assert best_f1(lists, Fit(belief(), 0.0)) == pytest.approx(plain_f1(lists, posterior(odds, lists.starts)[0]))


def test_a_table_is_judged_by_the_others_alone(tables: dict[str, Patterned], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[Patterned]] = []

    def watched(others: list[Patterned]) -> object:
        seen.append(others)
        return belief(), 0.0

    monkeypatch.setattr("tools.weights.judge.joint", watched)
    lines = judged(tables).splitlines()
    assert [line.split()[0] for line in lines] == list(tables)
    for (name, mine), others in zip(tables.items(), seen, strict=True):
        assert all(one is not mine for one in others), name
        assert len(others) == len(tables) - 1


def test_the_answers_are_hidden_from_the_prior_that_is_adapted(tables: dict[str, Patterned]) -> None:
    lists = tables["one"]
    wrong = Patterned(lists.codes, lists.anchors, 1 - lists.known, lists.of, lists.starts, lists.times, lists.count)
    before = lists.known.copy()
    assert best_f1(wrong, Fit(belief(), 0.0)) < best_f1(lists, Fit(belief(), 0.0))
    assert np.array_equal(lists.known, before)


# ---- the recipe
def test_a_recipe_names_presets_that_are_there_seeds_once_and_fields_that_exist() -> None:
    assert len({draw.seed for draw in RECIPE.values()}) == len(RECIPE)
    for name, draw in RECIPE.items():
        assert draw.preset in {*PRESETS, DEMO}, name
        assert set(draw.without) <= set(PERSON_FIELDS), name
        assert not {"name", "first_name", "last_name"} & set(draw.without), name
    assert "unseen" not in {draw.preset for draw in RECIPE.values()}  # never looked at while weights are made
    assert SIZES["quick"] < SIZES["full"]


def test_a_draw_without_fields_loses_them_on_both_sides_whether_or_not_they_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [
        {"id": "1", "name": "Ann Zuk", "location": "Bonn", "emails": ["ann@example.com"]},
        {"id": "2", "name": "Bob Yu", "location": "Graz", "emails": ["bob@example.com"]},
    ]
    table = pa.Table.from_pylist(people)
    truth = pa.table({"candidate_id": ["1", "2"], "profile_id": pa.array(["1", None], pa.string())})
    monkeypatch.setattr(material, "make_tables", lambda *_: (table, table, truth))
    monkeypatch.setattr(material, "RECIPE", {"whole": Draw("usual", 1), "bare": Draw("usual", 1, ("emails", "phones"))})
    email = COMPARISONS.index("e-mail")
    whole, bare = (material.listed(name, (2, 2)) for name in ("whole", "bare"))
    assert whole.count == bare.count == 2
    assert LEVELS["e-mail"][int(bare.codes[0, email])] == "missing"
    assert LEVELS["e-mail"][int(whole.codes[0, email])] != "missing"
    assert int((whole.known[whole.of] == 1).sum()) == 1  # the second candidate has no profile


def test_a_draw_of_the_demo_asks_the_other_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int, int]] = []

    def people(seed: int, profiles: int, candidates: int) -> str:
        asked.append((seed, profiles, candidates))
        return "people"

    def tables_of(given_people: str) -> tuple[pa.Table, pa.Table, pa.Table]:
        assert given_people == "people"
        table = pa.Table.from_pylist([{"id": "1", "name": "Ann Zuk"}])
        return table, table, pa.table({"candidate_id": ["1"], "profile_id": ["1"]})

    monkeypatch.setattr(material, "make_people", people)
    monkeypatch.setattr(material, "people_tables", tables_of)
    assert material.listed("demo", (3, 30)).known.tolist() == [1]
    assert asked == [(RECIPE["demo"].seed, 30, 3)]


# ---- the command
@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, tuple[int, int]]]:
    """Let the command draw small lists, and write elsewhere; gives what it drew."""
    drawn: list[tuple[str, tuple[int, int]]] = []

    def listed(name: str, size: tuple[int, int]) -> Patterned:
        drawn.append((name, size))
        return lists_of(len(drawn), 20)

    monkeypatch.setattr(command, "listed", listed)
    monkeypatch.setattr(command, "FILE", tmp_path / "weights.json")
    monkeypatch.setattr(command, "RECIPE", {name: RECIPE[name] for name in ("clean", "names")})
    return drawn


def run(monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["weights", *options])
    return command.main()


def test_weights_are_written_with_the_recipe_they_were_made_from(
    asked: list[tuple[str, tuple[int, int]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run(monkeypatch, "--quick") == 0
    assert asked == [("clean", SIZES["quick"]), ("names", SIZES["quick"])]
    text = (tmp_path / "weights.json").read_text(encoding="utf-8")
    made = Weights.from_json(text)
    assert made.source == "shipped"
    assert made.hash in capsys.readouterr().out
    told = json.loads(text)["training"]
    assert told["recipe"]["names"] == {"preset": "clean", "seed": 311, "without": list(RECIPE["names"].without)}
    assert (told["candidates"], told["profiles"]) == SIZES["quick"]
    assert run(monkeypatch) == 0
    assert asked[-1][1] == SIZES["full"]


def test_judging_writes_nothing(
    asked: list[tuple[str, tuple[int, int]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run(monkeypatch, "--judge") == 0
    assert not list(tmp_path.iterdir())
    assert [line.split(" F1 ")[0].strip() for line in capsys.readouterr().out.splitlines()] == ["clean", "names"]
    assert len(asked) == 2


def test_what_is_shipped_tells_its_recipe() -> None:
    told = default_weights().training
    assert isinstance(told, dict)
    recipe = told["recipe"]
    assert isinstance(recipe, dict)
    assert set(recipe) <= set(RECIPE)
