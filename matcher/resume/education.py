"""Turn the sections about education into entries."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from entities.resume import Found, FoundEducation
from matcher.resume.dates import PRESENT, Dated
from matcher.resume.found import found
from matcher.resume.line import Line
from matcher.resume.places import is_place
from matcher.resume.studies import Piece, Role, names_subject
from matcher.resume.study_entries import StudyRow, to_study_entries

TOWN_WORDS = 3
MOST_WORDS = 10  # of a text that may be a school or subject
CLEAR = 0.35  # how likely a text without a cue must be to be taken for a subject
SMOOTH = 0.5
STYLE, SLOT, BESIDE = "style", "slot", "beside"

Trait = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry's rows with their pieces in reading order."""

    rows: tuple[StudyRow, ...]

    @property
    def pieces(self) -> list[Piece]:
        """All pieces, in order."""
        return [piece for row in self.rows for piece in row.pieces]

    def has(self, role: Role) -> bool:
        """Whether a piece has the role."""
        return any(piece.role == role for piece in self.pieces)

    def dated(self) -> tuple[Dated, Line] | None:
        """Return the entry's dates with their line: its first range, else its first lone date."""
        every = [(dated, row.line) for row in self.rows for dated in row.dates]
        return next((pair for pair in every if not pair[0].single), every[0] if every else None)


def find_education(sections: Sequence[Sequence[Line]]) -> tuple[FoundEducation, ...]:
    """Return the education entries of one or more sections."""
    drafts = [Draft(rows) for lines in sections for rows in to_study_entries(lines)]
    votes = _votes(drafts)
    towns = [_with_town(draft) for draft in drafts if draft.has("school")]
    # Where only some schools have a town behind a comma, it's no place that the layout prints, but part of their name.
    named = 0 < sum(town is not None for town in towns) < len(towns)
    entries = [_entry(draft, votes, towned=named) for draft in drafts]
    return tuple(entry for entry in entries if entry is not None)


def _with_town(draft: Draft) -> Piece | None:
    """Return the school with the town that is printed behind its comma, None where there is none."""
    pieces = draft.pieces
    for piece, after in pairwise(pieces):
        if piece.role == "school":
            if not _may_be_town(after) or after.line is not piece.line:
                return None
            begin = piece.line.text.find(piece.text)
            match = re.compile(rf",\s+{re.escape(after.text)}(?!\s*,)").match(piece.line.text, begin + len(piece.text))
            text = piece.line.text[begin : match.end()] if match else ""
            return replace(piece, text=text) if text else None
    return None


def _may_be_town(piece: Piece) -> bool:
    if piece.role == "text":
        return len(piece.text.split()) <= TOWN_WORDS and piece.text[:1].isupper() and not names_subject(piece.text)
    return piece.role == "place" and "," not in piece.text


def _traits(draft: Draft, piece: Piece) -> list[Trait]:
    """Return by what a piece's place in its entry can be compared with that of others."""
    row = next(number for number, row in enumerate(draft.rows) if piece in row.pieces)
    degree = next(
        (number for number, row in enumerate(draft.rows) if any(p.role == "degree" for p in row.pieces)), None
    )
    part = piece.part
    style = (round(part.size), part.bold, part.italic) if part else ()
    return [
        (SLOT, row, piece.order),
        (STYLE, *style),
        (BESIDE, None if degree is None else max(-2, min(2, row - degree)), piece.order > 0),
    ]


Votes = dict[Role, tuple[Counter[Trait], int]]


def _votes(drafts: Sequence[Draft]) -> Votes:
    """Count in which places the resume prints the schools and subjects that are sure."""
    votes: Votes = {}
    for role in ("school", "area"):
        counts: Counter[Trait] = Counter()
        number = 0
        for draft in drafts:
            piece = next((piece for piece in draft.pieces if piece.role == role), None)
            if piece is not None:
                counts.update(_traits(draft, piece))
                number += 1
        votes[role] = counts, number
    return votes


def _likeness(draft: Draft, piece: Piece, role: Role, votes: Votes) -> float:
    """Return from 0 to 1 how much a piece stands where the resume prints what plays the role."""
    counts, number = votes[role]
    if not number:
        return SMOOTH
    traits = _traits(draft, piece)
    return sum(counts[trait] / number for trait in traits) / len(traits)


def _entry(draft: Draft, votes: Votes, *, towned: bool) -> FoundEducation | None:
    chosen: dict[Role, Piece] = {}
    for piece in draft.pieces:
        if piece.role in ("school", "degree", "area"):
            chosen.setdefault(piece.role, piece)
    sure = "school" in chosen
    texts = [piece for piece in draft.pieces if piece.role == "text" and _may_name(piece.text)]
    if towned and (school := _with_town(draft)):
        chosen["school"] = school
        texts = [piece for piece in texts if not school.text.endswith(piece.text)]
    _fill(draft, chosen, texts, votes)
    _fall_back(draft, chosen)
    if not (sure or "degree" in chosen or ({"school", "area"} & chosen.keys() and draft.dated())):
        return None
    start, end = _dates(draft)
    return FoundEducation(
        institution=_value(chosen.get("school")),
        degree=_value(chosen.get("degree")),
        area=_value(chosen.get("area")),
        start=start,
        end=end,
    )


def _may_name(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS and not text.rstrip().endswith(".")


def _fill(draft: Draft, chosen: dict[Role, Piece], texts: list[Piece], votes: Votes) -> None:
    """Give pieces without a cue the roles that are left, by their words and by where the resume prints such."""
    options: list[tuple[float, int, Role, Piece]] = []
    for number, piece in enumerate(texts):
        subject = names_subject(piece.text)
        if "school" not in chosen:
            against = 0.3 if "area" in chosen else 1.2
            score = _likeness(draft, piece, "school", votes) + 0.3 - against * subject - 0.8 * piece.text[:1].islower()
            options.append((score + 0.2 * (len(texts) == 1) - 0.02 * number, number, "school", piece))
        if "area" not in chosen:
            score = _likeness(draft, piece, "area", votes) + (0.8 if subject else -0.1)
            score += 0.4 * _follows_degree(draft, piece) - 0.5 * is_place(piece.text)
            options.append((score - 0.02 * number, number, "area", piece))
    used: set[int] = set()
    for score, number, role, piece in sorted(options, key=lambda option: -option[0]):
        if role in chosen or number in used or score < CLEAR:
            continue
        if role == "area" and "degree" not in chosen and not (names_subject(piece.text) or "school" in chosen):
            continue
        chosen[role] = Piece(piece.text, role, piece.line, min(0.85, 0.4 + 0.4 * score), piece.order, piece.part)
        used.add(number)


def _follows_degree(draft: Draft, piece: Piece) -> bool:
    """Whether a piece stands right behind a degree in the same line."""
    return any(a.role == "degree" and b is piece and a.line is b.line for a, b in pairwise(draft.pieces))


def _fall_back(draft: Draft, chosen: dict[Role, Piece]) -> None:
    """Take a faculty, or a town alone ("Leiden"), for the school where nothing else is one."""
    if "school" in chosen:
        return
    for role in ("unit", "place"):
        piece = next((piece for piece in draft.pieces if piece.role == role), None)
        if piece is not None and (role == "unit" or "degree" in chosen):
            chosen["school"] = Piece(piece.text, "school", piece.line, 0.5, piece.order, piece.part)
            return


def _value(piece: Piece | None) -> Found[str] | None:
    return found(piece.text, piece.line, piece.sure) if piece else None


def _dates(draft: Draft) -> tuple[Found[str] | None, Found[str] | None]:
    pair = draft.dated()
    if pair is None:
        return None, None
    dated, line = pair
    raw = line.text[dated.begin : dated.finish].strip()
    if dated.single:
        return None, found(dated.end or dated.start or "", line, 0.8, raw)
    start = found(dated.start, line, 0.94, raw) if dated.start else None
    end = found(dated.end, line, 0.94, raw) if dated.end and dated.end != PRESENT else None
    return start, end
