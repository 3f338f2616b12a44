"""Turn blocks into DOCX and RTF files, and those into PDFs by LibreOffice."""

import io
import shutil
import subprocess
import zipfile
from html import escape
from pathlib import Path

from benchmarks.cvs.street.blocks import Block, Grid, Line
from benchmarks.cvs.street.skin import Skin

PROFILE = "-env:UserInstallation=file:///tmp/lo-street"
FONTS = {"serif": "Times New Roman", "sans": "Arial", "mono": "Courier New"}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{LINK}" Target="word/document.xml"/></Relationships>',
}
MARGINS = '<w:sectPr><w:pgMar w:top="1000" w:bottom="1000" w:left="1100" w:right="1100"/></w:sectPr>'


def docx(blocks: list[Block], skin: Skin) -> bytes:
    """Return the blocks as a bare DOCX: direct formatting only, no styles part."""
    body = "".join(word_block(block, skin) for block in blocks)
    root = f'<w:document xmlns:w="{WORD}"><w:body>{body}{MARGINS}</w:body></w:document>'
    document = f'<?xml version="1.0" encoding="UTF-8"?>{root}'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
    return kept.getvalue()


def word_block(block: Block, skin: Skin) -> str:
    """Return the WordprocessingML of one block."""
    if isinstance(block, Line):
        size = int(skin.size * 2 * {"title": 1.5, "name": 1.4}.get(block.kind, 1))
        bold = skin.bold or block.kind in ("name", "sub") or (block.kind in ("head", "title") and skin.head == "bold")
        mark = f"{skin.bullet}\t" if block.kind == "bullet" else ""
        under = block.kind == "head" and skin.head == "underline"
        return word_paragraph(
            mark + block.text,
            size,
            skin,
            bold=bold,
            under=under,
            centre=skin.centre or block.kind in ("center", "title"),
        )
    if not isinstance(block, Grid):
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    total = sum(block.widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = []
    for place, row in enumerate(block.rows):
        bold = skin.bold or (block.header and not place)
        cells = (
            word_cell(cell, share / total, skin, bold=bold) for cell, share in zip(row, block.widths, strict=False)
        )
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if block.ruled else ""
    columns = "".join(f'<w:gridCol w:w="{int(share / total * 9600)}"/>' for share in block.widths)
    widths = f"<w:tblGrid>{columns}</w:tblGrid>"
    return f'<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/>{borders}</w:tblPr>{widths}{"".join(rows)}</w:tbl>'


def word_cell(cell: str, share: float, skin: Skin, *, bold: bool) -> str:
    """Return one cell, a paragraph for each of its lines."""
    inner = "".join(word_paragraph(part, int(skin.size * 2), skin, bold=bold) for part in cell.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{int(share * 9600)}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def word_paragraph(
    text: str, size: int, skin: Skin, *, bold: bool = False, under: bool = False, centre: bool = False
) -> str:
    """Return one paragraph of one run."""
    runs = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    font = f'<w:rFonts w:ascii="{FONTS[skin.font]}" w:hAnsi="{FONTS[skin.font]}"/>'
    marks = ("<w:b/>" if bold else "") + ('<w:u w:val="single"/>' if under else "")
    side = '<w:jc w:val="center"/>' if centre else ""
    style = f'<w:rPr>{font}{marks}<w:sz w:val="{size}"/></w:rPr>'
    return f'<w:p><w:pPr><w:spacing w:after="20"/>{side}</w:pPr><w:r>{style}{runs}</w:r></w:p>'


def rtf(blocks: list[Block], skin: Skin) -> bytes:
    """Return the blocks as RTF; grids become tabbed lines."""
    out = [
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 "
        + FONTS[skin.font]
        + ";}}\\paperw11906\\paperh16838\\margl1200\\margr1200\\margt1000\\margb1000\\f0\\fs"
        + str(int(skin.size * 2))
    ]
    for block in blocks:
        if isinstance(block, Grid):
            stops = "".join(
                f"\\tx{int(sum(block.widths[: place + 1]) / sum(block.widths) * 9500)}"
                for place in range(len(block.widths) - 1)
            )
            left = int(block.widths[0] / sum(block.widths) * 9500)
            hang = f"\\li{left}\\fi-{left}" if len(block.widths) == 2 else ""
            rows = ("\\tab ".join(rtf_text(cell).replace("\n", "\\line ") for cell in row) for row in block.rows)
            out += [f"\\pard{stops}{hang} {row}\\par" for row in rows]
        elif isinstance(block, Line):
            centre = "\\qc" if skin.centre or block.kind in ("center", "title") else ""
            bold = skin.bold or block.kind in ("head", "name", "title", "sub")
            mark = f"{rtf_text(skin.bullet)}\\tab " if block.kind == "bullet" else ""
            text = mark + rtf_text(block.text)
            hang = "\\li300\\fi-300\\tx300" if mark else ""
            out.append(f"\\pard{centre}{hang} " + ("{\\b " + text + "}" if bold else text) + "\\par")
        else:
            out.append("\\page")
    return ("\n".join(out) + "}").encode("ascii")


def rtf_text(text: str) -> str:
    """Return a text with everything beyond ASCII escaped."""
    text = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(ch if ord(ch) < 128 else f"\\u{ord(ch)}?" for ch in text)


def convert(sources: list[Path], kind: str, out: Path) -> None:
    """Convert files to `kind` (pdf, docx), those of one format in one run; web pages are read as text documents."""
    target = {"docx": "docx:MS Word 2007 XML"}.get(kind, kind)
    for suffix, options in ((".html", ["--infilter=HTML (StarWriter)"]), (".rtf", [])):
        files = [str(one) for one in sources if one.suffix == suffix]
        command = [shutil.which("soffice") or "soffice", PROFILE, "--headless", *options, "--convert-to", target]
        if files:
            command += ["--outdir", str(out), *files]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
