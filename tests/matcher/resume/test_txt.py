"""Tests of text files read into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line
from matcher.resume.txt import decode, read_txt


def lines(text: str) -> tuple[Line, ...]:
    return read_txt(text.encode(), Limits()).lines


def test_the_first_line_is_large_and_blank_lines_are_gaps() -> None:
    first, second = lines("\nJane Doe\n\n\nCook\n")
    assert (first.size, second.size, first.gap, second.gap) == (20, 10, 1, 2)
    assert (first.path, second.path) == ("line[2]", "line[5]")


def test_three_spaces_or_a_tab_part_a_line() -> None:
    [line] = lines("Cook   Inn AB\t2019")
    assert [part.text for part in line.parts] == ["Cook", "Inn AB", "2019"]


def test_an_indented_line_goes_on_with_its_bullet() -> None:
    read = lines("Cook\n- Cooked for forty\n  guests a day\n- Led\nWaiter")
    assert [(line.text, line.bullet) for line in read] == [
        ("Cook", False),
        ("Cooked for forty guests a day", True),
        ("Led", True),
        ("Waiter", False),
    ]


def test_rules_are_dropped() -> None:
    assert [line.text for line in lines("Jane\n====\nCook\n-----\nSKILLS ------\n")] == ["Jane", "Cook", "SKILLS"]


encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])


@given(st.text("abcdefgh 0123", min_size=20), st.text("äöüéñ漢", max_size=5), encodings)
def test_text_survives_its_encoding(plain: str, other: str, encoding: str) -> None:
    assert decode((plain + other).encode(encoding)) == plain + other


def test_windows_latin_is_read_where_it_is_no_utf_8() -> None:
    assert decode("Müller – Köln".encode("cp1252")) == "Müller – Köln"


@pytest.mark.parametrize(("text", "status"), [(" \n--- \n", "empty"), ("a" * 200_001, "too_large")])
def test_other_files_end_in_their_status(text: str, status: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        lines(text)
    assert refusal.value.status == status


@given(st.lists(st.text("abc ", min_size=1, max_size=9), max_size=9))
def test_every_word_is_read_in_order(rows: list[str]) -> None:
    words = " ".join(rows).split()
    if words:
        assert [word for line in lines("\n".join(rows)) for word in line.text.split()] == words
