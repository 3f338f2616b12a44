"""Tests of PDFs read into lines."""

import pytest

from benchmarks.hostile import image_only, pdf, unmappable
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line
from matcher.resume.pdf import read_pdf

Shown = tuple[float, float, str]


def page(*shown: Shown, size: int = 10) -> bytes:
    """Draw texts at (left, distance of the baseline from the page's top)."""
    return " ".join(f"BT /F {size} Tf {x} {792 - y} Td ({text}) Tj ET" for x, y, text in shown).encode()


def lines(*shown: Shown) -> tuple[Line, ...]:
    return read_pdf(pdf(page(*shown)), Limits()).lines


def test_lines_have_text_place_and_style() -> None:
    [line] = lines((72, 100, "Cook at the Inn, a house in Lund"))
    assert line.text == "Cook at the Inn, a house in Lund"
    assert (line.page, line.x0, line.size, line.bold) == (1, 72, 10, False)
    assert line.box is not None
    assert line.y0 < 100 < line.y1


def test_a_date_at_the_right_is_a_part_of_its_header() -> None:
    [line] = lines((72, 100, "Cook at the Inn, Lund"), (450, 100, "2019 - 2020"))
    assert [part.text for part in line.parts] == ["Cook at the Inn, Lund", "2019 - 2020"]
    assert line.text == "Cook at the Inn, Lund   2019 - 2020"


def test_a_date_beside_a_bullet_comes_before_it() -> None:
    read = lines(
        (72, 100, "Inn AB, Cook"), (72, 115, "- Cooked for forty guests a day"), (450, 115, "May 2019 - June 2020")
    )
    assert [(line.text, line.bullet) for line in read] == [
        ("Inn AB, Cook", False),
        ("May 2019 - June 2020", False),
        ("Cooked for forty guests a day", True),
    ]


def test_the_gap_above_is_in_units_of_the_size() -> None:
    first, second, third = lines((72, 100, "Cook here"), (72, 112, "Inn somewhere"), (72, 142, "Waiter there"))
    assert [first.gap, second.gap, third.gap] == pytest.approx([0, 0.2, 2.0])


@pytest.mark.parametrize("foot", ["Page 1 of 2", "1 / 2", "Seite 1 von 3", "- 2/2 -"])
def test_page_numbers_are_dropped(foot: str) -> None:
    assert [line.text for line in lines((72, 100, "Jane Doe, a cook in Lund"), (280, 770, foot))] == [
        "Jane Doe, a cook in Lund"
    ]


def test_lines_without_a_letter_are_dropped() -> None:
    assert [line.text for line in lines((72, 100, "Jane Doe, a cook in Lund"), (72, 130, "_____"))] == [
        "Jane Doe, a cook in Lund"
    ]


def two_pages(first: bytes, second: bytes) -> bytes:
    more = (
        b"6 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 7 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>> endobj\n"
        b"7 0 obj <</Length %d>> stream\n%s\nendstream endobj\ntrailer" % (len(second), second)
    )
    return pdf(first).replace(b"/Kids[3 0 R]", b"/Kids[3 0 R 6 0 R]").replace(b"trailer", more)


def test_running_heads_stay_on_the_first_page_only() -> None:
    head = (72, 40, "Jane Doe, cook")
    read = read_pdf(two_pages(page(head, (72, 100, "Inn AB")), page(head, (72, 100, "Bar AB"))), Limits())
    assert [(line.page, line.text) for line in read.lines] == [(1, "Jane Doe, cook"), (1, "Inn AB"), (2, "Bar AB")]
    assert read.pages == 2
    assert read.widths == (612, 612)


@pytest.mark.parametrize(
    ("content", "status"),
    [(image_only(), "needs_ocr"), (unmappable(), "unmappable_fonts"), (pdf(b""), "empty")],
)
def test_pages_that_tell_nothing_are_refused_by_reason(content: bytes, status: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_pdf(content, Limits())
    assert refusal.value.status == status


def test_order_of_drawing_does_not_matter() -> None:
    left = [(50, 100 + 15 * at, f"Skill number {at}") for at in range(10)]
    right = [(250, 104 + 14 * at, f"Led the rollout of the number {at} system at a site") for at in range(12)]
    by_column = [line.text for line in lines(*left, *right)]
    by_row = [line.text for line in lines(*sorted([*left, *right], key=lambda item: item[1]))]
    assert by_row == by_column == [text for *_, text in [*left, *right]]


def test_a_text_that_flows_into_the_next_column_keeps_its_column_id() -> None:
    left = [(50, 100 + 15 * at, f"Led the rollout of a system at site {at}") for at in range(16)]
    flowing = [(320, 97 + 14 * at, f"Ran the rollout of a system at site {at}") for at in range(10)]
    titled = [(320, 97, "Education"), *flowing[1:]]
    assert {line.column for line in lines(*left, *flowing)} == {0}
    assert {line.column for line in lines(*left, *titled)} == {0, 1}
    narrow = [(320, 97 + 14 * at, f"Skill {at}, known") for at in range(10)]
    assert {line.column for line in lines(*left, *narrow)} == {0, 1}
