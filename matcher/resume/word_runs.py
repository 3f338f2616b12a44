"""Turn a Word paragraph into pieces of text, each with its look and link, as Word prints them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from matcher.resume.package import R, W
from matcher.resume.styles import Look, Sheet, over, run_look

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
HERE_UNSEEN = "txbxContent del moveFrom delText pPr instrText delInstrText rt sdtPr sdtEndPr"  # boxes are walked alone
UNSEEN = frozenset((MC + "Fallback", *(W + name for name in HERE_UNSEEN.split())))
BREAKS = frozenset((W + "br", W + "cr"))
TABS = frozenset((W + "tab", W + "ptab"))
TARGET = re.compile(r'\bHYPERLINK\b(?:\s+\\[a-z])*\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
COUNTED = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
DOTS = frozenset("6c 6e 71 72 73 74 75 76 77 9e 9f a1 a7 a8 b7 d8 e0 e8 f0 fc fe".split())  # of symbol fonts: bullets
INVISIBLE = 2.0  # points: what is set smaller isn't to be read by people
TAB, BREAK = "\t", "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look; TAB starts a part, BREAK a line. `counted` is the number of a page."""

    text: str
    look: Look
    link: str | None = None
    counted: bool = False


@dataclass(slots=True)
class Field:
    """A field between its marks: first its instruction, then what it shows."""

    instruction: str = ""
    shown: bool = False

    @property
    def link(self) -> str | None:
        """The address that the field points at."""
        found = TARGET.search(self.instruction)
        return (found[1] or found[2]) if found else None

    @property
    def counted(self) -> bool:
        """Whether it shows the number of a page."""
        return bool(COUNTED.match(self.instruction))


Waiting = tuple[Element, Look | None, str | None, bool]


@dataclass(slots=True)
class _Reader:
    """Walks the content of one paragraph without recursion."""

    sheet: Sheet
    style: Look
    targets: Mapping[str, str]
    fields: list[Field]

    def pieces(self, paragraph: Element) -> Iterator[Piece]:
        todo: list[Waiting] = [(child, None, None, False) for child in reversed(paragraph)]
        while todo:
            child, look, link, counted = todo.pop()
            tag = child.tag
            if tag in UNSEEN:
                if tag == W + "instrText" and self.fields:
                    self.fields[-1].instruction += child.text or ""
            elif tag == W + "fldChar":
                self._mark(child)
            elif tag == W + "r":
                inner = self._look(child.find(W + "rPr"))
                if not inner.hidden:
                    todo += [(item, inner, link, counted) for item in reversed(child) if item.tag != W + "rPr"]
            elif (text := _printed(child)) is not None:
                yield self._piece(text, look, link, counted=counted)
            elif not (tag == W + "sdt" and _is_placeholder(child)):
                link, counted = self._around(child, link), counted or _is_counted(child)
                todo += [(item, look, link, counted) for item in reversed(child)]

    def _piece(self, text: str, look: Look | None, link: str | None, *, counted: bool) -> Piece:
        shown = [field for field in self.fields if field.shown]
        link = link or next((field.link for field in reversed(shown) if field.link), None)
        return Piece(text, look or self.style, link, counted or any(field.counted for field in shown))

    def _look(self, properties: Element | None) -> Look:
        if properties is None:
            return self.style
        named = properties.find(W + "rStyle")
        own = run_look(properties)
        if named is not None:
            own = over(own, self.sheet.named(named.get(W + "val", "")))
        return over(own, self.style)

    def _mark(self, mark: Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _around(self, element: Element, link: str | None) -> str | None:
        if element.tag == W + "hyperlink":
            return self.targets.get(element.get(R + "id", ""), link)
        if element.tag == W + "fldSimple" and (found := TARGET.search(element.get(W + "instr", ""))):
            return found[1] or found[2]
        return link


def _is_counted(element: Element) -> bool:
    return element.tag == W + "fldSimple" and bool(COUNTED.match(element.get(W + "instr", "")))


def _is_placeholder(content: Element) -> bool:
    """Say whether a content control shows only what one is asked to write there."""
    return content.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _printed(element: Element) -> str | None:
    """Return what a run's element prints, None where others have to be looked into."""
    tag = element.tag
    if tag == W + "t":
        return (element.text or "").replace("\n", " ").replace("\t", " ")
    if tag in TABS:
        return TAB
    if tag in BREAKS:
        return BREAK
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return "•" if element.get(W + "char", "")[-2:].lower() in DOTS else " "
    return None


def read_pieces(
    paragraph: Element, style: Look, sheet: Sheet, targets: Mapping[str, str], fields: list[Field] | None = None
) -> Iterator[Piece]:
    """Yield a paragraph's pieces; `style` is its own look, `targets` maps link ids to addresses.

    Hidden and deleted text, placeholders and repetitions for older programs are left out, and text too small to read.
    """
    for piece in _Reader(sheet, style, targets, fields if fields is not None else []).pieces(paragraph):
        if piece.look.size is None or piece.look.size > INVISIBLE:
            yield piece
