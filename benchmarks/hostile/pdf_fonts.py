"""Turn fonts, encodings and character maps that are wrong, endless or lead astray into PDFs."""

from collections.abc import Iterator

from benchmarks.hostile.built import (
    ANY,
    JANE,
    READABLE,
    Case,
    Hostile,
    deflated,
    drawn,
    later,
    named,
    objects,
    pdf,
    random_bytes,
    stream,
    written,
)
from matcher.resume.limits import Limits

PAGE = objects()[3]
WIDE = b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
BELOW = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>%s>>"
CMAP = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange %s endcmap"
SIMPLE = b"<</Type/Font/Subtype/%s/BaseFont/%s%s>>"


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
        "6 0 obj <</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts[7 0 R]>>"
        " endobj\n"
        "7 0 obj <</Type/Font/Subtype/CIDFontType0/BaseFont/ABCDEF+X/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>> endobj"
    )
    shown = b"BT /G 12 Tf 72 700 Td <" + b"0012" * 300 + b"> Tj ET"
    return pdf(shown, extra=fonts, resources="/G 6 0 R").replace(b">>/G 6 0 R", b"/G 6 0 R>>")


def _maps() -> dict[str, Case]:
    """Return fonts with wrong maps from codes to letters."""
    bodies = {
        "nothing": b"",
        "itself": b"/X usecmap",
        "a path": b"/../../../../etc/passwd usecmap",
        "a range of everything": b"1 beginbfrange <00> <FFFFFFFF> <0041> endbfrange",
        "many ranges of everything": b"100 beginbfrange " + b"<0000> <FFFF> <0041> " * 100 + b" endbfrange",
        "a range backwards": b"1 beginbfrange <FF> <00> <0041> endbfrange",
        "a range with an array cut": b"1 beginbfrange <00> <FF> [<0041>] endbfrange",
        "a range to beyond Unicode": b"1 beginbfrange <00> <FF> <DBFFDFFF> endbfrange",
        "half a letter": b"1 beginbfrange <00> <FF> <D83D> endbfrange",
        "an odd number of bytes": b"1 beginbfrange <00> <FF> <4> endbfrange",
        "control characters": b"1 beginbfrange <00> <FF> <0000> endbfrange",
        "a text without end": b"1 beginbfchar <4A> <" + b"0041" * 50_000 + b"> endbfchar",
        "a hundred thousand letters": b"1 beginbfchar " + b"<4A> <0041> " * 100_000 + b" endbfchar",
        "words": b"1 beginbfchar (J) /A null [] endbfchar",
        "numbers": b"1 beginbfrange 0 255 65 endbfrange",
        "no end": b"100 beginbfchar <4A> <0041>",
        "codes without end": b"1 begincidrange <00> <FFFFFFFF> 0 endcidrange",
        "a billion of nothing": b"1000000000 beginbfchar endbfchar",
        "nested arrays": b"1 beginbfrange <00> <FF> " + b"[" * 50_000,
        "marks of direction": b"1 beginbfrange <00> <FF> <202E> endbfrange",
    }
    font = SIMPLE % (b"TrueType", b"ABCDEF+X", b"/FirstChar 0/Widths[%s]/ToUnicode 6 0 R" % (b"500 " * 256))
    cases: dict[str, Case] = {
        f"letters by {name}": (later(lambda body: drawn(JANE, {5: font, 6: deflated(CMAP % body)}), body), ANY)
        for name, body in bodies.items()
    }
    for name, given in (("a name", b"/Identity-H"), ("a string", b"(a)"), ("the page", b"3 0 R"), ("itself", b"5 0 R")):
        one = font.replace(b"6 0 R", given)
        cases[f"letters by {name} as a map"] = (later(lambda one: drawn(JANE, {5: one}), one), ANY)
    return cases


def _wide() -> dict[str, Case]:
    """Fonts of many glyphs."""
    tops = {
        "no font below": WIDE.replace(b"[6 0 R]", b"[]") % b"",
        "itself below": WIDE.replace(b"[6 0 R]", b"[5 0 R]") % b"",
        "a number below": WIDE.replace(b"[6 0 R]", b"7") % b"",
        "an encoding that is a path": WIDE.replace(b"/Identity-H", b"/..#2F..#2F..#2Fetc#2Fpasswd") % b"",
        "an encoding of great length": WIDE.replace(b"/Identity-H", b"/" + b"A" * 100_000) % b"",
        "an encoding that isn't known": WIDE.replace(b"/Identity-H", b"/Nothing-H") % b"",
        "an encoding that uses itself": WIDE.replace(b"/Identity-H", b"7 0 R") % b"",
        "an encoding that is the page": WIDE.replace(b"/Identity-H", b"3 0 R") % b"",
        "vertical writing": WIDE.replace(b"-H", b"-V") % b"",
    }
    loop = stream(CMAP % b"", b"/Type/CMap/CMapName/X/UseCMap 7 0 R")
    cases: dict[str, Case] = {
        f"wide font: {name}": (later(lambda top: drawn(JANE, {5: top, 6: BELOW % b"", 7: loop}), top), ANY)
        for name, top in tops.items()
    }
    below = {
        "widths of everything": b"/W[0 1000000000 500]",
        "widths by ten thousand lists": b"/W[%s]" % (b"0[500] " * 10_000),
        "widths backwards": b"/W[9 0 500]",
        "widths of odd kinds": b"/W[(a) /b [null] 3 [5 0 R] 1]",
        "widths within widths": b"/W[0 [[[500]]]]",
        "a usual width of words": b"/DW(wide)",
        "a map of glyphs without end": b"/CIDToGIDMap 7 0 R",
        "a descriptor that is itself": b"/FontDescriptor 6 0 R",
        "a path as its collection": b"/CIDSystemInfo<</Registry(../../etc)/Ordering(passwd)>>",
        "a collection of numbers": b"/CIDSystemInfo<</Registry 5/Ordering[1]>>",
    }
    return cases | {
        f"wide font: {name}": (
            later(
                lambda entries: drawn(JANE, {5: WIDE % b"", 6: BELOW % entries, 7: deflated(b"\0" * 900_000)}), entries
            ),
            ANY,
        )
        for name, entries in below.items()
    }


def _simple() -> dict[str, Case]:
    fonts = {
        "null": b"null",
        "a number": b"5",
        "a stream": stream(JANE),
        "itself": b"5 0 R",
        "no kind": b"<</Type/Font/BaseFont/Helvetica>>",
        "unknown kind": SIMPLE % (b"Type99", b"Helvetica", b""),
        "no name": b"<</Type/Font/Subtype/Type1>>",
        "a name without end": SIMPLE % (b"Type1", b"A" * 200_000, b""),
        "a million widths": SIMPLE % (b"TrueType", b"X", b"/FirstChar 0/Widths[%s]" % (b"9 " * 400_000)),
        "widths of words": SIMPLE % (b"TrueType", b"X", b"/FirstChar 32/Widths[(a) /b null [] 5 0 R]"),
        "widths huge": SIMPLE % (b"TrueType", b"X", b"/FirstChar 0/Widths[%s]" % (b"1e38 99999999999999999999 " * 128)),
        "widths below zero": SIMPLE % (b"TrueType", b"X", b"/FirstChar 0/Widths[%s]" % (b"-500 " * 256)),
        "first letter below zero": SIMPLE % (b"TrueType", b"X", b"/FirstChar -99/LastChar 1000000000/Widths[500]"),
        "a hundred thousand names": SIMPLE % (b"Type1", b"X", b"/Encoding<</Differences[0 %s]>>" % (b"/A " * 100_000)),
        "names below zero": SIMPLE % (b"Type1", b"X", b"/Encoding<</Differences[-5/A -1/B 300/C]>>"),
        "names of no letters": SIMPLE
        % (b"Type1", b"X", b"/Encoding<</Differences[32/uniD800/u110000/g1/.notdef/uni/uniFFFFFFFF/u00]>>"),
        "names of odd kinds": SIMPLE % (b"Type1", b"X", b"/Encoding<</Differences[(a) null [/b] 32 << >> 5 0 R]>>"),
        "an encoding that is itself": SIMPLE % (b"Type1", b"X", b"/Encoding 5 0 R"),
        "an encoding that isn't known": SIMPLE % (b"Type1", b"X", b"/Encoding/KlingonEncoding"),
        "an encoding based on itself": SIMPLE % (b"Type1", b"X", b"/Encoding<</BaseEncoding<</BaseEncoding 5 0 R>>>>"),
        "a descriptor of words": SIMPLE
        % (b"TrueType", b"X", b"/FontDescriptor<</Flags(a)/FontBBox/b/Ascent null/ItalicAngle[]/FontWeight(x)>>"),
        "a descriptor with huge numbers": SIMPLE
        % (
            b"TrueType",
            b"X",
            b"/FontDescriptor<</Ascent 1e38/Descent -1e38/FontBBox[0 0 9e30 9e30]/MissingWidth 1e30>>",
        ),
    }
    cases: dict[str, Case] = {
        f"font: {name}": (later(lambda body: drawn(JANE, {5: body}), body), ANY) for name, body in fonts.items()
    }
    loop = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[%s]/FirstChar 32/LastChar 126/Widths[%s]%s>>"
    widths, procs = b"1 " * 95, b"/CharProcs<</J 6 0 R>>/Encoding<</Differences[32%s]>>" % (b"/J" * 95)
    glyph = stream(b"1 0 d0 BT /F 1 Tf (J) Tj ET")
    for name, matrix in (("flat", b"0 0 0 0 0 0"), ("huge", b"9e30 0 0 9e30 0 0"), ("of words", b"(a) /b 1")):
        font = loop % (matrix, widths, procs)
        cases[f"drawn font: matrix {name}"] = (later(lambda font: drawn(JANE, {5: font, 6: glyph}), font), ANY)
    font = loop % (b"0.001 0 0 0.001 0 0", widths, procs + b"/Resources<</Font<</F 5 0 R>>>>")
    return cases | {
        "drawn font: letters that draw themselves": (lambda: drawn(JANE, {5: font, 6: glyph}), ANY),
        "drawn font: letters that aren't there": (lambda: drawn(JANE, {5: font, 6: b"null"}), ANY),
        "ten thousand fonts": (
            lambda: written(
                {3: PAGE.replace(b"/F 5 0 R", b"".join(b"/F%d 5 0 R" % at for at in range(10_000)) + b"/F 5 0 R")}
            ),
            ANY,
        ),
    }


def _programs() -> dict[str, Case]:
    """Font files that are no fonts."""
    sfnt = b"\0\1\0\0\0\x40\0\0\0\0\0\0" + b"cmap\0\0\0\0\0\0\0\x1c\xff\xff\xff\xff" * 64
    table = b"\0\0\0\1\0\3\0\1\0\0\0\x0c\0\4\xff\xff\0\0\xff\xff" + b"\xff" * 400
    bodies = {
        "random": random_bytes(5000),
        "empty": b"",
        "tables without end": sfnt,
        "a table of codes without end": b"\0\1\0\0\0\1\0\0\0\0\0\0cmap\0\0\0\0\0\0\0\x1c\0\0\2\0" + table,
        "only a head": b"\0\1\0\0",
        "a collection": b"ttcf\0\1\0\0\xff\xff\xff\xff",
        "type 1 without end": b"%!PS-AdobeFont-1.0\n/Encoding 256 array " + b"dup 1 /A put " * 20_000,
        "type 1 of deep arrays": b"%!PS-AdobeFont-1.0\n" + b"[" * 100_000,
        "compact with a huge index": b"\1\0\4\4\xff\xff\4" + b"\xff" * 3000,
        "compact with no top": b"\1\0\4\1\0\0\0\0\0\0\0\0",
    }
    cases: dict[str, Case] = {}
    for name, body in bodies.items():
        for entry, kind in ((b"FontFile", b"Type1"), (b"FontFile2", b"TrueType"), (b"FontFile3", b"Type1")):
            font = SIMPLE % (kind, b"ABCDEF+X", b"/FirstChar 0/Widths[500]/FontDescriptor 6 0 R")
            descriptor = b"<</Type/FontDescriptor/FontName/ABCDEF+X/Flags 4/FontBBox[0 0 9 9]/%s 7 0 R>>" % entry
            file = deflated(body, b"/Subtype/Type1C/Length1 %d/Length2 0/Length3 0" % len(body))
            changes = {5: font, 6: descriptor, 7: file}
            cases[f"{entry.decode()}: {name}"] = (later(lambda changes: drawn(JANE, changes), changes), ANY)
    return cases


def files(_: Limits) -> Iterator[Hostile]:
    """Yield PDFs whose letters can't be told, or only with a wrong map."""
    yield Hostile("image only", "a.pdf", image_only, ("needs_ocr",))
    yield Hostile("unmappable", "a.pdf", unmappable, ("unmappable_fonts",))
    yield Hostile("blank page", "a.pdf", lambda: pdf(b""), ("empty",))
    yield Hostile("blank page with a space", "a.pdf", lambda: pdf(b"BT /F 9 Tf ( ) Tj ET"), READABLE[1:])
    shown = "A" * 400 + " Aane"  # where every letter, or only the J, is mapped to an A
    for one in (*named("a.pdf", _maps()), *named("a.pdf", _wide()), *named("a.pdf", _simple())):
        yield one._replace(shows=f"{one.shows} {shown}")
    yield from named("a.pdf", _programs())
