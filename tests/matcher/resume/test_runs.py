"""Tests of characters joined into segments."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.glyphs import BOLD, Character
from matcher.resume.runs import rows, tidy, to_rows, to_runs, to_text

ADVANCE, SIZE = 5.0, 10.0


def typed(
    text: str, x: float = 50.0, y: float = 100.0, *, size: float = SIZE, gap: float = 0.0, style: int = 0
) -> list[Character]:
    """Type a text with equal advances and `gap` points between letters; a "_" only moves the pen."""
    characters: list[Character] = []
    for letter in text:
        if letter != "_":
            characters.append((letter, x, x + ADVANCE, y, size, style))
        x += ADVANCE + gap
    return characters


def texts(characters: list[Character]) -> list[list[str]]:
    return [[segment.text for segment in row] for row in to_rows(characters)]


def test_real_spaces_and_pen_moves_both_part_words() -> None:
    assert texts(typed("Jane Doe")) == [["Jane Doe"]]
    assert texts(typed("Jane_Doe")) == [["Jane Doe"]]


def test_letter_spaced_headings_are_closed() -> None:
    assert texts(typed("EXPERIENCE", gap=3.0)) == [["EXPERIENCE"]]
    assert texts(typed("E X P E R I E N C E")) == [["EXPERIENCE"]]
    assert texts(typed("WORK  HISTORY", gap=3.0)) == [["WORK HISTORY"]]


def test_wide_gaps_part_segments() -> None:
    assert texts(typed("Title", 50) + typed("2019", 300)) == [["Title", "2019"]]


def test_a_margin_title_stands_apart_from_what_follows_closely() -> None:
    assert texts(typed("EDUCATION", 50) + typed("Lund", 101, style=BOLD)) == [["EDUCATION", "Lund"]]
    assert texts(typed("Lund", 101) + typed("EDUCATION", 50)) == [["EDUCATION", "Lund"]]
    assert texts(typed("Education in Lund", 50)) == [["Education in Lund"]]


def test_words_shown_one_by_one_read_as_one_segment() -> None:
    assert texts(typed("Doe", 72.5) + typed("Jane", 50)) == [["Jane Doe"]]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    assert texts(typed("Jane") + typed("Jane", 50.4)) == [["Jane"]]
    words = typed("Jane") + typed("Doe", 72.5)
    shadow = [(text, left + 0.4, right + 0.4, y, size, style) for text, left, right, y, size, style in words]
    assert texts(words + shadow) == [["Jane Doe"]]


def test_a_line_ends_soft_hyphen_stays_and_a_drawn_one_becomes_a_hyphen() -> None:
    assert to_text(typed("Mas\u00ad")) == "Mas\u00ad"
    assert to_text(typed("well\u00adknown")) == "well-known"


def test_small_capitals_are_one_word_of_the_larger_size() -> None:
    [[segment]] = to_rows(typed("S", size=12.0) + typed("KILLS", 56.0, size=9.0))
    assert (segment.text, segment.size) == ("SKILLS", 12.0)


def test_the_styles_of_most_letters_win() -> None:
    [[segment]] = to_rows(typed("Bold", style=BOLD) + typed("er", 70.0))
    assert segment.bold
    assert (segment.x0, segment.x1, segment.y, segment.size) == (50.0, 80.0, 100.0, SIZE)


def test_ligatures_and_loose_accents_are_composed() -> None:
    assert tidy("oﬃce  cafe\u0301") == "office café"


letters = st.tuples(
    st.sampled_from("abc XYZ"),
    st.integers(0, 500),
    st.integers(0, 700),
    st.sampled_from((8.0, 10.0, 16.0)),
).map(lambda it: (it[0], float(it[1]), it[1] + it[3] / 2, float(it[2]), it[3], 0))


@given(st.lists(letters, max_size=40))
def test_no_letter_is_lost_and_none_invented(characters: list[Character]) -> None:
    runs = to_runs(characters)
    assert [character for run in runs for character in run] == characters
    shown = sorted("".join(text for row in texts(characters) for text in row).replace(" ", ""))
    wanted = sorted("".join(character[0] for character in characters).replace(" ", ""))
    assert len(shown) <= len(wanted)  # equal texts at one place are read once
    assert set(shown) <= set(wanted)


@given(st.lists(letters, max_size=40))
def test_rows_go_down_and_segments_right(characters: list[Character]) -> None:
    for row in to_rows(characters):
        assert [segment.x0 for segment in row] == sorted(segment.x0 for segment in row)
    flat = [segment for row in to_rows(characters) for segment in row]
    assert rows(flat) == rows(list(reversed(flat)))
