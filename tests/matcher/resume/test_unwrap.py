"""Tests of logical lines: cut ranges and names joined, forms turned into labelled lines, running text cut off."""

from dataclasses import replace

import pytest

from matcher.resume.line import Line
from matcher.resume.unwrap import as_form, unwrapped, without_run_in
from matcher.resume.work import find_positions
from tests.matcher.resume.printed_lines import lines


def texts(found: list[Line]) -> list[str]:
    return [line.text for line in found]


@pytest.mark.parametrize(
    ("notes", "wanted"),
    [
        ("Acme | June\n2023 – August 2023", ["Acme | June 2023 – August 2023"]),
        ("Cook   2019 –\npresent", ["Cook   2019 – present"]),
        ("11/2022–\tCook\nPresent\tInn", ["11/2022– Present   Cook", "Inn"]),
        ("2023-02 până la\tPrimăria\n2024-01\tDirector", ["2023-02 până la 2024-01   Primăria", "Director"]),
        ("Cook\t2019 bis\nInn\t2021", ["Cook   2019 bis 2021", "Inn"]),
        (
            "Cook from November 2020 to August\n2021. Wrote tests",
            ["Cook from November 2020 to August 2021. Wrote tests"],
        ),
        ("Cook\t2019\nInn\t2021", ["Cook   2019", "Inn   2021"]),
        ("Inn, Tulsa, OK\n01/2015 – 12/2015", ["Inn, Tulsa, OK", "01/2015 – 12/2015"]),
        ("Cook, ca.\n2015 – 2017", ["Cook, ca.", "2015 – 2017"]),
        ("2019 – 2021\n2017 – 2019", ["2019 – 2021", "2017 – 2019"]),
        ("10/2026-\tLead, Inn\n07/2025-09/2026\tCook, Bay", ["10/2026-   Lead, Inn", "07/2025-09/2026   Cook, Bay"]),
        ("Lead\t2021 –\nCook\t2018 – 2020", ["Lead   2021 –", "Cook   2018 – 2020"]),
    ],
)
def test_cut_ranges_are_made_whole(notes: str, wanted: list[str]) -> None:
    assert texts(unwrapped(lines(notes))) == wanted


def wide(text: str, below: str, *, bold: bool = True) -> list[Line]:
    """Return two lines of a column whose border the first one reaches."""
    one, other = lines(f"{text}\n{below}")
    return [replace(one, x1=540.0, bold=bold), replace(other, x1=150.0, bold=bold)]


@pytest.mark.parametrize(
    ("text", "below", "joined"),
    [
        ("Harbour Trust, Leeds — Healthcare", "Assistant", True),
        ("Harbour Trust, Leeds — Gestionnaire", "de cas", True),
        ("Harbour Trust, Leeds —", "Cook", True),
        ("Cooked for forty guests.", "Assistant", False),
        ("Harbour Trust, Leeds", "2019 – 2021", False),
        ("Harbour Trust 2019 – 2021", "- Cooked", False),
    ],
)
def test_headers_that_found_no_room_are_made_whole(text: str, below: str, joined: bool) -> None:  # noqa: FBT001 - a table's column
    pair = wide(text, below)
    assert texts(unwrapped(pair)) == ([f"{text} {below}"] if joined else texts(pair))


def test_lines_with_room_left_stay_apart() -> None:
    pair = [replace(line, x1=200.0) for line in wide("Harbour Trust, Leeds — Healthcare", "Assistant")]
    assert texts(unwrapped(pair)) == texts(pair)


FORM = """\
Dates
04/2022 - today
Occupation or position held
Cook
Name of employer
Inn, Leeds
Main activities
Opened at six
Closed at nine
Dates
2019 - 2021
Occupation or position held
Porter
Name of employer
Hall"""


def test_labels_go_before_their_values() -> None:
    assert texts(as_form(lines(FORM)))[:3] == [
        "Dates: 04/2022 - today",
        "Occupation or position held: Cook",
        "Name of employer: Inn, Leeds",
    ]
    assert [line.text for line in as_form(lines(FORM)) if line.bullet] == ["Opened at six", "Closed at nine"]


@pytest.mark.parametrize(
    "labels",
    [
        ("Dates", "Occupation or position held", "Name of employer"),
        ("Datum", "Beruf oder Funktion", "Name des Arbeitgebers"),
        ("Dates", "Fonction ou poste occupé", "Nom de l'employeur"),
        ("Fechas", "Profesión o cargo desempeñado", "Nombre de la empresa"),
        ("Date", "Lavoro o posizione ricoperti", "Nome e indirizzo del datore di lavoro"),
        ("Data", "Beroep of functie", "Naam werkgever"),
        ("Daty", "Zajmowane stanowisko", "Nazwa pracodawcy"),
        ("Datum", "Yrke eller befattning", "Arbetsgivarens namn"),
        ("Időtartam", "Foglalkozás", "A munkáltató neve és címe"),
        ("Perioada", "Funcția", "Angajator"),
        ("Zeitraum", "Rolle", "Auftraggeber"),
        ("Период", "Должность", "Организация"),
    ],
)
@pytest.mark.parametrize("beside", ["\n", "\t"])
def test_forms_of_many_languages(labels: tuple[str, str, str], beside: str) -> None:
    dates, title, company = labels
    notes = "\n".join(
        f"{dates}{beside}{years}\n{title}{beside}{job}\n{company}{beside}{name}"
        for years, job, name in (("2019 - 2021", "Welder", "Ferona"), ("2015 - 2018", "Cook", "Kovo"))
    )
    found = find_positions([lines(notes)], frozenset())
    assert [
        (job.title and job.title.value, job.company and job.company.value, job.start and job.start.value)
        for job in found
    ] == [("Welder", "Ferona", "2019"), ("Cook", "Kovo", "2015")]


def test_starts_and_ends_of_a_form_become_a_range() -> None:
    notes = "Employer (name and town)\tInn, Leeds\nYour job title\tCook\nDate started\t8/2022\nDate left\t10/2024"
    assert texts(as_form(lines(notes))) == ["Employer: Inn, Leeds", "Your job title: Cook", "8/2022 – 10/2024"]


@pytest.mark.parametrize("notes", ["Position\nCook, Inn\n2019 – 2021", "Cook\tInn\n2019 – 2021", "Company\nCompany"])
def test_one_kind_of_label_makes_no_form(notes: str) -> None:
    assert as_form(lines(notes)) == lines(notes)


LONG = "Wrote the menu for two boats and one garden, and led five cooks in three kitchens."


@pytest.mark.parametrize(
    ("notes", "wanted"),
    [
        (f"2019 – 2021: Cook, Inn, Lyon. {LONG}", ["2019 – 2021: Cook, Inn, Lyon", LONG]),
        (f"Inn\t2019 – 2021\nSous Chef. {LONG}", ["Inn   2019 – 2021", "Sous Chef", LONG]),
        (f"2019 – 2021, Cook, Inn a) {LONG}", ["2019 – 2021, Cook, Inn", LONG]),
        (f"Inn\t2019 – 2021\nThe kitchen. {LONG}", ["Inn   2019 – 2021", f"The kitchen. {LONG}"]),
        (f"The inn grew. {LONG}", [f"The inn grew. {LONG}"]),
        ("2019 – 2021: Cook, Inn Inc. Lyon", ["2019 – 2021: Cook, Inn Inc. Lyon"]),
    ],
)
def test_running_text_is_cut_off_the_header(notes: str, wanted: list[str]) -> None:
    found = without_run_in(lines(notes))
    assert texts(found) == wanted
    assert "".join(texts(found)).replace(".", "").replace(" ", "") in notes.replace(".", "").replace(" ", "").replace(
        "\t", ""
    ).replace("\n", "").replace("a)", "")


@pytest.mark.parametrize(
    "head", ["Period\tPosition\tEmployer", "Zeitraum\tFunktion\tArbeitgeber", "Fechas\tPuesto\tEmpresa"]
)
def test_the_head_of_a_table_names_its_columns(head: str) -> None:
    found = find_positions([lines(f"{head}\n2019 – 2021\tKiln\tCook\n2017 – 2019\tLoft\tBaker")], frozenset())
    assert [(job.title and job.title.value, job.company and job.company.value) for job in found] == [
        ("Kiln", "Cook"),
        ("Loft", "Baker"),
    ]


def test_rows_with_fewer_cells_keep_their_text() -> None:
    notes = "Period\tPosition\tEmployer\n2019 – 2021\tCook\n- Led.\tFive\tcooks"
    assert texts(unwrapped(lines(notes))) == ["2019 – 2021   Cook", "Led.   Five   cooks"]
