"""Tests of tables about studies: columns named by their heads, wrapped cells put back, numbered rows."""

from dataclasses import replace

import pytest

from matcher.resume.education import find_education
from matcher.resume.line import Line, Part
from matcher.resume.study_tables import table_of, without_number
from tests.matcher.resume.printed_lines import line, lines

HEAD = "Examination\tBoard/University\tYear of passing\tMarks"


def education(held: list[Line]) -> list[tuple[str | None, str | None, str | None]]:
    found = []
    for entry in find_education([held]):
        values = (entry.institution, entry.degree, entry.area)
        school, degree, area = (value.value if value else None for value in values)
        found.append((school, degree, area))
    return found


def test_heads_name_columns() -> None:
    table = table_of(lines(HEAD))
    assert table is not None
    assert [column.role for column in table.columns] == ["degree", "school", "dates", "note"]
    assert table_of(lines("University of York\tBSc")) is None
    assert table_of(lines("School")) is None


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        (f"{HEAD}\nCPA Part II\tStrathmore\t2011\t56%\nKCSE\tKisumu Boys\t2006\t51%", [("Strathmore", "CPA Part II")]),
        ("School / college\tQualification\tSubject\tYear\nNUI Galway\tHDip\tEducation\t2010", [("NUI Galway", "HDip")]),
        ("Schule\tAbschluss\tJahr\nVilla Blanka\tHotelfachfrau\t2010", [("Villa Blanka", "Hotelfachfrau")]),
    ],
)
def test_cells_have_the_role_of_their_column(notes: str, found: list[tuple[str, str]]) -> None:
    assert [entry[:2] for entry in education(lines(notes))][: len(found)] == found


def test_wrapped_cells_go_back_into_their_row() -> None:
    head, row = lines("School\tQualification\tYear\nTolani Institute\tDiploma in Nautical\t2012")
    rest = replace(line("Science", 2), x0=250.0, x1=300.0, parts=(Part("Science", 250.0, 300.0),))
    assert education([head, row, rest]) == [("Tolani Institute", "Diploma in Nautical Science", None)]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("3.1 2018, University of York", "2018, University of York"),
        ("(a) University of York", "University of York"),
        ("2) BSc, York", "BSc, York"),
        ("1. Staatsexamen, Jura", "1. Staatsexamen, Jura"),
        ("2018 – 2020 York", "2018 – 2020 York"),
        ("3.8", "3.8"),
    ],
)
def test_numbers_of_paragraphs_are_cut_off(text: str, bare: str) -> None:
    assert without_number(line(text)).text == bare
