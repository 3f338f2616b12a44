"""Turn titles that run up or down the page into upright ones beside the rows they head."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.resume.glyphs import PrintedPage
from matcher.resume.runs import Segment
from matcher.resume.titles import is_title

ASCENT, DESCENT = 0.8, 0.2  # of the size, to both sides of a baseline


def _upright(segment: Segment, page: PrintedPage) -> Segment:
    """Place a turned segment at the top of its box: x0 and x1 are the box's."""
    downward = segment.y >= page.downward
    baseline = segment.y - (page.downward if downward else page.upward)
    left, right = (DESCENT, ASCENT) if downward else (ASCENT, DESCENT)
    top = segment.x0 if downward else page.height - segment.x1
    size = segment.size
    return replace(segment, x0=baseline - left * size, x1=baseline + right * size, y=top + size)


def stand_titles(rows: Sequence[list[Segment]], page: PrintedPage) -> list[list[Segment]]:
    """Bring section titles among the rows of turned text to where they stand; other turned text stays below the page.

    `rows` are one page's, top to bottom, as `PrintedPage.add_turned` placed their characters.
    """
    first = next((at for at, row in enumerate(rows) if row[0].y >= page.upward), len(rows))
    if first == len(rows):
        return list(rows)
    upright, turned = list(rows[:first]), []
    for row in rows[first:]:
        upright += [[_upright(segment, page)] for segment in row if is_title(segment.text)]
        turned.append([segment for segment in row if not is_title(segment.text)])
    upright.sort(key=lambda row: row[0].y)
    return upright + [row for row in turned if row]
