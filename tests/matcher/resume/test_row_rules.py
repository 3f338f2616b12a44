"""Tests of printed rows and of pieces that go on below, at the border of each rule."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.glyphs import SOFT_HYPHEN
from matcher.resume.printed import to_printed_rows
from matcher.resume.runs import Segment, rows
from matcher.resume.wraps import join_wrapped

RIGHT = 300.0


def piece(text: str, x: float = 50.0, y: float = 100.0, *, size: float = 10.0, bold: bool = False) -> Segment:
    return Segment(text, x, x + 0.5 * size * len(text), y, size, bold=bold)


def texts(block: list[Segment]) -> list[list[str]]:
    return [[item.text for item in row] for row in to_printed_rows(block)]


@pytest.mark.parametrize(("apart", "count"), [(2.4, 1), (2.6, 2)])
def test_pieces_of_a_row_lie_within_a_quarter_of_an_em(apart: float, count: int) -> None:
    assert len(texts([piece("elm"), piece("thistle", 200, 100 + apart)])) == count


@pytest.mark.parametrize(("apart", "count"), [(1.5, 1), (1.7, 2)])
def test_small_pieces_of_a_row_may_lie_a_little_apart(apart: float, count: int) -> None:
    assert len(texts([piece("elm", size=4), piece("thistle", 200, 100 + apart, size=4)])) == count


@pytest.mark.parametrize(("apart", "count"), [(4.9, 1), (7.4, 1), (7.6, 2)])
def test_a_margin_title_may_lie_further_off_its_row(apart: float, count: int) -> None:
    assert len(texts([piece("elm and thistle", 150), piece("Skills", 50, 100 + apart)])) == count
    assert len(texts([piece("elm and thistle", 150), piece("amber", 50, 100 + apart)])) == 2


def test_a_title_above_a_text_is_no_margin_title() -> None:
    assert texts([piece("Skills", 150), piece("elm and thistle", 150, 104)]) == [["Skills"], ["elm and thistle"]]


def titled(title_y: float, baselines: list[float]) -> list[list[str]]:
    return texts([piece("Skills", 40, title_y), *(piece(f"reed {y:g}", 150, y) for y in baselines)])


def test_a_title_centred_on_its_rows_comes_before_them_all() -> None:
    found = titled(130, [50, 115, 130, 145, 200])
    assert found == [["reed 50"], ["Skills", "reed 115"], ["reed 130"], ["reed 145"], ["reed 200"]]


def test_a_title_off_the_middle_of_its_rows_stays_where_it_is() -> None:
    found = titled(145, [50, 115, 130, 145, 160, 175, 190, 205, 270])
    assert ["Skills", "reed 145"] in found


def test_a_text_in_the_margin_that_is_no_title_stays_where_it_is() -> None:
    block = [piece("amber", 40, 130), *(piece(f"reed {y:g}", 150, y) for y in (50, 115, 130, 145, 200))]
    assert ["amber", "reed 130"] in texts(block)


HEADS = [piece("amber", bold=True), piece("cobalt", 250, bold=True)]
CELLS = [piece("reed", y=115), piece("kelp", 250, 115), piece("elm", y=130), piece("fir", 250, 130)]


def test_cards_are_read_head_by_head() -> None:
    assert texts([*HEADS, *CELLS]) == [["amber"], ["reed"], ["elm"], ["cobalt"], ["kelp"], ["fir"]]


def test_cells_may_be_centred_under_their_heads() -> None:
    middle = [replace(item, x0=(head.x0 + head.x1) / 2 - 10, x1=(head.x0 + head.x1) / 2 + 10)
              for item, head in zip(CELLS, [*HEADS, *HEADS], strict=True)]  # fmt: skip
    assert texts([*HEADS, *middle]) == [["amber"], ["reed"], ["elm"], ["cobalt"], ["kelp"], ["fir"]]


@pytest.mark.parametrize(
    "block",
    [
        [replace(HEADS[0], bold=False), HEADS[1], *CELLS],
        [HEADS[0], replace(HEADS[1], bullet=True), *CELLS],
        [HEADS[0], replace(HEADS[1], text="2019"), *CELLS],
        [HEADS[0], replace(HEADS[1], x0=85.0), *CELLS],
        [*HEADS, *(replace(item, bold=True) for item in CELLS)],
        [*HEADS, *(replace(item, x0=item.x0 + 9, x1=item.x1 + 30) for item in CELLS)],
        [*HEADS, *(replace(item, y=item.y + 30) for item in CELLS)],
        [*HEADS, CELLS[0]],
    ],
    ids=["plain head", "bullet", "year", "narrow gap", "bold cells", "other edges", "far below", "one card only"],
)
def test_what_only_looks_like_cards_is_read_row_by_row(block: list[Segment]) -> None:
    read = texts(block)
    assert read == [[item.text for item in row] for row in rows(block)]


def test_the_cells_of_cards_are_marked() -> None:
    marks = {item.text: item.cell for row in to_printed_rows([*HEADS, *CELLS]) for item in row}
    assert marks == {"amber": False, "cobalt": False, "reed": True, "kelp": True, "elm": True, "fir": True}


def joined(*found: list[Segment], right: float = RIGHT) -> list[list[str]]:
    return [[item.text for item in row] for row in join_wrapped(found, right)]


FULL = "ran the orchard by the harbour of the old town,"  # 47 letters: 285 pt of 300


def below(text: str, y: float = 112.0, *, x: float = 50.0, above: str = FULL) -> bool:
    """Say whether a text is joined with the full line above it."""
    return len(joined([piece(above)], [piece(text, x, y)])) == 1


@pytest.mark.parametrize(("y", "goes_on"), [(105.9, False), (106.1, True), (118.9, True), (119.1, False)])
def test_a_rest_stands_within_the_leading(y: float, *, goes_on: bool) -> None:
    assert below("willow", y) == goes_on


@pytest.mark.parametrize(("x", "goes_on"), [(48.1, True), (51.9, True), (52.1, False), (70.0, False)])
def test_a_rest_stands_at_the_left_edge_of_its_start(x: float, *, goes_on: bool) -> None:
    assert below("willow and reed", x=x) == goes_on


@pytest.mark.parametrize(("off", "goes_on"), [(0.0, True), (1.9, True), (2.1, False)])
def test_a_rest_may_be_centred_under_a_start_that_has_its_row_alone(off: float, *, goes_on: bool) -> None:
    start, rest = piece(FULL), piece("among the thistles", 0, 112)
    middle = (start.x0 + start.x1) / 2 + off
    rest = replace(rest, x0=middle - 45, x1=middle + 45)
    assert (len(joined([start], [rest])) == 1) == goes_on
    assert len(joined([start, piece("2019", 360)], [rest], right=400)) == 2


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("willow", True),
        ("Willow", True),  # the comma before it is open
        ("2019 - 2020", False),
        ("https://x.example", False),
        ("+46 70 123 47 62", False),
        ("jane@x.example", False),
        ("Tools: willow", False),
        ("Skills", False),
    ],
)
def test_the_rest_of_a_line_is_no_address_number_label_or_title(text: str, *, goes_on: bool) -> None:
    assert below(text) == goes_on


def test_room_left_for_the_next_word_means_a_wanted_break() -> None:
    for count in range(1, 30):
        above = FULL[:-6] + ","  # 42 letters end at 260 pt; a space takes 2.5
        word = "w" * count
        assert below(word, above=above) == (260 + 2.5 + 5 * count > RIGHT - 0.5)


@pytest.mark.parametrize(
    ("change", "apart"),
    [({"bold": True}, True), ({"italic": True}, True), ({"size": 10.7}, True), ({"size": 10.5}, False)],
)
def test_a_change_of_look_ends_a_piece(change: dict[str, object], *, apart: bool) -> None:
    rest = replace(piece("willow and reed", y=112), **change)  # type: ignore[arg-type]  # of the right type above
    assert (len(joined([piece(FULL)], [rest])) == 2) == apart


@pytest.mark.parametrize(
    ("above", "rest", "whole"),
    [
        (f"ran the orchard by the har{SOFT_HYPHEN}", "bour", "ran the orchard by the harbour"),
        ("a piece of land in the township of well-", "known", "a piece of land in the township of well-known"),
        ("a piece of land in the township of the 1990-", "x y", "a piece of land in the township of the 1990- x y"),
    ],
)
def test_hyphens_at_the_end_close_the_word(above: str, rest: str, whole: str) -> None:
    assert joined([piece(above, 80)], [piece(rest, 80, 112)]) == [[whole]]


def test_a_soft_hyphen_that_nothing_follows_shows_as_a_hyphen() -> None:
    assert joined([piece(f"har{SOFT_HYPHEN}")]) == [["har-"]]


def test_several_rows_of_one_piece_become_one() -> None:
    found = joined(
        [piece(FULL)],
        [piece("along the reeds by the harbour of the old city, and", y=112)],
        [piece("among the thistles", y=124)],
    )
    assert found == [[f"{FULL} along the reeds by the harbour of the old city, and among the thistles"]]


def test_a_joined_piece_ends_where_its_rest_does() -> None:
    [[first]] = join_wrapped([[piece(FULL)], [piece("among the thistles", y=112)]], RIGHT)
    assert (first.y, first.end, first.x0, first.x1) == (100, 112, 50, 285)


def test_a_tighter_step_joins_a_name_broken_in_two() -> None:
    above, rest = piece("The Old Harbour Orchard and Reed Nursery Limited", 50), piece("Company", 50, 110)
    after = [piece("amber reed", y=130)], [piece("cobalt", y=150)]
    assert joined([above], [rest], *after) == [[f"{above.text} Company"], ["amber reed"], ["cobalt"]]
    wide = joined([above], [replace(rest, y=118)], [piece("amber reed", y=136)], [piece("cobalt", y=154)])
    assert wide[1] == ["Company"]


@pytest.mark.parametrize(
    ("above", "bullet", "goes_on"),
    [
        ("ran the orchard by the harbour of the old town, with all reeds", False, True),
        ("ran the orchard by the harbour of the old town, with all 2019", False, False),
        ("ran the orchard by the harbour of old", True, True),
        ("ran the orchard by the harbour of old", False, False),
    ],
)
def test_a_full_sentence_or_bullet_goes_on_with_a_capital_unless_it_is_done(
    above: str, *, bullet: bool, goes_on: bool
) -> None:
    first = replace(piece(above), bullet=bullet)
    found = joined([first], [piece("Reed and Thistle, with a nursery", y=112)], right=first.x1 + 5)
    assert (len(found) == 1) == goes_on


def test_a_large_name_may_take_two_rows() -> None:
    above = piece("Johanna Wilhelmina", size=24)
    rest = piece("Ostergaard", y=128, size=24)
    assert joined([above], [rest], right=270) == [["Johanna Wilhelmina Ostergaard"]]
    assert len(joined([above], [replace(rest, y=136)], right=270)) == 2


def test_a_date_that_ends_open_goes_on() -> None:
    assert joined([piece("May 2019 -")], [piece("June 2020", y=112)], right=105) == [["May 2019 - June 2020"]]
    assert len(joined([piece("May 2019")], [piece("June 2020", y=112)], right=105)) == 2


@given(st.lists(st.text("abc", min_size=1, max_size=8).map(str), min_size=1, max_size=12), st.integers(8, 30))
def test_a_paragraph_broken_at_its_border_becomes_one_again(words: list[str], width: int) -> None:
    broken: list[str] = []
    for word in words:
        if broken and len(broken[-1]) + 1 + len(word) <= width:
            broken[-1] += f" {word}"
        else:
            broken.append(word)
    # Measured by its own average letter, a word fits where the paragraph's width says that it does.
    found = [[piece(text, y=100 + 12.0 * at)] for at, text in enumerate(broken)]
    assert joined(*found, right=50 + 5.0 * width) == [[" ".join(words)]]


@given(
    st.lists(
        st.builds(
            piece,
            st.sampled_from(["amber", FULL, "Skills", "2019 - 2020", "jane@x.example", f"har{SOFT_HYPHEN}", "reed of"]),
            st.sampled_from([50.0, 51.0, 180.0]),
            st.integers(0, 12).map(lambda at: at * 12.0),
            bold=st.booleans(),
        ),
        max_size=16,
    )
)
def test_joining_keeps_every_letter_and_the_order_of_starts(block: list[Segment]) -> None:
    printed = to_printed_rows(block)
    found = join_wrapped(printed, RIGHT)
    letters = sorted("".join(item.text for item in block).replace(SOFT_HYPHEN, "").replace(" ", "").replace("-", ""))
    kept = sorted("".join(item.text for row in found for item in row).replace(" ", "").replace("-", ""))
    assert kept == letters
    before = [item.y for row in printed for item in row]
    starts = iter(before)
    assert all(any(y == item.y for y in starts) for row in found for item in row)
    assert SOFT_HYPHEN not in "".join(item.text for row in found for item in row)
