"""Tests of letters, widths and styles that fonts give to codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.glyphs import BOLD, ITALIC, SOFT_HYPHEN, Character, PrintedPage, glyph_text
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.miner import read_characters
from matcher.resume.pdf import read_pdf
from tests.matcher.resume.pdf_writer import FONT, Objects, classic, document, to_unicode

WIDE = 1000  # the width of every glyph that no table lists


def composite(rules: str, *, widths: bytes = b"", name: bytes = b"ABCDEF+Face", descriptor: bytes = b"") -> Objects:
    """Write a font of two-byte codes with a character map."""
    return {
        FONT: b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[101 0 R]%s>>"
        % (name, b"/ToUnicode 100 0 R" if rules else b""),
        100: to_unicode(rules),
        101: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/DW %d%s/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/%s/FontBBox[0 0 9 9]%s>>>>"
        % (name, WIDE, widths, name, descriptor),
    }


def simple(entries: str, name: str = "Face") -> Objects:
    return {
        FONT: f"<</Type/Font/Subtype/TrueType/BaseFont/{name}{entries}/FontDescriptor 103 0 R>>".encode(),
        103: f"<</Type/FontDescriptor/FontName/{name}/FontBBox[0 -200 1000 800]/Flags 32>>".encode(),
    }


def page(codes: str, font: Objects, *, before: str = "") -> PrintedPage:
    content = f"BT /F 10 Tf {before} 50 700 Td <{codes}> Tj ET".encode()
    [read] = read_characters(classic(document(content, more=font)), Limits()).pages
    return read


def letters(found: list[Character]) -> list[str]:
    return [text for text, *_ in found]


@pytest.mark.parametrize(
    "rules",
    [
        "3 beginbfchar <0001> <0043> <0002> <006F> <0003> <006B> endbfchar",
        "1 beginbfchar <0001> <0043> endbfchar 2 beginbfrange <0002> <0002> <006F> <0003> <0003> <006B> endbfrange",
        "1 beginbfrange <0001> <0003> [<0043> <006F> <006B>] endbfrange",
        "2 beginbfchar <0001> <0043> <0002> <006F> endbfchar 1 beginbfchar <03> <006B> endbfchar",
        "2 beginbfrange <0001> <0002> [<0043> <006F>] <0003> <0003> <006B> endbfrange",
    ],
)
def test_every_form_of_character_map_gives_the_same_letters(rules: str) -> None:
    assert letters(page("000100020003", composite(rules)).characters) == ["C", "o", "k"]


def test_a_range_counts_on_from_its_first_letter() -> None:
    rules = "1 beginbfrange <0010> <0029> <0061> endbfrange"
    codes = "".join(f"{0x10 + at:04X}" for at in range(26))
    assert "".join(letters(page(codes, composite(rules)).characters)) == "abcdefghijklmnopqrstuvwxyz"


def test_a_ligature_is_one_glyph_with_several_letters() -> None:
    rules = "3 beginbfchar <0001> <006F> <0002> <00660066> <0003> <00690063> endbfchar"
    read = page("000100020003", composite(rules))
    assert letters(read.characters) == ["o", "ff", "ic"]
    assert read.glyphs == 3
    assert [left for _, left, *_ in read.characters] == pytest.approx([50, 60, 70])


def test_a_ligature_of_the_presentation_forms_is_spelled_out_in_lines() -> None:
    rules = "1 beginbfrange <0001> <001A> <0061> endbfrange 1 beginbfchar <0030> <FB03> endbfchar"
    word = "".join(f"{ord(letter) - 96:04X}" if letter != "@" else "0030" for letter in "theo@ce")
    content = f"BT /F 10 Tf 50 700 Td <{word}> Tj ET".encode()
    [line] = read_pdf(classic(document(content, more=composite(rules))), Limits()).lines
    assert line.text == "theoffice"


def test_letters_beyond_the_basic_plane_are_pairs_of_surrogates_in_the_map() -> None:
    rules = "2 beginbfchar <0001> <D800DF00> <0002> <D83DDE00> endbfchar"
    assert letters(page("00010002", composite(rules)).characters) == ["\U00010300", " "]


@given(st.dictionaries(st.integers(1, 0xFFFF), st.sampled_from("abcäöüłжαאあ漢"), min_size=1, max_size=12))
def test_any_code_may_stand_for_any_letter(table: dict[int, str]) -> None:
    pairs = " ".join(f"<{code:04X}> <{ord(letter):04X}>" for code, letter in table.items())
    rules = f"{len(table)} beginbfchar {pairs} endbfchar"
    codes = "".join(f"{code:04X}" for code in table)
    assert letters(page(codes, composite(rules)).characters) == list(table.values())


RULES = "1 beginbfrange <0001> <0009> <0061> endbfrange"


@pytest.mark.parametrize(
    "widths",
    [b"/W[1[500 250 100]]", b"/W[1 1 500 2 2 250 3 3 100]", b"/W[1 1 500 2[250 100]]", b"/W[3[100] 1[500 250]]"],
)
def test_every_form_of_width_table_moves_the_pen_alike(widths: bytes) -> None:
    read = page("00010002000300040001", composite(RULES, widths=widths)).characters
    assert [(left, right) for _, left, right, *_ in read] == [
        pytest.approx(pair) for pair in [(50, 55), (55, 57.5), (57.5, 58.5), (58.5, 68.5), (68.5, 73.5)]
    ]


def test_word_spacing_leaves_two_byte_codes_alone() -> None:
    rules = "1 beginbfchar <0020> <0020> endbfchar " + RULES
    plain, spaced = (page("000100200002", composite(rules), before=before).characters for before in ("", "7 Tw"))
    assert plain == spaced
    spread = page("000100200002", composite(rules), before="7 Tc").characters
    assert [after[1] - before[1] for before, after in zip(plain, spread, strict=True)] == pytest.approx([0, 7, 14])


def test_a_font_without_a_descriptor_has_the_style_of_its_own_name() -> None:
    font = {FONT: b"<</Type/Font/Subtype/TrueType/BaseFont/Arial,Bold/Encoding/WinAnsiEncoding>>"}
    assert page("61", font).characters[0][5] == BOLD


def test_simple_widths_start_at_their_first_code() -> None:
    font = simple("/Encoding/WinAnsiEncoding/FirstChar 97/LastChar 99/Widths[100 200 300]")
    read = page("616263", font).characters
    assert [right - left for _, left, right, *_ in read] == pytest.approx([1, 2, 3])


@pytest.mark.parametrize(
    ("encoding", "codes", "text"),
    [
        ("/WinAnsiEncoding", "8096E4", "€–ä"),
        ("/MacRomanEncoding", "80D08A", "Ä–ä"),
        ("/StandardEncoding", "27B1AE", "’–ﬁ"),
        ("<</BaseEncoding/WinAnsiEncoding/Differences[1/Lslash 65/zcaron/germandbls]>>", "01414243", "ŁžßC"),
        ("<</Differences[1/uni0142/u0153/f_i]>>", "0102", "łœ"),
    ],
)
def test_simple_encodings_name_their_letters(encoding: str, codes: str, text: str) -> None:
    assert "".join(letters(page(codes, simple(f"/Encoding{encoding}")).characters)) == text


def test_the_character_map_comes_before_the_encoding() -> None:
    font = simple("/Encoding/WinAnsiEncoding/ToUnicode 100 0 R")
    font[100] = to_unicode("1 beginbfchar <41> <007A> endbfchar", code_bytes=1)
    assert letters(page("4142", font).characters) == ["z", "B"]


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("ABCDEF+Inter-SemiBold", BOLD),
        ("Arial,BoldItalic", BOLD | ITALIC),
        ("Lato-Black", BOLD),
        ("Lato-HeavyOblique", BOLD | ITALIC),
        ("FreeSans-Demi", BOLD),
        ("FreeSans-DemiLight", 0),
        ("CMBX10", BOLD),
        ("CMTI10", ITALIC),
        ("Univers-Bd", BOLD),
        ("Carlito", 0),
        ("Abduction", 0),
    ],
)
def test_the_fonts_name_gives_the_style(name: str, style: int) -> None:
    assert page("61", simple("/Encoding/WinAnsiEncoding", name)).characters[0][5] == style


@pytest.mark.parametrize(("weight", "style"), [(b"599", 0), (b"600", BOLD), (b"900.5", BOLD), (b"/Bold", 0)])
def test_a_weight_of_600_is_bold(weight: bytes, style: int) -> None:
    font = composite(RULES, descriptor=b"/FontWeight %s" % weight)
    assert page("0001", font).characters[0][5] == style


def test_two_fonts_on_a_page_keep_their_letters_apart() -> None:
    font = composite(RULES) | {102: b"<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>"}
    objects = document(
        b"BT /F 10 Tf 50 700 Td <0001> Tj /G 10 Tf (z) Tj /F 10 Tf <0002> Tj ET", resources=b"", more=font
    )
    objects = {number: body.replace(b"<</F 3 0 R>>", b"<</F 3 0 R/G 102 0 R>>") for number, body in objects.items()}
    [read] = read_characters(classic(objects), Limits()).pages
    assert [(text, style) for text, *_, style in read.characters] == [("a", 0), ("z", BOLD), ("b", 0)]


def test_a_glyph_without_a_letter_moves_the_pen_and_is_counted() -> None:
    read = page("0001FFF00002", composite(RULES))
    assert letters(read.characters) == ["a", "b"]
    assert [left for _, left, *_ in read.characters] == pytest.approx([50, 70])
    assert (read.glyphs, read.unmapped) == (3, 1)


@pytest.mark.parametrize(("known", "refused"), [(95, False), (94, True)])
def test_a_twentieth_of_the_glyphs_may_lack_a_letter_but_no_more(known: int, *, refused: bool) -> None:
    codes = "0001" * known + "FFF0" * (100 - known)
    content = f"BT /F 1 Tf 50 700 Td <{codes}> Tj ET".encode()
    file = classic(document(content, more=composite(RULES)))
    if refused:
        with pytest.raises(Unreadable) as refusal:
            read_pdf(file, Limits())
        assert refusal.value.status == "unmappable_fonts"
    else:
        assert read_pdf(file, Limits()).unmapped == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("text", "dingbat", "read"),
    [
        ("\u00ad", False, SOFT_HYPHEN),
        ("\u0002", False, SOFT_HYPHEN),
        ("", False, ""),
        ("\u200b", False, ""),
        ("\ufeff", False, ""),
        ("\ufffd", False, ""),
        ("\ue000", False, " "),
        ("\uf8ff", False, " "),
        ("\uf0b7", True, "•"),
        ("\ud7ff", False, "\ud7ff"),
        ("\uf900", False, "\uf900"),
        ("\U0001f000", False, " "),
        ("\U0001efff", True, "\U0001efff"),
        ("\x00", False, " "),
        ("\xa0", False, " "),
        ("•", False, "•"),
        ("ffi", False, "ffi"),
    ],
)
def test_what_a_glyph_reads_as(text: str, read: str, *, dingbat: bool) -> None:
    assert glyph_text(text, dingbat=dingbat) == read


@given(st.characters(codec="utf-8"), st.booleans())
def test_a_glyph_reads_as_itself_a_space_a_bullet_a_hyphen_or_nothing(text: str, dingbat: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    read = glyph_text(text, dingbat=dingbat)
    assert read in {text, " ", "•", SOFT_HYPHEN, ""}
    assert glyph_text(read, dingbat=dingbat) == read
    assert not text.isalnum() or ord(text) >= 0x1F000 or read == text


def test_a_symbol_fonts_private_letters_are_bullets() -> None:
    rules = "1 beginbfchar <0001> <F0B7> endbfchar"
    assert letters(page("0001", composite(rules, name=b"Wingdings-Regular")).characters) == ["•"]
    assert letters(page("0001", composite(rules, name=b"FontAwesome")).characters) == [" "]


@pytest.mark.parametrize(
    "rules",
    [
        "1 beginbfchar <0001> endbfchar",
        "1 beginbfrange <0009> <0001> <0061> endbfrange",
        "1 beginbfrange <0001> <FFFF> <0061> endbfrange",
        "beginbfchar (x) /y endbfchar",
        "1 beginbfrange <0001> <0003> [<0043>] endbfrange",
        "]]>>",
    ],
)
def test_a_broken_character_map_breaks_no_page(rules: str) -> None:
    read = page("0001", composite(rules))
    assert read.glyphs == 1
    assert len(read.characters) + read.unmapped <= 1
