"""Tests of the packed lists: known names found whatever their case, unknown ones not, codes as ESCO has them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.gazetteers import is_skill, names_school, skill_code
from matcher.resume.schools import is_known_school, is_school, is_unit

ESCO_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.parametrize("name", ["AgroParisTech", "AGROPARISTECH", "agroparistech"])
def test_a_school_without_a_marking_word_is_known_by_the_list(name: str) -> None:
    assert names_school(name)
    assert is_known_school(name)
    assert not is_school(name)


@pytest.mark.parametrize("name", ["Software Engineering", "Berlin", "Ada Lovelace", "", "Welder", "Mathematics"])
def test_what_is_no_school(name: str) -> None:
    assert not is_known_school(name)


@pytest.mark.parametrize("name", ["Faculty of Engineering", "Fakultät für Informatik", "Wydział Prawa"])
def test_a_part_of_a_school_is_told_from_a_school(name: str) -> None:
    assert is_unit(name)
    assert not is_unit(f"{name}, University of York")


@pytest.mark.parametrize("name", ["TU Wien", "MIT", "KTH", "ETH Zürich", "RWTH Aachen"])
def test_acronyms_are_schools_in_capitals_only(name: str) -> None:
    assert is_school(name)
    assert not is_school(name.lower())


@pytest.mark.parametrize("name", ["Python", "python", "SQL", "accounting", "Project Management", "C++", "welding"])
def test_skills_are_known_in_any_case(name: str) -> None:
    assert is_skill(name)


@pytest.mark.parametrize(
    "name", ["CI/CD", "R&D", "Profit & Loss", "SAP S/4HANA", "TCP/IP", "Node.js", ".NET", "A/B Testing"]
)
def test_names_with_signs_are_whole(name: str) -> None:
    assert is_skill(name)


@pytest.mark.parametrize("name", ["", "Qwertz Uiop", "the", "of"])
def test_what_is_no_skill(name: str) -> None:
    assert not is_skill(name)
    assert skill_code(name) is None


def test_codes_are_concepts_of_esco() -> None:
    code = skill_code("Python")
    assert code == skill_code("PYTHON")
    assert code is not None
    assert ESCO_ID.fullmatch(code)
    assert skill_code("accounting") not in (None, code)


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    assert is_skill(text) in (True, False)
    code = skill_code(text)
    assert code is None or (is_skill(text) and ESCO_ID.fullmatch(code))
    assert names_school(text) in (True, False)
