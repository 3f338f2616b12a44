"""Turn a DOCX into lines: headers, body, tables, text boxes, notes and feet in reading order.

The XML is read directly: paragraphs stand in tables, text boxes and headers too, where a paragraph list misses them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from matcher.resume.cells import relinked
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages
from matcher.resume.package import Package, R, W, beside, changed_on, named_as
from matcher.resume.running import CONTACT, FOOT_COLUMN
from matcher.resume.styles import read_numbering, read_sheet, switch
from matcher.resume.word_blocks import Blocks
from matcher.resume.word_lines import Setting

HEADER = re.compile(r"word/header\d*\.xml")
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
ORDER = {"first": 0, "default": 1, "even": 2}
ASIDE = -1000.0  # the left edge of what goes on with no section
NO_NOTE = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def _margins(
    body: Element, relations: dict[str, str], name: str, *, even: bool
) -> tuple[list[str], list[str], list[str]]:
    """Return the parts that are printed above the first page, above others, and below, in the order of pages."""
    first: list[str] = []
    above: list[str] = []
    below: list[str] = []
    for section in body.iter(W + "sectPr"):
        titled = bool(switch(section, "titlePg"))
        shown = [kind for kind in ORDER if kind == "default" or (titled if kind == "first" else even)]
        found = [(ORDER[kind], item) for item in section if (kind := item.get(W + "type", "default")) in shown]
        for rank, item in sorted(found, key=lambda pair: pair[0]):
            part = beside(name, relations.get(item.get(R + "id", ""), ""))
            if item.tag == W + "footerReference":
                below.append(part)
            elif item.tag == W + "headerReference":
                opens = not first and rank == (0 if titled else 1)
                (first if opens else above).append(part)
    unseen = [part for part in dict.fromkeys(above) if part not in first]
    return first, unseen, list(dict.fromkeys(below))


def _notes(package: Package) -> Iterator[tuple[str, Element]]:
    for name in NOTES:
        root = package.optional(name)
        for note in root if root is not None else ():
            if note.get(W + "type") not in NO_NOTE:
                yield name, note


class _Reader:
    """Reads the parts of one document into lines."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        numbering = read_numbering(package.optional("word/numbering.xml"))
        sheet = read_sheet(package.optional("word/styles.xml"), numbering)
        self.setting = Setting(sheet, numbering)
        self._limits = limits

    def part(self, name: str, root: Element | None = None) -> list[Line]:
        """Read one part; none where there is no such part."""
        body = root is not None
        root = self._package.optional(name) if root is None else root
        if root is None:
            return []
        self.setting.targets = self._package.targets(name)
        self.setting.fields.clear()
        label = "body" if body else name.rpartition("/")[2].removesuffix(".xml")
        return list(Blocks(self.setting, self._limits.document_depth).lines(root, label))

    def notes(self) -> Iterator[Line]:
        """Read what stands below the text, as remarks."""
        for count, (name, note) in enumerate(_notes(self._package), start=1):
            self.setting.targets = self._package.targets(name)
            label = name.rpartition("/")[2].removesuffix(".xml")
            for line in Blocks(self.setting, self._limits.document_depth).lines(note, f"{label}/note[{count}]"):
                yield replace(line, bullet=True)


def _aside(lines: list[Line]) -> list[Line]:
    """Set lines of later heads and feet apart from the text, without page numbers."""
    return [replace(line, column=FOOT_COLUMN, left=ASIDE) for line in lines]


def _read(package: Package, limits: Limits) -> Pages:
    name = package.main()
    root = package.xml(name)
    if root is None:
        raise Unreadable("unsupported", "The archive is no Word document.")
    reader = _Reader(package, limits)
    settings = package.optional("word/settings.xml")
    even = bool(switch(settings, "evenAndOddHeaders"))
    first, above, below = _margins(root, package.targets(name), name, even=even)
    if not first and not above:
        first = sorted(part for part in package.names if HEADER.fullmatch(part))
    reader.setting.margin = True
    heads = [line for part in first for line in reader.part(part)]
    seen = {line.text for line in heads}
    asides = [line for part in (*above, *below) for line in _aside(reader.part(part)) if line.text not in seen]
    reader.setting.margin = False
    contact = [line for line in asides if CONTACT.search(line.text)]
    rest = [line for line in asides if not CONTACT.search(line.text)]
    body = reader.part(name, root)
    lines = (*heads, *contact, *body, *reader.notes(), *dict.fromkeys(rest))
    core = package.optional("docProps/core.xml")
    links = relinked(reader.setting.links, lines)
    return Pages(lines=lines, links=links, date=changed_on(core), titles=named_as(core))


def read_docx(content: bytes, limits: Limits) -> Pages:
    """Read a DOCX into lines; raises Unreadable (corrupt, encrypted, too_large, unsupported, empty)."""
    pages = _read(Package(content, limits), limits)
    if not pages.lines:
        raise Unreadable("empty", "The document holds no text.")
    if sum(len(line.text) for line in pages.lines) > limits.characters:
        raise Unreadable("too_large", "The document has too many characters.")
    return pages
