"""Tests of streams that inflate within a budget."""

import zlib
from base64 import a85encode

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFStream

from benchmarks.hostile import pdf
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.streams import BoundedParser

BODY = b"BT /F 9 Tf (a) Tj ET " * 100


def content(file: bytes, limits: Limits) -> bytes:
    """Return the page's content stream as the parser gives it."""
    stream = PDFDocument(BoundedParser(file, limits)).getobj(4)
    assert isinstance(stream, PDFStream)
    return stream.get_data()


def with_filters(packed: bytes, filters: str) -> bytes:
    plain = pdf(b"", packed=False)
    stream = f"<</Length {len(packed)}/Filter{filters}>> stream\n".encode() + packed
    return plain.replace(b"<</Length 0>> stream\n", stream)


def test_a_stream_within_the_limits_is_given_whole() -> None:
    assert content(pdf(BODY), Limits(stream=len(BODY), document=len(BODY))) == BODY


@pytest.mark.parametrize("limits", [Limits(stream=len(BODY) - 1), Limits(document=len(BODY) - 1)])
def test_one_byte_more_is_refused(limits: Limits) -> None:
    with pytest.raises(Unreadable) as refusal:
        content(pdf(BODY), limits)
    assert refusal.value.status == "too_large"


def test_every_filter_of_a_chain_counts() -> None:
    twice = zlib.compress(zlib.compress(BODY))
    file = with_filters(twice, "[/FlateDecode/FlateDecode]")
    assert content(file, Limits()) == BODY
    with pytest.raises(Unreadable):
        content(file, Limits(stream=len(BODY) - 1))


def test_other_filters_before_are_pdfminers() -> None:
    file = with_filters(a85encode(b"(a) Tj") + b"~>", "/ASCII85Decode")
    assert content(file, Limits()) == b"(a) Tj"


def test_a_text_filter_before_the_bomb_hides_nothing() -> None:
    file = with_filters(a85encode(zlib.compress(BODY)) + b"~>", "[/ASCII85Decode/FlateDecode]")
    assert content(file, Limits()) == BODY
    with pytest.raises(Unreadable):
        content(file, Limits(stream=len(BODY) - 1))


def test_a_broken_stream_is_empty() -> None:
    assert content(with_filters(b"no zlib at all", "/FlateDecode"), Limits()) == b""
