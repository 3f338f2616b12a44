"""Turn WordprocessingML of a body into a DOCX file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import docx  # type: ignore[import-not-found]  # of the environment that makes documents
from docx.opc.constants import (  # type: ignore[import-not-found]  # of the environment that makes documents
    RELATIONSHIP_TYPE,
)
from docx.opc.packuri import PackURI  # type: ignore[import-not-found]  # of the environment that makes documents
from docx.opc.part import Part  # type: ignore[import-not-found]  # of the environment that makes documents
from docx.oxml import parse_xml  # type: ignore[import-not-found]  # of the environment that makes documents
from docx.shared import Pt  # type: ignore[import-not-found]  # of the environment that makes documents

from benchmarks.cvs.office.ooxml import NAMESPACES

LINK = re.compile(r'r:id="link:([^"]*)"')
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
BULLETS = ("\u2022", "\uf0b7", "\uf0a7", "\u2013", "\u25aa", "\uf0fc", "\u2023", "o", "%1.", "[%1]")
FONTS = {"\uf0b7": "Symbol", "\uf0a7": "Wingdings", "\uf0fc": "Wingdings", "o": "Courier New"}
FIRST_LIST = 50  # numId of the first bullet of BULLETS


@dataclass(frozen=True, slots=True)
class Letter:
    """A document to be written: its parts as WordprocessingML, its page and its type."""

    body: str
    header: str = ""
    first_header: str = ""
    footer: str = ""
    font: str = "Calibri"
    size: float = 10
    side: float = 56
    top: float = 50
    us: bool = False
    columns: int = 1
    styles: Sequence[str] = ()
    notes: Sequence[str] = field(default=())


def bullet(sign: str) -> int:
    """Return the list number of a bullet sign of BULLETS."""
    return FIRST_LIST + BULLETS.index(sign)


def parsed(part: Any, xml: str) -> list[object]:
    """Return the elements of a fragment, its links turned into relationships of `part`."""

    def related(found: re.Match[str]) -> str:
        number = part.relate_to(unescape(found[1]), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'r:id="{number}"'

    return list(parse_xml(f"<w:body {NAMESPACES}>{LINK.sub(related, xml)}</w:body>"))


def lists(number: int, sign: str) -> tuple[str, str]:
    """Return the abstract numbering and its instance of a bullet or number format."""
    kind = "decimal" if "%1" in sign else "bullet"
    font = FONTS.get(sign, "Calibri")
    abstract = (
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr></w:lvl></w:abstractNum>'
    )
    return abstract, f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'


def set_columns(section: Any, count: int) -> None:
    """Give a section its columns; where there are many, it goes on on the page of the one before."""
    if count == 1:
        return
    element = section._sectPr  # noqa: SLF001  # python-docx has no face for columns
    for old in element.xpath("./w:cols"):
        old.set(f"{{{old.nsmap['w']}}}num", str(count))
    place = len(element.xpath("./w:headerReference|./w:footerReference"))
    element.insert(place, parse_xml(f'<w:type {NAMESPACES} w:val="continuous"/>'))


def write(letter: Letter, path: Path) -> None:
    """Write a document as DOCX."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Pt(612), Pt(792)) if letter.us else (Pt(595.3), Pt(841.9))
    section.left_margin = section.right_margin = Pt(letter.side)
    section.top_margin = section.bottom_margin = Pt(letter.top)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = letter.font, Pt(letter.size)
    normal.paragraph_format.space_after = Pt(0)
    for xml in letter.styles:
        style = parse_xml(xml.replace("<w:style ", f"<w:style {NAMESPACES} ", 1))
        for old in document.styles.element.xpath(f"./w:style[w:name/@w:val='{style.name_val}']"):
            old.getparent().remove(old)  # a localised heading takes the place of the template's
        document.styles.element.append(style)
    numbering = document.part.numbering_part.element
    for place, sign in enumerate(BULLETS):
        abstract, one = lists(FIRST_LIST + place, sign)
        numbering.insert(0, parse_xml(abstract))
        numbering.append(parse_xml(one))
    set_columns(section, letter.columns)
    last = document.element.body[-1]
    for element in parsed(document.part, letter.body):
        last.addprevious(element)
    edges = [(section.header, letter.header), (section.footer, letter.footer)]
    if letter.first_header:
        section.different_first_page_header_footer = True
        edges += [(section.first_page_header, letter.first_header), (section.first_page_footer, letter.footer)]
    for edge, xml in edges:
        if xml:
            edge.is_linked_to_previous = False
            blank = edge.paragraphs[0]._p  # noqa: SLF001  # the element is what is replaced
            for element in parsed(edge.part, xml):
                blank.addprevious(element)
            blank.getparent().remove(blank)
    if letter.notes:
        add_notes(document, letter.notes)
    document.save(path)


def add_notes(document: Any, notes: Sequence[str]) -> None:
    """Add the part of footnotes, numbered from 1."""
    marks = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t>'
        "</w:r></w:p></w:footnote>"
        for number, text in enumerate(notes, 1)
    )
    rule = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
    frame = rule.format("separator", -1) + rule.format("continuationSeparator", 0)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {NAMESPACES}>{frame}{marks}</w:footnotes>'
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
