"""Turn objects into the bytes of a PDF, in every form that a file may hold them in."""

import zlib
from collections.abc import Iterable, Mapping, Sequence

Objects = dict[int, bytes]

CATALOG, TREE, FONT, FIRST_PAGE = 1, 2, 3, 10
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
LETTER = b"/MediaBox[0 0 612 792]"
COLUMNS = 7  # bytes of a row in the tables written here


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """Write a stream with its dictionary's other entries."""
    return b"<<%s/Length %d>> stream\n%s\nendstream" % (entries, len(body), body)


def document(
    *pages: bytes,
    font: bytes = HELVETICA,
    resources: bytes = b"",
    page: bytes = b"",
    tree: bytes = LETTER,
    more: Mapping[int, bytes] | None = None,
) -> Objects:
    """Write the objects of a document with such content streams; the font is /F, further objects start at 100."""
    numbers = range(FIRST_PAGE, FIRST_PAGE + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    shared = b"/Resources<</Font<</F %d 0 R>>%s>>" % (FONT, resources)
    objects = {
        CATALOG: b"<</Type/Catalog/Pages %d 0 R>>" % TREE,
        TREE: b"<</Type/Pages/Kids[%s]/Count %d%s%s>>" % (kids, len(pages), tree, shared),
        FONT: font,
    }
    for number, content in zip(numbers, pages, strict=True):
        objects[number] = b"<</Type/Page/Parent %d 0 R/Contents %d 0 R%s>>" % (TREE, number + 1, page)
        objects[number + 1] = stream(content)
    return objects | dict(more or {})


def _listed(objects: Mapping[int, bytes], at: int) -> tuple[bytes, dict[int, int]]:
    written, places = b"", {}
    for number, body in objects.items():
        places[number] = at + len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return written, places


def _table(places: Mapping[int, int], at: int, trailer: bytes) -> bytes:
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    root = b"/Size %d/Root %d 0 R" % (max(places) + 1, CATALOG)
    return b"xref\n0 1\n0000000000 65535 f \n%strailer <<%s%s>>\nstartxref\n%d\n%%%%EOF\n" % (rows, root, trailer, at)


def classic(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Write a file with a table of its objects."""
    head = b"%PDF-1.4\n"
    written, places = _listed(objects, len(head))
    return head + written + _table(places, len(head) + len(written), trailer)


def updated(file: bytes, objects: Mapping[int, bytes]) -> bytes:
    """Append newer versions of objects to a file, as an editor that saves incrementally does."""
    before = int(file.rpartition(b"startxref\n")[2].split()[0])
    written, places = _listed(objects, len(file))
    return file + written + _table(places, len(file) + len(written), b"/Prev %d" % before)


def tableless(objects: Mapping[int, bytes]) -> bytes:
    """Write a file whose table is lost, so that a reader must look for the objects."""
    return b"%%PDF-1.4\n%strailer <</Root %d 0 R>>\n" % (_listed(objects, 0)[0], CATALOG)


def png_rows(body: bytes, columns: int, kinds: Sequence[int], colors: int = 1) -> bytes:
    """Predict rows as PNG does (kinds: none, sub, up, average, Paeth, taken in turn)."""
    body += bytes(-len(body) % columns)
    above, written = bytes(columns), bytearray()
    for at, start in enumerate(range(0, len(body), columns)):
        row, kind = body[start : start + columns], kinds[at % len(kinds)]
        written.append(kind)
        for index, value in enumerate(row):
            left = row[index - colors] if index >= colors else 0
            corner = above[index - colors] if index >= colors else 0
            guess = (0, left, above[index], (left + above[index]) // 2, _paeth(left, above[index], corner))[kind]
            written.append((value - guess) % 256)
        above = row
    return bytes(written)


def _paeth(left: int, above: int, corner: int) -> int:
    near = left + above - corner
    return min((left, above, corner), key=lambda value: abs(near - value))


def packed(objects: Mapping[int, bytes], *, predicted: bool = True) -> bytes:
    """Write a file whose objects stand in an object stream, and whose table is a stream too."""
    inside = {number: body for number, body in objects.items() if b"stream\n" not in body}
    index, bodies = b"", b""
    for number, body in inside.items():
        index += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    holder = max(objects) + 1
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(inside), len(index))
    outside = {number: body for number, body in objects.items() if number not in inside}
    outside[holder] = stream(zlib.compress(index + bodies), entries)
    head = b"%PDF-1.5\n"
    written, places = _listed(outside, len(head))
    at = len(head) + len(written)
    rows = {number: (1, place, 0) for number, place in (places | {holder + 1: at}).items()}
    rows |= {number: (2, holder, place) for place, number in enumerate(inside)}
    size = holder + 2
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + last.to_bytes(2, "big")
        for kind, place, last in (rows.get(number, (0, 0, 0)) for number in range(size))
    )
    filters = b"/Filter/FlateDecode"
    if predicted:
        table = png_rows(table, COLUMNS, (2,))
        filters += b"/DecodeParms<</Predictor 12/Columns %d>>" % COLUMNS
    entries = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R%s" % (size, CATALOG, filters)
    body = stream(zlib.compress(table), entries)
    return head + written + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (holder + 1, body, at)


def literal(text: str) -> bytes:
    """Write a text as a string, Windows Latin."""
    raw = text.encode("cp1252")
    return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def shown(texts: Iterable[tuple[float, float, str]], size: float = 10.0, height: float = 792.0) -> bytes:
    """Show texts at (left, distance of the baseline from the page's top)."""
    return b"\n".join(
        b"BT /F %g Tf 1 0 0 1 %g %g Tm %s Tj ET" % (size, x, height - y, literal(text)) for x, y, text in texts
    )


def to_unicode(rules: str, code_bytes: int = 2) -> bytes:
    """Write a character map around rules (`2 beginbfchar ... endbfchar`)."""
    space = f"<{'00' * code_bytes}> <{'FF' * code_bytes}>"
    text = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        f"1 begincodespacerange {space} endcodespacerange\n{rules}\nendcmap end end"
    )
    return stream(text.encode())
