"""Tests of page numbers, running heads and feet: what goes, what stays, what is kept once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.line import Line, Part
from matcher.resume.running import FOOT_COLUMN, is_page_number, without_running

HEIGHT = 842.0


def at(text: str, page: int, y: float, size: float = 10.0) -> Line:
    part = Part(text, 60, 60 + 5 * len(text), size)
    return Line((part,), page=page, x0=60, y0=y, x1=part.x1, y1=y + size, size=size)


def kept(*lines: Line) -> list[str]:
    return [line.text for line in without_running(lines, [HEIGHT] * 4)]


BODY = [at("Anna Larsson", 1, 90, 20), at("Baked bread for a town", 1, 200), at("Baked rolls for another", 2, 200)]


@pytest.mark.parametrize(
    "text",
    [
        "Page 2",
        "page 2 of 3",
        "Seite 2 von 3",
        "Página 2 de 3",
        "Strana 2 z 3",
        "- Page 2 -",
        "2. oldal",
        "p. 2/3",
        "стр. 2",
    ],
)
def test_a_number_named_as_a_page_s_goes_wherever_it_stands(text: str) -> None:
    assert is_page_number(text, 2, 3, foot=False)


@pytest.mark.parametrize("text", ["2 / 3", "2 of 3", "- 2 -", "2", "Anna Larsson 2/3", "CV Anna Larsson | 2 von 3"])
def test_a_bare_number_goes_at_the_edge_only(text: str) -> None:
    assert is_page_number(text, 2, 3, foot=True)
    assert is_page_number(text, 2, 3, foot=False, head=True)
    assert not is_page_number(text, 2, 3, foot=False)


@pytest.mark.parametrize("text", ["12/08", "07/24", "07/2024 –", "2019", "2018 - 2020", "Lund 2012"])
def test_dates_and_numbers_are_no_page_numbers(text: str) -> None:
    assert not is_page_number(text, 1, 2, foot=True, head=True)


@given(st.integers(1, 30), st.integers(1, 30))
def test_in_the_head_a_count_must_fit(page: int, pages: int) -> None:
    assert is_page_number(f"{page}/{pages}", page, pages, foot=False, head=True)
    assert not is_page_number(f"{page}/{pages}", page + 1, pages, foot=False, head=True)


def test_heads_and_feet_of_later_pages_go() -> None:
    head = [at("Curriculum vitae of a baker", page, 30) for page in (1, 2, 3)]
    foot = [at("Printed with care", page, 820) for page in (1, 2, 3)]
    assert kept(*BODY, *head, *foot) == [line.text for line in BODY] + ["Curriculum vitae of a baker"]


@pytest.mark.parametrize("text", ["Anna Larsson - page 2", "Anna Larsson", "ANNA LARSSON · CV", "Resume, page 2"])
@pytest.mark.parametrize("y", [20, 815])
def test_the_name_at_the_edge_of_a_later_page_goes(text: str, y: float) -> None:
    assert kept(*BODY, at(text, 2, y)) == [line.text for line in BODY]
    assert text in kept(*BODY, at(text, 2, 300))
    assert text in kept(*BODY, at(text, 1, y))


def test_contact_data_in_the_foot_is_kept_once_and_read_first() -> None:
    foot = [at("anna@example.com | +46 70 123 47 62", page, 815) for page in (1, 2)]
    found = list(without_running([*BODY, *foot], [HEIGHT] * 2))
    assert [line.text for line in found] == [foot[0].text, *(line.text for line in BODY)]
    assert found[0].column == FOOT_COLUMN


def test_a_page_of_its_own_loses_nothing() -> None:
    lines = [at("Anna Larsson", 1, 20, 20), at("Lund", 1, 400), at("anna@example.com", 1, 830)]
    assert list(without_running(lines, [HEIGHT])) == lines
