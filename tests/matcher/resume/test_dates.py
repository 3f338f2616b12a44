"""Tests of dates: every printed form to YYYY or YYYY-MM."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.dates import (
    PRESENT,
    find_dates,
    find_range,
    only_dates,
    without_dates,
    without_durations,
)
from tests.matcher.resume.invented import DASHES, DATE_STYLES, MONTHS, format_date
from tests.matcher.resume.invented import PRESENT as PRESENT_WORDS

RANGES = {
    "Nov 2021 – gegenwärtig": ("2021-11", PRESENT),
    "2020-09 — 2025-04": ("2020-09", "2025-04"),
    "2014-03–2017-12": ("2014-03", "2017-12"),
    "Jan 2019 to Present": ("2019-01", PRESENT),
    "Jun – Sep 2019": ("2019-06", "2019-09"),
    "since March 2020": ("2020-03", PRESENT),
    "seit 03/2019": ("2019-03", PRESENT),
    "depuis mars 2018": ("2018-03", PRESENT),
    "2019 óta": ("2019", PRESENT),
    "2016/17": ("2016", "2017"),
    "2019-21": ("2019", "2021"),
    "Fall 2018 - Spring 2020": ("2018", "2020"),
    "'19 – '21": ("2019", "2021"),
    "Oct ’15 – Dec ’17": ("2015-10", "2017-12"),
    "Mar '98 – now": ("1998-03", PRESENT),
    "03/19 – 05/21": ("2019-03", "2021-05"),
    "01.09.2018 - 31.12.2020": ("2018-09", "2020-12"),
    "2018-04-01 - present": ("2018-04", PRESENT),
    "2018. március – jelenleg": ("2018-03", PRESENT),
    "15 March 2018 – 3 April 2019": ("2018-03", "2019-04"),
    "March 15, 2018 - April 2, 2019": ("2018-03", "2019-04"),
    "marzo de 2018 a abril de 2019": ("2018-03", "2019-04"),
    "2017 –": ("2017", PRESENT),
    "1/2019-2/2020": ("2019-01", "2020-02"),
    "Q3 2019 – Q1 2021": ("2019", "2021"),
    "2010年4月 – 現在": ("2010-04", PRESENT),
    "from 2015 to 2018": ("2015", "2018"),
    "2015 bis 2018": ("2015", "2018"),
    "с марта 2019 по настоящее время": ("2019-03", PRESENT),
    "Март 2019 – н.в.": ("2019-03", PRESENT),
    "janv. 2019 – aujourd'hui": ("2019-01", PRESENT),
    "JAN 2019 – MAR 2020": ("2019-01", "2020-03"),
    "Sept. 2019–": ("2019-09", PRESENT),
    "från maj 2019 till juni 2020": ("2019-05", "2020-06"),
    "2017 2019": ("2017", "2019"),
    "Nov, 2021 - Present": ("2021-11", PRESENT),
}
SINGLES = {
    "Summer 2018": ("2018", None),
    "until 2019": (None, "2019"),
    "Expected May 2025": (None, "2025-05"),
    "June 2022": ("2022-06", None),
    "12/2020": ("2020-12", None),
    "2019-05-17": ("2019-05", None),
    "13/05/2019": ("2019-05", None),
    "05/13/2019": ("2019-05", None),
}
NONE = (
    "+49 1512 3456806",
    "$2019 raised",
    "Room 12019",
    "a budget of 2,000,000",
    "19 sites in 4 countries",
    "Senior Engineer",
    "May and August",
    "99/99/2019x",
    "",
)


@pytest.mark.parametrize("text", RANGES)
def test_ranges(text: str) -> None:
    found = find_dates(text)
    assert len(found) == 1
    assert (found[0].start, found[0].end) == RANGES[text]
    assert not found[0].single


@pytest.mark.parametrize("text", SINGLES)
def test_single_dates(text: str) -> None:
    found = find_dates(text)
    assert [(dated.start, dated.end, dated.single) for dated in found] == [(*SINGLES[text], True)]


@pytest.mark.parametrize("text", NONE)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []
    assert find_range(text) is None


days = st.tuples(st.integers(1960, 2035), st.integers(1, 12))


@given(days, days, st.sampled_from(DATE_STYLES), st.sampled_from(sorted(MONTHS)), st.sampled_from(DASHES), st.data())
def test_format_then_parse_round_trip(
    one: tuple[int, int], other: tuple[int, int], style: str, language: str, dash: str, data: st.DataObject
) -> None:
    start, end = sorted((one, other))
    present = data.draw(st.sampled_from([None, *PRESENT_WORDS[language].split(";")]))
    last = present or format_date(end, style, language)
    text = f"{format_date(start, style, language)}{dash}{last}"
    before, after = data.draw(st.sampled_from(["", "Acme Ltd, ", "Cook | ", "("])), ""
    found = find_range(before + text + (")" if before == "(" else after))
    assert found is not None
    wanted = [str(year) if style == "year" else f"{year}-{month:02}" for year, month in (start, end)]
    assert found.start == wanted[0]
    assert found.end == (PRESENT if present else wanted[1])
    assert text.rstrip(".").startswith((before + text)[found.begin : found.finish].rstrip(".)"))


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for dated in find_dates(text):
        assert 0 <= dated.begin < dated.finish <= len(text)
        assert dated.start or dated.end
        for value in (dated.start, dated.end):
            assert value in (None, PRESENT) or 1940 <= int(value[:4]) <= 2049


@given(st.lists(st.sampled_from([*RANGES, "Cook", "Acme", "Berlin"]), min_size=1, max_size=3))
def test_spans_are_in_order_and_apart(pieces: list[str]) -> None:
    text = "  |  ".join(pieces)
    found = find_dates(text)
    assert all(left.finish <= right.begin for left, right in pairwise(found))
    assert sum(piece in RANGES for piece in pieces) <= len(found)


def test_text_without_its_dates() -> None:
    assert without_dates("Acme SARL, Jan 2019 to Present (2 yrs 3 mos)").split() == ["Acme", "SARL,"]
    assert without_dates("Cook (2019 – 2020), Inn").replace(" ", "") == "Cook,Inn"
    assert without_durations("Cook · 3 years 2 months · Inn").replace(" ", "") == "Cook··Inn"
    assert without_durations("Year 10 syllabus") == "Year 10 syllabus"


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("2019 – 2020", True),
        ("(03/2019 - heute)", True),
        ("2019 – 2020 (1 year)", True),
        ("Cook 2019", False),
        ("", False),
    ],
)
def test_only_dates(text: str, only: bool) -> None:  # noqa: FBT001 - a table's column
    assert only_dates(text) is only
