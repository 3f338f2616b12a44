"""Education in the structures that layouts print it in: grouped, tabled, labelled, with towns, marks, remarks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.education import find_education
from matcher.resume.studies import pieces_of
from matcher.resume.study_entries import to_rows, to_study_entries
from matcher.resume.study_words import label_role, role_of
from tests.matcher.resume.printed_lines import line, lines

Entry = tuple[str | None, str | None, str | None, str | None]  # school, degree, subject, end

STRUCTURES: dict[str, list[Entry]] = {
    "Massachusetts Institute of Technology\tCambridge, MA\n"
    "B.S. in Computer Science, Minor in Music; GPA: 4.8/5.0\tJune 2019\nRelevant Coursework: Algorithms, Compilers": [
        ("Massachusetts Institute of Technology", "B.S.", "Computer Science", "2019-06")
    ],
    "University of Michigan, Ann Arbor, MI\nMaster of Science in Information, May 2025\n"
    "Bachelor of Arts, Economics, May 2022": [
        ("University of Michigan", "Master of Science", "Information", "2025-05"),
        ("University of Michigan", "Bachelor of Arts", "Economics", "2022-05"),
    ],
    "B.Tech (CSE)\tIIT Bombay\t2019\t8.9\nClass XII (CBSE)\tDAV Public School\t2015\t95%": [
        ("IIT Bombay", "B.Tech (CSE)", None, "2019"),
        ("DAV Public School", "Class XII (CBSE)", None, "2015"),
    ],
    "2015–2018 University of Leeds: BSc (Hons) Computer Science (2:1)\n2011–2013 Roundhay School: 9 GCSEs": [
        ("University of Leeds", "BSc (Hons)", "Computer Science", "2018"),
        ("Roundhay School", "9 GCSEs", None, "2013"),
    ],
    "Stanford University\nMaster's degree, Computer Science · (2014 - 2016)\nGrade: 3.9\n"
    "Activities and societies: Rowing Club, Chess\nUniversity of Oregon\nBachelor's Degree, Business · (2010 - 2014)": [
        ("Stanford University", "Master's degree", "Computer Science", "2016"),
        ("University of Oregon", "Bachelor's Degree", "Business", "2014"),
    ],
    "Dates\n02/2006 - 02/2009\nTitle of qualification awarded\nBachelor of Commerce, Marketing\n"
    "Name of organisation providing education\nDalhousie Bay University": [
        ("Dalhousie Bay University", "Bachelor of Commerce", "Marketing", "2009-02")
    ],
    "Daty\t01/2013 - 01/2015\nTytuł uzyskanych kwalifikacji\tInżynier, Budownictwo\n"
    "Nazwa instytucji\tPolitechnika Rzeszowska": [("Politechnika Rzeszowska", "Inżynier", "Budownictwo", "2015-01")],
    "*Lund University\tLund, Sweden\nMSc, Physics\t2015 – 2017\nErasmus exchange semester, Universität Wien\n"
    "*Uppsala universitet\tUppsala, Sweden\nBSc, Physics\t2012 – 2015": [
        ("Lund University", "MSc", "Physics", "2017"),
        ("Uppsala universitet", "BSc", "Physics", "2015"),
    ],
    "Delft\nMSc Aerospace Engineering\n2015 – 2017\nLeuven\nBSc Engineering Science\n2012 – 2015": [
        ("Delft", "MSc", "Aerospace Engineering", "2017"),
        ("Leuven", "BSc", "Engineering Science", "2015"),
    ],
    "Kandidatexamen i ekonomi från Stockholms universitet, 2010–2013\nStudentexamen, Norra Real, 2007–2010": [
        ("Stockholms universitet", "Kandidatexamen", "ekonomi", "2013"),
        ("Norra Real", "Studentexamen", None, "2010"),
    ],
    "Máster en Recursos Humanos por la Universidad de Barcelona (2011)": [
        ("Universidad de Barcelona", "Máster", "Recursos Humanos", "2011")
    ],
    "B.A. in English Literature with a minor in Film Studies\nEmory University, Atlanta, GA, 2009 - 2013": [
        ("Emory University", "B.A.", "English Literature", "2013")
    ],
    "Hotelfachfrau, HLW Spittal, 2008 – 2011": [("HLW Spittal", "Hotelfachfrau", None, "2011")],
    "- BSc, Physics, University of Texas at Austin, 2012\n- Member of the debating team\n- Dean's list": [
        ("University of Texas at Austin", "BSc", "Physics", "2012")
    ],
    "PSG Institute of Engineering, Coimbatore\nBE, Textiles, 2010\nAnna University\nME, Textiles, 2012": [
        ("PSG Institute of Engineering, Coimbatore", "BE", "Textiles", "2010"),
        ("Anna University", "ME", "Textiles", "2012"),
    ],
    "Leeds University, Leeds\nBA, History, 2010\nYork University, York\nMA, History, 2012": [
        ("Leeds University", "BA", "History", "2010"),
        ("York University", "MA", "History", "2012"),
    ],
}


def education(notes: str) -> list[Entry]:
    found = []
    for entry in find_education([lines(notes)]):
        values = (entry.institution, entry.degree, entry.area, entry.end)
        school, degree, area, end = (value.value if value else None for value in values)
        found.append((school, degree, area, end))
    return found


@pytest.mark.parametrize("notes", STRUCTURES)
def test_structures(notes: str) -> None:
    assert education(notes) == STRUCTURES[notes]


@pytest.mark.parametrize("notes", [key for key in STRUCTURES if "Dates" not in key and "Daty" not in key])
def test_a_second_copy_gives_the_entries_again(notes: str) -> None:
    twice = [value.institution for value in find_education([lines(notes), lines(notes)])]
    assert len(twice) == 2 * len(STRUCTURES[notes])


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Institution", "school"),
        ("Name und Art der Bildungs- oder Ausbildungseinrichtung", "school"),
        ("Título de la cualificación obtenida", "degree"),
        ("Studienrichtung", "area"),
        ("Zeitraum", "dates"),
        ("University of York", None),
    ],
)
def test_labels(text: str, role: str | None) -> None:
    assert label_role(text) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Cambridge, MA", "place"),
        ("MA", "degree"),
        ("High School Diploma", "degree"),
        ("Lincoln High School", "school"),
        ("Faculty of Law", "unit"),
        ("GPA 3.8", "note"),
        ("cum laude", "note"),
        ("Note 1,3", "note"),
        ("110/110", "note"),
        ("Mention bien", "note"),
        ("Erasmus, Universität Wien", "note"),
        ("Thesis: On heat", "note"),
        ("Norra Real", "text"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert role_of(text)[0] == role


def test_rows_keep_their_order_and_remarks_are_left_out() -> None:
    held = lines("University of York\nGPA: 3.9\nBSc, Physics\n2015 – 2018")
    rows = to_rows(held)
    assert [row.line.text for row in rows] == ["University of York", "BSc, Physics", "2015 – 2018"]
    assert [row.after_notes for row in rows] == [False, True, False]
    assert to_study_entries([]) == []


@given(st.lists(st.sampled_from(["University of York", "BSc, Physics", "2015 – 2018", "Delft", "GPA: 3"]), max_size=12))
def test_every_row_is_in_one_entry(texts: list[str]) -> None:
    held = lines("\n".join(texts))
    entries = to_study_entries(held)
    assert [row.line for entry in entries for row in entry] == [row.line for row in to_rows(held)]


@given(st.text(max_size=80))
def test_pieces_are_printed(text: str) -> None:
    for piece in pieces_of(line(text)):
        assert all(word in line(text).text for word in piece.text.split())
