r"""Turn a tree of conditions into the search text that reads back as the same tree.

Holds for every tree whose AND and OR have at least two parts, whose texts aren't empty, whose weights are 1 and whose
ranges go up within 0 to 99. The text of any other tree, ranges aside, means the same to an engine, but for the order
that weights make.
"""

from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Word
from indexing.lexemes import ESCAPE, OPERATORS, QUOTES
from indexing.ranges import write_range

SPECIAL = QUOTES + "():*" + ESCAPE
NOTHING = "&"  # a word of no token: left out of whatever it stands in
LEVELS = {"or": 0, "and": 1, "not": 2}


def render_query(node: Node) -> str:
    """Write a tree as a search text."""
    return "" if isinstance(node, Everything) else _render(node, 0)


def _render(node: Node, level: int) -> str:
    match node:
        case Everything():
            return "*"
        case Not():
            return f"NOT {_render(node.part, LEVELS['not'])}"
        case And() | Or():
            return _joined(node, level)
        case Range():
            return write_range(node)
        case _:
            return _leaf(node)


def _leaf(node: Word | Phrase | Prefix) -> str:
    if not node.text:
        return NOTHING
    match node:
        case Word():
            text = _word(node.text)
        case Prefix():
            text = _escaped(node.text) + "*"
        case Phrase():
            text = _quoted(node.text)
    return text if node.scope == "any" else f"{node.scope}:{text}"


def _joined(node: And | Or, level: int) -> str:
    if not node.parts:
        return NOTHING
    if len(node.parts) == 1:
        return _render(node.parts[0], level)
    own = LEVELS[node.op]
    joint = " " if isinstance(node, And) else " OR "
    text = joint.join(_render(part, own + 1) for part in node.parts)
    return f"({text})" if level > own else text


def _word(text: str) -> str:
    escaped = _escaped(text)
    return escaped[:-1] + ESCAPE + escaped[-1] if text in OPERATORS else escaped


def _escaped(text: str) -> str:
    escaped = "".join(ESCAPE + c if c in SPECIAL or c.isspace() else c for c in text)
    return ESCAPE + escaped if escaped.startswith("-") else escaped


def _quoted(text: str) -> str:
    return '"' + "".join(ESCAPE + c if c in QUOTES + ESCAPE else c for c in text) + '"'
