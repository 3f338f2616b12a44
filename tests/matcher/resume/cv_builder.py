"""Turn a made-up person of one of sixteen languages into the same resume in many layouts and file formats."""

import html
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax.saxutils import escape

from entities.resume import Found, Resume
from matcher.resume import parse_resume
from tests.matcher.resume.cv_people import PEOPLE, Person, Role, Study, Words
from tests.matcher.resume.pdf_writer import classic, document, shown

Kind = str  # name, line, head, row, bullet, gap
LEADING, TOP, LEFT, RIGHT, RAIL = 15.0, 60.0, 60.0, 430.0, 240.0  # points
WIDTH = 64  # characters before a cell at the right of a text file
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WESTERN = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi")


@dataclass(frozen=True, slots=True)
class Block:
    """One printed row: a kind with its cells, which stand apart from each other."""

    kind: Kind
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a resume says, without where it stands: positions and studies as sorted rows."""

    name: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    positions: tuple[tuple[str, str, str, str], ...]
    studies: tuple[tuple[str, str, str, str], ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    duties: tuple[str, ...]


RoleRows = Callable[[Role, str], list[tuple[str, ...]]]

# How a position's header is printed, `when` being its dates.
ROLES: dict[str, RoleRows] = {
    "title first, dates right": lambda role, when: [(role.title, when), (f"{role.company}, {role.city}",)],
    "company first, dates right": lambda role, when: [(role.company, when), (role.title,)],
    "dates left": lambda role, when: [(when, f"{role.title}, {role.company}")],
    "dates above": lambda role, when: [(when,), (role.title,), (role.company,)],
    "dates below": lambda role, when: [(role.title,), (role.company,), (when,)],
    "dates between": lambda role, when: [(role.title,), (when,), (role.company,)],
    "bars": lambda role, when: [(f"{role.title} | {role.company} | {when}",)],
    "dots": lambda role, when: [(f"{role.title} · {role.company}",), (f"{when} · {role.city}",)],
    "brackets": lambda role, when: [(f"{role.title}, {role.company} ({when})",)],
    "dash": lambda role, when: [(f"{role.title} – {role.company}",), (when,)],
    "colon": lambda role, when: [(f"{when}: {role.title}, {role.company}",)],
}
STUDIES: dict[str, Callable[[Study, str], list[tuple[str, ...]]]] = {
    "school first": lambda study, when: [(study.school, when), (f"{study.degree}, {study.area}",)],
    "degree first": lambda study, when: [(f"{study.degree}, {study.area}", when), (study.school,)],
    "dates above": lambda study, when: [(when,), (f"{study.degree}, {study.area}",), (study.school,)],
    "one line": lambda study, when: [(f"{study.degree}, {study.area}, {study.school}, {when}",)],
}


def named(words: Words, day: tuple[int, int]) -> str:
    """Print a month as the language does."""
    month = words.months.split()[day[1] - 1]
    return f"{day[0]}. {month}" if words.year_first else f"{month} {day[0]}"


def digits(_: Words, day: tuple[int, int]) -> str:
    """Print a month in digits."""
    return f"{day[1]:02}/{day[0]}"


def dotted(_: Words, day: tuple[int, int]) -> str:
    """Print a month in digits behind a dot."""
    return f"{day[1]:02}.{day[0]}"


STYLES: dict[str, Callable[[Words, tuple[int, int]], str]] = {"named": named, "digits": digits, "dotted": dotted}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a resume is printed: one choice of each table, and the marks of its lists."""

    role: str = "title first, dates right"
    study: str = "school first"
    style: str = "named"
    dash: str = " – "
    bullet: str = "-"
    sections: tuple[str, ...] = ("work", "education", "skills", "languages")
    skills: str = ", "


def top_blocks(person: Person) -> list[Block]:
    """Return the name with the contact data below."""
    contact = (person.city, person.email, person.phone)
    return [Block("name", (person.name,)), *(Block("line", (text,)) for text in contact)]


def section_blocks(person: Person, kind: str, layout: Layout) -> list[Block]:
    """Return one section with its title."""
    return [Block("gap"), Block("head", (getattr(person.words, kind),)), *_body(person, kind, layout)]


def _body(person: Person, kind: str, layout: Layout) -> Iterator[Block]:
    show, words = STYLES[layout.style], person.words
    if kind == "work":
        for role in person.roles:
            end = show(words, role.end) if role.end else words.present
            yield from (
                Block("row", cells) for cells in ROLES[layout.role](role, show(words, role.start) + layout.dash + end)
            )
            yield from (Block("bullet", (duty,)) for duty in role.duties)
            yield Block("gap")
    elif kind == "education":
        for study in person.studies:
            when = f"{study.start}{layout.dash}{study.end}"
            yield from (Block("row", cells) for cells in STUDIES[layout.study](study, when))
            yield Block("gap")
    elif kind == "skills":
        rows = [layout.skills.join(person.skills)] if layout.skills != "\n" else person.skills
        yield from (Block("line", (text,)) for text in rows)
    else:
        yield from (Block("line", (f"{tongue} ({level})",)) for tongue, level in person.tongues)


def blocks(person: Person, layout: Layout = Layout()) -> list[Block]:
    """Return the whole resume."""
    sections = [section_blocks(person, kind, layout) for kind in layout.sections]
    return top_blocks(person) + [block for section in sections for block in section]


def to_text(printed: Iterable[Block], layout: Layout = Layout()) -> bytes:
    """Write a text file; the last of several cells stands at the right, a first short one at the left."""
    lines = []
    for block in printed:
        text = "    ".join(block.cells)
        if len(block.cells) == 2 and len(block.cells[0]) < WIDTH - 4:
            text = block.cells[0].ljust(WIDTH if len(block.cells[1]) < 30 else 34) + block.cells[1]
        lines.append(f"{layout.bullet} {text}" if block.kind == "bullet" else text)
    return "\n".join(lines).encode()


TAGS = {"name": "h1", "head": "h2", "bullet": "li", "line": "p", "row": "p"}


def to_html(printed: Iterable[Block], *, tables: bool = False) -> bytes:
    """Write a page; rows of several cells are rows of a table, or pieces that a style sets apart."""
    found = []
    for block in printed:
        cells = [html.escape(cell) for cell in block.cells]
        if block.kind == "gap":
            continue
        if len(cells) == 1:
            found.append(f"<{TAGS[block.kind]}>{cells[0]}</{TAGS[block.kind]}>")
        elif tables:
            found.append("<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>")
        else:
            inside = "".join(f"<span>{cell}</span>" for cell in cells)
            found.append(f'<div style="display:flex;justify-content:space-between">{inside}</div>')
    inside = re.sub(r"(?<!</li>)\n<li>", "\n<ul><li>", "\n".join(found))
    inside = re.sub(r"</li>(?!\n<li>)", "</li></ul>", inside)
    page = f"<html><head><meta charset='utf-8'></head><body>{inside}</body></html>"
    return page.encode()


LOOKS = {"name": '<w:b/><w:sz w:val="44"/>', "head": '<w:b/><w:sz w:val="28"/>'}


def to_docx(printed: Iterable[Block], *, tables: bool = False) -> bytes:
    """Write a Word file; rows of several cells are set apart by tabs, or are rows of a table."""
    body = []
    for block in printed:
        look = f"<w:rPr>{LOOKS.get(block.kind, '')}</w:rPr>"
        cells = [f'<w:r>{look}<w:t xml:space="preserve">{escape(cell)}</w:t></w:r>' for cell in block.cells]
        numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' if block.kind == "bullet" else ""
        if tables and len(cells) > 1:
            inside = "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells)
            body.append(f"<w:tbl><w:tr>{inside}</w:tr></w:tbl>")
        else:
            body.append(f"<w:p>{numbered}{'<w:r><w:tab/></w:r>'.join(cells)}</w:p>")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document {NAMESPACE}><w:body>{''.join(body)}</w:body></w:document>")
    return packed.getvalue()


SIZES = {"name": 22.0, "head": 14.0}


def _placed(printed: Iterable[Block], left: float, right: float) -> Iterator[tuple[float, bytes]]:
    y = TOP
    for block in printed:
        if block.kind == "gap":
            y += LEADING / 2
            continue
        size = SIZES.get(block.kind, 10.0)
        y += max(LEADING, size * 1.4)
        starts = [left] if len(block.cells) == 1 else [left, right if len(block.cells[1]) < 30 else left + 160]
        cells = [f"• {block.cells[0]}"] if block.kind == "bullet" else block.cells
        yield y, shown([(x, y, cell) for x, cell in zip(starts, cells, strict=True)], size)


def to_pdf(printed: Iterable[Block]) -> bytes:
    """Write a page of one column."""
    return classic(document(b"\n".join(content for _, content in _placed(printed, LEFT, RIGHT))))


def to_two_columns(rail: Iterable[Block], body: Iterable[Block], *, by_rows: bool = False) -> bytes:
    """Write a page of a rail at the left beside the body; `by_rows` writes the content from top to bottom."""
    columns = [list(_placed(rail, 40.0, 40.0)), list(_placed(body, RAIL, RAIL + 200))]
    drawn = columns[0] + columns[1]
    if by_rows:
        drawn.sort(key=lambda pair: pair[0])
    return classic(document(b"\n".join(content for _, content in drawn)))


def two_columns(person: Person, layout: Layout = Layout(), *, by_rows: bool = False) -> bytes:
    """Write contact data, skills and languages beside the rest."""
    side = replace(layout, skills="\n")
    rail = [
        *top_blocks(person)[1:],
        *section_blocks(person, "skills", side),
        *section_blocks(person, "languages", side),
    ]
    body = top_blocks(person)[:1]
    for kind in ("work", "education"):
        body += section_blocks(person, kind, layout)
    return to_two_columns(rail, body, by_rows=by_rows)


def _said(value: Found[str] | None) -> str:
    return value.value if value else ""


def facts(resume: Resume | None) -> Facts:
    """Return what was read."""
    assert resume is not None
    work = [
        (_said(job.title), _said(job.company), _said(job.start), "now" if job.current else _said(job.end))
        for job in resume.work
    ]
    studies = [
        (_said(study.institution), _said(study.degree), _said(study.area), _said(study.end))
        for study in resume.education
    ]
    return Facts(
        name=_said(resume.name) or None,
        emails=tuple(value.value for value in resume.emails),
        phones=tuple(value.value for value in resume.phones),
        positions=tuple(sorted(work)),
        studies=tuple(sorted(studies)),
        skills=tuple(sorted(value.value for value in resume.skills)),
        languages=tuple(sorted(value.value for value in resume.languages)),
        duties=tuple(sorted(_said(job.description) for job in resume.work)),
    )


def truth(person: Person) -> Facts:
    """Return what the person's resume says."""

    def month(day: tuple[int, int] | None) -> str:
        return f"{day[0]}-{day[1]:02}" if day else "now"

    return Facts(
        name=person.name,
        emails=(person.email,),
        phones=("+" + "".join(filter(str.isdigit, person.phone)),),
        positions=tuple(
            sorted((role.title, role.company, month(role.start), month(role.end)) for role in person.roles)
        ),
        studies=tuple(sorted((study.school, study.degree, study.area, str(study.end)) for study in person.studies)),
        skills=tuple(sorted(person.skills)),
        languages=tuple(sorted(tongue for tongue, _ in person.tongues)),
        duties=tuple(sorted("\n".join(role.duties) for role in person.roles)),
    )


def read(content: bytes, name: str) -> Facts:
    """Parse a file and return what was read."""
    return facts(parse_resume(content, name).resume)


ALL = tuple(PEOPLE)
