"""Tests of bytes decoded: marks, Unicode, declared encodings, old encodings by the letters of their languages."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.encodings import DECLARED, decode

SAMPLES = [
    ("cp1252", "Jürgen Müller – Köln, Straße"),
    ("cp1252", "Élève à l’école, naïve façade"),
    ("cp1252", "José Muñoz Ibáñez, años"),
    ("cp1252", "Åse Sjøgren, Tromsø, værk"),
    ("cp1252", "Guðrún Þórðardóttir, Reykjavík"),
    ("cp1254", "Ayşe Yılmaz, Diyarbakır, İş deneyimi"),
    ("cp1254", "Öğretmen, Beşiktaş Şubesi, Iğdır"),
    ("cp1250", "Zażółć gęślą jaźń, Łódź, świadczenie"),
    ("iso8859-2", "Zażółć gęślą jaźń, Łódź, świadczenie"),
    ("cp1250", "Řehoř Dvořák, Plzeň, vedoucí"),
    ("cp1250", "Győr, gyűjtő, Székesfehérvár, önéletrajz"),
    ("cp1250", "Ion Ţepeş, Braşov, învăţământ"),
    ("cp1257", "Žmogiškųjų išteklių, išsilavinimas, įmonė"),
    ("cp1251", "Иван Петров\nОпыт работы\nООО Ромашка, Москва"),
    ("koi8-r", "Иван Петров\nОпыт работы\nООО Ромашка, Москва"),
    ("iso8859-5", "Иван Петров\nОпыт работы\nООО Ромашка, Москва"),
    ("cp1253", "Εμπειρία εργασίας στην Αθήνα, πωλητής"),
]


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_the_letters_of_a_language_tell_its_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.text(st.characters(codec="utf-8", min_codepoint=32), min_size=1), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_unicode_is_read_as_it_is(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    if b"\x00" not in content and not text.startswith("\ufeff"):
        assert decode(content) == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_marks_tell_wide_encodings(encoding: str) -> None:
    assert decode("Jürgen".encode(encoding)) == "Jürgen"


@pytest.mark.parametrize(
    ("declared", "text"),
    [("windows-1251", "п"), ("ISO-8859-2", "ł"), ("shift_jis", "日本語"), ("GBK", "简历"), ("latin1", "œ")],
)
def test_a_page_that_says_its_encoding_is_believed(declared: str, text: str) -> None:
    codec = DECLARED[declared.lower().replace("_", "-")]
    assert decode(text.encode(codec), declared) == text


@pytest.mark.parametrize("declared", ["rot13", "zip", "../../etc", "", None, "utf-8", "unheard-of"])
def test_other_declarations_change_nothing(declared: str | None) -> None:
    content = "Müller".encode("cp1252")
    assert decode(content, declared) == decode(content) == "Müller"


def test_unicode_is_read_whatever_a_page_says() -> None:
    assert decode("Łódź".encode(), "windows-1252") == "Łódź"


def test_every_codec_is_there() -> None:
    assert all(codecs.lookup(name) for name in DECLARED.values())


@given(st.binary(max_size=200), st.sampled_from([None, "big5", "koi8-r", "x"]))
def test_any_bytes_decode_whatever_is_declared(content: bytes, declared: str | None) -> None:
    assert isinstance(decode(content, declared), str)
