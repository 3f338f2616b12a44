"""Years of experience are those of the months in any position, each counted once."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.member import Member, Position
from entities.resume import Found, FoundPosition, Resume
from indexing.experience import Spell, member_spells, resume_spells, whole_years

TODAY = int(datetime(2024, 6, 15, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("spells", "years"),
    [
        ([], None),
        ([("2018-01", "2018-12")], 1),
        ([("1900-01", "2023-12")], 99),
        ([("2018-01", "2018-11")], 0),
        ([("2018-02", "2019-01")], 1),
        ([("2018-02-14", "2019-01-31")], 1),
        ([("2018", "2020")], 2),
        ([("2018", "2018")], 0),
        ([("2018", "2020-06")], 2),
        ([("2018-07", "2020")], 2),
        ([("2010", "2014"), ("2012", "2016")], 6),
        ([("2010", "2014"), ("2014", "2016")], 6),
        ([("2010", "2012"), ("2010", "2012")], 2),
        ([("2010-01", "2010-06"), ("2015-01", "2015-06")], 1),
        ([("2014-06", "now")], 10),
        ([("2014-08", "now")], 9),
        ([("2020", "2030")], 4),
        ([("2025", "2030")], None),
        ([("2025-01", "now")], None),
        ([("2024-06", "now")], 0),
        ([("", "2020")], None),
        ([("2018", "")], None),
        ([("2020", "2018")], None),
        ([("May 2018", "2020"), ("2019-13", "2021"), ("1066", "1070")], None),
        ([("x", "2020"), ("2018", "2019")], 1),
        ([("0000-00", "now"), ("\u0662\u0660\u0661\u0668", "2020")], None),
    ],
)
def test_months_are_counted_once(spells: list[tuple[str, str]], years: int | None) -> None:
    asked = [Spell(start, "" if end == "now" else end, end == "now") for start, end in spells]
    assert whole_years(asked, TODAY) == years


MONTH = st.tuples(st.integers(1990, 2023), st.integers(1, 12))
SPELL = st.tuples(MONTH, MONTH).map(sorted)


def written(spell: list[tuple[int, int]]) -> Spell:
    (first, of), (last, at) = spell
    return Spell(f"{first}-{of:02d}", f"{last}-{at:02d}")


@given(st.lists(SPELL, min_size=1, max_size=6))
def test_the_years_are_those_of_counting_month_by_month(spells: list[list[tuple[int, int]]]) -> None:
    slowly = sum(
        any(first <= (year, month) <= last for first, last in spells)
        for year in range(1990, 2024)
        for month in range(1, 13)
    )
    asked = [written(spell) for spell in spells]
    assert whole_years(asked, TODAY) == slowly // 12
    assert whole_years([*reversed(asked), *asked], TODAY) == slowly // 12


@given(st.lists(SPELL, min_size=1, max_size=4), SPELL)
def test_another_position_never_takes_years_away(
    spells: list[list[tuple[int, int]]], more: list[tuple[int, int]]
) -> None:
    asked = [written(spell) for spell in spells]
    assert (whole_years([*asked, written(more)], TODAY) or 0) >= (whole_years(asked, TODAY) or 0)


@given(st.text(max_size=8), st.text(max_size=8), st.booleans(), st.integers(0, 7_000_000_000))
def test_no_text_breaks_it(start: str, end: str, current: bool, today: int) -> None:  # noqa: FBT001 - hypothesis gives it
    years = whole_years([Spell(start, end, current)], today)
    assert years is None or 0 <= years <= 99


def test_a_member_without_an_end_is_there_still() -> None:
    member = Member(id="m", positions=(Position(start="2014", end=""), Position(start="2010", end="2012")))
    assert member_spells(member) == [Spell("2014", "", current=True), Spell("2010", "2012")]


def test_a_resume_says_itself_what_is_current() -> None:
    def found(value: str) -> Found[str]:
        return Found[str](value=value, confidence=1.0)

    work = (
        FoundPosition(start=found("2014"), current=True),
        FoundPosition(start=found("2010"), end=found("2012")),
        FoundPosition(start=found("2008")),
        FoundPosition(),
    )
    spells = resume_spells([Resume(work=work), Resume()])
    assert spells == [Spell("2014", "", current=True), Spell("2010", "2012"), Spell("2008", ""), Spell("", "")]
    assert whole_years(spells, TODAY) == 12
