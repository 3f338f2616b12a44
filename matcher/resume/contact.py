"""Turn a document's sections into the lines in which the person's contact data stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from matcher.resume.dates import find_dates
from matcher.resume.emails import EMAIL, spelled_out
from matcher.resume.labels import label_ends
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line, Part
from matcher.resume.links import OWN_PAGE, URL
from matcher.resume.memo import remembered
from matcher.resume.name_texts import is_document_word
from matcher.resume.phones import PHONE_HINT
from matcher.resume.sections import Section

CONTACT_KINDS = ("top", "contact")
BODY_KINDS = ("work", "education", "skills", "certifications", "languages", "summary")
NEIGHBOURS = 2  # lines around an e-mail address that stand with it
CLOSE = 5  # lines around an e-mail address or number whose places are said with it
LONGEST = 110  # characters of a line that is about contact
MOST_LINES = 80
LONGEST_TITLE = 50
EDGES = re.compile(r"^[\W\d_]+|[\W_]+$")
REFERENCE_LINES = 30
CALLED = re.compile(  # a number to call and nothing else, by its first figure or a picture of a telephone before it
    r"[^\w(+]{0,4}(?:\+|\(?0|\(\+)\d[\d\s().-]{6,18}\d"
    r"|[\u260e\u260f\u2706\u2121\U0001f4de\U0001f4f1\U0001f57b-\U0001f581\ue000-\uf8ff]\s?[(\d][\d\s().-]{6,18}\d"
)
SLACK = 2.0  # points around a line in which a link annotation stands on it


@dataclass(frozen=True, slots=True)
class ContactArea:
    """The lines of contact data, in order; `close` are the ids of those that stand with an address or number.

    `barred` are the ids of lines that tell of other people: referees.
    """

    lines: tuple[Line, ...]
    close: frozenset[int]
    barred: frozenset[int]

    @property
    def ids(self) -> frozenset[int]:
        """The identities of the lines."""
        return frozenset(map(id, self.lines))


def standing_in(links: Iterable[tuple[str, Line]], lines: Sequence[Line]) -> frozenset[int]:
    """Return the ids of link annotations' lines that are or overlap one of the lines."""
    ids = set(map(id, lines))
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None:
            by_page.setdefault(line.page, []).append(line)
    found: set[int] = set()
    for _, link in links:
        middle = (link.y0 + link.y1) / 2
        beside = by_page.get(link.page, ()) if link.page is not None else ()
        over = any(line.y0 - SLACK <= middle <= line.y1 + SLACK and _meet(line, link) for line in beside)
        if over or id(link) in ids:
            found.add(id(link))
    return frozenset(found)


def _meet(line: Line, link: Line) -> bool:
    return line.x0 - SLACK <= link.x1 and link.x0 <= line.x1 + SLACK


@cache
def _reference_openings() -> tuple[str, ...]:
    return tuple(f"{title} " for title in words("contacts", "reference"))


@remembered
def _is_reference_title(text: str) -> bool:
    bare = text if text[:1].isalpha() and text[-1:].isalnum() else EDGES.sub("", text)
    folded = fold(bare)
    if folded in words("contacts", "reference"):
        return True
    return len(folded) < LONGEST_TITLE and folded.startswith(_reference_openings())


def _referees(sections: Sequence[Section]) -> frozenset[int]:
    """Return the ids of lines below a title such as "References"."""
    barred: set[int] = set()
    for section in sections:
        if section.title is not None and _is_reference_title(section.title.text):
            barred.update(map(id, section.lines))
            continue
        if section.kind == "contact":
            continue
        for number, line in enumerate(section.lines):
            if ":" in line.text and fold(line.text.partition(":")[0]) in words("contacts", "reference"):
                barred.add(id(line))
            if len(line.text) < LONGEST_TITLE and not line.bullet and _is_reference_title(line.text):
                barred.update(map(id, section.lines[number : number + REFERENCE_LINES]))
                break
    return frozenset(barred)


def _is_number(part: Part) -> bool:
    """Whether a number to call is all that stands in a part of a line."""
    return CALLED.fullmatch(part.text) is not None and not find_dates(part.text)


def reaches(line: Line) -> bool:
    """Whether an e-mail address, a page of the person or a number to call stands in the line."""
    text = line.text
    if "@" in text and EMAIL.search(spelled_out(text)):
        return True
    if "." in text and any(OWN_PAGE.match(token) for token in text.split()):
        return True
    return not line.bullet and (_calls(text) or any(map(_is_number, line.parts)))


def _calls(text: str) -> bool:
    """Whether a number to call stands in the text: with "+", with a label, or with little else."""
    match = PHONE_HINT.search(text)
    if match is None or find_dates(text):
        return False
    if text[max(0, match.start() - 2) : match.start()].strip(" (") == "+" or label_ends(text[: match.start()], "phone"):
        return True
    return sum(map(str.isdigit, text)) * 2 > sum(map(str.isalnum, text))


def _reaches_plainly(line: Line) -> bool:
    """Whether the line is one of a list of contact data: a short one with an address, a number or a link alone."""
    return (
        len(line.text) < LONGEST and not line.bullet and (reaches(line) or URL.fullmatch(line.text.strip()) is not None)
    )


def _beside(lines: Sequence[Line], number: int) -> Iterable[Line]:
    """Return the lines around one in the same column."""
    here = lines[number]
    begin, end = number, number
    while begin > 0 and _reaches_plainly(lines[begin - 1]):
        begin -= 1
    while end + 1 < len(lines) and _reaches_plainly(lines[end + 1]):
        end += 1
    for line in lines[max(0, begin - NEIGHBOURS) : end + NEIGHBOURS + 1]:
        same = (line.page, line.column) == (here.page, here.column)
        edge = abs(line.parts[0].x0 - here.parts[0].x0) < SLACK
        dated = find_dates(line.parts[0].text if edge else line.text)
        if same and len(line.text) < LONGEST and not line.bullet and not dated:
            yield line


def contact_area(sections: Sequence[Section]) -> ContactArea:
    """Return the first lines, sections about contact, and lines elsewhere that hold an e-mail address or a page.

    Lines about referees are left out.
    """
    barred = _referees(sections)
    area: dict[int, Line] = {}
    for section in sections:
        if section.kind in CONTACT_KINDS or _opens_contact(section):
            area.update((id(line), line) for line in section.lines[:MOST_LINES] if id(line) not in barred)
            continue
        for number, line in enumerate(section.lines):
            if id(line) in barred or len(line.text) > LONGEST * 2 or line.bullet or not _is_address(line, section):
                continue
            area.update((id(near), near) for near in _beside(section.lines, number) if id(near) not in barred)
            area[id(line)] = line
    lines = tuple(area.values())
    return ContactArea(lines, _close(lines), barred)


def _opens_contact(section: Section) -> bool:
    """Whether a section's title says that a place follows ("Location"), or what the document is ("Resume")."""
    if section.title is None:
        return False
    return fold(section.title.text) in words("contacts", "address") or is_document_word(section.title.text)


def _is_address(line: Line, section: Section) -> bool:
    """Whether a line outside the contact sections is about contact: not a link in the description of work."""
    if section.kind in BODY_KINDS:
        address = "@" in line.text and EMAIL.search(spelled_out(line.text)) is not None
        return address or any(map(_is_number, line.parts))
    return reaches(line)


def _close(lines: Sequence[Line]) -> frozenset[int]:
    """Return the ids of lines within a few of one with an address or number, in the same column."""
    found: set[int] = set()
    for number, line in enumerate(lines):
        if reaches(line):
            for near in lines[max(0, number - CLOSE) : number + CLOSE + 1]:
                if (near.page, near.column) == (line.page, line.column):
                    found.add(id(near))
    return frozenset(found)
