"""Tests of HTML pages read into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.html import depth, read_html
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line


def lines(body: str) -> tuple[Line, ...]:
    return read_html(f"<html><body>{body}</body></html>".encode(), Limits()).lines


def parts(body: str) -> list[list[str]]:
    return [[part.text for part in line.parts] for line in lines(body)]


def test_blocks_end_lines_and_inline_elements_do_not() -> None:
    assert parts("<div>Jane <b>Doe</b></div><p>Cook<br>Inn AB</p>") == [["Jane Doe"], ["Cook"], ["Inn AB"]]


def test_cells_are_parts_of_their_row() -> None:
    assert parts("<table><tr><td>Cook</td><td>2019</td></tr></table>") == [["Cook", "2019"]]


def test_headings_have_level_size_and_weight() -> None:
    first, second, third = lines("<h1>Jane Doe</h1><h2>Skills</h2><p>Python</p>")
    assert [(line.heading, line.size, line.bold) for line in (first, second, third)] == [
        (1, 24, True),
        (2, 16, True),
        (0, 10, False),
    ]


def test_classed_spans_are_parts() -> None:
    header = '<span class="title">Inn AB</span> | <span class="position">Cook</span> <span class="date">2019</span>'
    assert parts(f"<div>{header}</div>") == [["Inn AB", "Cook", "2019"]]
    both = '<p><span class="startDate">May 2018</span> <span class="endDate">- July 2020</span></p>'
    assert parts(both) == [["May 2018 - July 2020"]]


def test_spans_without_a_space_between_are_parts() -> None:
    assert parts("<p><span>May 2018</span><span>3 years</span></p>") == [["May 2018", "3 years"]]


def test_items_of_running_text_are_bullets_and_short_ones_are_not() -> None:
    first, second = "Cooked for forty guests a day, every day of the week", "<p>Led the kitchen of the house</p>"
    long = f"<ul><li>{first}</li><li>{second}</li></ul>"
    assert [line.bullet for line in lines(long)] == [True, True]
    assert [line.bullet for line in lines("<ul><li>May 2018</li><li>Cook</li></ul>")] == [False, False]
    nested = f"<ul><li><h3>Cook</h3>{long}</li></ul>"
    assert [line.bullet for line in lines(nested)] == [False, True, True]


@pytest.mark.parametrize(
    "hidden",
    ["<nav>Menu</nav>", "<script>x()</script>", "<div hidden>No</div>", '<p style="display: none">No</p>', "<p>×</p>"],
)
def test_what_no_reader_sees_is_left_out(hidden: str) -> None:
    assert parts(f"{hidden}<p>Jane</p>") == [["Jane"]]


def test_only_links_to_elsewhere_are_kept() -> None:
    targets = ("https://x.example/jane", "#top", " mailto:j@x.example")
    body = " ".join(f'<a href="{target}">text</a>' for target in targets)
    read = read_html(f"<html><body>{body}</body></html>".encode(), Limits())
    assert [target for target, _ in read.links] == ["https://x.example/jane", "mailto:j@x.example"]


@pytest.mark.parametrize(
    ("content", "deepest"),
    [
        (b"<div>" * 9, 9),
        (b"<div><p>x</div>" * 9, 1),
        (b"<div/>" * 9, 9),
        (b"<svg>" + b"<path/>" * 9, 1),
        (b"<p>" * 9 + b"<br>" * 9, 0),
    ],
)
def test_depth_counts_what_a_browser_keeps_open(content: bytes, deepest: int) -> None:
    assert depth(content) == deepest


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<div>" * 501 + b"x", "too_large"),
        (b"<p>x</p>" * 700_000, "too_large"),
        (b"<p>" + b"x " * 100_001, "too_large"),
        (b"<html><body></body></html>", "empty"),
    ],
)
def test_hostile_pages_end_in_their_status(content: bytes, status: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_html(content, Limits())
    assert refusal.value.status == status


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</ul>", "<td>", "<b>", "word", " a1 ", "<h2>"]), max_size=30
    )
)
def test_every_word_is_read_in_order(pieces: list[str]) -> None:
    words = [piece.strip() for piece in pieces if not piece.startswith("<")]
    if words:
        read = "".join(line.text for line in lines("".join(pieces))).replace(" ", "")
        assert read == "".join(words)
