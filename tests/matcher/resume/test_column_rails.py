"""Tests of which blocks are columns and which are rails of one column, at the border of each rule."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.columns import (
    FEWEST,
    SAME_ROW,
    SIDE,
    YEARISH,
    _ends_flush,
    _gutters,
    _is_rail,
    _is_table,
    _labels,
    _matching,
    to_blocks,
)
from matcher.resume.runs import Segment
from matcher.resume.titles import is_title

SENTENCE = "ran the orchard by the harbour, with reed and thistle"


def stack(texts: list[str], x: float, top: float = 100.0, step: float = 15.0) -> list[Segment]:
    return [Segment(text, x, x + 4.5 * len(text), top + step * at, 10.0) for at, text in enumerate(texts)]


def page(*parts: list[Segment]) -> list[Segment]:
    return sorted((item for part in parts for item in part), key=lambda item: (item.y, item.x0))


def blocks(*parts: list[Segment]) -> list[list[str]]:
    return [[item.text for item in block] for block in to_blocks(page(*parts))]


heights = st.lists(st.integers(0, 60).map(float), min_size=1, max_size=12)


@given(heights, heights)
def test_matching_rows_are_those_with_any_row_near(first: list[float], others: list[float]) -> None:
    own, beside = ([Segment("x", 0, 5, y, 10) for y in found] for found in (first, others))
    near = [any(abs(y - other) < SAME_ROW for other in others) for y in first]
    assert _matching(own, beside) == sum(near) / len(near)


@given(st.lists(st.integers(0, 400).map(float), min_size=2, max_size=20))
def test_gutters_are_shared_left_edges_within_the_borders(edges: list[float]) -> None:
    segments = [Segment("x", x, x + 60, 0, 10) for x in edges]
    found = _gutters(segments)
    assert found == sorted(set(found))
    for x in found:
        assert min(edges) + 40 <= x <= max(edges) + 60 - 40
        assert sum(x <= edge < x + 3 for edge in edges) >= 2
    lonely = [x for x in edges if all(abs(x - other) >= 3 for other in edges if other is not x)]
    assert not set(lonely) & set(found)


@pytest.mark.parametrize(("count", "cut"), [(SIDE, True), (SIDE - 1, False)])
def test_each_side_of_a_gutter_needs_some_pieces(count: int, *, cut: bool) -> None:
    left, right = [f"{SENTENCE} {at}" for at in range(9)], [f"{SENTENCE[:30]} {at}" for at in range(count)]
    found = blocks(stack(left, 40), stack(right, 400, 107, 40))
    assert (len(found) > 1) == cut
    if cut:
        assert right in found


def test_few_pieces_are_never_cut() -> None:
    left, right = stack([SENTENCE] * 4, 40), stack([SENTENCE] * 4, 400, 107)
    assert len(blocks(left, right)) == 2
    assert len(blocks(left, right[: FEWEST - 5])) == 1


RIGHT = stack([f"{SENTENCE} {at}" for at in range(10)], 200, 101)


@pytest.mark.parametrize(
    ("left", "rail"),
    [
        (["Skills", "Education", "Experience", "Languages", SENTENCE], True),  # titles
        (["Skills", "Education", "Experience", SENTENCE, SENTENCE], False),
        (["2019", "Skills", "2020 - 2021", "now", "Education"], True),  # titles with dates
        (["2019", "2020", "amber reed", "birch reed", "dune reed"], True),  # dates
        (["2019", "amber", "birch lake", "cobalt lake", "dune lake", "ember lake"], False),
        ([SENTENCE + " 2019"] * 5, False),  # sentences may hold years
    ],
)
def test_titles_and_dates_at_the_left_are_a_rail(left: list[str], *, rail: bool) -> None:
    assert _is_rail(stack(left, 40, 90, 37), RIGHT, is_title) == rail


LEFT = stack([f"{SENTENCE} {at}" for at in range(10)], 40)


@pytest.mark.parametrize(
    ("right", "step", "rail"),
    [
        (["2019 - 2020"] * 6, 31.0, True),
        (["2019 - 2020"] * 5 + ["amber lake"] * 5, 14.2, False),
        (["2019 - 2020"] * 6 + ["amber lake"] * 4, 14.2, True),
        (["Skills", "2019", "2020"], 40.0, True),  # titles say nothing against dates
        (["amber lake"] * 7, 15.0, True),  # places, each on a row of the left
        (["amber lake"] * 8, 15.0, False),
        (["amber lake"] * 7, 14.0, False),  # off the rows
        (["ran the orchard by the harbour"] * 3, 15.0, True),
        (["ran the orchard by the harbour"] * 4, 15.0, False),
    ],
)
def test_dates_and_places_at_the_right_are_a_rail(right: list[str], step: float, *, rail: bool) -> None:
    found = stack(right, 330, 100, step)
    shifted = [replace(item, y=item.y + 0.1) for item in found]
    assert _is_rail(LEFT, shifted, is_title) == rail


@pytest.mark.parametrize(
    ("left", "rail"),
    [
        (["label of it"] * 10, True),
        (["label of it"] * 11 + ["amber"] * 3, False),  # more labels than values
        (["a label longer than it"] * 10, False),
        (["label"] * 7 + ["Skills", "Education", "Languages"], False),  # a side column with titles
    ],
)
def test_labels_beside_values_are_a_rail(left: list[str], *, rail: bool) -> None:
    assert _is_rail(stack(left, 40), stack([SENTENCE] * 10, 200), is_title) == rail


@pytest.mark.parametrize(("length", "rail"), [(30, True), (31, False)])
def test_few_labels_on_rows_of_the_right_are_a_rail_while_they_are_short(length: int, *, rail: bool) -> None:
    assert _is_rail(stack([SENTENCE[:length]] * 3, 40), stack([SENTENCE] * 10, 200), is_title) == rail


@pytest.mark.parametrize(
    ("text", "yearish"),
    [
        ("2019", True),
        ("1999-2004", True),
        ("Present", True),
        ("bis heute", True),
        ("aujourd'hui", True),
        ("1899", False),
        ("2100", False),
        ("nowhere", False),
        ("represents", False),
        ("", False),
    ],
)
def test_years_and_words_for_today_are_yearish(text: str, *, yearish: bool) -> None:
    assert bool(YEARISH.search(text)) == yearish


def test_a_crossing_line_parts_bands_and_comes_between_them() -> None:
    cross = "a line that runs from the left border of the page far over the gutter to its right border, and more"
    upper = [f"{SENTENCE[:35]} {at}" for at in range(6)]
    lower = [f"{SENTENCE[:33]} b{at}" for at in range(6)]
    found = blocks(
        stack(upper, 40, 100),
        stack([f"r{text}" for text in upper], 330, 101, 14.3),
        stack([cross], 40, 250),
        stack(lower, 40, 300),
        stack([f"r{text}" for text in lower], 330, 301, 14.3),
    )
    order = [text for block in found for text in block]
    right_upper, right_lower = ([f"r{text}" for text in part] for part in (upper, lower))
    assert order == [*upper, *right_upper, cross, *lower, *right_lower]


@given(
    st.lists(
        st.builds(
            lambda text, x, y: Segment(text, float(x), x + 4.5 * len(text), float(y), 10.0),
            st.sampled_from(["Skills", "2019", "amber lake", SENTENCE]),
            st.sampled_from([40, 60, 200, 330]),
            st.integers(0, 40).map(lambda at: at * 14),
        ),
        max_size=40,
    ),
    st.integers(-20, 90),
    st.integers(-50, 300),
)
def test_blocks_do_not_depend_on_where_the_page_lies(found: list[Segment], right: int, down: int) -> None:
    found = page(found)
    moved = [replace(item, x0=item.x0 + right, x1=item.x1 + right, y=item.y + down) for item in found]
    texts = [[(item.text, item.x0, item.y) for item in block] for block in to_blocks(found)]
    assert [[(item.text, item.x0 - right, item.y - down) for item in block] for block in to_blocks(moved)] == texts


def test_no_segments_are_no_block() -> None:
    assert to_blocks([]) == []


def flush(texts: list[str], right: float, top: float = 100.0, step: float = 15.0) -> list[Segment]:
    return [replace(item, x0=right - (item.x1 - item.x0), x1=right) for item in stack(texts, 0.0, top, step)]


def on_rows(texts: list[str], x: float, rows: list[int], step: float = 15.0) -> list[Segment]:
    return [
        Segment(text, x, x + 4.5 * len(text), 100 + step * row, 10.0) for text, row in zip(texts, rows, strict=True)
    ]


TABULAR = ["Work experience", "2019 - 2020", "2017 - 2019", "Education", "2012 - 2015", "Languages", "English"]


def test_a_tabular_resume_is_one_column() -> None:
    left = on_rows(TABULAR, 40, [0, 1, 3, 5, 6, 8, 9])
    told = ["Cook, Inn Ltd", "Cooked for forty", "Waiter", "Bar Ltd", "BSc Physics", "Leeds", "fluent"]
    right = on_rows(told, 180, [1, 2, 3, 4, 6, 7, 9])
    assert _is_rail(left, right, is_title)
    assert len(to_blocks(page(left, right))) == 1
    beside = on_rows(TABULAR, 40, [1, 2, 3, 4, 6, 7, 9])  # a side column on the same rows
    assert not _labels(beside, right, is_title)


def test_labels_set_against_their_values_are_a_rail() -> None:
    labels = ["Address", "Telephone", "E-mail", "Date of birth", "Nationality"]
    right = on_rows(["12 High Street", "Leeds", "0113 496 0000", "a@example.com", "1.2.1990"], 200, [0, 1, 2, 3, 4])
    assert _labels(flush(labels, 190), right, is_title)
    assert _ends_flush(flush(labels, 190))
    assert not _ends_flush(stack(labels, 40))
    assert not _ends_flush(flush(["label"] * 5, 190))  # of one width: either edge may be meant


def test_a_table_with_wrapped_cells_is_read_by_rows() -> None:
    left = on_rows(["2019", "2017", "2015", "2012"], 40, [0, 2, 4, 6])
    cells = ["Cook", "of the house", "Waiter", "Porter", "by night", "Helper"]
    right = on_rows(cells, 180, [0, 1, 2, 4, 5, 6])
    right[1] = replace(right[1], y=right[0].y + 12)
    right[4] = replace(right[4], y=right[3].y + 12)
    assert _is_table(left, right)
    loose = [replace(cell, y=cell.y + 6) for cell in right]
    assert not _is_table(left, loose)


def test_columns_whose_sides_both_have_titles_are_columns_on_one_grid_too() -> None:
    left = on_rows(["Skills", "Python", "Excel", "Contact", "Lund", "0113"], 40, [0, 1, 2, 3, 4, 5])
    right = on_rows(["Experience", "Cook", "Inn Ltd", "Education", "BSc", "Leeds"], 200, [0, 1, 2, 3, 4, 5])
    assert not _is_rail(left, right, is_title)
    assert len(to_blocks(page(left, right))) == 2


def test_a_side_column_set_against_the_right_border_is_cut_off() -> None:
    left = stack([f"{SENTENCE[:40]} {at}" for at in range(12)], 40)
    side = [
        "Contact",
        "Bolzano",
        "320 611 1286",
        "Skills",
        "HACCP",
        "desserts",
        "stock keeping",
        "Languages",
        "Italian",
    ]
    found = blocks(left, flush(side, 550, 103.0, 13.0))
    assert len(found) == 2
    assert side in found


def test_a_side_column_beside_a_dated_rail_is_cut_off_first() -> None:
    side = stack(["Contact", "Lund", "a@example.com", "Skills", "Python", "Excel", "Git", "Linux"], 40, 107.0, 13.0)
    dates = on_rows(["Experience", "2019", "2017", "2015", "2012"], 200, [0, 1, 4, 7, 10])
    told = on_rows([f"{SENTENCE[:30]} {at}" for at in range(12)], 260, list(range(1, 13)))
    found = blocks(side, dates, told)
    assert found[0] == [item.text for item in side]


def test_a_tight_table_is_told_by_its_wrapped_cells() -> None:
    left = on_rows(["Stata", "speeches", "time", "Latte art"], 40, [0, 2, 4, 5], 12.5)
    right = on_rows(["working", "proficiency", "fluent", "good", "basic"], 180, [0, 1, 2, 4, 5], 12.5)
    assert _is_table(left, right)
    listed = on_rows(["amber", "birch", "cobalt", "dune"], 180, [0, 1, 2, 3], 12.5)  # a list that wraps nothing
    assert not _is_table(on_rows(["Stata", "speeches", "time", "art"], 40, [0, 1, 2, 3], 12.5), listed)
    assert not _is_table(left, [replace(item, text=SENTENCE) for item in right])


def sidebar_with_rail(places: list[float], rail_x: float = 165.0) -> list[list[str]]:
    """Read a sidebar, a rail of dates close behind it at these heights, and what they date, as blocks of texts."""
    sidebar = ["CONTACT", "ann@example.com", "1203 Old Mill Pike, Moines", "SKILLS", "HPLC", "ELISA", "PCR", "GMP"]
    dates = [Segment(f"0{at + 1}/201{at}", rail_x, rail_x + 30, y, 9.0) for at, y in enumerate(places)]
    jobs = [text for at in range(4) for text in (f"Head of Harbour {at}", SENTENCE, SENTENCE)]
    return blocks(stack(sidebar, 40.0, step=21.0), dates, stack(["EMPLOYMENT", *jobs], 250.0, top=85.0))


def test_a_rail_close_behind_a_sidebar_goes_with_what_it_dates() -> None:
    heights = [100.0, 145.0, 190.0, 235.0]  # where the jobs start
    (right,) = [block for block in sidebar_with_rail(heights) if "Head of Harbour 0" in block]
    assert right.index("Head of Harbour 1") - right.index("02/2011") in (1, -1)
    assert {"01/2010", "02/2011", "03/2012", "04/2013"} <= set(right)
    assert "HPLC" not in right


def test_dates_of_a_sidebar_stay_in_it() -> None:
    beside = [100.0 + 21 * at for at in (4, 5, 6, 7)]  # on the sidebar's own rows
    (left,) = [block for block in sidebar_with_rail(beside) if "HPLC" in block]
    assert {"01/2010", "02/2011", "03/2012", "04/2013"} <= set(left)
