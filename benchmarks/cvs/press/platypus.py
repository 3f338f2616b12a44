"""Turn the view of a person into a PDF by ReportLab's flowables: tables, frames, lists, running heads."""

import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]  # of the environment that makes documents
from reportlab.lib.enums import TA_CENTER, TA_RIGHT  # type: ignore[import-untyped]  # the same
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # the same
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # the same
from reportlab.platypus import (  # type: ignore[import-untyped]  # the same
    BaseDocTemplate,
    Frame,
    FrameBreak,
    HRFlowable,
    ListFlowable,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from benchmarks.cvs.press.canvases import faces_of
from benchmarks.cvs.press.sheet import PAGE, Faces

View = dict[str, Any]
Story = list[Any]

TIGHT = [  # cells without room around them
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
]


class Pen:
    """The paragraph styles of one document."""

    def __init__(self, faces: Faces, colour: str) -> None:
        self.colour = HexColor(colour)
        self.body = ParagraphStyle("body", fontName=faces.plain, fontSize=9.6, leading=12.6)
        self.bold = ParagraphStyle("bold", self.body, fontName=faces.bold)
        self.italic = ParagraphStyle("italic", self.body, fontName=faces.italic)
        self.right = ParagraphStyle("right", self.body, alignment=TA_RIGHT)
        self.centre = ParagraphStyle("centre", self.body, alignment=TA_CENTER)
        self.name = ParagraphStyle("name", self.bold, fontSize=22, leading=27, textColor=self.colour)
        self.head = ParagraphStyle(
            "head", self.bold, fontSize=12, leading=15, spaceBefore=9, spaceAfter=4, textColor=self.colour
        )

    def put(self, text: str, style: str = "body") -> Paragraph:
        """Return a paragraph of plain text."""
        return Paragraph(escape(text), getattr(self, style))

    def bullets(self, lines: list[str], mark: str = "•") -> Story:
        """Return a list of lines, or nothing."""
        return (
            [ListFlowable([self.put(line) for line in lines], bulletType="bullet", start=mark, leftIndent=11)]
            if lines
            else []
        )


def by_flow(
    compose: Callable[[View, Pen], Story], family: str, colour: str, *, frames: int = 1, running: bool = False
) -> Callable[[View], bytes]:
    """Return the function that draws a view as a story of flowables in one frame or two."""

    def draw(view: View) -> bytes:
        stream = io.BytesIO()
        faces = faces_of(family, repr(view))
        document = BaseDocTemplate(stream, pagesize=PAGE, invariant=1, title=view["name"])

        def decorate(canvas: Canvas, _: Any) -> None:
            if running:
                canvas.setFont(faces.plain, 8)
                canvas.drawString(45, 25, view["name"])
                canvas.drawRightString(
                    550, 25, view["label"]["page"].replace("{}", str(canvas.getPageNumber()), 1).replace("{}", "2")
                )

        whole = [Frame(40, 40, 515, 760, id="all")]
        pair = [Frame(30, 40, 180, 770, id="side"), Frame(215, 40, 350, 770, id="main")]
        document.addPageTemplates([PageTemplate(id="p", frames=whole if frames == 1 else pair, onPage=decorate)])
        document.build(compose(view, Pen(faces, colour)))
        return stream.getvalue()

    return draw


def study(one: dict[str, str]) -> str:
    """Return degree and area."""
    return one["degree"] + (f", {one['area']}" if one["area"] else "")


def in_rows(view: View, pen: Pen) -> Story:
    """Compose a table of two columns: dates and headings at the left, text at the right."""
    label = view["label"]
    rows: list[list[Any]] = [["", [pen.put(view["name"], "name"), pen.put(view["headline"], "italic")]]]
    rows += [[pen.put(row["label"]), pen.put(row["text"])] for row in view["contact"]]
    rows.append([pen.put(label["work"], "head"), ""])
    for job in view["work"]:
        place = f", {job['city']}" if job["city"] else ""
        cell = [
            pen.put(job["title"], "bold"),
            pen.put(job["company"] + place, "italic"),
            *pen.bullets(job["lines"], "–"),
        ]
        rows.append([pen.put(job["dates"]), cell])
    rows.append([pen.put(label["education"], "head"), ""])
    rows += [
        [pen.put(one["dates"]), [pen.put(one["school"], "bold"), pen.put(study(one))]] for one in view["education"]
    ]
    rows.append([pen.put(label["skills"], "head"), ""])
    rows += [[pen.put(row["cat"]), pen.put(", ".join(row["items"]))] for row in view["skills"]]
    rows.append([pen.put(label["languages"], "head"), ""])
    rows += [[pen.put(row["name"]), pen.put(row["level"])] for row in view["languages"]]
    rows.append([pen.put(label["certifications"], "head"), ""])
    rows += [[pen.put(row["year"]), pen.put(f"{row['name']}, {row['issuer']}")] for row in view["certs"]]
    return [
        Table(
            rows,
            colWidths=[150, 360],
            style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)],
        )
    ]


def in_frames(view: View, pen: Pen) -> Story:
    """Compose a side frame with facts, then a main frame with jobs."""
    label = view["label"]
    story: Story = [pen.put(view["name"], "name"), pen.put(view["headline"]), pen.put(label["contact"], "head")]
    story += [pen.put(row["text"]) for row in view["contact"]]
    story.append(pen.put(label["skills"], "head"))
    story += [pen.put(f"{row['name']} {'■' * row['n']}{'□' * (5 - row['n'])}") for row in view["graded"]]
    story.append(pen.put(label["languages"], "head"))
    story += [pen.put(f"{row['name']}: {row['level']}" if row["level"] else row["name"]) for row in view["languages"]]
    story += [FrameBreak(), pen.put(label["summary"], "head"), pen.put(view["summary"]), pen.put(label["work"], "head")]
    for job in view["work"]:
        story += [
            pen.put(f"{job['title']} · {job['company']}", "bold"),
            pen.put(job["dates"], "italic"),
            *pen.bullets(job["lines"]),
            Spacer(1, 5),
        ]
    story.append(pen.put(label["education"], "head"))
    for one in view["education"]:
        story += [
            pen.put(study(one), "bold"),
            pen.put(one["school"] + (f" ({one['dates']})" if one["dates"] else "")),
            Spacer(1, 3),
        ]
    story.append(pen.put(label["certifications"], "head"))
    story += [pen.put(f"{row['name']} – {row['issuer']}, {row['year']}") for row in view["certs"]]
    return story


def in_grid(view: View, pen: Pen) -> Story:
    """Compose rules, and rows whose left and right ends are table cells; skills in a table of three columns."""
    label = view["label"]

    def head(text: str) -> Story:
        return [pen.put(text, "head"), HRFlowable(width="100%", color=pen.colour, thickness=0.8), Spacer(1, 4)]

    def ends(left: str, right: str, style: str = "body", width: float = 330) -> Table:
        row = [pen.put(left, style), pen.put(right, "right")]
        return Table([row], colWidths=[width, 505 - width], style=TIGHT)

    story: Story = [pen.put(view["name"], "name"), pen.put(" | ".join(row["text"] for row in view["contact"]))]
    story += [*head(label["summary"]), pen.put(view["summary"])] if view["summary"] else []
    cells = [pen.put(f"• {skill}") for skill in view["flat"]]
    cells += [""] * (-len(cells) % 3)
    thirds = [cells[at : at + 3] for at in range(0, len(cells), 3)]
    story += [*head(label["skills"]), Table(thirds, colWidths=[168] * 3, style=TIGHT), *head(label["work"])]
    for group in view["groups"]:
        story.append(ends(group["company"], group["city"], "bold"))
        for job in group["jobs"]:
            story += [ends(job["title"], job["dates"], "italic"), *pen.bullets(job["lines"], "»")]
        story.append(Spacer(1, 5))
    story += head(label["education"])
    story += [ends(f"{study(one)}, {one['school']}", one["dates"], width=400) for one in view["education"]]
    story += [*head(label["certifications"]), *(pen.put(f"{row['name']} ({row['issuer']})") for row in view["certs"])]
    return [*story, *head(label["languages"]), pen.put(", ".join(row["name"] for row in view["languages"]))]
