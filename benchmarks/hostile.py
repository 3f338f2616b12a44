"""Turn nothing into hostile resume files, each with the statuses it may end in.

`python -m benchmarks.hostile` parses every one in the sandbox and prints what became of it.
"""

import hashlib
import random
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple

from entities.resume import ParseStatus
from service.sandbox import ParsePool

SEED = 20261122
MEGABYTE = 1_000_000
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")  # PDF 32000-1, 7.6.3.3
READABLE: tuple[ParseStatus, ...] = ("ok", "empty")
UNFINISHED: tuple[ParseStatus, ...] = ("too_large", "timeout", "out_of_memory")


class Hostile(NamedTuple):
    """A file made to break a parser, how to build it, and the statuses that are right for it."""

    name: str
    file_name: str
    build: Callable[[], bytes]
    statuses: tuple[ParseStatus, ...]


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


def encrypted() -> bytes:
    """Build a PDF that needs a user password (a wrong /U entry with the standard 40-bit handler)."""
    owner, user = (hashlib.sha256(word).hexdigest() for word in (b"owner", b"user"))
    entry = f"6 0 obj <</Filter/Standard/V 1/R 2/O<{owner}>/U<{user}>/P -44>> endobj"
    return pdf(text_page("Jane Doe"), extra=entry, trailer=f"/Encrypt 6 0 R/ID[<{PADDING.hex()}><{PADDING.hex()}>]")


def image_only() -> bytes:
    """Build a PDF whose only content is a picture."""
    picture = "6 0 obj <</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    return pdf(
        b"q 600 0 0 780 0 0 cm /Im Do Q",
        extra=f"{picture}/Length 1>> stream\nx\nendstream endobj",
        resources="/XObject<</Im 6 0 R>>",
    )


def unmappable() -> bytes:
    """Build a PDF whose font has no way from glyph to letter."""
    fonts = (
        "6 0 obj <</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts[7 0 R]>> endobj\n"
        "7 0 obj <</Type/Font/Subtype/CIDFontType0/BaseFont/ABCDEF+X/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>> endobj"
    )
    shown = b"BT /G 12 Tf 72 700 Td <" + b"0012" * 300 + b"> Tj ET"
    return pdf(shown, extra=fonts, resources="/G 6 0 R").replace(b">>/G 6 0 R", b"/G 6 0 R>>")


def page_loop() -> bytes:
    """Build a PDF whose page tree contains itself."""
    return pdf(text_page("Jane Doe")).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R 3 0 R]")


def form_loop(*, doubling: int = 0) -> bytes:
    """Build a PDF with a form that draws itself, or with `doubling` forms that each draw the next one twice."""
    last = doubling or 1
    forms = []
    for at in range(last):
        body = f"/X{0 if not doubling else at + 1} Do " * 2 if at + 1 < last or not doubling else "BT /F 9 Tf (x) Tj ET"
        names = "".join(f"/X{number} {number + 6} 0 R" for number in range(last))
        forms.append(
            f"{at + 6} 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<{names}>>"
            f"/Font<</F 5 0 R>>>>/Length {len(body)}>> stream\n{body}\nendstream endobj",
        )
    return pdf(text_page("Jane Doe") + b" /X0 Do", extra="\n".join(forms), resources="/XObject<</X0 6 0 R>>")


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


def laughs() -> bytes:
    """Build a DOCX whose entities expand a billion times."""
    entities = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
    return docx(document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'))


def external() -> bytes:
    """Build a DOCX with an entity that names a local file."""
    return docx(
        document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    )


def zip_bomb() -> bytes:
    """Build a DOCX whose document inflates to 200 MB."""
    return docx(b"\0" * (200 * MEGABYTE))


def many_objects(count: int) -> bytes:
    """Build a small PDF with so many text objects on its page."""
    return pdf(b"BT /F 9 Tf 72 700 Td " + b"(a)Tj " * count + b"ET")


def scattered(count: int) -> bytes:
    """Build a PDF with words at random places."""
    place = random.Random(SEED)
    words = (f"1 0 0 1 {place.uniform(20, 580):.1f} {place.uniform(20, 770):.1f} Tm (word)Tj" for _ in range(count))
    return pdf(f"BT /F 9 Tf {' '.join(words)} ET".encode())


def random_bytes(count: int) -> bytes:
    """Build bytes that are no file at all."""
    return random.Random(SEED).randbytes(count)


def _pdfs() -> Iterator[Hostile]:
    whole = pdf(text_page("Jane Doe", "jane@example.com", "Experience", "Cook, Inn AB 2019 - 2021"))
    yield Hostile("encrypted", "a.pdf", encrypted, ("encrypted",))
    yield Hostile("image only", "a.pdf", image_only, ("needs_ocr",))
    yield Hostile("unmappable", "a.pdf", unmappable, ("unmappable_fonts",))
    yield Hostile("blank page", "a.pdf", lambda: pdf(b""), ("empty",))
    yield Hostile("truncated", "a.pdf", lambda: whole[:200], ("corrupt", "empty"))
    yield Hostile("header only", "a.pdf", lambda: b"%PDF-1.4\n" + random_bytes(3000), ("corrupt",))
    yield Hostile(
        "flate bomb", "a.pdf", lambda: pdf(b"BT /F 9 Tf (" + b"a" * (200 * MEGABYTE) + b") Tj ET"), ("too_large",)
    )
    yield Hostile(
        "long string", "a.pdf", lambda: pdf(b"BT /F 9 Tf (" + b"a" * (10 * MEGABYTE) + b") Tj ET"), ("too_large",)
    )
    yield Hostile("a million text objects", "a.pdf", lambda: many_objects(1_000_000), ("too_large",))
    yield Hostile("scattered words", "a.pdf", lambda: scattered(20_000), (*READABLE, *UNFINISHED))
    yield Hostile("page tree loop", "a.pdf", page_loop, READABLE)
    yield Hostile("form loop", "a.pdf", form_loop, READABLE)
    yield Hostile("doubling forms", "a.pdf", lambda: form_loop(doubling=40), UNFINISHED)
    yield Hostile(
        "nested arrays",
        "a.pdf",
        lambda: pdf(b"[" * 100_000 + text_page("Jane Doe")),
        (*READABLE, "corrupt", *UNFINISHED),
    )
    yield Hostile("open strings", "a.pdf", lambda: pdf(b"BT /F 9 Tf " + b"(" * 200_000), (*READABLE, *UNFINISHED))
    yield Hostile("wrong extension", "a.docx", lambda: whole, ("ok",))


def _others() -> Iterator[Hostile]:
    paragraph = "<w:p><w:r><w:t>Jane Doe jane@example.com</w:t></w:r></w:p>"
    entries = {f"word/media/{at}.txt": b"x" for at in range(3000)}
    yield Hostile("no bytes", "a.pdf", lambda: b"", ("empty",))
    yield Hostile("random bytes", "a.bin", lambda: random_bytes(5000), ("unsupported",))
    yield Hostile("picture", "a.txt", lambda: b"\x89PNG\r\n\x1a\n" + random_bytes(5000), ("unsupported",))
    yield Hostile("11 MB", "a.txt", lambda: b"a " * (11 * MEGABYTE // 2), ("too_large",))
    yield Hostile("one long line", "a.txt", lambda: b"a" * 9 * MEGABYTE, ("too_large",))
    yield Hostile("zeros", "a.txt", lambda: b"\0" * 5000, ("unsupported",))
    yield Hostile("zip bomb", "a.docx", zip_bomb, ("too_large",))
    yield Hostile("billion laughs", "a.docx", laughs, ("corrupt",))
    yield Hostile("external entity", "a.docx", external, ("corrupt",))
    yield Hostile("many entries", "a.docx", lambda: docx(document(paragraph), **entries), ("too_large",))
    yield Hostile(
        "other archive",
        "a.docx",
        lambda: docx(b"").replace(b"word/document.xml", b"word/document.png"),
        ("unsupported",),
    )
    yield Hostile("cut archive", "a.docx", lambda: docx(document(paragraph))[:-30], ("corrupt",))
    yield Hostile(
        "nested tables",
        "a.docx",
        lambda: docx(document("<w:tbl>" * 5000 + paragraph + "</w:tbl>" * 5000)),
        ("too_large",),
    )
    yield Hostile("nested divs", "a.html", lambda: b"<div>" * 200_000 + b"Jane Doe", ("too_large",))
    yield Hostile("self-closed divs", "a.html", lambda: b"<html>" + b"<div/>" * 200_000 + b"Jane Doe", ("too_large",))
    yield Hostile("unclosed quotes", "a.html", lambda: b"<html>" + b"<a href='" * 300_000, (*READABLE, *UNFINISHED))
    yield Hostile("6 MB of markup", "a.html", lambda: b"<html>" + b"<p>a</p>" * (6 * MEGABYTE // 8), ("too_large",))


def hostile_files() -> Iterator[Hostile]:
    """Yield every hostile file; each is built only when it's asked to."""
    yield from _pdfs()
    yield from _others()


def main() -> int:
    """Parse every hostile file in the sandbox and print a table; returns how many ended in a wrong status."""
    wrong = 0
    with ParsePool(1) as pool:
        for file in hostile_files():
            content = file.build()
            outcome, seconds = pool.parse(content, file.file_name)
            right = outcome.status in file.statuses
            wrong += not right
            verdict = "ok" if right else "WRONG"
            print(f"{verdict:5} {file.name:24} {len(content):>10,} B {seconds:6.2f} s {outcome.status}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
