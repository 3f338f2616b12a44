"""Turn nothing by itself: how one design looks, whatever program draws it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skin:
    """Font (serif, sans, mono), size in points, and what sets headings apart."""

    font: str = "serif"
    size: float = 11
    head: str = "bold"  # plain bold underline fill colour spaced
    bold: bool = False
    centre: bool = False
    bullet: str = "•"
    width: float = 595
    height: float = 842
    margin: float = 60
    css: str = ""
    wide: int = 88  # characters a line of plain text
