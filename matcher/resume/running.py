"""Turn the lines of pages into those without page numbers, running heads, running feet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.resume.lexicon import fold
from matcher.resume.line import Line

EDGE = 0.08  # of the page's height: where running heads and feet stand
SAME_HEIGHT = 3.0  # points
MOST_PAGES = 50  # of a resume whose count doesn't fit: a printout of a part
LONGEST_HEAD = 80  # characters of a running head that repeats the name
FOOT_COLUMN = -1  # of a foot's contact data, which is read before the page
PAGE = (
    r"page|pg\.?|p\.|seite|s\.|página|pagina|pag\.?|pág\.?|strona|str\.?|strana|stránka|sida|sidan|side|sivu|oldal|"
    r"sayfa|stranica|страница|стр\.?|сторінка|σελίδα|σελ\.?|lapas|puslapis|halaman|leht"
)
OF = r"(?:of|/|von|de|di|van|z|ze|av|af|sur|su|din|od|из|з|από|\|)"
NAMED = re.compile(
    rf"(?:^|.*[^\w])(?:{PAGE})\W{{0,3}}(\d{{1,3}})(?:\W{{0,3}}{OF}\W{{0,3}}\d{{1,3}})?\W*$", re.IGNORECASE
)
ONLY_NAMED = re.compile(rf"\W*(?:{PAGE})\W{{0,3}}\d{{1,3}}(?:\W{{0,3}}{OF}\W{{0,3}}\d{{1,3}})?\W*", re.IGNORECASE)
NAMED_BEHIND = re.compile(r"\W*\d{1,3}\.?\W{0,2}(?:oldal|sivu|sayfa|leht)\W*", re.IGNORECASE)
COUNTED = re.compile(rf"(?:^|.*\D)(\d{{1,3}})\s?{OF}\s?(\d{{1,3}})\W*$", re.IGNORECASE)
LONE = re.compile(r"\W*(\d{1,3})\W*")
DIGITS = re.compile(r"\d+")
CONTACT = re.compile(r"@|https?:|www\.|(?:\d[ ()./-]{0,2}){7}")


def is_page_number(text: str, page: int, pages: int, *, foot: bool, head: bool = False) -> bool:
    """Say whether a row is a page's number: named as one anywhere, in the foot if it may be, in the head if it fits.

    "12/08" and "07/24" are dates, in the foot too.
    """
    if ONLY_NAMED.fullmatch(text) or NAMED_BEHIND.fullmatch(text):
        return True
    if not (foot or head):
        return False
    if counted := COUNTED.match(text):
        number, of = counted[1], counted[2]
        fits = int(of) == pages and int(number) == page
        return fits or (foot and not number.startswith("0") and int(number) <= int(of) <= MOST_PAGES)
    lone = LONE.fullmatch(text)
    return lone is not None and (foot or int(lone[1]) == page)


def _place(line: Line) -> tuple[str, int]:
    return DIGITS.sub("#", line.text), round(line.y0 / SAME_HEIGHT)


def _name(lines: Sequence[Line]) -> str:
    """Return the largest text of the first page, folded: mostly the person's name."""
    first = [line for line in lines if line.page == 1 and len(line.text) < LONGEST_HEAD]
    return fold(max(first, key=lambda line: line.size).text) if first else ""


def without_running(lines: Sequence[Line], heights: Sequence[float]) -> Iterator[Line]:
    """Leave out what later pages repeat of the first page's head and foot, every repeated foot, and numbered heads.

    A foot that holds contact data is kept once, before all else. `heights` are the pages', in points.
    """
    places: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        places.setdefault(_place(line), set()).add(line.page or 0)
    name = _name(lines)
    body: list[Line] = []
    for line in lines:
        height = heights[(line.page or 1) - 1]
        foot, head = line.y0 > (1 - EDGE) * height, line.y1 < EDGE * height
        pages = places[_place(line)]
        if len(pages) > 1 and foot:
            if line.page == min(pages) and CONTACT.search(line.text):
                yield replace(line, column=FOOT_COLUMN)
            continue
        if len(pages) > 1 and head and line.page != min(pages):
            continue
        if (head or foot) and (line.page or 1) > 1 and _is_headed(line.text, name):
            continue
        body.append(line)
    yield from body


def _is_headed(text: str, name: str) -> bool:
    """Say whether a later page's edge row names the page or repeats the name: "Anna Larsson - page 2"."""
    if len(text) > LONGEST_HEAD:
        return False
    return bool(NAMED.match(text)) or (len(name) > len("anna") and name in fold(text))
