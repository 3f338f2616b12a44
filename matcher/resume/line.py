"""Turn nothing by itself: the one line model that every format is read into, and that everything after it shares."""

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line that stands apart from its neighbours (tab, wide gap, own style)."""

    text: str
    x0: float = 0.0
    x1: float = 0.0
    size: float = 10.0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line in reading order.

    Coordinates are points from the page's top left; `page` counts from 1 and is None outside PDF, where `path` names
    the paragraph ("body/p[12]", "header/p[1]", "table[2]/r[1]/c[2]/p[1]"). `column` tells blocks of the layout apart:
    lines with the same (page, column) were read top to bottom. `gap` is the white space above in units of the line's
    size (0 where unknown). `left` and `right` are the column's borders. `text` is the parts joined by three spaces, so
    that a wide gap can still be told from a word gap.
    """

    parts: tuple[Part, ...]
    page: int | None = None
    column: int = 0
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    bullet: bool = False
    gap: float = 0.0
    left: float = 0.0
    right: float = 0.0
    path: str | None = None
    heading: int = 0  # level from markup (h1 = 1, Word "Heading 1" = 1), 0 where unmarked
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Join the parts."""
        parts = self.parts
        text = parts[0].text if len(parts) == 1 else "   ".join([part.text for part in parts])
        object.__setattr__(self, "text", text)

    @property
    def box(self) -> Box | None:
        """The line's box on its page, None outside PDF."""
        return None if self.page is None else (self.x0, self.y0, self.x1, self.y1)


@dataclass(frozen=True, slots=True)
class Pages:
    """A document read into lines, with what its container says of it.

    `links` are the targets of link annotations with the page and box (or path) they stand at. `date` is the
    container's own modification date (YYYY-MM-DD) or None. `titles` are the title and author
    it names for itself, in any order: evidence for a name, never a value.
    """

    lines: tuple[Line, ...]
    links: tuple[tuple[str, Line], ...] = ()
    pages: int | None = None
    date: str | None = None
    unmapped: float = 0.0  # share of glyphs without a Unicode value
    images: int = 0
    widths: tuple[float, ...] = field(default=())
    titles: tuple[str, ...] = ()
