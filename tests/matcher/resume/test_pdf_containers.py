"""Tests of the same page in every form that a file may hold it in."""

import hashlib
import zlib
from base64 import a85encode
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.miner import read_characters
from matcher.resume.pdf import read_pdf
from tests.matcher.resume.pdf_writer import (
    CATALOG,
    FIRST_PAGE,
    FONT,
    TREE,
    Objects,
    classic,
    document,
    packed,
    png_rows,
    shown,
    stream,
    tableless,
    updated,
)

TEXT = "Cook at the Inn, a house in Lund"
PAGE = shown([(72, 100, TEXT)])
PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")  # PDF 32000-1, 7.6.3.3


def texts(file: bytes) -> list[str]:
    return [line.text for line in read_pdf(file, Limits()).lines]


def with_content(body: bytes, entries: bytes) -> bytes:
    return classic(document(b"", more={FIRST_PAGE + 1: stream(body, entries)}))


FORMS = {
    "table": classic,
    "object stream": packed,
    "object stream without predictor": lambda objects: packed(objects, predicted=False),
    "lost table": tableless,
    "junk before the header": lambda objects: b"\n\n" + tableless(objects),
    "wrong start": lambda objects: classic(objects).replace(b"startxref\n", b"startxref\n9"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_container_gives_the_same_characters(form: object) -> None:
    assert callable(form)
    objects = document(PAGE, shown([(72, 100, "second page")]))
    expected = read_characters(classic(objects), Limits()).pages
    assert len(expected) == 2
    assert read_characters(form(objects), Limits()).pages == expected


def test_objects_in_any_order_are_found() -> None:
    objects = document(PAGE)
    backwards = dict(reversed(objects.items()))
    assert texts(classic(backwards)) == texts(packed(backwards)) == texts(tableless(backwards)) == [TEXT]


def test_the_last_update_of_an_object_counts() -> None:
    file = classic(document(PAGE))
    content = FIRST_PAGE + 1
    for version in ("second version", "third version"):
        file = updated(file, {content: stream(shown([(72, 100, version)]))})
        assert texts(file) == [version]


def test_an_update_may_add_a_page() -> None:
    tree = document(PAGE, b"")
    new = {number: body for number, body in tree.items() if number not in {CATALOG, FONT, FIRST_PAGE, FIRST_PAGE + 1}}
    new[FIRST_PAGE + 3] = stream(shown([(72, 100, "added later")]))
    assert texts(updated(classic(document(PAGE)), new)) == [TEXT, "added later"]


def test_an_update_of_a_packed_file_counts_too() -> None:
    file = packed(document(PAGE))
    assert texts(updated(file, {FIRST_PAGE + 1: stream(shown([(72, 100, "newer")]))})) == ["newer"]


def test_tables_that_name_each_other_come_to_an_end() -> None:
    file = classic(document(PAGE))
    own = int(file.rpartition(b"startxref\n")[2].split()[0])
    with pytest.raises(Unreadable) as refusal:
        read_characters(file.replace(b"trailer <<", b"trailer <</Prev %d" % own), Limits())
    assert refusal.value.status == "corrupt"


def hexadecimal(body: bytes) -> bytes:
    return body.hex().encode() + b">"


def ascii85(body: bytes) -> bytes:
    return a85encode(body) + b"~>"


def run_length(body: bytes) -> bytes:
    return b"".join(bytes((len(piece) - 1,)) + piece for piece in _cut(body, 128)) + b"\x80"


def _cut(body: bytes, length: int) -> list[bytes]:
    return [body[at : at + length] for at in range(0, len(body), length)]


FILTERS = {
    b"FlateDecode": zlib.compress,
    b"ASCIIHexDecode": hexadecimal,
    b"ASCII85Decode": ascii85,
    b"RunLengthDecode": run_length,
    b"Fl": zlib.compress,
    b"AHx": hexadecimal,
    b"A85": ascii85,
    b"RL": run_length,
}


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_gives_the_page(name: bytes) -> None:
    assert texts(with_content(FILTERS[name](PAGE), b"/Filter/" + name)) == [TEXT]


@pytest.mark.parametrize(("outer", "inner"), list(product([b"ASCII85Decode", b"AHx"], [b"FlateDecode", b"RL"])))
def test_a_chain_of_filters_is_undone_from_the_left(outer: bytes, inner: bytes) -> None:
    body = FILTERS[outer](FILTERS[inner](PAGE))
    assert texts(with_content(body, b"/Filter[/%s/%s]" % (outer, inner))) == [TEXT]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.sampled_from([1, 5, 16]))
def test_every_predictor_of_a_row_is_undone(kinds: list[int], columns: int) -> None:
    body = zlib.compress(png_rows(PAGE, columns, kinds))
    entries = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns %d>>" % columns
    assert texts(with_content(body, entries)) == [TEXT]


def test_a_predicted_stream_counts_what_it_inflates_to() -> None:
    body = zlib.compress(png_rows(b" " * 5000 + PAGE, 8, [2]))
    file = with_content(body, b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 8>>")
    assert texts(file) == [TEXT]
    with pytest.raises(Unreadable) as refusal:
        read_pdf(file, Limits(stream=5000))
    assert refusal.value.status == "too_large"


@pytest.mark.parametrize(("less", "refused"), [(0, False), (1, True)])
def test_the_documents_budget_is_shared_by_all_its_streams(less: int, *, refused: bool) -> None:
    pages = [shown([(72, 100 + 20 * at, f"{TEXT} {chr(97 + at)}")]) for at in range(3)]
    streams = {
        FIRST_PAGE + 2 * at + 1: stream(zlib.compress(page), b"/Filter/FlateDecode") for at, page in enumerate(pages)
    }
    file = classic(document(*pages, more=streams))
    limits = Limits(document=sum(map(len, pages)) - less)
    if refused:
        with pytest.raises(Unreadable) as refusal:
            read_pdf(file, limits)
        assert refusal.value.status == "too_large"
    else:
        assert len(read_pdf(file, limits).lines) == 3


@pytest.mark.parametrize("cut", [1, 4, 20])
def test_a_cut_deflated_stream_gives_what_was_whole(cut: int) -> None:
    lines = [(72.0, 100.0 + 20 * at, f"line {chr(97 + at)} of the page") for at in range(26)]
    content = zlib.compress(shown(lines))
    read = texts(with_content(content[:-cut], b"/Filter/FlateDecode"))
    whole = [text for *_, text in lines]
    assert read[:20] == whole[:20]


def test_contents_may_come_in_pieces_cut_between_any_two_tokens() -> None:
    tokens = PAGE.split(b" ")
    for cut in (1, 3, 9):
        first, second = b" ".join(tokens[:cut]), b" ".join(tokens[cut:])
        page = b"<</Type/Page/Parent %d 0 R/Contents[100 0 R 101 0 R]>>" % TREE
        more = {100: stream(first), 101: stream(second), FIRST_PAGE: page}
        assert texts(classic(document(b"", more=more))) == [TEXT]


def test_a_page_inherits_its_box_and_fonts_from_any_height_of_the_tree() -> None:
    objects = document(PAGE)
    objects[TREE] = objects[TREE].replace(b"/Kids[10 0 R]", b"/Kids[100 0 R]")
    objects[100] = b"<</Type/Pages/Parent 2 0 R/Kids[101 0 R]/Count 1>>"
    objects[101] = b"<</Type/Pages/Parent 100 0 R/Kids[10 0 R]/Count 1>>"
    objects[FIRST_PAGE] = objects[FIRST_PAGE].replace(b"/Parent 2 0 R", b"/Parent 101 0 R")
    [page] = read_characters(classic(objects), Limits()).pages
    assert (page.width, page.height) == (612, 792)
    assert texts(classic(objects)) == [TEXT]


@pytest.mark.parametrize(
    ("rotate", "matrix"),
    [(0, "1 0 0 1 72 692"), (90, "0 1 -1 0 100 72"), (180, "-1 0 0 -1 540 100"), (270, "0 -1 1 0 512 720")],
)
def test_a_turned_page_reads_as_it_is_seen(rotate: int, matrix: str) -> None:
    # Each matrix puts the text 72 pt from the left and 100 pt below the top of the page as it is seen.
    content = f"BT /F 10 Tf {matrix} Tm ({TEXT}) Tj ET".encode()
    [line] = read_pdf(classic(document(content, page=b"/Rotate %d" % rotate)), Limits()).lines
    assert line.text == TEXT
    assert (line.x0, line.y0) == pytest.approx((72, 92))


def test_a_box_that_starts_elsewhere_moves_nothing() -> None:
    moved = b"1 0 0 1 -20 300 cm " + PAGE
    plain = read_characters(classic(document(PAGE)), Limits()).pages[0].characters
    other = read_characters(classic(document(moved, tree=b"/MediaBox[-20 300 592 1092]")), Limits()).pages[0].characters
    for before, after in zip(plain, other, strict=True):
        assert after[1:4] == pytest.approx(before[1:4])


def test_links_follow_the_box_too() -> None:
    note = b"<</Type/Annot/Subtype/Link/Rect[%s]/A<</S/URI/URI(https://jane.example)>>>>"
    plain = classic(document(PAGE, page=b"/Annots[100 0 R]", more={100: note % b"72 680 200 700"}))
    turned = classic(document(PAGE, page=b"/Annots[100 0 R]", more={100: note % b"200 700 72 680"}))
    tree = b"/MediaBox[-20 300 592 1092]"
    moved = classic(document(PAGE, page=b"/Annots[100 0 R]", tree=tree, more={100: note % b"52 980 180 1000"}))
    boxes = [read_pdf(file, Limits()).links[0][1].box for file in (plain, turned, moved)]
    assert boxes == [(72, 92, 200, 112)] * 3


@pytest.mark.parametrize(
    "note",
    [
        b"<</Rect[0 0 1 1]>>",
        b"<</Rect[0 0 1]/A<</URI(https://x.example)>>>>",
        b"<</Rect[0 0 1 1]/A<</URI/https>>>>",
        b"<</A<</URI(https://x.example)>>>>",
        b"<</Rect[0 /x (y) 1]/A<</URI(https://x.example)>>>>",
        b"[1 2 3]",
        b"null",
    ],
)
def test_a_broken_annotation_is_no_link(note: bytes) -> None:
    read = read_pdf(classic(document(PAGE, page=b"/Annots[100 0 R]", more={100: note})), Limits())
    assert read.links == ()
    assert [line.text for line in read.lines] == [TEXT]


@pytest.mark.parametrize(
    ("facts", "date"),
    [
        (b"/ModDate(D:20240131120000Z)/CreationDate(D:20200101000000Z)", "2024-01-31"),
        (b"/CreationDate(D:20200101)", "2020-01-01"),
        (b"/ModDate(yesterday)/CreationDate(D:20200101)", "2020-01-01"),
        (b"/ModDate(D:2020)", None),
        (b"/Title(D:20200101)", None),
    ],
)
def test_the_date_of_change_comes_before_that_of_making(facts: bytes, date: str | None) -> None:
    file = classic(document(PAGE, more={100: b"<<%s>>" % facts}), b"/Info 100 0 R")
    assert read_pdf(file, Limits()).date == date


def rc4(key: bytes, body: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for value in body:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(value ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(user: bytes) -> bytes:
    """Encrypt a document with a user password as PDF 1.1 did (40 bits)."""
    owner, rights = bytes(range(32)), -44
    password = (user + PADDING)[:32]
    key = hashlib.md5(password + owner + rights.to_bytes(4, "little", signed=True) + PADDING).digest()[:5]  # noqa: S324 - the format's
    check = rc4(key, PADDING).hex().encode()
    objects: Objects = document(PAGE)
    number = FIRST_PAGE + 1
    own = hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10]  # noqa: S324 - as above
    objects[number] = stream(rc4(own, zlib.compress(PAGE)), b"/Filter/FlateDecode")
    objects[100] = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>" % (owner.hex().encode(), check, rights)
    identity = PADDING.hex().encode()
    return classic(objects, b"/Encrypt 100 0 R/ID[<%s><%s>]" % (identity, identity))


def test_a_file_whose_owner_alone_has_a_password_is_read() -> None:
    assert texts(encrypted(b"")) == [TEXT]


def test_an_encrypted_stream_is_bounded_as_well() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_pdf(encrypted(b""), Limits(stream=len(PAGE) - 1))
    assert refusal.value.status == "too_large"


def test_a_file_with_a_users_password_is_refused_by_reason() -> None:
    with pytest.raises(Unreadable) as refusal:
        texts(encrypted(b"secret"))
    assert refusal.value.status == "encrypted"


@given(st.integers(0, 2000))
def test_a_file_cut_anywhere_gives_no_text_that_was_not_there(cut: int) -> None:
    file = packed(document(PAGE, PAGE))
    try:
        read = texts(file[:cut])
    except Unreadable as refusal:
        assert refusal.status in {"corrupt", "empty", "too_large"}  # noqa: PT017 - either way is right
    else:
        assert set(read) <= {TEXT}
