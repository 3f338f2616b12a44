"""Tests of gaps: the months between positions in which none is held."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import Found, FoundPosition, Resume
from matcher.resume.derived import LEAST_GAP, derive, gaps_between, months_of_experience

NOW = 2026 * 12 + 10


def day(value: str | None) -> Found[str] | None:
    return None if value is None else Found[str](value=value, confidence=0.9)


def job(start: str | None, end: str | None, *, current: bool = False) -> FoundPosition:
    return FoundPosition(start=day(start), end=day(end), current=current)


@pytest.mark.parametrize(
    ("jobs", "wanted"),
    [
        ([("2019-01", "2019-12"), ("2020-06", "2021-01")], [("2020-01", "2020-05", 5)]),
        ([("2019-01", "2019-12"), ("2020-01", "2021-01")], []),
        ([("2019-01", "2019-12"), ("2020-03", "2021-01")], []),
        ([("2019-01", "2019-12"), ("2020-04", "2021-01")], [("2020-01", "2020-03", 3)]),
        ([("2015", "2016"), ("2018", "2019")], [("2017-01", "2017-12", 12)]),
        ([("2015", "2016"), ("2017", "2019")], []),
        ([("2015-01", "2019-12"), ("2016-01", "2016-06"), ("2021-01", "2021-06")], [("2020-01", "2020-12", 12)]),
        ([("2020-01", None), ("2022-01", "2022-06")], []),
        ([], []),
    ],
)
def test_gaps(jobs: list[tuple[str, str | None]], wanted: list[tuple[str, str, int]]) -> None:
    found = gaps_between(tuple(job(*each) for each in jobs), NOW)
    assert [(gap.start, gap.end, gap.months) for gap in found] == wanted


def test_a_position_that_goes_on_closes_every_gap_behind_it() -> None:
    jobs = (job("2015-01", None, current=True), job("2018-01", "2018-02"), job("2021-01", "2021-02"))
    assert gaps_between(jobs, NOW) == ()


months = st.integers(2000 * 12, 2026 * 12)


@given(st.lists(st.tuples(months, st.integers(0, 40)), max_size=6), st.randoms(use_true_random=False))
def test_gaps_and_experience_share_out_the_time(spans: list[tuple[int, int]], random: Random) -> None:
    def printed(month: int) -> str:
        return f"{month // 12:04}-{month % 12 + 1:02}"

    jobs = [job(printed(begin), printed(min(begin + length, NOW))) for begin, length in spans]
    gaps = gaps_between(tuple(jobs), NOW)
    shuffled = jobs[:]
    random.shuffle(shuffled)
    assert gaps_between(tuple(shuffled), NOW) == gaps
    worked = months_of_experience(tuple(jobs), NOW)
    whole = max((min(b + n, NOW) for b, n in spans), default=0) - min((b for b, _ in spans), default=1) + 1
    assert worked + sum(gap.months for gap in gaps) <= whole
    assert worked + sum(gap.months for gap in gaps) >= whole - (LEAST_GAP - 1) * len(jobs)
    assert all(gap.months >= LEAST_GAP and gap.start <= gap.end for gap in gaps)


def test_gaps_stand_among_the_derived_figures() -> None:
    resume = Resume(work=(job("2021-01", None, current=True), job("2015-01", "2018-12")))
    derived = derive(resume, "2026-11-22")
    assert [gap.model_dump() for gap in derived.gaps] == [{"start": "2019-01", "end": "2020-12", "months": 24}]
    assert derived.years_of_experience == 9.9
