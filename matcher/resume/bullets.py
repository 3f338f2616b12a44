"""Turn bullet glyphs and drawn dots into a mark on the segment they stand before."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from matcher.resume.glyphs import Dot
from matcher.resume.runs import Segment

GLYPHS = "•◦▪▫■□●○◆◇‣⁃∙·⋅➢➤►▸▶▹✓✔❖⮚›»→⇒➜➔♦✦"
DASHES = "-–—*+~"  # bullets only where a row begins
LONE = re.compile(rf"[{re.escape(GLYPHS + DASHES)}o§]")
STARTING = re.compile(rf"[{re.escape(GLYPHS)}]\s*(?=\S)")
DASHED = re.compile(rf"[{re.escape(DASHES)}]\s+(?=\S)")
REACH = 3.5  # em between a bullet and its text
HEIGHT = 0.3  # em from the baseline to the middle of a dot
OFF_CENTRE = 0.3  # em a dot may be off
LARGEST = 0.5  # em: larger dots are decoration
RATING = 3  # so many dots in a row are a rating, no bullets
MOST_DOTS = 2_000  # a page with more is a drawing


def unbulleted(text: str, *, dashes: bool = True) -> tuple[str, bool]:
    """Strip a bullet from a text's start; say whether there was one."""
    found = STARTING.match(text) or (DASHED.match(text) if dashes else None)
    return (text[found.end() :], True) if found else (text, False)


def _row(row: Sequence[Segment]) -> list[Segment]:
    marked: list[Segment] = []
    waiting: Segment | None = None
    end = float("-inf")  # of the text before
    for segment in row:
        first = segment.x0 - end > REACH * segment.size
        if LONE.fullmatch(segment.text) and (first or segment.text in GLYPHS):
            waiting = segment
            continue
        text, bullet = unbulleted(segment.text, dashes=first)
        if waiting and segment.x0 - waiting.x1 < REACH * segment.size:
            bullet = True
        waiting, end = None, segment.x1
        marked.append(replace(segment, text=text, bullet=True) if bullet else segment)
    return marked


def _alone(dots: Iterable[Dot]) -> list[Dot]:
    """Leave out the dots of ratings."""
    rows: dict[float, list[Dot]] = {}
    for dot in dots:
        rows.setdefault(round(dot[1] * 2) / 2, []).append(dot)
    kept: list[Dot] = []
    for row in rows.values():
        row.sort()
        near = [[other for other in row if abs(other[0] - dot[0]) < 6 * dot[2]] for dot in row]
        kept += [dot for dot, others in zip(row, near, strict=True) if len(others) < RATING]
    return kept


def mark_bullets(rows: Iterable[Sequence[Segment]], dots: Sequence[Dot]) -> list[Segment]:
    """Flag the segments (rows top to bottom) that a bullet stands before, and strip its glyph."""
    segments = [segment for row in rows for segment in _row(row)]
    baselines = [segment.y for segment in segments]
    for x, y, across in _alone(dots) if len(dots) <= MOST_DOTS else ():
        nearest = -1
        for at in range(bisect_left(baselines, y - 2), bisect_right(baselines, y + 20)):
            segment = segments[at]
            if (
                0 < segment.x0 - x < REACH * segment.size
                and across < LARGEST * segment.size
                and abs(segment.y - HEIGHT * segment.size - y) < OFF_CENTRE * segment.size
                and (nearest < 0 or segment.x0 < segments[nearest].x0)
            ):
                nearest = at
        if nearest >= 0:
            segments[nearest] = replace(segments[nearest], bullet=True)
    return segments
