"""Turn the pieces of an entry that no word of theirs explains into schools, subjects, degrees."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matcher.resume.dates import Dated
from matcher.resume.line import Line
from matcher.resume.places import is_place
from matcher.resume.studies import Piece
from matcher.resume.study_entries import StudyRow
from matcher.resume.study_words import Role, is_occupation, names_subject

MOST_WORDS = 10  # of a text that may be a school or subject
CLEAR = 0.35  # how likely a text without a cue must be to be taken for anything
SMOOTH = 0.5
STYLE, SLOT, BESIDE = "style", "slot", "beside"
ACRONYM = re.compile(r"[A-ZÀ-Þ]{2,5}(?:-[A-ZÀ-Þ]{1,3})?\s+\S")  # "HLW Spittal"
ALONE = (
    0.5  # what speaks for a school where an entry holds one text without a cue: more entries name one than a subject
)
OCCUPATION = 0.95  # how likely an occupation is what an apprenticeship led to, where no degree is named

Trait = tuple[object, ...]
Votes = dict[Role, tuple[Counter[Trait], int]]
Chosen = dict[Role, Piece]


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


def count_votes(drafts: Sequence[Draft]) -> Votes:
    """Count in which places the resume prints the schools and subjects that are sure."""
    votes: Votes = {}
    for role in ("school", "degree", "area"):
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


def may_name(piece: Piece) -> bool:
    """Whether a piece without a cue is short enough for a name."""
    return piece.role == "text" and len(piece.text.split()) <= MOST_WORDS and not piece.text.rstrip().endswith(".")


def fill_roles(draft: Draft, chosen: Chosen, texts: Sequence[Piece], votes: Votes) -> None:
    """Give texts the roles that are left in `chosen`, by their words and by where the resume prints such."""
    options = [
        (score - 0.02 * number, number, role, piece)
        for number, piece in enumerate(texts)
        for role, score in _options(draft, piece, chosen, votes, alone=len(texts) == 1)
    ]
    used: set[int] = set()
    for score, number, role, piece in sorted(options, key=lambda option: -option[0]):
        if role in chosen or number in used or score < CLEAR:
            continue
        if role == "area" and "degree" not in chosen and not (names_subject(piece.text) or "school" in chosen):
            continue
        chosen[role] = Piece(piece.text, role, piece.line, min(0.85, 0.4 + 0.4 * score), piece.order, piece.part)
        used.add(number)


def _options(draft: Draft, piece: Piece, chosen: Chosen, votes: Votes, *, alone: bool) -> Iterator[tuple[Role, float]]:
    """Yield the roles a text may have with how likely they are."""
    text, subject, job = piece.text, names_subject(piece.text), is_occupation(piece.text)
    acronym = bool(ACRONYM.match(text))
    if "school" not in chosen:
        score = _likeness(draft, piece, "school", votes) + 0.3 - (0.3 if "area" in chosen else 1.2) * subject
        yield "school", score + 0.5 * acronym + ALONE * (alone and not subject) - 0.8 * text[:1].islower() - 0.9 * job
    if "area" not in chosen:
        named = "degree" in chosen if job else subject  # an occupation is what was learnt where no degree is named
        score = _likeness(draft, piece, "area", votes) + (0.8 if named else -0.1)
        yield "area", score + 0.4 * _follows_degree(draft, piece) - 0.5 * is_place(text) - 0.4 * acronym
    if "degree" not in chosen:
        # A certificate no list has, where the resume prints degrees: "CPA Part II".
        voted = _likeness(draft, piece, "degree", votes) - 0.1 - 0.3 * subject if votes["degree"][1] else 0.0
        yield "degree", max(OCCUPATION if job else 0.0, voted)


def _follows_degree(draft: Draft, piece: Piece) -> bool:
    """Whether a piece stands right behind a degree in the same line."""
    return any(a.role == "degree" and b is piece and a.line is b.line for a, b in pairwise(draft.pieces))
