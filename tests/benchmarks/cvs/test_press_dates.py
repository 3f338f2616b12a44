"""Dates of made resumes: what is printed says the month it was made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cvs.press.dates import print_date, print_length, print_span, season_month
from benchmarks.cvs.press.pools import languages, pool_of, words_of

MONTHS = st.tuples(st.integers(1960, 2030), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02d}")


@given(MONTHS, st.sampled_from(languages()))
def test_a_printed_month_holds_its_year_and_month(value: str, language: str) -> None:
    words = words_of(language)
    assert print_date(value, "iso", words) == value
    assert re.findall(r"\d+", print_date(value, "slash", words)) == [value[5:], value[:4]]
    assert words.table["months"][int(value[5:]) - 1] in print_date(value, "month_y", words)
    assert value[2:4] in print_date(value, "apos", words)


@given(MONTHS, MONTHS, st.sampled_from(languages()), st.integers(0, 9))
def test_a_span_holds_both_ends_once(one: str, two: str, language: str, turn: int) -> None:
    start, end = sorted((one, two))
    printed = print_span(start, end, "iso", words_of(language), turn=turn)
    assert printed.startswith(start)
    assert printed.endswith(end)
    assert (printed == start) == (start == end)


@pytest.mark.parametrize("language", languages())
def test_a_job_that_goes_on_is_printed_as_asked(language: str) -> None:
    words = words_of(language)
    word = print_span("2020-04", None, "slash", words)
    assert word.startswith("04/2020")
    assert word.endswith(words.one("present"))
    assert print_span("2020-04", None, "slash", words, open_as="open").rstrip(" –") == "04/2020"
    assert "04/2020" in print_span("2020-04", None, "slash", words, open_as="since")


def test_lengths_count_both_months() -> None:
    words = words_of("en")
    assert print_length("2020-01", "2020-01", words) == "1 mo"
    assert print_length("2020-01", "2020-12", words) == "1 yr"
    assert print_length("2019-11", "2022-01", words) == "2 yrs 3 mos"


def test_the_last_day_of_a_month_is_printed_where_days_are() -> None:
    assert print_date("2024-02", "dmy", words_of("de"), last=True) == "29.02.2024"
    assert print_date("2023-02", "dmy", words_of("hu"), last=True) == "2023.02.28."


@given(st.integers(1, 12))
def test_a_season_stands_for_the_months_near_it(month: int) -> None:
    assert season_month(month) in {3, 6, 9, 12}
    assert (month - season_month(month)) % 12 <= 2
    assert season_month(season_month(month)) == season_month(month)


@pytest.mark.parametrize("language", languages())
def test_every_pool_is_whole(language: str) -> None:
    words, pool = words_of(language), pool_of(language)
    assert len(words.table["months"]) == len(words.table["short"]) == 12
    assert len(words.table["seasons"]) == 4
    assert len(words.table["levels"]) == 5
    assert all(row.count("|") == 3 for row in pool.names)
    assert all(row.count("|") == 2 for row in pool.places)
    for career in pool.careers:
        assert all(row.count("|") == 3 for row in career["studies"])
        assert all(row.count("|") == 1 for row in career["certs"])
        assert all("@" in row for row in career["companies"])
        assert len(career["titles"]) >= 5
