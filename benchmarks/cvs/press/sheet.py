"""Turn a view into pieces of text with places on pages, by one of four geometries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfmetrics import (  # type: ignore[import-untyped]  # of the environment that makes documents
    stringWidth,
)

PAGE = (595.0, 842.0)  # points
TOP, BOTTOM = 50.0, 50.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A string at a place: x and y in points from the page's lower left."""

    page: int
    x: float
    y: float
    text: str
    font: str
    size: float
    role: str = "body"  # body, head, name


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a layout."""

    plain: str
    bold: str
    italic: str


@dataclass(slots=True)
class Column:
    """A column that is filled from its top, over as many pages as it takes."""

    pieces: list[Piece]
    faces: Faces
    left: float
    width: float
    y: float = PAGE[1] - TOP
    page: int = 0
    size: float = 9.5
    bullet: str = "•"
    kept: dict[str, Any] = field(default_factory=dict)

    def down(self, points: float) -> None:
        """Move the cursor down, over to the next page where there is no room."""
        self.y -= points
        if self.y < BOTTOM:
            self.page, self.y = self.page + 1, PAGE[1] - TOP - self.size

    def put(self, text: str, *, font: str = "", size: float = 0, x: float = 0, role: str = "body") -> None:
        """Put a string at the cursor's line."""
        if text:
            piece = Piece(self.page, self.left + x, self.y, text, font or self.faces.plain, size or self.size, role)
            self.pieces.append(piece)

    def right(self, text: str, *, font: str = "", size: float = 0) -> None:
        """Put a string so that it ends at the column's right edge."""
        width = stringWidth(text, font or self.faces.plain, size or self.size)
        self.put(text, font=font, size=size, x=self.width - width)

    def par(
        self, text: str, *, font: str = "", size: float = 0, x: float = 0, mark: str = "", role: str = "body"
    ) -> None:
        """Put a paragraph, broken into lines, each below the last."""
        face, points = font or self.faces.plain, size or self.size
        for index, line in enumerate(broken(text, face, points, self.width - x)):
            self.down(points * 1.32)
            if mark and not index:
                self.put(mark, x=x - 9, size=points)
            self.put(line, font=face, size=points, x=x, role=role)

    def bullets(self, lines: Iterable[str], x: float = 10) -> None:
        """Put lines with bullets."""
        for line in lines:
            self.par(line, x=x, mark=self.bullet)

    def head(self, text: str, *, size: float = 12) -> None:
        """Put a heading with room above."""
        self.down(10)
        self.par(text, font=self.faces.bold, size=size, role="head")
        self.down(3)


def broken(text: str, font: str, size: float, width: float) -> list[str]:
    """Return a text's lines of at most `width` points."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and stringWidth(longer, font, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def sidebar(view: dict[str, Any], faces: Faces) -> list[Piece]:
    """Lay out a narrow left column beside the jobs."""
    label = view["label"]
    pieces: list[Piece] = []
    side = Column(pieces, faces, 36, 140, size=8.8)
    side.head(label["contact"], size=11)
    for row in view["contact"]:
        side.par(row["text"])
    side.head(label["skills"], size=11)
    for skill in view["flat"]:
        side.par(skill)
    side.head(label["languages"], size=11)
    for row in view["languages"]:
        side.par(f"{row['name']} ({row['level']})" if row["level"] else row["name"])
    side.head(label["certifications"], size=11)
    for row in view["certs"]:
        side.par(row["name"], font=faces.bold)
        side.par(f"{row['issuer']} {row['year']}", x=0)
    main = Column(pieces, faces, 205, 350)
    main.par(view["name"], font=faces.bold, size=22, role="name")
    main.par(view["headline"], size=11)
    main.head(label["summary"])
    main.par(view["summary"])
    main.head(label["work"])
    for job in view["work"]:
        main.par(job["title"], font=faces.bold, size=10.5)
        main.par(" | ".join(part for part in (job["company"], job["city"], job["dates"]) if part), font=faces.italic)
        main.bullets(job["lines"])
        main.down(5)
    main.head(label["education"])
    for one in view["education"]:
        main.par(_study(one), font=faces.bold)
        main.par(" | ".join(part for part in (one["school"], one["dates"]) if part))
        main.down(4)
    for extra in view["extras"]:
        main.head(extra["title"])
        main.bullets(extra["lines"])
    return pieces


def rail(view: dict[str, Any], faces: Faces) -> list[Piece]:
    """Lay out dates in a rail at the left of every entry."""
    label = view["label"]
    pieces: list[Piece] = []
    page = Column(pieces, faces, 60, 475, bullet="–")
    page.par(view["name"], font=faces.bold, size=20, role="name")
    page.par(view["headline"])
    page.par(" · ".join(row["text"] for row in view["contact"]), size=8.8)
    if view["summary"]:
        page.head(label["summary"])
        page.par(view["summary"])
    page.head(label["work"])
    for job in view["work"]:
        page.down(13)
        start = (page.y, page.page)
        for line in broken(job["dates"], faces.plain, 8.8, 98):
            page.put(line, size=8.8)
            page.y -= 11
        page.y, page.page = start
        page.y += 13
        page.par(job["company"] + (f", {job['city']}" if job["city"] else ""), font=faces.bold, x=110)
        page.par(job["title"] + (f" ({job['via']})" if job["via"] else ""), font=faces.italic, x=110)
        page.bullets(job["lines"], x=120)
        page.down(4)
    page.head(label["education"])
    for one in view["education"]:
        page.down(13)
        page.put(one["dates"], size=8.8)
        page.y += 13
        page.par(one["school"] + (f", {one['city']}" if one["city"] else ""), font=faces.bold, x=110)
        page.par(_study(one), x=110)
        page.down(3)
    _tail(page, view)
    return pieces


def ends(view: dict[str, Any], faces: Faces) -> list[Piece]:
    """Lay out titles at the left and dates at the right edge, employer and place below."""
    label = view["label"]
    pieces: list[Piece] = []
    page = Column(pieces, faces, 54, 487)
    page.par(view["name"], font=faces.bold, size=24, role="name")
    page.par("  |  ".join(row["text"] for row in view["contact"]), size=8.6)
    if view["summary"]:
        page.head(label["summary"])
        page.par(view["summary"])
    page.head(label["education"])
    for one in view["education"]:
        page.par(one["school"], font=faces.bold)
        page.right(one["dates"])
        page.par(_study(one), font=faces.italic)
        page.right(one["city"])
    page.head(label["work"])
    for job in view["work"]:
        page.par(job["title"], font=faces.bold)
        page.right(job["dates"])
        page.par(job["company"], font=faces.italic)
        page.right(job["city"])
        page.bullets(job["lines"])
        page.down(5)
    _tail(page, view)
    return pieces


def stack(view: dict[str, Any], faces: Faces) -> list[Piece]:
    """Lay out one column: company, then title, then dates, each in a line of its own."""
    label = view["label"]
    pieces: list[Piece] = []
    page = Column(pieces, faces, 70, 450, size=10, bullet="*")
    page.par(label["cv"], font=faces.bold, size=22)
    page.down(6)
    page.par(view["name"], font=faces.bold, size=14, role="name")
    for row in view["contact"]:
        page.par(f"{row['label']}: {row['text']}")
    page.head(label["work"], size=13)
    for job in view["work"]:
        page.par(job["company"], font=faces.bold)
        page.par(job["title"])
        page.par(job["dates"] + (f", {job['city']}" if job["city"] else ""), size=9)
        page.bullets(job["lines"])
        page.down(7)
    page.head(label["education"], size=13)
    for one in view["education"]:
        page.par(f"{_study(one)}, {one['school']}" + (f" ({one['dates']})" if one["dates"] else ""))
    _tail(page, view)
    return pieces


def _study(one: dict[str, str]) -> str:
    return one["degree"] + (f", {one['area']}" if one["area"] else "")


def _tail(page: Column, view: dict[str, Any]) -> None:
    """Put skills, languages, certificates and the rest, one below the other."""
    label, faces = view["label"], page.faces
    page.head(label["skills"])
    for row in view["skills"]:
        page.par((f"{row['cat']}: " if row["cat"] else "") + ", ".join(row["items"]))
    page.head(label["languages"])
    page.par(", ".join(f"{row['name']} ({row['level']})" if row["level"] else row["name"] for row in view["languages"]))
    page.head(label["certifications"])
    for row in view["certs"]:
        page.par(f"{row['name']}, {row['issuer']}, {row['year']}", mark=page.bullet, x=10)
    for extra in view["extras"]:
        page.head(extra["title"])
        for line in extra["lines"]:
            page.par(line, font=faces.plain)


GEOMETRIES: dict[str, Callable[[dict[str, Any], Faces], list[Piece]]] = {
    "sidebar": sidebar,
    "rail": rail,
    "ends": ends,
    "stack": stack,
}
