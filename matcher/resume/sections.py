"""Turn a document's lines into titled sections (work, education, skills and so on)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matcher.resume.cues import is_job, names_degree
from matcher.resume.dates import find_dates
from matcher.resume.headings import LONGEST_TITLE, is_aside, kind_of_title
from matcher.resume.lexicon import fold, section_hints, words
from matcher.resume.line import Line, Part
from matcher.resume.schools import is_school

Kind = Literal[
    "top", "work", "education", "skills", "languages", "certifications", "summary", "contact", "other", "unknown"
]
KINDS: dict[str, Kind] = {
    "work": "work",
    "education": "education",
    "skills": "skills",
    "languages": "languages",
    "certifications": "certifications",
    "summary": "summary",
    "contact": "contact",
    "other": "other",
}
OWN_LINE = frozenset(("work", "education", "skills", "languages", "certifications"))
ITEMS = frozenset(("skills", "languages", "certifications"))
LABELLED = {  # sections in which a label opens a section of one line, with what it may open
    "top": ITEMS,
    "contact": ITEMS,
    "summary": ITEMS,
    "skills": ITEMS - {"skills"} | {"other"},
    "languages": ITEMS - {"languages"} | {"other"},
    "certifications": ITEMS - {"certifications"} | {"other"},
    "other": ITEMS,
}
APART = 0.9  # em above a title without style that still counts where its kind has no other
UNKNOWN_LONGEST = 40
UNKNOWN_WORDS = 4
LARGER = 1.08  # times the body size
SAME_EDGE = 25.0  # points
SLACK = 5.0  # points
GAP_SLACK = 0.3  # em
FAR = 8.0  # em of white space after which a column starts anew
FOOTER = re.compile(r"\b(?:made|created|generated|built|powered) (?:with|by|using)\b", re.IGNORECASE)
ALIKE = 0.3  # points between sizes that count as one
MOST_REPEATS = 2  # of a title; "Highlights" stands in every position
UNKNOWN_SURPLUS = 1.5  # unknown titles of a style per known one, above which the style is no title's


@dataclass(frozen=True, slots=True)
class Section:
    """A titled block; `title` is None for what stands before the first title."""

    kind: Kind
    title: Line | None
    lines: tuple[Line, ...]


Style = tuple[float, bool, bool, int, bool]  # size, bold, upper case, heading level, icon or bullet before it


def body_size(lines: Iterable[Line]) -> float:
    """Return the size in which most characters are set."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 10.0


def _style(line: Line | Part) -> Style:
    letters = [character for character in line.text if character.isalpha()]
    upper = len(letters) > 2 and all(not character.islower() for character in letters)
    heading, bullet = (line.heading, line.bullet) if isinstance(line, Line) else (0, False)
    return round(line.size * 2) / 2, line.bold, upper, heading, bullet


def _styled(style: Style, body: float) -> bool:
    return style[1] or style[2] or bool(style[3]) or style[0] > body * LARGER


def _title_part(line: Line, body: float) -> str | None:
    """Return the kind of a title in the margin: the row's first part, set apart by its style."""
    if len(line.parts) < 2 or line.bullet:
        return None
    part = line.parts[0]
    kind = kind_of_title(part.text)
    if kind is None or not _styled(_style(part), body):
        return None
    rest = line.parts[1]
    return None if rest.bold == part.bold and abs(rest.size - part.size) < ALIKE else kind


def _candidates(lines: Sequence[Line], body: float) -> dict[int, tuple[str, Style]]:
    """Return the numbers of lines that read as titles, in the margin or alone, with kind and style."""
    counts = Counter(fold(line.text) for line in lines if len(line.text) <= LONGEST_TITLE)
    found: dict[int, tuple[str, Style]] = {}
    for index, line in enumerate(lines):
        if line.text.rstrip().endswith((",", ";")) or counts[fold(line.text)] > MOST_REPEATS:
            continue
        style = _style(line)
        kind = kind_of_title(line.text) if len(line.parts) <= 2 else None
        if kind and not (line.bullet and not _styled(style, body)):
            found[index] = kind, style
        elif not line.bullet and (margin := _title_part(line, body)):
            found[index] = margin, _style(line.parts[0])
    iconed = {kind for index, (kind, _) in found.items() if lines[index].bullet}
    if len(iconed) > 1:
        return found  # icons stand before the titles
    return {index: title for index, title in found.items() if not lines[index].bullet}


def _known_titles(lines: Sequence[Line], body: float) -> tuple[dict[int, str], set[Style]]:
    """Return line number to kind for listed titles, with the styles such titles have; margin titles count in both."""
    found = _candidates(lines, body)
    by_style: dict[Style, set[str]] = {}
    for kind, style in found.values():
        by_style.setdefault(style, set()).add(kind)
    styled = {style: kinds for style, kinds in by_style.items() if _styled(style, body)}
    if not styled:
        return {index: kind for index, (kind, _) in found.items()}, set(by_style)
    usual = {style for style, kinds in styled.items() if len(kinds) > 1} or set(styled)
    return _in_style(lines, found, styled, usual), usual


def _in_style(
    lines: Sequence[Line],
    found: dict[int, tuple[str, Style]],
    styled: dict[Style, set[str]],
    usual: set[Style],
) -> dict[int, str]:
    """Keep the titles that look as titles do here; others only where their kind has none that does."""
    main = max(usual, key=lambda style: (len(styled[style]), style[0]))
    strongest = max(style[0] for style in usual)
    named = {kind for kind, style in found.values() if style in usual}
    counts = Counter(fold(lines[index].text) for index in found)
    kept = {}
    for index, (kind, style) in found.items():
        again = counts[fold(lines[index].text)] > 1
        if style[0] < main[0] - ALIKE and (again or kind in styled[main] or kind not in OWN_LINE):
            continue  # a heading inside a section: "Courses" below "Education"
        strong = style[0] >= strongest and style in styled
        alone = kind in OWN_LINE and kind not in named and (style in styled or lines[index].gap >= APART)
        if style in usual or strong or alone:
            kept[index] = kind
    return kept


def _unknown_titles(lines: Sequence[Line], known: dict[int, str], usual: set[Style], body: float) -> set[int]:
    """Return the numbers of lines that look like the known titles do, though no list has them."""
    if not known:
        return set()
    share = Counter(_style(lines[index]) for index in known)
    first = min(known)
    found: dict[Style, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.text.strip()
        if index in known or len(line.parts) > 1 or len(text) > UNKNOWN_LONGEST or index < first:
            continue
        style = _style(line)
        larger = style[0] > body * 1.12 or bool(style[3])
        apart = larger or (style[2] and (line.bold or _stands_alone(lines, index, known)))
        if style not in usual or not apart or share[style] * 3 < len(known):
            continue
        if len(text.split()) <= UNKNOWN_WORDS and not re.search(r"[\d@]|^\W*$", text) and not find_dates(text):
            found.setdefault(style, []).append(index)
    return {
        index
        for style, indices in found.items()
        if len(indices) <= max(2, UNKNOWN_SURPLUS * share[style])
        for index in indices
    }


def _stands_alone(lines: Sequence[Line], index: int, known: dict[int, str]) -> bool:
    """Whether the white space around a line in capitals is that of the known titles: "TNQ" may be an employer."""
    above = min(lines[number].gap for number in known if number) if any(known) else 0.0
    below = min((lines[number + 1].gap for number in known if number + 1 < len(lines)), default=0.0)
    following = lines[index + 1].gap if index + 1 < len(lines) else below
    return lines[index].gap >= above - GAP_SLACK and following >= below - GAP_SLACK


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
    kind: str
    title: Line | None
    lines: list[Line]


def split_sections(lines: Sequence[Line]) -> list[Section]:
    """Split lines at their section titles; a section goes on in the columns below its title, also on the next page."""
    lines = [line for line in lines if line.text.strip() and not FOOTER.search(line.text)]
    body = body_size(lines)
    known, usual = _known_titles(lines, body)
    unknown = _unknown_titles(lines, known, usual, body)
    blocks = [_Block("top", None, [])]
    edges: list[tuple[float, int]] = []  # left edge, number of the block that is open there
    place: tuple[int | None, int] | None = None
    current = 0
    for index, line in enumerate(lines):
        if (line.page, line.column) != place or (line.gap > FAR and not _opened_in(blocks[current], line)):
            if place is not None:
                current = _carried(blocks, edges, line, current, same_page=place[0] == line.page)
            place = (line.page, line.column)
        kind = known.get(index)
        if kind is None and index in unknown and not _is_below(line, blocks[current]):
            kind = "unknown"
        inline = None if kind else _inline_title(line, blocks[current].kind)
        if kind:
            margin = len(line.parts) > 1 and kind_of_title(line.text) is None
            rest = [_without_first_part(line)] if margin else []
            blocks.append(_Block(kind, _only_part(line) if margin else line, rest))
            current = len(blocks) - 1
        elif inline:
            blocks.append(_Block(inline[0], None, [inline[1]]))
        else:
            blocks[current].lines.append(line)
        edges = [edge for edge in edges if abs(edge[0] - line.left) >= SAME_EDGE] + [(line.left, current)]
    return [Section(_settled(block), block.title, tuple(block.lines)) for block in blocks]


def _settled(block: _Block) -> Kind:
    return classify(block.title, block.lines) if block.kind == "unknown" else KINDS.get(block.kind, "top")


def _is_below(line: Line, block: _Block) -> bool:
    """Whether a possible title is a smaller heading inside the open section."""
    if block.title is not None and block.title.size > line.size + ALIKE:
        return True
    style = _style(line)
    return any(len(held.parts) > 1 and all(_style(part) == style for part in held.parts) for held in block.lines)


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
    head, colon, rest = line.text.partition(":")
    if not colon or not rest.strip() or kind not in LABELLED:
        return None
    title = kind_of_title(head)
    if title not in LABELLED[kind] or (title == "other" and not is_aside(head)):
        return None
    return title, replace(line, parts=(replace(line.parts[0], text=rest.strip()),))


def classify(title: Line | None, lines: Sequence[Line]) -> Kind:
    """Tell a section's kind by the words of its title, then by what stands in it."""
    hints = section_hints()
    votes = Counter(hints[word] for word in fold(title.text if title else "").split() if word in hints)
    dated = sum(bool(find_dates(line.text)) for line in lines if not line.bullet and len(line.text) < 110)
    jobs = sum(is_job(line.text) for line in lines if not line.bullet and len(line.text) < 90)
    schools = sum(is_school(line.text) or names_degree(line.text) for line in lines if len(line.text) < 110)
    if votes:
        kind = votes.most_common(1)[0][0]
        if kind != "work" or dated or jobs:
            return KINDS[kind]
    if dated >= 2 and jobs > schools:
        return "work"
    if schools and schools >= jobs and (dated or schools >= 2):
        return "education"
    items = [fold(item) for line in lines for item in re.split(r"[,;:|•·–—()-]|\s{2,}", line.text) if item.strip()]
    if items and sum(item in words("speech", "name") for item in items) * 3 >= len(items):
        return "languages"
    if lines and sum(len(line.text) for line in lines) > 90 * len(lines) and not dated:
        return "summary"
    return "other"
