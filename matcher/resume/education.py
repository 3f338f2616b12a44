"""Turn the sections about education into entries."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from entities.resume import Found, FoundEducation
from matcher.resume.dates import PRESENT
from matcher.resume.found import found
from matcher.resume.line import Line
from matcher.resume.studies import Piece
from matcher.resume.study_entries import to_study_entries
from matcher.resume.study_roles import Chosen, Draft, Votes, count_votes, fill_roles, may_name
from matcher.resume.study_words import is_generic, names_subject

TOWN_WORDS = 3
SHARED = 0.7  # how sure a school is that two degrees share


def find_education(sections: Sequence[Sequence[Line]]) -> tuple[FoundEducation, ...]:
    """Return the education entries of one or more sections."""
    drafts = [Draft(rows) for lines in sections for rows in to_study_entries(lines)]
    votes = count_votes(drafts)
    towns = [_with_town(draft) for draft in drafts if draft.has("school")]
    # Where only some schools have a town behind a comma, it's no place that the layout prints, but part of their name.
    named = 0 < sum(town is not None for town in towns) < len(towns)
    read = [(draft, _chosen(draft, votes, towned=named)) for draft in drafts]
    return tuple(_entry(draft, chosen) for draft, chosen in _with_shared_schools(read) if chosen)


def _may_be_town(piece: Piece) -> bool:
    if piece.role == "text":
        return len(piece.text.split()) <= TOWN_WORDS and piece.text[:1].isupper() and not names_subject(piece.text)
    return piece.role == "place" and "," not in piece.text


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


def _chosen(draft: Draft, votes: Votes, *, towned: bool) -> Chosen:
    """Return the pieces that are an entry's school, degree, subject; none where the rows make no entry."""
    chosen: Chosen = {}
    for piece in draft.pieces:
        if piece.role in ("school", "degree", "area"):
            chosen.setdefault(piece.role, piece)
    sure = "school" in chosen
    texts = [piece for piece in draft.pieces if may_name(piece)]
    if towned and (school := _with_town(draft)):
        chosen["school"] = school
        texts = [piece for piece in texts if not school.text.endswith(piece.text)]
    _second_degree(draft, chosen)
    fill_roles(draft, chosen, texts, votes)
    _fall_back(draft, chosen)
    dated = {"school", "area"} & chosen.keys() and draft.dated()
    return chosen if sure or "degree" in chosen or dated else {}


def _with_shared_schools(read: Sequence[tuple[Draft, Chosen]]) -> Sequence[tuple[Draft, Chosen]]:
    """Give the second of two degrees printed below one school that school."""
    for (above, first), (draft, chosen) in pairwise(read):
        school = first.get("school")
        if school is None or "degree" not in chosen or "school" in chosen:
            continue
        own = next((row for row in above.rows if row.line is school.line), None)
        if (
            own is not None
            and not own.has("degree")
            and above.rows[-1] is not own
            and len(draft.rows) < len(above.rows)
        ):
            chosen["school"] = replace(school, sure=SHARED)
    return read


def _entry(draft: Draft, chosen: Chosen) -> FoundEducation:
    start, end = _dates(draft)
    return FoundEducation(
        institution=_value(chosen.get("school")),
        degree=_value(chosen.get("degree")),
        area=_value(chosen.get("area")),
        start=start,
        end=end,
    )


def _second_degree(draft: Draft, chosen: Chosen) -> None:
    """Take a degree printed beside another for its subject: "Gymnasieexamen, Omvårdnadsprogrammet"."""
    generic = [piece for piece in draft.pieces if piece.role == "school" and is_generic(piece.text)]
    if generic and "degree" not in chosen and chosen["school"] not in generic:
        chosen["degree"] = replace(generic[0], role="degree", sure=0.7)
    degrees = [piece for piece in draft.pieces if piece.role == "degree"]
    if "area" not in chosen and len(degrees) > 1 and degrees[0].line is degrees[1].line:
        chosen["area"] = replace(degrees[1], role="area", sure=0.7)


def _fall_back(draft: Draft, chosen: Chosen) -> None:
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
