"""Turn text in several looks into the parts of a line: apart where the look is all that tells pieces apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matcher.resume.line import Part

SPACES = re.compile(r"[ \xa0\u2002\u2003\u2009\u202f]+")
WIDE_GAP = re.compile(r"[ \xa0\u2002\u2003]{4,}")
SPACED = 6  # characters of a letter-spaced text
SPACED_WORDS = re.compile(r"[ \xa0]{2,}")
MOST_LOOKS = 4  # pieces of a line that differ in look: more is emphasis in running text
LARGER = 1.2  # times the size that is another look
LARGEST = 15.0  # points: names are set in two looks
LONGEST = 160  # characters of a line whose looks tell its parts
LONGEST_LABEL = 30  # characters of a label in front of a list
LIST = re.compile(r"^[^,;]{1,40}[,;] (?:[^,;]{1,40}[,;] )*[^,;.]{1,40}$")
FEWEST = 3  # words of a line that looks part: two are a name
OPENING, CLOSING = "([«“", ")].»”'\""


@dataclass(slots=True)
class Span:
    """Text in one look."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False

    def alike(self, other: "Span") -> bool:
        """Say whether other text looks the same."""
        ratio = max(self.size, other.size) / min(self.size, other.size)
        return (self.bold, self.italic) == (other.bold, other.italic) and ratio < LARGER


def merged(spans: Iterable[Span]) -> list[Span]:
    """Merge neighbours of one look; white space looks as what stands before it."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        inked = bool(span.text.strip())
        if last is None or (inked and last.text.strip() and not last.alike(span)):
            found.append(Span(span.text, span.size, span.bold, span.italic))
            continue
        if inked and not last.text.strip():
            last.size, last.bold, last.italic = span.size, span.bold, span.italic
        elif inked:
            last.size = max(last.size, span.size)
        last.text += span.text
    return found


def _parts_ways(before: Span, after: Span) -> bool:
    """Say whether two looks part a line where they meet: at a space, without a mark that joins or parts them."""
    spaced = before.text[-1:].isspace() or after.text[:1].isspace()
    left, right = before.text.rstrip()[-1:], after.text.lstrip()[:1]
    if not (spaced and left and right):
        return False
    if before.bold and not after.bold and len(before.text) <= LONGEST_LABEL and LIST.search(after.text.strip()):
        return left.isalnum()
    return (left.isalnum() or left in CLOSING) and (right.isdigit() or right in OPENING or right.isupper())


def _grouped(spans: Sequence[Span], *, bullet: bool) -> list[list[Span]]:
    """Put spans into the parts of a line."""
    length = sum(len(span.text) for span in spans)
    words = sum(len(span.text.split()) for span in spans)
    large = any(span.size > LARGEST for span in spans)
    if len(spans) < 2 or len(spans) > MOST_LOOKS or length > LONGEST or large or bullet or words < FEWEST:
        return [list(spans)]
    groups = [[spans[0]]]
    for before, after in pairwise(spans):
        if _parts_ways(before, after):
            groups.append([after])
        else:
            groups[-1].append(after)
    return groups


def _is_spaced(text: str) -> bool:
    return len(text) > SPACED and all(len(token) == 1 for token in text.split())


def tidied(text: str) -> str:
    """Collapse spaces; between letter-spaced words two are kept, which tell them apart."""
    return (SPACED_WORDS.sub("  ", text) if _is_spaced(text) else SPACES.sub(" ", text)).strip()


def part_of(spans: Sequence[Span], text: str | None = None) -> Part | None:
    """Return spans as one part that looks as most of its letters and is as large as the largest, None if blank."""
    plain = tidied(text if text is not None else "".join(span.text for span in spans))
    if not plain:
        return None
    counts = [(len(span.text.strip()), span) for span in spans]
    letters = sum(count for count, _ in counts)
    return Part(
        plain,
        size=max(span.size for count, span in counts if count),
        bold=2 * sum(count for count, span in counts if span.bold) > letters,
        italic=2 * sum(count for count, span in counts if span.italic) > letters,
    )


def to_parts(spans: Iterable[Span], *, bullet: bool = False) -> list[Part]:
    """Return the parts of a line's text (or of what stands between two tabs); wide gaps part it, too."""
    found: list[Part | None] = []
    for group in _grouped(merged(spans), bullet=bullet):
        text = "".join(span.text for span in group).strip()
        if len(group) == 1 and WIDE_GAP.search(text) and not _is_spaced(text):
            found += [part_of(group, piece) for piece in WIDE_GAP.split(text)]
        else:
            found.append(part_of(group))
    return [part for part in found if part]
