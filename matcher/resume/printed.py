"""Turn a block's segments into printed rows, each margin title before the rows it stands beside."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from matcher.resume.columns import YEARISH
from matcher.resume.lexicon import fold, words
from matcher.resume.runs import Segment
from matcher.resume.titles import is_title

ROW_PT, ROW_EM = 1.6, 0.25  # how far baselines of one row may lie apart
BESIDE_EM = 0.35  # the same for pieces of other sizes that don't overlap
TITLE_ROW_PT = 5.0  # the same for a margin title
MIDDLE = 0.3  # em from a baseline to the middle of its letters
OTHER_SIZE = 1.15  # ratio of sizes from which they differ
CLUSTER = 1.7  # rows closer than this times the usual distance belong together
CELL_GAP, CARD_STEP = 1.5, 4.0  # em between the heads of cards, and between the rows of a card
ALIGNED = 2.0  # pt
LABELS = ("label", "label_title", "label_dates", "label_place", "label_degree", "label_school", "label_area")
TABLE_LABELS = 2  # labels that make a row the head of a table
CENTRED = 0.75  # em a title may be off its rows' middle


def _beside(segment: Segment, row: Sequence[Segment]) -> bool:
    return segment.x0 >= max(item.x1 for item in row) or segment.x1 <= min(item.x0 for item in row)


def _same_row(segment: Segment, row: Sequence[Segment]) -> bool:
    last = row[-1]
    apart = segment.y - last.y
    small, large = sorted((segment.size, last.size))
    if apart < max(ROW_PT, ROW_EM * small):
        return True
    if apart >= max(TITLE_ROW_PT, BESIDE_EM * large + MIDDLE * (large - small)) or not _beside(segment, row):
        return False
    off_centre = abs(apart - MIDDLE * (segment.size - last.size))
    return (large > OTHER_SIZE * small and min(apart, off_centre) < BESIDE_EM * large) or (
        apart < TITLE_ROW_PT and (is_title(segment.text) or is_title(row[0].text))
    )


def _grouped(block: Sequence[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in sorted(block, key=lambda item: (item.y, item.x0)):
        if rows and _same_row(segment, rows[-1]):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda item: item.x0)
    return rows


def _cluster(rows: Sequence[Sequence[Segment]], at: int, edge: float) -> tuple[int, int]:
    """Return the first and last of the rows around `at` that stand close together right of the edge."""
    baselines = [next((item.y for item in row if item.x0 > edge), None) for row in rows]
    known = [(index, y) for index, y in enumerate(baselines) if y is not None]
    position = min(range(len(known)), key=lambda index: abs(known[index][1] - rows[at][0].y))
    steps = [after[1] - before[1] for before, after in pairwise(known)]
    around = [step for step in steps[max(0, position - 1) : position + 1] if step > 0]
    usual = min(around, default=0.0)
    first = last = position
    while first > 0 and steps[first - 1] < CLUSTER * usual:
        first -= 1
    while last < len(steps) and steps[last] < CLUSTER * usual:
        last += 1
    return known[first][0], known[last][0]


def _titles_first(rows: list[list[Segment]]) -> list[list[Segment]]:
    """Move margin titles that are centred on their rows before the first of them."""
    moved: list[tuple[int, Segment]] = []
    for at, row in enumerate(rows):
        title = row[0]
        others = [item for near in rows[max(0, at - 1) : at + 2] for item in near if item is not title]
        if at == 0 or not others or not is_title(title.text) or min(item.x0 for item in others) <= title.x1:
            continue
        first, last = _cluster(rows, at, title.x1)
        titled = any(is_title(near[0].text) for near in rows[first : last + 1] if near is not row)
        if first >= at or last - first > 8 or titled:
            continue
        middle = mean((rows[first][-1].y, rows[last][-1].y))
        if abs(middle - title.y) < CENTRED * title.size:
            moved.append((first, title))
    for first, title in moved:
        rows[first] = sorted([title, *rows[first]], key=lambda item: item.x0)
    titles = {id(title): first for first, title in moved}
    kept = [[item for item in row if titles.get(id(item), at) == at] for at, row in enumerate(rows)]
    return [row for row in kept if row]


def _labels(row: Sequence[Segment]) -> int:
    """Return how many pieces of a row name a column of a table: "Client", "Role", "Period"."""
    return sum(any(fold(item.text) in words("phrases", label) for label in LABELS) for item in row)


def _is_head(row: Sequence[Segment]) -> bool:
    """Say whether a row heads a grid of cards: bold pieces far apart, none with a year, no heads of a table."""
    return (
        len(row) > 1
        and _labels(row) < TABLE_LABELS
        and all(item.bold and not item.bullet and not YEARISH.search(item.text) for item in row)
        and all(after.x0 - before.x1 > CELL_GAP * after.size for before, after in pairwise(row))
    )


def _cell(segment: Segment, heads: Sequence[Segment]) -> int | None:
    """Return which head a segment stands under: same left edge or same middle."""
    for index, head in enumerate(heads):
        if abs(segment.x0 - head.x0) < ALIGNED or abs(segment.x0 + segment.x1 - head.x0 - head.x1) < 2 * ALIGNED:
            return index
    return None


def _cards(rows: Sequence[list[Segment]]) -> list[list[Segment]]:
    """Read a grid of cards card by card instead of row by row."""
    out: list[list[Segment]] = []
    at = 0
    while at < len(rows):
        heads, cards = rows[at], [[item] for item in rows[at]]
        after = at + 1
        while _is_head(heads) and after < len(rows):
            cells = [_cell(item, heads) for item in rows[after]]
            plain = all(not item.bold or item.size < heads[0].size for item in rows[after])
            if None in cells or not plain or rows[after][0].y - rows[after - 1][0].y > CARD_STEP * heads[0].size:
                break
            for item, cell in zip(rows[after], cells, strict=True):
                cards[cell or 0].append(replace(item, cell=True))
            after += 1
        if after - at > 1 and sum(len(card) > 1 for card in cards) > 1:
            out += [[item] for card in cards for item in card]
            at = after
        else:
            out.append(rows[at])
            at += 1
    return out


def to_printed_rows(block: Sequence[Segment]) -> list[list[Segment]]:
    """Group a block's segments by baseline, top to bottom, each row left to right; cards come one by one."""
    return _cards(_titles_first(_grouped(block)))
