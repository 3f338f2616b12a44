"""Turn a section's lines into logical ones: cut ranges and names joined, a form's labels put before their values."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from matcher.resume.cues import is_job
from matcher.resume.dates import find_dates, may_date, only_dates, without_durations
from matcher.resume.lexicon import fold, words
from matcher.resume.likeness import title_logit
from matcher.resume.line import Line, Part

DIGIT, LETTER_OR_DIGIT = re.compile(r"\d"), re.compile(r"\w")
WRAP_GAP = 0.75  # em between the lines of one paragraph, at most
JOINING = re.compile(r"(?:\s(?:de|del|da|do|di|of|in|and|und|et|y|e|en|der|für|for|the|des|du|la)|&)\s*$")
LABELS = ("label", "label_title", "label_dates", "label_place", "label_degree", "label_school", "label_area")
FORM_LABELS = ("label", "label_title", "label_dates", "label_place", "label_other", "label_start", "label_end")
NAMED_COLUMNS = ("label", "label_title")
DATED_COLUMNS = ("label_dates", "label_start", "label_end")
DETAIL, START, END, OTHER = "detail", "label_start", "label_end", "label_other"
REMARK = re.compile(r"\s*\([^()]*\)")  # of a label: "Employer (name and town)"
FEWEST_KINDS = 2  # kinds of labels that make a form
LONGEST_LABEL = 60  # characters
LONGEST_REST = 20  # characters of a date's second half
OPEN = re.compile(r"[-–—~]\s*$")
CLOSED = re.compile(r"[.!?:;]\s*$")
DASHED_END = re.compile(r"\s[–—-]\s*$|,\s*$")
LONGEST_CUT = 90  # characters
FEW_WORDS = 3
SENTENCE_BREAK = re.compile(r"(?<=[^\W\d_]{3})[.;]\s+(?=[^\W\d_a-z]|\d+ )")
INLINE_LIST = re.compile(r"[,;]?\s\(?a\)\s")  # "Acme, Lyon a) wrote … b) led …"
LONG = 90  # characters of a line that may hold its running text, too
LEAST_BEFORE, LEAST_BEHIND = 4, 25
MOST_TITLE_WORDS, SURE_TITLE = 6, 1.5
LATER = "2049"  # a year behind whatever is open


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Join header lines that go on in the next: a range cut at its dash, a name cut at a joining word."""
    joined: list[Line] = []
    head: tuple[Part, ...] = ()
    for line in lines:
        if _is_table_head(line):
            head = line.parts
        if line.parts is head or _is_length(line.text):
            continue
        line = _under_head(line, head)  # noqa: PLW2901 - the row with its column's names
        above = joined[-1] if joined else None
        if above is None:
            joined.append(line)
        elif not above.bullet and (halves := _with_date_rest(above, line)):
            joined[-1:] = halves
        elif _is_open(above, line) or _is_cut(above, line):
            joined[-1] = _with_text(above, f"{above.text.rstrip()} {line.text}", line)
        else:
            joined.append(line)
    return joined


def _with_date_rest(above: Line, below: Line) -> list[Line] | None:
    """Return two lines with a range cut between them made whole in the upper one, None where none is cut."""
    if len(below.text) < LONGEST_REST and _closes(below.text):
        at = next((index for index, part in enumerate(above.parts) if _waits(part.text, below.text)), None)
        return None if at is None else [_with_part(above, at, below.text)]
    if len(above.parts) == 1 == len(below.parts) and _opens(above.text) and _begins(below.text):
        return [_with_part(above, 0, below.text)]
    if len(below.parts) < 2:
        return None
    for end in (0, -1):
        rest = below.parts[end].text
        at = end % len(above.parts)
        if len(rest) < LONGEST_REST and _closes(rest) and _waits(above.parts[at].text, rest):
            return [_with_part(above, at, rest), _without_part(below, end)]
    return None


def _waits(text: str, rest: str) -> bool:
    """Whether a text ends in the middle of a range that `rest` ends: behind a dash that is no range of its own."""
    if not _opens(text):
        return False
    return not OPEN.search(text.rstrip()) or all(dated.single for dated in find_dates(rest))


def _opens(text: str) -> bool:
    """Whether a text ends in the middle of a range: behind its dash or joining word, or between month and year."""
    text = text.rstrip()
    if OPEN.search(text):
        return bool(find_dates(text))
    if not text[-1:].isalpha():
        return False
    if not may_date(text, last=True):
        return False
    found = find_dates(f"{text} {LATER}")
    if not found or not found[-1].begin < len(text) < found[-1].finish or found[-1].current:
        return False
    last = found[-1]
    # A month waits for its year, a start for its end; "circa" or "in" alone waits for nothing.
    return "-" in (last.start or last.end or "") if last.single else (last.start or "")[:4] in text


def _closes(text: str) -> bool:
    return may_date(text, last=False) and LETTER_OR_DIGIT.search(text) is not None and only_dates(f"2000 - {text}")


def _begins(text: str) -> bool:
    """Whether a text begins with the second half of a range: "2021. Wrote tests."."""
    found = find_dates(text[:LONGEST_REST])
    return bool(found) and found[0].begin == 0 and found[0].single


def _with_part(line: Line, index: int, rest: str) -> Line:
    part = line.parts[index]
    parts = list(line.parts)
    parts[index] = replace(part, text=f"{part.text.rstrip()} {rest}")
    return replace(line, parts=tuple(parts))


def _without_part(line: Line, index: int) -> Line:
    parts = list(line.parts)
    del parts[index]
    return replace(line, parts=tuple(parts), x0=parts[0].x0, x1=parts[-1].x1)


def _is_table_head(line: Line) -> bool:
    """Whether every cell of a row names a column: "Period   Position   Employer"."""
    return len(line.parts) > 1 and all(any(fold(p.text) in words("phrases", key) for key in LABELS) for p in line.parts)


def _under_head(line: Line, head: Sequence[Part]) -> Line:
    """Put the names of a table's columns before the cells of a full row: "2019   Employer: Acme"."""
    if not head or len(line.parts) != len(head) or line.bullet:
        return line
    kinds = [_label_of(cell) for cell in head]
    dated = [bool(find_dates(part.text)) for part in line.parts]
    if not set(NAMED_COLUMNS) <= set(kinds) or any(
        (kind in DATED_COLUMNS) != has for kind, has in zip(kinds, dated, strict=True)
    ):
        return line
    parts = [
        replace(part, text=f"{cell.text.strip(': ')}: {part.text}") if kind in NAMED_COLUMNS else part
        for part, cell, kind in zip(line.parts, head, kinds, strict=True)
    ]
    return replace(line, parts=tuple(parts))


def _is_length(text: str) -> bool:
    """Whether nothing but a length of time stands in the text: exports of profiles print it below an employer."""
    return bool(DIGIT.search(text)) and not LETTER_OR_DIGIT.search(without_durations(text))


def _is_open(above: Line, line: Line) -> bool:
    """Whether a short line ends in a joining word and goes on in the next: "Universidad Autónoma de"."""
    same = abs(above.size - line.size) < 0.3 and above.bold == line.bold and above.italic == line.italic
    near = (above.page, above.column) == (line.page, line.column) and line.page is not None and line.gap < WRAP_GAP
    plain = len(above.parts) == 1 == len(line.parts) and not (above.bullet or line.bullet)
    return same and near and plain and len(above.text) < 70 and bool(JOINING.search(above.text))


def _is_cut(above: Line, line: Line) -> bool:
    """Whether a header line ended because the next word had no room, or in the middle of a phrase.

    Only what is set apart from running text is joined: lines of paragraphs go on, too.
    """
    near = (above.page, above.column) == (line.page, line.column) and line.page is not None and line.gap < WRAP_GAP
    plain = len(above.parts) == 1 == len(line.parts) and not (above.bullet or line.bullet)
    alike = abs(above.size - line.size) < 0.3
    if not (alike and near and plain and len(above.text) < LONGEST_CUT and len(line.text) < LONGEST_CUT):
        return False
    same = above.bold == line.bold and above.italic == line.italic
    if find_dates(line.text) or CLOSED.search(above.text) or _closes(above.text):
        return False
    dashed = bool(DASHED_END.search(above.text))
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) / max(1, len(line.text)) * (len(word) + 1)
    full = above.right > above.left and above.x1 + width > above.right
    small = line.text[:1].islower() and not find_dates(above.text)
    return full and (dashed or small or (same and above.bold and len(line.text.split()) <= FEW_WORDS))


def _with_text(line: Line, text: str, below: Line) -> Line:
    part = replace(line.parts[0], text=text)
    return replace(line, parts=(part,), y1=below.y1, x1=max(line.x1, below.x1))


@cache
def _label_kinds() -> dict[str, str]:
    return {label: kind for kind in (*FORM_LABELS, DETAIL) for label in words("phrases", kind)}


def _label_of(part: Part) -> str | None:
    """Return what kind of label a cell is, None for a value."""
    text = REMARK.sub("", part.text.strip())
    return _label_kinds().get(fold(text)) if 0 < len(text) <= LONGEST_LABEL else None


def without_run_in(lines: Sequence[Line]) -> list[Line]:
    """Cut running text off the header before it: "2019 – 2021: Cook, Inn, Lyon. Wrote the menu. Led five cooks."."""
    found: list[Line] = []
    for line in lines:
        whole = len(line.parts) == 1 and not line.bullet
        cut = (INLINE_LIST.search(line.text) or SENTENCE_BREAK.search(line.text)) if whole else None
        head = line.text[: cut.start()] if cut else ""
        above = found[-1] if found else None
        if cut is None or len(line.text) - cut.end() < LEAST_BEHIND or not _heads(head, line, above):
            found.append(line)
            continue
        part = line.parts[0]
        found.append(replace(line, parts=(replace(part, text=head),)))
        found.append(replace(line, parts=(replace(part, text=line.text[cut.end() :]),), bullet=True))
    return found


def _heads(head: str, line: Line, above: Line | None) -> bool:
    """Whether the first words of a line are a header: with dates of their own, or a title right below some."""
    if len(head) < LEAST_BEFORE:
        return False
    if len(line.text) > LONG and len(head) < LONG + 10 and any(not one.single for one in find_dates(head)):
        return True
    below = above is not None and not above.bullet and len(above.text) < LONG and bool(find_dates(above.text))
    short = len(head) < LONGEST_LABEL and len(head.split()) <= MOST_TITLE_WORDS
    return below and short and (is_job(head) or title_logit(head) > SURE_TITLE)


def is_labelled(text: str) -> bool:
    """Whether a label of a form stands before the text: "Employer: Acme"."""
    head, colon, _ = text.partition(":")
    return bool(colon) and len(head) <= LONGEST_LABEL and _label_kinds().get(fold(head)) in FORM_LABELS


def as_form(lines: Sequence[Line]) -> list[Line]:
    """Put the labels of a form before their values ("Employer: Acme"), and mark what stands below "Main tasks".

    Lines of anything else stay as they are: a form has labels of two kinds at least, each more than once or all once.
    """
    labels = [_label_of(line.parts[0]) for line in lines]
    kinds = {kind for kind in labels if kind and kind != DETAIL}
    if len(kinds) < FEWEST_KINDS:
        return list(lines)
    found: list[Line] = []
    waiting: tuple[str, str] | None = None  # the kind and words of a label whose value stands in the next line
    detailed = False
    for line, kind in zip(lines, labels, strict=True):
        if kind is None:
            _add_value(found, line, waiting, detailed=detailed)
            waiting = None
            continue
        detailed, label = kind == DETAIL, REMARK.sub("", line.parts[0].text.strip()).rstrip(": ")
        waiting = None
        if len(line.parts) > 1:
            _add_value(found, _without_part(line, 0), (kind, label), detailed=detailed)
        elif not detailed:
            waiting = (kind, label)
    return found


def _add_value(found: list[Line], line: Line, label: tuple[str, str] | None, *, detailed: bool) -> None:
    """Append a form's value with its label; an end goes to the start in the line before."""
    kind, text = label or (None, "")
    above = found[-1] if found else None
    if kind in (None, DETAIL, OTHER):
        found.append(replace(line, bullet=line.bullet or detailed or kind == OTHER))
    elif kind == START:
        found.append(_with_first(line, f"{line.parts[0].text} –"))
    elif kind == END and above is not None and above.parts[0].text.endswith(" –"):
        found[-1] = _with_first(above, f"{above.parts[0].text} {line.parts[0].text}")
    else:
        found.append(_labelled(line, text))


def _with_first(line: Line, text: str) -> Line:
    return replace(line, parts=(replace(line.parts[0], text=text), *line.parts[1:]))


def _labelled(line: Line, label: str) -> Line:
    return _with_first(line, f"{label}: {line.parts[0].text}")
