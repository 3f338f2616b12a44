"""Turn the lines below a title of two kinds ("Certifications & Languages") into a block for each kind."""

from collections.abc import Sequence
from math import log

from matcher.resume.content import kind_odds
from matcher.resume.headings import joined_kinds
from matcher.resume.line import Line

LEAST = 1e-4  # of a share, so that one line never decides alone
SPLIT = frozenset(("work", "education", "skills", "languages", "certifications", "other"))
MOST_LINES = 80


def kinds_of(title: str) -> tuple[str, str] | None:
    """Return the two kinds that a title names, None where it names one, or more than two."""
    kinds = list(dict.fromkeys(joined_kinds(title)))
    return (kinds[0], kinds[1]) if len(kinds) == 2 and SPLIT.issuperset(kinds) else None


def split_kinds(kinds: tuple[str, str], lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Cut lines where the first kind ends and the other begins, by what each line shows; one block may stay empty."""
    if len(lines) > MOST_LINES:
        return [(kinds[0], list(lines))]
    odds = [kind_odds([line]) for line in lines]
    best: tuple[float, int, tuple[str, str]] | None = None
    for pair in (kinds, kinds[::-1]):
        gains = [log(max(LEAST, told[pair[0]])) - log(max(LEAST, told[pair[1]])) for told in odds]
        total = -sum(gains)  # all lines of the second kind
        for cut in range(len(lines) + 1):
            if best is None or total > best[0]:
                best = (total, cut, (pair[0], pair[1]))
            if cut < len(lines):
                total += 2 * gains[cut]
    if best is None:
        return []
    _, cut, pair = best
    return [(kind, part) for kind, part in zip(pair, (list(lines[:cut]), list(lines[cut:])), strict=True) if part]
