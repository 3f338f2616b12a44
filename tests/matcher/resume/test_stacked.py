"""Tests of dates that stand one below the other: joined where it is a habit, left alone where it is a list."""

import pytest

from matcher.resume.line import Line
from matcher.resume.stacked import with_ranges
from tests.matcher.resume.printed_lines import lines

RISING = "01.04.2021\tCook\n31.03.2022\tInn\n- Led five.\n01.05.2019\tWaiter\n31.07.2020\tBar"
FALLING = "Feb 2024\tCook\nDec 2021\tInn\n- Led five.\nNov 2021\tWaiter\nSep 2019\tBar"


def texts(found: list[Line]) -> list[str]:
    return [line.text for line in found]


@pytest.mark.parametrize(
    ("notes", "wanted"),
    [
        (RISING, ["01.04.2021 – 31.03.2022   Cook", "Inn", "Led five.", "01.05.2019 – 31.07.2020   Waiter", "Bar"]),
        (FALLING, ["Dec 2021 – Feb 2024   Cook", "Inn", "Led five.", "Sep 2019 – Nov 2021   Waiter", "Bar"]),
        (
            "present\tCook\n2021\tInn\n- Led.\n2020\tWaiter\n2018\tBar",
            ["2021 – present   Cook", "Inn", "Led.", "2018 – 2020   Waiter", "Bar"],
        ),
        (
            "Cook\t04/2021\nInn\t03/2022\n- Led.\nWaiter\t05/2019\nBar\t07/2020",
            ["Cook   04/2021 – 03/2022", "Inn", "Led.", "Waiter   05/2019 – 07/2020", "Bar"],
        ),
        ("2015\n2017\nCook\n2018\n2019\nWaiter", ["2015 – 2017", "Cook", "2018 – 2019", "Waiter"]),
    ],
)
def test_starts_and_ends_are_joined(notes: str, wanted: list[str]) -> None:
    assert texts(with_ranges(lines(notes))) == wanted


@pytest.mark.parametrize(
    "notes",
    [
        "2023\tCook\n2021\tWaiter\n2019\tPorter\n2017\tIntern",  # a year each
        "2019 – 2021\tCook\n2018\tInn\n2017\tBar",  # ranges are printed
        "2019\tCook\nInn\n2018\tWaiter\nBar",  # no neighbours
        "2015\n2017\nCook\n2021\n2019\nWaiter",  # neither rising nor falling
        "2015\n2017\nCook",  # once is no habit
        "- 2015\n- 2017\nCook\n- 2018\n- 2019",
        "Cook\nInn",
        "",
    ],
)
def test_other_lists_stay(notes: str) -> None:
    assert with_ranges(lines(notes)) == lines(notes)


def test_a_sawtooth_needs_nothing_between_its_pairs() -> None:
    notes = "2021\tCook\n2023\tInn\n2018\tWaiter\n2020\tBar\n2015\tPorter\n2017\tHall"
    assert texts(with_ranges(lines(notes))) == [
        "2021 – 2023   Cook",
        "Inn",
        "2018 – 2020   Waiter",
        "Bar",
        "2015 – 2017   Porter",
        "Hall",
    ]


@pytest.mark.parametrize("notes", [RISING, FALLING])
def test_joining_twice_is_joining_once(notes: str) -> None:
    once = with_ranges(lines(notes))
    assert with_ranges(once) == once
    assert sorted(" ".join(texts(once)).replace("–", " ").split()) == sorted(" ".join(texts(lines(notes))).split())
