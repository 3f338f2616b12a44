"""Tests of education entries: school, degree, subject, dates in any order."""

import pytest

from entities.resume import FoundEducation
from matcher.resume.education import find_education
from matcher.resume.studies import pieces_of
from tests.matcher.resume.printed_lines import line, lines

Entry = tuple[str | None, str | None, str | None, str | None]


def short(entry: FoundEducation) -> Entry:
    values = [value.value if value else None for value in (entry.institution, entry.degree, entry.area, entry.end)]
    return (values[0], values[1], values[2], values[3])


def education(notes: str) -> list[Entry]:
    return [short(entry) for entry in find_education([lines(notes)])]


YORK = ("University of York", "BSc", "Physics", "2018-06")


@pytest.mark.parametrize(
    "notes",
    [
        "University of York\tSep 2015 – Jun 2018\nBSc, Physics",
        "BSc in Physics\nUniversity of York\nSep 2015 – Jun 2018",
        "Sep 2015 – Jun 2018\nBSc Physics\nUniversity of York",
        "BSc Physics, University of York, Sep 2015 – Jun 2018",
        "University of York — BSc, Physics (Sep 2015 – Jun 2018)",
        "BSc | Physics | University of York | Sep 2015 – Jun 2018",
        "Physics\nUniversity of York\nBSc, Sep 2015 – Jun 2018",
        "- BSc in Physics, University of York, Sep 2015 – Jun 2018",
        "Degree: BSc\nField of study: Physics\nInstitution: University of York\nSep 2015 – Jun 2018",
        "University of York, York, UK\nBSc in Physics\nSep 2015 – Jun 2018\nGPA: 3.9/4.0\n- Algorithms",
        "BSc Physics\nUniversity of York Thesis: On Heat\tSep 2015 – Jun 2018",
    ],
)
def test_orders(notes: str) -> None:
    assert education(notes) == [YORK]


def test_two_entries() -> None:
    found = education(
        """
        Master of Science in Chemistry
        ETH Zürich
        2018 – 2020
        Bachelor of Arts (Hons), Philosophy
        Trinity College Dublin
        2015 – 2018
        """
    )
    assert found == [
        ("ETH Zürich", "Master of Science", "Chemistry", "2020"),
        ("Trinity College Dublin", "Bachelor of Arts (Hons)", "Philosophy", "2018"),
    ]


def test_entries_without_dates() -> None:
    found = education("MBA\nBoston College\nBSc in Physics\nUniversity of York")
    assert [entry[:2] for entry in found] == [("Boston College", "MBA"), ("University of York", "BSc")]


def test_a_school_without_a_marker_word() -> None:
    assert education("Leiden\tSep 2010 – Jun 2013\nMaster of Arts, History")[0][0] == "Leiden"
    assert education("Bocconi\nLaurea Magistrale in Economia\n2010 – 2013")[0][0] == "Bocconi"


@pytest.mark.parametrize(
    ("text", "degree", "area"),
    [
        ("Bachelor of Science in Computer Science", "Bachelor of Science", "Computer Science"),
        ("Doctor of Philosophy", "Doctor of Philosophy", None),
        ("Master of Business Administration", "Master of Business Administration", None),
        ("Diplom Maschinenbau", "Diplom", "Maschinenbau"),
        ("Licence de Droit", "Licence", "Droit"),
        ("Grado en Economía", "Grado", "Economía"),
        ("B.Tech in Communications", "B.Tech", "Communications"),
        ("Laurea Magistrale in Ingegneria Gestionale", "Laurea Magistrale", "Ingegneria Gestionale"),
        ("PhD, Chemistry", "PhD", "Chemistry"),
        ("A.A.S. in International Business", "A.A.S.", "International Business"),
    ],
)
def test_degree_and_subject(text: str, degree: str, area: str | None) -> None:
    pieces = {piece.role: piece.text for piece in pieces_of(line(text))}
    assert pieces.get("degree", "").rstrip(".") == degree.rstrip(".")
    assert pieces.get("area") == area


def test_a_lone_date_is_the_end() -> None:
    (entry,) = find_education([lines("BSc in Physics, University of York\nJune 2018")])
    assert entry.start is None
    assert entry.end is not None
    assert entry.end.value == "2018-06"


def test_running_text_is_no_entry() -> None:
    assert education("Took part in the debating team for several years, and led it.") == []
    assert find_education([]) == ()


def test_provenance() -> None:
    (entry,) = find_education([lines("BSc in Physics\nUniversity of York\n2015 – 2018")])
    for value in (entry.institution, entry.degree, entry.area, entry.start, entry.end):
        assert value is not None
        assert value.page == 1
        assert value.text
        assert 0 < value.confidence < 1
