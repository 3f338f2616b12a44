"""Tests of segments at the border of each rule, and of bullets against a search of the whole page."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.bullets import DASHES, GLYPHS, mark_bullets, unbulleted
from matcher.resume.glyphs import BOLD, ITALIC, SOFT_HYPHEN, Character, Dot
from matcher.resume.runs import Segment, tidy, to_rows, to_runs, to_text


def letter(text: str, x: float, y: float = 100.0, *, size: float = 10.0, style: int = 0) -> Character:
    return (text, x, x + size / 2, y, size, style)


def typed(text: str, x: float = 50.0, y: float = 100.0, *, size: float = 10.0, style: int = 0) -> list[Character]:
    return [letter(sign, x + at * size / 2, y, size=size, style=style) for at, sign in enumerate(text)]


def texts(characters: Sequence[Character]) -> list[list[str]]:
    return [[segment.text for segment in row] for row in to_rows(characters)]


@pytest.mark.parametrize(("gap", "runs"), [(-3.4, 1), (-3.6, 2), (0.0, 1), (9.9, 1), (10.1, 2)])
def test_the_pen_may_go_back_a_third_and_ahead_one_em(gap: float, runs: int) -> None:
    assert len(to_runs([*typed("abcd"), letter("e", 70 + gap)])) == runs


@pytest.mark.parametrize(("lift", "runs"), [(1.4, 1), (-1.4, 1), (1.6, 2), (-1.6, 2)])
def test_a_runs_baseline_may_wander_a_little(lift: float, runs: int) -> None:
    assert len(to_runs([*typed("ab"), letter("c", 60, 100 + lift)])) == runs


@pytest.mark.parametrize(("size", "runs"), [(12.4, 1), (12.6, 2), (7.6, 1), (7.4, 2)])
def test_a_runs_size_may_change_by_a_quarter(size: float, runs: int) -> None:
    assert len(to_runs([*typed("ab"), letter("c", 60, size=size)])) == runs


@pytest.mark.parametrize(("gap", "runs"), [(4.4, 1), (4.6, 2)])
def test_a_change_of_style_needs_a_smaller_gap(gap: float, runs: int) -> None:
    assert len(to_runs([*typed("ab"), letter("c", 60 + gap, style=BOLD)])) == runs
    assert len(to_runs([*typed("ab"), letter("c", 60 + gap)])) == 1


def test_parts_of_a_ligature_at_one_origin_stay_in_their_run() -> None:
    wide = ("f", 55.0, 75.0, 100.0, 10.0, 0)
    parts = [("i", 55.0, 75.0, 100.0, 10.0, 0), ("x", 75.0, 80.0, 100.0, 10.0, 0)]
    assert texts([letter("o", 50), wide, *parts]) == [["ofix"]]


@pytest.mark.parametrize(("gap", "text"), [(1.5, "abcd"), (1.7, "ab cd")])
def test_a_gap_is_a_space_from_a_sixth_of_an_em(gap: float, text: str) -> None:
    assert to_text([*typed("ab"), *typed("cd", 60 + gap)]) == text


@pytest.mark.parametrize(("gap", "text"), [(4.4, "ab cdefg"), (4.6, "ab cdef g")])
def test_beside_real_spaces_a_gap_must_be_wider(gap: float, text: str) -> None:
    assert to_text([*typed("ab cdef"), *typed("g", 85 + gap)]) == text


@given(st.text("abcdefg", min_size=5, max_size=20), st.sampled_from((1.0, 2.0, 4.0)), st.integers(0, 20))
def test_equal_letter_spacing_is_no_space_and_a_wider_gap_is_one(text: str, gap: float, cut: int) -> None:
    cut = 1 + cut % (len(text) - 1)
    spread = [letter(sign, 50 + at * (5 + gap)) for at, sign in enumerate(text)]
    assert to_text(spread) == text
    wider = [*spread[:cut], *(letter(sign, x + 2.5) for sign, x, *_ in spread[cut:])]
    assert to_text(wider) == f"{text[:cut]} {text[cut:]}"


@given(st.text("ab \u00adc", max_size=12))
def test_soft_hyphens_show_as_hyphens_but_at_the_end(text: str) -> None:
    read = to_text(typed(text))
    stripped = text.strip(" ")
    assert SOFT_HYPHEN not in read[:-1]
    assert read.endswith(SOFT_HYPHEN) == stripped.endswith(SOFT_HYPHEN)
    assert read.replace(SOFT_HYPHEN, "-").replace(" ", "") == stripped.replace(SOFT_HYPHEN, "-").replace(" ", "")


@given(st.text(max_size=30))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert once == once.strip()
    assert "  " not in once


@pytest.mark.parametrize(
    ("plain", "tidied"), [("ﬁne ﬂow", "fine flow"), ("ﬀ ﬃ ﬄ ﬅ ﬆ", "ff ffi ffl st st"), ("a\u0308", "ä"), ("H₂O", "H₂O")]
)
def test_only_ligatures_are_spelled_out(plain: str, tidied: str) -> None:
    assert tidy(plain) == tidied


@pytest.mark.parametrize(("bold", "italic"), [(3, 2), (2, 3)])
def test_the_look_of_most_letters_is_the_segments(bold: int, italic: int) -> None:
    styles = [BOLD * (at < bold) | ITALIC * (at < italic) for at in range(5)]
    [[segment]] = to_rows([letter("a", 50 + 5 * at, style=style) for at, style in enumerate(styles)])
    assert (segment.bold, segment.italic) == (bold > 2, italic > 2)


def pieces(gap: float, *, size: float = 10.0, style: int = 0, y: float = 100.0) -> list[list[str]]:
    """Draw two words apart by a gap, the right one first, so that no run joins them."""
    right = typed("thistle", 65 + gap, y, size=size, style=style)
    return texts([*right, *typed("elm", 50)])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (pieces(9.5), [["elm thistle"]]),
        (pieces(10.5), [["elm", "thistle"]]),
        (pieces(1.0), [["elmthistle"]]),
        (pieces(1.5), [["elm thistle"]]),
        (pieces(5.0, size=18.5), [["elm", "thistle"]]),
        (pieces(5.0, size=17.5), [["elm thistle"]]),
        (pieces(5.0, size=5.4), [["elm", "thistle"]]),
        (pieces(7.5, style=BOLD), [["elm thistle"]]),
        (pieces(8.5, style=BOLD), [["elm", "thistle"]]),
        (pieces(5.0, y=101.9), [["elm thistle"]]),
        (pieces(5.0, y=102.1), [["elm"], ["thistle"]]),
    ],
    ids=lambda value: "/".join("+".join(row) for row in value),
)
def test_pieces_of_a_row_are_joined_within_bounds(found: list[list[str]], expected: list[list[str]]) -> None:
    assert found == expected


def test_a_broken_word_is_closed_over_a_wider_gap() -> None:
    assert texts([*typed("known", 67), *typed("wel-", 45)]) == [["wel-known"]]
    assert texts([*typed("known", 67), *typed("well", 45)]) == [["well known"]]


@pytest.mark.parametrize(("shift", "times"), [(0.5, 1), (0.9, 1), (1.1, 2)])
def test_a_shadow_is_the_same_text_within_a_tenth_of_an_em(shift: float, times: int) -> None:
    rows = to_rows([*typed("thistle", 50 + shift), *typed("thistle", 50)])
    assert "".join(segment.text for row in rows for segment in row).replace(" ", "").count("thistle") == times


def slowly_marked(segments: Sequence[Segment], dots: Sequence[Dot]) -> list[bool]:
    """Look for each dot's text among all segments of the page."""
    marked = [False] * len(segments)
    for x, y, across in dots:
        near = [
            (segment.x0, at)
            for at, segment in enumerate(segments)
            if 0 < segment.x0 - x < 3.5 * segment.size
            and across < 0.5 * segment.size
            and abs(segment.y - 0.3 * segment.size - y) < 0.3 * segment.size
        ]
        if near:
            marked[min(near)[1]] = True
    return marked


places = st.tuples(st.integers(0, 30).map(lambda at: at * 10.0), st.integers(0, 40).map(lambda at: 20 + at * 3.0))
printed = st.tuples(places, st.sampled_from((6.0, 10.0, 20.0))).map(
    lambda it: Segment("thistle", it[0][0], it[0][0] + 30, it[0][1], it[1])
)
drawn = st.lists(places, max_size=6, unique_by=lambda it: it[1]).map(lambda found: [(*it, 2.0) for it in found])


@given(st.lists(printed, max_size=20), drawn)
def test_drawn_dots_mark_what_a_search_of_the_whole_page_finds(found: list[Segment], dots: list[Dot]) -> None:
    found.sort(key=lambda item: (item.y, item.x0))
    marked = mark_bullets([[item] for item in found], dots)
    assert [item.bullet for item in marked] == slowly_marked(found, dots)
    assert [item.text for item in marked] == [item.text for item in found]


@pytest.mark.parametrize(("count", "bullets"), [(2, True), (3, False)])
def test_three_dots_in_a_row_are_a_rating(count: int, *, bullets: bool) -> None:
    dots = [(50.0 + 5 * at, 97.0, 3.0) for at in range(count)]
    [segment] = mark_bullets([[Segment("thistle", 70, 105, 100, 10)]], dots)
    assert segment.bullet == bullets


def test_a_page_full_of_dots_is_a_drawing() -> None:
    text = [[Segment("thistle", 70, 105, 100, 10)]]
    dots = [(62.0, 97.0, 3.0), *((500.0, 1000.0 + 9 * at, 3.0) for at in range(1999))]
    assert mark_bullets(text, dots)[0].bullet
    assert not mark_bullets(text, [*dots, (500.0, 9.0, 3.0)])[0].bullet


@pytest.mark.parametrize("glyph", list(GLYPHS))
def test_every_bullet_glyph_is_taken_off_with_and_without_a_space(glyph: str) -> None:
    assert unbulleted(f"{glyph} thistle") == unbulleted(f"{glyph}thistle") == ("thistle", True)
    assert unbulleted(f"{glyph} thistle", dashes=False) == ("thistle", True)


@pytest.mark.parametrize("dash", list(DASHES))
def test_a_dash_is_a_bullet_only_before_a_space_and_where_dashes_count(dash: str) -> None:
    assert unbulleted(f"{dash} thistle") == ("thistle", True)
    assert unbulleted(f"{dash}thistle") == (f"{dash}thistle", False)
    assert unbulleted(f"{dash} thistle", dashes=False) == (f"{dash} thistle", False)


@pytest.mark.parametrize(("distance", "bullet"), [(34.0, True), (36.0, False)])
def test_a_lone_bullet_reaches_a_few_ems(distance: float, *, bullet: bool) -> None:
    row = [Segment("•", 50, 55, 100, 10), Segment("thistle", 55 + distance, 120, 100, 10)]
    [segment] = mark_bullets([row], ())
    assert (segment.text, segment.bullet) == ("thistle", bullet)


def test_a_lone_bullet_marks_one_piece_only() -> None:
    row = [Segment("•", 50, 55, 100, 10), Segment("thistle", 60, 95, 100, 10), Segment("elm", 110, 125, 100, 10)]
    assert [(item.text, item.bullet) for item in mark_bullets([row], ())] == [("thistle", True), ("elm", False)]


@pytest.mark.parametrize(("sign", "before", "bullet"), [("-", False, True), ("•", True, True), ("-", True, False)])
def test_a_lone_dash_is_a_bullet_where_a_row_begins_and_a_glyph_anywhere(
    sign: str, *, before: bool, bullet: bool
) -> None:
    left = [Segment("elm", 30, 45, 100, 10)] * before
    row = [*left, Segment(sign, 50, 55, 100, 10), Segment("thistle", 60, 95, 100, 10)]
    marked = mark_bullets([row], ())
    assert (marked[-1].text, marked[-1].bullet) == ("thistle", bullet)
    assert (sign in [item.text for item in marked]) != bullet
