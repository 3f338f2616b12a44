"""Turn titles that a narrow margin broke over rows into whole ones."""

import re
from collections.abc import Sequence
from dataclasses import replace

from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import fold, section_titles
from matcher.resume.runs import Segment

LONGEST_PIECE = 28  # characters
MOST_PIECES = 4
LEADING = 2.0  # em between the rows of one title, at most
ALIGNED = 4.0  # points: a comma may hang over the edge
OPEN = re.compile(r"(?:[,&/+|]|\b(?:and|und|sowie|et|y|e|en|och|og|ja|i|oraz|a|ve|si|és|и|та|και))$", re.IGNORECASE)
SIZES = 0.3  # points


def _below(a: Segment, segments: Sequence[Segment], start: int) -> int | None:
    """Return the number of the segment that stands right below and looks the same."""
    for index in range(start, len(segments)):
        b = segments[index]
        if b.y - a.y > LEADING * a.size:
            return None
        aligned = min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < ALIGNED
        if b.y > a.y + a.size / 2 and aligned:
            same = b.bold == a.bold and abs(b.size - a.size) < SIZES and not b.bullet
            return index if same and len(b.text) <= LONGEST_PIECE else None
    return None


def _reads_as_one(pieces: Sequence[Segment]) -> str | None:
    """Return the title that pieces make together, None where they are none, or one of them is already the whole."""
    texts = [piece.text for piece in pieces]
    spaced, glued = " ".join(texts), " ".join([*texts[:-2], texts[-2].rstrip("-\u00ad") + texts[-1]])
    titled = [kind_of_title(text) is not None for text in texts]
    for text in (spaced, glued):
        goes_on = not all(titled) or bool(OPEN.search(texts[-2])) or fold(text) in section_titles()
        if goes_on and kind_of_title(text):
            return text
    return None


def join_titles(segments: Sequence[Segment]) -> list[Segment]:
    """Join titles broken over rows; `segments` stand top to bottom, a joined title where it starts."""
    taken: set[int] = set()
    out: list[Segment] = []
    for index, segment in enumerate(segments):
        if index in taken:
            continue
        chain, best = [index], None
        while len(chain) < MOST_PIECES and len(segments[chain[-1]].text) <= LONGEST_PIECE and not segment.bullet:
            below = _below(segments[chain[-1]], segments, chain[-1] + 1)
            if below is None or below in taken:
                break
            if best and kind_of_title(segments[below].text) and not OPEN.search(segments[chain[-1]].text):
                break  # the next title
            chain.append(below)
            if text := _reads_as_one([segments[number] for number in chain]):
                best = (text, list(chain))
        if best is None:
            out.append(segment)
            continue
        text, numbers = best
        taken.update(numbers)
        pieces = [segments[number] for number in numbers]
        last = pieces[-1]
        out.append(replace(segment, text=text, x0=min(p.x0 for p in pieces), x1=max(p.x1 for p in pieces), end=last.y))
    return out
