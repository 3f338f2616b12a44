"""Turn the sections about education into entries."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from entities.resume import Found, FoundEducation
from matcher.resume.cues import degree_in, is_school
from matcher.resume.dates import PRESENT, Dated, find_dates, without_dates
from matcher.resume.found import found
from matcher.resume.lexicon import flat, fold, phrases_in, words
from matcher.resume.line import Line
from matcher.resume.places import find_place, is_mode
from matcher.resume.rows import unwrapped
from matcher.resume.slots import STRONG, TRIM, WEAK, split_place

Role = Literal["school", "degree", "area", "grade", "place", "text"]
LABELS: dict[str, Role] = {"label_school": "school", "label_degree": "degree", "label_area": "area"}
SHORT_BRACKET = 5  # characters: "(FH" gets its bracket back
LABELLED = 0.96  # how sure a role is that the document itself names
FAR_IN = 12  # characters
LONGEST = 110  # characters of a header line
LONGEST_BULLET = 90
GRADE = re.compile(
    r"^\W*(?:\d[.,]\d{1,2}|\d{1,3}\s?%|\d{1,2}(?:[.,]\d+)?\s?/\s?\d{1,3}(?:[.,]\d+)?|[123][.:][12]|first|distinction)\W*$",
    re.IGNORECASE,
)
DASH = WEAK["dash"]
CUTS = re.compile(
    r",\s+|[،、，]\s*|\s+[–—-]{1,2}\s+|\s*—\s*|\s+(?:at|@|bei|chez|presso|from)\s+|;\s+|\s*\((?![Hh]ons)(?=[^()]{3,}\))|(?<![Hh]ons)(?<![Hh]ons\.)\)\s*"
)
JOIN = re.compile(
    r"\s+(?:in|of|en|im|de|der|des|für|fur|fra|för|inom|i|w|v|na|em|di|zakresie|oboru|on|по)\s+"
    r"(?=\S)|:\s+|,\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an education line with its role."""

    text: str
    role: Role
    line: Line
    sure: float = 0.9


@dataclass(slots=True)
class _Draft:
    pieces: list[Piece] = field(default_factory=list)
    dated: Dated | None = None
    dated_line: Line | None = None
    style: tuple[float, bool, bool] | None = None

    def has(self, role: str) -> bool:
        return any(piece.role == role for piece in self.pieces)


def _is_grade(text: str) -> bool:
    head = text.partition(":")[0]
    first = phrases_in(fold(head), "studies", "grade")
    return bool(GRADE.match(text)) or bool(first and fold(head).startswith(first[0]) and len(text) < 80)


def _role(text: str) -> tuple[Role, float]:
    head, colon, rest = text.partition(":")
    if colon and rest.strip():
        for key, role in LABELS.items():
            if fold(head) in words("phrases", key):
                return role, LABELLED
    if _is_grade(text):
        return "grade", 0.9
    degree, school = degree_in(text), is_school(text)
    if degree and school:
        # "Harvard Business School" against "Master of Arts, University of York": the first cue names the whole.
        return ("school", 0.6) if fold(text).find(degree) > FAR_IN else ("degree", 0.6)
    if degree or school:
        return ("school" if school else "degree"), 0.95
    if is_mode(text) or ((place := find_place(text)) and place.sure >= 0.55):
        return "place", 0.7
    return "text", 0.75


def _whole(text: str) -> bool:
    """Whether a piece reads as one: a cut at its commas would tear it."""
    degree, school = degree_in(text) is not None, is_school(text)
    return not (degree and school) and not CUTS.search(text)


def pieces_of(line: Line) -> list[Piece]:
    """Split a line into pieces, each with its role; a degree's subject becomes an area."""
    found_pieces: list[Piece] = []
    for part in line.parts:
        for raw in STRONG.split(without_dates(part.text)):
            text = re.sub(r"\(\s*\)", "", raw).strip(TRIM)
            if not re.search(r"[^\W\d_]|\d[.,]\d", text):
                continue
            for sub in _labelled(text):
                found_pieces += _cut(sub, line)
    return found_pieces


def _labelled(text: str) -> list[str]:
    """Cut before a label in the text: "University of York Thesis: Methods"."""
    for match in re.finditer(r"\s(?=([^\W\d_]+):\s)", text):
        if fold(match[1]) in words("studies", "grade"):
            return [text[: match.start()], text[match.end() :]]
    return [text]


def _cut(text: str, line: Line) -> list[Piece]:
    role, sure = _role(text)
    if sure == LABELLED:
        return [Piece(_unlabelled(text), role, line, sure)]
    if role == "grade":
        return [Piece(text, "grade", line)]
    if _whole(text):
        return _degree_and_area(text, role, line, sure)
    subs = [_bare(sub) for sub in CUTS.split(text)]
    subs = [sub for sub in subs if re.search(r"[^\W_]", sub)]
    roles = [_role(sub) for sub in subs]
    kinds = {kind for kind, _ in roles}
    if "school" in kinds and "degree" not in kinds and role == "school":
        return [Piece(_school(text), "school", line, sure)]
    pieces: list[Piece] = []
    for sub, (kind, sub_sure) in zip(map(_unlabelled, subs), roles, strict=True):
        previous = pieces[-1] if pieces else None
        before = {"degree", "school"} <= kinds and "area" not in {piece.role for piece in pieces}
        if kind == "text" and (before or (previous and previous.role == "degree")):
            pieces.append(Piece(sub, "area", line, 0.92))
        elif kind == "text" and previous and previous.role == "area" and "school" in kinds:
            pieces[-1] = Piece(_between(text, previous.text, sub), "area", line, 0.85)
        else:
            pieces += _degree_and_area(sub, kind, line, sub_sure)
    return pieces


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


def _unlabelled(text: str) -> str:
    head, colon, rest = text.partition(":")
    known = any(fold(head) in words("phrases", key) for key in LABELS)
    return rest.strip() if colon and known else text


def _school(text: str) -> str:
    """Cut a place off a school's name, not "Berkeley" off "University of California, Berkeley"."""
    head, place = split_place(text)
    return text if place and "," not in place and " of " in head else head


def _degree_and_area(text: str, role: Role, line: Line, sure: float) -> list[Piece]:
    if role != "degree":
        return [Piece(_school(text) if role == "school" else text, role, line, sure)]
    degree = degree_in(text) or ""
    tokens = text.split()
    # The subject follows the first joining word behind the words that name the degree.
    reach = _reach(text, degree)
    for match in JOIN.finditer(text, reach):
        head, tail = text[: match.start()].strip(TRIM), text[match.end() :].strip(TRIM)
        if _is_part_of_degree(tail):
            continue
        if phrases_in(fold(text[reach : match.start()]), "studies", "area"):
            break  # "Master Droit des affaires": the subject stands before the joining word
        return [Piece(head, "degree", line, sure), Piece(tail, "area", line, sure)] if tail else []
    rest = text[reach:].strip(TRIM + "()")
    if rest and reach < len(text) and len(tokens) > 1 and len(rest) > 2:
        return [Piece(text[:reach].strip(TRIM + "("), "degree", line, sure), Piece(rest, "area", line, sure - 0.1)]
    begin = flat(text).find(degree.split()[0]) if degree else 0
    before = text[: max(0, begin)].strip(TRIM + "(")
    if before and len(before.split()) > 1 and not rest:
        return [
            Piece(before, "area", line, sure - 0.1),
            Piece(text[len(before) :].strip(TRIM + "()"), "degree", line, sure),
        ]
    return [Piece(text, "degree", line, sure)]


DEGREE_TAIL = re.compile(
    r"(?:\s*(?:degree|honou?rs|\(hons\.?\)|hons\.?|abschluss|of (?:science|arts|engineering|technology|laws?|commerce|"
    r"philosophy|education|fine arts|business administration|applied science|music|medicine|architecture|design|"
    r"public (?:health|administration|policy)|social work|nursing|research|studies)|"
    r"universitario|degli studi|en sciences|"
    r"magistrale|triennale|specialistica|professionnelle|d[’'][^\s]+|['’]?s(?= degree)|\d(?=\s|$)))+",
    re.IGNORECASE,
)


def _reach(text: str, degree: str) -> int:
    """Return where the words that name the degree end."""
    last = degree.rsplit(maxsplit=1)[-1] if degree else ""
    position = 0
    for match in re.finditer(r"[^\s,;:()]+", text):
        position = match.end()
        if fold(match[0]) == last or (last and fold(match[0]).endswith(last)):
            break
    tail = DEGREE_TAIL.match(text, position)
    return tail.end() if tail else position


def _is_part_of_degree(tail: str) -> bool:
    return fold(tail) in ("honours", "hons", "degree")


def _style(line: Line) -> tuple[float, bool, bool]:
    return round(line.size), line.bold, line.italic


def _skipped(line: Line, pieces: Sequence[Piece]) -> bool:
    if (line.bullet and len(line.text) > LONGEST_BULLET) or len(line.text) > LONGEST:
        return True
    useful = [piece for piece in pieces if piece.role in ("school", "degree")]
    return line.bullet and not useful and not find_dates(line.text)


def _drafts(lines: Sequence[Line]) -> list[_Draft]:
    drafts: list[_Draft] = []
    current = _Draft()
    first_style: tuple[float, bool, bool] | None = None
    for line in unwrapped(lines):
        pieces = pieces_of(line)
        if _skipped(line, pieces) and not {"school", "degree"} & {piece.role for piece in pieces[:2]}:
            continue
        dates = find_dates(line.text)
        dated = next((date for date in dates if not date.single), dates[0] if dates else None)
        roles = [piece.role for piece in pieces]
        first_style = first_style or _style(line)
        clash = any(role in ("school", "degree") and current.has(role) for role in roles)
        clash = clash or (dated is not None and current.dated is not None)
        fresh = _style(line) == current.style and line.bold and len(current.pieces) > 1 and "grade" not in roles
        if clash or (fresh and current.dated and (current.has("school") or current.has("degree"))):
            drafts.append(current)
            current = _Draft()
        current.style = current.style or _style(line)
        current.pieces += pieces
        if dated is not None and current.dated is None:
            current.dated, current.dated_line = dated, line
    return [draft for draft in [*drafts, current] if draft.pieces or draft.dated]


def find_education(sections: Sequence[Sequence[Line]]) -> tuple[FoundEducation, ...]:
    """Return the education entries of one or more sections."""
    drafts = [draft for lines in sections for draft in _drafts(lines)]
    usual = Counter(_school_place(draft) for draft in drafts if draft.has("school")).most_common(1)
    school_first = usual[0][0] if usual else None
    entries = [_entry(draft, school_first=school_first) for draft in drafts]
    return tuple(entry for entry in entries if entry is not None)


def _school_place(draft: _Draft) -> bool | None:
    """Whether the school stands before the degree."""
    roles = [piece.role for piece in draft.pieces]
    return roles.index("school") < roles.index("degree") if "degree" in roles else None


def _entry(draft: _Draft, *, school_first: bool | None) -> FoundEducation | None:
    chosen: dict[str, Piece] = {}
    for piece in draft.pieces:
        if piece.role in ("school", "degree", "area"):
            chosen.setdefault(piece.role, piece)
    sure = "school" in chosen
    texts = [piece for piece in draft.pieces if piece.role == "text" and len(piece.text.split()) <= 10]
    texts = [piece for piece in texts if not (piece.text[:1].islower() or piece.text.rstrip().endswith("."))]
    _fill(chosen, texts, school_first=school_first)
    towns = [piece for piece in draft.pieces if piece.role == "place"]
    if "school" not in chosen and towns and "degree" in chosen:
        chosen["school"] = Piece(towns[0].text, "school", towns[0].line, 0.5)  # "Leiden" alone is the university
    if not (sure or "degree" in chosen or ({"school", "area"} & chosen.keys() and draft.dated)):
        return None
    start, end = _dates(draft)
    return FoundEducation(
        institution=_value(chosen.get("school")),
        degree=_value(chosen.get("degree")),
        area=_value(chosen.get("area")),
        start=start,
        end=end,
    )


def _fill(chosen: dict[str, Piece], texts: list[Piece], *, school_first: bool | None) -> None:
    """Give pieces without a cue the roles that are left: the subject by its words, then the school."""
    if "area" not in chosen:
        by_words = [piece for piece in texts if phrases_in(fold(piece.text), "studies", "area")]
        if by_words:
            chosen["area"] = by_words[0]
            texts.remove(by_words[0])
    if "school" not in chosen and texts:
        chosen["school"] = texts.pop(0 if school_first in (True, None) else -1)
    if "area" not in chosen and texts and "degree" in chosen:
        chosen["area"] = texts[0]


def _value(piece: Piece | None) -> Found[str] | None:
    return found(piece.text, piece.line, piece.sure) if piece else None


def _dates(draft: _Draft) -> tuple[Found[str] | None, Found[str] | None]:
    dated, line = draft.dated, draft.dated_line
    if dated is None or line is None:
        return None, None
    raw = line.text[dated.begin : dated.finish].strip()
    if dated.single:
        return None, found(dated.end or dated.start or "", line, 0.8, raw)
    start = found(dated.start, line, 0.94, raw) if dated.start else None
    end = found(dated.end, line, 0.94, raw) if dated.end and dated.end != PRESENT else None
    return start, end
