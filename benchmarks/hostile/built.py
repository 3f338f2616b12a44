"""Turn content streams, objects and parts into the bytes of files that look like resumes but need not be well."""

import random
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import NamedTuple, TypeVarTuple

from entities.resume import ParseStatus

SEED = 20261122
MEGABYTE = 1_000_000
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINES = ("Jane Doe", "jane@example.com", "Experience", "Cook, Inn AB 2019 - 2021")
READABLE: tuple[ParseStatus, ...] = ("ok", "empty")
UNFINISHED: tuple[ParseStatus, ...] = ("too_large", "timeout", "out_of_memory")
DAMAGED: tuple[ParseStatus, ...] = ("ok", "empty", "corrupt", "needs_ocr", "unmappable_fonts")
ANY: tuple[ParseStatus, ...] = (*DAMAGED, *UNFINISHED)

Build = Callable[[], bytes]
Case = tuple[Build, tuple[ParseStatus, ...]]
Given = TypeVarTuple("Given")


class Hostile(NamedTuple):
    """A file made to break a parser, how to build it, and the statuses that are right for it.

    `shows` is text that a reader may find in it though it doesn't stand in its bytes as it is.
    """

    name: str
    file_name: str
    build: Build
    statuses: tuple[ParseStatus, ...]
    shows: str = " ".join(LINES)


def later(build: Callable[[*Given], bytes], *given: *Given) -> Build:
    """Return what builds a file of what is given, once it's called."""
    return partial(build, *given)


def named(file_name: str, cases: Mapping[str, Case]) -> Iterator[Hostile]:
    """Yield a table of cases as files, all under one file name."""
    for name, (build, statuses) in cases.items():
        yield Hostile(name, file_name, build, statuses)


def pdf(content: bytes, *, packed: bool = True, extra: str = "", resources: str = "", trailer: str = "") -> bytes:
    """Build a PDF of one page from its content stream; `extra` are further objects from number 6 on."""
    stream = zlib.compress(content, 9) if packed else content
    flate = "/Filter/FlateDecode" if packed else ""
    font = f"/Font<</F 5 0 R>>{resources}"
    return b"".join(
        (
            b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
            b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R",
            f"/Resources<<{font}>>>> endobj\n".encode(),
            f"4 0 obj <</Length {len(stream)}{flate}>> stream\n".encode() + stream + b"\nendstream endobj\n",
            b"5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n",
            extra.encode("latin-1") + b"\n",
            f"trailer <</Root 1 0 R{trailer}>>\n".encode("latin-1"),
        ),
    )


def text_page(*lines: str) -> bytes:
    """Build the content stream of a page with lines of text."""
    shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
    return f"BT /F 12 Tf 72 720 Td {shown} ET".encode()


JANE = text_page(*LINES)


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """Write a stream as the body of an object."""
    return b"<<%s/Length %d>> stream\n%s\nendstream" % (entries, len(body), body)


def deflated(body: bytes, entries: bytes = b"") -> bytes:
    """Write a deflated stream as the body of an object."""
    return stream(zlib.compress(body, 9), b"/Filter/FlateDecode" + entries)


def objects(changes: Mapping[int, bytes] | None = None) -> dict[int, bytes]:
    """Return the bodies of Jane's one page: 1 catalog, 2 page tree, 3 page, 4 content, 5 font; with changes."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        4: stream(JANE),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        **(changes or {}),
    }


def written(changes: Mapping[int, bytes] | None = None, *, trailer: bytes = b"", end: bytes | None = None) -> bytes:
    """Build a PDF with a table of its objects, those of Jane's page with changes; `end` stands after the table."""
    whole, rows = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in objects(changes).items():
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, len(whole)))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    last = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(rows) + 1, trailer, len(whole))
    return whole + b"xref\n0 1\n0000000000 65535 f \n" + b"".join(rows) + (last if end is None else end)


def drawn(content: bytes, changes: Mapping[int, bytes] | None = None) -> bytes:
    """Build a PDF whose page draws such a content, deflated."""
    return written({4: deflated(content), **(changes or {})})


def docx(document: bytes, **others: bytes) -> bytes:
    """Build a DOCX around a document part; `others` are further entries of its archive."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": b"<Types/>", "word/document.xml": document, **others}.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, so that a file is the same whenever it is built
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def document(body: str, declaration: str = "") -> bytes:
    """Build a WordprocessingML document part."""
    return f'{declaration}<w:document xmlns:w="{WORDPROCESSING}"><w:body>{body}</w:body></w:document>'.encode()


def paragraph(text: str) -> str:
    """Write one paragraph of WordprocessingML."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


PARAGRAPHS = "".join(map(paragraph, LINES))


def random_bytes(count: int, seed: int = SEED) -> bytes:
    """Build bytes that are no file at all."""
    return random.Random(seed).randbytes(count)


def flipped(content: bytes, seed: int, changes: int = 8) -> bytes:
    """Change some bytes of a file, the same ones for the same seed."""
    place = random.Random(seed)
    changed = bytearray(content)
    for _ in range(changes):
        changed[place.randrange(len(changed))] = place.randrange(256)
    return bytes(changed)
