"""Turn blocks into plain text and into roff for groff's ms macros."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from benchmarks.cvs.street.blocks import Block, Grid, Line
from benchmarks.cvs.street.skin import Skin

PREFIX = Path(sys.prefix) / "deb" / "x" / "usr"  # where an unpacked groff package may lie
SHARE = PREFIX / "share" / "groff" / "1.22.4"


def plain_text(blocks: list[Block], skin: Skin) -> bytes:
    """Return the blocks as a text file; ruled grids become pipes, others columns of spaces."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            out += [row for cells in block.rows for row in text_row(cells, block, skin.wide)]
        elif isinstance(block, Line):
            out += text_line(block, skin)
        else:
            out += ["", "-" * skin.wide, ""]
    return "\n".join(out).encode()


def text_line(line: Line, skin: Skin) -> list[str]:
    """Return one line, wrapped and set apart by its kind."""
    if line.kind in ("title", "head"):
        text = {"fill": f"*** {line.text} ***", "spaced": line.text.upper(), "underline": line.text}.get(
            skin.head, line.text
        )
        return ["", text, *(["=" * len(text)] if skin.head == "underline" else [])]
    if line.kind == "bullet":
        return textwrap.wrap(line.text, skin.wide, initial_indent=f"{skin.bullet} ", subsequent_indent="  ") or [""]
    wrapped = textwrap.wrap(line.text, skin.wide) or [""]
    return [one.center(skin.wide).rstrip() for one in wrapped] if line.kind == "center" or skin.centre else wrapped


def text_row(cells: tuple[str, ...], block: Grid, wide: int) -> list[str]:
    """Return one row of a grid, its cells wrapped side by side."""
    widths = [max(4, int(share / sum(block.widths) * wide) - 2) for share in block.widths]
    columns = [
        [one for part in cell.split("\n") for one in textwrap.wrap(part, width) or [""]]
        for cell, width in zip(cells, widths, strict=False)
    ]
    out = []
    for place in range(max(len(column) for column in columns)):
        parts = [
            (column[place] if place < len(column) else "").ljust(width)
            for column, width in zip(columns, widths, strict=False)
        ]
        out.append(("| " + " | ".join(parts) + " |") if block.ruled else "  ".join(parts).rstrip())
    return [*out, "+" + "-" * (wide - 2) + "+"] if block.ruled else out


def groff_pdf(blocks: list[Block], skin: Skin) -> bytes:
    """Return the blocks as groff's ms macros set them."""
    family = {"serif": "T", "sans": "H", "mono": "C"}[skin.font]
    sizes = f".nr PS {skin.size:g}\n.nr VS {skin.size * 1.25:g}\n.fam {family}\n"
    head = sizes + ".nr PO 2.2c\n.nr LL 16.5c\n.nh\n.ad l\n.ds CH\n"
    body = "\n".join(roff_block(block, skin) for block in blocks)
    path = f"{PREFIX / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["groff", "-F", str(SHARE / "font"), "-M", str(SHARE / "tmac"), "-Kutf8", "-t", "-ms", "-Tpdf"]
    source = (head + body + "\n").encode()
    made = subprocess.run(command, input=source, capture_output=True, check=True, env={"PATH": path})
    return made.stdout


def roff(text: str) -> str:
    """Return a text that roff prints as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def roff_block(block: Block, skin: Skin) -> str:
    """Return the roff of one block."""
    if isinstance(block, Grid):
        shares = " ".join(f"lw({share / sum(block.widths) * 14.5:.1f}c)" for share in block.widths)
        rows = "\n".join(
            "\t".join("T{\n" + "\n.br\n".join(roff(part) for part in cell.split("\n")) + "\nT}" for cell in row)
            for row in block.rows
        )
        return f".TS\n{'allbox ' if block.ruled else ''}tab(\t);\n{shares}.\n{rows}\n.TE"
    if not isinstance(block, Line):
        return ".bp"
    text = roff(block.text)
    shapes = {
        "head": f".sp .7\n.ne 4\n.ft {'I' if skin.head == 'underline' else 'B'}\n{text}\n.ft R\n.br",
        "bullet": f".IP \\(bu 2\n{text}\n.LP",
        "center": f".ce\n{text}",
    } | dict.fromkeys(("title", "name"), f".ce\n.ps +3\n.ft B\n{text}\n.ft R\n.ps -3\n.br\n.sp .3")
    return shapes.get(block.kind, f"{text}\n.br" if text else ".sp .6")
