"""Turn limits on unpacking into PDFs whose streams, filters and packed objects unpack without end."""

import zlib
from base64 import a85encode
from collections.abc import Iterator

from benchmarks.hostile.built import (
    ANY,
    DAMAGED,
    JANE,
    READABLE,
    UNFINISHED,
    Case,
    Hostile,
    deflated,
    drawn,
    later,
    named,
    objects,
    pdf,
    stream,
    written,
)
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

REFUSED: tuple[ParseStatus, ...] = ("too_large",)
BOUNDED: tuple[ParseStatus, ...] = ("too_large", "timeout", "out_of_memory", "corrupt")
CLEAR, FIRST, LAST = 256, 258, 4093  # codes of LZW: forget the table, the first free one, the last one used here


def lzw_run(letter: int, runs: int) -> bytes:
    """Pack one letter, millions of times, by LZW (PDF 32000-1:2008, section 7.4.4): each run gives 7.3 MB."""
    bits, count = 0, 0
    for run in range(runs):
        for at, code in enumerate([CLEAR, letter, *range(FIRST, LAST)]):
            width = 12 if at == 0 and run else max(9, min(12, (FIRST - 1 + at).bit_length()))
            bits, count = bits << width | code, count + width
    bits, count = bits << 12 | 257, count + 12
    return (bits << -count % 8).to_bytes((count + 7) // 8, "big")


def a85(body: bytes) -> bytes:
    """Write bytes in base 85."""
    return a85encode(body) + b"~>"


def chained(body: bytes, times: int) -> bytes:
    """Deflate a body so many times, as one stream."""
    for _ in range(times):
        body = zlib.compress(body, 9)
    return stream(body, b"/Filter[%s]" % (b"/FlateDecode" * times))


def _shown(length: int) -> bytes:
    return b"BT /F 9 Tf (" + b"a" * length + b") Tj ET"


def _many_streams(limits: Limits) -> bytes:
    """Build a page of streams none of which is too large, though all of them are."""
    count = limits.document // limits.stream + 1
    changes = {6 + at: deflated(b" " * (limits.stream - 10)) for at in range(count)}
    page = objects()[3].replace(b"4 0 R", b"[4 0 R %s]" % b" ".join(b"%d 0 R" % number for number in changes))
    return written({3: page, **changes})


def _packed_objects(entries: bytes, body: bytes) -> bytes:
    """Build a PDF whose font stands in a stream of objects, found by a stream of cross-references."""
    whole, places = b"%PDF-1.7\n", {}
    packed = {**objects(), 6: deflated(body, b"/Type/ObjStm" + entries)}
    del packed[5]
    for number, one in packed.items():
        places[number] = len(whole)
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"\1%s\0" % places[at].to_bytes(4, "big") if at != 5 else b"\2\0\0\0\6\0" for at in range(1, 7))
    return whole + _references(rows, b"/W[1 4 1]/Index[1 6]/Size 8", len(whole))


def _references(rows: bytes, entries: bytes, at: int) -> bytes:
    table = deflated(rows, b"/Type/XRef/Root 1 0 R" + entries)
    return b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, at)


def _listed(entries: bytes, rows: bytes = b"\0" * 60) -> bytes:
    """Build a PDF found by a stream of cross-references with such entries."""
    whole = written(end=b"")
    return whole + _references(rows, entries, len(whole))


def _bombs(limits: Limits) -> dict[str, Case]:
    over = limits.stream + 1
    bomb = zlib.compress(_shown(over), 9)
    runs = over // 7_000_000 + 1
    filters: dict[str, bytes] = {
        "base 85 around deflate": stream(a85(bomb), b"/Filter[/ASCII85Decode/FlateDecode]"),
        "hexadecimal around deflate": stream(bomb.hex().encode() + b">", b"/Filter[/AHx/Fl]"),
        "run lengths": stream(b"\x81a" * (over // 128 + 1), b"/Filter/RunLengthDecode"),
        "lzw": stream(lzw_run(97, runs), b"/Filter/LZWDecode"),
        "lzw in short": stream(lzw_run(97, runs), b"/Filter/LZW"),
        "lzw within deflate": stream(zlib.compress(lzw_run(32, runs), 9), b"/Filter[/FlateDecode/LZWDecode]"),
        "deflate within run lengths": stream(
            b"".join(b"%c%s" % (len(bomb[at : at + 128]) - 1, bomb[at : at + 128]) for at in range(0, len(bomb), 128))
            + b"\x80",
            b"/Filter[/RL/Fl]",
        ),
        "deflate twice": chained(_shown(over), 2),
        "deflate five times": chained(_shown(over), 5),
    }
    bombs: dict[str, Case] = {
        f"bomb: {name}": (later(lambda body: written({4: body}), body), BOUNDED) for name, body in filters.items()
    }
    return bombs | {
        "flate bomb": (lambda: pdf(_shown(over)), REFUSED),
        "flate bomb of spaces": (lambda: pdf(b" " * over), REFUSED),
        "flate bomb of zeros": (lambda: pdf(b"\0" * over), REFUSED),
        "flate bomb of comments": (lambda: pdf(b"%" * over), REFUSED),
        "many streams": (lambda: _many_streams(limits), REFUSED),
        "long string": (lambda: pdf(_shown(min(limits.stream - 100, 50 * limits.characters))), REFUSED),
        "long string unpacked": (lambda: pdf(_shown(limits.characters + 1), packed=False), REFUSED),
    }


def _odd_filters() -> dict[str, Case]:
    packed = zlib.compress(JANE)
    bodies = {
        "unknown filter": stream(JANE, b"/Filter/Zip"),
        "filter null": stream(JANE, b"/Filter null"),
        "filter a number": stream(JANE, b"/Filter 5"),
        "filter a string": stream(packed, b"/Filter(FlateDecode)"),
        "filter a dictionary": stream(packed, b"/Filter<</FlateDecode 1>>"),
        "filter in nested arrays": stream(packed, b"/Filter[[[/FlateDecode]]]"),
        "filter refers to itself": stream(packed, b"/Filter 4 0 R"),
        "filter refers to nothing": stream(packed, b"/Filter 99 0 R"),
        "a thousand filters": stream(packed, b"/Filter[%s]" % (b"/FlateDecode" * 1000)),
        "crypt filter": stream(packed, b"/Filter[/Crypt/FlateDecode]"),
        "no deflate": stream(JANE, b"/Filter/FlateDecode"),
        "cut deflate": stream(packed[: len(packed) // 2], b"/Filter/FlateDecode"),
        "deflate with a wrong sum": stream(packed[:-4] + b"abcd", b"/Filter/FlateDecode"),
        "deflate with a dictionary": stream(b"\x78\xbb" + packed[2:], b"/Filter/FlateDecode"),
        "base 85 of nonsense": stream(b"vwxyz~<>\xff" * 50, b"/Filter/ASCII85Decode"),
        "hexadecimal of nonsense": stream(b"xyz" * 50, b"/Filter/ASCIIHexDecode"),
        "run lengths cut": stream(b"\x7fab", b"/Filter/RunLengthDecode"),
        "lzw of nonsense": stream(b"\xff\xfe\xfd" * 50, b"/Filter/LZWDecode"),
        "fax as content": stream(JANE, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 1000000000>>"),
        "jbig2 as content": stream(JANE, b"/Filter/JBIG2Decode"),
        "photograph as content": stream(b"\xff\xd8\xff" + JANE, b"/Filter/DCTDecode"),
        "jpeg 2000 as content": stream(JANE, b"/Filter/JPXDecode"),
    }
    parameters = {
        "columns without end": b"/Predictor 12/Columns 1000000000",
        "no columns": b"/Predictor 15/Columns 0",
        "columns below zero": b"/Predictor 12/Columns -5",
        "colors without end": b"/Predictor 2/Colors 100000000/Columns 9",
        "bits without end": b"/Predictor 12/BitsPerComponent 1000000000",
        "predictor unknown": b"/Predictor 99",
        "predictor a name": b"/Predictor/Up/Columns/Many",
        "predictor without rows": b"/Predictor 10/Columns 7/Colors 3",
    }
    bodies |= {
        name: stream(packed, b"/Filter/FlateDecode/DecodeParms<<%s>>" % entries) for name, entries in parameters.items()
    }
    lengths = {
        "length zero": b"0",
        "length below zero": b"-100",
        "length without end": b"99999999999999999999",
        "length refers to itself": b"4 0 R",
        "length refers to nothing": b"99 0 R",
        "length a name": b"/Long",
        "length a fraction": b"17.5",
    }
    bodies |= {name: stream(JANE).replace(b"%d>>" % len(JANE), b"%s>>" % length) for name, length in lengths.items()}
    return {
        name: (later(lambda body: written({4: body}), body), (*DAMAGED, *UNFINISHED)) for name, body in bodies.items()
    }


def _object_streams(limits: Limits) -> dict[str, Case]:
    font = objects()[5]
    good = b"5 0 " + font
    over = limits.stream + 1
    made = {
        "objects packed": (b"/N 1/First 4", good),
        "objects without end": (b"/N 1000000000/First 4", good),
        "objects below zero": (b"/N -1/First -4", good),
        "objects begin beyond": (b"/N 1/First 1000000000", good),
        "objects that contain themselves": (b"/N 1/First 4", b"6 0 6 0 R"),
        "objects that extend themselves": (b"/N 1/First 4/Extends 6 0 R", good),
        "objects with wrong numbers": (b"/N 3/First 12", b"5 0 5 0 5 999" + font),
        "objects of nothing": (b"/N 1/First 4", b""),
        "objects counted by words": (b"/N(a)/First/b", good),
        "a stream among packed objects": (b"/N 1/First 4", b"5 0 " + stream(JANE)),
    }
    cases: dict[str, Case] = {
        name: (later(lambda given: _packed_objects(*given), given), DAMAGED) for name, given in made.items()
    }
    cases["bomb: packed objects"] = (lambda: _packed_objects(b"/N 1/First 4", good + b" " * over), BOUNDED)
    cases["bomb: packed arrays"] = (lambda: _packed_objects(b"/N 1/First 4", b"5 0 " + b"[" * 200_000), ANY)
    return cases


def _reference_streams(limits: Limits) -> dict[str, Case]:
    entries = {
        "references of great width": b"/W[1 1000000000 1]/Size 9",
        "references of no width": b"/W[0 0 0]/Size 1000000",
        "references of width below zero": b"/W[-1 -4 1]/Size 9",
        "references with a missing width": b"/W[1]/Size 9",
        "references without widths": b"/Size 9",
        "references without end": b"/W[1 2 1]/Index[0 1000000000]/Size 1000000000000",
        "references from below zero": b"/W[1 2 1]/Index[-5 10]/Size 9",
        "references with odd ranges": b"/W[1 2 1]/Index[0 3 9]/Size 9",
        "references that follow themselves": b"/W[1 2 1]/Size 9/Prev 9",
    }
    cases: dict[str, Case] = {name: (later(_listed, given), (*DAMAGED, *UNFINISHED)) for name, given in entries.items()}
    over = limits.stream + 1
    cases["bomb: references"] = (lambda: _listed(b"/W[1 2 1]/Size 9", b"\0" * over), (*DAMAGED, *UNFINISHED))
    return cases


def _beside(limits: Limits) -> dict[str, Case]:
    """Bombs that no reading of text needs to unpack."""
    over = b"\0" * (limits.stream + 1)
    image = b"/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray"
    page = objects()[3]
    drawing = page.replace(b"/Font", b"/XObject<</Im 6 0 R>>/Font")
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+X/FirstChar 32/Widths[%s]/FontDescriptor 6 0 R%s>>"
    widths = b" ".join([b"500"] * 95)
    descriptor = b"<</Type/FontDescriptor/FontName/AAAAAA+X/Flags 32/FontBBox[0 0 9 9]/FontFile2 7 0 R>>"
    plain = font % (widths, b"/Encoding/WinAnsiEncoding")
    mapped = font % (widths, b"/ToUnicode 7 0 R")
    return {
        "bomb: picture": (
            lambda: drawn(JANE + b" /Im Do", {3: drawing, 6: deflated(over, image)}),
            (*READABLE, *UNFINISHED),
        ),
        "bomb: unused stream": (lambda: written({6: deflated(over)}), (*READABLE, *UNFINISHED)),
        "bomb: font file": (lambda: drawn(JANE, {5: plain, 6: descriptor, 7: deflated(over)}), ANY),
        "bomb: letters of a font": (lambda: drawn(JANE, {5: mapped, 6: descriptor, 7: deflated(over)}), ANY),
        "bomb: metadata": (
            lambda: written({1: b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R>>", 6: deflated(over)}),
            (*READABLE, *UNFINISHED),
        ),
    }


def files(limits: Limits) -> Iterator[Hostile]:
    """Yield PDFs that unpack to more than the limits, or by filters that don't fit."""
    yield from named("a.pdf", _bombs(limits))
    yield from named("a.pdf", _odd_filters())
    yield from named("a.pdf", _object_streams(limits))
    yield from named("a.pdf", _reference_streams(limits))
    yield from named("a.pdf", _beside(limits))
