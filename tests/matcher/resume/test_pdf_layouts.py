"""Tests of whole printed pages: every word once and in reading order, however the page was drawn."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages
from matcher.resume.pdf import _flows_on, read_pdf
from matcher.resume.runs import Segment
from tests.matcher.resume.pdf_writer import classic, document, literal, shown

WORDS = (
    "amber birch cobalt dune ember fjord granite harbour islet juniper kelp lichen marble nectar orchard pebble quartz "
    "reed saffron thistle umber velvet willow yarrow zinc"
).split()
Placed = tuple[float, float, str]

words = st.sampled_from(WORDS)
sentences = st.lists(words, min_size=5, max_size=7).map(" ".join)


def read(*pages: bytes) -> Pages:
    return read_pdf(classic(document(*pages)), Limits())


def words_of(lines: Sequence[Line]) -> list[str]:
    return [word for line in lines for word in line.text.split()]


def column(texts: Sequence[str], x: float, top: float = 100.0, step: float = 15.0) -> list[Placed]:
    return [(x, top + step * at, text) for at, text in enumerate(texts)]


def split(texts: Sequence[str]) -> list[str]:
    return [word for text in texts for word in text.split()]


@given(st.lists(sentences, min_size=1, max_size=12), st.randoms(use_true_random=False), st.sampled_from((7, 10, 14)))
def test_one_column_is_read_down_whatever_is_drawn_first(texts: list[str], dice: object, size: int) -> None:
    placed = column(texts, 60, step=1.5 * size)
    dice.shuffle(placed)  # type: ignore[attr-defined]  # a random.Random
    assert words_of(read(shown(placed, size)).lines) == split(texts)


@given(
    st.lists(sentences, min_size=5, max_size=14),
    st.lists(sentences, min_size=5, max_size=14),
    st.randoms(use_true_random=False),
    st.sampled_from((13.0, 15.0)),
)
def test_two_columns_are_read_in_column_order_whatever_is_drawn_first(
    left: list[str], right: list[str], dice: object, step: float
) -> None:
    placed = column(left, 40) + column(right, 330, 101, step)
    dice.shuffle(placed)  # type: ignore[attr-defined]  # a random.Random
    assert words_of(read(shown(placed)).lines) == split([*left, *right])


@settings(max_examples=30)
@given(st.lists(st.lists(sentences, min_size=8, max_size=10), min_size=3, max_size=3), st.randoms())
def test_three_columns_under_a_heading_are_read_from_the_left(columns: list[list[str]], dice: object) -> None:
    heading = "a heading that runs across the whole of the page from its left border to the right one of all columns"
    parts = [[text[:28] for text in texts] for texts in columns]
    placed = [piece for at, texts in enumerate(parts) for piece in column(texts, 40 + 190 * at, 100 + at)]
    placed.append((40, 60, heading))
    dice.shuffle(placed)  # type: ignore[attr-defined]  # a random.Random
    assert words_of(read(shown(placed)).lines) == split([heading, *(text for texts in parts for text in texts)])


def letter_by_letter(text: str, gap: float = 0.0) -> bytes:
    """Show a text with a matrix for every letter, as some producers do."""
    widths = {"i": 2.22, "l": 2.22, "j": 2.22, "t": 2.78, "f": 2.78, " ": 2.78, "r": 3.33, "m": 8.33, "w": 7.22}
    narrow = {"c": 5, "k": 5, "s": 5, "v": 5, "x": 5, "y": 5, "z": 5}
    x, drawn = 60.0, []
    for letter in text:
        drawn.append(b"1 0 0 1 %.3f 692 Tm %s Tj" % (x, literal(letter)))
        x += widths.get(letter, narrow.get(letter, 5.56)) + gap
    return b"BT /F 10 Tf " + b" ".join(drawn) + b" ET"


@given(sentences)
def test_letters_placed_one_by_one_make_the_same_words(text: str) -> None:
    [line] = read(letter_by_letter(text)).lines
    assert line.text == text


@given(sentences)
def test_words_placed_one_by_one_make_the_same_line(text: str) -> None:
    drawn = b" ".join(literal(word) + b" -278" for word in text.split())
    [line] = read(b"BT /F 10 Tf 60 692 Td [" + drawn + b"] TJ ET").lines
    assert line.text == text


@given(st.lists(words, min_size=1, max_size=4), st.lists(st.integers(-60, 60), min_size=30, max_size=30))
def test_kerning_neither_tears_nor_glues_words(found: list[str], kerns: list[int]) -> None:
    text = " ".join(found)
    kerned = b" ".join(literal(letter) + b" %d" % kern for letter, kern in zip(text, kerns * 2, strict=False))
    [line] = read(b"BT /F 10 Tf 60 692 Td [" + kerned + b"] TJ ET").lines
    assert line.text == text


HEADING = "WORK EXPERIENCE"


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 12 Tf 60 692 Td 3 Tc (WORK EXPERIENCE) Tj ET",
        b"BT /F 12 Tf 60 692 Td 1.5 Tc 6 Tw (WORK EXPERIENCE) Tj ET",
        b"BT /F 12 Tf 60 692 Td [" + b" ".join(literal(letter) + b" -250" for letter in HEADING) + b"] TJ ET",
        b"BT /F 12 Tf 60 692 Td (W O R K   E X P E R I E N C E) Tj ET",
        b"BT /F 12 Tf 60 692 Td 5 Tc (W O R K   E X P E R I E N C E) Tj ET",
    ],
)
def test_letter_spaced_headings_read_as_words(content: bytes) -> None:
    [line] = read(content).lines
    assert line.text == HEADING


@given(sentences, sentences, st.sampled_from((0.1, 0.3, 0.5)))
def test_text_drawn_twice_to_look_bold_is_read_once(first: str, second: str, shift: float) -> None:
    plain = column([first, second], 60)
    doubled = [*plain, *((x + shift, y, text) for x, y, text in plain)]
    assert words_of(read(shown(doubled)).lines) == split([first, second])


@given(st.lists(sentences, min_size=1, max_size=8), st.integers(-30, 200), st.integers(-20, 300))
def test_a_moved_page_has_moved_boxes_and_the_same_text(texts: list[str], right: int, down: int) -> None:
    placed = column(texts, 60)
    plain = read(shown(placed)).lines
    moved = read(shown([(x + right, y + down, text) for x, y, text in placed])).lines
    assert [line.text for line in moved] == [line.text for line in plain]
    for line, other in zip(plain, moved, strict=True):
        expected = (line.x0 + right, line.y0 + down, line.x1 + right, line.y1 + down)
        assert other.box == pytest.approx(expected, abs=1e-6)
        assert other.gap == pytest.approx(line.gap, abs=1e-6)
        assert (other.left, other.right) == pytest.approx((line.left + right, line.right + right))


@given(st.lists(st.lists(sentences, min_size=1, max_size=5), min_size=1, max_size=4))
def test_pages_come_one_after_the_other(pages: list[list[str]]) -> None:
    numbered = [[f"{text} of page {chr(97 + at)}" for text in texts] for at, texts in enumerate(pages)]
    found = read(*(shown(column(texts, 60, 150)) for texts in numbered))
    assert words_of(found.lines) == split([text for texts in numbered for text in texts])
    assert found.pages == len(pages) == len(found.widths)
    numbers = [line.page or 0 for line in found.lines]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(pages) + 1))


@given(st.lists(sentences, min_size=2, max_size=20))
def test_lines_hold_their_parts_and_go_down_their_column(texts: list[str]) -> None:
    found = read(shown(column(texts, 60) + [(480, 100 + 15 * at, "2019") for at in range(len(texts))])).lines
    for line in found:
        assert line.x0 == min(part.x0 for part in line.parts)
        assert line.x1 == max(part.x1 for part in line.parts)
        assert line.left - 1e-9 <= line.x0 < line.x1 <= line.right + 1e-9
        assert line.gap >= 0
        assert line.size in {part.size for part in line.parts}
    tops = [(line.page, line.column, line.y0) for line in found]
    assert tops == sorted(tops)


BODY = column(["the orchard by the harbour, with reed and thistle"], 60, 300)


@pytest.mark.parametrize("digit", [True, False])
def test_a_running_foot_is_dropped_from_every_page_though_its_number_grows(*, digit: bool) -> None:
    feet = [[(60.0, 770.0, f"Jane Doe, curriculum{f' {at + 1}' if digit else ''}")] for at in range(3)]
    found = read(*(shown(BODY + foot) for foot in feet))
    assert [line.text for line in found.lines] == [BODY[0][2]] * 3


def test_a_foot_of_one_page_only_is_text() -> None:
    found = read(shown([*BODY, (60, 770, "References on request")]), shown(BODY))
    assert [line.text for line in found.lines] == [BODY[0][2], "References on request", BODY[0][2]]


def test_what_repeats_in_the_middle_of_pages_stays() -> None:
    assert [line.text for line in read(shown(BODY), shown(BODY)).lines] == [BODY[0][2]] * 2


@pytest.mark.parametrize(
    ("y", "kept"), [(45, 1), (80, 2)], ids=["a running head is within the upper edge", "a text lower down is none"]
)
def test_a_head_repeated_within_the_edge_stays_once(y: float, kept: int) -> None:
    head = (60.0, y, "Jane Doe, cook in Lund")
    found = read(shown([*BODY, head]), shown([*BODY, head]))
    assert [line.text for line in found.lines].count(head[2]) == kept


@pytest.mark.parametrize("mark", ["7", "- 7 -", "Jane Doe 7/9", "7 / 9"])
def test_a_page_mark_in_the_foot_is_dropped_and_elsewhere_kept(mark: str) -> None:
    assert [line.text for line in read(shown([*BODY, (60, 770, mark)])).lines] == [BODY[0][2]]
    kept = [line.text for line in read(shown([*BODY, (60, 600, mark)])).lines]
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("beside", "moved"),
    [
        ("2019 - 2020", True),
        ("May 2019", True),
        ("05/2019", True),
        ("3 years 2 mos", True),
        ("Lund", False),
        ("a text of more than thirty-two letters 2019", False),
    ],
)
def test_only_a_short_date_beside_a_sentence_comes_before_it(beside: str, *, moved: bool) -> None:
    sentence = "Ran the orchard by the harbour for all of that long and dry year."
    texts = [line.text for line in read(shown([(60, 100, sentence), (420, 100, beside)])).lines]
    assert texts == ([beside, sentence] if moved else [f"{sentence}   {beside}"])


def block(count: int, x0: float, x1: float, top: float = 100.0, head: str = "amber") -> list[Segment]:
    return [Segment(head if at == 0 else "reed", x0, x1, top + 14 * at, 10) for at in range(count)]


@pytest.mark.parametrize(
    ("left", "right", "flows"),
    [
        (block(13, 40, 290), block(9, 320, 570), True),
        (block(12, 40, 290), block(9, 320, 570), False),  # few rows are no newspaper
        (block(13, 40, 290), block(9, 320, 519), False),  # four fifths as wide, and less
        (block(13, 40, 290), block(9, 320, 521), True),
        (block(13, 40, 290), block(9, 320, 621), False),
        (block(13, 40, 290), block(9, 289, 539), False),  # it doesn't stand beside
        (block(13, 40, 290), block(9, 320, 570, 183), True),
        (block(13, 40, 290), block(9, 320, 570, 184), False),  # it starts at the middle of the first
        (block(13, 40, 290), block(9, 320, 570, head="Skills"), False),
    ],
)
def test_a_text_flows_on_from_a_long_column_to_the_head_of_one_alike(
    left: list[Segment], right: list[Segment], *, flows: bool
) -> None:
    assert _flows_on(left, right) == flows


def test_a_bullet_of_any_kind_marks_its_line_and_is_not_read() -> None:
    text = "ran the orchard by the harbour"
    glyph = b"BT /F 10 Tf 60 692 Td (\\225) Tj 10 0 Td " + literal(text) + b" Tj ET"
    joined = b"BT /F 10 Tf 60 692 Td " + literal(f"• {text}") + b" Tj ET"
    dash = b"BT /F 10 Tf 60 692 Td " + literal(f"- {text}") + b" Tj ET"
    drawn = b"60 694 3 3 re f BT /F 10 Tf 70 692 Td " + literal(text) + b" Tj ET"
    for content in (glyph, joined, dash, drawn):
        [line] = read(content).lines
        assert (line.text, line.bullet) == (text, True)


@given(st.lists(sentences, min_size=1, max_size=6))
def test_a_bullet_before_each_line_keeps_them_apart(texts: list[str]) -> None:
    found = read(shown(column([f"• {text}" for text in texts], 60))).lines
    assert [(line.text, line.bullet) for line in found] == [(text, True) for text in texts]


@pytest.mark.parametrize(("letters", "refused"), [(19, True), (20, False)])
def test_a_page_of_a_picture_with_few_letters_is_a_scan(letters: int, *, refused: bool) -> None:
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 1>> stream\nx\nendstream"
    content = b"/Im Do " + shown([(60, 100, "a" * letters)])
    file = classic(document(content, resources=b"/XObject<</Im 100 0 R>>", more={100: picture}))
    if refused:
        with pytest.raises(Unreadable) as refusal:
            read_pdf(file, Limits())
        assert refusal.value.status == "needs_ocr"
    else:
        assert read_pdf(file, Limits()).images == 1


def test_a_scan_with_one_page_of_text_is_read() -> None:
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 1>> stream\nx\nendstream"
    file = classic(document(b"/Im Do", shown(BODY), resources=b"/XObject<</Im 100 0 R>>", more={100: picture}))
    assert [line.page for line in read_pdf(file, Limits()).lines] == [2]


@given(
    st.lists(
        st.tuples(st.integers(0, 580), st.integers(10, 780), words, st.sampled_from((6, 10, 18))),
        min_size=1,
        max_size=40,
    )
)
def test_words_strewn_over_a_page_are_neither_lost_nor_invented(placed: list[tuple[int, int, str, int]]) -> None:
    content = b"\n".join(shown([(x, y, word)], size) for x, y, word, size in placed)
    found = "".join(sorted("".join(words_of(read(content).lines))))
    drawn = "".join(sorted("".join(word for *_, word, _ in placed)))
    once = "".join(sorted("".join({word for *_, word, _ in placed})))
    assert set(found) == set(drawn)
    assert len(once) <= len(found) <= len(drawn)  # a word drawn twice at one place is read once
