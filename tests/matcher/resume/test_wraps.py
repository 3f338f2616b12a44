"""Tests of pieces joined with their rest in the next row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.runs import Segment
from matcher.resume.wraps import join_wrapped

RIGHT = 300.0


def piece(text: str, y: float, x: float = 50.0, *, bold: bool = False, bullet: bool = False) -> Segment:
    return Segment(text, x, x + 5.0 * len(text), y, 10.0, bold=bold, bullet=bullet)


def joined(*rows: list[Segment], right: float = RIGHT) -> list[list[str]]:
    return [[item.text for item in row] for row in join_wrapped(rows, right)]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (
            "Senior Accountant, Vodafone Group and Company of",
            "London",
            "Senior Accountant, Vodafone Group and Company of London",
        ),
        ("Led the rollout of the system, across nine sites", "in four countries.", None),
        (
            "Documented the work on the statutory and working-",
            "capital reporting",
            "Documented the work on the statutory and working-capital reporting",
        ),
        (
            "Diploma in Finance, School of Business (09/2000-",
            "05/2002)",
            "Diploma in Finance, School of Business (09/2000- 05/2002)",
        ),
        ("R, SQL, Scala, Python, Machine Learning, Power", "bi", "R, SQL, Scala, Python, Machine Learning, Power bi"),
    ],
)
def test_a_full_line_goes_on_below(above: str, below: str, whole: str | None) -> None:
    right = 50 + 5.0 * len(above) + 8
    assert joined([piece(above, 100)], [piece(below, 113)], right=right) == [[whole or f"{above} {below}"]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Cook", "at the Inn"),  # room was left
        ("jane.doe@an-example-with-a-long-name.example.com", "+46 70 123 47 62"),
        ("www.linkedin.com/in/jane-doe-of-the-long-name-123", "github.com/janedoe"),
        ("Accounting with a long list of words after it, US", "Tools: Excel"),
        ("Worked on a system with a budget of some EUR 20,000", "Led churn models."),
        ("A text that fills its whole line to the very end of", "Education"),
    ],
)
def test_lines_of_their_own_stay_apart(above: str, below: str) -> None:
    assert joined([piece(above, 100)], [piece(below, 113)]) == [[above], [below]]


def test_a_soft_hyphen_closes_a_word_over_rows_in_a_margin() -> None:
    rows = [
        [piece("Mas\u00ad", 100, bold=True), piece("TU Delft", 100, 90)],
        [piece("ter of", 112, bold=True), piece("GPA 9", 112, 90)],
        [piece("Arts", 124, bold=True)],
    ]
    assert joined(*rows) == [["Master of Arts", "TU Delft"], ["GPA 9"]]


def test_another_style_or_a_bullet_starts_anew() -> None:
    above = "Senior Accountant, Vodafone Group and Company of"
    assert len(joined([piece(above, 100)], [piece("London", 113, bold=True)])) == 2
    assert len(joined([piece(above, 100)], [piece("London", 113, bullet=True)])) == 2


def test_the_end_of_a_joined_piece_is_kept() -> None:
    [[whole]] = join_wrapped(
        [[piece("Led the rollout of the system, across nine sites", 100)], [piece("in town", 113)]], RIGHT
    )
    assert (whole.y, whole.end) == (100, 113)


pieces = st.builds(
    piece,
    st.text("abc ,.-A1@", min_size=1, max_size=60).map(str.strip).filter(bool),
    st.integers(0, 30).map(lambda at: at * 12.0),
    bold=st.booleans(),
    bullet=st.booleans(),
)


@given(st.lists(pieces, max_size=20))
def test_no_letter_is_lost_and_their_order_stays(found: list[Segment]) -> None:
    rows = [[item] for item in sorted(found, key=lambda item: item.y)]
    before = "".join(row[0].text for row in rows).replace(" ", "")
    after = "".join(item.text for row in join_wrapped(rows, RIGHT) for item in row).replace(" ", "")
    assert sorted(after) == sorted(before)


def test_a_long_address_goes_on_below() -> None:
    above = "jane.doe.with.a.long.name.of.hers@an-example-with"
    assert joined([piece(above, 100)], [piece("-a-long-name.example", 113)]) == [[f"{above}-a-long-name.example"]]
    assert len(joined([piece(above, 100)], [piece("@work", 113)])) == 2


def test_lists_go_on_whatever_room_was_left() -> None:
    assert joined([piece("Root Cause Analysis • PLC", 100)], [piece("Programming", 113)]) == [
        ["Root Cause Analysis • PLC Programming"],
    ]
    card = (
        [Segment("Paid Social, Email", 50, 140, 100, 10, cell=True)],
        [Segment("Marketing", 50, 95, 113, 10, cell=True)],
    )
    assert joined(*card) == [["Paid Social, Email Marketing"]]
    assert joined([piece("University of", 100)], [piece("Lund", 113)]) == [["University of Lund"]]
