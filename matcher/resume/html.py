"""Turn an HTML page into lines (block flow, as if printed one block below the other)."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from matcher.resume.bullets import unbulleted
from matcher.resume.encodings import decode
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages, Part

SIZES = {"h1": 24.0, "h2": 16.0, "h3": 13.0, "h4": 12.0}
SIZE = 10.0
BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"))
ITALIC = frozenset(("i", "em", "cite"))
LISTS = frozenset(("ul", "ol"))
CONTAINERS = frozenset("ul ol div section article header h1 h2 h3 h4 h5 h6 table dl".split())
GLUED = frozenset(("span", "time", "small", "label", "a"))  # themes set these apart without a space between them
SPACED = frozenset(("section", "p", "h1", "h2", "h3", "h4", "ul", "article"))
BULLETED = 30  # characters an item has on average
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
LINK = re.compile(r"https?:|mailto:|tel:", re.IGNORECASE)
APART = re.compile(
    r"date|time|period|duration|position|title|role|company|employer|location|city|degree|institution|school|area",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"^[|•·]\s*|\s*[|•·]$")
SKIPPED = frozenset(
    ("nav", "script", "style", "head", "template", "noscript", "svg", "iframe", "object", "title", "select")
)
BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul br""".split(),
)
INLINE = frozenset("a abbr b big cite code em font i ins kbd label q s small span strong sub sup tt u".split())
CELLS = frozenset(("td", "th"))
TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
NEVER_NESTED = frozenset(
    b"area base br col embed hr img input link meta source track wbr p li td tr th dd dt option".split(),
)
NESTED = frozenset(name.encode() for name in BLOCKS | INLINE)
SPACES = re.compile(r"\s+")


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


class _Writer:
    """Collects inline text into parts and lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.links: list[tuple[str, Line]] = []
        self.targets: list[str] = []
        self.parts: list[Part] = []
        self.text = ""
        self.kind: str | None = None  # what the class of the element written last says of its text
        self.bold = self.italic = 0
        self.bullet = False
        self.size = SIZE
        self.heading = 0
        self.gap = 0.0

    def write(self, text: str, tags: frozenset[str], kind: str | None) -> None:
        """Add inline text that stands within such tags."""
        worded = any(map(str.isalnum, text))
        if worded and kind != self.kind and self.text:
            self.part()
        if worded:
            self.kind = kind
        length = len(text.strip())
        self.text += text
        self.bold += length * bool(BOLD & tags)
        self.italic += length * bool(ITALIC & tags)

    def part(self) -> None:
        """End the part being written."""
        text = SPACES.sub(" ", self.text).strip()
        if any(map(str.isalnum, text)):
            letters = max(1, len(text.replace(" ", "")))
            if not self.parts:
                text, written = unbulleted(text)
                self.bullet = self.bullet or written
            text = SEPARATORS.sub("", text)
            self.parts.append(
                Part(text, size=self.size, bold=self.bold * 2 > letters, italic=self.italic * 2 > letters),
            )
        self.text, self.bold, self.italic, self.kind = "", 0, 0, None

    def end(self) -> None:
        """End the line being written."""
        self.part()
        if not self.parts:
            return
        main = max(self.parts, key=lambda part: len(part.text))
        line = Line(
            parts=tuple(self.parts),
            size=self.size,
            bold=main.bold,
            italic=main.italic,
            bullet=self.bullet,
            gap=self.gap,
            path=f"line[{len(self.lines) + 1}]",
            heading=self.heading,
        )
        self.lines.append(line)
        self.links += [(target, line) for target in self.targets]
        self.parts, self.targets, self.bullet, self.gap = [], [], False, 0.0

    def open(self, node: LexborNode, tag: str, *, bullet: bool) -> None:
        """Begin an element."""
        target = (node.attributes.get("href") or "").strip() if tag == "a" else ""
        if LINK.match(target):
            self.targets.append(target)
        if tag in CELLS or (tag in GLUED and self.text[-1:].isalnum()):
            self.part()
        if tag in BLOCKS:
            self.end()
            self.size = SIZES.get(tag, SIZE)
            self.heading = int(tag[1]) if tag in SIZES else 0
            self.gap = 1.0 if tag in SPACED else self.gap
        self.bullet = self.bullet or bullet

    def close(self, tag: str) -> None:
        """End an element."""
        if tag in BLOCKS:
            self.end()
            self.bullet = False
            self.size, self.heading = (SIZE, 0) if tag in SIZES else (self.size, self.heading)
        elif tag in CELLS:
            self.part()


def _is_hidden(node: LexborNode, tag: str) -> bool:
    if tag in SKIPPED or tag.startswith(("-", "!")):
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(HIDDEN.search(attributes.get("style") or ""))


def _bulleted(node: LexborNode) -> bool:
    """Say whether a list's items are running text: then they have bullets; short ones are labels or chips."""
    items = [item for item in node.iter() if item.tag == "li"]
    leaves = [item for item in items if not any(child.tag in CONTAINERS for child in item.iter())]
    lengths = [len(SPACES.sub(" ", item.text())) for item in leaves]
    return bool(lengths) and sum(lengths) >= BULLETED * len(lengths) and len(leaves) == len(items)


def _kind(node: LexborNode, tag: str) -> str | None:
    """Return what an inline element's class says of its text (date, place, ...), None for nothing."""
    if tag in BLOCKS:
        return None
    found = APART.search(node.attributes.get("class") or "")
    return found.group().lower() if found else None


def _walk(root: LexborNode, out: _Writer) -> None:
    """Write the tree in document order, without recursion."""
    nothing: frozenset[str] = frozenset()
    todo: list[tuple[LexborNode | None, frozenset[str], str | None, str]] = [(root, nothing, None, "")]
    bulleted: set[int] = set()
    while todo:
        node, tags, kind, closing = todo.pop()
        if node is None:
            out.close(closing)
            continue
        tag = node.tag or ""
        if tag == "-text":
            out.write(node.text_content or "", tags, kind)
        elif not _is_hidden(node, tag):
            if tag in LISTS and _bulleted(node):
                bulleted |= {item.mem_id for item in node.iter() if item.tag == "li"}
            out.open(node, tag, bullet=node.mem_id in bulleted)
            inner, below = tags | {tag}, _kind(node, tag) or kind
            todo.append((None, nothing, None, tag))
            todo.extend((child, inner, below, "") for child in reversed(list(node.iter(include_text=True))))


def read_html(content: bytes, limits: Limits) -> Pages:
    """Read an HTML page into lines; raises Unreadable (too_large, corrupt, empty)."""
    if len(content) > limits.markup:
        raise Unreadable("too_large", "The page is larger than the limit.")
    if depth(content) > limits.markup_depth:
        raise Unreadable("too_large", "The page's elements are nested too deep.")
    out = _Writer()
    root = LexborHTMLParser(decode(content)).body
    if root is not None:
        _walk(root, out)
    out.end()
    if not out.lines:
        raise Unreadable("empty", "The page holds no text.")
    if sum(len(line.text) for line in out.lines) > limits.characters:
        raise Unreadable("too_large", "The page has too many characters.")
    return Pages(lines=tuple(out.lines), links=tuple(out.links))
