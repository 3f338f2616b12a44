"""Tests of which files PDFium may read."""

import zlib
from base64 import a85encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.characters import read_characters
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.pdfium_guard import may_read
from matcher.resume.streams import ascii85
from tests.matcher.resume.pdf_writer import FIRST_PAGE, Objects, classic, document, stream

LINE = b"BT /F 10 Tf 72 500 Td (Cook, Inn AB) Tj ET"
KIND = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
FONTS = b"/Font<</F 3 0 R>>"


def form(content: bytes, inner: bytes = b"", kind: bytes = KIND) -> bytes:
    return stream(content, kind + b"/Resources<<%s%s>>" % (FONTS, inner))


def drawing(more: Objects, content: bytes = b"/X Do") -> bytes:
    return classic(document(content, resources=b"/XObject<</X 100 0 R/Y 101 0 R>>", more=more))


def chain(length: int, times: int) -> bytes:
    """Write forms each of which draws the next so many times."""
    names = {at: b"/XObject<</X %d 0 R>>" % (101 + at) for at in range(length - 1)}
    forms = {100 + at: form(b"/X Do " * times, names[at]) for at in names}
    return drawing({**forms, 99 + length: form(LINE)})


@pytest.mark.parametrize(
    "file",
    [
        classic(document(LINE)),
        classic(document(LINE, LINE, LINE)),
        drawing({100: form(LINE)}),
        drawing({100: form(b"/Y Do", b"/XObject<</Y 101 0 R>>"), 101: form(LINE)}),
        drawing({100: form(b"/Y Do", b"/XObject 102 0 R"), 101: form(LINE), 102: b"<</Y 101 0 R>>"}),
        drawing({100: stream(LINE, KIND)}),
        chain(3, 20),
        classic(document(b"[" * 100_000)),
        classic(document(b"", more={FIRST_PAGE + 1: stream(zlib.compress(LINE), b"/Filter/FlateDecode")})),
        classic(
            document(
                b"",
                more={
                    FIRST_PAGE + 1: stream(
                        a85encode(zlib.compress(LINE)) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]"
                    )
                },
            )
        ),
    ],
)
def test_ordinary_files_may_be_read(file: bytes) -> None:
    assert may_read(file, Limits())


ITSELF = form(b"/X Do /X Do", b"/XObject<</X 100 0 R>>")


@pytest.mark.parametrize(
    "file",
    [
        drawing({100: ITSELF}),
        drawing({100: ITSELF.replace(b"/Form", b"/F#6frm")}),
        drawing({100: ITSELF.replace(b"/Subtype/Form", b"/#53ubtype /Form")}),
        drawing({100: ITSELF.replace(b"/Subtype/Form", b"/Subtype 102 0 R"), 102: b"/Form"}),
        drawing({100: stream(b"/X Do", KIND)}),
        drawing({100: form(b"/Y Do", b"/XObject<</Y 101 0 R>>"), 101: form(b"/X Do", b"/XObject<</X 100 0 R>>")}),
        drawing({100: form(b"/X Do", b"/XObject 102 0 R"), 102: b"<</X 100 0 R>>"}),
        drawing({100: form(b"/X Do", b"/XObject 555 0 R")}),
        chain(12, 6),
        chain(3, 2000),
    ],
)
def test_forms_that_draw_without_end_may_not(file: bytes) -> None:
    assert not may_read(file, Limits())


def test_what_cannot_be_looked_into_may_not() -> None:
    for entries in (
        b"/Filter/LZWDecode",
        b"/Filter[/FlateDecode/FlateDecode]",
        b"/Filter 9 0 R",
        b"/Filter/FlateDecode",
    ):
        assert not may_read(classic(document(b"", more={FIRST_PAGE + 1: stream(b"no such bytes", entries)})), Limits())
    assert not may_read(classic(document(LINE), b"/Encrypt 100 0 R"), Limits())
    assert not may_read(b"%PDF-1.4\n1 0 obj <</Length 9>> stream\nwithout an end", Limits())


def packed(content: bytes, entries: bytes = b"") -> bytes:
    body = stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)
    return classic(document(b"", more={FIRST_PAGE + 1: body}))


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        (b"BT /F 10 Tf " + b"(a) Tj " * 60_000 + b"ET", Limits()),
        (b"q " * 1_500_000, Limits()),
        (b" " * 5000, Limits(stream=4999)),
        (b" " * 5000, Limits(document=4999)),
    ],
)
def test_bombs_may_not(content: bytes, limits: Limits) -> None:
    assert not may_read(packed(content), limits)


def test_a_picture_is_not_unpacked() -> None:
    assert may_read(packed(b" " * 5000, b"/Subtype/Image"), Limits(stream=100))


@pytest.mark.parametrize("source", ["pdfminer", "pdfium"])
def test_what_pdfium_may_not_read_is_read_all_the_same(source: str) -> None:
    line = b"BT /F 10 Tf 72 500 Td (Cook, Inn AB) Tj ET /X Do /X Do"
    file = drawing({100: form(line, b"/XObject<</X 100 0 R>>")})
    limits = Limits(source=source)  # type: ignore[arg-type]  # the two names above
    assert "".join(text for text, *_ in read_characters(file, limits).pages[0].characters) == "Cook, Inn AB"
    with pytest.raises(Unreadable) as refusal:
        read_characters(packed(b"BT /F 10 Tf " + b"(a) Tj " * 60_000 + b"ET"), limits)
    assert refusal.value.status == "too_large"


@given(st.binary(max_size=40))
def test_any_bytes_have_an_answer(noise: bytes) -> None:
    file = classic(document(LINE, more={100: form(LINE)}))
    half = len(file) // 2
    assert may_read(file[:half] + noise + file[half:], Limits()) in (True, False)
    assert may_read(noise, Limits()) in (True, False)


@given(st.binary(max_size=60))
def test_base_85_is_undone(body: bytes) -> None:
    assert ascii85(a85encode(body) + b"~>") == body
    spaced = b" ".join(a85encode(body)[at : at + 7] for at in range(0, 80, 7))
    assert ascii85(b"<~" + spaced + b"~>") == body
