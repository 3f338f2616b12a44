"""Turn a document's lines into titled sections (work, education, skills and so on)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matcher.resume.composite import kinds_of, split_kinds
from matcher.resume.content import kind_odds
from matcher.resume.cues import has_legal_form, is_job, names_degree
from matcher.resume.dates import find_range
from matcher.resume.headings import hinted_kinds, is_aside, kind_of_title
from matcher.resume.line import Line
from matcher.resume.schools import is_school
from matcher.resume.titled import ALIKE, UNKNOWN, find_titles, may_title, style_of
from matcher.resume.untitled import tell_apart

Kind = Literal[
    "top", "work", "education", "skills", "languages", "certifications", "summary", "contact", "other", "unknown"
]
KINDS: dict[str, Kind] = {
    "top": "top",
    "unknown": "unknown",
    "work": "work",
    "education": "education",
    "skills": "skills",
    "languages": "languages",
    "certifications": "certifications",
    "summary": "summary",
    "contact": "contact",
    "other": "other",
}
HINT = 300.0  # times likelier is what a word of the title says
HINTED_WORK = 0.05  # the least share of work for which a word counts: "Work I admire"
SURE = 0.65  # the least share of the likeliest kind of an unknown section
UNTITLED_LINES = 6  # of a block that may hold what has no title
SOUGHT = ("work", "education", "skills")  # kinds that are looked for where no title names them
BESIDES = frozenset(("languages", "certifications", "summary", "other"))  # those too, where nothing names any
SCHOOLED = 2  # schools and degrees below another title that make a section of education
HOLDING = frozenset(("top", "contact", "summary", "other", "work", "education"))  # sections that may hold such
ENTRIES = frozenset(("work", "education"))
ITEMS = frozenset(("skills", "languages", "certifications"))
LABELLED = {  # sections in which a label opens a section of one line, with what it may open
    "top": ITEMS,
    "contact": ITEMS,
    "summary": ITEMS,
    "skills": ITEMS - {"skills"} | {"other"},
    "languages": ITEMS - {"languages"} | {"other"},
    "certifications": ITEMS - {"certifications"} | {"other"},
    "education": ITEMS | {"other"},
    "other": ITEMS,
}
SAME_EDGE = 25.0  # points
SLACK = 5.0  # points
FAR = 8.0  # em of white space after which a column starts anew
FOOTER = re.compile(r"\b(?:made|created|generated|built|powered) (?:with|by|using)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled block; `title` is None for what stands before the first title."""

    kind: Kind
    title: Line | None
    lines: tuple[Line, ...]


def _without_first_part(line: Line) -> Line:
    parts = line.parts[1:]
    return replace(
        line,
        parts=parts,
        x0=parts[0].x0,
        size=max(part.size for part in parts),
        bold=all(part.bold for part in parts),
        italic=all(part.italic for part in parts),
    )


def _only_part(line: Line) -> Line:
    part = line.parts[0]
    return replace(line, parts=(part,), x1=part.x1, size=part.size, bold=part.bold, italic=part.italic)


@dataclass(slots=True)
class _Block:
    kind: Kind
    title: Line | None
    lines: list[Line]


def split_sections(lines: Sequence[Line]) -> list[Section]:
    """Split lines at their section titles; a section goes on in the columns below its title, also on the next page."""
    lines = [line for line in lines if line.text.strip() and not FOOTER.search(line.text)]
    titles = find_titles(lines)
    blocks = [_Block("top", None, [])]
    edges: list[tuple[float, int]] = []  # left edge, number of the block that is open there
    place: tuple[int | None, int] | None = None
    current = 0
    for index, line in enumerate(lines):
        if (line.page, line.column) != place or (line.gap > FAR and not _opened_in(blocks[current], line)):
            if place is not None:
                current = _carried(blocks, edges, line, current, same_page=place[0] == line.page)
            place = (line.page, line.column)
        kind = titles.get(index)
        if kind == UNKNOWN and _is_below(line, blocks[current]):
            kind = None
        inline = None if kind else _inline_title(line, blocks[current].kind)
        if kind:
            margin = len(line.parts) > 1 and kind_of_title(line.text) is None
            rest = [_without_first_part(line)] if margin else []
            blocks.append(_Block(KINDS[kind], _only_part(line) if margin else line, rest))
            current = len(blocks) - 1
        elif inline:
            blocks.append(_Block(KINDS[inline[0]], None, [inline[1]]))
        else:
            blocks[current].lines.append(line)
        edges = [edge for edge in edges if abs(edge[0] - line.left) >= SAME_EDGE] + [(line.left, current)]
    found = _settled(blocks)
    named = {block.kind for block in found}
    if missing := frozenset(SOUGHT).difference(named):
        missing |= frozenset() if named.intersection(ENTRIES) else BESIDES.difference(named)
        found = [part for block in found for part in _told_apart(block, missing)]
    return [Section(block.kind, block.title, tuple(block.lines)) for block in found]


def _told_apart(block: _Block, missing: frozenset[str]) -> list[_Block]:
    """Cut what no title in the document names out of a long block, by what stands in it."""
    if len(block.lines) < UNTITLED_LINES or block.kind not in HOLDING:
        return [block]
    said = "contact" if block.kind == "top" else block.kind
    found = [_Block(block.kind, block.title, [])]
    for kind, lines in tell_apart(block.lines, said, missing):
        if kind == said or not lines:
            found[-1].lines += lines
        elif block.title is None or _shows(kind, lines):
            found.append(_Block(KINDS[kind], None, lines))
        elif may_title(lines[0]) and len(lines) > 1:
            found.append(_Block(KINDS[kind], lines[0], lines[1:]))
        else:
            found[-1].lines += lines  # a title wins over what its lines show
    return [part for part in found if part.lines or part.title is not None]


def _shows(kind: str, lines: Sequence[Line]) -> bool:
    """Say whether lines hold what a section of the kind can't do without, though a title above says another kind."""
    texts = [line.text for line in lines if not line.bullet]
    schooled = sum(is_school(text) + names_degree(text) for text in texts) >= SCHOOLED
    if kind == "education":
        return schooled and not any(is_job(text) for text in texts)
    return kind == "work" and not schooled and any(is_job(text) for text in texts) and any(map(find_range, texts))


def _settled(blocks: Sequence[_Block]) -> list[_Block]:
    """Give blocks below unknown titles their kind; a title that is a header of the block before goes back to it."""
    settled: list[_Block] = []
    for block in blocks:
        if block.kind == UNKNOWN and block.title is not None:
            block.kind = classify(block.title, block.lines)
            before = settled[-1]
            if before.kind in ENTRIES and not hinted_kinds(block.title.text) and _heads_entry(block, before):
                before.lines += [block.title, *block.lines]
                continue
        pair = kinds_of(block.title.text) if block.title and len(block.lines) > 1 else None
        if pair is None:
            settled.append(block)
            continue
        parts = split_kinds(pair, block.lines)
        settled += [_Block(KINDS[kind], block.title, part) for kind, part in parts]
    return settled


def _heads_entry(block: _Block, before: _Block) -> bool:
    text = block.title.text if block.title else ""
    if before.kind == "work" and (is_job(text) or has_legal_form(text)):
        return True
    return block.kind == before.kind or (before.kind == "education" and (is_school(text) or names_degree(text)))


def _is_below(line: Line, block: _Block) -> bool:
    """Whether a possible title is a smaller heading inside the open section."""
    if block.title is not None and block.title.size > line.size + ALIKE:
        return True
    style = style_of(line)
    return any(len(held.parts) > 1 and all(style_of(part) == style for part in held.parts) for held in block.lines)


def _opened_in(block: _Block, line: Line) -> bool:
    return block.title is not None and (block.title.page, block.title.column) == (line.page, line.column)


def _carried(
    blocks: Sequence[_Block], edges: Sequence[tuple[float, int]], line: Line, current: int, *, same_page: bool
) -> int:
    """Return the block that is open where a new column starts."""
    if same_page and line.page is not None:
        above = [
            (block.title.y0, number)
            for number, block in enumerate(blocks)
            if block.title is not None and block.title.page == line.page and block.title.y0 <= line.y0 + line.size
            if block.title.left - SLACK <= line.x0 <= block.title.right + SLACK
        ]
        title = blocks[current].title
        if title is not None and title.page == line.page and title.x0 < line.x0 and title.y0 <= line.y0 + line.size:
            above.append((title.y0, current))  # the second column of a grid whose title stands over the first
        if above:
            return max(above)[1]
    near = [block for left, block in edges if abs(left - line.left) < SAME_EDGE]
    if near:
        return near[-1]
    return 0 if same_page else current


def _inline_title(line: Line, kind: str) -> tuple[str, Line] | None:
    """Read "Skills: a, b" before the first title, or "Languages: c, d" among the skills, as a section of one line."""
    if kind not in LABELLED:
        return None
    if len(line.parts) > 1 and not line.bullet and ":" not in line.parts[0].text[:-1]:
        head, rest = line.parts[0].text, _without_first_part(line)
    else:
        head, colon, text = line.text.partition(":")
        if not colon or not text.strip():
            return None
        rest = replace(line, parts=(replace(line.parts[0], text=text.strip()),))
    title = kind_of_title(head)
    if title not in LABELLED[kind] or (title == "other" and not is_aside(head)):
        return None
    return title, rest


def classify(title: Line | None, lines: Sequence[Line]) -> Kind:
    """Tell a section's kind by the words of its title and by what stands in it."""
    known = kind_of_title(title.text) if title else None
    hints = [known] if known else hinted_kinds(title.text) if title else []
    if not lines:
        return KINDS[hints[0]] if hints else "other"
    told = kind_odds(lines)
    hints = [kind for kind in hints if kind != "work" or told[kind] >= HINTED_WORK]
    weighed = {kind: share * (HINT if kind in hints else 1.0) for kind, share in told.items()}
    best = max(weighed, key=lambda kind: weighed[kind])
    return KINDS[best] if hints or told[best] >= SURE else "other"
