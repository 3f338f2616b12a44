"""Tests of the figures that stand beside a resume."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import Found, FoundEducation, FoundPosition, Resume
from matcher.resume.derived import derive, highest_degree, months_of_experience


def value(text: str) -> Found[str]:
    return Found[str](value=text, confidence=0.9)


def position(start: str | None, end: str | None = None, *, current: bool = False, title: str = "Cook") -> FoundPosition:
    return FoundPosition(
        title=value(title),
        company=value("Inn"),
        start=value(start) if start else None,
        end=value(end) if end else None,
        current=current,
    )


def degree(text: str) -> Resume:
    return Resume(education=(FoundEducation(degree=value(text)),))


NOW = 2026 * 12 + 10


@pytest.mark.parametrize(
    ("positions", "months"),
    [
        ([], 0),
        ([position("2019-01", "2019-12")], 12),
        ([position("2019", "2019")], 12),
        ([position("2019-01", "2019-12"), position("2019-06", "2020-06")], 18),
        ([position("2019-01", "2019-12"), position("2019-03", "2019-04")], 12),
        ([position("2026-10", current=True)], 2),
        ([position("2027-05", current=True)], 0),
        ([position("2019-01")], 0),
        ([position(None, "2019-01")], 0),
        ([position("2020-05", "2019-05")], 0),
    ],
)
def test_months_of_experience(positions: list[FoundPosition], months: int) -> None:
    assert months_of_experience(tuple(positions), NOW) == months


spans = st.lists(st.tuples(st.integers(2000, 2020), st.integers(1, 12), st.integers(0, 40)), max_size=6)


@given(spans)
def test_overlaps_count_once_as_in_a_set_of_months(drawn: list[tuple[int, int, int]]) -> None:
    positions, worked = [], set()
    for year, month, length in drawn:
        begin = year * 12 + month - 1
        finish = begin + length
        positions.append(position(f"{year}-{month:02}", f"{finish // 12}-{finish % 12 + 1:02}"))
        worked |= set(range(begin, finish + 1))
    assert months_of_experience(tuple(positions), NOW) == len(worked)


def test_derive() -> None:
    resume = Resume(work=(position("2024-12", current=True), position("2020-01", "2021-12", title="Waiter")))
    derived = derive(resume, "2026-11-22")
    assert derived.years_of_experience == 4.0
    assert (derived.current_title, derived.current_company) == ("Cook", "Inn")


def test_without_a_date_the_last_printed_one_counts() -> None:
    resume = Resume(work=(position("2020-01", current=True), position("2018-01", "2019-12")))
    assert derive(resume, None).years_of_experience == 2.1
    assert derive(Resume(), None).years_of_experience is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("PhD", "doctorate"),
        ("Doctor of Philosophy", "doctorate"),
        ("Master of Science", "master"),
        ("Laurea Magistrale", "master"),
        ("Bachelor of Arts (Hons)", "bachelor"),
        ("Licence", "bachelor"),
        ("Associate Degree", "associate"),
        ("Abitur", "school"),
        ("Swimming", None),
    ],
)
def test_highest_degree(text: str, level: str | None) -> None:
    assert highest_degree(degree(text)) == level


def test_the_highest_of_several_counts() -> None:
    both = Resume(education=(*degree("BSc").education, *degree("PhD").education))
    assert highest_degree(both) == "doctorate"
