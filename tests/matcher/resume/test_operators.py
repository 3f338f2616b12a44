"""Tests of the content stream lexer against pdfminer's own."""

from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword

from matcher.resume.operators import KEPT, operations


def reference(content: bytes) -> list[tuple[bytes, list[object]]]:
    """Read the same operators with pdfminer's byte-wise parser."""
    parser = PDFContentParser([PDFStream({}, content)])
    found: list[tuple[bytes, list[object]]] = []
    operands: list[object] = []
    while True:
        try:
            _, item = parser.nextobject()
        except PSEOF:
            return found
        if isinstance(item, PSKeyword):
            if item.name in KEPT:
                found.append((item.name, operands))
            operands = []
        else:
            operands.append(item)


numbers = st.one_of(st.integers(-999, 999), st.decimals(-999, 999, places=3)).map(lambda number: str(number).encode())
plain = st.binary(max_size=12).map(lambda raw: bytes(code for code in raw if code not in b"()\\\r"))
strings = plain.map(lambda raw: b"(" + raw + b")")
nested = plain.map(lambda raw: b"(a(" + raw + b")\\(b\\101\\n)")
hexes = st.binary(max_size=6).map(lambda raw: b"<" + raw.hex().encode() + b">")
names = st.sampled_from((b"/F1", b"/A#20B", b"/"))
atoms = st.one_of(numbers, strings, nested, hexes)
arrays = st.lists(atoms, max_size=5).map(lambda items: b"[" + b" ".join(items) + b"]")
statements = st.tuples(
    st.lists(st.one_of(atoms, arrays, names), max_size=4).map(b" ".join),
    st.sampled_from((b"Tj", b"TJ", b"Tm", b"'", b"q", b"cm", b"rg", b"W*", b"f*", b"T*")),
).map(b" ".join)


@given(st.lists(statements, max_size=8).map(b"\n".join))
def test_reads_what_pdfminers_parser_reads(content: bytes) -> None:
    assert list(operations(content)) == reference(content)


def test_strings_keep_inner_parentheses_and_escapes() -> None:
    assert list(operations(rb"(a (b) \) \101\n) Tj")) == [(b"Tj", [b"a (b) ) A\n"])]


def test_pictures_within_the_stream_are_skipped() -> None:
    content = b"BI /W 2 /H 2 ID \x00(]EI\xff EI (after) Tj"
    assert list(operations(content)) == [(b"Tj", [b"after"])]


@given(st.binary(max_size=200))
def test_any_bytes_come_to_an_end_without_an_error(content: bytes) -> None:
    for verb, operands in operations(content):
        assert verb in KEPT
        assert isinstance(operands, list)
