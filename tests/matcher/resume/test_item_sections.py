"""Tests of sections of items: titles inside lists obeyed, groups of skills put back, program languages told apart."""

import pytest

from matcher.resume.item_sections import sort_items
from matcher.resume.sections import Kind, Section
from matcher.resume.skills import find_skills, listed_skills
from tests.matcher.resume.printed_lines import line, lines


def section(kind: Kind, title: str | None, notes: str) -> Section:
    return Section(kind, line(title) if title else None, tuple(lines(notes)))


def texts(sections: list[Section]) -> list[tuple[str, list[str]]]:
    return [(held.kind, [each.text for each in held.lines]) for held in sort_items(sections)]


def test_a_title_inside_a_list_opens_its_own() -> None:
    form = section("languages", "Languages", "English (C1)\nSkills\nExcel, SAP\nCertifications\nPMP (2020)")
    assert texts([form]) == [
        ("languages", ["English (C1)"]),
        ("skills", ["Excel, SAP"]),
        ("certifications", ["PMP (2020)"]),
    ]


def test_a_label_inside_a_list_names_its_own() -> None:
    held = section("skills", "Skills", "Python, Go\nCertifications: PMP\nLanguages: C, Rust")
    assert texts([held]) == [
        ("certifications", ["Certifications: PMP"]),
        ("skills", ["Python, Go", "Languages: C, Rust"]),
    ]


def test_programming_languages_are_skills() -> None:
    assert texts([section("languages", "Languages", "Python, Rust")])[0][0] == "skills"
    assert texts([section("languages", "Languages", "English, Dutch")])[0][0] == "languages"


@pytest.mark.parametrize(
    ("before", "notes", "kind"),
    [
        ("skills", "MATLAB, FMEA, Excel", "skills"),
        ("skills", "Chess, long walks, my two cats", "other"),
        ("skills", "jan@example.com, Python", "other"),
        ("work", "MATLAB, FMEA, Excel", "other"),
    ],
)
def test_a_group_of_skills_goes_back_to_the_skills(before: Kind, notes: str, kind: str) -> None:
    first = section(before, "First", "Python")
    assert texts([first, section("other", "Other", notes)])[1][0] == kind


def test_other_sections_stay_as_they_are() -> None:
    held = [section("work", "Work", "Skills\nCook, Inn"), section("education", None, "Languages\nBSc")]
    assert sort_items(held) == held


def test_a_list_without_a_title_is_known_by_its_items() -> None:
    listed = line("Python ♦ SQL ♦ Docker ♦ Kubernetes ♦ Zorbing")
    others = [line("Leeds, UK, Europe, Earth"), line("Python, SQL"), line("jan@example.com, Python, SQL, Excel, Go")]
    assert listed_skills([*others, listed]) == [listed]
    assert len(find_skills([[listed]])) == 5


def test_what_stands_below_the_languages_is_cut_off() -> None:
    held = section("languages", "Idiomas", "Inglês (básico); Espanhol\nCursos e cartas\nHACCP, 2015\nCAM, 2016")
    assert texts([held]) == [
        ("languages", ["Inglês (básico); Espanhol"]),
        ("certifications", ["HACCP, 2015", "CAM, 2016"]),
    ]


def test_other_skills_are_skills() -> None:
    notes = "ajokortti BCE, hitsaus, Word"
    assert texts([section("other", "Muu osaaminen", notes)])[0][0] == "skills"
    assert texts([section("other", "Muu", notes)])[0][0] == "other"


def test_a_question_about_languages_is_answered_by_languages() -> None:
    held = section("certifications", "Training", "PMP, 2019\nWhich languages do you speak? French (basic), Urdu")
    assert ("languages", ["Which languages do you speak? French (basic), Urdu"]) in texts([held])
