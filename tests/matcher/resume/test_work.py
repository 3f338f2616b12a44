"""Tests of positions: entries by their dates, titles beside companies by voting, employers with several roles."""

import pytest

from entities.resume import FoundPosition
from matcher.resume.entries import to_entries
from matcher.resume.headers import split_place, to_header
from matcher.resume.rows import to_rows
from matcher.resume.slots import company_likeness, read_headers, title_likeness
from matcher.resume.unwrap import unwrapped
from matcher.resume.work import describe, find_positions
from tests.matcher.resume.printed_lines import lines

NOBODY: frozenset[str] = frozenset()

Position = tuple[str | None, str | None, str | None, str | None]


def short(position: FoundPosition) -> Position:
    end = "now" if position.current else position.end.value if position.end else None
    values = [value.value if value else None for value in (position.title, position.company, position.start)]
    return (values[0], values[1], values[2], end)


def positions(notes: str) -> list[Position]:
    return [short(position) for position in find_positions([lines(notes)], NOBODY)]


LAYOUTS = {
    "title first": """
        Cook, Laurent
        Jan 2019 – Mar 2021
        - Cooked for forty guests a day.
        Waiter, Weiss
        Feb 2017 – Dec 2018
        - Served.
        """,
    "company first": """
        Laurent, Cook
        Jan 2019 – Mar 2021
        - Cooked for forty guests a day.
        Weiss, Waiter
        Feb 2017 – Dec 2018
        """,
    "dates first": """
        Jan 2019 – Mar 2021
        Cook
        Laurent
        Feb 2017 – Dec 2018
        Waiter
        Weiss
        """,
    "dates at the right": """
        *Laurent\tJan 2019 – Mar 2021
        Cook
        - Cooked for forty guests a day.
        *Weiss\tFeb 2017 – Dec 2018
        Waiter
        - Served
        """,
    "no running text": """
        Cook at Laurent (Jan 2019 – Mar 2021)
        Waiter at Weiss (Feb 2017 – Dec 2018)
        """,
    "in bullets": """
        - Jan 2019 – Mar 2021: Cook, Laurent
        - Feb 2017 – Dec 2018: Waiter, Weiss
        """,
    "places between": """
        Cook
        Laurent
        Lyon, France
        Jan 2019 – Mar 2021
        - Cooked for forty guests a day.
        Waiter
        Weiss
        Feb 2017 – Dec 2018
        """,
    "labels": """
        Position: Cook
        Employer: Laurent
        Period: 01/2019 – 03/2021
        Position: Waiter
        Employer: Weiss
        Period: 02/2017 – 12/2018
        """,
    "wrapped dates": """
        Cook | Laurent
        Jan 2019 –
        Mar 2021
        - Cooked.
        Waiter | Weiss
        Feb 2017 –
        Dec 2018
        - Served.
        """,
    "sentences without a full stop": """
        Laurent
        Cook
        Jan 2019 – Mar 2021
        Cooked for forty guests on every day of the week
        Weiss
        Waiter
        Feb 2017 – Dec 2018
        Looked after twelve tables in the garden
        """,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    assert positions(LAYOUTS[layout]) == [
        ("Cook", "Laurent", "2019-01", "2021-03"),
        ("Waiter", "Weiss", "2017-02", "2018-12"),
    ]


def test_a_header_without_cues_follows_the_slot_of_the_others() -> None:
    found = positions(
        """
        Growth | Weiss | 2021 – now
        Software Engineer | Laurent GmbH | 2019 – 2021
        Accountant | Halden | 2016 – 2019
        """
    )
    assert found[0] == ("Growth", "Weiss", "2021", "now")


def test_commas_inside_titles_stay() -> None:
    found = positions(
        """
        Vice President, Treasury, Döhn Jähn KG
        2019 – 2021
        - Led.
        Accountant, Halden
        2016 – 2019
        """
    )
    assert found[0][:2] == ("Vice President, Treasury", "Döhn Jähn KG")


def test_roles_under_one_employer() -> None:
    found = positions(
        """
        *Laurent SARL\t2015 – 2021
        Head Cook\t2018 – 2021
        - Led six cooks.
        Cook\t2015 – 2018
        - Cooked.
        *Weiss\t2012 – 2015
        Waiter\t2012 – 2015
        - Served.
        """
    )
    assert found[0] == ("Head Cook", "Laurent SARL", "2018", "2021")
    assert found[1] == ("Cook", "Laurent SARL", "2015", "2018")
    assert ("Waiter", "Weiss", "2012", "2015") in found


def test_a_lone_first_date_is_the_start_of_a_current_position() -> None:
    found = positions(
        """
        Cook | Laurent | Apr 2021
        - Cooked.
        Waiter | Weiss | Feb 2017 – Dec 2018
        - Served.
        """
    )
    assert found == [("Cook", "Laurent", "2021-04", "now"), ("Waiter", "Weiss", "2017-02", "2018-12")]


def test_dates_in_running_text_open_no_position() -> None:
    found = positions(
        """
        Cook | Laurent | 2016 – 2021
        - Trained 18 new colleagues between 2017 and 2018.
        - Won the 2019 prize
        - Moved the kitchen in 2020, ahead of plan
        """
    )
    assert len(found) == 1


def test_provenance_and_location() -> None:
    (position,) = find_positions([lines("Cook, Laurent – Lyon, France\t2019 – 2021\n- Cooked.\n- Fried.")], NOBODY)
    assert position.company is not None
    assert position.company.page == 1
    assert position.company.box is not None
    assert "Laurent" in position.company.text
    assert position.location is not None
    assert position.location.value == "Lyon, France"
    assert position.description is not None
    assert position.description.value == "Cooked.\nFried."
    assert position.start is not None
    assert position.start.raw == "2019 – 2021"


def test_no_dates_no_positions() -> None:
    assert positions("Cook\nLaurent\n- Cooked.") == []
    assert find_positions([], NOBODY) == ()


@pytest.mark.parametrize(
    ("text", "head", "place"),
    [
        ("Acme, Berlin, Germany", "Acme", "Berlin, Germany"),
        ("Rossi – Toronto, Canada", "Rossi", "Toronto, Canada"),
        ("Rossi (Milano)", "Rossi", "Milano"),
        ("Acme, Remote", "Acme", "Remote"),
        ("Nimbus, Inc.", "Nimbus, Inc.", None),
        ("Vice President, Treasury", "Vice President, Treasury", None),
        ("Acme", "Acme", None),
    ],
)
def test_split_place(text: str, head: str, place: str | None) -> None:
    assert split_place(text) == (head, place)


@pytest.mark.parametrize("title", ["Software Engineer", "Chef de projet", "Vertriebsleiter", "Kierownik sprzedaży"])
@pytest.mark.parametrize(
    "company", ["Vogel & Sohn GmbH", "Laurent", "Ostrava Steel a.s.", "Cobalt.io", "Self-employed"]
)
def test_titles_and_companies_are_told_apart(title: str, company: str) -> None:
    right = title_likeness(title, NOBODY) + company_likeness(company)
    assert right > title_likeness(company, NOBODY) + company_likeness(title) + 1


def test_a_title_known_from_the_headline_counts_more() -> None:
    assert title_likeness("Growth", frozenset({"growth"})) > title_likeness("Growth", NOBODY)


def test_headers_are_free_of_dates_durations_and_contracts() -> None:
    (entry,) = to_entries(lines("Cook\nLaurent · Full-time\nJan 2019 – Mar 2021 · 2 yrs 3 mos\n- Cooked."))
    header = to_header(entry)
    assert sorted(piece.text for piece in header.pieces) == ["Cook", "Laurent"]
    assert read_headers([header], NOBODY)[0] is not None


def test_rows_tell_headers_from_running_text() -> None:
    rows = to_rows(
        lines("Cook, Laurent\nJan 2019 – Mar 2021\n- Cooked.\nThis is a sentence about the job.\nTools: fire")
    )
    assert [row.body for row in rows] == [False, False, True, True, True]
    assert [row.anchor for row in rows] == [False, True, False, False, False]


def test_names_cut_at_a_joining_word_are_joined() -> None:
    joined = unwrapped(lines("Universidad Nacional Autónoma de\nMéxico\nCook"))
    assert [line.text for line in joined] == ["Universidad Nacional Autónoma de México", "Cook"]


def test_describe() -> None:
    assert describe([]) is None
    found = describe(lines("- Cooked   well.\n- Fried."))
    assert found is not None
    assert found.value == "Cooked well.\nFried."
