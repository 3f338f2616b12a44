"""Turn the lines of a section about education into entries: rows of pieces, cut where the best reading cuts them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.resume.cues import reads_as_sentence
from matcher.resume.dates import Dated, find_dates
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line
from matcher.resume.studies import Piece, pieces_of
from matcher.resume.study_tables import regrouped, table_of, without_number
from matcher.resume.study_words import own_label, role_of
from matcher.resume.unwrap import unwrapped

LONGEST = 130  # characters of a header line
LONGEST_BULLET = 110
MOST_ROWS = 9  # of one entry
SENTENCE = 9  # words
NAMED = ("school", "degree")
BASE = 1.0  # what each entry costs: one that holds a single thing is worth nothing
SURPLUS = 1.7  # what a second school, degree or date costs
APART = 0.3  # em of white space above the usual that tells entries apart

ALIKE = 0.3  # points between sizes that count as one
WRAP_GAP = 0.75  # em between the rows of one header, at most
SLACK = 2.0  # points
SHORT_REST = 4  # words

Style = tuple[float, bool, bool]


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A line with its pieces and dates; `after_notes` tells that running text or remarks stand above it."""

    line: Line
    pieces: tuple[Piece, ...]
    dates: tuple[Dated, ...]
    after_notes: bool

    def has(self, role: str) -> bool:
        """Whether a piece has the role."""
        return any(piece.role == role for piece in self.pieces)


def _is_remark(line: Line, pieces: Sequence[Piece], dates: Sequence[Dated]) -> bool:
    """Whether a line says more about an entry and is no part of its header."""
    named = [piece for piece in pieces[:3] if piece.role in NAMED]
    if pieces and pieces[0].role == "note" and not any(not date.single or not date.begin for date in dates):
        return True
    if not pieces and not dates:
        return True
    text = line.text
    if named and (dates or len(text) <= LONGEST_BULLET):
        return reads_as_sentence(text) and not dates
    if len(text) > (LONGEST_BULLET if line.bullet else LONGEST) or (line.bullet and not dates):
        return True
    return reads_as_sentence(text) or (
        len(text.split()) > SENTENCE and bool(re.search(r"[.!]\s*$", text)) and not dates
    )


def to_rows(lines: Sequence[Line]) -> list[StudyRow]:
    """Return the header rows of a section, without running text."""
    rows: list[StudyRow] = []
    skipped, said = False, None
    lines = regrouped(lines)
    table = table_of(lines)
    for printed in _joined(unwrapped(table.merged(lines) if table else lines)):
        label = own_label(printed.text)
        if label:
            said = None if label == "dates" else label
            continue
        line = without_number(printed)
        pieces = table.pieces_of(line) if table else pieces_of(line, said)
        dates = find_dates(line.text)
        said = None if pieces else said
        if _is_remark(line, pieces, dates):
            skipped = True
            continue
        rows.append(StudyRow(line, tuple(pieces), tuple(dates), skipped and bool(rows)))
        skipped = False
    return rows


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join a header with the line it goes on in: the first word of that had no room behind it."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above is not None and _had_no_room(above, line) and _goes_on(above.text, line.text):
            part = replace(
                above.parts[0], text=f"{above.text.rstrip()} {line.text.lstrip()}", x1=max(above.x1, line.x1)
            )
            found[-1] = replace(above, parts=(part,), x1=max(above.x1, line.x1), y1=line.y1)
        else:
            found.append(line)
    return found


def _had_no_room(above: Line, line: Line) -> bool:
    """Whether a line may be the second row of a wrapped one: same style, close below, no room for its first word."""
    if above.page is None or above.page != line.page or above.column != line.column or line.bullet:
        return False
    if len(above.text) > LONGEST:
        return False
    if len(above.parts) > 1 or len(line.parts) > 1 or abs(above.x0 - line.x0) > above.size:
        return False
    same = (above.bold, above.italic) == (line.bold, line.italic)
    if abs(above.size - line.size) > ALIKE or not (same or _is_open(above.text, line.text)):
        return False
    letters = max(1, len(above.text))
    wanted = (above.x1 - above.x0) / letters * (len(line.text.split()[0]) + 1) if line.text.split() else 0.0
    return line.gap < WRAP_GAP and above.x1 + wanted > above.right - SLACK


def _is_open(above: str, text: str) -> bool:
    """Whether a text must go on: a joining mark at its end, an open bracket, small letters below."""
    opened = above.count("(") > above.count(")") or above.rstrip().endswith((",", "&", "-", "–", "/"))
    return opened or text[:1].islower() or text.startswith("(")


def _goes_on(above: str, text: str) -> bool:
    """Whether two lines read better as one: the second names nothing by itself, or the first is open."""
    if find_dates(text) or find_dates(above):
        return False
    if _is_open(above, text):
        return True
    role, whole = role_of(text)[0], role_of(f"{above} {text}")[0]
    if role in ("school", "degree", "note", "place"):
        return role == "school" and all(token in words("studies", "school") for token in fold(text).split())
    return role == "text" and whole in ("degree", "school") and len(text.split()) <= SHORT_REST


def _style(line: Line) -> Style:
    return round(line.size), line.bold, line.italic


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What the first row of a section tells of how the others open their entries."""

    first: Style
    told: bool  # whether the first row's style is not that of most rows
    lead: str | None
    dated: bool
    usual_gap: float
    gaps: bool  # whether white space tells rows apart at all


def _lead(row: StudyRow) -> str | None:
    role = row.pieces[0].role if row.pieces else None
    return "text" if role == "place" else role


def _pattern(rows: Sequence[StudyRow]) -> _Pattern:
    styles = Counter(_style(row.line) for row in rows)
    first = _style(rows[0].line)
    gaps = sorted(row.line.gap for row in rows[1:])
    usual = gaps[len(gaps) // 3] if gaps else 0.0
    return _Pattern(
        first,
        told=styles[first] < len(rows),
        lead=_lead(rows[0]),
        dated=bool(rows[0].dates),
        usual_gap=usual,
        gaps=bool(gaps) and gaps[-1] > usual + APART,
    )


def _opening(row: StudyRow, before: StudyRow, pattern: _Pattern) -> float:
    """Return how much speaks for a row opening an entry (above 0) or going on in one."""
    score = 0.0
    if pattern.told:
        score += 0.35 if _style(row.line) == pattern.first else -0.25
    lead = _lead(row)
    score += 0.3 if lead == pattern.lead else 0.0 if lead == "text" or pattern.lead == "text" else -0.2
    score += 0.15 if bool(row.dates) == pattern.dated else -0.1
    if pattern.gaps and row.line.page == before.line.page:
        score += 0.6 if row.line.gap > pattern.usual_gap + APART else -0.5
    if row.after_notes:
        score += 0.7
    if row.line.heading and row.line.heading != before.line.heading:
        score += 0.4
    return score + (0.2 if row.line.bullet else 0.0)


def _worth(rows: Sequence[StudyRow]) -> float:
    """Return how well rows make one entry: a school, a degree and dates, each once."""
    counts = [
        sum(row.has("school") for row in rows),
        sum(row.has("degree") for row in rows),
        sum(bool(row.dates) for row in rows),
    ]
    worth = sum(min(count, 1) - SURPLUS * max(0, count - 1) for count in counts) - BASE
    texts = sum(row.has("text") or row.has("area") for row in rows)
    if not counts[0] and texts:
        worth += 0.4
        texts -= 1
    elif not counts[0] and any(row.has("place") for row in rows):
        worth += 0.25  # "Leiden" alone may be the university
    return worth - 0.3 * max(0, texts - 1) - 0.5 * (not any(counts))


def to_study_entries(lines: Sequence[Line]) -> list[tuple[StudyRow, ...]]:
    """Cut a section's rows into entries: of all ways to cut them, the one that reads best as a whole."""
    rows = to_rows(lines)
    if not rows:
        return []
    pattern = _pattern(rows)
    opening = [0.0] + [_opening(row, before, pattern) for before, row in pairwise(rows)]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(rows) + 1):
        options = [
            (best[start][0] + opening[start] + _worth(rows[start:stop]), start)
            for start in range(max(0, stop - MOST_ROWS), stop)
        ]
        best.append(max(options))
    cuts, stop = [], len(rows)
    while stop:
        start = best[stop][1]
        cuts.append(tuple(rows[start:stop]))
        stop = start
    return cuts[::-1]
