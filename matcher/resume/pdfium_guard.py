"""Turn the bytes of a PDF into whether PDFium may read it.

PDFium draws forms within forms without counting them and builds a page before anybody can look at it: a file of a few
hundred bytes can take all memory, and then PDFium ends the process. What looks like that is left to pdfminer.six, whose
steps are counted. This reads the bytes as they are, without their structure: it may refuse a harmless file, and the
limits of the process remain the last line.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.resume.limits import Limits
from matcher.resume.streams import ascii85

OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
STREAM = re.compile(rb"stream\r?\n")
END = b"endstream"
ESCAPED_NAME = re.compile(rb"/[^\s()<>\[\]{}/%#]*#[^\s()<>\[\]{}/%]*")
HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
FORM = re.compile(rb"/Subtype\s*/Form")
INDIRECT_KIND = re.compile(rb"/Subtype\s*[^/\s]")
REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
DRAW = re.compile(rb"\bDo\b")
SHOWING = (b"Tj", b"TJ", b"'")
FILTERS = re.compile(rb"/Filter\s*(?:/(\w+)|\[([^\]]*)\]|(\d+\s+\d+\s+R))")
FLATE = (b"FlateDecode", b"Fl")
ASCII85 = (b"ASCII85Decode", b"A85")
PICTURES = frozenset(b"DCTDecode DCT JPXDecode CCITTFaxDecode CCF JBIG2Decode".split())
FONT = re.compile(rb"/Length[123]\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)")
PICTURE = re.compile(rb"/Subtype\s*/Image")
LONGEST_CONTENT = 2_000_000  # bytes, inflated: PDFium keeps some hundred bytes for each operator
MOST_RATIO = 1032  # of deflate
FONT_HEAD = 64  # bytes of a small font that are looked at
MOST_DRAWN = 10_000  # forms drawn by a form and all within it
DEEPEST = 4  # references from a form's entries to a form it draws: Resources, XObject


class _Doubtful(Exception):
    """What PDFium must not read."""


@dataclass(slots=True)
class _Form:
    """What a form may draw."""

    entries: bytes
    draws: int  # how often it draws something


def _unescaped(content: bytes) -> bytes:
    """Spell names with escapes out, so that /F#6frm is seen."""
    if b"#" not in content:
        return content
    return ESCAPED_NAME.sub(
        lambda found: HASH.sub(lambda code: bytes.fromhex(code.group(1).decode("ascii")), found.group()), content
    )


def _unpacked(entries: bytes, packed: bytes, limits: Limits) -> bytes:
    """Undo a stream's filters within the limits; nothing is returned of a picture."""
    found = FILTERS.search(entries)
    names = re.findall(rb"\w+", found[1] or found[2] or b"") if found else []
    if PICTURE.search(entries) or (names and names[-1] in PICTURES):
        return b""
    if found and found[3]:
        raise _Doubtful
    if names and names[0] in ASCII85:
        packed = ascii85(packed)
        del names[0]
    if names and names[0] in FLATE:
        most = limits.stream + 1
        try:
            if FONT.search(entries) and len(packed) * MOST_RATIO < limits.stream:
                most = FONT_HEAD
            packed = zlib.decompressobj().decompress(packed, most)
        except zlib.error as error:
            raise _Doubtful from error
        del names[0]
    if names or len(packed) > limits.stream:
        raise _Doubtful
    return packed


def _streams(content: bytes, limits: Limits) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each stream's object number, its entries, and its unpacked bytes."""
    end = 0
    while found := STREAM.search(content, end):
        start, stop = found.end(), content.find(END, found.end())
        if stop < 0:
            raise _Doubtful
        head = content.rfind(b"obj", end, found.start())
        numbers = OBJECT.findall(content[max(end, head - 24) : head + 3]) if head >= 0 else []
        entries = _unescaped(content[max(head, end) : found.start()])
        if INDIRECT_KIND.search(entries):
            raise _Doubtful
        yield int(numbers[-1]) if numbers else -1, entries, _unpacked(entries, content[start:stop], limits)
        end = stop + len(END)


def _object(number: int, content: bytes) -> bytes:
    """Return the text of an object that isn't packed with others."""
    head = b"%d 0 obj" % number
    at = content.find(b"\n" + head)
    if at < 0:
        at = content.find(b"\r" + head)
    end = content.find(b"obj", at + 1 + len(head))
    if at < 0 or end < 0:
        raise _Doubtful
    return _unescaped(content[at:end])


def _drawn(entries: bytes, forms: Mapping[int, _Form], content: bytes, depth: int = DEEPEST) -> set[int]:
    """Return the forms that a form's entries lead to, through objects that are no forms."""
    reached: set[int] = set()
    for number in set(map(int, REFERENCE.findall(entries))):
        if number in forms:
            reached.add(number)
        elif depth:
            inner = _object(number, content)
            if b"/XObject" in inner or depth == DEEPEST:
                reached |= _drawn(inner, forms, content, depth - 1)
    return reached


def _cost(number: int, forms: Mapping[int, _Form], content: bytes, known: dict[int, int]) -> int:
    """Return how much is drawn by drawing a form; a form within itself costs without end."""
    if number in known:
        return known[number]
    known[number] = MOST_DRAWN + 1
    form = forms[number]
    inner = _drawn(form.entries, forms, content) if form.draws else set()
    if form.draws and b"/Resources" not in form.entries:
        inner = set(forms)
    cost = 1 + form.draws * max((_cost(other, forms, content, known) for other in inner), default=0)
    known[number] = min(cost, MOST_DRAWN + 1)
    return known[number]


def may_read(content: bytes, limits: Limits) -> bool:
    """Say whether nothing in a PDF is known to make PDFium use time or memory without bounds."""
    if b"/Encrypt" in content:  # its streams can't be looked into here
        return False
    forms: dict[int, _Form] = {}
    left = limits.document
    try:
        for number, entries, body in _streams(content, limits):
            left -= len(body)
            written = not FONT.search(entries)
            if left < 0 or (written and len(body) > LONGEST_CONTENT):
                return False
            if written and sum(map(body.count, SHOWING)) > limits.page_text_objects:
                return False
            if FORM.search(entries):
                draws = len(DRAW.findall(body)) + (forms[number].draws if number in forms else 0)
                forms[number] = _Form(entries + (forms[number].entries if number in forms else b""), draws)
        known: dict[int, int] = {}
        return all(_cost(number, forms, content, known) <= MOST_DRAWN for number in forms)
    except (_Doubtful, RecursionError):
        return False
