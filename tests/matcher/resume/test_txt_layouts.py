"""Tests of text files laid out by hand: encodings, bullets, rules, wide gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line
from matcher.resume.txt import decode, read_txt

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
LETTERS = st.characters(codec="utf-8", categories=("Ll", "Lu", "Nd"), max_codepoint=0x24F)
words = st.text(LETTERS, min_size=1, max_size=8)


def lines(text: str) -> tuple[Line, ...]:
    return read_txt(text.encode(), Limits()).lines


def parts(text: str) -> list[list[str]]:
    return [[part.text for part in line.parts] for line in lines(text)]


@given(st.lists(st.lists(words, min_size=1, max_size=5), min_size=1, max_size=8), st.sampled_from(ENCODINGS))
def test_words_are_read_in_order_in_every_encoding(rows: list[list[str]], encoding: str) -> None:
    text = "\n".join(" ".join(row) for row in [["curriculum", "vitae"], *rows])
    found = read_txt(text.encode(encoding), Limits()).lines
    assert [line.text.split() for line in found] == [["curriculum", "vitae"], *rows]


@given(st.lists(words, min_size=1, max_size=9), st.sampled_from(["\n", "\r\n", "\r", "\f", "\n\n", "\v"]))
def test_every_kind_of_line_end_ends_a_line(rows: list[str], end: str) -> None:
    assert [line.text for line in lines(end.join(rows))] == rows


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"M\xc3\xbcller", "Müller"),
        (b"M\xfcller", "Müller"),
        (b"\x80 \x96 \x93a\x94", "€ – “a”"),
        (b"\xef\xbb\xbfM\xc3\xbcller", "Müller"),
        (b"\xff\xfeM\x00\xfc\x00", "Mü"),
        (b"\xfe\xff\x00M\x00\xfc", "Mü"),
        (b"M\x00\xfc\x00l\x00l\x00", "Müll"),
        (b"\x00M\x00\xfc\x00l\x00l", "Müll"),
        (b"", ""),
        (b"\x81", "\ufffd"),
    ],
)
def test_bytes_are_decoded_by_mark_then_utf_8_then_windows_latin(content: bytes, text: str) -> None:
    assert decode(content) == text


@given(st.binary(max_size=300))
def test_any_bytes_decode(content: bytes) -> None:
    assert isinstance(decode(content), str)


@pytest.mark.parametrize(("zeros", "wide"), [(39, False), (41, True)])
def test_utf_16_without_a_mark_has_zeros_at_every_other_byte(zeros: int, *, wide: bool) -> None:
    content = b"".join(b"a\x00" if at < zeros else b"aa" for at in range(100))
    assert (len(decode(content)) == 100) == wide


@pytest.mark.parametrize("gap", ["   ", "\t", "          ", "\t\t", "  \t"])
def test_a_wide_gap_parts_a_line(gap: str) -> None:
    assert parts(f"Jane\nCook{gap}2019") == [["Jane"], ["Cook", "2019"]]


def test_two_spaces_part_nothing() -> None:
    assert parts("Jane\nCook  2019") == [["Jane"], ["Cook  2019"]]


@given(st.lists(words, min_size=1, max_size=4), st.lists(st.integers(3, 30), min_size=4, max_size=4))
def test_parts_are_the_same_however_wide_the_gaps(cells: list[str], widths: list[int]) -> None:
    text = "".join(cell + " " * width for cell, width in zip(cells, widths, strict=False))
    assert parts(text) == [cells]


@pytest.mark.parametrize("rule", ["---", "=====", "___", "***", "~~~~", "  -----  ", "###", "-=-=-", "+---+"])
def test_a_rule_is_no_line_and_no_gap(rule: str) -> None:
    first, second = lines(f"Jane\n{rule}\nCook")
    assert (first.text, second.text, second.gap) == ("Jane", "Cook", 0)


@pytest.mark.parametrize("text", ["--", "- - -", "a ---", "-- a", "C++", "2019 --- 2020"])
def test_what_only_looks_like_a_rule_stays(text: str) -> None:
    assert len(lines(f"Jane\nx {text}")) == 2


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("SKILLS ------", "SKILLS"),
        ("SKILLS ====", "SKILLS"),
        ("SKILLS ---", "SKILLS ---"),
        ("SKILLS----", "SKILLS----"),
    ],
)
def test_a_rule_behind_a_title_is_taken_off(text: str, read: str) -> None:
    assert [line.text for line in lines(f"Jane\n{text}")] == ["Jane", read]


@pytest.mark.parametrize("bullet", ["• ", "•", "- ", "– ", "* ", "+ ", "▪ ", "✓ ", "  - ", "\t* "])
def test_every_kind_of_bullet_is_taken_off(bullet: str) -> None:
    _, found = lines(f"Jane\n{bullet}ran the orchard")
    assert (found.text, found.bullet) == ("ran the orchard", True)


@pytest.mark.parametrize("text", ["-5 %", "2019 - 2020", "*", "+46 70", "e-mail", "–2020"])
def test_what_only_looks_like_a_bullet_stays(text: str) -> None:
    _, found = lines(f"Jane\n{text}")
    assert (found.text, found.bullet) == (text, False)


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("  the reeds", 2),  # deeper than its bullet
        ("the reeds", 3),  # at its bullet's edge
        ("\n  the reeds", 3),  # behind a blank line
        ("  - the reeds", 3),  # a bullet of its own
        ("---\n  the reeds", 3),  # behind a rule
        ("  the reeds\n  and elms", 2),
    ],
)
def test_only_a_deeper_line_right_below_goes_on_with_a_bullet(below: str, count: int) -> None:
    found = lines(f"Jane\n- ran the orchard\n{below}")
    assert len(found) == count
    if count == 2:
        assert found[1].text.startswith("ran the orchard the reeds")
        assert found[1].bullet


def test_an_indented_line_below_plain_text_is_a_line_of_its_own() -> None:
    assert [(line.text, line.x0) for line in lines("Jane\n    Cook\n\tInn")] == [("Jane", 0), ("Cook", 4), ("Inn", 8)]


def test_a_bullet_that_goes_on_keeps_its_place_and_gap() -> None:
    _, found = lines("Jane\n\n\n- ran the orchard\n  by the harbour")
    assert (found.gap, found.path, found.x0) == (2, "line[4]", 0)


def test_only_the_first_line_is_large() -> None:
    assert [line.size for line in lines("\n\nJane\nCook\nInn")] == [20, 10, 10]
    assert [part.size for part in lines("Jane   Doe")[0].parts] == [20, 20]


def test_paths_count_the_files_own_lines() -> None:
    assert [line.path for line in lines("\nJane\n\n----\nCook")] == ["line[2]", "line[5]"]


@pytest.mark.parametrize(("most", "refused"), [(9, False), (8, True)])
def test_characters_are_limited_exactly(most: int, *, refused: bool) -> None:
    content = "Jürgen M.".encode()
    if refused:
        with pytest.raises(Unreadable) as refusal:
            read_txt(content, Limits(characters=most))
        assert refusal.value.status == "too_large"
    else:
        assert read_txt(content, Limits(characters=most)).lines[0].text == "Jürgen M."


@given(st.text("ab -*•=\t\n", max_size=80))
def test_reading_a_line_never_gives_an_empty_part(text: str) -> None:
    try:
        found = lines(text)
    except Unreadable as refusal:
        assert refusal.status == "empty"  # noqa: PT017 - either way is right
    else:
        assert all(part.text and part.text == part.text.strip() for line in found for part in line.parts)
        letters = [sign for sign in text if sign in "ab"]
        assert [sign for line in found for sign in line.text if sign in "ab"] == letters
