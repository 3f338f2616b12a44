"""Tests of bullets, written and drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.bullets import mark_bullets, unbulleted
from matcher.resume.runs import Segment


def piece(text: str, x: float = 70.0, y: float = 100.0) -> Segment:
    return Segment(text, x, x + 5.0 * len(text), y, 10.0)


@pytest.mark.parametrize("text", ["• Led a team", "- Led a team", "▪Led a team", "– Led a team", "* Led a team"])
def test_a_bullet_at_the_start_is_taken_off(text: str) -> None:
    assert unbulleted(text) == ("Led a team", True)


@pytest.mark.parametrize("text", ["-5 % cost", "2019 - 2020", "•", "e-mail", "Led • a team"])
def test_other_text_stays(text: str) -> None:
    assert unbulleted(text) == (text, False)


@given(st.text(max_size=20))
def test_what_is_left_ends_as_the_text_did(text: str) -> None:
    left, bullet = unbulleted(text)
    assert text.endswith(left)
    assert bullet or left == text


def test_a_bullet_standing_alone_marks_the_next_piece() -> None:
    assert mark_bullets([[piece("•", 55), piece("Led a team")]], ()) == [
        Segment("Led a team", 70.0, 120.0, 100.0, 10.0, bullet=True),
    ]


def test_a_dash_between_two_pieces_is_no_bullet() -> None:
    [first, second] = mark_bullets([[piece("2019"), piece("– 2020", 95)]], ())
    assert (first.text, second.text, second.bullet) == ("2019", "– 2020", False)


def test_a_drawn_dot_marks_the_piece_at_its_right() -> None:
    [above, marked] = mark_bullets([[piece("Title", 70, 85)], [piece("Led a team")]], [(62.0, 97.0, 3.0)])
    assert (above.bullet, marked.bullet) == (False, True)


@pytest.mark.parametrize(
    "dots",
    [
        [(62.0, 97.0, 8.0)],  # larger than a bullet
        [(20.0, 97.0, 3.0)],  # too far away
        [(62.0, 90.0, 3.0)],  # above the row
        [(130.0, 97.0, 3.0)],  # behind the text
        [(50.0, 97.0, 3.0), (56.0, 97.0, 3.0), (62.0, 97.0, 3.0)],  # a rating
    ],
)
def test_other_dots_mark_nothing(dots: list[tuple[float, float, float]]) -> None:
    assert not any(segment.bullet for segment in mark_bullets([[piece("Led a team")]], dots))
