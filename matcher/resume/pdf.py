"""Turn a PDF into lines in reading order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.resume.bullets import mark_bullets
from matcher.resume.characters import has_letters, read_characters
from matcher.resume.columns import to_blocks
from matcher.resume.glyphs import PrintedDocument, PrintedPage
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages, Part
from matcher.resume.margins import join_titles
from matcher.resume.printed import to_printed_rows
from matcher.resume.running import EDGE, is_page_number, without_running
from matcher.resume.runs import Segment, to_rows
from matcher.resume.titles import is_title
from matcher.resume.turned import stand_titles
from matcher.resume.wraps import join_wrapped

ASCENT, DESCENT = 0.8, 0.2  # of the size, above and below the baseline
DATE_LIKE = re.compile(r"(?:19|20)\d\d|\d{1,2}[/.]\d{2}\b|^\W*\d+ [^\W\d_]{1,8}\.?(?: \d+ [^\W\d_]{1,8}\.?)?\W*$")
DATE_LONGEST = 32
SENTENCE = 60  # characters: a longer first part is a sentence
MANY_SHAPES = 200  # drawn on a page: letters drawn as outlines
ALIKE, FLOWING = 0.2, 12  # columns of one flow: share their widths differ by, segments the first has at least


def _is_sentence(segment: Segment) -> bool:
    text = segment.text
    return segment.bullet or len(text) > SENTENCE or (text.endswith(".") and text.count(" ") > 4)


def _split_date(row: list[Segment]) -> list[list[Segment]]:
    """Put a short date at the right of a bullet or sentence before it: it belongs to the header above."""
    last = row[-1]
    if len(row) > 1 and _is_sentence(row[0]) and len(last.text) <= DATE_LONGEST and DATE_LIKE.search(last.text):
        return [[last], row[:-1]]
    return [row]


def _line(row: Sequence[Segment], page: int, column: int, borders: tuple[float, float]) -> Line:
    main = max(row, key=lambda item: (round(item.size), len(item.text)))
    return Line(
        parts=tuple(Part(item.text, item.x0, item.x1, item.size, item.bold, item.italic) for item in row),
        page=page,
        column=column,
        x0=min(item.x0 for item in row),
        y0=min(item.y - ASCENT * item.size for item in row),
        x1=max(item.x1 for item in row),
        y1=max((item.end or item.y) + DESCENT * item.size for item in row),
        size=main.size,
        bold=main.bold,
        italic=main.italic,
        bullet=row[0].bullet,
        left=borders[0],
        right=borders[1],
    )


def _flows_on(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Say whether a text flows on from the foot of one column to the head of the next, as in a newspaper."""
    (x0, x1), (next_x0, next_x1) = _borders(left), _borders(right)
    alike = abs((x1 - x0) - (next_x1 - next_x0)) < ALIKE * (x1 - x0)
    beside = next_x0 >= x1 and right[0].y < left[len(left) // 2].y
    return alike and beside and len(left) > FLOWING and not is_title(right[0].text)


def _borders(block: Sequence[Segment]) -> tuple[float, float]:
    return min(item.x0 for item in block), max(item.x1 for item in block)


def _page_lines(page: PrintedPage, pages: int) -> Iterator[Line]:
    column = -1
    before: list[Segment] = []
    rows = stand_titles(to_rows(page.characters), page)
    for block in to_blocks(join_titles(mark_bullets(rows, page.dots))):
        column += not (before and _flows_on(before, block))
        before, borders = block, _borders(block)
        above: Line | None = None
        for row in join_wrapped(to_printed_rows(block), borders[1]):
            if _is_margin(row, page, pages):
                continue
            for piece in _split_date(row):
                line = _line(piece, page.number, column, borders)
                gap = (line.y0 - above.y1) / line.size if above and line.size else 0.0
                yield replace(line, gap=max(0.0, gap))
                above = line


def _is_margin(row: Sequence[Segment], page: PrintedPage, pages: int) -> bool:
    """Say whether a row holds no words or is a page number."""
    text = " ".join(item.text for item in row)
    foot, head = row[0].y > (1 - EDGE) * page.height, row[0].y < EDGE * page.height
    return not any(map(str.isalnum, text)) or is_page_number(text, page.number, pages, foot=foot, head=head)


def _links(document: PrintedDocument) -> Iterator[tuple[str, Line]]:
    for page in document.pages:
        for target, (x0, y0, x1, y1) in page.links:
            yield target, Line(parts=(Part(target, x0, x1),), page=page.number, x0=x0, y0=y0, x1=x1, y1=y1)


def _refuse(document: PrintedDocument, limits: Limits) -> None:
    glyphs = sum(page.glyphs for page in document.pages)
    unmapped = sum(page.unmapped for page in document.pages)
    if glyphs and unmapped > limits.unmapped * glyphs:
        raise Unreadable("unmappable_fonts", "The fonts don't say which letters their glyphs are.")
    if not any(has_letters(page, limits.page_letters) for page in document.pages) and any(
        page.images or page.shapes >= MANY_SHAPES for page in document.pages
    ):
        raise Unreadable("needs_ocr", "The pages are pictures.")
    if not any(has_letters(page, 1) for page in document.pages):
        raise Unreadable("empty", "The PDF holds no text.")


def read_pdf(content: bytes, limits: Limits) -> Pages:
    """Read a PDF into lines; raises Unreadable (needs_ocr, unmappable_fonts, encrypted, corrupt, too_large, empty)."""
    document = read_characters(content, limits)
    _refuse(document, limits)
    glyphs = sum(page.glyphs for page in document.pages)
    lines = [line for page in document.pages for line in _page_lines(page, len(document.pages))]
    return Pages(
        lines=tuple(without_running(lines, [page.height for page in document.pages])),
        links=tuple(_links(document)),
        pages=len(document.pages),
        date=document.date,
        unmapped=sum(page.unmapped for page in document.pages) / max(1, glyphs),
        images=sum(page.images for page in document.pages),
        widths=tuple(page.width for page in document.pages),
    )
