"""Turn archives and parts that no word processor writes into DOCX files."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from benchmarks.hostile.built import (
    DAMAGED,
    LINES,
    MEGABYTE,
    PARAGRAPHS,
    READABLE,
    UNFINISHED,
    WORDPROCESSING,
    Case,
    Hostile,
    document,
    docx,
    later,
    named,
    paragraph,
    random_bytes,
)
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

BODY = "word/document.xml"
JANE = document(PARAGRAPHS)
REFUSED: tuple[ParseStatus, ...] = ("too_large",)
CLOSED: tuple[ParseStatus, ...] = ("too_large", "empty")  # what lies where no text belongs need not be seen
LOST: tuple[ParseStatus, ...] = ("unsupported", "corrupt")
SLOW: tuple[ParseStatus, ...] = (*READABLE, *UNFINISHED)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def laughs() -> bytes:
    """Build a DOCX whose entities expand a billion times."""
    entities = "".join(f'<!ENTITY l{at + 1} "' + f"&l{at};" * 10 + '">' for at in range(9))
    return docx(document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'))


def external() -> bytes:
    """Build a DOCX with an entity that names a local file."""
    return docx(
        document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    )


def zip_bomb() -> bytes:
    """Build a DOCX whose document inflates to 200 MB."""
    return docx(b"\0" * (200 * MEGABYTE))


def overlapping(count: int, size: int) -> bytes:
    """Build an archive whose entries all have the same packed bytes (D. Fifield, "A better zip bomb", 2019)."""
    packed = zlib.compress(b" " * size, 9)[2:-4]
    check = zlib.crc32(b" " * size)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, check, len(packed), size, len(BODY), 0)
    local += BODY.encode() + packed
    listed = b""
    for at in range(count):
        name = (BODY if at == 0 else f"word/header{at}.xml").encode()
        fields = (b"PK\1\2", 20, 20, 0, 8, 0, 33, check, len(packed), size, len(name), 0, 0, 0, 0, 0, 0)
        listed += struct.pack("<4sHHHHHHIIIHHHHHII", *fields) + name
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(listed), len(local), 0)
    return local + listed + end


def lying(size: int, told: int) -> bytes:
    """Build a DOCX whose document is said to have another size than it has."""
    whole = docx(JANE + b" " * size)
    return whole.replace(struct.pack("<I", len(JANE) + size), struct.pack("<I", told))


def entries(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Build an archive of such entries."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()


def _linked() -> bytes:
    """Build an archive whose document is a link to a local file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        entry = zipfile.ZipInfo(BODY)
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, b"/etc/passwd")
    return packed.getvalue()


def _large_form() -> bytes:
    """Build a DOCX with the fields of the 64-bit form."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        with archive.open(zipfile.ZipInfo(BODY), "w", force_zip64=True) as part:
            part.write(JANE)
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), b"<Types/>")
    return packed.getvalue()


def _archives(limits: Limits) -> dict[str, Case]:
    over = limits.archive + 1
    nested = docx(docx(docx(b"\0" * MEGABYTE)))
    whole = docx(JANE)
    ratio = int(limits.archive_ratio) + 1
    many = {f"word/media/{at}.txt": b"x" for at in range(limits.archive_entries + 1)}
    full = dict(list(many.items())[: limits.archive_entries - 2])
    return {
        "zip bomb": (lambda: docx(b"\0" * over), REFUSED),
        "zip bomb beside": (lambda: docx(JANE, **{"word/media/a.png": b"\0" * over}), REFUSED),
        "zip bomb in parts": (
            lambda: docx(JANE, **{f"word/media/{at}": random_bytes(1000, at) * (over // 20_000) for at in range(21)}),
            REFUSED,
        ),
        "zip bomb of bzip2": (lambda: entries({BODY: b"\0" * over}, zipfile.ZIP_BZIP2), REFUSED),
        "zip bomb of lzma": (lambda: entries({BODY: b"\0" * over}, zipfile.ZIP_LZMA), REFUSED),
        "zip bomb of a high ratio": (lambda: docx(document(PARAGRAPHS + " " * 300_000)), (*REFUSED, *READABLE)),
        "zip bomb of overlapping entries": (lambda: overlapping(limits.archive_entries - 1, over // 10), REFUSED),
        "zip bomb that tells a small size": (lambda: lying(over, 5000), (*LOST, "too_large")),
        "a ratio too high": (lambda: docx(JANE + b" " * (ratio * 3000)), (*REFUSED, *READABLE)),
        "a size too large": (lambda: lying(10, 0xFFFFFFF0), (*LOST, "too_large")),
        "many entries": (lambda: docx(JANE, **many), REFUSED),
        "entries up to the limit": (lambda: docx(JANE, **full), ("ok",)),
        "archives within archives": (lambda: docx(JANE, **{"word/embeddings/a.docx": nested}), ("ok", "too_large")),
        "an archive as the document": (lambda: docx(nested), ("corrupt", "too_large")),
        "names that lead out": (
            lambda: docx(
                JANE, **{"../../../etc/cron.d/x": b"x", "/etc/passwd": b"x", "C:\\x": b"x", "word/../x": b"x"}
            ),
            ("ok",),
        ),
        "only a name that leads out": (lambda: entries({"../word/document.xml": JANE}), LOST),
        "a link as the document": (_linked, LOST),
        "64-bit form": (_large_form, ("ok",)),
        "stored": (lambda: entries({BODY: JANE}, zipfile.ZIP_STORED), ("ok",)),
        "names twice": (
            lambda: whole[:-22].replace(b"[Content_Types].xml", b"word/document.xml  ") + whole[-22:],
            (*DAMAGED, "unsupported"),
        ),
        "other archive": (lambda: whole.replace(b"word/document.xml", b"word/document.png"), ("unsupported",)),
        "cut archive": (lambda: whole[:-30], ("corrupt",)),
        "archive without a list": (lambda: whole[: whole.index(b"PK\1\2")], ("corrupt",)),
        "archive of nothing": (lambda: b"PK\5\6" + b"\0" * 18, LOST),
        "archive that says it is locked": (
            lambda: whole.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\1\0").replace(
                b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"
            ),
            ("encrypted", "corrupt"),
        ),
        "archive of an unknown method": (lambda: whole.replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x63\0"), ("corrupt",)),
        "archive of many disks": (lambda: whole[:-18] + b"\xff\xff\xff\xff" + whole[-14:], DAMAGED),
        "archive with a comment": (lambda: whole[:-2] + b"\xff\xff" + b"PK\5\6" * 16_383, DAMAGED),
        "archive with junk before": (lambda: b"PK\3\4" + random_bytes(5000) + whole, DAMAGED),
        "sums that don't fit": (lambda: whole.replace(struct.pack("<I", zlib.crc32(JANE)), b"abcd"), ("corrupt",)),
        "an old spreadsheet": (lambda: entries({"xl/workbook.xml": b"<workbook/>"}), LOST),
        "a program archive": (lambda: entries({"META-INF/MANIFEST.MF": b"x"}), LOST),
    }


def _markup() -> dict[str, Case]:
    """Return documents by what their markup says."""
    deep = paragraph("Jane Doe")
    doctype = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'
    remote = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    quadratic = '<!DOCTYPE x [<!ENTITY a "' + "a" * 50_000 + '">]>'
    refused: tuple[ParseStatus, ...] = ("corrupt",)
    cases: dict[str, tuple[bytes, tuple[ParseStatus, ...]]] = {
        "external DTD": (document(deep, remote), refused),
        "parameter entities": (document(deep, doctype), refused),
        "quadratic entities": (document(paragraph("&a;" * 1000), quadratic), refused),
        "an entity that is itself": (document(paragraph("&a;"), '<!DOCTYPE x [<!ENTITY a "&a;">]>'), refused),
        "an entity that isn't there": (document(paragraph("&nobody;")), refused),
        "letters that aren't allowed": (document(paragraph("&#0;&#xFFFF;&#xD800;")), refused),
        "inclusion of a file": (
            document(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>{deep}'),
            READABLE,
        ),
        "a style sheet from afar": (document(deep, '<?xml-stylesheet href="http://127.0.0.1:9/x"?>'), ("ok",)),
        "a thousand attributes": (
            document("<w:p " + " ".join(f'a{at}="b"' for at in range(20_000)) + f"/>{deep}"),
            SLOW,
        ),
        "an attribute of great length": (document('<w:p a="' + "b" * 300_000 + f'"/>{deep}'), SLOW),
        "a name of great length": (document(f"<{'a' * 300_000}/>{deep}"), SLOW),
        "a thousand namespaces": (
            document("<w:p " + " ".join(f'xmlns:n{at}="u{at}"' for at in range(5000)) + f"/>{deep}"),
            SLOW,
        ),
        "a comment of great length": (document(f"<!--{'a ' * 200_000}-->{deep}"), SLOW),
        "sections of letters as they are": (
            document("<w:p><w:r><w:t><![CDATA[Jane Doe]]></w:t></w:r></w:p>"),
            READABLE,
        ),
        "another namespace": (
            JANE.replace(WORDPROCESSING.encode(), b"http://example.com/x"),
            ("empty", "unsupported", "corrupt"),
        ),
        "another encoding than told": (b'<?xml version="1.0" encoding="utf-16"?>' + JANE, refused),
        "an encoding that isn't known": (b'<?xml version="1.0" encoding="klingon"?>' + JANE, refused),
        "utf-16": (JANE.decode().encode("utf-16"), ("ok",)),
        "utf-7": (b'<?xml version="1.0" encoding="utf-7"?>' + JANE.decode().encode("utf-7"), (*refused, *READABLE)),
        "text that isn't utf-8": (document(deep).replace(b"Jane", b"J\xff\xfe"), refused),
        "cut markup": (JANE[: len(JANE) // 2], refused),
        "no markup": (b"Jane Doe", refused),
        "no bytes in the part": (b"", (*refused, "empty", "unsupported")),
        "two documents": (JANE + JANE, refused),
    }
    return {name: (later(docx, body), statuses) for name, (body, statuses) in cases.items()}


def _structure(limits: Limits) -> dict[str, Case]:
    """Return documents that nest or repeat what word processors write."""
    row = "<w:tr><w:tc>{}</w:tc></w:tr>"
    deep, digits = limits.document_depth, "9" * 5000
    table = f"<w:tbl>{row}</w:tbl>"
    nested = paragraph("Jane Doe")
    for _ in range(min(deep // 3 - 3, 40)):
        nested = table.format(nested)
    box = "<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>"
    boxes = paragraph("Jane Doe")
    for _ in range(min(deep // 3 - 3, 40)):
        boxes = box.format(boxes)
    some = min(100_000, limits.archive // 200)
    runs, cell = "<w:r><w:t>a </w:t></w:r>" * some, f"<w:tc>{paragraph('a')}</w:tc>"
    bodies: dict[str, tuple[str, tuple[ParseStatus, ...]]] = {
        "nested tables": ("<w:tbl>" * 5000 + PARAGRAPHS + "</w:tbl>" * 5000, CLOSED),
        "nested paragraphs": ("<w:p>" * (deep + 1) + "</w:p>" * (deep + 1), CLOSED),
        "nested tables within the limit": (nested, SLOW),
        "nested boxes within the limit": (boxes, SLOW),
        "nested runs": ("<w:p>" + "<w:r>" * 5000 + "</w:r>" * 5000 + "</w:p>", CLOSED),
        "countless paragraphs": (paragraph("a") * some, SLOW),
        "countless empty paragraphs": ("<w:p/>" * some, SLOW),
        "countless runs": (f"<w:p>{runs}</w:p>", SLOW),
        "countless rows": (f"<w:tbl>{row.format(paragraph('a')) * (some // 2)}</w:tbl>", SLOW),
        "countless cells": (f"<w:tbl><w:tr>{cell * (some // 2)}</w:tr></w:tbl>", SLOW),
        "countless tabs": (f"<w:p><w:r>{'<w:tab/>' * some}<w:t>Jane Doe</w:t></w:r></w:p>", SLOW),
        "countless breaks": (f"<w:p><w:r>{'<w:br/>' * some}<w:t>Jane Doe</w:t></w:r></w:p>", SLOW),
        "a paragraph of great length": (paragraph("a " * (limits.characters // 2 + 1)), (*REFUSED, "timeout")),
        "a word of great length": (paragraph("a" * (limits.characters - 10)), SLOW),
        "a size of words": ('<w:p><w:r><w:rPr><w:sz w:val="big"/></w:rPr><w:t>Jane Doe</w:t></w:r></w:p>', READABLE),
        "a size without end": (f'<w:p><w:r><w:rPr><w:sz w:val="{digits}"/></w:rPr><w:t>Jane</w:t></w:r></w:p>', SLOW),
        "a size that is no number": ('<w:p><w:r><w:rPr><w:sz w:val="nan"/></w:rPr><w:t>Jane</w:t></w:r></w:p>', SLOW),
        "a level without end": (
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{digits}"/></w:numPr></w:pPr><w:r><w:t>Jane</w:t></w:r></w:p>',
            SLOW,
        ),
        "tabs without end": (
            "<w:p><w:pPr><w:tabs>" + '<w:tab w:val="left" w:pos="1e99"/>' * 2000 + "</w:tabs></w:pPr>"
            "<w:r><w:t>Jane</w:t></w:r></w:p>",
            SLOW,
        ),
        "a table within a paragraph": (f"<w:p><w:tbl>{row.format(PARAGRAPHS)}</w:tbl></w:p>", READABLE),
        "text outside of paragraphs": ("<w:t>Jane Doe</w:t>", READABLE),
        "no body text": ("", ("empty",)),
    }
    return {
        name: (later(lambda body: docx(document(body)), body), statuses) for name, (body, statuses) in bodies.items()
    }


def _parts(limits: Limits) -> dict[str, Case]:
    """Return documents by what their other parts say."""
    styles = f'<w:styles xmlns:w="{WORDPROCESSING}">{{}}</w:styles>'
    style = '<w:style w:styleId="{}"><w:name w:val="heading {}"/><w:basedOn w:val="{}"/></w:style>'
    links = f'<Relationships xmlns="{RELATIONS}">{{}}</Relationships>'
    link = '<Relationship Id="r{}" Type="{}" Target="{}" TargetMode="External"/>'
    some = min(20_000, limits.archive // 400)
    parts = {
        "styles that loop": ("word/styles.xml", styles.format(style.format("a", 1, "b") + style.format("b", 2, "a"))),
        "styles based on themselves": ("word/styles.xml", styles.format(style.format("a", 1, "a"))),
        "styles in a long chain": (
            "word/styles.xml",
            styles.format("".join(style.format(at, 1, at + 1) for at in range(some // 4))),
        ),
        "a heading of a great level": ("word/styles.xml", styles.format(style.format("a", "9" * 5000, "a"))),
        "styles cut": ("word/styles.xml", styles[:40]),
        "styles with entities": ("word/styles.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "relations to local files": (
            "word/_rels/document.xml.rels",
            links.format(link.format(1, "hyperlink", "file:///etc/passwd") + link.format(2, "x", "../../x")),
        ),
        "relations that loop": ("word/_rels/document.xml.rels", links.format(link.format(1, "x", "document.xml") * 99)),
        "countless relations": (
            "word/_rels/document.xml.rels",
            links.format("".join(link.format(at, "hyperlink", f"http://a.com/{at}") for at in range(some // 4))),
        ),
        "relations without targets": ("word/_rels/document.xml.rels", links.format("<Relationship/>" * 100)),
        "relations of nothing": ("word/_rels/document.xml.rels", ""),
        "a header that is the document": ("word/header1.xml", JANE.decode()),
        "a header of nothing": ("word/header1.xml", ""),
        "a header of great depth": ("word/header1.xml", "<a>" * 5000 + "</a>" * 5000),
        "numbering that loops": (
            "word/numbering.xml",
            (
                f'<w:numbering xmlns:w="{WORDPROCESSING}"><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
                '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum></w:numbering>'
            ),
        ),
        "facts of nonsense": ("docProps/core.xml", "<x>99999-99-99</x>"),
        "facts with entities": ("docProps/core.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]><x>&a;</x>'),
        "facts cut": ("docProps/core.xml", "<cp:coreProperties"),
    }
    statuses: tuple[ParseStatus, ...] = ("ok", "corrupt", "too_large", "timeout")
    return {
        name: (later(lambda part, text: docx(JANE, **{part: text.encode()}), part, text), statuses)
        for name, (part, text) in parts.items()
    }


def files(limits: Limits) -> Iterator[Hostile]:
    """Yield archives and parts that lie, loop, or don't end."""
    yield Hostile("billion laughs", "a.docx", laughs, ("corrupt",))
    yield Hostile("external entity", "a.docx", external, ("corrupt",))
    yield Hostile("a docx as it should be", "a.docx", lambda: docx(JANE), ("ok",), " ".join(LINES))
    yield from named("a.docx", _archives(limits))
    yield from named("a.docx", _markup())
    yield from named("a.docx", _structure(limits))
    yield from named("a.docx", _parts(limits))
