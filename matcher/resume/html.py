"""Turn an HTML page into lines (block flow, as if printed one block below the other)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from matcher.resume.cells import relinked
from matcher.resume.encodings import decode
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Pages
from matcher.resume.page_lines import Writer
from matcher.resume.page_styles import BLOCKS, Flow, Look, Sheet, flow_of, is_close, look_of
from matcher.resume.txt import text_lines

LISTS = frozenset(("ul", "ol"))
CONTAINERS = frozenset("ul ol div section article header h1 h2 h3 h4 h5 h6 table dl".split())
GLUED = frozenset(("span", "time", "small", "label", "a"))  # themes set these apart without a space between them
SPACED = frozenset(("section", "p", "h1", "h2", "h3", "h4", "ul", "article", "hr"))
BULLETED = 30  # characters an item has on average
LINK = re.compile(r"https?:|mailto:|tel:", re.IGNORECASE)
APART = re.compile(
    r"date|time|period|duration|position|title|role|company|employer|location|city|degree|institution|school|area",
    re.IGNORECASE,
)
OFFICE = re.compile(  # exports of word processors cut words into elements
    rb"class=[\"']?(?:Mso|doc-content)|docs-internal-guid|name=[\"']?generator[\"']?[^>]{0,40}"
    rb"(?:Microsoft Word|LibreOffice|OpenOffice|Google)|urn:schemas-microsoft-com:office",
    re.IGNORECASE,
)
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
HEAD = 4_096  # bytes in which a page says what it is
AUTHORS = frozenset(("author", "dc.creator", "dcterms.creator", "og:title", "profile:full_name"))
DATES = frozenset(("date", "last-modified", "dcterms.modified", "article:modified_time", "revised", "dc.date"))
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
INLINE = frozenset("a abbr b big cite code em font i ins kbd label q s small span strong sub sup tt u".split())
TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
NEVER_NESTED = frozenset(
    b"area base br col embed hr img input link meta source track wbr p li td tr th dd dt option".split(),
)
NESTED = frozenset(name.encode() for name in BLOCKS | INLINE | {"table"})
SPACES = re.compile(r"\s+")
MOST_PIECES = 12  # of a header
LONG_TEXT = 4  # lines of preformatted text that are read as a text file is


def depth(content: bytes) -> int:
    """Return the largest number of elements open at once, counted without building a tree.

    A slash at the end closes drawings, but not the elements of HTML.
    """
    deepest = now = 0
    for closing, name, alone in TAG.findall(content):
        known = name.lower()
        if known in NEVER_NESTED or (alone and known not in NESTED):
            continue
        now = max(0, now - 1) if closing else now + 1
        deepest = max(deepest, now)
    return deepest


def _bulleted(node: LexborNode) -> bool:
    """Say whether a list's items are running text: then they have bullets; short ones are labels or chips."""
    items = [item for item in node.iter() if item.tag == "li"]
    leaves = [item for item in items if not any(child.tag in CONTAINERS for child in item.iter())]
    lengths = [len(SPACES.sub(" ", item.text())) for item in leaves]
    return bool(lengths) and sum(lengths) >= BULLETED * len(lengths) and len(leaves) == len(items)


def _kind(node: LexborNode, display: str) -> str | None:
    """Return what an inline element's class says of its text (date, place, ...), None for nothing."""
    if display not in ("inline", "apart"):
        return None
    found = APART.search(node.attributes.get("class") or "")
    return found.group().lower() if found else None


def _signature(node: LexborNode) -> str:
    """Return what tells an inline element from its neighbours: its class, its property, else its tag."""
    attributes = node.attributes
    return (attributes.get("class") or attributes.get("itemprop") or node.tag or "").strip()


def _holds_pieces(node: LexborNode, tag: str) -> bool:
    """Say whether all text of a block stands in inline elements of several kinds: each is a piece of a header."""
    if tag in ("h1", "body"):
        return False
    kinds: set[str] = set()
    for number, child in enumerate(node.iter(include_text=True)):
        name = child.tag or ""
        if number > MOST_PIECES or (name == "-text" and any(map(str.isalnum, child.text_content or ""))):
            return False
        if name in INLINE or name == "time":
            kinds.add(_signature(child))
    return len(kinds) > 1


@dataclass(slots=True)
class _Open:
    """An element to visit, or (without a node) one to close."""

    node: LexborNode | None
    tag: str
    flow: Flow
    look: Look
    kind: str | None
    apart: bool = False  # its children hold all its text, each a piece of its own


class _Walk:
    """Writes a tree in document order, without recursion."""

    def __init__(self, sheet: Sheet, out: Writer, *, office: bool) -> None:
        self._sheet = sheet
        self._out = out
        self._office = office
        self._bullets: set[int] = set()

    def write(self, root: LexborNode) -> None:
        """Write everything below an element."""
        todo = [_Open(root, "", Flow("block"), Look(), None)]
        while todo:
            here = todo.pop()
            if here.node is None:
                self._close(here.tag, here.flow)
            elif (here.node.tag or "") == "-text":
                self._text(here.node.text_content or "", here)
            else:
                todo.extend(self._visit(here.node, here))

    def _text(self, text: str, inside: _Open) -> None:
        if inside.flow.display in ("flex", "grid"):
            if text.strip():
                self._out.open_cell()
                self._out.write(text, inside.look, inside.kind)
                self._out.close_cell()
        elif not inside.look.kept:
            self._out.write(text, inside.look, inside.kind)
        elif text.strip().count("\n") >= LONG_TEXT:
            self._out.add([replace(line, path=f"pre/{line.path}") for line in text_lines(text)])
        else:
            for number, line in enumerate(text.splitlines() or [text]):
                if number:
                    self._out.end()
                self._out.write(line, inside.look, inside.kind)

    def _visit(self, node: LexborNode, outer: _Open) -> Iterator[_Open]:
        """Open an element; yield what is to be done then, last first."""
        tag = node.tag or ""
        attributes = node.attributes
        said = self._sheet.of(tag, attributes)
        flow = flow_of(tag, attributes, said)
        if flow.display == "none":
            return
        look = look_of(tag, attributes, said, outer.look)
        cell = outer.flow.display in ("flex", "grid") and outer.node is not None
        if cell:
            self._out.open_cell()
            yield _Open(None, "", Flow("cell"), look, None)
        if tag in LISTS and _bulleted(node):
            self._bullets |= {item.mem_id for item in node.iter() if item.tag == "li"}
        self._open(node, tag, flow, attributes.get("href") if tag == "a" else None)
        if tag in SPACED and flow.display == "block" and not is_close(said):
            self._out.gap = 1.0
        kind = _kind(node, flow.display) or (_signature(node) if outer.apart and tag != "br" else None) or outer.kind
        apart = flow.display in ("block", "cell") and not self._office and _holds_pieces(node, tag)
        yield _Open(None, tag, flow, look, None)
        for child in reversed(list(node.iter(include_text=True))):
            yield _Open(child, tag, flow, look, kind, apart)

    def _open(self, node: LexborNode, tag: str, flow: Flow, href: str | None) -> None:
        out = self._out
        display = flow.display
        target = (href or "").strip()
        if LINK.match(target):
            out.targets.append(target)
        if display == "apart" or (tag in GLUED and out.glued and not self._office):
            out.part()
        if display == "block":
            out.gap = 1.0 if tag == "br" and out.blank else out.gap
            out.end()
            if tag == "footer":
                out.open_foot()
        elif display == "table":
            out.open_table()
        elif display == "row":
            out.open_row()
        elif display == "cell":
            out.open_cell()
        elif display in ("flex", "grid"):
            out.open_table(flow.tracks, row=True)
        out.bullet = out.bullet or node.mem_id in self._bullets

    def _close(self, tag: str, flow: Flow) -> None:
        out = self._out
        display = flow.display
        if display == "block":
            out.end()
            if tag == "footer":
                out.close_foot()
            out.bullet = out.bullet and tag == "br"
        elif display == "apart":
            out.part()
        elif display == "cell":
            out.close_cell()
        elif display in ("table", "flex", "grid"):
            out.close_table()


def _named(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the title and the authors that a page names for itself."""
    title = tree.css_first("title")
    found = [title.text()] if title is not None else []
    for meta in tree.css("meta"):
        name = (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()
        if name in AUTHORS:
            found.append(meta.attributes.get("content") or "")
    return tuple(dict.fromkeys(" ".join(text.split()) for text in found if text.strip()))


def _changed(tree: LexborHTMLParser) -> str | None:
    """Return the day a page says that it was changed (YYYY-MM-DD)."""
    for meta in tree.css("meta"):
        name = (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()
        if name in DATES and (date := DATE.match(meta.attributes.get("content") or "")):
            return date.group()
    return None


def read_html(content: bytes, limits: Limits) -> Pages:
    """Read an HTML page into lines; raises Unreadable (too_large, corrupt, empty)."""
    if len(content) > limits.markup:
        raise Unreadable("too_large", "The page is larger than the limit.")
    if depth(content) > limits.markup_depth:
        raise Unreadable("too_large", "The page's elements are nested too deep.")
    charset = CHARSET.search(content, 0, HEAD)
    tree = LexborHTMLParser(decode(content, charset[1].decode("ascii") if charset else None))
    out = Writer()
    if tree.body is not None:
        sheet = Sheet("\n".join(style.text() for style in tree.css("style")))
        _Walk(sheet, out, office=bool(OFFICE.search(content, 0, 2 * HEAD))).write(tree.body)
    out.close()
    if not out.lines:
        raise Unreadable("empty", "The page holds no text.")
    if sum(len(line.text) for line in out.lines) > limits.characters:
        raise Unreadable("too_large", "The page has too many characters.")
    links = relinked(out.links, out.lines)
    return Pages(lines=tuple(out.lines), links=links, date=_changed(tree), titles=_named(tree))
