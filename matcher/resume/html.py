"""Turn an HTML page into lines (block flow, as if printed one block below the other)."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages, Part
from matcher.resume.txt import decode

SIZES = {"h1": 24.0, "h2": 16.0, "h3": 13.0, "h4": 12.0}
SIZE = 10.0
BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"))
ITALIC = frozenset(("i", "em", "cite"))
SKIPPED = frozenset(("script", "style", "head", "template", "noscript", "svg", "iframe", "object", "title", "select"))
BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul br""".split(),
)
INLINE = frozenset("a abbr b big cite code em font i ins kbd label q s small span strong sub sup tt u".split())
CELLS = frozenset(("td", "th"))
BULLET = re.compile(r"^(?:[•◦▪■●○‣∙·►▸✓✔]\s*|[-–—*]\s+)(?=\S)")
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
        self.waiting: list[str] = []
        self.targets: list[str] = []
        self.parts: list[Part] = []
        self.text = ""
        self.styles: list[tuple[int, str]] = []
        self.bold = self.italic = 0
        self.bullet = False
        self.size = SIZE
        self.heading = 0
        self.gap = 0.0

    def write(self, text: str, tags: tuple[str, ...]) -> None:
        self.text += text
        length = len(text.strip())
        self.bold += length * bool(BOLD.intersection(tags))
        self.italic += length * bool(ITALIC.intersection(tags))

    def part(self) -> None:
        text = SPACES.sub(" ", self.text).strip()
        if text:
            letters = max(1, len(text.replace(" ", "")))
            self.parts.append(
                Part(text, size=self.size, bold=self.bold * 2 > letters, italic=self.italic * 2 > letters),
            )
        self.text, self.bold, self.italic = "", 0, 0

    def end(self) -> None:
        self.part()
        if self.parts and (found := BULLET.match(self.parts[0].text)):
            first = self.parts[0]
            self.parts[0] = Part(first.text[found.end() :], size=first.size, bold=first.bold, italic=first.italic)
            self.bullet = True
        if self.parts:
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
            self.targets, self.bullet, self.gap = [], False, 0.0
        self.parts = []


def _walk(root: LexborNode, out: _Writer) -> None:
    """Write the tree in document order, without recursion."""
    todo: list[tuple[LexborNode | None, tuple[str, ...], str]] = [(root, (), "")]
    while todo:
        node, tags, closing = todo.pop()
        if node is None:
            _close(closing, out)
            continue
        tag = node.tag or ""
        if tag == "-text":
            out.write(node.text_content or "", tags)
            continue
        if tag in SKIPPED or tag.startswith(("-", "!")):
            continue
        _open(node, tag, out)
        inner = (*tags, tag)
        todo.append((None, (), tag))
        todo.extend((child, inner, "") for child in reversed(list(node.iter(include_text=True))))


def _open(node: LexborNode, tag: str, out: _Writer) -> None:
    if tag in BLOCKS:
        out.end()
        out.size = SIZES.get(tag, SIZE)
        out.heading = int(tag[1]) if tag in SIZES else 0
        if tag == "li":
            out.bullet = True
        if tag in ("section", "p", "h1", "h2", "h3", "h4", "ul", "article"):
            out.gap = 1.0
    elif tag in CELLS:
        out.part()
    elif tag == "a" and (target := node.attributes.get("href")):
        out.targets.append(target)


def _close(tag: str, out: _Writer) -> None:
    if tag in BLOCKS:
        out.end()
        out.bullet = False
        if tag in SIZES:
            out.size, out.heading = SIZE, 0
    elif tag in CELLS:
        out.part()


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
