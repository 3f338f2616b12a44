"""Turn texts with their formatting into WordprocessingML of a document's body."""

import random
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
EMU = 12700  # per point
TWIPS = 20  # per point


def run(  # noqa: PLR0913  # one switch for each property of a run
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    color: str | None = None,
    font: str | None = None,
    caps: bool = False,
    small: bool = False,
    hidden: bool = False,
    spacing: int | None = None,
    style: str | None = None,
    under: bool = False,
) -> str:
    """Return one run; a tab character becomes a tab, a line feed a soft line break."""
    marks = [
        f'<w:rStyle w:val="{style}"/>' if style else "",
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else "",
        "<w:b/>" if bold else "",
        "<w:i/>" if italic else "",
        "<w:caps/>" if caps else "",
        "<w:smallCaps/>" if small else "",
        "<w:vanish/>" if hidden else "",
        f'<w:color w:val="{color}"/>' if color else "",
        f'<w:spacing w:val="{spacing}"/>' if spacing else "",
        f'<w:sz w:val="{round(size * 2)}"/>' if size else "",
        '<w:u w:val="single"/>' if under else "",
    ]
    return f"<w:r><w:rPr>{''.join(marks)}</w:rPr>{letters(text)}</w:r>"


def letters(text: str) -> str:
    """Return the content of a run: texts, tabs and breaks."""
    parts = []
    for row, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if row else "")
        for cell, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if cell else "")
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "")
    return "".join(parts)


def bold(text: str, size: float | None = None, color: str | None = None) -> str:
    """Return a bold run."""
    return run(text, bold=True, size=size, color=color)


def italic(text: str, size: float | None = None, color: str | None = None) -> str:
    """Return an italic run."""
    return run(text, italic=True, size=size, color=color)


def chopped(text: str, rng: random.Random, *, heavy: bool = False, size: float | None = None) -> str:
    """Return a text as several runs that break in the middle of words, as editing and spell checking leave them."""
    cuts = sorted(rng.sample(range(1, len(text)), min(len(text) - 1, 1 + len(text) // 14))) if len(text) > 2 else []
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return '<w:proofErr w:type="spellStart"/>'.join(run(one, bold=heavy, size=size) for one in pieces)


def symbol(code: str, font: str = "Wingdings", size: float | None = None, color: str | None = None) -> str:
    """Return a w:sym run: a character of a symbol font by its hexadecimal code."""
    tone = f'<w:color w:val="{color}"/>' if color else ""
    scale = f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
    return f'<w:r><w:rPr>{tone}{scale}</w:rPr><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def link(url: str, text: str, *, color: str = "0563C1", size: float | None = None) -> str:
    """Return a hyperlink; the package turns the target into a relationship."""
    inner = run(text, color=color, under=True, size=size)
    return f"<w:hyperlink r:id={quoteattr('link:' + url)}>{inner}</w:hyperlink>"


def field(code: str, shown: str) -> str:
    """Return a complex field with its shown result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def inserted(*runs: str) -> str:
    """Return runs as a tracked insertion."""
    return f'<w:ins w:id="901" w:author="Reviewer" w:date="2024-05-01T09:00:00Z">{"".join(runs)}</w:ins>'


def deleted(text: str) -> str:
    """Return a tracked deletion: text that the file holds and doesn't show."""
    inner = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="902" w:author="Reviewer" w:date="2024-05-01T09:00:00Z">{inner}</w:del>'


def control(inner: str, alias: str, *, block: bool = False) -> str:
    """Return a content control around runs or, with `block`, around paragraphs."""
    blank = "" if block else "<w:text/>"
    head = f'<w:sdtPr><w:alias w:val="{escape(alias)}"/><w:id w:val="{abs(hash_of(inner))}"/>{blank}</w:sdtPr>'
    return f"<w:sdt>{head}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def hash_of(text: str) -> int:
    """Return a small number that is the same for the same text on every run."""
    return sum((place + 1) * ord(ch) for place, ch in enumerate(text)) % 2_000_000_000


def para(  # noqa: PLR0913  # one switch for each property of a paragraph
    *runs: str,
    style: str | None = None,
    align: str | None = None,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    hanging: float = 0,
    tabs: Sequence[tuple[float, str, str]] = (),
    border: str | None = None,
    color: str = "808080",
    shade: str | None = None,
    number: int | None = None,
    keep: bool = False,
    section: str = "",
) -> str:
    """Return a paragraph; lengths in points, `tabs` as (position, kind, leader), `border` names its edges."""
    stops = "".join(
        f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{round(place * TWIPS)}"/>' for place, kind, leader in tabs
    )
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="6" w:space="2" w:color="{color}"/>' for edge in (border or "").split()
    )
    indent = f'<w:ind w:left="{round(left * TWIPS)}" w:hanging="{round(hanging * TWIPS)}"/>' if left or hanging else ""
    marks = [
        f'<w:pStyle w:val="{style}"/>' if style else "",
        "<w:keepNext/>" if keep else "",
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else "",
        f"<w:pBdr>{edges}</w:pBdr>" if edges else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "",
        f"<w:tabs>{stops}</w:tabs>" if stops else "",
        f'<w:spacing w:before="{round(before * TWIPS)}" w:after="{round(after * TWIPS)}"/>',
        indent,
        f'<w:jc w:val="{align}"/>' if align else "",
        section,
    ]
    return f"<w:p><w:pPr>{''.join(marks)}</w:pPr>{''.join(runs)}</w:p>"


def columns(count: int, *, space: float = 24, start: str = "continuous", margins: str = "") -> str:
    """Return the properties of a section with that many columns."""
    return (
        f'<w:sectPr><w:type w:val="{start}"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'{margins or page_margins()}<w:cols w:num="{count}" w:space="{round(space * TWIPS)}"/></w:sectPr>'
    )


def page_margins(side: float = 56, top: float = 50) -> str:
    """Return page margins in points."""
    across, down = round(side * TWIPS), round(top * TWIPS)
    return (
        f'<w:pgMar w:top="{down}" w:right="{across}" w:bottom="{down}" w:left="{across}" '
        'w:header="500" w:footer="400" w:gutter="0"/>'
    )


def cell(inner: str, width: float, *, shade: str | None = None, span: int = 1, pad: bool = False) -> str:
    """Return a table cell `width` points wide; it always ends with a paragraph, as the format asks."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    margin = '<w:tcMar><w:left w:w="160" w:type="dxa"/><w:right w:w="160" w:type="dxa"/></w:tcMar>' if pad else ""
    body = inner if inner.endswith("</w:p>") else inner + "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{wide}{fill}{margin}</w:tcPr>{body}</w:tc>'


def table(rows: Iterable[Sequence[str]], widths: Sequence[float], *, lines: str | None = None, left: float = 0) -> str:
    """Return a table of cells; `lines` is the colour of its rules, None draws none (a layout table)."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{lines}"' if lines else 'w:val="nil"'
    border = "".join(f"<w:{edge} {rule}/>" for edge in edges)
    grid = "".join(f'<w:gridCol w:w="{round(width * TWIPS)}"/>' for width in widths)
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{round(sum(widths) * TWIPS)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{round(left * TWIPS)}" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )


def drawn_box(inner: str, *, x: float, y: float, width: float, height: float, fill: str | None = None) -> str:
    """Return a run with a DrawingML text box at a place on the page (points), with its VML fallback."""
    paint = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    number = 100 + hash_of(inner) % 9000
    shape = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{round(x * EMU)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(y * EMU)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{round(width * EMU)}" cy="{round(height * EMU)}"/><wp:wrapSquare wrapText="bothSides"/>'
        f'<wp:docPr id="{number}" name="Text Box {number}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(width * EMU)}" '
        f'cy="{round(height * EMU)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}'
        f"<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="t"/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    fallback = f"<w:pict>{vml_shape(inner, x=x, y=y, width=width, height=height, fill=fill)}</w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def vml_shape(inner: str, *, x: float, y: float, width: float, height: float, fill: str | None = None) -> str:
    """Return the VML shape of a text box."""
    paint = f'fillcolor="#{fill}"' if fill else 'filled="f"'
    place = (
        f"position:absolute;margin-left:{x}pt;margin-top:{y}pt;width:{width}pt;height:{height}pt;z-index:2;"
        "mso-position-horizontal-relative:page;mso-position-vertical-relative:page;mso-wrap-style:square"
    )
    return (
        f'<v:shape type="#_x0000_t202" style="{place}" stroked="f" {paint}><v:textbox><w:txbxContent>{inner}'
        '</w:txbxContent></v:textbox><w10:wrap xmlns:w10="urn:schemas-microsoft-com:office:word" type="square"/>'
        "</v:shape>"
    )


def vml_box(inner: str, *, x: float, y: float, width: float, height: float, fill: str | None = None) -> str:
    """Return a run with a text box as Word 2003 and before wrote them."""
    return f"<w:r><w:pict>{vml_shape(inner, x=x, y=y, width=width, height=height, fill=fill)}</w:pict></w:r>"


def note(number: int) -> str:
    """Return the mark of a footnote."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
