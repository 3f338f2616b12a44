"""Turn characters into segments: pieces of a row that read as one."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from matcher.resume.glyphs import BOLD, ITALIC, SOFT_HYPHEN, Character
from matcher.resume.titles import is_title

# All lengths in em (the character's own size) unless pt is said.
BASELINE, BASELINE_PT = 0.12, 0.3  # how far a run's baseline may wander
BACK, AHEAD = -0.35, 1.0  # the gap inside a run
STYLED_GAP = 0.45  # the gap inside a run where the weight changes
SIZES = 0.25  # by how much sizes inside a run may differ
SPACED = 0.08  # a median gap above it means letter-spacing
SPACED_LETTERS = 4
SPACED_WORD = 0.18  # beyond the letter-spacing
WORD, WORD_BESIDE_SPACES = 0.16, 0.45  # a gap that is a word gap, in runs without and with real spaces
ROW, ROW_PT = 0.15, 0.5
JOIN = 1.0
STYLED_JOIN = 0.8  # closer than this, a change of weight still reads on
TITLE_GAP = 0.5  # a title this far from what follows stands in the margin
NO_SPACE, NO_SPACE_BROKEN = 0.12, 0.24  # below it no space; the latter after a hyphen or inside small capitals
SMALL_CAPITALS = re.compile(r"(?:^|\s)[^\W\d_a-z]$")
SMALLEST, LARGEST = 0.55, 1.8  # ratio of sizes that may stand in one segment
BULLETS = "•◦▪■●○‣"
DASHES = "-–—*+~"
TWINS = 3  # so many pieces back a twin is sought
DOUBLE = 0.1  # the same text this near is a shadow printed to look bold
LIGATURES = re.compile("[\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a row; `y` is the (first) baseline, all in points from the page's top left."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    bullet: bool = False
    end: float | None = None  # the last baseline of a piece that goes on below
    cell: bool = False  # it stands in a card, whose right border isn't known


def to_runs(characters: Iterable[Character]) -> list[list[Character]]:
    """Split characters (in stream order) where the pen jumps."""
    runs: list[list[Character]] = []
    run: list[Character] = []
    start = last_left = end = baseline = em = 0.0
    look = -1
    for character in characters:
        _, left, right, y, size, style = character
        gap = left - end
        if (
            (BACK * size <= gap <= AHEAD * size or -0.01 < left - last_left < 0.01)
            and left - start >= -0.01
            and (y == baseline or abs(y - baseline) < BASELINE * size + BASELINE_PT)
            and (size == em or abs(size - em) < SIZES * em)
            and (style == look or gap < STYLED_GAP * size)
            and run
        ):
            run.append(character)
            end = max(end, right)
        else:
            run = [character]
            runs.append(run)
            start, end = left, right
        last_left, baseline, em, look = left, y, size, style
    return runs


def to_text(run: Sequence[Character]) -> str:
    """Join a run's characters, putting spaces where there are gaps and closing letter-spacing."""
    letters = [character for character in run if character[0] != " "]
    if not letters:
        return ""
    gaps = [(after[1] - before[2]) / (after[4] or 1.0) for before, after in pairwise(letters)]
    if not gaps or (max(gaps) <= SPACED and len(letters) == len(run)):
        return _visible_hyphens("".join([character[0] for character in letters]))
    if max(gaps) <= WORD and not _is_spaced(gaps):  # no space but the real ones
        return _visible_hyphens("".join([character[0] for character in run]).strip(" "))
    return _visible_hyphens("".join(_pieces(letters, gaps, _spaces(run))))


def _is_spaced(gaps: Sequence[float]) -> bool:
    """Say whether letters are spaced: the median of their gaps is wide."""
    return len(gaps) >= SPACED_LETTERS - 1 and 2 * sum([gap > SPACED for gap in gaps]) >= len(gaps)


def _spaces(run: Sequence[Character]) -> list[bool]:
    """Say of each letter but the first whether a real space stands before it."""
    spaced: list[bool] = []
    waiting = False
    for character in run:
        if character[0] == " ":
            waiting = True
        else:
            spaced.append(waiting)
            waiting = False
    return spaced[1:]


def _pieces(letters: Sequence[Character], gaps: Sequence[float], spaces: Sequence[bool]) -> list[str]:
    """Return a run's letters with the spaces that stand or gape between them."""
    base = median(gaps) if _is_spaced(gaps) else 0.0
    base = base if base > SPACED else 0.0
    word = base + (WORD_BESIDE_SPACES if any(spaces) else WORD)
    pieces = [letters[0][0]]
    for gap, real, letter in zip(gaps, spaces, letters[1:], strict=True):
        dated = pieces[-1] == "-" and letter[0].isdigit() and gap < WORD_BESIDE_SPACES
        listed = len(pieces) == 1 and pieces[0] in DASHES and gap > WORD  # a dash that stands for a bullet
        if (gap > word and not dated) or listed or (real and (not base or gap >= base + SPACED_WORD)):
            pieces.append(" ")
        pieces.append(letter[0])
    return pieces


def _visible_hyphens(text: str) -> str:
    """Keep a soft hyphen at the end, where it joins lines; within a line it was drawn as a hyphen."""
    return text if SOFT_HYPHEN not in text else text[:-1].replace(SOFT_HYPHEN, "-") + text[-1]


def tidy(text: str) -> str:
    """Spell ligatures out, compose accents and collapse spaces."""
    if LIGATURES.search(text):
        text = unicodedata.normalize("NFKC", text)
    elif not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def _segment(run: list[Character]) -> Segment | None:
    text = tidy(to_text(run))
    if not text:
        return None
    inked = [character for character in run if character[0] != " "]
    styles = [character[5] for character in inked]
    half = len(inked) / 2
    plain = not any(styles)
    return Segment(
        text=text,
        x0=min([character[1] for character in inked]),
        x1=max([character[2] for character in inked]),
        y=inked[0][3],
        size=inked[len(inked) // 2][4],
        bold=not plain and sum([style & BOLD for style in styles]) > half,
        italic=not plain and sum([style & ITALIC for style in styles]) > half * ITALIC,
    )


def _is_apart(gap: float, before: Segment, after: Segment) -> bool:
    return gap > TITLE_GAP * max(before.size, after.size) and not is_title(f"{before.text} {after.text}")


def _joins(before: Segment, after: Segment) -> bool:
    small = min(before.size, after.size)
    gap = after.x0 - before.x1
    return (
        -JOIN * small < gap < JOIN * small
        and SMALLEST < before.size / after.size < LARGEST
        and not (before.bold != after.bold and (gap > STYLED_JOIN * small or after.text[0] in BULLETS))
        and not before.text.endswith(SOFT_HYPHEN)
        and not (_is_apart(gap, before, after) and is_title(before.text))
    )


def _joined(before: Segment, after: Segment) -> Segment:
    gap = (after.x0 - before.x1) / min(before.size, after.size)
    capitals = bool(SMALL_CAPITALS.search(before.text)) and (before.size > after.size * 1.15 or after.text[0].islower())
    broken = capitals or (before.text[-1] == "-" and before.text[-2:-1].isalnum())
    near = gap < (NO_SPACE_BROKEN if broken else NO_SPACE)
    longer = before if len(before.text) >= len(after.text) else after
    return Segment(
        text=f"{before.text}{'' if near else ' '}{after.text}",
        x0=min(before.x0, after.x0),
        x1=max(before.x1, after.x1),
        y=longer.y,
        size=max(before.size, after.size) if capitals and near else longer.size,
        bold=longer.bold,
        italic=longer.italic,
    )


def rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Group segments by baseline, top to bottom, each row left to right."""
    grouped: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (item.y, item.x0, item.x1, item.text)):
        if grouped and segment.y - grouped[-1][-1].y < ROW * min(segment.size, grouped[-1][-1].size) + ROW_PT:
            grouped[-1].append(segment)
        else:
            grouped.append([segment])
    for row in grouped:
        row.sort(key=lambda item: (item.x0, item.x1, item.text))
    return grouped


def _once(row: Sequence[Segment]) -> list[Segment]:
    """Leave out what is printed twice at one place to look bold or to cast a shadow."""
    kept: list[Segment] = []
    for segment in row:
        near = DOUBLE * segment.size
        if not any(segment.x0 - other.x0 < near and segment.text == other.text for other in kept[-TWINS:]):
            kept.append(segment)
    return kept


def to_rows(characters: Iterable[Character]) -> list[list[Segment]]:
    """Turn one page's characters into rows of segments, top to bottom, each left to right."""
    found = [segment for run in to_runs(characters) if (segment := _segment(run))]
    joined: list[list[Segment]] = []
    for row in rows(found):
        segments: list[Segment] = []
        for segment in _once(row):
            if segments and _joins(segments[-1], segment):
                segments[-1] = _joined(segments[-1], segment)
            else:
                segments.append(segment)
        joined.append(segments)
    return joined
