"""Turn nothing by itself: the lines, grids and page breaks an arrangement hands to a drawing program."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; kind is name, title, head, sub, text, bullet, center or small."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of cells; a cell's lines are parted by newlines, `widths` are shares of the page."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    ruled: bool = True
    header: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Block = Line | Grid | Break


def lines(*texts: str, kind: str = "text") -> list[Block]:
    """Return one line for each text that says anything."""
    return [Line(text, kind) for text in texts if text]


def grid(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *, ruled: bool = True, header: bool = False
) -> list[Block]:
    """Return a grid of the rows, as the only block of a list."""
    return [Grid(tuple(tuple(row) for row in rows), tuple(widths), ruled, header)]


def shouted(blocks: list[Block]) -> list[Block]:
    """Return the blocks in capitals, addresses aside."""

    def upper(text: str) -> str:
        return " ".join(word if "@" in word or "/in/" in word else word.upper() for word in text.split(" "))

    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Line):
            out.append(replace(block, text=upper(block.text)))
        elif isinstance(block, Grid):
            rows = tuple(
                tuple("\n".join(upper(part) for part in cell.split("\n")) for cell in row) for row in block.rows
            )
            out.append(replace(block, rows=rows))
        else:
            out.append(block)
    return out


def flattened(blocks: list[Block]) -> list[Block]:
    """Return the blocks without any header style: only text and bullets."""
    return [
        replace(block, kind="text") if isinstance(block, Line) and block.kind != "bullet" else block for block in blocks
    ]
