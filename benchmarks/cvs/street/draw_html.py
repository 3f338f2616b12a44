"""Turn blocks into web pages, and those into PDFs by chromium and weasyprint."""

import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

import weasyprint  # type: ignore[import-not-found]  # of the environment that makes documents

from benchmarks.cvs.street.blocks import Block, Grid, Line
from benchmarks.cvs.street.skin import Skin

FONTS = {"serif": "'DejaVu Serif',serif", "sans": "'DejaVu Sans',sans-serif", "mono": "'DejaVu Sans Mono',monospace"}
HEADS = {
    "plain": "",
    "bold": "font-weight:bold",
    "underline": "text-decoration:underline",
    "fill": "background:#cfd8dc;padding:2px 6px",
    "colour": "color:#8a1c1c",
    "spaced": "letter-spacing:.35em;text-transform:uppercase",
}


def web_page(blocks: list[Block], skin: Skin) -> str:
    """Return the blocks as one page of HTML."""
    css = f"""@page {{ size: {skin.width}pt {skin.height}pt; margin: {skin.margin}pt }}
body {{ font-family: {FONTS[skin.font]}; font-size: {skin.size}pt; line-height: 1.3; margin: 0;
{"font-weight:bold;" if skin.bold else ""}{"text-align:center;" if skin.centre else ""} }}
p {{ margin: 2pt 0; white-space: pre-wrap }}
.name {{ font-size: {skin.size * 1.5}pt }}
.title {{ font-size: {skin.size * 1.7}pt; text-align:center }}
.head {{ {HEADS[skin.head]}; margin: 10pt 0 3pt }} .sub {{ font-weight: bold }} .center {{ text-align: center }}
.small {{ font-size: {skin.size * 0.85}pt; min-height: 5pt }}
.bullet {{ padding-left: 14pt; text-indent: -10pt; text-align: left }}
table {{ border-collapse: collapse; width: 100% }}
td {{ vertical-align: top; padding: 1pt 4pt; overflow-wrap: anywhere }}
.ruled td {{ border: 1px solid #444 }} tr {{ break-inside: avoid }} {skin.css}"""
    body = "\n".join(tag_of(block, skin) for block in blocks)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{css}</style></head><body>{body}</body></html>'


def tag_of(block: Block, skin: Skin) -> str:
    """Return the HTML of one block."""
    if isinstance(block, Line):
        mark = f"{skin.bullet} " if block.kind == "bullet" else ""
        return f'<p class="{block.kind}">{mark}{escape(block.text)}</p>'
    if isinstance(block, Grid):
        total = sum(block.widths)
        rows = []
        for place, row in enumerate(block.rows):
            bold = ";font-weight:bold" if block.header and not place else ""
            cells = (
                f'<td style="width:{share / total:.0%}{bold}">{escape(cell).replace(chr(10), "<br>")}</td>'
                for cell, share in zip(row, block.widths, strict=False)
            )
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f'<table class="{"ruled" if block.ruled else "bare"}">{"".join(rows)}</table>'
    return '<div style="break-after:page"></div>'


def old_page(blocks: list[Block], skin: Skin) -> str:
    """Return the blocks as HTML without a style sheet, as word processors read it."""
    face = {"serif": "Liberation Serif", "sans": "Liberation Sans", "mono": "Liberation Mono"}[skin.font]
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            rows = "".join(old_row(row, block, face, skin) for row in block.rows)
            out.append(
                f'<table width="100%" border="{int(block.ruled)}" cellpadding="3" cellspacing="0">{rows}</table>'
            )
        elif isinstance(block, Line):
            out.append(old_line(block, face, skin))
        else:
            out.append('<p style="page-break-before: always"></p>')
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(out)}</body></html>'


def old_line(line: Line, face: str, skin: Skin) -> str:
    """Return a paragraph with its font beside every text."""
    size = skin.size * {"title": 1.5, "name": 1.4, "small": 0.9}.get(line.kind, 1)
    text = escape(f"{skin.bullet} {line.text}" if line.kind == "bullet" else line.text) or "&nbsp;"
    bold = skin.bold or line.kind in ("head", "name", "title", "sub")
    centre = ' align="center"' if skin.centre or line.kind in ("center", "title") else ""
    inner = f"<b>{text}</b>" if bold else text
    above = 8 if line.kind == "head" else 0
    font = f'<font face="{face}" style="font-size:{size:g}pt">{inner}</font>'
    return f'<p{centre} style="margin-top:{above}pt;margin-bottom:1pt">{font}</p>'


def old_row(row: tuple[str, ...], block: Grid, face: str, skin: Skin) -> str:
    """Return a row whose cells say their own width and font."""
    total = sum(block.widths)
    cells = (
        f'<td width="{share / total:.0%}" valign="top"><font face="{face}" style="font-size:{skin.size:g}pt">'
        f"{escape(cell).replace(chr(10), '<br>') or '&nbsp;'}</font></td>"
        for cell, share in zip(row, block.widths, strict=False)
    )
    return f"<tr>{''.join(cells)}</tr>"


def weasy_pdf(blocks: list[Block], skin: Skin) -> bytes:
    """Return the page as weasyprint prints it."""
    made: bytes = weasyprint.HTML(string=web_page(blocks, skin)).write_pdf()
    return made


def chromium_pdf(blocks: list[Block], skin: Skin) -> bytes:
    """Return the page as chromium prints it."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(web_page(blocks, skin), encoding="utf-8")
        command = [
            shutil.which("chromium") or "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
        ]
        subprocess.run([*command, f"--print-to-pdf={out}", page.as_uri()], check=True, capture_output=True, timeout=90)
        return out.read_bytes()
