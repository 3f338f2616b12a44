"""Tests of the grammar of dates: what people print in many lands, and the numbers that are no dates."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.date_points import point_at
from matcher.resume.date_tokens import full_year, telephone_numbers, tokens_of, usable_year
from matcher.resume.dates import PRESENT, find_dates, without_dates

RANGES = {
    "c. 2015 – 2018": ("2015", "2018"),
    "2019.04 - 2021.06": ("2019-04", "2021-06"),
    "2019/4 – 2021/6": ("2019-04", "2021-06"),
    "Apr 2019 – Jun 21": ("2019-04", "2021-06"),
    "Apr-19 - Jun-21": ("2019-04", "2021-06"),
    "04/19 - heute": ("2019-04", PRESENT),
    "04.19 – 06.21": ("2019-04", "2021-06"),
    "1/15 – 3/17": ("2015-01", "2017-03"),
    "2018/19": ("2018", "2019"),
    "2015/16 – 2017/18": ("2015", "2018"),
    "WS 2018/19 – SS 2020": ("2018", "2020"),
    "Été 2019 – Hiver 2020": ("2019", "2020"),
    "Q3'20 – Q1'21": ("2020", "2021"),
    "1. Quartal 2020 – heute": ("2020", PRESENT),
    "zwischen 2015 und 2018": ("2015", "2018"),
    "entre 2015 y 2018": ("2015", "2018"),
    "de 2015 à 2018": ("2015", "2018"),
    "de marzo de 2015 a abril de 2018": ("2015-03", "2018-04"),
    "od stycznia 2019 r. do chwili obecnej": ("2019-01", PRESENT),
    "od 2019 do 2021 r.": ("2019", "2021"),
    "2019. április – 2021. június": ("2019-04", "2021-06"),
    "2019.04.01. – 2021.06.30.": ("2019-04", "2021-06"),
    "2019. 04. - 2021. 06.": ("2019-04", "2021-06"),
    "2019-től 2021-ig": ("2019", "2021"),
    "2019-től": ("2019", PRESENT),
    "2019'dan beri": ("2019", PRESENT),
    "Mart 2019'dan bugüne": ("2019-03", PRESENT),
    "март 2019 г. – июнь 2021 г.": ("2019-03", "2021-06"),
    "2019年3月至2021年5月": ("2019-03", "2021-05"),
    "2019년 3월 ~ 2021년 5월": ("2019-03", "2021-05"),
    "2019.03 ~ 현재": ("2019-03", PRESENT),
    "٢٠١٩ – ٢٠٢١": ("2019", "2021"),
    "depuis le 1er mars 2019": ("2019-03", PRESENT),
    "seit Anfang 2019": ("2019", PRESENT),
    "Ende 2019 – Mitte 2021": ("2019", "2021"),
    "01/2019 alkaen": ("2019-01", PRESENT),
    "jan. 2019 til i dag": ("2019-01", PRESENT),
    "jan 2019 t.o.m. dec 2020": ("2019-01", "2020-12"),
    "März–Juni 2019": ("2019-03", "2019-06"),
    "03.–06.2019": ("2019-03", "2019-06"),
    "03-06/2019": ("2019-03", "2019-06"),
    "VI 2019 – IX 2021": ("2019-06", "2021-09"),
    "01-Apr-2019 – 31-Mar-2020": ("2019-04", "2020-03"),
    "Jan2019–Mar2020": ("2019-01", "2020-03"),
    "2019 to date": ("2019", PRESENT),
    "Mar 2019 – (ongoing)": ("2019-03", PRESENT),
    "2004 to 06": ("2004", "2006"),
    "from 2012 on": ("2012", PRESENT),
    "2012 – end of 2014": ("2012", "2014"),
}
SINGLES = {
    "Q3 2020": ("2020", None),
    "3Q 2020": ("2020", None),
    "2020Q3": ("2020", None),
    "2º semestre de 2019": ("2019", None),
    "1er trimestre 2020": ("2020", None),
    "ca. 2015": ("2015", None),
    "July 4th, 2019": ("2019-07", None),
    "May 2025 (expected)": (None, "2025-05"),
    "2025 (voraussichtlich)": (None, "2025"),
    "Class of 2012": ("2012", None),
}
NONE = (
    "+49 2019 20201",
    "0621 2019 445",
    "06.12.20.19.45",
    "ISO 9001:2015 audits",
    "Windows Server 2016",
    "2000 €",
    "2015 EUR",
    "2000 people",
    "2019%",
    "B-2000 Antwerpen",
    "Mar 15 goals",
    "GPA 3.9/4.0",
    "24/7 support",
    "1,2019",
    "1990s",
    "9 mos",
    "3 Jahre 2 Monate",
)


def ends(text: str, *, month_first: bool = False) -> Iterator[tuple[str | None, str | None, bool]]:
    for dated in find_dates(text, month_first=month_first):
        yield dated.start, dated.end, dated.single


@pytest.mark.parametrize("text", RANGES)
def test_a_range_is_read_and_leaves_nothing_behind(text: str) -> None:
    assert list(ends(text)) == [(*RANGES[text], False)]
    assert without_dates(f"Acme | {text} | Lyon").split() == ["Acme", "|", "|", "Lyon"]


@pytest.mark.parametrize("text", SINGLES)
def test_a_lone_date_is_read_and_leaves_nothing_behind(text: str) -> None:
    assert list(ends(text)) == [(*SINGLES[text], True)]
    assert without_dates(text).strip() == ""


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Cook · Jan 2020 - 2 yrs", "Cook ·"),
        ("2015–2017, 2019–2021 Acme", ","),
        ("Intern in 2019", "Intern"),
        ("Mar 2019 – Present (3 years) Cook", "Cook"),
    ],
)
def test_several_and_vague_dates_leave_the_words_around_them(text: str, rest: str) -> None:
    assert without_dates(text).split()[: len(rest.split())] == rest.split()


def test_several_ranges_are_kept_apart() -> None:
    assert list(ends("2015–2017, 2019–2021")) == [("2015", "2017", False), ("2019", "2021", False)]


def test_the_order_of_day_and_month_comes_from_outside() -> None:
    text = "04/05/2019 – 06/07/2021"
    assert list(ends(text)) == [("2019-05", "2021-07", False)]
    assert list(ends(text, month_first=True)) == [("2019-04", "2021-06", False)]
    assert list(ends("25/05/2019", month_first=True)) == [("2019-05", None, True)]


@given(st.integers(0, 99), st.integers(1, 12), st.sampled_from(["{m:02}/{y:02}", "{m:02}.{y:02}", "{m}/{y:02}"]))
def test_a_weak_date_alone_in_a_sentence_is_none(year: int, month: int, form: str) -> None:
    text = form.format(y=year, m=month)
    assert find_dates(f"a rate of {text} per head") == []
    read = list(ends(f"{text} – present"))
    assert read == [(f"{full_year(f'{year:02}')}-{month:02}", PRESENT, False)]


@given(st.integers(1950, 2039), st.integers(0, 999))
def test_a_year_beside_a_long_number_is_part_of_a_telephone_number(year: int, other: int) -> None:
    tokens = tokens_of(f"{other:04}0 {year}")
    assert telephone_numbers(tokens) == {0, 1}
    assert find_dates(f"{other:04}0 {year}") == []
    assert usable_year(tokens, 1) == str(year)


@given(st.text(alphabet="0123456789 ./-'–,QHJanmär年月", max_size=30))
def test_a_point_ends_behind_where_it_begins(text: str) -> None:
    tokens = tokens_of(text)
    for index, token in enumerate(tokens):
        if token.kind != "end" and (point := point_at(tokens, index)):
            assert index < point.following <= sum(other.kind != "end" for other in tokens)


def test_a_long_hostile_line_costs_what_its_length_says() -> None:
    assert len(find_dates("2019 - 2020 | " * 400)) == 400
    assert find_dates("- " * 2000 + "1/" * 2000 + "since " * 2000) == []
