"""Each hostile builder makes what its sentence claims: looked at without the parser that it is made to break."""

import hashlib
import re
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.lzw import lzwdecode
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from benchmarks.hostile import (
    Hostile,
    document,
    docx,
    encrypted,
    external,
    hostile_files,
    image_only,
    invented,
    laughs,
    page_loop,
    pdf,
    text_page,
    unmappable,
    zip_bomb,
)
from benchmarks.hostile.built import JANE, MEGABYTE, WORDPROCESSING, flipped, random_bytes
from benchmarks.hostile.invented import found_in
from benchmarks.hostile.pdf_drawn import many_objects, scattered
from benchmarks.hostile.pdf_locked import LOCKS, PADDING, Lock, locked, rc4
from benchmarks.hostile.pdf_loops import form_loop
from benchmarks.hostile.pdf_packed import lzw_run
from entities.resume import Found, FoundPlace, FoundPosition, ParseStatus, Resume
from matcher.resume import Limits, parse_resume

FILES = list(hostile_files())
STREAM = re.compile(rb"(\d+) 0 obj <<([^\n]*?)/Length (\d+)([^\n]*)>> stream\n")
OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj ")
REFERENCE = re.compile(rb"(\d+) 0 R")
SMALL = [file for file in FILES if file.name in ("encrypted", "image only", "unmappable", "blank page", "no bytes")]


def content_of(file: bytes) -> bytes:
    """Unpack the content stream of a PDF's only page."""
    match = next(found for found in STREAM.finditer(file) if found[1] == b"4")
    packed = file[match.end() : match.end() + int(match[3])]
    return zlib.decompress(packed) if b"FlateDecode" in match[4] else packed


def document_of(file: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return archive.read("word/document.xml")


def test_every_file_has_a_name_of_its_own_and_known_statuses() -> None:
    names = [file.name for file in FILES]
    assert len(set(names)) == len(names) >= 900
    for file in FILES:
        assert file.statuses
        assert set(file.statuses) <= set(get_args(ParseStatus))
        assert len(set(file.statuses)) == len(file.statuses)
        assert file.file_name.startswith("a.") or file.name.startswith("file name")


def test_every_bad_status_has_a_file_that_may_end_in_it() -> None:
    possible = {status for file in FILES for status in file.statuses}
    assert possible == set(get_args(ParseStatus))
    certain = {file.statuses[0] for file in FILES if len(file.statuses) == 1}
    assert certain >= {
        "encrypted",
        "needs_ocr",
        "unmappable_fonts",
        "empty",
        "corrupt",
        "too_large",
        "unsupported",
        "ok",
    }


@pytest.mark.parametrize("file", SMALL, ids=lambda file: file.name)
def test_a_small_file_ends_in_its_status_without_a_sandbox(file: Hostile) -> None:
    assert parse_resume(file.build(), file.file_name).status in file.statuses


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("text", ["Jane Doe", "", "x" * 5000])
def test_a_pdf_carries_its_content_and_points_at_what_it_has(text: str, packed: bool) -> None:  # noqa: FBT001 - drawn
    made = pdf(text_page(text), packed=packed)
    assert content_of(made) == text_page(text)
    objects = set(OBJECT.findall(made))
    assert {number for number in REFERENCE.findall(made) if number not in objects} == set()
    assert made.startswith(b"%PDF-")
    assert made.count(b"endstream") == 1


def test_a_page_of_lines_is_read_as_those_lines() -> None:
    outcome = parse_resume(pdf(text_page("Jane Doe", "jane@example.com", "Vienna")), "a.pdf")
    assert outcome.status == "ok"
    assert outcome.resume is not None
    assert [found.value for found in outcome.resume.emails] == ["jane@example.com"]


def test_an_encrypted_file_names_a_handler_with_keys_of_the_right_size() -> None:
    made = encrypted()
    assert b"/Encrypt 6 0 R" in made
    assert len(PADDING) == 32
    for entry in (b"O", b"U"):
        found = re.search(rb"/" + entry + rb"<([0-9a-f]+)>", made)
        assert found is not None
        assert len(found[1]) == 64


def test_an_image_only_page_draws_a_picture_and_no_text() -> None:
    assert b"/Subtype/Image" in image_only()
    assert b"Do" in content_of(image_only())
    assert b"Tj" not in content_of(image_only())


def test_an_unmappable_font_has_no_way_to_letters() -> None:
    made = unmappable()
    assert b"ToUnicode" not in made
    assert b"Identity-H" in made
    assert re.search(rb"/Font<<[^>]*/G 6 0 R>>", made)
    assert content_of(made).count(b"0012") == 300


def test_a_page_tree_that_loops_names_itself_as_its_child() -> None:
    tree = re.search(rb"2 0 obj <</Type/Pages/Kids\[([^]]*)\]", page_loop())
    assert tree is not None
    assert b"2 0 R" in tree[1]


def drawings(made: bytes, name: bytes = b"X0", depth: int = 0) -> int:
    """Count how often the text at the bottom would be drawn; -1 where a form draws itself."""
    number = int(name[1:]) + 6
    match = next(found for found in STREAM.finditer(made) if int(found[1]) == number)
    body = made[match.end() : match.end() + int(match[3])]
    below = re.findall(rb"/(X\d+) Do", body)
    if name in below or depth > 30:
        return -1
    return sum(drawings(made, one, depth + 1) for one in below) if below else body.count(b"Tj")


@pytest.mark.parametrize("doubling", [1, 2, 5, 9])
def test_each_further_form_doubles_the_drawing(doubling: int) -> None:
    assert drawings(form_loop(doubling=doubling)) == 2 ** (doubling - 1)


def test_a_form_that_loops_draws_itself() -> None:
    assert drawings(form_loop()) == -1


def expansion(made: bytes, entity: str) -> int:
    """Count the letters that an entity would become."""
    text = document_of(made).decode()
    sizes: dict[str, int] = {}
    for name, value in re.findall(r'<!ENTITY (\w+) "([^"]*)">', text):
        within = re.findall(r"&(\w+);", value)
        sizes[name] = sum(sizes[one] for one in within) if within else len(value)
    return sizes[entity]


def test_the_laughs_are_a_billion_in_a_small_file() -> None:
    made = laughs()
    used = re.search(r"<w:t>&(\w+);</w:t>", document_of(made).decode())
    assert used is not None
    assert expansion(made, used[1]) == 2 * 10**9
    assert len(made) < 10_000


def test_an_external_entity_points_at_a_local_file() -> None:
    assert b'SYSTEM "file:///etc/passwd"' in document_of(external())
    assert b"&x;" in document_of(external())


@pytest.mark.full
def test_a_zip_bomb_is_small_packed_and_huge_unpacked() -> None:
    made = zip_bomb()
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.getinfo("word/document.xml").file_size == 200 * MEGABYTE
    assert len(made) < MEGABYTE


@pytest.mark.parametrize("body", ["", "<w:p/>", "<w:tbl>" * 50 + "<w:p/>" + "</w:tbl>" * 50])
def test_a_document_part_is_well_formed_and_in_the_right_namespace(body: str) -> None:
    root = ET.fromstring(document(body))  # noqa: S314 - our own text
    assert root.tag == f"{{{WORDPROCESSING}}}document"
    assert len(list(root.iter(f"{{{WORDPROCESSING}}}tbl"))) == body.count("<w:tbl>")


def test_a_docx_holds_its_parts_and_the_others() -> None:
    with zipfile.ZipFile(BytesIO(docx(document(""), **{"word/media/1.txt": b"xy"}))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["[Content_Types].xml", "word/document.xml", "word/media/1.txt"]
        assert archive.read("word/media/1.txt") == b"xy"


@pytest.mark.parametrize("count", [0, 1, 250])
def test_as_many_objects_as_asked_for(count: int) -> None:
    assert content_of(many_objects(count)).count(b"Tj") == count
    shown = content_of(scattered(count))
    assert shown.count(b"(word)Tj") == count
    assert len(set(re.findall(rb"1 0 0 1 (\S+ \S+) Tm", shown))) == count


def test_random_files_are_the_same_each_time() -> None:
    assert random_bytes(100) == random_bytes(100)
    assert len(set(random_bytes(4000))) > 200
    assert scattered(20) == scattered(20)


@pytest.mark.parametrize(
    "name", ["truncated", "header only", "other archive", "cut archive", "text: zeros", "text: a picture"]
)
def test_broken_files_are_broken_as_told(name: str) -> None:
    made = next(file for file in FILES if file.name == name).build()
    told = {
        "truncated": made.startswith(b"%PDF-") and b"trailer" not in made,
        "header only": made.startswith(b"%PDF-") and b" obj" not in made[:200],
        "other archive": b"word/document.png" in made and b"word/document.xml" not in made,
        "cut archive": made.startswith(b"PK") and not zipfile.is_zipfile(BytesIO(made)),
        "text: zeros": set(made) == {0},
        "text: a picture": made.startswith(b"\x89PNG\r\n\x1a\n"),
    }
    assert told[name]


@pytest.mark.parametrize("runs", [1, 2, 3])
def test_a_run_of_one_letter_packs_small_and_unpacks_whole(runs: int) -> None:
    packed = lzw_run(ord("a"), runs)
    assert len(packed) < 6000 * runs
    assert lzwdecode(packed) == b"a" * (7_359_366 * runs)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_locked_page_opens_by_either_password_and_shows_nothing_without(lock: Lock) -> None:
    made = locked(lock, owner=b"upper", user=b"lower")
    assert b"Jane" not in made
    for word in ("upper", "lower"):
        document = PDFDocument(PDFParser(BytesIO(made)), password=word)
        (page,) = PDFPage.create_pages(document)
        assert resolve1(page.contents[0]).get_data() == JANE
    with pytest.raises(PDFPasswordIncorrect):
        PDFDocument(PDFParser(BytesIO(made)))


def test_rc4_and_its_vectors_agree() -> None:
    for key, plain, packed in (  # RFC 6229's cipher, by the vectors that go with its first description
        (b"Key", b"Plaintext", "bbf316e8d940af0ad3"),
        (b"Wiki", b"pedia", "1021bf0420"),
        (b"Secret", b"Attack at dawn", "45a01f645fc35b383552544b9bf5"),
    ):
        assert rc4(key, plain).hex() == packed
        assert rc4(key, rc4(key, plain)) == plain


SMALL_LIMITS = Limits(
    file=2 * MEGABYTE,
    characters=5000,
    page_text_objects=500,
    page_operations=20_000,
    stream=MEGABYTE,
    document=2 * MEGABYTE,
    archive_entries=30,
    archive=MEGABYTE,
    markup=MEGABYTE,
    markup_depth=50,
)


def test_every_file_is_built_alike_every_time_and_small_to_send() -> None:
    again = {file.name: hashlib.sha256(file.build()).digest() for file in hostile_files(SMALL_LIMITS)}
    for file in hostile_files(SMALL_LIMITS):
        content = file.build()
        assert hashlib.sha256(content).digest() == again[file.name], file.name
        assert len(content) <= 2 * MEGABYTE + 1 or "beyond" in file.name, file.name


def test_limits_move_the_files_that_break_them() -> None:
    wide = {file.name: file for file in hostile_files(replace(SMALL_LIMITS, markup_depth=90, archive_entries=40))}
    low = {file.name: file for file in hostile_files(SMALL_LIMITS)}
    assert wide.keys() == low.keys()
    for name, limits in (("html: one element too deep", (50, 90)), ("html: nested lists", (50, 90))):
        for files, limit in zip((low, wide), limits, strict=True):
            assert files[name].build().count(b"<div>" if "element" in name else b"<ul>") == limit + 1
    for files, limit in ((low, 30), (wide, 40)):
        with zipfile.ZipFile(BytesIO(files["many entries"].build())) as archive:
            assert len(archive.namelist()) == limit + 3
        with zipfile.ZipFile(BytesIO(files["zip bomb of overlapping entries"].build())) as archive:
            assert len({entry.header_offset for entry in archive.infolist()}) == 1


@given(st.binary(min_size=1, max_size=200), st.integers(0, 99), st.integers(1, 9))
def test_a_flip_changes_some_bytes_and_no_length(content: bytes, seed: int, changes: int) -> None:
    made = flipped(content, seed, changes)
    assert len(made) == len(content)
    assert sum(one != other for one, other in zip(made, content, strict=True)) <= changes
    assert made == flipped(content, seed, changes)


RESUME = Resume(
    name=Found(value="Jane Doe", confidence=0.9),
    phones=(Found(value="+442079460958", raw="020 7946 0958", confidence=0.9),),
    work=(FoundPosition(company=Found(value="Inn AB", confidence=0.9), start=Found(value="2019", confidence=0.9)),),
    location=FoundPlace(value="Mölln", confidence=0.9),
)
WORDS = "Jane Doe of Inn AB, Mölln, since 2019, tel. 020 7946 0958"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-be"])
def test_no_word_is_invented_that_the_bytes_hold(encoding: str) -> None:
    assert invented(RESUME, WORDS.encode(encoding), "") == []


@pytest.mark.parametrize("held", [docx(document(WORDS)), pdf(text_page(WORDS)), b"", b"%PDF- Jane Doe"])
@pytest.mark.parametrize("word", ["Jane", "Doe", "Inn", "AB", "2019", "7946"])
def test_a_word_that_is_nowhere_is_invented(held: bytes, word: str) -> None:
    assert invented(RESUME, b"", WORDS) == []
    assert word in invented(RESUME, b"", WORDS.replace(word, "x"))
    assert invented(RESUME, held, WORDS) == []
    other = RESUME.model_copy(update={"name": Found(value="Nobody", confidence=0.1)})
    assert invented(other, held, WORDS) == ["Nobody"]


def test_every_value_of_a_resume_is_looked_at() -> None:
    assert {value.value for value in found_in(RESUME)} == {"Jane Doe", "+442079460958", "Inn AB", "2019", "Mölln"}
