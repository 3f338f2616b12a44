"""Turn the blocks of a Word document's part into lines: paragraphs, tables, text boxes, frames."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from matcher.resume.cells import Cell, arrange, joined
from matcher.resume.dates import find_dates
from matcher.resume.limits import Unreadable
from matcher.resume.line import Line
from matcher.resume.package import W
from matcher.resume.styles import TWIPS, finite, number
from matcher.resume.titles import is_title
from matcher.resume.word_lines import Setting, paragraph_lines
from matcher.resume.word_runs import MC

EMU = 12_700.0  # a point
USUAL_MARGIN = 72.0  # points
USUAL_CELL = 120.0  # points, where a table doesn't say
LONGEST_DATE = 32  # characters of a box that stands beside its paragraph
SAME_LEFT = 40.0  # points between boxes of one column
NOT_WALKED = frozenset((MC + "Fallback", W + "sdtPr", W + "del", W + "moveFrom", W + "pPr", W + "sectPr"))
VML_PLACE = re.compile(r"margin-(left|top):\s*(-?[\d.]+)(pt|in|mm|cm)?")
VML_UNITS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, None: 1.0}


@dataclass(frozen=True, slots=True)
class _Box:
    """A text box with the place that it floats at in points (left counts from the text's edge), None in the flow."""

    content: Element
    place: tuple[float, float] | None


class Blocks:
    """Reads the blocks of one part, those of text boxes after the paragraph that they hang on."""

    def __init__(self, setting: Setting, deepest: int) -> None:
        """Start; `deepest` is how many elements may be open around a paragraph."""
        self._setting = setting
        self._deepest = deepest
        self._counts: dict[str, int] = {}
        self._column = 0
        self._margin = USUAL_MARGIN

    def lines(self, root: Element, label: str) -> Iterator[Line]:
        """Yield the lines below a root element; raises Unreadable (too_large) for those nested too deep."""
        page = root.find(f".//{W}pgMar")
        left = number(page, "left")
        self._margin = USUAL_MARGIN if left is None else left / TWIPS
        self._setting.start()
        yield from self._blocks(root, label, 0)

    def _numbered(self, path: str, name: str) -> str:
        key = f"{path}/{name}"
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{key}[{self._counts[key]}]"

    def _new_columns(self, count: int) -> int:
        first = self._column + 1
        self._column += count
        return first

    def _blocks(self, element: Element, path: str, depth: int) -> Iterator[Line]:
        if depth > self._deepest:
            raise Unreadable("too_large", "The document's elements are nested too deep.")
        for child in element:
            if child.tag == W + "p":
                yield from self._paragraph(child, self._numbered(path, "p"), depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, self._numbered(path, "table"), depth + 1)
            elif child.tag not in NOT_WALKED and len(child) and not _is_placeholder(child):
                yield from self._blocks(child, path, depth + 1)

    def _paragraph(self, paragraph: Element, path: str, depth: int) -> Iterator[Line]:
        own = paragraph_lines(paragraph, path, self._setting)
        frame = paragraph.find(f"{W}pPr/{W}framePr")
        if frame is not None and own and (left := self._frame_left(frame)) is not None:
            column = self._new_columns(1)
            own = [replace(line, column=column, left=left) for line in own]
        boxes = [(box, self._box(box, path, depth)) for box in _boxes(paragraph, self._margin)]
        beside = [lines for _, lines in boxes if own and _stands_beside(lines)]
        for lines in beside:
            own[0] = replace(joined([lines[0], own[0]]), column=own[0].column, left=own[0].left)
        yield from own
        floating = [pair for pair in boxes if pair[1] and pair[1] not in beside]
        for _, lines in sorted(floating, key=lambda pair: _order(pair[0].place)):
            yield from lines

    def _frame_left(self, frame: Element) -> float | None:
        """Return a frame's left edge, None where it stands in the flow (a large first letter)."""
        if frame.get(W + "dropCap", "none") != "none" or frame.get(W + "x") is None:
            return None
        left = (number(frame, "x") or 0.0) / TWIPS
        return left - self._margin if frame.get(W + "hAnchor") == "page" else left

    def _box(self, box: _Box, path: str, depth: int) -> list[Line]:
        space, above = self._setting.space, self._setting.above
        self._setting.start()
        lines = list(self._blocks(box.content, f"{path}/box", depth + 1))
        self._setting.space, self._setting.above = space, above
        if box.place is None or not lines:
            return lines
        column, left = self._new_columns(1), box.place[0]
        return [line if line.column else replace(line, column=column, left=left) for line in lines]

    def _table(self, table: Element, path: str, depth: int) -> Iterator[Line]:
        if depth > self._deepest:
            raise Unreadable("too_large", "The document's elements are nested too deep.")
        widths = [(number(column, "w") or 0.0) / TWIPS for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        rows = [self._row(row, self._numbered(path, "r"), widths, depth + 1) for row in _below(table, W + "tr")]
        found = arrange(rows, self._column + 1)
        self._column = max([self._column, *(line.column for line in found)])
        self._setting.start()
        self._setting.space = 0.0
        yield from found

    def _row(self, row: Element, path: str, widths: list[float], depth: int) -> list[Cell]:
        cells = []
        properties = row.find(W + "trPr")
        start = int(number(properties.find(W + "gridBefore")) or 0) if properties is not None else 0
        for cell in _below(row, W + "tc"):
            self._setting.start()
            self._setting.space = 0.0
            lines = tuple(self._blocks(cell, self._numbered(path, "c"), depth + 1))
            left = sum(widths[:start]) if start <= len(widths) else start * USUAL_CELL
            cells.append(Cell(start, left, lines))
            span = number(cell.find(f"{W}tcPr/{W}gridSpan"))
            start += max(1, min(int(span or 1), 100))
        return cells


def _is_placeholder(content: Element) -> bool:
    return content.tag == W + "sdt" and content.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _below(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    todo = list(reversed(element))
    while todo:
        child = todo.pop()
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            todo += reversed(child)


def _stands_beside(lines: list[Line]) -> bool:
    """Say whether a box holds the date of the paragraph that it hangs on."""
    if len(lines) != 1 or len(lines[0].text) > LONGEST_DATE or is_title(lines[0].text):
        return False
    return bool(find_dates(lines[0].text))


def _order(place: tuple[float, float] | None) -> tuple[int, float]:
    if place is None:
        return 0, 0.0
    return round(place[0] / SAME_LEFT), place[1]


def _boxes(paragraph: Element, margin: float) -> Iterator[_Box]:
    """Yield the text boxes that hang on a paragraph, each once though older programs get it twice."""
    todo: list[tuple[Element, tuple[float, float] | None]] = [(child, None) for child in reversed(paragraph)]
    while todo:
        child, place = todo.pop()
        if child.tag == W + "txbxContent":
            yield _Box(child, place)
        elif child.tag not in NOT_WALKED:
            place = _floats_at(child, margin) or place
            todo += [(item, place) for item in reversed(child)]


def _floats_at(element: Element, margin: float) -> tuple[float, float] | None:
    """Return where an anchored drawing or a shape of the older kind stands, None for any other element."""
    name = element.tag.rpartition("}")[2]
    if name == "anchor":
        across, down = _offset(element, "positionH"), _offset(element, "positionV")
        if across is None:
            return None
        return across[0] - (margin if across[1] == "page" else 0.0), down[0] if down else 0.0
    style = element.get("style", "") if name in ("shape", "rect", "roundrect", "group") else ""
    if "absolute" not in style:
        return None
    found = {side: (finite(size) or 0.0) * VML_UNITS[unit or None] for side, size, unit in VML_PLACE.findall(style)}
    left = found.get("left")
    if left is None:
        return None
    page = "mso-position-horizontal-relative:page" in style
    return left - (margin if page else 0.0), found.get("top", 0.0)


def _offset(anchor: Element, name: str) -> tuple[float, str] | None:
    """Return an anchor's offset in points, and from what it is counted; None where it is aligned instead."""
    for item in anchor:
        if item.tag.endswith("}" + name):
            text = next((child.text for child in item if child.tag.endswith("}posOffset")), None)
            return None if text is None else ((finite(text) or 0.0) / EMU, item.get("relativeFrom", ""))
    return None
