"""Turn a page's style rules, attributes and tags into how each element looks and flows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

SIZE = 10.0
SIZES = {"h1": 24.0, "h2": 16.0, "h3": 13.0, "h4": 12.0}
RELATIVE = {"small": 0.8, "big": 1.2, "sub": 0.8, "sup": 0.8}
BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"))
ITALIC = frozenset(("i", "em", "cite"))
SKIPPED = frozenset(
    ("nav", "script", "style", "head", "template", "noscript", "svg", "iframe", "object", "title", "select")
)
BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr html li main nav ol p pre section summary tbody tfoot thead ul br""".split(),
)
TABLES = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
DISPLAYS = {
    "none": "none",
    "inline": "inline",
    "block": "block",
    "list-item": "block",
    "flow-root": "block",
    "inline-block": "apart",
    "inline-flex": "apart",
    "inline-table": "apart",
    "table": "table",
    "table-row": "row",
    "table-cell": "cell",
    "flex": "flex",
    "grid": "grid",
}
FONT_SIZES = {1: 0.63, 2: 0.82, 3: 1.0, 4: 1.13, 5: 1.5, 6: 2.0, 7: 3.0}  # of <font size>, times the body's
NAMED_SIZES = {"xx-small": 6.0, "x-small": 7.5, "small": 8.9, "medium": 10.0, "large": 12.0, "x-large": 15.0}
UNITS = {"px": 0.75, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "rem": SIZE}
LENGTH = re.compile(r"(\d{0,4}(?:\.\d{1,4})?)(px|pt|mm|cm|in|rem|em|%)")
SMALLEST, LARGEST = 0.5, 200.0  # points
FAR_OFF = re.compile(r"(?:left|top|text-indent)\s*:\s*-\d{3,}")  # for screen readers
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,3000})\}")
SIMPLE = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?(?:([.#])([\w-]{1,100}))?")
MOST_RULES = 2_000
NO_MARGIN = re.compile(r"0(?:\.0+)?(?:px|pt|cm|in|em|rem|mm)?(?:\s|$)")
ICONS = re.compile(r"\bmaterial-(?:icons|symbols)", re.IGNORECASE)
Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How an element's text looks: inherited by what is inside."""

    size: float = SIZE
    bold: bool = False
    italic: bool = False
    heading: int = 0
    kept: bool = False  # line ends and spaces are


@dataclass(frozen=True, slots=True)
class Flow:
    """How an element flows: none, inline, apart (set off within a line), block, table, row, cell, flex, grid.

    `tracks` is how many columns a grid has.
    """

    display: str
    tracks: int = 0


def declared(text: str) -> Declarations:
    """Read declarations ("color: red; font-weight: bold") into names and values, both in small letters."""
    found: Declarations = {}
    for declaration in text.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _top_rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and declarations that hold on paper and screen: none inside of @media and the like."""
    plain = COMMENT.sub("", text).replace("<!--", "").replace("-->", "")
    depth = begin = 0
    for mark in re.finditer(r"[{}]", plain):
        depth += 1 if mark.group() == "{" else -1
        if depth <= 0:
            block = plain[begin : mark.end()].strip()
            if not block.startswith("@") and (rule := RULE.fullmatch(block)):
                yield rule[1], rule[2]
            depth, begin = 0, mark.end()


class Sheet:
    """The rules of a page's style sheet that name one tag, class or id; others are left out."""

    def __init__(self, text: str) -> None:
        """Read a style sheet."""
        self._rules: dict[str, Declarations] = {}
        for number, (selectors, body) in enumerate(_top_rules(text)):
            if number >= MOST_RULES:
                break
            declarations = declared(body)
            for selector in selectors.split(","):
                if SIMPLE.fullmatch(selector.strip()) and selector.strip():
                    self._rules.setdefault(selector.strip(), {}).update(declarations)

    def __bool__(self) -> bool:
        """Say whether there are any rules."""
        return bool(self._rules)

    def of(self, tag: str, attributes: Mapping[str, str | None]) -> Declarations:
        """Return what holds for an element: by its tag, its classes, its id, its own style."""
        style = attributes.get("style")
        if not self._rules:
            return declared(style) if style else {}
        found = dict(self._rules.get(tag, {}))
        for name in (attributes.get("class") or "").split()[:20]:
            found.update(self._rules.get(f".{name}", {}))
            found.update(self._rules.get(f"{tag}.{name}", {}))
        if identity := attributes.get("id"):
            found.update(self._rules.get(f"#{identity}", {}))
        if style:
            found.update(declared(style))
        return found


def look_of(tag: str, attributes: Mapping[str, str | None], said: Declarations, outer: Look) -> Look:
    """Return how an element's text looks inside of an outer one."""
    size = SIZES.get(tag, outer.size * RELATIVE.get(tag, 1.0))
    bold, italic = outer.bold or tag in BOLD, outer.italic or tag in ITALIC
    heading = int(tag[1]) if tag in SIZES else outer.heading
    if tag == "font":
        size = _font_size(attributes.get("size") or "", outer.size)
    if said:
        size = _said_size(said, size, outer.size)
        bold, italic = _said_weight(said, bold=bold), _said_slant(said, italic=italic)
    kept = tag in ("pre", "textarea") or said.get("white-space", "").startswith("pre") or outer.kept
    if (size, bold, italic, heading, kept) == (outer.size, outer.bold, outer.italic, outer.heading, outer.kept):
        return outer
    return replace(outer, size=size, bold=bold, italic=italic, heading=heading, kept=kept)


def _font_size(text: str, outer: float) -> float:
    try:
        number = int(text)
    except ValueError:
        return outer
    step = number + 3 if text[0] in "+-" else number
    return FONT_SIZES[min(max(step, 1), 7)] * SIZE


def _said_size(said: Declarations, usual: float, outer: float) -> float:
    value = said.get("font-size") or said.get("font", "").partition("/")[0]
    if not value:
        return usual
    if found := LENGTH.search(value):
        number = float(found[1] or 0)
        size = number * (outer if found[2] == "em" else outer / 100 if found[2] == "%" else UNITS[found[2]])
        return size if SMALLEST < size < LARGEST else usual
    return NAMED_SIZES.get(value, usual)


def _said_weight(said: Declarations, *, bold: bool) -> bool:
    value = said.get("font-weight") or said.get("font", "")
    if re.search(r"\bbold|\b[6-9]00\b", value):
        return True
    return bold and not re.search(r"\bnormal\b|\b[1-5]00\b|\blighter\b", said.get("font-weight", ""))


def _said_slant(said: Declarations, *, italic: bool) -> bool:
    value = said.get("font-style") or said.get("font", "")
    return True if re.search(r"\bitalic\b|\boblique\b", value) else italic and said.get("font-style") != "normal"


def _is_unseen(tag: str, attributes: Mapping[str, str | None], said: Declarations) -> bool:
    """Say whether no reader sees an element: hidden, transparent, moved off the page, or an icon's name."""
    if "hidden" in attributes or (tag in ("i", "span") and ICONS.search(attributes.get("class") or "")):
        return True
    if not said:
        return False
    if said.get("visibility") in ("hidden", "collapse") or said.get("opacity") in ("0", "0.0"):
        return True
    moved = "position" in said or "text-indent" in said
    return moved and FAR_OFF.search(";".join(f"{name}:{value}" for name, value in said.items())) is not None


def flow_of(tag: str, attributes: Mapping[str, str | None], said: Declarations) -> Flow:
    """Return how an element flows; what no reader sees is "none"."""
    if tag in SKIPPED or tag.startswith(("-", "!")) or _is_unseen(tag, attributes, said):
        return Flow("none")
    usual = TABLES.get(tag) or ("block" if tag in BLOCKS else "inline")
    display = DISPLAYS.get(said.get("display", ""), usual)
    if display == "flex" and said.get("flex-direction", "").startswith("column"):
        return Flow("block")
    if display == "grid":
        tracks = _tracks(said.get("grid-template-columns", ""))
        return Flow("grid", tracks) if tracks > 1 else Flow("block")
    set_off = said.get("float", "none") != "none" or (usual == "block" and tag != "br")
    return Flow("apart") if display == "inline" and set_off else Flow(display)


def is_close(said: Declarations) -> bool:
    """Say whether an element asks for no white space above it."""
    return NO_MARGIN.match(said.get("margin-top") or said.get("margin") or "") is not None


def _tracks(template: str) -> int:
    """Return how many columns a grid's template has."""
    repeated = re.match(r"repeat\(\s*(\d{1,3})", template)
    return int(repeated[1]) if repeated else len(re.sub(r"\([^()]*\)", "", template).split())
