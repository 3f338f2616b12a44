"""Turn a line about education into pieces, each with the part it plays: school, degree, subject, mark, place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.resume.dates import without_dates
from matcher.resume.degrees import LOOSE, find_degree, split_degree
from matcher.resume.headers import STRONG, TRIM, split_place
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line, Part
from matcher.resume.places import find_place, is_place
from matcher.resume.schools import is_known_school, is_school
from matcher.resume.study_words import (
    Role,
    is_generic,
    is_note,
    is_occupation,
    names_subject,
    own_label,
    role_of,
    split_label,
)

LABELLED = 0.96  # how sure a role is that the document itself names
SHORT_BRACKET = 5  # characters: "(FH" gets its bracket back
CUTS = re.compile(
    r",\s+|[،、，]\s*|\s+[–—-]{1,2}\s+|\s*—\s*|;\s+|(?<=[^\W\d_]{5})\.\s+(?=[A-ZÀ-ÞА-Я])|"
    r"\s+(?:at|@|bei|bei der|an der|am|chez|à l[’']|à la|presso|presso l[’']|from|från|fra|por(?: la| el)?|aan de|na|"
    r"hos|vid|ved)\s+(?=[A-ZÀ-ÞŁŚŻČŠŽ])|"
    r":\s+|\s+/\s+"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
SHORTEST_BRACKET = 3  # characters
BESIDE = re.compile(
    r"\s+with (?:an? )?(?:minors?|focus|concentration|speciali[sz]ation|emphasis|honou?rs|distinction|thesis|gpa)\b",
    re.IGNORECASE,
)
ENDING = re.compile(r"(?<=\w{4})\.$")
ACRONYM = re.compile(r"[A-ZÀ-Þ]{2,5}\s+\S")
SCHOOL_OF = re.compile(
    r"(?<!\S)(?:[A-ZÀ-Þ][\w-]+ )?[A-ZÀ-Þ][\w-]+ (?:of|de|des|del|di|degli|do|da|für|for|van|w|v) (?=[A-ZÀ-Þ\w])"
)
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
    """Cut before a label in the text: "University of York Thesis: Methods", "History with a minor in Film"."""
    if is_note(text):
        return [text]
    if beside := BESIDE.search(text):
        return [text[: beside.start()].strip(TRIM)]
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
    if label := split_label(text):
        yield from _said(label[1], label[0])
        return
    role, sure = role_of(text)
    if role in ("note", "place"):
        yield _Bare(text, role, sure)
        return
    subs = [sub for piece in _unbracketed(text) for raw in _cuts(piece) if re.search(r"\w", sub := _bare(raw))]
    if len(subs) < 2 or _is_one_name(text, role, subs):
        yield from _unseparated(text) or _whole(text, role, sure)
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
    if is_note(inside):
        return False
    if len(inside) <= SHORTEST_BRACKET or fold(inside) in words("studies", "tail") or find_degree(inside):
        return True
    return role_of(inside)[0] == "text" and not is_known_school(head)


def _is_one_name(text: str, role: Role, subs: list[str]) -> bool:
    """Whether the text is one school's name with its town, or a name that the list has with its comma."""
    if role == "school":
        roles = {role_of(sub)[0] for sub in subs}
        if any(is_generic(sub) for sub in subs):
            return False
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
    lettered = any(_is_lettered(sub) and role_of(sub)[0] == "degree" for sub in subs)
    schooled = any(role_of(sub)[0] == "school" for sub in subs)
    for sub in subs:
        role, sure = role_of(sub)
        if role == "degree" and lettered and _in_town(sub):
            role, sure = "school", 0.7
        previous = found[-1] if found else None
        if role == "text" and previous and previous.role == "place" and find_place(f"{previous.text}, {sub}"):
            continue  # "Denver, CO"
        if role == "text" and previous and previous.role == "degree" and (schooled or names_subject(sub)):
            found.append(_Bare(sub, "area", 0.9))
        elif role == "text" and previous and previous.role == "area" and _goes_further(text, previous.text, sub):
            found[-1] = _Bare(_between(text, previous.text, sub), "area", 0.85)
        else:
            found += _unseparated(sub) or _whole(sub, role, sure)
    yield from found


def _is_lettered(text: str) -> bool:
    degree = find_degree(text)
    return degree is not None and degree.begin == 0 and degree.finish == len(text)


def _in_town(text: str) -> bool:
    """Whether a school is named by what one learns there and its town: "LTS Oss" beside the degree "LTS"."""
    degree = find_degree(text)
    rest = text[degree.finish :].strip(TRIM) if degree and degree.begin == 0 else ""
    return bool(rest) and rest[:1].isupper() and not names_subject(rest) and is_place(rest)


def _unseparated(text: str) -> list[_Bare]:
    """Part a school from a degree that nothing separates: "Lagos Business School MBA", "MBA University of Lagos"."""
    degree = find_degree(text)
    if degree is None:
        return _with_occupation(text)
    head, rest = text[: degree.begin].strip(TRIM), text[degree.finish :].strip(TRIM)
    named = is_school(head) or (ACRONYM.match(head) and not names_subject(head))
    whole = degree.sure > LOOSE or degree.finish == len(text.rstrip())  # not "Hochschule für Technik Ulmtal"
    if named and whole and len(head.split()) > 1 and not is_school(text[degree.begin :]):
        return [_Bare(head, "school", 0.85), *_degree_pieces(text[degree.begin :].strip(TRIM), degree.sure)]
    opening = SCHOOL_OF.search(rest)
    if degree.begin == 0 and degree.sure > LOOSE and opening and is_school(rest[opening.start() :]):
        begin = text.find(rest[opening.start() :], degree.finish)
        school = _Bare(text[begin:], "school", 0.85)
        return [*_degree_pieces(text[:begin].strip(TRIM), degree.sure), school]
    return []


def _with_occupation(text: str) -> list[_Bare]:
    """Part a school from the occupation learnt there, printed small behind it: "Szkoła Zawodowa w Radomiu murarz"."""
    head, _, last = text.rpartition(" ")
    if not last[:1].islower() or not is_occupation(last) or not is_school(head):
        return []
    return [_Bare(head, "school", 0.8), _Bare(last, "degree", 0.7)]


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
    return (head, place) if place else (ENDING.sub("", text), None)


def _degree_pieces(text: str, sure: float) -> Iterator[_Bare]:
    degree = find_degree(text)
    if degree is None:
        yield _Bare(text, "degree", sure)
        return
    titled = split_degree(text, degree)
    if titled.area and " in " in text and fold(titled.degree) in words("studies", "named_certificate"):
        yield _Bare(text.strip(TRIM), "degree", max(sure, 0.85))  # "Certificate in Culinary Arts" is its whole name
        return
    yield _Bare(titled.degree, "degree", sure)
    if titled.area and is_note(titled.area):
        yield _Bare(titled.area, "note", sure)
    elif titled.area:
        yield _Bare(titled.area, "area", sure)
