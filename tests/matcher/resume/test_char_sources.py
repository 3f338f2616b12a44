"""Tests that every source of characters gives the same: one kit, run on each."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile import encrypted
from matcher.resume.characters import SOURCES, read_characters
from matcher.resume.glyphs import BOLD, ITALIC, Character, PrintedPage
from matcher.resume.limits import Deadline, Limits, Source, Unreadable
from matcher.resume.pdf import read_pdf
from tests.matcher.resume.pdf_writer import classic, document, stream, to_unicode

NAMES: tuple[Source, ...] = ("pdfminer", "pdfium")
LINE = b"BT /F 10 Tf 72 500 Td (Cook, Inn AB) Tj ET"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>"


def page(source: Source, file: bytes, limits: Limits | None = None) -> PrintedPage:
    [read] = SOURCES[source](file, limits or Limits()).pages
    return read


def inked(characters: list[Character]) -> list[Character]:
    """Leave spaces out, whose boxes a source may make itself."""
    return sorted((character for character in characters if character[0].strip()), key=lambda it: (it[3], it[1]))


def assert_alike(file: bytes) -> None:
    one, two = (page(source, file) for source in NAMES)
    assert [text for text, *_ in inked(one.characters)] == [text for text, *_ in inked(two.characters)]
    for first, second in zip(inked(one.characters), inked(two.characters), strict=True):
        assert second[1:5] == pytest.approx(first[1:5], abs=0.05)
        assert second[5] == first[5]
    assert (two.width, two.height, two.images) == (one.width, one.height, one.images)
    assert sorted(two.dots) == [pytest.approx(dot, abs=0.05) for dot in sorted(one.dots)]
    assert [(target, pytest.approx(box, abs=0.01)) for target, box in one.links] == two.links


UPPER = b"52 100 m 52 101.1 51.1 102 50 102 c 48.9 102 48 101.1 48 100 c "
DISC = UPPER + b"48 98.9 48.9 98 50 98 c 51.1 98 52 98.9 52 100 c f "


@pytest.mark.parametrize(
    "content",
    [
        LINE,
        b"q 10 0 0 10 72 500 cm BT /F 1 Tf (Cook, Inn AB) Tj ET Q",
        b"1 0 0 -1 0 792 cm BT /F 10 Tf 1 0 0 -1 72 292 Tm (Cook, Inn AB) Tj ET",
        b".24 0 0 -.24 0 792 cm BT /F 10 Tf 4.1666667 0 0 -4.1666667 300 1216.66667 Tm (Cook, Inn AB) Tj ET",
        b"BT /F 10 Tf 2 Tc 5 Tw 72 500 Td (Cook, Inn AB) Tj ET",
        b"BT /F 10 Tf 80 Tz 3 Ts 72 500 Td (Cook) Tj ET",
        b"BT /F 10 Tf 72 500 Td [(Co) -20 (ok) 30 (s)] TJ 0 -14 Td (at Inn) Tj T* (AB) Tj ET",
        b"BT /F 10 Tf .999 .03 -.03 .999 72 500 Tm (Cook) Tj ET",
        b"BT /F 10 Tf 1 0 .3 1 72 500 Tm (Cook) Tj ET",
        b"BT 3 Tr /F 10 Tf 72 500 Td (Cook) Tj ET",
        DISC + LINE,
        b"40 300 9 1.5 re f 10 10 300 200 re S 50 400 m 54 400 l 54 404 l 50 404 l f " + LINE,
        b"40 300 3 3 re B 40 320 3 3 re S " + LINE,
    ],
)
def test_ways_to_show_a_line_give_the_same_characters(content: bytes) -> None:
    assert_alike(classic(document(content)))


@pytest.mark.parametrize("entries", [b"", b"/Rotate 90", b"/Rotate 180", b"/Rotate 270", b"/CropBox[50 100 500 700]"])
@pytest.mark.parametrize("matrix", [b"1 0 0 1 72 500", b"0 1 -1 0 200 300", b"0 -1 1 0 200 500", b"-1 0 0 -1 300 500"])
def test_turned_and_cropped_pages_give_the_same_characters(entries: bytes, matrix: bytes) -> None:
    content = b"BT /F 10 Tf %s Tm (Cook at Inn) Tj ET" % matrix
    assert_alike(classic(document(content, page=entries)))


def test_a_forms_text_and_dots_stand_where_the_form_does() -> None:
    form = stream(DISC + LINE, FORM + b"/Matrix[1 0 0 1 10 20]")
    drawn = document(b"q 1 0 0 1 5 5 cm /X Do Q", resources=b"/XObject<</X 100 0 R>>", more={100: form})
    assert_alike(classic(drawn))


def test_links_are_the_same_on_a_turned_page() -> None:
    note = b"<</Type/Annot/Subtype/Link/Rect[72 680 200 700]/A<</S/URI/URI(https://jane.example)>>>>"
    for entries in (b"", b"/Rotate 90", b"/Rotate 270"):
        file = classic(document(LINE, page=entries + b"/Annots[100 0 R]", more={100: note}))
        assert page("pdfium", file).links
        assert_alike(file)


@pytest.mark.parametrize(
    ("name", "style"),
    [("Helvetica-Bold", BOLD), ("Times-Italic", ITALIC), ("Helvetica-BoldOblique", BOLD | ITALIC), ("Courier", 0)],
)
def test_styles_come_from_the_fonts_name(name: str, style: int) -> None:
    font = f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode()
    file = classic(document(LINE, font=font))
    for source in NAMES:
        assert {character[5] for character in page(source, file).characters} == {style}


words = st.text("abcdXYZ", min_size=1, max_size=8)
places = st.tuples(words, st.integers(20, 400), st.integers(2, 48))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(words, st.integers(20, 400), st.integers(2, 48)), min_size=1, max_size=8, unique_by=lambda it: it[2]
    )
)
def test_words_anywhere_give_the_same_characters(placed: list[tuple[str, int, int]]) -> None:
    shown = (f"BT /F 11 Tf 1 0 0 1 {x} {15 * row} Tm ({word}) Tj ET" for word, x, row in placed)
    assert_alike(classic(document(" ".join(shown).encode())))


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 2, 0), (0, 2, 1, 3)])
@pytest.mark.parametrize("source", NAMES)
def test_the_order_of_the_stream_does_not_matter(source: Source, order: tuple[int, ...]) -> None:
    pieces = [(72, 700, "Cook at Inn AB"), (400, 700, "2019 - 2020"), (72, 680, "Waiter at Bar"), (400, 680, "2018")]
    shown = " ".join("BT /F 10 Tf 1 0 0 1 {} {} Tm ({}) Tj ET".format(*pieces[at]) for at in order)
    lines = read_pdf(classic(document(shown.encode())), Limits(source=source)).lines
    assert [line.text for line in lines] == ["Cook at Inn AB   2019 - 2020", "Waiter at Bar   2018"]


@pytest.mark.parametrize("source", NAMES)
def test_letters_printed_twice_or_apart_read_once_and_together(source: Source) -> None:
    twice = b"BT /F 10 Tf 72 700 Td (Cook) Tj .2 0 Td (Cook) Tj ET "
    apart = b"BT /F 12 Tf 4 Tc 72 600 Td (EXPERIENCE) Tj ET "
    one_by_one = b"".join(
        b"BT /F 10 Tf %d 500 Td (%c) Tj ET " % (72 + 8 * at, code) for at, code in enumerate(b"WAXED")
    )
    lines = read_pdf(classic(document(twice + apart + one_by_one)), Limits(source=source)).lines
    assert [line.text for line in lines] == ["Cook", "EXPERIENCE", "WAXED"]


@pytest.mark.parametrize("source", NAMES)
def test_the_documents_date_is_its_last_change(source: Source) -> None:
    objects = document(LINE, more={100: b"<</CreationDate(D:20200102)/ModDate(D:20240131120000Z)>>"})
    assert SOURCES[source](classic(objects, b"/Info 100 0 R"), Limits()).date == "2024-01-31"


@pytest.mark.parametrize("source", NAMES)
@pytest.mark.parametrize(
    ("limits", "content"),
    [
        (Limits(characters=3), b"BT /F 9 Tf (abcdefghijkl) Tj ET"),
        (Limits(page_text_objects=2), b"BT /F 9 Tf (a) Tj 9 0 Td (b) Tj 9 0 Td (c) Tj ET"),
        (Limits(page_operations=1), b"0 0 9 9 re f 9 9 9 9 re f"),
    ],
)
def test_each_limit_refuses(source: Source, limits: Limits, content: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        page(source, classic(document(content)), limits)
    assert refusal.value.status == "too_large"


@pytest.mark.parametrize("source", NAMES)
def test_only_the_pages_asked_for_are_read(source: Source) -> None:
    file = classic(document(LINE, LINE, LINE))
    assert [page.number for page in SOURCES[source](file, Limits(), {2}).pages] == [2]
    assert [page.number for page in SOURCES[source](file, Limits(pages=2)).pages] == [1, 2]


@pytest.mark.parametrize("source", NAMES)
def test_what_is_locked_or_broken_is_refused(source: Source) -> None:
    for file, status in ((encrypted(), "encrypted"), (b"%PDF-1.7 nothing", "corrupt")):
        with pytest.raises(Unreadable) as refusal:
            SOURCES[source](file, Limits())
        assert refusal.value.status == status


@pytest.mark.parametrize("source", NAMES)
def test_a_time_limit_ends_between_pages(source: Source) -> None:
    ticks = iter(range(100))
    limits = Limits(deadline=Deadline(lambda: float(next(ticks)), 1.5))
    with pytest.raises(Unreadable) as refusal:
        SOURCES[source](classic(document(*[LINE] * 9)), limits)
    assert refusal.value.status == "timeout"


def test_a_file_that_one_source_gives_up_is_read_by_the_other() -> None:
    file = classic(document(b"BT /F 10 Tf 72 500 Td (Cook at Inn AB since May 2019) Tj ET"))
    own = int(file.rpartition(b"startxref\n")[2].split()[0])
    looped = file.replace(b"trailer <<", b"trailer <</Prev %d" % own)
    with pytest.raises(Unreadable):
        SOURCES["pdfminer"](looped, Limits())
    assert read_characters(looped, Limits()).pages[0].characters


def test_a_page_of_few_letters_stays_as_the_first_source_read_it() -> None:
    file = classic(document(b"BT /F 10 Tf 72 500 Td (Cook) Tj ET"))
    assert read_characters(file, Limits()) == SOURCES["pdfminer"](file, Limits())


@pytest.mark.parametrize("source", NAMES)
def test_glyphs_that_no_source_can_name_are_counted_and_refused(source: Source) -> None:
    font = {
        3: b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Face/Encoding/Identity-H/DescendantFonts[101 0 R]>>",
        101: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Face/DW 500/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Face"
        b"/Flags 4/FontBBox[0 0 9 9]>>>>",
    }
    file = classic(document(b"BT /F 10 Tf 50 700 Td <%s> Tj ET" % (b"00050006" * 20), more=font))
    with pytest.raises(Unreadable) as refusal:
        read_pdf(file, Limits(source=source))
    assert refusal.value.status == "unmappable_fonts"
    named = {**font, 3: font[3].replace(b">>", b"/ToUnicode 100 0 R>>")}
    rules = to_unicode("2 beginbfchar <0005> <0061> <0006> <0062> endbfchar")
    file = classic(document(b"BT /F 10 Tf 50 700 Td <%s> Tj ET" % (b"00050006" * 20), more={**named, 100: rules}))
    assert read_pdf(file, Limits(source=source)).lines[0].text == "ab" * 20


def test_limits_come_as_json() -> None:
    given = json.loads('{"pages": 3, "seconds": 0.5, "source": "pdfium", "archive_ratio": 50}')
    limits = Limits(**given)
    assert (limits.pages, limits.seconds, limits.source) == (3, 0.5, "pdfium")
    limits.check()  # without a clock there is no end


@pytest.mark.parametrize("source", NAMES)
def test_text_too_small_to_read_is_no_text(source: Source) -> None:
    shown = b"BT /F 10 Tf 72 500 Td (Cook at Inn AB) Tj ET "
    hidden = b"BT /F 1 Tf 72 480 Td (Python Kubernetes Leadership) Tj ET"
    lines = read_pdf(classic(document(shown + hidden)), Limits(source=source)).lines
    assert [line.text for line in lines] == ["Cook at Inn AB"]
    whole = b"BT /F 2 Tf 72 500 Td (Cook at Inn AB) Tj ET"  # a page printed small is still a page
    assert len(read_pdf(classic(document(whole)), Limits(source=source)).lines) == 1


@pytest.mark.parametrize("source", NAMES)
def test_a_page_of_outlines_needs_ocr_and_a_blank_one_is_empty(source: Source) -> None:
    drawn = b" ".join(b"%d %d m %d 500 l %d 510 l f" % (at, at, at + 3, at + 5) for at in range(300))
    for content, status in ((drawn, "needs_ocr"), (b"", "empty")):
        with pytest.raises(Unreadable) as refusal:
            read_pdf(classic(document(content)), Limits(source=source))
        assert refusal.value.status == status


def test_widths_that_the_file_gives_count_for_a_standard_font_too() -> None:
    widths = b"[" + b" ".join(b"%d" % (300 + 10 * at) for at in range(26)) + b"]"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 97/LastChar 122/Widths %s>>" % widths
    file = classic(document(b"BT /F 10 Tf 50 700 Td (abz A) Tj ET", font=font))
    found = page("pdfminer", file).characters
    assert [right - left for text, left, right, *_ in found if text in "abz"] == pytest.approx([3, 3.1, 5.5])
    assert_alike(classic(document(b"BT /F 10 Tf 50 700 Td (abz) Tj ET", font=font)))
