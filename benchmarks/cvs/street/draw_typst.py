"""Turn blocks into a PDF by typst."""

import re
import tempfile
from pathlib import Path

import typst  # type: ignore[import-not-found]  # of the environment that makes documents

from benchmarks.cvs.street.blocks import Block, Grid, Line
from benchmarks.cvs.street.skin import Skin

FONTS = {"serif": "DejaVu Serif", "sans": "DejaVu Sans", "mono": "DejaVu Sans Mono"}
HEADS = {
    "plain": "#v(5pt)[{}]",
    "bold": "#v(5pt)*{}*",
    "underline": "#v(5pt)#underline[{}]",
    "fill": '#v(5pt)#block(fill: rgb("#dde7dd"), inset: 4pt, width: 100%)[{}]',
    "colour": '#v(5pt)#text(fill: rgb("#1b5e8c"))[{}]',
    "spaced": "#v(5pt)#text(tracking: 3pt)[{}]",
}


def typst_pdf(blocks: list[Block], skin: Skin) -> bytes:
    """Return the blocks as typst sets them."""
    weight = ', weight: "bold"' if skin.bold else ""
    head = f"#set page(width: {skin.width}pt, height: {skin.height}pt, margin: {skin.margin}pt)\n"
    head += f'#set text(font: "{FONTS[skin.font]}", size: {skin.size}pt, hyphenate: false{weight})\n'
    head += "#set par(spacing: 6pt, leading: 5pt)\n"
    if skin.centre:
        head += "#set align(center)\n"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        page.write_text(head + skin.css + "\n".join(marked(block, skin) for block in blocks), encoding="utf-8")
        made: bytes = typst.compile(str(page))
        return made


def escaped(text: str) -> str:
    """Return a text that typst prints as it is."""
    return re.sub(r"([\\#*_$`<>@\[\]~/=+'\"-])", r"\\\1", text)


def marked(block: Block, skin: Skin) -> str:
    """Return the typst of one block."""
    if isinstance(block, Grid):
        total = sum(block.widths)
        columns = ", ".join(f"{share / total * 100:.0f}%" for share in block.widths)
        cells = ", ".join(
            "[" + " \\ ".join(escaped(part) for part in cell.split("\n")) + "]" for row in block.rows for cell in row
        )
        stroke = "0.4pt" if block.ruled else "none"
        return f"#table(columns: ({columns}), inset: 3pt, stroke: {stroke}, align: left, {cells})\n"
    if not isinstance(block, Line):
        return "#pagebreak()\n"
    text = escaped(block.text)
    title = f"#text(size: {skin.size * 1.5}pt)[{text}]\n"
    shapes = {
        "head": HEADS[skin.head].format(text) + "\n",
        "name": title,
        "title": title,
        "bullet": f"#grid(columns: (10pt, 1fr), [{escaped(skin.bullet)}], [{text}])\n",
        "center": f"#align(center)[{text}]\n",
        "sub": f"#strong[{text}]\n",
    }
    return shapes.get(block.kind, f"#[{text}]\n\n") if text else "#v(4pt)\n"
