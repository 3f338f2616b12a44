"""Turn the lines of a section about skills into rows of items: categories, languages, footers taken out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.resume.dates import find_dates
from matcher.resume.gazetteers import is_skill
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line, Part
from matcher.resume.places import find_place
from matcher.resume.skill_items import cut_list, is_category, is_cut, longest_category, split_items
from matcher.resume.spoken import all_languages, is_level, lists_languages, speaks

LONGEST_CATEGORY = 40
LARGER = 1.06
MOST_BOLD = 0.6
WRAP_GAP = 0.85  # em between the lines of one list, at most
ALIKE = 0.3  # points between sizes that count as one
SLACK = 3.0  # points
LONGEST_LIST = 2000  # characters of a list over several lines
MOST_FOOTER = 4  # pieces
PROSE = 9  # words without a separator
INDENT = (4, 60)  # points by which items stand right of their heading
SAME_EDGE = 6.0  # points
PLACE = 0.5
ENDS_OPEN = re.compile(r"[,;•|·/&+–-]\s*$|\([^()]*$")
OTHER_KINDS = ("certifications", "contact")


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A text with the line it stands in; `prose` marks running text, in which skills are only named."""

    text: str
    line: Line
    prose: bool


def to_skill_rows(lines: Sequence[Line]) -> list[SkillRow]:
    """Return the texts that list skills."""
    kept = [line for line in wrapped(lines) if not _is_alien(line)]
    pairs = [(part, line) for line in kept for part in line.parts if part.text.strip()]
    heads = _heads(pairs, kept)
    found: list[SkillRow] = []
    for line in kept:
        for number, part in enumerate(line.parts):
            if (number, id(line)) in heads or not part.text.strip():
                continue
            text = _without_category(part.text)
            if text is not None:
                found.append(SkillRow(text, line, _is_prose(text)))
    return _without_opening(found)


def _is_prose(text: str) -> bool:
    return len(text.split()) > PROSE and not is_cut(text)


def _is_alien(line: Line) -> bool:
    """Whether a line of the section tells something else: languages, a driving licence, a date and place, contact."""
    text = line.text
    head, colon, rest = text.partition(":")
    label = head if colon else line.parts[0].text if len(line.parts) > 1 else ""
    if speaks(line) or lists_languages(text) or "@" in text or _is_footer(text):
        return True
    if label and fold(label) in words("abilities", "mark"):
        return True
    if label and rest.strip() and kind_of_title(label) in OTHER_KINDS:
        return True
    return bool(find_dates(text)) and any(
        (place := find_place(item)) and place.sure >= PLACE for item in text.split(",")
    )


def _is_footer(text: str) -> bool:
    """Whether a line is the name of a person or page beside that of the document: "Ada Lovelace · Resume · 1"."""
    pieces = [fold(piece) for piece in cut_list(text) if piece.strip()]
    return 1 < len(pieces) <= MOST_FOOTER and any(piece in words("phrases", "document") for piece in pieces)


def wrapped(lines: Sequence[Line]) -> list[Line]:
    """Join a list that goes on in the next line: "Python, Java," or an item cut at the line's end."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and (cells := _aligned(above, line)):
            joined[-1] = replace(above, parts=cells, y1=line.y1)
        elif above is not None and _goes_on(above, line):
            part = replace(above.parts[-1], text=f"{above.parts[-1].text.rstrip()} {line.text.lstrip()}")
            joined[-1] = replace(above, parts=(*above.parts[:-1], part), x1=line.x1, y1=line.y1)
        else:
            joined.append(line)
    return joined


def _aligned(above: Line, line: Line) -> tuple[Part, ...]:
    """Return the cells of a row of lists with what goes on below each of them, nothing where that is no such row."""
    if (
        above.page is None
        or len(above.parts) < 2
        or line.bold
        or (line.page, line.column) != (above.page, above.column)
    ):
        return ()
    below = {
        number: part
        for part in line.parts
        for number, cell in enumerate(above.parts)
        if abs(cell.x0 - part.x0) < SAME_EDGE and is_cut(cell.text)
    }
    if line.gap >= WRAP_GAP or len(below) < len(line.parts):
        return ()
    if not all(ENDS_OPEN.search(above.parts[n].text) or _cut_inside(above.parts[n].text, below[n].text) for n in below):
        return ()
    return tuple(
        replace(cell, text=f"{cell.text.rstrip()} {below[number].text.lstrip()}") if number in below else cell
        for number, cell in enumerate(above.parts)
    )


def _goes_on(above: Line, line: Line) -> bool:
    opens = line.bullet or line.bold or len(line.parts) > 1 or ":" in line.text
    if opens or len(above.text) > LONGEST_LIST or above.page != line.page:
        return False
    last = above.parts[-1]
    if abs(last.size - line.size) > ALIKE or last.bold or above.column != line.column:
        return False
    if above.page is None:
        return bool(ENDS_OPEN.search(above.text))
    if not _is_below(above, line) or not is_cut(last.text):
        return False
    if ENDS_OPEN.search(above.text) or _makes_skill(last.text, line.text):
        return True
    return _had_no_room(above, line) and _cut_inside(last.text, line.text)


def _is_below(above: Line, line: Line) -> bool:
    """Whether a line stands close below another; below the right cell of a row where that has several."""
    near = line.gap < WRAP_GAP and above.x0 - SLACK <= line.x0 < above.x1
    return near and (len(above.parts) == 1 or abs(line.x0 - above.parts[-1].x0) <= SAME_EDGE)


def _had_no_room(above: Line, line: Line) -> bool:
    last = above.parts[-1]
    width = (last.x1 - last.x0) / max(1, len(last.text))
    word = line.text.split()[0] if line.text.split() else ""
    return above.x1 + width * (len(word) + 1) > above.right - SLACK


def _at_cut(above: str, below: str) -> tuple[str, str]:
    """Return the last item of a list with the first of what stands below."""
    return (split_items(above) or [""])[-1], (split_items(below) or [""])[0]


def _makes_skill(above: str, below: str) -> bool:
    """Whether a known skill goes on in the next line, of which the first half is none by itself."""
    last, first = _at_cut(above, below)
    return not is_skill(last) and is_skill(f"{last} {first}")


def _cut_inside(above: str, below: str) -> bool:
    """Whether an item was cut by the line's end; two known skills are two items."""
    last, first = _at_cut(above, below)
    return is_skill(f"{last} {first}") or not (is_skill(last) and is_skill(first))


def _heads(pairs: Sequence[tuple[Part, Line]], lines: Sequence[Line]) -> set[tuple[int, int]]:
    """Return (number of the part, id of its line) of every part that names a category and lists no skill."""
    sizes = sorted(part.size for part, _ in pairs for _ in range(max(1, len(part.text) // 4)))
    usual = sizes[len(sizes) // 2] if sizes else 10.0
    bold = sum(part.bold for part, _ in pairs)
    bold_heads = 0 < bold <= MOST_BOLD * len(pairs)
    bullets = sum(line.bullet for line in lines)
    plain_heads = 0 < len(lines) - bullets <= bullets
    edges, columns, followed = _outdented(lines), _left_cells(lines), _followed(lines)
    named = _named_groups(lines)
    found = set()
    for line in lines:
        for number, part in enumerate(line.parts):
            single = not is_cut(part.text.strip())
            head = part.size > usual * LARGER or (number == 0 and id(line) in columns)
            if single:
                head = head or (bold_heads and part.bold) or (plain_heads and not line.bullet)
                head = head or (named and is_category(part.text))
                head = head or (
                    len(line.parts) == 1 and ((line.column, round(line.x0)) in edges or id(line) in followed)
                )
            if head:
                found.add((number, id(line)))
    return found


def _named_groups(lines: Sequence[Line]) -> bool:
    """Whether names of categories stand over items all through the section, each over at least one."""
    heads = [all(is_category(part.text) for part in line.parts) for line in lines]
    beside = any(above and below for above, below in pairwise(heads))
    return sum(heads) > 1 and heads[0] and not heads[-1] and not beside


def _outdented(lines: Sequence[Line]) -> set[tuple[int, int]]:
    """Return (column, left edge) at which lines stand only as headings of indented lines below."""
    edges: dict[tuple[int, int], list[bool]] = {}
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        if line.page is not None and not line.bullet:
            indent = below.x0 - line.x0 if below is not None and below.column == line.column else 0.0
            edges.setdefault((line.column, round(line.x0)), []).append(INDENT[0] < indent < INDENT[1])
    return {edge for edge, votes in edges.items() if all(votes)}


def _left_cells(lines: Sequence[Line]) -> set[int]:
    """Return the lines whose first cell names the category of the list in the second."""
    rows = [line for line in lines if len(line.parts) == 2 and not line.parts[0].text.rstrip().endswith(",")]
    rows = [line for line in rows if not is_level(line.parts[1].text)]
    listing = [line for line in rows if is_cut(line.parts[1].text)]
    heads = sum(is_cut(line.parts[0].text) for line in rows)
    named = [line for line in rows if is_category(line.parts[0].text)]
    if heads == 0 and listing and 2 * len(listing) >= len(rows) and 2 * len(rows) > len(lines):
        return {id(line) for line in rows}
    return {id(line) for line in named if line in listing}


def _followed(lines: Sequence[Line]) -> set[int]:
    """Return lines of one item that stand over lists each time: "Tools" over "Hammer, Saw"."""
    lists = [is_cut(line.text) or ":" in line.text for line in lines]
    alone = [
        (line, number + 1 < len(lines) and lists[number + 1] and not lines[number + 1].bullet == line.bullet is True)
        for number, line in enumerate(lines)
        if not lists[number]
    ]
    if not any(lists) or not alone:
        return set()
    heads = [line for line, stands_over in alone if stands_over and not is_skill(line.text)]
    named = [line for line in heads if is_category(line.text)]
    every = len(heads) == len(alone) and len(heads) > 1
    return {id(line) for line in (heads if every else named)}


def _without_category(text: str) -> str | None:
    """Return a text without the category before its colon, None where nothing or no skill is left."""
    head, colon, rest = text.partition(":")
    if not colon or len(head) > LONGEST_CATEGORY or "," in head or re.match(r"\S", rest):
        return text
    if not rest.strip() or (kind_of_title(head) == "languages" and all_languages(rest)):
        return None
    if is_level(rest):
        return head  # "Python: advanced"
    return rest


def _without_opening(rows: list[SkillRow]) -> list[SkillRow]:
    """Cut categories that open their lists without any mark ("Tools Figma, Webflow"): all lists of the section do."""
    lists = [row for row in rows if not row.prose]
    opened = {id(row): cut for row in lists if (cut := _opening(row.text))}
    if len(lists) < 2 or len(opened) < len(lists):
        return rows
    return [replace(row, text=row.text[opened[id(row)] :]) if id(row) in opened else row for row in rows]


def _opening(text: str) -> int:
    """Return where the words of a category that opens a text end, 0 without one."""
    first = cut_list(text)[0]
    if is_skill(first):
        return 0
    matches = list(re.finditer(r"\S+", first))
    for size in range(min(longest_category(), len(matches) - 1), 0, -1):
        if is_category(first[: matches[size - 1].end()]):
            return matches[size - 1].end() + 1
    return 0
