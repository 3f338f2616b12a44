"""Tests of the one door for every format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.hostile import document, docx, encrypted, hostile_files, page_loop, pdf, text_page
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.preload import preload
from matcher.resume.read import read_lines, sniff

PDF = pdf(text_page("Jane Doe, a cook in Lund"))
DOCX = docx(document("<w:p><w:r><w:t>Jane Doe, a cook in Lund</w:t></w:r></w:p>"))
HTML = b"<!DOCTYPE html><p>Jane Doe, a cook in Lund</p>"
TXT = b"Jane Doe, a cook in Lund"


@pytest.mark.parametrize("content", [PDF, DOCX, HTML, TXT])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt", "a", None])
def test_the_bytes_decide_whatever_the_name_says(content: bytes, name: str | None) -> None:
    assert [line.text for line in read_lines(content, name, Limits()).lines] == ["Jane Doe, a cook in Lund"]


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        (b"\n\n%PDF-1.4", "a.txt", "pdf"),
        (b"<p>Jane</p>", "a.html", "html"),
        (b"<p>Jane</p>", "a.txt", "txt"),
        ("Müller".encode("utf-16"), "a.txt", "txt"),
        (b"{\\rtf1 Jane}", "a.txt", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", None),
        (b"\x00\x01\x02\x03" * 9, "a.pdf", None),
    ],
)
def test_formats_are_told_apart(content: bytes, name: str, form: str | None) -> None:
    assert sniff(content, name) == form


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", "empty"),
        (b"a" * 10_000_001, "too_large"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
        (encrypted(), "encrypted"),
        (PDF[:120], "corrupt"),
    ],
)
def test_what_can_not_be_read_is_refused_by_reason(content: bytes, status: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_lines(content, "a.pdf", Limits())
    assert refusal.value.status == status
    assert str(refusal.value) == refusal.value.message


def test_a_page_tree_that_holds_itself_is_read_once() -> None:
    assert [line.text for line in read_lines(page_loop(), "a.pdf", Limits()).lines] == ["Jane Doe"]


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"]))
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes) -> None:
    try:
        pages = read_lines(start + content, None, Limits())
    except Unreadable as refusal:
        assert refusal.message  # noqa: PT017 - either way is right, but nothing else is
    else:
        assert pages.lines


@given(st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(PDF) - 1))
    damaged = PDF[:at] + data.draw(st.binary(max_size=4)) + PDF[at + data.draw(st.integers(0, 9)) :]
    try:
        read_lines(damaged, "a.pdf", Limits())
    except Unreadable as refusal:
        assert refusal.status in {"corrupt", "empty", "too_large", "unsupported", "encrypted", "unmappable_fonts"}  # noqa: PT017 - as above


def test_hostile_files_have_names_of_their_own() -> None:
    names = [file.name for file in hostile_files()]
    assert len(names) == len(set(names)) >= 30


def test_preloading_reads_every_format() -> None:
    preload()
