"""Turn a text about education into the part it plays: school, degree, subject, remark, place, label."""

import re
from typing import Literal

from matcher.resume.cues import is_job
from matcher.resume.degrees import LOOSE, Degree, find_degree
from matcher.resume.headers import TRIM
from matcher.resume.lexicon import endings, fold, phrases_in, words
from matcher.resume.memo import remembered
from matcher.resume.places import find_place, is_mode
from matcher.resume.schools import is_known_school, is_school, is_unit

Role = Literal["school", "unit", "degree", "area", "note", "place", "text"]
LABELS: dict[str, Role] = {
    "label_school": "school",
    "label_degree": "degree",
    "label_area": "area",
    "label_note": "note",
}
STATE = 3  # characters of a state's code that may also be a degree
LONGEST_LABEL = 36  # characters
PLACE = 0.55  # how sure a place must be
MARK = re.compile(
    r"^\W*(?:\d[.,]\d{1,3}|\d{1,3}\s?%|"
    r"\d{1,3}(?:[.,]\d+)?\s?(?:/|out of|von|sur|de|su)\s?\d{1,3}(?:[.,]\d+)?(?: e lode)?|"
    r"[123][.:][12]|\d{1,3})\W*$",
    re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Whether a text is a mark, or opens with a word that says what follows is no school, degree or subject."""
    folded = fold(text)
    if MARK.match(text) or folded in words("studies", "grade"):
        return True
    if folded in words("studies", "degree"):
        return False  # "Grade 12"
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


def split_label(text: str) -> tuple[Role, str] | None:
    """Return the role that the label before a colon names, with the text behind it; None without such a label."""
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
    if degree and "," in text and degree.finish - degree.begin <= STATE and (place := find_place(text)) and place.city:
        return "place", 0.8  # "Cambridge, MA"
    if degree and _schools_own(text, degree):
        return "school", 0.8
    if degree and is_school(_without(text, degree)):
        # "Harvard Business School" against "Master of Arts, University of York": the surer name is the whole.
        return ("degree", 0.6) if degree.sure > 0.6 and degree.begin == 0 else ("school", 0.6)
    if degree and (degree.sure > 0.6 or not is_known_school(_without(text, degree))):
        return "degree", degree.sure
    return ("unit", 0.8) if is_unit(text) else _named(text)


def is_generic(text: str) -> bool:
    """Whether a text is nothing but the kind of a school, printed small: "általános iskola"."""
    return text[:1].islower() and fold(text) in words("studies", "school")


def _schools_own(text: str, degree: Degree) -> bool:
    """Whether what looks like a degree is the marking word of a school's name: "Preparatoria Lázaro Cárdenas"."""
    loose = degree.sure <= LOOSE and is_school(text[degree.begin : degree.finish])
    return loose and len(re.findall(r"[^\W\d_]", _without(text, degree))) > STATE


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


def is_occupation(text: str) -> bool:
    """Whether the text names what one is after an apprenticeship: "Hotelfachfrau"."""
    ends = endings("studies", "occupation_end")
    return is_job(text) or any(ends.match(token) for token in fold(text).split())


def own_label(text: str) -> Role | Literal["dates"] | None:
    """Return the role that a text which is nothing but a label names; "Diploma" without a colon is a degree."""
    bare = text.strip(TRIM)
    role = label_role(bare) if len(bare) <= LONGEST_LABEL * 2 else None
    return role if role and (text.rstrip().endswith(":") or not find_degree(bare)) else None
