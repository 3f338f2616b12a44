"""Tests of where contact data are looked for: not with referees, not in the description of work."""

import pytest

from matcher.resume.contact import contact_area, reaches, standing_in
from matcher.resume.line import Line, Pages, Part
from matcher.resume.person import read_person
from matcher.resume.sections import split_sections
from tests.matcher.resume.printed_lines import line, lines

RESUME = """
#Ada Byron
Leeds, UK | ada.byron@example.com | +44 20 7946 0958
#Experience
*Software Engineer\tMar 2019 – Present
Vogel GmbH, Berlin
- Wrote to sales@vogel.example and built github.com/vogel/tool
*Developer\tJan 2015 – Feb 2019
Haas AG, Hamburg
#Education
*BSc Mathematics\t2011 – 2014
University of York
#References
Eve Adams, Vogel GmbH, eve@vogel.example, +49 30 1234567
"""


def test_referees_and_employers_are_not_the_person() -> None:
    resume = read_person(Pages(lines=tuple(lines(RESUME))))
    assert resume.name
    assert resume.name.value == "Ada Byron"
    assert [value.value for value in resume.emails] == ["ada.byron@example.com"]
    assert [value.value for value in resume.phones] == ["+442079460958"]
    assert resume.links == ()
    assert resume.location
    assert (resume.location.city, resume.location.country) == ("Leeds", "GB")


@pytest.mark.parametrize("title", ["References", "Referenzen", "Références", "Referencias", "Referees", "Referanslar"])
def test_lines_below_a_title_about_referees_are_barred(title: str) -> None:
    held = lines(RESUME.replace("References", title))
    area = contact_area(split_sections(held))
    assert id(held[-1]) in area.barred
    assert id(held[-1]) not in area.ids
    assert id(held[1]) in area.ids
    assert id(held[1]) in area.close


def test_contact_data_at_the_end_are_found() -> None:
    head, _, tail = RESUME.strip().partition("\n")
    reach, _, body = tail.partition("\n")
    body = body.partition("#References")[0]
    resume = read_person(Pages(lines=tuple(lines(f"{head}\n{body}\n{reach}"))))
    assert [value.value for value in resume.emails] == ["ada.byron@example.com"]
    assert [value.value for value in resume.phones] == ["+442079460958"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ada@example.com", True),
        ("linkedin.com/in/ada", True),
        ("+44 20 7946 0958", True),
        ("Phone 020 7946 0958", True),
        ("Patent CA 2 999 001 on a seal", False),
        ("Built 12 000 000 parts", False),
        ("Jan 2019 – Feb 2020", False),
        ("Leeds", False),
    ],
)
def test_a_line_reaches_the_person_by_what_stands_in_it(text: str, *, wanted: bool) -> None:
    assert reaches(line(text)) is wanted


def test_a_link_stands_in_the_lines_it_overlaps() -> None:
    printed = line("linkedin", 3)
    over = Line(parts=(Part("x"),), page=1, x0=60, x1=90, y0=printed.y0 + 1, y1=printed.y1 + 1)
    below = Line(parts=(Part("x"),), page=1, x0=60, x1=90, y0=printed.y0 + 40, y1=printed.y1 + 40)
    other = Line(parts=(Part("x"),), page=2, x0=60, x1=90, y0=printed.y0, y1=printed.y1)
    beside = Line(parts=(Part("x"),), page=1, x0=300, x1=390, y0=printed.y0, y1=printed.y1)
    linked = [("https://a.example", each) for each in (over, below, other, beside, printed)]
    assert standing_in(linked, [printed]) == frozenset(map(id, (over, printed)))


def test_where_one_works_now_is_the_last_resort() -> None:
    without = RESUME.replace("Leeds, UK | ", "").replace("Vogel GmbH, Berlin", "Vogel GmbH\tBerlin, Germany")
    resume = read_person(Pages(lines=tuple(lines(without))))
    if resume.work and resume.work[0].location:
        assert resume.location
        assert resume.location.city == "Berlin"
        assert resume.location.confidence <= 0.6
