"""Turn a DOCX into lines: headers, body, tables and text boxes in document order.

The XML is read directly: paragraphs stand in tables, text boxes and headers too, where a paragraph list misses them.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # it ships no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # it ships no types

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages, Part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DCTERMS = "{http://purl.org/dc/terms/}"
HERE_UNSEEN = "txbxContent del moveFrom delText pPr instrText"  # boxes are walked on their own
UNSEEN = frozenset((MC + "Fallback", *(W + name for name in HERE_UNSEEN.split())))
TABLE_PARTS = {W + "tbl": "table", W + "tr": "r", W + "tc": "c"}
SIZE = 10.0
BULLET = re.compile(r"^(?:[•◦▪■●○‣∙·►▸✓✔\uf0b7\uf0a7]\s*|[-–—*]\s+)(?=\S)")
HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
LISTED = re.compile(r"list|bullet|aufzähl|liste", re.IGNORECASE)
OFF = frozenset(("0", "false", "none", "off"))
SPACES = re.compile(r"[ \xa0]+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Style:
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    heading: int = 0
    listed: bool = False


@dataclass(slots=True)
class _Document:
    styles: dict[str, _Style]
    default: _Style
    targets: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    links: list[tuple[str, Line]] = field(default_factory=list)
    number: int = 0


def _switch(properties: Element | None, name: str) -> bool | None:
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(W + "val", "true") not in OFF


def _half_points(properties: Element | None) -> float | None:
    found = properties.find(W + "sz") if properties is not None else None
    try:
        return float(found.get(W + "val", "")) / 2 if found is not None else None
    except ValueError:
        return None


def _run_style(properties: Element | None) -> _Style:
    return _Style(_half_points(properties), _switch(properties, "b"), _switch(properties, "i"))


def _over(upper: _Style, lower: _Style) -> _Style:
    return _Style(
        lower.size if upper.size is None else upper.size,
        lower.bold if upper.bold is None else upper.bold,
        lower.italic if upper.italic is None else upper.italic,
        upper.heading or lower.heading,
        upper.listed or lower.listed,
    )


def _styles(xml: Element | None) -> tuple[dict[str, _Style], _Style]:
    """Read each style with what it inherits, keyed by id; and the document's default."""
    if xml is None:
        return {}, _Style()
    default = _run_style(xml.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    raw = {style.get(W + "styleId", ""): style for style in xml.iter(W + "style")}
    done: dict[str, _Style] = {}

    def resolve(name: str, depth: int) -> _Style:
        if name in done or name not in raw or depth > 20:
            return done.get(name, _Style())
        style = raw[name]
        label = style.find(W + "name")
        title = (label.get(W + "val", "") if label is not None else "") or name
        level = HEADING.search(title)
        own = _run_style(style.find(W + "rPr"))
        heading = int(level.group(1)) if level else 0
        listed = style.find(f"{W}pPr/{W}numPr") is not None or bool(LISTED.search(title))
        based = style.find(W + "basedOn")
        lower = resolve(based.get(W + "val", ""), depth + 1) if based is not None else _Style()
        done[name] = _over(_Style(own.size, own.bold, own.italic, heading, listed), lower)
        return done[name]

    return {name: resolve(name, 0) for name in raw}, default


class _Archive:
    """The parts of the package, inflated within the limits."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("corrupt", "The archive is malformed.") from error
        entries = self._zip.infolist()
        if len(entries) > limits.archive_entries or sum(entry.file_size for entry in entries) > limits.archive:
            raise Unreadable("too_large", "The archive holds too much.")
        for entry in entries:
            if entry.flag_bits & 1:
                raise Unreadable("encrypted", "The archive needs a password.")
            if entry.file_size > limits.archive_ratio * max(1, entry.compress_size) and entry.file_size > 100_000:
                raise Unreadable("too_large", "An entry inflates beyond the limit.")
        self.names = {entry.filename for entry in entries}
        self._left = limits.archive

    def xml(self, name: str) -> Element | None:
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as packed:
                content = packed.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Unreadable("corrupt", "An entry of the archive is malformed.") from error
        self._left -= len(content)
        if self._left < 0:
            raise Unreadable("too_large", "The archive inflates beyond the limit.")
        try:
            root: Element = fromstring(content, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise Unreadable("corrupt", "The document's XML is refused.") from error
        return root

    def targets(self, name: str) -> dict[str, str]:
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels")
        return {} if root is None else {item.get("Id", ""): item.get("Target", "") for item in root}


class _Walk:
    """Walks a part's paragraphs in document order, those of text boxes after the one they hang on."""

    def __init__(self, deepest: int) -> None:
        self._deepest = deepest
        self._counts: dict[str, int] = {}

    def _numbered(self, path: str, name: str) -> str:
        key = f"{path}/{name}"
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{key}[{self._counts[key]}]"

    def paragraphs(self, element: Element, path: str, depth: int = 0) -> Iterator[tuple[Element, str]]:
        """Yield paragraphs with their paths; a fallback repeats what stands before it and is left out."""
        if depth > self._deepest:
            raise Unreadable("too_large", "The document's elements are nested too deep.")
        for child in element:
            name = TABLE_PARTS.get(child.tag)
            if child.tag == W + "p":
                at = self._numbered(path, "p")
                yield child, at
                yield from self._boxes(child, at, depth)
            elif child.tag != MC + "Fallback" and len(child):
                yield from self.paragraphs(child, self._numbered(path, name) if name else path, depth + 1)

    def _boxes(self, paragraph: Element, path: str, depth: int) -> Iterator[tuple[Element, str]]:
        todo = list(paragraph)
        while todo:
            child = todo.pop(0)
            if child.tag == W + "txbxContent":
                yield from self.paragraphs(child, f"{path}/box", depth + 1)
            elif child.tag != MC + "Fallback":
                todo[:0] = list(child)


def _pieces(paragraph: Element) -> Iterator[tuple[str, Element | None, str | None]]:
    """Yield text with its run properties and link id; a newline ends a line, a tab starts a part."""
    todo: list[tuple[Element, Element | None, str | None]] = [(child, None, None) for child in paragraph]
    while todo:
        child, properties, link = todo.pop(0)
        tag = child.tag
        if tag == W + "t":
            yield child.text or "", properties, link
        elif tag in (W + "tab", W + "ptab"):
            yield "\t", properties, link
        elif tag in (W + "br", W + "cr"):
            yield "\n", properties, link
        elif tag == W + "noBreakHyphen":
            yield "-", properties, link
        elif tag in UNSEEN:
            continue
        elif tag == W + "r":
            inner = child.find(W + "rPr")
            if _switch(inner, "vanish"):
                continue
            todo[:0] = [(item, inner, link) for item in child if item.tag != W + "rPr"]
        else:
            link = child.get(R + "id", link) if tag == W + "hyperlink" else link
            todo[:0] = [(item, properties, link) for item in child]


def _paragraph(element: Element, path: str, document: _Document) -> None:
    properties = element.find(W + "pPr")
    named = properties.find(W + "pStyle") if properties is not None else None
    style = document.styles.get(named.get(W + "val", "") if named is not None else "Normal", _Style())
    style = _over(style, document.default)
    numbered = properties.find(W + "numPr") if properties is not None else None
    bullet = numbered is not None or (style.listed and not style.heading)
    parts: list[Part] = []
    links: list[str] = []
    text, letters, bold, italic, size = "", 0, 0, 0, 0.0

    def close() -> None:
        nonlocal text, letters, bold, italic, size
        plain = SPACES.sub(" ", text).strip()
        if plain:
            parts.append(
                Part(plain, size=size or style.size or SIZE, bold=bold * 2 > letters, italic=italic * 2 > letters)
            )
        text, letters, bold, italic, size = "", 0, 0, 0, 0.0

    def end() -> None:
        close()
        if parts:
            _add(parts, links, path, style, document, bullet=bullet)
        parts.clear()
        links.clear()

    for piece, run, link in _pieces(element):
        if piece == "\t":
            close()
        elif piece == "\n":
            end()
        else:
            look = _over(_run_style(run), style)
            count = len(piece.strip())
            text, letters = text + piece, letters + count
            bold, italic = bold + count * bool(look.bold), italic + count * bool(look.italic)
            size = max(size, look.size or SIZE) if count else size
            if link and document.targets.get(link):
                links.append(document.targets[link])
    end()


def _add(parts: list[Part], links: list[str], path: str, style: _Style, document: _Document, *, bullet: bool) -> None:
    if found := BULLET.match(parts[0].text):
        first = parts[0]
        parts[0] = Part(first.text[found.end() :], size=first.size, bold=first.bold, italic=first.italic)
        bullet = True
    main = max(parts, key=lambda part: len(part.text))
    line = Line(
        parts=tuple(parts),
        size=main.size,
        bold=main.bold,
        italic=main.italic,
        bullet=bullet,
        path=path,
        heading=style.heading,
    )
    document.lines.append(line)
    document.links += [(target, line) for target in dict.fromkeys(links)]


def _date(core: Element | None) -> str | None:
    for name in ("modified", "created"):
        found = core.find(DCTERMS + name) if core is not None else None
        if found is not None and (date := DATE.match(found.text or "")):
            return date.group()
    return None


def read_docx(content: bytes, limits: Limits) -> Pages:
    """Read a DOCX into lines; raises Unreadable (corrupt, encrypted, too_large, unsupported, empty)."""
    archive = _Archive(content, limits)
    body = archive.xml("word/document.xml")
    if body is None:
        raise Unreadable("unsupported", "The archive is no Word document.")
    styles, default = _styles(archive.xml("word/styles.xml"))
    document = _Document(styles, default)
    parts = sorted(name for name in archive.names if re.fullmatch(r"word/header\d*\.xml", name))
    for name in [*parts, "word/document.xml"]:
        root = body if name == "word/document.xml" else archive.xml(name)
        if root is None:
            continue
        document.targets = archive.targets(name)
        label = "body" if root is body else name.removeprefix("word/").removesuffix(".xml")
        for element, path in _Walk(limits.document_depth).paragraphs(root, label):
            _paragraph(element, path, document)
    if not document.lines:
        raise Unreadable("empty", "The document holds no text.")
    if sum(len(line.text) for line in document.lines) > limits.characters:
        raise Unreadable("too_large", "The document has too many characters.")
    return Pages(lines=tuple(document.lines), links=tuple(document.links), date=_date(archive.xml("docProps/core.xml")))
