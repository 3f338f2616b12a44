"""Turn a Word document's style sheet and numbering into looks: what each style says with all that it inherits."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from matcher.resume.package import W

OFF = frozenset(("0", "false", "none", "off"))
DEEPEST = 20  # styles that a style is based on
OUTLINE_LEVELS = 9  # more is body text
LARGEST = 1e9  # of any number in a document: lengths are in 12,700ths of a point at the finest
TWIPS = 20.0  # a point
SINGLE = 240.0  # the unit of a line's height that is set by itself
HEADING = re.compile(  # as Word names it, and as other programs do in their own language
    r"\b(?:heading|überschrift|titre|t[ií]tulo|titolo|rubrik|kop|overskrift|nagłówek|otsikko|nadpis|címsor|başlık|titlu|"
    r"cabeçalho|encabezado|intestazione|заголовок|επικεφαλίδα|judul|antraštė|virsraksts|pealkiri|naslov|kapiteloverskrift)"
    r"\s*(\d)",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\blist|bullet|aufzähl|liste|lista|lijst|luettelo|odráž|odrážk|punkt|wypunktow|madde|opsomming|puce|viñeta|marcador",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What runs look like and how paragraphs stand; None is what isn't said. Lengths in points, leading in lines."""

    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    heading: int | None = None
    listed: bool | None = None
    before: float | None = None
    after: float | None = None
    leading: float | None = None
    indent: float | None = None
    close: bool | None = None  # no space between paragraphs of one style


NOTHING = Look()


def over(upper: Look, lower: Look) -> Look:
    """Return what the upper look says, and the lower one where it says nothing."""
    if upper is NOTHING or upper == NOTHING:
        return lower
    if lower is NOTHING:
        return upper
    return Look(
        size=lower.size if upper.size is None else upper.size,
        bold=lower.bold if upper.bold is None else upper.bold,
        italic=lower.italic if upper.italic is None else upper.italic,
        hidden=lower.hidden if upper.hidden is None else upper.hidden,
        heading=lower.heading if upper.heading is None else upper.heading,
        listed=lower.listed if upper.listed is None else upper.listed,
        before=lower.before if upper.before is None else upper.before,
        after=lower.after if upper.after is None else upper.after,
        leading=lower.leading if upper.leading is None else upper.leading,
        indent=lower.indent if upper.indent is None else upper.indent,
        close=lower.close if upper.close is None else upper.close,
    )


def switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property is on, None where it isn't said."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(W + "val", "true") not in OFF


def number(element: Element | None, name: str = "val") -> float | None:
    """Return an attribute as a number, None where there is none that a page could have."""
    return finite(element.get(W + name)) if element is not None else None


def finite(text: str | None) -> float | None:
    """Return the number that a text spells, None where it spells none or one beyond all pages."""
    try:
        found = float(text or "")
    except ValueError:
        return None
    return found if abs(found) < LARGEST else None


def run_look(properties: Element | None) -> Look:
    """Read the look of a run's own properties."""
    if properties is None:
        return NOTHING
    half_points = number(properties.find(W + "sz"))
    return Look(
        size=half_points / 2 if half_points and 0 < half_points < 10_000 else None,
        bold=switch(properties, "b"),
        italic=switch(properties, "i"),
        hidden=switch(properties, "vanish"),
    )


def _points(element: Element | None, *names: str) -> float | None:
    found = (number(element, name) for name in names)
    twips = next((value for value in found if value is not None), None)
    return None if twips is None else twips / TWIPS


def paragraph_look(properties: Element | None) -> Look:
    """Read how a paragraph stands by its own properties; `listed` is left to the numbering."""
    if properties is None:
        return NOTHING
    spacing, indent = properties.find(W + "spacing"), properties.find(W + "ind")
    level = number(properties.find(W + "outlineLvl"))
    height = number(spacing, "line")
    ruled = spacing is not None and spacing.get(W + "lineRule", "auto") != "auto"
    return Look(
        heading=None if level is None else int(level) + 1 if 0 <= level < OUTLINE_LEVELS else 0,
        before=_points(spacing, "before"),
        after=_points(spacing, "after"),
        leading=height / SINGLE if height and not ruled else None,
        indent=_points(indent, "left", "start"),
        close=switch(properties, "contextualSpacing"),
    )


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which levels of which lists print a mark before a paragraph, and whether it is a bullet.

    `marks` maps list id and level to "bullet", "number" or "" for no mark.
    """

    marks: dict[tuple[str, str], str]

    def mark(self, properties: Element | None) -> str | None:
        """Return the mark that paragraph properties ask for, None where they don't ask."""
        asked = properties.find(W + "numPr") if properties is not None else None
        if asked is None:
            return None
        named, level = asked.find(W + "numId"), asked.find(W + "ilvl")
        identity = named.get(W + "val", "") if named is not None else ""
        if identity == "0":
            return ""
        return self.marks.get((identity, level.get(W + "val", "0") if level is not None else "0"), "bullet")


def read_numbering(xml: Element | None) -> Numbering:
    """Read the lists of a document."""
    if xml is None:
        return Numbering({})
    abstract: dict[str, dict[str, str]] = {}
    for kind in xml.iter(W + "abstractNum"):
        levels = {level.get(W + "ilvl", "0"): _level_mark(level) for level in kind.iter(W + "lvl")}
        abstract[kind.get(W + "abstractNumId", "")] = levels
    marks: dict[tuple[str, str], str] = {}
    for listed in xml.iter(W + "num"):
        kind_of = listed.find(W + "abstractNumId")
        levels = abstract.get(kind_of.get(W + "val", "") if kind_of is not None else "", {})
        marks |= {(listed.get(W + "numId", ""), level): mark for level, mark in levels.items()}
    return Numbering(marks)


def _level_mark(level: Element) -> str:
    form, text = level.find(W + "numFmt"), level.find(W + "lvlText")
    printed = form.get(W + "val", "") if form is not None else "decimal"
    empty = text is not None and not text.get(W + "val", "").strip()
    if printed == "none" or empty:
        return ""
    return "bullet" if printed == "bullet" else "number"


@dataclass(slots=True)
class Sheet:
    """The styles of a document by id, each read with what it inherits once it is asked for, and the default look."""

    raw: dict[str, Element] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=lambda: Numbering({}))
    default: Look = NOTHING
    usual: str = "Normal"
    done: dict[str, Look] = field(default_factory=dict)

    def named(self, name: str | None) -> Look:
        """Return the look of a style, None being the usual paragraph's; one that isn't there says nothing."""
        return self._resolved(self.usual if name is None else name, 0)

    def _resolved(self, name: str, depth: int) -> Look:
        if name in self.done or name not in self.raw or depth > DEEPEST:
            return self.done.get(name, NOTHING)
        based = self.raw[name].find(W + "basedOn")
        lower = self._resolved(based.get(W + "val", ""), depth + 1) if based is not None else NOTHING
        self.done[name] = over(_own_look(self.raw[name], name, self.numbering), lower)
        return self.done[name]


def read_sheet(xml: Element | None, numbering: Numbering) -> Sheet:
    """Read a style sheet; styles that go round in circles end at the limit."""
    if xml is None:
        return Sheet()
    defaults = xml.find(f"{W}docDefaults")
    default = NOTHING
    if defaults is not None:
        run, paragraph = defaults.find(f"{W}rPrDefault/{W}rPr"), defaults.find(f"{W}pPrDefault/{W}pPr")
        default = over(run_look(run), paragraph_look(paragraph))
    raw = {style.get(W + "styleId", ""): style for style in xml.iter(W + "style")}
    usual = next((name for name, style in raw.items() if _is_usual(style)), "Normal")
    return Sheet(raw, numbering, default, usual)


def _is_usual(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in OFF


def _own_look(style: Element, name: str, numbering: Numbering) -> Look:
    label, properties = style.find(W + "name"), style.find(W + "pPr")
    title = (label.get(W + "val", "") if label is not None else "") or name
    level = HEADING.search(title)
    own = over(run_look(style.find(W + "rPr")), paragraph_look(properties))
    mark = numbering.mark(properties)
    listed = bool(mark) if mark is not None else True if LISTED.search(title) else None
    return over(Look(heading=int(level[1]) if level else None, listed=listed), own)
