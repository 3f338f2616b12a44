"""Turn a section's lines into rows that tell headers, dates, running text apart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.resume.cues import has_legal_form, is_job, reads_as_sentence
from matcher.resume.dates import Dated, find_dates, without_dates
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line
from matcher.resume.prose import without_numbers, without_sentences
from matcher.resume.stacked import with_ranges
from matcher.resume.unwrap import WRAP_GAP, as_form, is_labelled, unwrapped, without_run_in

LONGEST_HEADER = 130  # characters without the dates
LONGEST_BULLET = 70
LONG_BULLET = 60
DASHED = re.compile(r"\s*[—–•*-]\s*[^\W\d]")  # a bullet that the reader took for text
LETTER_OR_DIGIT = re.compile(r"\w")
SENTENCE_WORDS = 5
FILLED = 0.8  # of the column's width: a line that ends farther right may go on in the next
CLOSING = re.compile(r"[.!?…]\s*$")
STOPPED = re.compile(r"^[^.]*[^\W\d_A-ZÀ-Þ.]{4}\.\s*$")  # one full stop, behind a whole word
ABBREVIATION = re.compile(
    r"(?:\b\w{1,3}\.){2,}\s*$|\b(?:Inc|Corp|Ltd|Co|Univ|Dept|Dipl|Sti|Tic|San|etc)\.\s*$", re.IGNORECASE
)
SET_APART = re.compile(r"^[\s(\[|·•–—-]*$|[(\[|·•:]\s*$|\s{2,}$|\u3000$|[,–—-]\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its dates; `rest` is the text without them. `body` marks running text, `anchor` an entry's dates."""

    line: Line
    dates: tuple[Dated, ...]
    rest: str
    body: bool
    anchor: bool

    @property
    def dated(self) -> Dated | None:
        """The row's range, else its first lone date."""
        return next((dated for dated in self.dates if not dated.single), self.dates[0] if self.dates else None)


def _is_sentence(text: str, line: Line) -> bool:
    count = len(text.split())
    if STOPPED.search(text) and not ABBREVIATION.search(text) and not has_legal_form(text):
        return True
    if count >= SENTENCE_WORDS and CLOSING.search(text) and not ABBREVIATION.search(text) and not has_legal_form(text):
        return True
    return len(text) > LONGEST_HEADER or (count > 12 and not line.bold)


def _is_detail(text: str) -> bool:
    head = text.partition(":")[0]
    return fold(head) in words("phrases", "detail") and (":" in text or len(text.split()) < 4)


def _goes_on(line: Line, before: Row | None) -> bool:
    """Whether the line continues the paragraph of the running text above it."""
    if before is None or not before.body or line.bullet or (line.bold and not before.line.bold):
        return False
    above = before.line
    if (above.page, above.column) != (line.page, line.column) and line.text[:1].islower():
        return True
    if abs(above.size - line.size) > 0.6 or line.gap > WRAP_GAP or above.italic != line.italic:
        return False
    if line.text[:1].islower():
        return True
    width = above.right - above.left
    if width <= 0 or line.page is None:
        return False
    indented = above.bullet and line.x0 >= above.x0 - 2
    filled = above.x1 >= above.left + FILLED * width
    reaches = filled or (indented and len(above.text) > LONG_BULLET)
    return reaches and not CLOSING.search(above.text) and line.x0 >= above.x0 - 2


def _stands_apart(line: Line, dated: Dated) -> bool:
    """Whether a date is a piece of its own and no part of a phrase."""
    text = line.text
    before, after = text[: dated.begin], text[dated.finish :]
    return (
        bool(SET_APART.search(before))
        or not LETTER_OR_DIGIT.search(before)
        or (bool(re.match(r"\s{2,}", before[::-1])) and bool(re.match(r"\s*(?:$|[)\]|·•,:–—-]|\s{2})", after)))
    )


def _is_anchor(line: Line, dates: tuple[Dated, ...], *, body: bool) -> bool:
    ranges = [dated for dated in dates if not dated.single]
    if body or not dates:
        return False
    if line.bullet:
        first = (ranges or list(dates))[0]
        goes_on = (
            re.match(r"\s?[^\W\d_]", line.text[first.finish :]) and line.text[first.finish :].strip()[:1].islower()
        )
        at_edge = not goes_on and (not LETTER_OR_DIGIT.search(line.text[: first.begin]) or _stands_apart(line, first))
        return bool(ranges) and len(line.text) < 110 and at_edge
    if ranges:
        return True
    first = dates[0]
    trailing = not LETTER_OR_DIGIT.search(line.text[first.finish :]) and len(line.text) < 70
    return len(line.text) < 100 and (_stands_apart(line, first) or (trailing and is_job(line.text)))


def _logical(lines: Sequence[Line]) -> list[Line]:
    """Return a section's lines as an entry's header and running text would stand in an ordinary one."""
    whole = without_sentences(without_numbers(unwrapped(lines)))
    return without_run_in(with_ranges(as_form(whole)))


def _edged(line: Line, dated: Dated) -> bool:
    """Whether a range stands apart from the words around it, or ends them."""
    if _stands_apart(line, dated):
        return True
    return not LETTER_OR_DIGIT.search(line.text[dated.finish :]) and not reads_as_sentence(line.text)


def to_rows(lines: Sequence[Line]) -> list[Row]:
    """Return a row for each line; dates wrapped over two lines become one row."""
    found: list[Row] = []
    for line in _logical(lines):
        dates = tuple(find_dates(line.text))
        rest = without_dates(line.text) if dates else line.text
        bare = rest.strip(" ,;|·•–—-()")
        anchored = [dated for dated in dates if not dated.single]
        edged = bool(anchored) and _edged(line, anchored[0])
        body = (
            bool(bare)
            and not (is_labelled(bare) and not line.bullet)
            and (
                _is_detail(bare)
                or (_is_sentence(bare, line) and not edged)
                or (reads_as_sentence(line.text) and not edged)
                or (line.bullet and not anchored and not (dates and len(line.text) < LONGEST_BULLET))
                or (_goes_on(line, found[-1] if found else None) and not anchored)
            )
        )
        anchor = _is_anchor(line, dates, body=body)
        if (line.bullet or DASHED.match(line.text)) and not anchor and bare:
            body = True
        found.append(Row(line, dates, rest, body, anchor))
    return _with_body_style(_with_lone_ends(_with_bullet_headers(found)))


def _ends_dated(row: Row) -> bool:
    """Whether words come first and a date last: "Acme Ltd Jul 2025"."""
    text, dated = row.line.text, row.dated
    if dated is None or row.line.bullet:
        return False
    return bool(LETTER_OR_DIGIT.search(text[: dated.begin])) and not LETTER_OR_DIGIT.search(text[dated.finish :])


def _with_lone_ends(rows: list[Row]) -> list[Row]:
    """Take a lone date at a line's end for an entry's where lines that look the same end in ranges."""
    looks = {_look(row.line) for row in rows if row.anchor and row.dated and not row.dated.single and _ends_dated(row)}
    return [
        replace(row, anchor=True)
        if not row.anchor and not row.body and _look(row.line) in looks and _ends_dated(row)
        else row
        for row in rows
    ]


def _look(line: Line) -> tuple[float, bool, bool]:
    return round(line.size, 1), line.bold, line.italic


def _with_body_style(rows: list[Row]) -> list[Row]:
    """Take short lines for running text that look as the running text does and as no header of the section.

    The rows up to the first running text below dates are headers for certain, and dates alone need one beside them.
    """
    anchors = [index for index, row in enumerate(rows) if row.anchor]
    if not anchors:
        return rows
    first = next((index for index, row in enumerate(rows) if index > anchors[0] and row.body), len(rows))
    heads = {_look(row.line) for index, row in enumerate(rows) if row.anchor or (index < first and not row.body)}
    sure = Counter(_look(row.line) for row in rows if row.body and not row.line.bullet)
    looks = {look for look, count in sure.items() if count > 1 and look not in heads}
    bare = {index for index in anchors if not LETTER_OR_DIGIT.search(rows[index].rest)}
    return [
        replace(row, body=True)
        if not row.body and not row.anchor and _look(row.line) in looks and not {index - 1, index + 1} & bare
        else row
        for index, row in enumerate(rows)
    ]


def _with_bullet_headers(rows: list[Row]) -> list[Row]:
    """Take short bullets beside a dated row for its header: lists whose items are whole positions."""
    for index, row in enumerate(rows):
        if not row.body or not row.line.bullet or row.dates or len(row.line.text) > LONGEST_BULLET:
            continue
        before = rows[index - 1] if index else None
        after = rows[index + 1] if index + 1 < len(rows) else None
        opens = after is not None and after.anchor and not after.line.bullet and not LETTER_OR_DIGIT.search(after.rest)
        follows = (
            before is not None
            and before.anchor
            and before.line.bullet
            and not LETTER_OR_DIGIT.search(before.rest)
            and row.line.gap <= before.line.gap
        )
        if opens or (follows and is_job(row.line.text)):
            rows[index] = replace(row, body=False)
    return rows
