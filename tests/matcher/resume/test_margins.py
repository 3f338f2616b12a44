"""Tests of titles that a narrow margin broke over rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.margins import MOST_PIECES, join_titles
from matcher.resume.runs import Segment


def piece(text: str, y: float, x: float = 60.0, *, bold: bool = True, right: float | None = None) -> Segment:
    width = 6.0 * len(text)
    start = x if right is None else right - width
    return Segment(text, start, start + width, y, 10.0, bold)


def texts(*pieces: Segment) -> list[str]:
    return [joined.text for joined in join_titles(sorted(pieces, key=lambda item: (item.y, item.x0)))]


BESIDE = [piece("Cook, Inn AB", 100, 200, bold=False), piece("Lund, Sweden", 113, 200, bold=False)]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (["PROFESSIONAL", "EXPERIENCE"], "PROFESSIONAL EXPERIENCE"),
        (["CONTACT", "INFORMATION"], "CONTACT INFORMATION"),
        (["WORK", "EXPERIENCE"], "WORK EXPERIENCE"),
        (["Praktische", "Erfahrung"], "Praktische Erfahrung"),
        (["Schul- und", "Berufsausbildun", "g"], "Schul- und Berufsausbildung"),
        (["Berufs-", "erfahrung"], "Berufserfahrung"),
        (["Expériences", "profession-", "nelles"], "Expériences professionnelles"),
        (["Education", "and", "Training"], "Education and Training"),
    ],
)
def test_broken_titles_are_joined_where_they_start(broken: list[str], whole: str) -> None:
    left = [piece(text, 100 + 13 * at) for at, text in enumerate(broken)]
    assert texts(*left, *BESIDE) == [whole, *(item.text for item in BESIDE)]
    right = [piece(text, 100 + 13 * at, right=150) for at, text in enumerate(broken)]
    assert whole in texts(*right, *BESIDE)
    joined = join_titles(left)[0]
    assert joined.end == left[-1].y
    assert joined.y == 100


@pytest.mark.parametrize(
    "pieces",
    [
        [piece("Education", 100), piece("Experience", 113)],  # two titles
        [piece("Professional", 100), piece("Experience", 130)],  # too far apart
        [piece("Professional", 100), piece("Experience", 113, bold=False)],  # another style
        [piece("Professional", 100), piece("Experience", 113, 90)],  # not aligned
        [piece("Professional", 100), piece("Baker", 113)],  # no title
        [piece("Skills", 100), piece("Python", 113)],
    ],
)
def test_what_is_no_broken_title_stays(pieces: list[Segment]) -> None:
    assert join_titles(pieces) == pieces


def test_no_title_is_joined_of_more_pieces_than_a_margin_breaks() -> None:
    words = ["Education", "and", "relevant", "further", "academic", "training"][: MOST_PIECES + 2]
    found = texts(*(piece(word, 100 + 13 * at) for at, word in enumerate(words)))
    assert all(text.count(" ") < MOST_PIECES for text in found)


@given(st.lists(st.tuples(st.sampled_from(["Work", "Experience", "and", "Skills", "Lund"]), st.integers(0, 40))))
def test_no_letter_is_lost_or_made(parts: list[tuple[str, int]]) -> None:
    pieces = sorted((piece(text, 13.0 * y) for text, y in parts), key=lambda item: (item.y, item.x0, item.text))
    letters = sorted("".join(item.text for item in pieces))
    assert sorted("".join(joined.text for joined in join_titles(pieces)).replace(" ", "")) == letters
