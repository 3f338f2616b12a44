"""Latencies beside the raw engine's are judged as promised: so many times raw, and a millisecond and a half."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.timing import (
    PERCENTS,
    SLACK_MS,
    Beside,
    at_least,
    at_most,
    in_turns,
    latency_rows,
    percentile_ms,
    ratio_row,
    told,
)

taken = st.lists(st.floats(0, 10, allow_nan=False), min_size=1, max_size=50)


@given(taken, st.integers(1, 100))
def test_a_percentile_is_the_least_time_that_keeps_so_many(seconds: list[float], percent: int) -> None:
    found = percentile_ms(seconds, percent)
    within = sum(1_000 * one <= found for one in seconds)
    below = sum(1_000 * one < found for one in seconds)
    assert 100 * within >= percent * len(seconds)
    assert 100 * below < percent * len(seconds)


@given(taken, st.randoms(use_true_random=False))
def test_the_order_of_calls_changes_no_percentile(seconds: list[float], rng: random.Random) -> None:
    other = rng.sample(seconds, len(seconds))
    assert [percentile_ms(seconds, one) for one in PERCENTS] == [percentile_ms(other, one) for one in PERCENTS]


def test_ours_and_raw_take_turns_in_going_first() -> None:
    calls: list[str] = []
    beside = in_turns(((lambda: calls.append("ours")), (lambda: calls.append("raw"))) for _ in range(3))
    assert calls == ["ours", "raw", "raw", "ours", "ours", "raw"]
    assert len(beside.ours) == len(beside.raw) == 3


@pytest.mark.parametrize(
    ("ours", "raw", "holds"), [(1.5, 0.0, True), (1.51, 0.0, False), (16.5, 10.0, True), (16.6, 10.0, False)]
)
def test_a_ratio_holds_up_to_its_times_and_the_slack(ours: float, raw: float, holds: bool) -> None:  # noqa: FBT001 - a column
    row = ratio_row("x", ours, raw, 1.5)
    assert row.holds is holds
    assert f"{SLACK_MS:g} ms" in row.goal


def test_rows_tell_both_ways_and_judge_what_was_promised_only() -> None:
    beside = Beside(ours=[0.004] * 98 + [0.02] * 2, raw=[0.002] * 100)
    rows = {row.name: row for row in latency_rows("q", beside, times=1.5, most_ms={50: 5, 99: 12})}
    assert (rows["q: p50"].measured, rows["q: p50"].holds) == (4.0, True)
    assert (rows["q: p99"].measured, rows["q: p99"].holds) == (20.0, False)
    assert (rows["q: p95"].goal, rows["q: p95"].holds) == ("", None)
    assert rows["q: p50, raw engine"].measured == 2.0
    assert (rows["q: p50 over raw"].measured, rows["q: p50 over raw"].holds) == (2.0, True)
    assert rows["q: p99 over raw"].holds is False
    assert len(rows) == 3 * len(PERCENTS)


def test_limits_hold_at_themselves() -> None:
    assert at_most("x", 60, 60, "ms").holds is True
    assert at_most("x", 60.1, 60, "ms").holds is False
    assert at_least("x", 100, 100, "/s").holds is True
    assert at_least("x", 99.9, 100, "/s").holds is False
    assert told("x", 1234.56, "ms").measured == 1235
    assert told("x", 0.0123456, "ms").measured == 0.0123
    assert told("x", 1, "ms").holds is None
