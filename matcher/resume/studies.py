"""Turn a line about education into pieces, each with the part it plays: school, degree, subject, mark, place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from matcher.resume.dates import without_dates
from matcher.resume.degrees import Degree, find_degree, split_degree
from matcher.resume.headers import STRONG, TRIM, split_place
from matcher.resume.lexicon import endings, fold, phrases_in, words
from matcher.resume.line import Line, Part
from matcher.resume.memo import remembered
from matcher.resume.places import find_place, is_mode
from matcher.resume.schools import is_known_school, is_school, is_unit

Role = Literal["school", "unit", "degree", "area", "note", "place", "text"]
LABELS: dict[str, Role] = {"label_school": "school", "label_degree": "degree", "label_area": "area"}
LABELLED = 0.96  # how sure a role is that the document itself names
SHORT_BRACKET = 5  # characters: "(FH" gets its bracket back
LONGEST_LABEL = 36  # characters
PLACE = 0.55  # how sure a place must be
MARK = re.compile(
    r"^\W*(?:\d[.,]\d{1,3}|\d{1,3}\s?%|"
    r"\d{1,3}(?:[.,]\d+)?\s?(?:/|out of|von|sur|de|su)\s?\d{1,3}(?:[.,]\d+)?(?: e lode)?|"
    r"[123][.:][12]|\d{1,3})\W*$",
    re.IGNORECASE,
)
REMARK = re.compile(
    r"\s*(?:[\d\"„“«'‘:]|in\b|on\b|at\b|an der\b|à\b|en\b|about\b|über\b|sur\b|with\b|$)", re.IGNORECASE
)
CUTS = re.compile(
    r",\s+|[،、，]\s*|\s+[–—-]{1,2}\s+|\s*—\s*|;\s+|(?<=[^\W\d_]{3})\.\s+(?=[A-ZÀ-ÞА-Я])|"
    r"\s+(?:at|@|bei|an der|am|chez|à l[’']|à la|presso|presso l[’']|from|na|ve|hos|vid|ved)\s+(?=[A-ZÀ-ÞŁŚŻČŠŽ])|"
    r":\s+|\s+/\s+"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
SHORTEST_BRACKET = 3  # characters
JOINED = re.compile(r"\s(?:and|und|et|y|e|en|och|og|i|a|ve|és|и|și|ja|&)\s")
LETTERS = re.compile(r"[^\W\d_]|\d[.,]\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line with its role; `order` is its number in the line, `part` the part of the line it stands in."""

    text: str
    role: Role
    line: Line
    sure: float = 0.9
    order: int = 0
    part: Part | None = None


def is_note(text: str) -> bool:
    """Whether a text is a mark, or opens with a word that says what follows is no school, degree or subject."""
    folded = fold(text)
    if MARK.match(text) or folded in words("studies", "grade"):
        return True
    head, colon, _ = text.partition(":")
    if colon and len(head) <= LONGEST_LABEL:
        if fold(head) in words("studies", "note"):
            return True
        if label_role(head):
            return False
    return _opens_note(text)


def _opens_note(text: str) -> bool:
    opening = re.match(r"[^\W\d_][\w'’.+-]*(?:\s+[^\W\d_][\w'’.+-]*){0,2}", text.strip())
    tokens = opening[0].split() if opening else []
    for size in range(len(tokens), 0, -1):
        folded = fold(" ".join(tokens[:size]))
        if folded in words("studies", "remark"):
            return True
        if folded in words("studies", "note"):
            rest = text.strip()[len(" ".join(tokens[:size])) :]
            return bool(re.match(r"\s*(?:[\d\"„“«:]|$)", rest))
    return False


def label_role(head: str) -> Role | Literal["dates"] | None:
    """Return the role that a label names ("Institution", "Titre obtenu"), None for any other text."""
    folded = fold(head)
    if folded in words("phrases", "label_dates") or folded in words("studies", "label_dates"):
        return "dates"
    for key, role in LABELS.items():
        if folded in words("studies", key) or folded in words("phrases", key):
            return role
    return None


def _label(text: str) -> tuple[Role, str] | None:
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(head) > LONGEST_LABEL:
        return None
    role = label_role(head)
    if role == "degree" and fold(head) in words("studies", "degree"):
        return None  # "Diploma: Finance"
    return (role, rest.strip(TRIM)) if role and role != "dates" else None


def _without(text: str, degree: Degree) -> str:
    return f"{text[: degree.begin]} {text[degree.finish :]}"


@remembered
def role_of(text: str) -> tuple[Role, float]:
    """Return the role a piece of text plays, with how sure its words make it."""
    if is_note(text):
        return "note", 0.9
    degree = find_degree(text)
    if degree and is_school(_without(text, degree)):
        # "Harvard Business School" against "Master of Arts, University of York": the surer name is the whole.
        return ("degree", 0.6) if degree.sure > 0.6 and degree.begin == 0 else ("school", 0.6)
    if degree and (degree.sure > 0.6 or not is_known_school(_without(text, degree))):
        return "degree", degree.sure
    return ("unit", 0.8) if is_unit(text) else _named(text)


def _named(text: str) -> tuple[Role, float]:
    """Return the role of a text that is no degree and no part of a school."""
    if is_school(text):
        return "school", 0.95
    place = find_place(text)
    if is_mode(text) or (place and place.sure >= PLACE):
        return "place", 0.7
    return ("school", 0.85) if is_known_school(text) else ("text", 0.75)


@remembered
def names_subject(text: str) -> bool:
    """Whether a word of the text names a subject of study."""
    folded = fold(text)
    ends = endings("studies", "area_end")
    if phrases_in(folded, "studies", "area") or folded.split(" ")[0] in words("speech", "name"):
        return True
    return any(ends.match(token) for token in folded.split())


def own_label(text: str) -> Role | Literal["dates"] | None:
    """Return the role that a text which is nothing but a label names; "Diploma" without a colon is a degree."""
    bare = text.strip(TRIM)
    role = label_role(bare) if len(bare) <= LONGEST_LABEL * 2 else None
    return role if role and (text.rstrip().endswith(":") or not find_degree(bare)) else None


def pieces_of(line: Line, said: Role | None = None) -> list[Piece]:
    """Split a line into pieces, each with its role; a degree's subject becomes an area.

    `said` is the role that a label on the line above gives to the line's first piece.
    """
    found: list[Piece] = []
    for part in line.parts:
        if len(line.parts) > 1 and (role := own_label(part.text)):
            said = None if role == "dates" else role
            continue
        for raw in STRONG.split(without_dates(part.text)):
            text = re.sub(r"\(\s*\)|\[\s*\]", "", raw).strip(TRIM)
            if not LETTERS.search(text):
                continue
            for sub in _before_note(text):
                bare = _said(sub, said) if said else _cut(sub)
                found += [_placed(piece, line, part) for piece in bare]
                said = None
    return [Piece(piece.text, piece.role, line, piece.sure, order, piece.part) for order, piece in enumerate(found)]


@dataclass(frozen=True, slots=True)
class _Bare:
    text: str
    role: Role
    sure: float


def _placed(bare: _Bare, line: Line, part: Part) -> Piece:
    return Piece(bare.text, bare.role, line, bare.sure, 0, part)


def _before_note(text: str) -> list[str]:
    """Cut before a label in the text: "University of York Thesis: Methods"."""
    for match in re.finditer(r"\s(?=([^\W\d_]+(?: [^\W\d_]+)?):\s)", text):
        if fold(match[1]) in words("studies", "note"):
            return [text[: match.start()].strip(TRIM), text[match.end() :]]
    return [text]


def _said(text: str, role: Role) -> Iterator[_Bare]:
    """Give a text the role that a label names; a degree's subject is still cut off."""
    if role == "degree":
        yield from _degree_pieces(text, LABELLED)
    else:
        yield _Bare(text, role, LABELLED)


def _cut(text: str) -> Iterator[_Bare]:
    if label := _label(text):
        yield from _said(label[1], label[0])
        return
    role, sure = role_of(text)
    if role == "note":
        yield _Bare(text, "note", sure)
        return
    subs = [sub for piece in _unbracketed(text) for raw in _cuts(piece) if re.search(r"\w", sub := _bare(raw))]
    if len(subs) < 2 or _is_one_name(text, role, subs):
        yield from _whole(text, role, sure)
        return
    yield from _joined(text, subs)


def _cuts(text: str) -> Iterator[str]:
    """Cut a text at commas, dashes and words such as "at", but not in "University of Texas at Austin"."""
    begin = 0
    for match in CUTS.finditer(text):
        word = match[0].strip()
        if word[:1].isalpha() and is_school(text[begin : match.start()]) and not is_school(text[match.end() :]):
            continue
        yield text[begin : match.start()]
        begin = match.end()
    yield text[begin:]


def _unbracketed(text: str) -> Iterator[str]:
    """Cut out what stands in brackets, unless it goes on in a degree: "BA (Hons)", "Diplom-Ingenieur (FH)"."""
    begin = 0
    for match in BRACKETS.finditer(text):
        inside = match[1].strip()
        if not _goes_on(text[begin : match.start()], inside):
            yield text[begin : match.start()]
            yield inside
            begin = match.end()
    yield text[begin:]


def _goes_on(head: str, inside: str) -> bool:
    """Whether words in brackets belong to what stands before them: "BA (Hons)", "Law (German)"."""
    if len(inside) <= SHORTEST_BRACKET or fold(inside) in words("studies", "tail") or find_degree(inside):
        return True
    return role_of(inside)[0] == "text" and not is_known_school(head)


def _is_one_name(text: str, role: Role, subs: list[str]) -> bool:
    """Whether the text is one school's name with its town, or a name that the list has with its comma."""
    if role == "school":
        roles = {role_of(sub)[0] for sub in subs}
        return not roles & {"degree", "note"} and (
            roles <= {"school", "place", "unit"} or (is_known_school(text) and len(roles) > 1 and "text" not in roles)
        )
    return False


def _whole(text: str, role: Role, sure: float) -> Iterator[_Bare]:
    if role == "degree":
        yield from _degree_pieces(text, sure)
    elif role == "school":
        head, place = _school(text)
        yield _Bare(head, "school", sure)
        if place:
            yield _Bare(place, "place", sure)
    else:
        yield _Bare(text, role, sure)


def _joined(text: str, subs: list[str]) -> Iterator[_Bare]:
    """Give each piece between commas its role; what stands behind a degree is its subject."""
    found: list[_Bare] = []
    schooled = any(role_of(sub)[0] == "school" for sub in subs)
    for sub in subs:
        role, sure = role_of(sub)
        previous = found[-1] if found else None
        if role == "text" and previous and previous.role == "place" and find_place(f"{previous.text}, {sub}"):
            continue  # "Denver, CO"
        if role == "text" and previous and previous.role == "degree" and (schooled or names_subject(sub)):
            found.append(_Bare(sub, "area", 0.9))
        elif role == "text" and previous and previous.role == "area" and _goes_further(text, previous.text, sub):
            found[-1] = _Bare(_between(text, previous.text, sub), "area", 0.85)
        else:
            found += list(_whole(sub, role, sure))
    yield from found


def _goes_further(text: str, first: str, last: str) -> bool:
    """Whether a piece behind a comma goes on in a subject: "Media, Culture and Society"."""
    begin = text.find(first) + len(first)
    listed = text[begin : text.find(last, begin)].strip() == ","
    return listed and (names_subject(last) or last[:1].islower() or bool(JOINED.search(last)))


def _bare(text: str) -> str:
    """Strip separators, and brackets whose other half is cut off."""
    text = text.strip(TRIM)
    if text.count("(") > text.count(")"):
        text = f"{text})" if 0 < len(text) - text.rfind("(") <= SHORT_BRACKET else text.removeprefix("(")
    elif text.count(")") > text.count("("):
        text = text.removesuffix(")")
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _between(text: str, first: str, last: str) -> str:
    begin = text.find(first)
    end = text.find(last, begin + len(first)) + len(last)
    if text[begin:end].count("(") > text[begin:end].count(")") and text[end : end + 1] == ")":
        end += 1
    return text[begin:end] if 0 <= begin < end else first


def _school(text: str) -> tuple[str, str | None]:
    """Cut a place off a school's name, not "Berkeley" off "University of California, Berkeley"."""
    head, place = split_place(text)
    if place and "," not in place and " of " in head and find_place(head.rpartition(" of ")[2]):
        return text, None
    return (head, place) if place else (text, None)


def _degree_pieces(text: str, sure: float) -> Iterator[_Bare]:
    degree = find_degree(text)
    if degree is None:
        yield _Bare(text, "degree", sure)
        return
    titled = split_degree(text, degree)
    yield _Bare(titled.degree, "degree", sure)
    if titled.area and is_note(titled.area):
        yield _Bare(titled.area, "note", sure)
    elif titled.area:
        yield _Bare(titled.area, "area", sure)
