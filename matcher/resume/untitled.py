"""Turn lines without section titles into runs of one kind: the likeliest path through what each line shows."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import log
from statistics import median

from matcher.resume.content import kind_odds
from matcher.resume.dates import find_range
from matcher.resume.line import Line

MOST_LINES = 400  # that are told apart
LEAST = 0.01  # of a share, so that one line never decides alone
CHANGE, CHANGE_APART = 5.0, 1.5  # cost of another kind in the next line, and where white space stands between
WIDE = 1.6  # times the usual gap: white space that sets blocks apart
SUMMARY_START, START = 2.0, 4.0  # cost of a summary at the start, and of any other kind but the one said
RANGED, UNRANGED = 3.0, frozenset(("summary", "contact", "skills", "languages"))  # cost of a range of dates in such
TITLED = 1.0  # gain of the kind that the title says, for each line


def _set_apart(lines: Sequence[Line]) -> list[bool]:
    """Return for each line whether it starts a block of its own by the white space or column change above it."""
    gaps = [line.gap for line in lines if line.gap > 0]
    usual = median(gaps) if gaps else 0.0
    changed = [(a.page, a.column) != (b.page, b.column) for a, b in pairwise(lines)]
    return [True, *(moved or line.gap > WIDE * usual > 0 for moved, line in zip(changed, lines[1:], strict=True))]


def _shown(lines: Sequence[Line], apart: Sequence[bool]) -> list[dict[str, float]]:
    """Return each line's odds, read with the neighbours of its block."""
    found = []
    for index in range(len(lines)):
        first = index if apart[index] else index - 1
        last = index + 1 if index + 1 == len(lines) or apart[index + 1] else index + 2
        found.append(kind_odds(lines[first:last]))
    return found


def tell_apart(
    lines: Sequence[Line], titled: str = "contact", others: frozenset[str] | None = None
) -> list[tuple[str, list[Line]]]:
    """Cut lines into runs, each with its kind.

    `titled` is the kind the lines are said to be (contact where nothing stands above them), which they start with and
    keep unless they show another clearly; `others` are the kinds they may hold besides (all, if None).
    """
    lines, rest = lines[:MOST_LINES], list(lines[MOST_LINES:])
    if not lines:
        return []
    apart = _set_apart(lines)
    may = others | {titled} if others is not None else None
    costs = [
        {
            kind: -log(max(LEAST, share))
            - TITLED * (kind == titled != "contact")
            + RANGED * (ranged and kind in UNRANGED)
            for kind, share in odds.items()
            if may is None or kind in may
        }
        for odds, ranged in zip(
            _shown(lines, apart), (find_range(line.text) is not None for line in lines), strict=True
        )
    ]
    starts = {titled: 0.0, "summary": SUMMARY_START}
    path = [{kind: (cost + starts.get(kind, START), kind) for kind, cost in costs[0].items()}]
    for here, cost in zip(apart[1:], costs[1:], strict=True):
        change = CHANGE_APART if here else CHANGE
        cheapest = min(path[-1], key=lambda kind: path[-1][kind][0])
        step = {}
        for kind, own in cost.items():
            stay, move = path[-1][kind][0], path[-1][cheapest][0] + change
            step[kind] = (own + min(stay, move), kind if stay <= move else cheapest)
        path.append(step)
    kinds = [min(path[-1], key=lambda kind: path[-1][kind][0])]
    for step in reversed(path[1:]):
        kinds.append(step[kinds[-1]][1])
    kinds.reverse()
    runs = [
        (kind, [line for _, line in run]) for kind, run in groupby(zip(kinds, lines, strict=True), key=lambda x: x[0])
    ]
    runs[-1][1].extend(rest)
    return runs
