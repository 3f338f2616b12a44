"""Tests of characters read from a PDF."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from benchmarks.hostile import pdf
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.miner import read_characters

Shown = tuple[str, float, float]


class Slow(PDFTextDevice):
    """Collects characters through pdfminer's own interpreter: slow and obvious."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.shown: list[Shown] = []

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> float:
        d, e, f = matrix[3:]
        self.shown.append((font.to_unichr(cid), e, 792 - (d * rise + f)))
        return float(font.char_width(cid) * fontsize * scaling)


def slowly(content: bytes) -> list[Shown]:
    resources = PDFResourceManager()
    device = Slow(resources)
    page = next(PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(content)))))
    PDFPageInterpreter(resources, device).process_page(page)
    return device.shown


words = st.text("abcXYZ ,.", min_size=1, max_size=8)
places = st.tuples(st.integers(0, 500), st.integers(0, 700))
pieces = st.one_of(
    st.tuples(words, places).map(lambda it: f"BT 1 0 0 1 {it[1][0]} {it[1][1]} Tm ({it[0]}) Tj ET"),
    st.tuples(words, words).map(lambda it: f"BT 9 TL 50 500 Td [({it[0]}) -250 ({it[1]})] TJ T* ({it[1]}) Tj ET"),
    st.tuples(words, places).map(lambda it: f"q 2 0 0 .5 {it[1][0]} {it[1][1]} cm BT ({it[0]}) Tj ET Q"),
    words.map(lambda word: f"BT 80 Tz 3 Ts 20 20 Td ({word}) ' ET"),
    st.just("1 0 0 rg 10 10 m 20 20 l S"),
)


@settings(max_examples=60)
@given(st.lists(pieces, min_size=1, max_size=6))
def test_fast_path_places_characters_where_pdfminer_does(drawn: list[str]) -> None:
    content = pdf(f"/F 11 Tf {' '.join(drawn)}".encode())
    [page] = read_characters(content, Limits()).pages
    expected = slowly(content)
    assert [character[0] for character in page.characters] == [text for text, _, _ in expected]
    for character, (_, x, y) in zip(page.characters, expected, strict=True):
        assert (character[1], character[3]) == pytest.approx((x, y), abs=1e-6)


def test_word_and_letter_spacing_widen_the_gaps() -> None:
    [plain] = read_characters(pdf(b"BT /F 10 Tf 50 700 Td (a b) Tj ET"), Limits()).pages
    [wide] = read_characters(pdf(b"BT /F 10 Tf 2 Tc 5 Tw 50 700 Td (a b) Tj ET"), Limits()).pages
    moved = [after[1] - before[1] for before, after in zip(plain.characters, wide.characters, strict=True)]
    assert moved == pytest.approx([0, 2, 9])


def test_boxes_are_advances_and_sizes_follow_the_matrix() -> None:
    [page] = read_characters(pdf(b"BT /F 5 Tf 2 0 0 2 50 700 Tm (ab) Tj ET"), Limits()).pages
    first, second = page.characters
    assert first[2] == pytest.approx(second[1])
    assert first[4] == 10
    assert first[3] == pytest.approx(92)


def test_bold_and_italic_come_from_the_fonts_name() -> None:
    content = pdf(b"BT /F 9 Tf (x) Tj ET").replace(b"/BaseFont/Helvetica", b"/BaseFont/Helvetica-BoldOblique")
    [page] = read_characters(content, Limits()).pages
    assert page.characters[0][5] == 3


def test_drawn_discs_and_dashes_are_dots_and_other_shapes_are_not() -> None:
    upper = b"52 100 m 52 101.1 51.1 102 50 102 c 48.9 102 48 101.1 48 100 c "
    disc = upper + b"48 98.9 48.9 98 50 98 c 51.1 98 52 98.9 52 100 c f "
    line, frame, dash = b"0 0 m 500 0 l S ", b"10 10 300 200 re S ", b"40 300 9 1.5 re f "
    [page] = read_characters(pdf(disc + line + frame + dash + b"BT /F 9 Tf (x) Tj ET"), Limits()).pages
    assert page.dots == [pytest.approx((50, 692, 4)), pytest.approx((44.5, 491.25, 1.5))]


def test_link_annotations_keep_target_and_box() -> None:
    note = "6 0 obj <</Type/Annot/Subtype/Link/Rect[10 20 110 40]/A<</S/URI/URI(https://jane.example)>>>> endobj"
    content = pdf(b"BT /F 9 Tf (x) Tj ET", extra=note).replace(b"/Contents 4 0 R", b"/Contents 4 0 R/Annots[6 0 R]")
    [page] = read_characters(content, Limits()).pages
    assert page.links == [("https://jane.example", (10, 752, 110, 772))]


def test_the_documents_own_date_is_read() -> None:
    content = pdf(b"", extra="6 0 obj <</ModDate(D:20240131120000Z)>> endobj", trailer="/Info 6 0 R")
    assert read_characters(content, Limits()).date == "2024-01-31"


@pytest.mark.parametrize(
    ("limits", "drawn"),
    [
        (Limits(characters=3), b"BT /F 9 Tf (abcd) Tj ET"),
        (Limits(page_text_objects=2), b"BT /F 9 Tf (a) Tj (a) Tj (a) Tj ET"),
        (Limits(page_operations=103), b"BT /F 9 Tf (a) Tj ET q Q q Q"),
        (Limits(stream=100), b"BT /F 9 Tf (a) Tj ET" + b" " * 200),
        (Limits(document=100), b"BT /F 9 Tf (a) Tj ET" + b" " * 200),
    ],
)
def test_each_limit_refuses_just_beyond_it(limits: Limits, drawn: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_characters(pdf(drawn), limits)
    assert refusal.value.status == "too_large"


def test_pages_beyond_the_limit_are_not_read() -> None:
    content = pdf(b"BT /F 9 Tf (a) Tj ET").replace(b"/Kids[3 0 R]", b"/Kids[3 0 R 6 0 R]")
    second = b"6 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>> endobj\ntrailer"
    content = content.replace(b"trailer", second)
    assert [page.number for page in read_characters(content, Limits()).pages] == [1, 2]
    assert [page.number for page in read_characters(content, Limits(pages=1)).pages] == [1]


def test_a_pdf_in_a_non_default_cmap_folder_is_never_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("CMAP_PATH", str(tmp_path))
    (tmp_path / "Evil.pickle.gz").write_bytes(b"\x1f\x8bnot read")
    fonts = (
        "6 0 obj <</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Evil/DescendantFonts[7 0 R]>> endobj\n"
        "7 0 obj <</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(a)/Ordering(b)>>>> endobj"
    )
    content = pdf(b"BT /G 9 Tf <0041> Tj ET", extra=fonts).replace(b"/Font<</F 5 0 R", b"/Font<</G 6 0 R")
    [page] = read_characters(content, Limits()).pages
    assert page.characters == []


@pytest.mark.parametrize("matrix", ["0 1 -1 0 40 100", "0 -1 1 0 40 700"])
def test_text_that_runs_up_or_down_is_a_row_below_the_page(matrix: str) -> None:
    [page] = read_characters(pdf(f"BT /F 10 Tf {matrix} Tm (ab) Tj ET".encode()), Limits()).pages
    first, second = page.characters
    assert [first[0], second[0]] == ["a", "b"]
    assert first[2] == pytest.approx(second[1])
    assert first[3] == second[3] > page.height
