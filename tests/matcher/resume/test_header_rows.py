"""Tests of the steps between lines and positions: rows, entries, slots; each with what must not change it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.resume.entries import MOST_ROWS, to_entries
from matcher.resume.found import LONGEST_SOURCE, found, found_place
from matcher.resume.headers import split_place, to_header
from matcher.resume.line import Line
from matcher.resume.places import find_place
from matcher.resume.rows import to_rows
from matcher.resume.slots import company_likeness, read_headers, title_likeness
from matcher.resume.unwrap import unwrapped
from matcher.resume.work import find_positions
from tests.matcher.resume.printed_lines import line, lines

NOBODY: frozenset[str] = frozenset()
HEADERS = ("Cook", "Laurent GmbH", "Cook, Laurent", "Lyon, France", "Growth")
DATES = ("2019 – 2021", "Mar 2019 – now", "(03/2019 – 05/2021)", "since 2019")
BODIES = (
    "- Cooked for forty guests.",
    "- Led six cooks",
    "This is a sentence about the whole of the work.",
    "Tools: fire",
)

bodies = st.lists(st.sampled_from(BODIES), min_size=1, max_size=3)
alike_blocks = st.integers(1, 2).flatmap(
    lambda count: st.lists(
        st.tuples(st.lists(st.sampled_from(HEADERS), min_size=count, max_size=count), st.sampled_from(DATES), bodies),
        min_size=1,
        max_size=5,
    )
)


@pytest.mark.parametrize("text", BODIES)
def test_running_text_is_no_header(text: str) -> None:
    (row,) = to_rows(lines(text))
    assert row.body
    assert not row.anchor


@pytest.mark.parametrize("text", HEADERS)
def test_names_are_headers_without_dates(text: str) -> None:
    (row,) = to_rows(lines(text))
    assert (row.body, row.anchor, row.dated) == (False, False, None)


@pytest.mark.parametrize("dates", DATES)
@pytest.mark.parametrize("text", HEADERS)
def test_dates_beside_a_name_anchor_its_row(text: str, dates: str) -> None:
    for notes in (f"{text}, {dates}", f"{dates}: {text}", f"{text}\t{dates}", f"{text} | {dates}"):
        (row,) = to_rows(lines(notes))
        assert row.anchor
        assert not row.body
        assert text in row.rest


@pytest.mark.parametrize(
    "text",
    [
        "- Moved the shop in 2019, on time",
        "- Between 2018 and 2019 trained 12 cooks",
        "We grew by a third from 2017 to 2018, and then by half in the year that came after it.",
        "- Won the 2020 prize of the town",
    ],
)
def test_dates_inside_running_text_anchor_nothing(text: str) -> None:
    notes = f"Cook, Laurent\t2016 – 2021\n- Cooked.\n{text}"
    assert [row.anchor for row in to_rows(lines(notes))] == [True, False, False]


@settings(max_examples=40)
@given(alike_blocks)
def test_each_dated_header_opens_one_entry(blocks: list[tuple[list[str], str, list[str]]]) -> None:
    notes = "\n".join("\n".join([*head, dates, *body]) for head, dates, body in blocks)
    entries = to_entries(lines(notes))
    assert len(entries) == len(blocks)
    for entry, (head, dates, body) in zip(entries, blocks, strict=True):
        assert entry.anchor.line.text == dates
        assert [row.line.text for row in entry.above] == head[-len(entry.above) :]
        assert len(entry.above) <= MOST_ROWS
        assert [held.text for held in entry.body][-len(body) :] == [text.removeprefix("- ") for text in body]


@given(st.lists(st.sampled_from([*HEADERS, *DATES, *BODIES]), max_size=14))
def test_no_line_stands_in_two_entries(texts: list[str]) -> None:
    held = lines("\n".join(texts)) if texts else []
    taken: list[int] = []
    for entry in to_entries(held):
        assert not any(row.body for row in (*entry.above, *entry.below))
        taken += [id(row.line) for row in (*entry.above, entry.anchor, *entry.below)]
        taken += [id(body) for body in entry.body]
    assert len(taken) == len(set(taken))


@given(st.lists(st.sampled_from([*HEADERS, *DATES, *BODIES]), max_size=14))
def test_values_of_positions_stand_in_their_lines(texts: list[str]) -> None:
    held = lines("\n".join(texts)) if texts else []
    for position in find_positions([held], NOBODY):
        for value in (position.title, position.company, position.location):
            assert value is None or value.value in value.text
        assert position.start or position.end or (position.title and position.company)
        assert not (position.current and position.end)


@pytest.mark.parametrize(
    "head",
    [
        "Period\tPosition\tEmployer",
        "Zeitraum\tFunktion\tUnternehmen",
        "Période\tPoste\tEntreprise",
        "Company\tTitle\tDates\tLocation",
        "Institution\tDegree\tPeriod",
        "Okres\tStanowisko\tPracodawca",
        "Период\tДолжность\tКомпания",
    ],
)
def test_a_table_s_head_is_no_row(head: str) -> None:
    assert [held.text for held in unwrapped(lines(f"{head}\nCook\tLaurent\t2019"))] == ["Cook   Laurent   2019"]


@pytest.mark.parametrize("cells", ["Company\tLaurent", "Position: Cook\tPeriod: 2019", "Company", "Cook\tTitle holder"])
def test_a_label_with_its_value_is_a_row(cells: str) -> None:
    assert len(unwrapped(lines(cells))) == 1


@pytest.mark.parametrize("length", ["5 years 2 months", "(2 yrs)", "1 Jahr 3 Monate", "· 3 ans", "11 mos"])
def test_a_length_of_time_alone_is_no_row(length: str) -> None:
    assert [row.line.text for row in to_rows(lines(f"Laurent\n{length}\nCook"))] == ["Laurent", "Cook"]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Jan 2019 –", "Mar 2021", "Jan 2019 – Mar 2021"),
        ("Jan 2019 -", "Present", "Jan 2019 - Present"),
        ("Universidad de", "Sevilla", "Universidad de Sevilla"),
        ("Ministry of", "Health", "Ministry of Health"),
    ],
)
def test_what_goes_on_in_the_next_line_is_one_row(above: str, below: str, whole: str) -> None:
    held = [line(above, 0), line(below, 1)]
    assert [each.text for each in unwrapped(held)] == [whole]


@pytest.mark.parametrize("change", [{"size": 14.0}, {"bold": True}, {"italic": True}, {"gap": 2.0}, {"column": 3}])
def test_lines_of_another_look_or_place_are_not_joined(change: dict[str, float]) -> None:
    held: list[Line] = [line("Ministry of", 0), replace(line("Health", 1), **change)]  # type: ignore[arg-type] # fields
    assert len(unwrapped(held)) == 2


PLACES = {
    "Acme, Berlin": ("Acme", "Berlin"),
    "Acme, Berlin, Germany": ("Acme", "Berlin, Germany"),
    "Acme – Toronto, Canada": ("Acme", "Toronto, Canada"),
    "Acme (Milano)": ("Acme", "Milano"),
    "Acme (Warszawa, Poland)": ("Acme", "Warszawa, Poland"),
    "Acme, Warszawa (Poland)": ("Acme", "Warszawa (Poland)"),
    "Acme GmbH, Ulm": ("Acme GmbH", "Ulm"),
    "Acme - Remote": ("Acme", "Remote"),
    "Nimbus, Inc.": ("Nimbus, Inc.", None),
    "Smith, Jones & Co.": ("Smith, Jones & Co.", None),
    "Director, Europe Sales": ("Director, Europe Sales", None),
    "Bank of Scotland": ("Bank of Scotland", None),
    "Stadt Aachen": ("Stadt Aachen", None),
}


@pytest.mark.parametrize("text", PLACES)
def test_places_are_cut_off_the_end(text: str) -> None:
    assert split_place(text) == PLACES[text]


@given(st.text(max_size=60))
def test_cutting_a_place_loses_no_letter(text: str) -> None:
    head, place = split_place(text)
    assert head in text
    assert place is None or place.strip("()") in text


CONTRACTS = ("Full-time", "Vollzeit", "CDI", "Jornada completa", "Tempo pieno", "pełny etat", "heltid", "Permanent")


@pytest.mark.parametrize("contract", CONTRACTS)
def test_kinds_of_contract_are_neither_title_nor_company(contract: str) -> None:
    for notes in (f"Cook · {contract}\nLaurent\n2019 – 2021", f"Cook\nLaurent | {contract}\n2019 – 2021"):
        (entry,) = to_entries(lines(notes))
        assert sorted(piece.text for piece in to_header(entry).pieces) == ["Cook", "Laurent"]


@given(st.sampled_from(HEADERS), st.text(max_size=40))
def test_likeness_is_finite_and_steady(text: str, other: str) -> None:
    for each in (text, other):
        assert -20 < title_likeness(each, NOBODY) < 10
        assert -20 < company_likeness(each) < 10
        assert title_likeness(each, NOBODY) == title_likeness(each, NOBODY)


def test_no_headers_no_readings() -> None:
    assert read_headers([], NOBODY) == []


@given(st.text(min_size=1, max_size=600), st.floats(-1, 2, allow_nan=False))
def test_found_values_have_bounded_confidence_and_source(text: str, sure: float) -> None:
    held = line(text.replace("\t", " "))
    value = found("x", held, sure, "x")
    assert 0 < value.confidence < 1
    assert len(value.text) <= LONGEST_SOURCE
    assert value.text == held.text[:LONGEST_SOURCE]
    assert (value.page, value.box, value.raw) == (1, held.box, None)
    assert found("x", held, sure, "y").raw == "y"


def test_found_places_keep_what_was_recognised() -> None:
    place = find_place("Austin, TX")
    assert place is not None
    value = found_place("Austin, TX", place, line("Austin, TX | ada@example.com"), 0.8)
    assert (value.value, value.city, value.region, value.country) == ("Austin, TX", "Austin", "TX", "US")


EMPLOYERS = ("Laurent SARL", "*Laurent", "*BlueRiver", "*Northgate Hospital", "*TNQ")
ROLES = ("Head Cook", "Vice President - Operations", "Growth", "Chief of Staff", "Head of People", "Nurse, Night Shift")


@pytest.mark.parametrize("employer", EMPLOYERS)
@pytest.mark.parametrize("first", ROLES)
def test_roles_below_a_dated_employer_are_whole_titles(employer: str, first: str) -> None:
    notes = f"{employer}\t2015 – 2021\n{first}\t2018 – 2021\n- Led six.\nCook\t2015 – 2018\n- Cooked."
    found_positions = find_positions([lines(notes)], NOBODY)
    titles = [position.title.value if position.title else None for position in found_positions]
    companies = [position.company.value if position.company else None for position in found_positions]
    assert titles == [first, "Cook"]
    assert companies == [employer.removeprefix("*")] * 2


@pytest.mark.parametrize("text", ["Looked after twelve tables in the garden", "Cut invoice errors by a third"])
def test_a_sentence_without_bullet_and_full_stop_is_running_text(text: str) -> None:
    assert [row.body for row in to_rows(lines(f"Cook, Laurent\n{text}"))] == [False, True]


def test_a_paragraph_goes_on_in_small_letters_only_close_by() -> None:
    above, below = lines("- Cooked for forty guests every evening and\nkept order")
    assert [row.body for row in to_rows([above, below])] == [True, True]
    assert [row.body for row in to_rows([above, replace(below, gap=2.0)])] == [True, False]
    assert [row.body for row in to_rows([above, replace(below, bold=True)])] == [True, False]


def test_a_filled_line_goes_on_in_the_next_whatever_its_letters() -> None:
    above, below = lines("- Cooked for forty guests every evening with\nLaurent")
    assert [row.body for row in to_rows([above, below])] == [True, False]
    assert [row.body for row in to_rows([replace(above, x1=540.0), replace(below, x0=60.0)])] == [True, True]


def test_a_long_line_is_not_joined_at_a_joining_word() -> None:
    long = f"{'Ministry ' * 8}of"
    assert len(unwrapped([line(long, 0), line("Health", 1)])) == 2


@pytest.mark.parametrize("gap", [3.0, 3.5])
def test_no_header_spans_a_wide_gap(gap: float) -> None:
    far = gap > 3.2
    name, dates, place = lines("Cook\n2019 – 2021\nLyon, France")
    (above,) = to_entries([name, replace(dates, gap=gap), place])
    assert [row.line.text for row in above.above] == ([] if far else ["Cook"])
    (below,) = to_entries([name, dates, replace(place, gap=gap)])
    assert [row.line.text for row in below.below] == ([] if far else ["Lyon, France"])


def test_a_lone_year_in_another_look_opens_no_entry() -> None:
    notes = "*Cook, Laurent\t2019 – 2021\nGold medal, 2020\n*Waiter, Weiss\t2017 – 2019"
    assert [entry.anchor.line.text for entry in to_entries(lines(notes))] == [
        "Cook, Laurent   2019 – 2021",
        "Waiter, Weiss   2017 – 2019",
    ]
    alike = to_entries(lines(notes.replace("Gold", "*Gold")))
    assert len(alike) == 3


def test_of_equal_readings_the_nearer_pieces_belong_together() -> None:
    (entry,) = to_entries(lines("Weiss\nCook\tBruun\n2019 – 2021"))
    (reading,) = read_headers([to_header(entry)], NOBODY)
    assert reading is not None
    assert reading.title is not None
    assert reading.company is not None
    assert (reading.title.text, reading.company.text) == ("Cook", "Bruun")


@pytest.mark.parametrize("text", ["Contract", "Permanent", "Internship"])
def test_a_kind_of_contract_is_no_likely_company(text: str) -> None:
    assert company_likeness(text) < company_likeness("Weiss") - 2


def test_a_long_text_is_no_likely_title() -> None:
    long = "Head of the whole of the kitchen and of all who cook in it"
    assert title_likeness(long, NOBODY) < title_likeness("Head of Kitchen", NOBODY)


@pytest.mark.parametrize("title", ["Cook", "Growth", "Night Shift"])
def test_a_role_below_an_employer_may_name_a_company_of_its_own(title: str) -> None:
    notes = f"*Weiss\t2015 – 2021\n{title}, Vogel GmbH\t2018 – 2021\n- Led.\nCook\t2015 – 2018\n- Cooked."
    first, second = find_positions([lines(notes)], NOBODY)
    assert first.company is not None
    assert first.company.value == "Vogel GmbH"
    assert second.title is not None
    assert second.title.value == "Cook"
