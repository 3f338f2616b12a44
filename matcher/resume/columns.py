"""Turn a page's segments into blocks in reading order (recursive XY-cut with a rail test)."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from matcher.resume.runs import Segment
from matcher.resume.titles import is_title

FEWEST = 8  # segments worth cutting
DEPTH = 3
BORDER = 40.0  # pt between a gutter and the block's borders
MERGE = 3.0  # pt between candidate gutters
SIDE = 4  # segments each side of a gutter needs
NEAR = 24.0  # pt: a segment that starts here starts at the gutter
COVERED = 0.55  # share of the right side's rows that start at the gutter
RAIL_GAP, RAIL_SHARE, BOTH = 10.0, 0.2, 0.8  # pt before a rail; shares of rows at a rail, at the rail or its text
SAME_ROW, ONE_ROW = 3.0, 1.2  # pt between baselines; between those set as one row
LABEL = 26  # characters of a label or date at the side, on average
FEWEST_TITLES, FEW_TITLES = 2, 0.05  # titles of a tabular resume; share of its right side that may be called titles
UNMATCHED, UNMATCHED_FLUSH = 0.12, 0.4  # share of labels without anything beside them; where all end at one edge
FLUSH, RAGGED, MOSTLY = 2.0, 8.0, 0.8  # points between edges that are one, that aren't; share of edges that are one
CELL, LINES_A_CELL, FEWEST_CELLS = 30, 2.2, 3  # characters, lines a cell on average; cells of a table's column
MARGIN = 0.6  # share of titles in a margin
FLUSH_STARTS = 3  # left edges tried for a column set against the right border
RAIL_STARTS = 40  # left edges tried for a rail at the right of a sidebar
CELL_LEADING = 1.5  # em between the rows of one cell, at most
INDENT = 30.0  # pt: a segment that starts this close before a gutter and crosses it is no heading above it
WIDEST = 40.0  # pt of gap that still add to a gutter's score
YEARISH = re.compile(
    r"(?:19|20)\d\d|\b(?:present\w*|now|today|current\w*|heute|aktuell|actual\w*|oggi|heden|nu|jelenleg|obecnie)\b|aujourd",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Cut:
    score: float
    x: float
    top: float
    bottom: float


def _mean_length(segments: Sequence[Segment]) -> float:
    return sum(len(segment.text) for segment in segments) / len(segments)


def _dated(segments: Sequence[Segment]) -> float:
    return sum(bool(YEARISH.search(segment.text)) for segment in segments) / len(segments)


def _matching(segments: Sequence[Segment], others: Sequence[Segment]) -> float:
    """Return the share of segments on a row of the others."""
    baselines = sorted(other.y for other in others)
    count = at = 0
    for y in sorted(segment.y for segment in segments):
        while at < len(baselines) - 1 and baselines[at] <= y - SAME_ROW:
            at += 1
        count += abs(baselines[at] - y) < SAME_ROW
    return count / len(segments)


def _alone(segments: Sequence[Segment], others: Sequence[Segment]) -> list[Segment]:
    """Return the segments on a row of none of the others."""
    baselines = sorted(other.y for other in others)
    found = []
    for segment in segments:
        at = bisect_left(baselines, segment.y - ONE_ROW)
        if at == len(baselines) or baselines[at] >= segment.y + ONE_ROW:
            found.append(segment)
    return found


def _ends_flush(segments: Sequence[Segment]) -> bool:
    """Say whether the right edges are one and the left ones aren't: labels set against their values."""
    edge = median(segment.x1 for segment in segments)
    starts = sorted(segment.x0 for segment in segments)
    ragged = starts[len(starts) * 3 // 4] - starts[len(starts) // 4] > RAGGED
    return ragged and sum(abs(segment.x1 - edge) < FLUSH for segment in segments) > MOSTLY * len(segments)


def _is_table(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Say whether every cell of the right, wrapped or not, starts on a row of the left, as those of a table do."""
    if _mean_length(right) >= CELL:
        return False
    rows = len({round(segment.y) for segment in right})
    heads = [right[0]] + [after for before, after in pairwise(right) if after.y - before.y > CELL_LEADING * after.size]
    spaced = len(heads) >= FEWEST_CELLS and rows <= LINES_A_CELL * len(heads)
    return (spaced and len(_alone(heads, left)) <= UNMATCHED * len(heads)) or _is_tight_table(left, right, rows)


def _is_tight_table(left: Sequence[Segment], right: Sequence[Segment], rows: int) -> bool:
    """Say the same of a table without space between its rows: what has no row at the left goes on from a cell."""
    alone = {id(segment) for segment in _alone(right, left)}
    foot: dict[int, float] = {}  # the last baseline of the cell that is open at a left edge
    loose = 0
    for segment in right:
        edge = round(segment.x0)
        if id(segment) in alone and segment.y - foot.get(edge, -segment.y) > CELL_LEADING * segment.size:
            loose += 1
        else:
            foot[edge] = segment.y
    cells = len({round(segment.y) for segment in right if id(segment) not in alone})
    wrapped = len(alone) > loose and _mean_length(right) < LABEL
    return wrapped and cells >= FEWEST_CELLS and rows <= LINES_A_CELL * cells and loose <= UNMATCHED * len(right)


def _labels(left: Sequence[Segment], right: Sequence[Segment], title: Callable[[str], bool]) -> bool:
    """Say whether the left has titles on rows of their own, and all else there stands on a row of the right.

    So looks a tabular resume: titles, dates and labels at the left, everything they tell of at the right.
    """
    alone = _alone(left, right)
    titles = sum(title(segment.text) for segment in alone)
    beside = sum(title(segment.text) for segment in right)
    flush = _ends_flush(left)
    if _mean_length(left) >= LABEL or beside > titles / 2 + FEW_TITLES * len(right):
        return False
    if flush and len(alone) < UNMATCHED_FLUSH * len(left):
        return True
    return titles >= FEWEST_TITLES and len(alone) - titles <= UNMATCHED * len(left)


def _is_rail(left: Sequence[Segment], right: Sequence[Segment], title: Callable[[str], bool]) -> bool:
    """Say whether one side only labels or dates the other's rows, so that the two are one column."""
    long_left, long_right = _mean_length(left), _mean_length(right)
    titled = sum(title(segment.text) for segment in left) / len(left)
    explained = sum(title(segment.text) or bool(YEARISH.search(segment.text)) for segment in left) / len(left)
    left_on_right, right_on_left = _matching(left, right), _matching(right, left)
    if (
        min(sum(title(segment.text) for segment in side) for side in (left, right)) >= FEWEST_TITLES
        and titled <= MARGIN
    ):
        return False  # each side has sections of its own
    few = 0.35
    untitled = [segment for segment in right if not title(segment.text)] or right
    return (
        titled > MARGIN
        or _labels(left, right, title)
        or (_is_table(left, right) and sum(title(segment.text) for segment in right) <= FEW_TITLES * len(right))
        or (long_left < 26 and explained > 0.8)
        or (long_left < 26 and _dated(left) > 0.35)
        or (long_right < 26 and _dated(untitled) > 0.55)
        or (long_right < 26 and right_on_left > 0.85 and len(right) <= 0.7 * len(left))
        or (long_left < 18 and left_on_right > 0.85 and len(left) <= 1.1 * len(right) and titled < 0.2)
        or (len(right) < few * len(left) and right_on_left > 0.85)
        or (len(left) < few * len(right) and left_on_right > 0.85 and long_left <= 30)
    )


def _gutters(segments: Sequence[Segment]) -> list[float]:
    first, last = min(segment.x0 for segment in segments), max(segment.x1 for segment in segments)
    edges = sorted(segment.x0 for segment in segments if first + BORDER <= segment.x0 <= last - BORDER)
    merged: list[list[float]] = []
    for edge in edges:
        if merged and edge - merged[-1][0] < MERGE:
            merged[-1].append(edge)
        else:
            merged.append([edge])
    return [group[0] for group in merged if len(group) >= 2]


def _flush_gutters(segments: Sequence[Segment], title: Callable[[str], bool]) -> list[float]:
    """Return where a column set against the right border starts: it has titles, and no left edge of its own."""
    last = max(segment.x1 for segment in segments)
    flush = [segment for segment in segments if last - segment.x1 < FLUSH]
    if len(flush) < FEWEST or sum(title(segment.text) for segment in flush) < FEWEST_TITLES or not _ends_flush(flush):
        return []
    return sorted({segment.x0 for segment in flush})[:FLUSH_STARTS]


def _bands(segments: Sequence[Segment], x: float) -> tuple[list[tuple[list[Segment], list[Segment]]], int]:
    """Split segments (top to bottom) at those that cross x.

    Returns left and right of each band, and how many of the crossing segments start just before x: then it's an
    indent, no gutter.
    """
    bands: list[tuple[list[Segment], list[Segment]]] = [([], [])]
    indented = 0
    for segment in segments:
        if segment.x1 <= x + 0.5:
            bands[-1][0].append(segment)
        elif segment.x0 >= x - 0.5:
            bands[-1][1].append(segment)
        else:
            indented += x - segment.x0 < INDENT
            if bands[-1] != ([], []):
                bands.append(([], []))
    return bands, indented


def _holds_rail(right: Sequence[Segment], x: float, gap: float) -> bool:
    """Say whether the right side has a rail of its own at x, so that most of its rows start at one of two edges."""
    starts: dict[int, float] = {}
    for segment in right:
        row = round(segment.y)
        starts[row] = min(segment.x0, starts.get(row, segment.x0))
    inner = [start for start in starts.values() if start >= x + NEAR]
    if gap < RAIL_GAP or len(starts) - len(inner) < RAIL_SHARE * len(starts) or not inner:
        return False
    edge = Counter(round(start / MERGE) for start in inner).most_common(1)[0][0] * MERGE
    return sum(abs(start - edge) < NEAR for start in inner) >= BOTH * len(starts) - (len(starts) - len(inner))


def _best(segments: Sequence[Segment], title: Callable[[str], bool]) -> _Cut | None:
    best: _Cut | None = None
    flush = _flush_gutters(segments, title)
    for x in [*_gutters(segments), *flush]:
        bands, indented = _bands(segments, x)
        for left, right in bands:
            if len(left) < SIDE or len(right) < SIDE:
                continue
            gap = x - max(segment.x1 for segment in left)
            score = min(len(left), len(right)) + 0.5 * min(gap, WIDEST) - indented
            if best and score <= best.score:
                continue
            on_rows = {round(segment.y) for segment in right}
            starting = {round(segment.y) for segment in right if segment.x0 < x + NEAR}
            covered = len(starting) >= COVERED * len(on_rows) or _holds_rail(right, x, gap)
            covered = covered or (x in flush and gap >= RAIL_GAP and _ends_flush(right))
            if not covered or _is_rail(left, right, title):
                continue
            both = [*left, *right]
            best = _Cut(score, x, min(segment.y for segment in both), max(segment.y for segment in both))
    return best


def _rail_edge(left: Sequence[Segment], right: Sequence[Segment]) -> float | None:
    """Return where, at the right of the left side, a rail starts whose dates stand on rows of the right one."""
    edges = sorted({segment.x0 for segment in left}, reverse=True)
    best: float | None = None
    for edge in edges[:RAIL_STARTS]:
        rail = [segment for segment in left if segment.x0 >= edge]
        others = [segment for segment in left if segment.x0 < edge]
        if len(others) < SIDE or _dated(rail) < MOSTLY or _mean_length(rail) >= LABEL:
            break
        apart = max(segment.x1 for segment in others) < edge
        if apart and len(rail) >= SIDE and _matching(rail, right) >= max(BOTH, _matching(rail, others)):
            best = edge
    return best


def to_blocks(
    segments: Sequence[Segment],
    title: Callable[[str], bool] = is_title,
    depth: int = 0,
) -> list[list[Segment]]:
    """Cut a page's segments (top to bottom) into blocks, each read top to bottom, in reading order."""
    cut = _best(segments, title) if len(segments) >= FEWEST and depth <= DEPTH else None
    if cut is None:
        return [list(segments)] if segments else []
    above = [segment for segment in segments if segment.y < cut.top]
    below = [segment for segment in segments if segment.y > cut.bottom]
    within = [segment for segment in segments if cut.top <= segment.y <= cut.bottom]
    left = [segment for segment in within if segment.x1 <= cut.x + 0.5]
    right = [segment for segment in within if segment.x1 > cut.x + 0.5]
    edge = _rail_edge(left, right)
    if edge is not None:  # dates between a sidebar and what they date
        right = [segment for segment in within if segment.x1 > cut.x + 0.5 or segment.x0 >= edge]
        left = [segment for segment in left if segment.x0 < edge]
    return [block for part in (above, left, right, below) for block in to_blocks(part, title, depth + 1)]
