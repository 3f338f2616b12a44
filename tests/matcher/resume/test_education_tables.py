"""Truth tables of education: degrees, subjects, schools of many countries, in every order and layout."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.cues import degree_in, is_school
from matcher.resume.education import find_education
from matcher.resume.studies import pieces_of
from tests.matcher.resume.printed_lines import line, lines

Entry = tuple[str | None, str | None, str | None, str | None, str | None]  # school, degree, subject, start, end

ONE_LINE: dict[str, Entry] = {
    "BSc in Physics, University of York, 2015 – 2018": ("University of York", "BSc", "Physics", "2015", "2018"),
    "2015 – 2018: BSc Physics, University of York": ("University of York", "BSc", "Physics", "2015", "2018"),
    "University of York – BA (Hons) History (2015-2018)": (
        "University of York",
        "BA (Hons)",
        "History",
        "2015",
        "2018",
    ),
    "MBA, London Business School, 2020": ("London Business School", "MBA", None, None, "2020"),
    "PhD Chemistry | ETH Zürich | 10/2015 – 09/2019": ("ETH Zürich", "PhD", "Chemistry", "2015-10", "2019-09"),
    "10/2010 – 09/2015 TU München, Diplom Maschinenbau": (
        "TU München",
        "Diplom",
        "Maschinenbau",
        "2010-10",
        "2015-09",
    ),
    "2002 – 2010 Goethe-Gymnasium Bonn, Abitur": ("Goethe-Gymnasium Bonn", "Abitur", None, "2002", "2010"),
    "2015-2017 Master Droit des affaires, Université de Lille": (
        "Université de Lille",
        "Master",
        "Droit des affaires",
        "2015",
        "2017",
    ),
    "Grado en Derecho, Universidad de Granada, 2010 - 2014": (
        "Universidad de Granada",
        "Grado",
        "Derecho",
        "2010",
        "2014",
    ),
    "Laurea Magistrale in Fisica – Università di Pisa – 2014": (
        "Università di Pisa",
        "Laurea Magistrale",
        "Fisica",
        None,
        "2014",
    ),
    "2008 – 2012 Bacharelado em Economia, Universidade de Lisboa": (
        "Universidade de Lisboa",
        "Bacharelado",
        "Economia",
        "2008",
        "2012",
    ),
    "2012 – 2016 Bachelor Bedrijfskunde, Universiteit Utrecht": (
        "Universiteit Utrecht",
        "Bachelor",
        "Bedrijfskunde",
        "2012",
        "2016",
    ),
    "2009 – 2014 Uniwersytet Warszawski, Magister, Prawo": (
        "Uniwersytet Warszawski",
        "Magister",
        "Prawo",
        "2009",
        "2014",
    ),
    "2009 – 2014 Masarykova univerzita, Mgr., Informatika": (
        "Masarykova univerzita",
        "Mgr",
        "Informatika",
        "2009",
        "2014",
    ),
    "2010 – 2013 Lunds universitet, Kandidatexamen, Ekonomi": (
        "Lunds universitet",
        "Kandidatexamen",
        "Ekonomi",
        "2010",
        "2013",
    ),
    "2009–2014 Казанский федеральный университет, экономика, специалист": (
        "Казанский федеральный университет",
        "специалист",
        "экономика",
        "2009",
        "2014",
    ),
    "2010 – 2014 Boğaziçi Üniversitesi, Lisans, İşletme": (
        "Boğaziçi Üniversitesi",
        "Lisans",
        "İşletme",
        "2010",
        "2014",
    ),
    "清华大学\t计算机科学\t本科\t2011年9月 - 2015年6月": ("清华大学", "本科", "计算机科学", "2011-09", "2015-06"),
    "서울대학교\t컴퓨터공학\t학사\t2011.03 - 2015.02": ("서울대학교", "학사", "컴퓨터공학", "2011-03", "2015-02"),
    "Harvard Business School, Master of Business Administration, 2012": (
        "Harvard Business School",
        "Master of Business Administration",
        None,
        None,
        "2012",
    ),
    "University of California, Berkeley\tB.A. Economics\t2008": (
        "University of California, Berkeley",
        "B.A",
        "Economics",
        None,
        "2008",
    ),
}


def education(notes: str) -> list[Entry]:
    found: list[Entry] = []
    for entry in find_education([lines(notes)]):
        values = (entry.institution, entry.degree, entry.area, entry.start, entry.end)
        school, degree, area, start, end = (value.value if value else None for value in values)
        found.append((school, degree.rstrip(".") if degree else None, area, start, end))
    return found


@pytest.mark.parametrize("text", ONE_LINE)
def test_a_line_says_it_all(text: str) -> None:
    assert education(text) == [ONE_LINE[text]]


@pytest.mark.parametrize("text", ONE_LINE)
def test_a_bullet_says_the_same(text: str) -> None:
    assert education(f"- {text}") == [ONE_LINE[text]]


@pytest.mark.parametrize("text", ONE_LINE)
def test_running_text_below_changes_no_field(text: str) -> None:
    below = "- Led the debating team for two years and won the prize of the town with it in the last of them.\n"
    assert education(
        f"{text}\n{below}- Took part in the exchange with a partner in the south for one whole summer."
    ) == [ONE_LINE[text]]


@given(st.permutations(sorted(ONE_LINE)[:8]))
def test_entries_keep_their_order(texts: list[str]) -> None:
    assert education("\n".join(texts)) == [ONE_LINE[text] for text in texts]


PARTS = {"S": "University of York", "G": "Bachelor of Science", "A": "Physics", "D": "2015 – 2018"}
ORDERS = ["".join(order) for order in itertools.permutations("SGAD")]


@pytest.mark.parametrize("order", ORDERS)
def test_four_lines_in_any_order_are_one_entry(order: str) -> None:
    assert education("\n".join(PARTS[part] for part in order)) == [
        ("University of York", "Bachelor of Science", "Physics", "2015", "2018")
    ]


@pytest.mark.parametrize("separator", [" | ", "\t", " · ", " • "])
@pytest.mark.parametrize("order", ORDERS)
def test_four_pieces_in_any_order_are_one_entry(order: str, separator: str) -> None:
    assert education(separator.join(PARTS[part] for part in order)) == [
        ("University of York", "Bachelor of Science", "Physics", "2015", "2018")
    ]


DEGREES = {
    "Bachelor of Arts in History": ("Bachelor of Arts", "History"),
    "Bachelor's degree in History": ("Bachelor's degree", "History"),
    "B.Sc. Physics": ("B.Sc", "Physics"),
    "BSc (Hons) Physics": ("BSc (Hons)", "Physics"),
    "M.Sc. in Data Science": ("M.Sc", "Data Science"),
    "Master of Engineering": ("Master of Engineering", None),
    "Master's in Public Health": ("Master's", "Public Health"),
    "MBA": ("MBA", None),
    "Ph.D. in Linguistics": ("Ph.D", "Linguistics"),
    "Doctor of Medicine": ("Doctor of Medicine", None),
    "Associate of Applied Science": ("Associate of Applied Science", None),
    "High School Diploma": ("High School Diploma", None),
    "A-levels": ("A-levels", None),
    "Diplom-Informatiker": ("Diplom-Informatiker", None),
    "Master Informatik": ("Master", "Informatik"),
    "Licence de Droit": ("Licence", "Droit"),
    "Licenciatura en Economía": ("Licenciatura", "Economía"),
    "Laurea Triennale in Economia": ("Laurea Triennale", "Economia"),
    "Mestrado em Direito": ("Mestrado", "Direito"),
    "Inżynier, Informatyka": ("Inżynier", "Informatyka"),
}


@pytest.mark.parametrize("text", DEGREES)
def test_degrees_are_cut_from_their_subjects(text: str) -> None:
    pieces = {piece.role: piece.text.rstrip(".") for piece in pieces_of(line(text))}
    degree, area = DEGREES[text]
    assert (pieces.get("degree"), pieces.get("area")) == (degree, area)


@pytest.mark.parametrize("text", DEGREES)
def test_degrees_name_no_school_and_the_other_way_round(text: str) -> None:
    assert degree_in(text)
    assert not is_school(text) or "School" in text


@pytest.mark.parametrize(
    "grade",
    ["GPA: 3.9/4.0", "Grade: 1.3", "First class honours", "Note 1,8", "110/110", "Mention bien", "CGPA 8.1", "2:1"],
)
def test_grades_are_neither_subject_nor_school(grade: str) -> None:
    for notes in (
        f"BSc in Physics\nUniversity of York\n{grade}\n2015 – 2018",
        f"BSc in Physics | University of York | {grade}",
    ):
        (entry,) = education(notes)
        assert entry[:3] == ("University of York", "BSc", "Physics")


@given(st.text(max_size=80))
def test_every_value_is_printed(text: str) -> None:
    printed = " ".join(text.split())
    for entry in find_education([lines(f"University of York\n{text}")]):
        for value in (entry.institution, entry.degree, entry.area):
            if value is not None:
                assert " ".join(value.value.split()) in f"University of York {printed}"
                assert 0 < value.confidence < 1
