"""Tests of formats told apart by their bytes, of limits at the door, and of tables loaded ahead."""

import builtins
import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.hostile import document, docx, pdf, text_page
from matcher.resume import preload
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.parse import parse_resume
from matcher.resume.read import BINARY, HTML_STARTS, MAGIC_WITHIN, read_lines, sniff

NAMES = ["a.pdf", "a.docx", "a.html", "a.txt", "a", "", None, ".", "a.b.PDF"]


@given(st.binary(max_size=MAGIC_WITHIN - 5), st.binary(max_size=40), st.sampled_from(NAMES))
def test_a_header_within_the_first_kilobyte_makes_a_pdf(before: bytes, behind: bytes, name: str | None) -> None:
    assert sniff(before + b"%PDF-" + behind, name) == "pdf"


def test_a_header_further_down_makes_none() -> None:
    assert sniff(b"a" * (MAGIC_WITHIN - 5) + b"%PDF-1.4", None) == "pdf"
    assert sniff(b"a" * (MAGIC_WITHIN - 4) + b"%PDF-1.4", None) == "txt"


@pytest.mark.parametrize("start", HTML_STARTS)
def test_markup_at_the_start_makes_html_whatever_the_name(start: str) -> None:
    for written in (start, start.upper(), f"\n\t {start}", f"\ufeff{start}"):
        assert sniff(f"{written}> text".encode(), "a.txt") == "html"
    assert sniff(f"text {start}>".encode(), "a.txt") == "txt"


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.html", "html"), ("a.HTM", "html"), ("a.xhtml", "html"), ("html", "txt"), ("a.html.txt", "txt"), (None, "txt")],
)
def test_only_an_extension_says_html_of_a_text(name: str | None, form: str) -> None:
    assert sniff(b"just text", name) == form


@pytest.mark.parametrize(("controls", "form"), [(2, "txt"), (3, None)])
def test_a_fiftieth_of_control_characters_is_still_text(controls: int, form: str | None) -> None:
    assert BINARY == 0.02
    assert sniff(b"\x01" * controls + b"a" * (100 - controls), "a.txt") == form
    assert sniff(b"\x81" * controls + b"\xe4" * (100 - controls), "a.txt") == form


def test_line_ends_tabs_and_page_breaks_are_no_control_characters() -> None:
    assert sniff(b"a\r\n\t\f" * 20, "a.txt") == "txt"


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"])
def test_known_other_formats_are_none_even_when_they_look_like_text(start: bytes) -> None:
    assert sniff(start + b"a" * 500, "a.txt") is None


@pytest.mark.parametrize(("length", "refused"), [(100, False), (101, True)])
def test_the_file_limit_is_exact_and_counts_bytes(length: int, *, refused: bool) -> None:
    content = "ä".encode() * 50 + b"a" * (length - 100)
    if refused:
        with pytest.raises(Unreadable) as refusal:
            read_lines(content, None, Limits(file=100))
        assert refusal.value.status == "too_large"
    else:
        assert read_lines(content, None, Limits(file=100)).lines


@given(st.text("Jane Doe \n•-@", max_size=40), st.sampled_from(NAMES))
def test_a_refusal_tells_nothing_of_the_file(text: str, name: str | None) -> None:
    try:
        read_lines(text.encode() + b"\x00\x01secret", name, Limits())
    except Unreadable as refusal:
        assert "secret" not in str(refusal)  # noqa: PT017 - where it is refused
        assert refusal.message.endswith(".")  # noqa: PT017 - as above


def test_every_reader_gives_pages_of_its_own_kind() -> None:
    shown = "Jane Doe, a cook in Lund"
    body = document(f"<w:p><w:r><w:t>{shown}</w:t></w:r></w:p>")
    printed = read_lines(pdf(text_page(shown)), None, Limits())
    others = [read_lines(content, None, Limits()) for content in (docx(body), f"<p>{shown}".encode(), shown.encode())]
    assert printed.lines[0].page == printed.pages == 1
    assert printed.lines[0].path is None
    assert printed.lines[0].box is not None
    for pages in others:
        assert pages.pages is None
        assert pages.lines[0].page is pages.lines[0].box is None
        assert pages.lines[0].path
    assert {pages.lines[0].text for pages in [printed, *others[::2]]} == {shown}


MANY_KINDS = """Jürgen Müller
jurgen@example.com | +46 70 123 47 62 | +49 30 901820 | Łódź, Poland

Berufserfahrung
Koch, Gasthaus GmbH   März 2019 - heute
- Kochte für 40 Gäste.

Expérience
Cuisinier, Auberge SARL   janv. 2015 - févr. 2019

学历
工学学士, 清华大学   2010 - 2014
"""


# Character maps that files of each script name (PDF 32000-1:2008, table 118), with a code for one letter.
SCRIPTS = [
    ("UniGB-UCS2-H", "GB1", "5B66", "学"),
    ("UniGB-UTF16-H", "GB1", "5B66", "学"),
    ("GBK-EUC-H", "GB1", "D1A7", "学"),
    ("UniCNS-UCS2-H", "CNS1", "5B78", "學"),
    ("ETen-B5-H", "CNS1", "BEC7", "學"),
    ("UniJIS-UCS2-H", "Japan1", "5B66", "学"),
    ("90ms-RKSJ-H", "Japan1", "8A77", "学"),
    ("UniKS-UCS2-H", "Korea1", "D559", "학"),
    ("KSCms-UHC-H", "Korea1", "C7D0", "학"),
]


def in_script(encoding: str, ordering: str, code: str) -> bytes:
    fonts = (
        f"6 0 obj <</Type/Font/Subtype/Type0/BaseFont/S/Encoding/{encoding}/DescendantFonts[7 0 R]>> endobj\n"
        "7 0 obj <</Type/Font/Subtype/CIDFontType0/BaseFont/S/CIDSystemInfo"
        f"<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>/FontDescriptor<</FontBBox[0 0 9 9]>>>> endobj"
    )
    shown = f"BT /F 12 Tf 72 720 Td (Jane Doe, cook) Tj /G 12 Tf 0 -40 Td <{code * 3}> Tj ET"
    return pdf(shown.encode(), extra=fonts).replace(b"<</F 5 0 R>>", b"<</F 5 0 R/G 6 0 R>>")


def test_once_everything_is_loaded_no_parse_opens_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    preload.preload()
    opened: list[str] = []

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        opened.append(str(path))
        raise PermissionError(path)

    for owner, name in ((builtins, "open"), (io, "open"), (Path, "open"), (Path, "read_text"), (gzip, "open")):
        monkeypatch.setattr(owner, name, refuse)
    for content in (MANY_KINDS.encode(), MANY_KINDS.encode("utf-16"), pdf(text_page("Jane Doe, cook"))):
        assert parse_resume(content, None).status == "ok"
    for encoding, ordering, code, letter in SCRIPTS:
        read = read_lines(in_script(encoding, ordering, code), None, Limits())
        assert [line.text for line in read.lines] == ["Jane Doe, cook", letter * 3]
    assert opened == []
