"""Turn four simple drawings into a font whose letters lie in the private-use area."""

import base64
import io
from functools import cache

from fontTools.fontBuilder import FontBuilder  # type: ignore[import-not-found]  # of the environment that makes documents
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-not-found]  # of the environment that makes documents

SHAPES = {
    0xE001: [(200, 0), (600, 0), (600, 700), (200, 700)],
    0xE002: [(100, 100), (900, 100), (900, 600), (500, 300), (100, 600)],
    0xE003: [(500, -100), (800, 500), (500, 800), (200, 500)],
    0xE004: [(100, 350), (500, 750), (900, 350), (500, -50)],
    0xF0DA: [(300, 100), (700, 400), (300, 700)],
}


@cache
def icon_font() -> str:
    """Return the font as base64 of its bytes."""
    names = {code: f"mark{code:x}" for code in SHAPES}
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for code, points in SHAPES.items():
        pen = TTGlyphPen(None)
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
        glyphs[names[code]] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Marks", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)  # the same bytes at any time
    out = io.BytesIO()
    builder.save(out)
    return base64.b64encode(out.getvalue()).decode()
