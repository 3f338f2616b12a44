"""Tests of printed rows within a block."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.printed import to_printed_rows
from matcher.resume.runs import Segment


def piece(text: str, x: float, y: float, *, bold: bool = False, size: float = 10.0) -> Segment:
    return Segment(text, x, x + 5.0 * len(text), y, size, bold=bold)


def texts(block: list[Segment]) -> list[list[str]]:
    return [[item.text for item in row] for row in to_printed_rows(block)]


def test_pieces_on_one_baseline_are_one_row_left_to_right() -> None:
    block = [piece("2019", 400, 100.5), piece("Cook", 50, 100), piece("Inn AB", 50, 115)]
    assert texts(block) == [["Cook", "2019"], ["Inn AB"]]


def test_a_small_date_in_the_middle_of_a_large_title_is_on_its_row() -> None:
    assert texts([piece("2019 - 2020", 400, 96, size=10), piece("Cook", 50, 103, size=17)]) == [["Cook", "2019 - 2020"]]
    assert texts([piece("2019 - 2020", 400, 90, size=10), piece("Cook", 50, 103, size=17)]) == [
        ["2019 - 2020"],
        ["Cook"],
    ]


def test_a_margin_title_joins_its_row_though_it_stands_lower() -> None:
    assert texts([piece("Cook at the Inn", 150, 100), piece("Experience", 40, 104)]) == [
        ["Experience", "Cook at the Inn"]
    ]


def test_a_margin_title_in_the_middle_of_its_rows_comes_first() -> None:
    block = [
        piece("Phone 12", 150, 60),
        piece("Swedish", 150, 100),
        piece("Languages", 40, 107.5),
        piece("English", 150, 115),
        piece("Python", 150, 160),
    ]
    assert texts(block) == [["Phone 12"], ["Languages", "Swedish"], ["English"], ["Python"]]


def test_cards_are_read_one_by_one() -> None:
    block = [
        piece("Channels", 50, 100, bold=True),
        piece("Tools", 250, 100, bold=True),
        piece("Paid Social, Email", 50, 115),
        piece("Figma, Google", 250, 115),
        piece("Marketing", 50, 128),
        piece("Analytics", 250, 128),
    ]
    assert texts(block) == [
        ["Channels"],
        ["Paid Social, Email"],
        ["Marketing"],
        ["Tools"],
        ["Figma, Google"],
        ["Analytics"],
    ]


def test_a_header_with_its_date_is_no_card() -> None:
    block = [
        piece("Cook", 50, 100, bold=True),
        piece("2019 - 2020", 400, 100, bold=True),
        piece("Inn AB", 50, 115),
        piece("Lund", 400, 115),
    ]
    assert texts(block) == [["Cook", "2019 - 2020"], ["Inn AB", "Lund"]]


pieces = st.builds(
    piece,
    st.sampled_from(["Skills", "Cook", "2019", "Led a team of nine at the site"]),
    st.integers(0, 400),
    st.integers(0, 300),
    bold=st.booleans(),
)


@given(st.lists(pieces, max_size=30))
def test_rows_hold_every_piece_exactly_once(block: list[Segment]) -> None:
    rows = to_printed_rows(block)
    places = [(item.y, item.x0, item.x1, item.text) for row in rows for item in row]
    assert sorted(places) == sorted((item.y, item.x0, item.x1, item.text) for item in block)
    for row in rows:
        assert [item.x0 for item in row] == sorted(item.x0 for item in row)


def test_a_table_with_bold_heads_is_read_by_rows() -> None:
    cells = [["Client", "Role", "Period"], ["Inn AB", "Cook", "09/22-now"], ["Bar AB", "Waiter", "01/20-08/22"]]
    block = [
        piece(text, 50 + 150 * column, 100 + 15 * row, bold=row == 0)
        for row, texts_of_row in enumerate(cells)
        for column, text in enumerate(texts_of_row)
    ]
    assert texts(block) == cells


def test_a_margin_title_stays_beside_its_rows_where_another_stands_above() -> None:
    block = [
        piece("Skills", 50, 100, bold=True),
        piece("Baking bread for a town", 150, 100),
        piece("Frying fish for another", 150, 113),
        piece("Languages", 50, 126, bold=True),
        piece("English, German, French", 150, 126),
        piece("Swedish, a little of it", 150, 139),
    ]
    assert ["Languages", "English, German, French"] in texts(block)
