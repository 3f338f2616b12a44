"""Turn printed rows into logical ones: a piece that goes on below is joined with its end."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from matcher.resume.glyphs import SOFT_HYPHEN
from matcher.resume.runs import Segment
from matcher.resume.titles import is_title

ALIGNED = 2.0  # pt
LEADING = 1.9  # em: lines of one piece stand no further apart
SIZES = 0.06  # by how much sizes may differ
BACK = 4  # rows in which the start of a piece is sought
SENTENCE = 50  # characters
SHORT, REST_WORDS = 16, 4  # a name or header that goes on has more characters, and so few words are left
TIGHTER = 0.93  # a distance this much smaller than those around it is a line break inside a piece
SPACE = 0.25  # em
DATE_REST = 16  # characters
LARGE, LARGE_LEADING = 16.0, 1.4  # pt, em: names that take two rows
OPEN_END = re.compile(
    r"(?:[,&/(+|]|\b(?:of|and|the|for|in|at|with|to|on|de|del|la|du|des|et|und|für|der|di|e|y|en|van|von|da|do|i))$",
    re.IGNORECASE,
)
STRONG_END = re.compile(
    r"\b(?:of|and|the|for|with|de|del|des|et|und|für|der|y|en|von|&)$"
)  # no line of its own ends so
OPEN_DATE = re.compile(r"\d{4}\s*[-–—]\s*(?:[^\W\d_]+\.?)?$|^[^\W\d_]+\.? \d{4}\s*[-–—]\s*[^\W\d_]*$")
OPEN_START = re.compile(r"[a-zà-ÿ)&]|[,;/]")
OWN_START = re.compile(
    r"https?:|www\.|\+?\d[\d ()/.-]{6,}|\S+@\S+|[a-z0-9.-]+\.(?:com|org|net|io|edu|de|uk)\b",
    re.IGNORECASE,
)
DATE_START = re.compile(r"\(?(?:[^\W\d_]{3,9}\.? )?(?:19|20)\d\d\b|\d{1,2}[./-]\d{2}")
LABEL_START = re.compile(r"[^\s:]+(?: [^\s:]+){0,2}:(?!/)")
DONE = re.compile(r"[.!?%\d]$")
LISTED = re.compile(r" [•·|] ")  # a list within a row that breaks anywhere
LONG_NUMBER = re.compile(r"\d{3}|\b(?:19|20)\d\d\b|https?:|www\.")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ADDRESS = re.compile(r"\S*(?:@|://|www\.|/)\S*")


def _fits(a: Segment, b: Segment, limit: float) -> bool:
    """Say whether b's first word would have stood in a's row too: then the break was wanted."""
    word = b.text.split(" ", 1)[0]
    width = (b.x1 - b.x0) / max(1, len(b.text)) * len(word)
    return a.x1 + SPACE * a.size + width <= limit - 0.5


def _same_style(a: Segment, b: Segment) -> bool:
    return a.bold == b.bold and a.italic == b.italic and abs(a.size - b.size) < SIZES * a.size


def _goes_on(a: Segment, b: Segment, limit: float, step: float, *, tighter: bool) -> bool:
    """Say whether the piece b is the rest of the piece a that stands `step` points above it."""
    if a.text.endswith(SOFT_HYPHEN):
        return True
    mail = "@" in b.text or ("@" in a.text and not ADDRESS.fullmatch(a.text))
    if mail or not _same_style(a, b) or b.bullet or a.text.endswith((":", ";")):
        return False
    if LISTED.search(a.text) and not LONG_NUMBER.search(a.text + b.text):
        return True
    if is_title(b.text) or _is_next_entry(a, b):
        return False
    if STRONG_END.search(a.text) or (a.cell and "," in a.text):
        return not DATE_START.match(b.text)
    return (a.cell or not _fits(a, b, limit)) and _full_line_goes_on(a, b, step, tighter=tighter)


def _is_next_entry(a: Segment, b: Segment) -> bool:
    """Say whether two rows hold a year each, as the rows of a list do: "Leeds College, 2012, A-levels"."""
    if a.bullet or OPEN_DATE.search(a.text):
        return False
    return b.text[0].isupper() and bool(YEAR.search(a.text)) and bool(YEAR.search(b.text))


def _full_line_goes_on(a: Segment, b: Segment, step: float, *, tighter: bool) -> bool:
    """Say whether b is the rest of a, whose line had no room for b's first word."""
    if a.size >= LARGE:
        return step < LARGE_LEADING * a.size and not is_title(a.text)
    if OPEN_DATE.search(a.text):
        return len(b.text) < DATE_REST
    if ADDRESS.fullmatch(a.text):
        return _same_address(a.text, b.text)
    return _reads_on(a, b, tighter=tighter)


def _reads_on(a: Segment, b: Segment, *, tighter: bool) -> bool:
    """Say whether the words of b read on from those of a."""
    if OWN_START.match(b.text) or LABEL_START.match(b.text) or is_title(a.text):
        return False
    if OPEN_END.search(a.text) or OPEN_START.match(b.text) or a.text.count("(") > a.text.count(")"):
        return True
    if DATE_START.match(b.text):
        return False
    if a.bullet or len(a.text) > SENTENCE:
        return tighter or not b.text[0].isupper() or not DONE.search(a.text)
    few = len(b.text) < len(a.text) and b.text.count(" ") < REST_WORDS
    return tighter and few and len(a.text) > SHORT and not any(map(str.isdigit, b.text))


def _same_address(a: str, b: str) -> bool:
    """Say whether b is the rest of the address a."""
    if "@" in b or "://" in b or " " in b or not b.islower():
        return False
    if a[-1] in "/.-_=?&@":
        return True
    whole = "." in b.partition("/")[0]
    return "." not in a.partition("@")[2] if "@" in a else not whole


def _joined(a: Segment, b: Segment) -> Segment:
    text = a.text
    if text.endswith(SOFT_HYPHEN):
        text = text[:-1]
    elif not (ADDRESS.fullmatch(text) or (text[-1] == "-" and text[-2:-1].isalpha())):
        text += " "
    return replace(
        a,
        text=text + b.text,
        x0=min(a.x0, b.x0),
        x1=b.x1 if a.end is None and b.text.endswith(SOFT_HYPHEN) else max(a.x1, b.x1),
        end=b.end or b.y,
    )


def _baseline(segment: Segment) -> float:
    return segment.y if segment.end is None else segment.end


def _start(rows: Sequence[Sequence[Segment]], b: Segment, right: float, after: float) -> tuple[int, int] | None:
    """Find the piece above that b goes on from: the row's index from the end, and the piece's in it."""
    for back in range(1, min(BACK, len(rows)) + 1):
        row = rows[-back]
        for index, a in enumerate(row):
            step = b.y - _baseline(a)
            aligned = abs(a.x0 - b.x0) < ALIGNED or (
                len(row) == 1 and back == 1 and abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * ALIGNED
            )
            if not aligned or not 0.6 * a.size < step < LEADING * a.size:
                continue
            limit = row[index + 1].x0 - SPACE * a.size if index + 1 < len(row) else right
            if back > 1 and index + 1 == len(row) and not a.text.endswith(SOFT_HYPHEN):
                continue
            if _goes_on(a, b, limit, step, tighter=step < TIGHTER * after):
                return back, index
            return None
    return None


def join_wrapped(rows: Sequence[Sequence[Segment]], right: float) -> list[list[Segment]]:
    """Join the pieces of a block (rows top to bottom) that were broken only because the line was full.

    `right` is the block's right border. Rows keep their order; a joined piece stands where it starts.
    """
    out: list[list[Segment]] = []
    steps = [after[0].y - before[0].y for before, after in pairwise(rows)]
    for at, row in enumerate(rows):
        before = steps[at - 2] if at >= 2 else float("inf")
        behind = steps[at] if at < len(steps) else float("inf")
        around = min((step for step in (before, behind) if 0 < step < float("inf")), default=0.0)
        rest: list[Segment] = []
        for index, segment in enumerate(row):
            found = _start(out, segment, right, around) if len(row) == 1 or index == 0 else None
            if found is None:
                rest.append(segment)
            else:
                back, piece = found
                out[-back][piece] = _joined(out[-back][piece], segment)
        if rest:
            out.append(rest)
    return [[_settled(segment) for segment in row] for row in out]


def _settled(segment: Segment) -> Segment:
    return replace(segment, text=segment.text[:-1] + "-") if segment.text.endswith(SOFT_HYPHEN) else segment
