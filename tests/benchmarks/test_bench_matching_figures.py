"""Check the figures of two tools against slow counts, what a process cost against what it did."""

import math
import random
import sys
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matching_figures import (
    BINS,
    Outcome,
    calibrated,
    differences,
    figures,
    intervals,
    lower_bound,
    outcome,
)
from benchmarks.matching_published import cluster_f1
from benchmarks.matching_rows import Promise, culture_rows, link_rows
from benchmarks.matching_runs import CommandFailed, Cost, Linked, measured
from benchmarks.scoring import score

LINK = st.tuples(
    st.sampled_from(("1", "2", None)), st.sampled_from((0.0, 0.3, 0.6, 0.99, 1.0)), st.sampled_from(("1", None))
)
LINKS = st.lists(LINK, min_size=1, max_size=12)
Rows = Sequence[tuple[str | None, float, str | None]]


def _tables(rows: Rows) -> tuple[pa.Table, pa.Table]:
    names = [f"c{at}" for at in range(len(rows))]
    links = {
        "candidate_id": names,
        "profile_id": pa.array([row[0] for row in rows], pa.string()),
        "probability": [row[1] if row[0] else 0.0 for row in rows],
        "decision": ["match" if row[0] and row[1] > 0.9 else "none" for row in rows],
    }
    truth = {"candidate_id": names, "profile_id": pa.array([row[2] for row in rows], pa.string())}
    return pa.table(links), pa.table(truth)


@given(LINKS, st.randoms(use_true_random=False))
def test_fast_figures_equal_the_plain_ones_in_any_order(rows: Rows, order: random.Random) -> None:
    links, truth = _tables(rows)
    mixed = list(range(len(rows)))
    order.shuffle(mixed)
    found = figures(outcome(links.take(pa.array(mixed)), truth))
    plain = score(links, dict(zip(*(truth.column(name).to_pylist() for name in truth.column_names), strict=True)))
    assert found.f1 == pytest.approx(plain.f1)
    assert found.recall == pytest.approx(plain.recall_at_precision)
    assert found.ece_width == pytest.approx(plain.calibration_error)
    assert found.match_precision == pytest.approx(plain.match_precision)
    assert found.match_recall == pytest.approx(plain.match_recall)
    assert found.false_matches == pytest.approx(plain.false_matches_without_profile)


@given(LINKS)
def test_a_rank_orders_what_probabilities_leave_equal(rows: Rows) -> None:
    links, truth = _tables([(found, 1.0, right) for found, _, right in rows])
    goal = truth.column("profile_id").to_pylist()
    right = [float(a == b) for a, b in zip(links.column("profile_id").to_pylist(), goal, strict=True)]
    tied = figures(outcome(links, truth))
    ranked = figures(outcome(links.append_column("rank", pa.array(right, pa.float64())), truth))
    assert ranked.f1 >= tied.f1
    assert ranked.recall >= tied.recall


def test_a_candidate_without_a_link_is_an_error() -> None:
    links, truth = _tables([("1", 1.0, "1"), ("1", 1.0, "1")])
    with pytest.raises(ValueError, match="1 candidates"):
        outcome(links.slice(0, 1), truth)


@pytest.mark.parametrize(
    ("hits", "count", "bound"), [(0, 0, 0.0), (0, 10, 0.0), (10, 10, 0.7225), (990, 1000, 0.9817), (1, 2, 0.0945)]
)
def test_a_lower_bound_is_wilsons(hits: int, count: int, bound: float) -> None:
    assert lower_bound(hits, count) == pytest.approx(bound, abs=1e-4)


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_lower_bound_lies_below_the_share_and_grows_with_it(count: int, hits: int) -> None:
    hits = min(hits, count)
    assert 0 <= lower_bound(hits, count) <= hits / count + 1e-12
    assert lower_bound(hits, count) <= lower_bound(min(hits + 1, count), count)


def _outcome(share_right: float, count: int, seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    right = rng.random(count) < share_right
    every = np.ones(count, bool)
    probability = np.where(right, 0.8 + 0.2 * rng.random(count), rng.random(count))
    return Outcome(every, every, right, probability, probability, probability > 0.9)


def test_an_interval_holds_its_figure_and_none_is_wider_than_all() -> None:
    found = _outcome(0.8, 400, 1)
    for name, (low, high) in intervals(found, draws=60).items():
        assert 0 <= low <= getattr(figures(found), name) <= high <= 1


def test_a_difference_from_oneself_is_nothing_and_a_better_tool_is_better() -> None:
    worse, better = _outcome(0.6, 400, 2), _outcome(0.95, 400, 2)
    assert differences(worse, worse, draws=20) == {"f1": (0.0, 0.0), "recall": (0.0, 0.0)}
    assert differences(better, worse, draws=60)["f1"][0] > 0.05
    assert differences(worse, better, draws=60)["f1"][1] < -0.05


def test_exact_probabilities_pass_for_calibrated_and_wrong_ones_do_not() -> None:
    rng = np.random.default_rng(3)
    probability, every = rng.random(2_000), np.ones(2_000, bool)
    exact = Outcome(every, every, rng.random(2_000) < probability, probability, probability, every)
    error, chance = calibrated(exact)
    assert error <= chance * 1.2
    wrong = Outcome(every, every, rng.random(2_000) < probability**3, probability, probability, every)
    error, chance = calibrated(wrong)
    assert error > 2 * chance


def test_bins_of_equal_mass_keep_equal_probabilities_together() -> None:
    every = np.ones(20, bool)
    probability = np.repeat([0.2, 0.9], 10)
    right = np.array([True, False] * 10)
    found = figures(Outcome(every, every, right, probability, probability, every))
    assert found.ece_mass == pytest.approx((abs(0.5 - 0.2) + abs(0.5 - 0.9)) / 2)
    assert BINS == 10


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=10))
def test_f1_of_clusters_equals_counting_every_pair(rows: list[tuple[int, int]]) -> None:
    names = [f"r{at}" for at in range(len(rows))]
    mine = pa.table({"record_id": names, "cluster_id": [str(a) for a, _ in rows]})
    true = pa.table({"record_id": names, "cluster_id": [str(b) for _, b in rows]})
    pairs = [(a, b) for at, a in enumerate(rows) for b in rows[:at]]
    both = sum(a[0] == b[0] and a[1] == b[1] for a, b in pairs)
    found, wanted = sum(a[0] == b[0] for a, b in pairs), sum(a[1] == b[1] for a, b in pairs)
    assert cluster_f1(mine, true) == pytest.approx(2 * both / max(found + wanted, 1))


def test_both_tools_are_told_beside_each_other() -> None:
    links, truth = _tables([("1", 0.99, "1")] * 8 + [("2", 0.3, "1")] * 2)
    other, _ = _tables([("1", 0.99, "1")] * 5 + [("2", 0.3, "1")] * 5)
    told = {"found": 0.5, "pairs": 30, "input": {"profiles": {"rows": 100, "without a name": 50}}}
    ours, theirs = Linked(links, Cost(1.0, 1.0, 10.0), {}), Linked(other, Cost(4.0, 4.0, 40.0), told)
    rows = {row.name: row for row in link_rows("x", Promise(lead=0.04, missing=0.5), ours, theirs, truth)}
    assert rows["x: F1 over Splink's"].holds
    assert rows["x: missing recall over Splink's"].measured == pytest.approx(0.2 / 0.5)
    assert rows["x: wall over Splink's"].measured == pytest.approx(0.25)
    assert rows["x: pairs per candidate after its cut, Splink"].measured == pytest.approx(3.0)
    assert rows["x: people without a name in Splink's profiles"].holds is False
    assert math.isclose(float(rows["x: F1, Splink"].measured), 2 * 5 / 15, abs_tol=1e-3)


def test_errors_are_told_for_cultures_with_enough_people() -> None:
    links, truth = _tables([("1", 0.99, "1"), ("2", 0.99, "1"), ("1", 0.1, None), ("1", 0.1, "1")])
    rows = culture_rows("f", outcome(links, truth), ["a", "a", "a", "b"], least=2)
    assert [(row.name, row.measured) for row in rows] == [("f: a", "0.3333, 0.500")]


def test_work_of_children_nobody_waits_for_counts() -> None:
    child = """
import time
while time.process_time() < 0.5:
    pass
print("done", flush=True)
time.sleep(2)
"""
    parent = f"""
import subprocess, sys, threading, time
def start():
    subprocess.Popen([sys.executable, "-c", {child!r}], stdout=subprocess.PIPE).stdout.readline()
    ended.set()
    time.sleep(60)
ended = threading.Event()
threading.Thread(target=start, daemon=True).start()
ended.wait()
time.sleep(1)
"""
    cost, _ = measured([sys.executable, "-c", parent])
    assert cost.cpu >= 0.4


def test_a_process_is_measured_with_its_children_and_its_failure_is_told() -> None:
    child = "import time; block = bytearray(60_000_000); time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True); print('done')"
    cost, text = measured([sys.executable, "-c", parent])
    assert text.strip() == "done"
    assert cost.megabytes > 60
    assert cost.cpu > 0
    assert cost.wall > 0.3
    with pytest.raises(CommandFailed, match=r"ended with 4.*broken"):
        measured([sys.executable, "-c", "import sys; print('broken', file=sys.stderr); sys.exit(4)"])
    assert measured([sys.executable, "-c", "raise SystemExit(3)"], allowed=(0, 3))[1] == ""
