# ruff: noqa: E501 - markup and rules of style read better unbroken
"""Turn a design into its stylesheet: fonts, paper, skeleton and the design's own rules."""

import base64
import sys
from functools import cache
from pathlib import Path

from benchmarks.cvs.chromium.icons import icon_font
from benchmarks.cvs.chromium.sheet import Sheet

FONTS = Path(sys.prefix) / "fonts/node_modules/@fontsource"  # where npm may have put them; else the system's are taken
RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+2C60-2C7F,U+A720-A7FF",
}
BASE = """
*{box-sizing:border-box}
body{margin:0;line-height:1.38;color:#222;-webkit-print-color-adjust:exact}
h1{margin:0;font-size:2.3em;line-height:1.15}h2{font-size:1.25em;margin:1.1em 0 .4em;break-after:avoid}
h3{font-size:1.05em;margin:0}h4{margin:.5em 0 .1em;font-size:1em}p{margin:.25em 0}ul{margin:.2em 0;padding-left:1.4em}
.row{display:flex;justify-content:space-between;gap:1em}.row .d{white-space:nowrap}
.job,.study{margin-bottom:.75em}.job{break-inside:auto}.t{font-weight:600}.d{color:#666}
.rail{display:grid;grid-template-columns:9.2em 1fr;gap:1em;margin-bottom:.5em}
.lair{display:grid;grid-template-columns:1fr 9.2em;gap:1em;margin-bottom:.5em}.lair .e{text-align:right}
.item{display:flex;gap:.5em}.item .b{font-style:normal}
.grid{display:grid;grid-template-columns:9em 1fr;gap:.1em 1em;margin-bottom:.6em}.grid .k{color:#555}
.chips{display:flex;flex-wrap:wrap;gap:.35em}.chips .s{border:1px solid #999;border-radius:.9em;padding:.05em .7em}
.columns{columns:3;padding-left:1.2em}.list{padding-left:1.2em}
.rated .s,.s.dots{display:flex;justify-content:space-between;gap:1em;align-items:center}
.dots em{display:inline-block;width:.6em;height:.6em;border-radius:50%;background:#ccc;margin-left:.2em}.dots em.on{background:#444}
.bars u{display:block;width:40%;height:.5em;background:#ddd;text-decoration:none}.bars u em{display:block;height:100%;background:#555}
.star{font-style:normal}
table{border-collapse:collapse}td,th{vertical-align:top;text-align:left;padding:.15em .6em .15em 0}
.ic{width:1em;height:1em;vertical-align:-.15em;fill:none;stroke:currentColor;stroke-width:1.5}
i.ic{font-family:Marks;font-style:normal}a{color:inherit;text-decoration:none}.face{width:70px;height:70px}.n{white-space:nowrap}aside .n{white-space:normal;overflow-wrap:anywhere}aside{min-width:0}aside .grid,.frame .l .grid{grid-template-columns:1fr}
"""
SIDE = ".two{display:grid;gap:1.6em;align-items:start}"
SKELETONS = {
    "one": "",
    "left": SIDE + ".two{grid-template-columns:31% 1fr}main{order:2}aside{order:1}",
    "right": SIDE + ".two{grid-template-columns:1fr 31%}",
    "band": SIDE
    + ".two{grid-template-columns:1fr 32%;padding:0 14mm}header{background:var(--a);color:#fff;padding:11mm 14mm 8mm}header .d{color:#fff}",
    "bandleft": SIDE
    + ".two{grid-template-columns:30% 1fr;padding:0 14mm}header{background:var(--a);color:#fff;padding:10mm 14mm}",
    "strip": ".two{display:block}aside{float:left;width:64mm;padding:10mm 7mm;color:#fff}main{margin-left:70mm;padding:10mm 9mm 6mm 0}"
    "body::before{content:'';position:fixed;left:0;top:0;bottom:0;width:64mm;background:var(--a);z-index:-1}aside .d,aside .k{color:#dde}",
    "stripright": ".two{display:block}aside{float:right;width:60mm;padding:10mm 6mm}main{margin-right:64mm;padding:10mm 0 6mm 12mm}"
    "body::before{content:'';position:fixed;right:0;top:0;bottom:0;width:60mm;background:#eef1ee;z-index:-1}",
    "margin": "section{display:grid;grid-template-columns:24% 1fr;gap:1.4em;border-top:1px solid #bbb;padding-top:.6em;margin-top:.6em}h2{margin:0}",
    "vertical": "section{display:grid;grid-template-columns:2.4em 1fr;gap:1em;margin-bottom:1em}"
    "h2{writing-mode:vertical-rl;transform:rotate(180deg);margin:0;text-align:right;border-left:2px solid var(--a);padding-left:.3em}",
    "boxed": "section{border:1px solid var(--a);border-radius:4px;padding:.2em 1em .6em;margin-bottom:.8em;break-inside:auto}"
    "h2{background:#fff;display:inline-block;margin:-.9em 0 .2em;padding:0 .4em;position:relative;top:-.3em}",
    "cards": "main{display:grid;grid-template-columns:1fr 1fr;gap:1em}section{background:#f3f4f7;border-radius:8px;padding:.2em 1em .8em}"
    ".work,.summary{grid-column:1/-1}",
    "thirds": ".two{display:grid;grid-template-columns:1fr 1fr 1fr;gap:1.4em}main{grid-column:1/3}aside{grid-column:3}",
    "columns": "main{columns:2;column-gap:2em}section{break-inside:auto}",
    "foot": "footer aside{display:grid;grid-template-columns:1fr 1fr 1fr;gap:1.5em;border-top:2px solid var(--a);margin-top:1em}",
    "absolute": "body{position:relative}header{position:absolute;left:0;top:0;right:0}main{padding-top:34mm;margin-left:62mm}"
    "aside{position:absolute;left:0;top:34mm;width:54mm}",
    "frame": ".frame{width:100%}.frame td.l{width:32%;background:#f0ece4;padding:1em}.frame td.r{padding:0 0 0 1.4em}",
    "free": "",
}


@cache
def face(family: str) -> str:
    """Return the font faces of a family as a web page would load them, each subset a font of its own."""
    slug = family.lower().replace(" ", "-")
    rules = []
    for weight in (300, 400, 600, 700):
        for slant in ("normal", "italic"):
            for subset, covered in RANGES.items():
                path = FONTS / slug / "files" / f"{slug}-{subset}-{weight}-{slant}.woff2"
                if path.exists():
                    code = base64.b64encode(path.read_bytes()).decode()
                    rules.append(
                        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{slant};unicode-range:{covered};"
                        f"src:url(data:font/woff2;base64,{code}) format('woff2')}}"
                    )
    return "".join(rules)


def style(x: Sheet) -> str:
    """Return the stylesheet of one document."""
    design = x.design
    families = dict.fromkeys((design.font, design.display or design.font))
    faces = "".join(face(one) for one in families) if design.ext == "pdf" else ""
    marks = (
        f"@font-face{{font-family:Marks;src:url(data:font/ttf;base64,{icon_font()})}}"
        if design.icons == "glyph"
        else ""
    )
    told = x.said["page"][0].replace("{n}", "' counter(page) '").replace("{m}", "' counter(pages)")
    person = x.person
    reach = " · ".join((x.locality, *person.phones, *person.emails, *person.links)).replace("'", "’")
    name = person.name.replace("'", "’")
    own = design.css.replace("%PAGE%", f"'{told}").replace("%NAME%", name).replace("%CONTACT%", f"'{reach}'")
    return (
        f"{faces}{marks}@page{{size:{design.paper};margin:{design.margin}}}:root{{--a:{design.accent}}}"
        f"body{{font:{design.size}pt '{design.font}','DejaVu Sans',sans-serif}}h1,h2,.cv,.name{{font-family:'{design.display or design.font}',serif}}"
        f"{BASE}{SKELETONS[design.skeleton]}{own}"
    )
