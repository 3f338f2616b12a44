"""Turn text into the dates printed in it: spans with YYYY or YYYY-MM."""

import re
from dataclasses import dataclass, replace
from functools import cache

from matcher.resume.date_points import LETTERED_PARTS, ORDINALS, Point, point_at
from matcher.resume.date_tokens import (
    AHEAD,
    MONTH_NUMERALS,
    Tokens,
    first_words,
    is_mark,
    month_of,
    phrase_at,
    telephone_numbers,
    tokens_of,
)
from matcher.resume.lexicon import flat, months, rows, words
from matcher.resume.memo import remembered

DIGIT = re.compile(r"\d")
EMPTY = re.compile(r"\(\s*\)|\[\s*\]")  # brackets that nothing is left in
PRESENT = "present"
LONGEST_SHORT = 15  # years that "2019-21" may span
SHORTEST_PRESENT = 3  # letters: "now" without a dash is rather a word of a sentence
WIDE = 2  # characters of white space that set pieces apart
MOST_DASHES = 3
MOST_LEADS = 3
DASHES = "-~→>»÷〜～⟶➔➜➝…"
CLOSING = ")]|·•,;"
OPENING = "([|·•,;:-"
LEADS = ("since", "until", "from", "at", "circa")  # words before a date, in the order they are tried
OPENING_MARKS = ("'", "~")
LETTERS, LAST_WORD = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+$")
NO_LEAD: frozenset[str] = frozenset()
LETTER_OR_DIGIT = re.compile(r"\w")
SUFFIX_MARKS = "'-"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or range found in a text: `[begin, finish)` is the span, `start` or `end` may be None (not printed).

    `end` may be "present". `single` tells a lone date, which stands in `end` and not in `start` where a word such as
    "until" says so, else in `start`. `part` tells a lone season, quarter or term.
    """

    begin: int
    finish: int
    start: str | None
    end: str | None
    single: bool = False
    part: bool = False

    @property
    def current(self) -> bool:
        """Whether the range reaches up to the present."""
        return self.end == PRESENT


@dataclass(frozen=True, slots=True)
class _Lead:
    """Words before a date: what they say, and the token behind them."""

    kinds: frozenset[str]
    at: int


@cache
def _lead_words() -> frozenset[str]:
    return first_words(*LEADS) | {"~"}


def _lead(tokens: Tokens, index: int) -> _Lead:
    if tokens[index].text not in _lead_words():
        return _Lead(NO_LEAD, index)
    kinds: set[str] = set()
    at = index
    for _ in range(MOST_LEADS):
        for kind in LEADS:
            behind = phrase_at(tokens, at, kind)
            if behind and not _is_date_word(tokens, at, behind):
                kinds.add(kind)
                at = behind
                break
        else:
            break
        at += is_mark(tokens[at], ":.")
        at = phrase_at(tokens, at, "article") or at
    if not kinds and is_mark(tokens[at], "~") and tokens[at + 1].kind == "number":
        return _Lead(frozenset(("circa",)), at + 1)
    return _Lead(frozenset(kinds), at)


def _is_date_word(tokens: Tokens, index: int, behind: int) -> bool:
    """Whether words that may lead a date are part of it: "des. 2019" is a December."""
    if behind == index + 1 and month_of(tokens[index]) is not None:
        return True
    if index and not tokens[index].gap and len(tokens[index].text) == 1:
        return True  # the "V" of "N.V. 2019"
    if index and tokens[index].capitals and tokens[index - 1].kind == "word" and tokens[index].gap == 1:
        return not tokens[index - 1].capitals  # the "AB" of "Johansson AB 2019"
    return (phrase_at(tokens, index, "season") or 0) >= behind


def _link(tokens: Tokens, index: int, *, paired: bool) -> tuple[int, bool] | None:
    """Return the index behind a dash or joining word, and whether it was nothing but a dash."""
    at = index + is_mark(tokens[index], ")")
    dashes = 0
    while dashes < MOST_DASHES and is_mark(tokens[at], DASHES):
        at, dashes = at + 1, dashes + 1
    if not dashes and is_mark(tokens[at], "/"):
        return at + 1, False
    joined = phrase_at(tokens, at, "to") or (phrase_at(tokens, at, "and") if paired else None)
    if joined and (phrase_at(tokens, at, "season") or (dashes and phrase_at(tokens, at, PRESENT))):
        joined = None  # "a.y. 2019", "to date"
    if joined and not dashes and not _separate(tokens, at, joined):
        joined = None
    if joined is None and at == index + is_mark(tokens[index], ")") and not dashes:
        return None
    at = joined or at
    if joined:
        at += is_mark(tokens[at], ":")
        at = phrase_at(tokens, at, "article") or at
    at += is_mark(tokens[at], "(")
    return at, joined is None


def _separate(tokens: Tokens, index: int, behind: int) -> bool:
    """Whether a joining word stands apart from the dates, as short words must."""
    short = behind == index + 1 and len(tokens[index].text) == 1 and tokens[index].text.isascii()
    return not short or (tokens[index].gap > 0 and tokens[behind].gap > 0)


def _short_end(tokens: Tokens, index: int, start: Point) -> tuple[int, str] | None:
    """Read the second year of "2016/17", "2019-21", "2019 - '21"."""
    joined = phrase_at(tokens, index, "to") or (index + 1 if is_mark(tokens[index], "-/") else None)
    if len(start.value) != 4 or joined is None:
        return None
    at = joined + is_mark(tokens[joined], "'")
    token = tokens[at]
    if token.kind != "number" or len(token.text) != 2 or token.gap > 1 or tokens[index].gap > 1:
        return None
    if (
        tokens[at + 1].kind == "mark"
        and not tokens[at + 1].gap
        and tokens[at + 2].kind == "number"
        and not tokens[at + 2].gap
    ):
        return None
    if phrase_at(tokens, at + 1, "duration") or tokens[at + 1].text == "%":
        return None
    year = start.value[:2] + token.text
    return (at + 1, year) if int(start.value) < int(year) <= int(start.value) + LONGEST_SHORT else None


def _suffixed(tokens: Tokens, index: int) -> int:
    """Skip a case ending behind a date: "2019-től", "2019'dan"."""
    token, after = tokens[index], tokens[index + 1]
    if token.gap or not is_mark(token, SUFFIX_MARKS) or after.gap or after.kind != "word":
        return index
    return phrase_at(tokens, index + 1, "suffix") or index


def _later(start: str, end: str) -> bool:
    size = min(len(start), len(end))
    return end[:size] >= start[:size]


@dataclass(frozen=True, slots=True)
class _Reader:
    """The grammar over the tokens of one text."""

    tokens: Tokens
    month_first: bool

    def point(self, index: int) -> Point | None:
        return point_at(self.tokens, index, month_first=self.month_first)

    def dated_at(self, index: int) -> tuple[Dated, int] | None:
        """Return the date or range that starts at a token with the index behind it."""
        tokens = self.tokens
        lead = _lead(tokens, index)
        first = self.point(lead.at)
        if first is None:
            return None
        ended = self._range_end(lead, first)
        if ended is not None:
            start, end, following = ended
            return self._dated(index if lead.kinds else lead.at, following, start, end)
        if first.month_only or (first.weak and not self._set_apart(lead.at, first.following)):
            return None
        return self._single(index, lead, first)

    def _dated(
        self, index: int, following: int, start: str | None, end: str | None, *, single: bool = False
    ) -> tuple[Dated, int]:
        tokens = self.tokens
        return Dated(tokens[index].begin, tokens[following - 1].finish, start, end, single), following

    def _range_end(self, lead: _Lead, first: Point) -> tuple[str, str, int] | None:
        tokens = self.tokens
        at = _suffixed(tokens, first.following)
        link = _link(tokens, at, paired="from" in lead.kinds)
        if link is not None:
            return self._linked(first, at, *link)
        return None if first.month_only else self._beside(first, at)

    def _linked(self, first: Point, before: int, at: int, only_dash: bool) -> tuple[str, str, int] | None:  # noqa: FBT001 - a pair's half
        """Read the end of a range behind its dash or joining word."""
        tokens = self.tokens
        now = None if first.month_only else phrase_at(tokens, at, PRESENT)
        if now and not self._is_dated_month(at):
            closed = is_mark(tokens[at - 1], "(") and is_mark(tokens[now], ")")
            return first.value, PRESENT, now + closed
        lead = _lead(tokens, at)
        second = self.point(lead.at)
        if second and not second.month_only:
            start = second.value[:4] + first.value[1:] if first.month_only else first.value
            following = _suffixed(tokens, second.following)
            end, short = second.value, _short_end(tokens, following, second)
            if short:
                following, end = short  # "2015/16 – 2017/18"
            return (start, end, following) if _later(start, end) else None
        if first.month_only:
            return None
        if short := _short_end(tokens, before, first):
            return self._academic(first, *short)
        ends = tokens[at].kind == "end" or is_mark(tokens[at], CLOSING) or tokens[at].gap >= WIDE
        return (first.value, PRESENT, at) if only_dash and ends and not first.weak else None

    def _is_dated_month(self, at: int) -> bool:
        """Whether a word that may be the present is a month before its year: "maig de 2019", Hungarian "maig"."""
        point = self.point(at) if month_of(self.tokens[at]) else None
        return point is not None and not point.month_only

    def _academic(self, first: Point, following: int, year: str) -> tuple[str, str, int]:
        """Read on behind "2015/16": it may itself be the start of a range."""
        if len(first.value) == 4 and is_mark(self.tokens[following], DASHES):
            link = _link(self.tokens, following, paired=False)
            longer = self._linked(Point(first.value, following), following, *link) if link else None
            if longer:
                return longer
        return first.value, year, following

    def _beside(self, first: Point, at: int) -> tuple[str, str, int] | None:
        """Read two dates, or a date with "present", that stand side by side without a dash."""
        tokens = self.tokens
        behind = at + is_mark(tokens[at], ",")
        now = phrase_at(tokens, at, PRESENT)
        if now and tokens[at].gap and tokens[now - 1].finish - tokens[at].begin > SHORTEST_PRESENT:
            return first.value, PRESENT, now
        second = self.point(behind) if tokens[behind].gap else None
        if second is None or second.month_only or second.weak or len(second.value) != len(first.value):
            return None
        if not _later(first.value, second.value):
            return None
        return first.value, second.value, _suffixed(tokens, second.following)

    def _set_apart(self, index: int, following: int) -> bool:
        """Whether what may be another number stands alone between the ends of the text, marks or wide gaps."""
        tokens = self.tokens
        before, after = tokens[index - 1] if index else None, tokens[following]
        opens = before is None or tokens[index].gap >= WIDE or is_mark(before, OPENING)
        closes = after.kind == "end" or after.gap >= WIDE or is_mark(after, CLOSING) or is_mark(after, ":")
        return opens and closes

    def _single(self, index: int, lead: _Lead, first: Point) -> tuple[Dated, int] | None:
        tokens = self.tokens
        if index and tokens[index].gap <= 1 and phrase_at(tokens, index - 1, "product"):
            return None
        begin, following = index if lead.kinds else lead.at, _suffixed(tokens, first.following)
        if since := self._since(lead, first):
            return self._dated(begin, since, first.value, PRESENT)
        opened = is_mark(tokens[following], "(")
        if expected := phrase_at(tokens, following + opened, "expected"):
            expected += opened and is_mark(tokens[expected], ")")
            return self._dated(begin, expected, None, first.value, single=True)
        dashed = begin == 1 and is_mark(tokens[0], "-")
        if "until" in lead.kinds or dashed:
            return self._dated(0 if dashed else begin, following, None, first.value, single=True)
        lone, behind = self._dated(begin, following, first.value, None, single=True)
        return replace(lone, part=first.part), behind

    def _since(self, lead: _Lead, first: Point) -> int | None:
        """Return the index behind a lone date that goes on up to now: "since 2019", "2019 onwards", "2019'dan beri"."""
        tokens = self.tokens
        following = _suffixed(tokens, first.following)
        for at in (first.following + is_mark(tokens[first.following], SUFFIX_MARKS), following):
            if after := phrase_at(tokens, at, "since_after"):
                return after
        return (phrase_at(tokens, following, "on") or following) if "since" in lead.kinds else None


@cache
def _openers() -> frozenset[str]:
    """Return the words and marks that a date may begin with, or a phrase that leads one: most words are none."""
    words_before = first_words(*LEADS, "season", "part")
    return words_before.union(months(), MONTH_NUMERALS, LETTERED_PARTS, OPENING_MARKS)


@remembered
def _dates(text: str, month_first: bool) -> tuple[Dated, ...]:  # noqa: FBT001 - the cache's key
    tokens = tokens_of(text)
    if not tokens:
        return ()
    closed = telephone_numbers(tokens)
    reader = _Reader(tokens, month_first)
    found: list[Dated] = []
    openers = _openers()
    index, last = 0, len(tokens) - AHEAD
    while index < last:
        begins = tokens[index].kind == "number" or tokens[index].text in openers
        read = reader.dated_at(index) if begins and index not in closed else None
        if read is None:
            index += 1
        else:
            found.append(read[0])
            index = read[1]
    return tuple(found)


def find_dates(text: str, *, month_first: bool = False) -> list[Dated]:
    """Return the dates and ranges of one line, left to right; `month_first` reads 04/05/2019 as the fifth of April."""
    return list(_dates(text, month_first))


def find_range(text: str) -> Dated | None:
    """Return the first range (a start with an end or "present"), None if the text has only lone dates."""
    return next((dated for dated in _dates(text, False) if not dated.single), None)  # noqa: FBT003 - the cache's key


@cache
def _duration() -> re.Pattern[str]:
    units = sorted(words("datewords", "duration"), key=len, reverse=True)
    unit = "(?:" + "|".join(map(re.escape, units)) + ")"
    amount = rf"(?:\d{{1,2}}(?:[.,]\d)?\+?|a|an|one|ein|eine|un|une|uno|una)\s?{unit}(?!\w)\.?"
    return re.compile(rf"(?<!\w){amount}(?:\s*(?:,|and|und|et|y|e|i|a|og|och|en|és|ve|и|&)?\s*{amount})?")


@remembered
def without_dates(text: str) -> str:
    """Return the text with dates, durations and the brackets around them taken out, the gaps kept wide."""
    pieces, position = [], 0
    for dated in _dates(text, False):  # noqa: FBT003 - the cache's key
        pieces.append(text[position : dated.begin])
        position = dated.finish
    rest = "   ".join([*pieces, text[position:]])
    return without_durations(EMPTY.sub("   ", rest))


@remembered
def without_durations(text: str) -> str:
    """Return the text without lengths of time such as "(2 years 3 months)"."""
    if not DIGIT.search(text):
        return text
    rest, position = [], 0
    for match in _duration().finditer(flat(text)):
        rest.append(text[position : match.start()])
        position = match.end()
    return EMPTY.sub("   ", "   ".join([*rest, text[position:]]))


@cache
def _date_words() -> frozenset[str]:
    """Return every plain word that may be part of a date or a length of time."""
    phrases = (entry for row in rows("datewords.txt") for entry in row.entries)
    listed = {word for phrase in phrases for word in LETTERS.findall(flat(phrase))}
    amounts = "a an one ein eine un une uno una and und et y e i og och en".split()
    return frozenset(listed).union(amounts, months(), MONTH_NUMERALS, LETTERED_PARTS, ORDINALS)


def may_date(text: str, *, last: bool) -> bool:
    """Whether the `last` word of a text (the first one otherwise) can be one of a date; cheap, and never wrongly no."""
    found = LAST_WORD.search(text) if last else LETTERS.search(text)
    if found is None or not found[0].isascii():
        return True
    word = found[0].lower()
    return word in _date_words() or not (found[0][1:].islower() or found[0].isupper())


def only_dates(text: str) -> bool:
    """Whether nothing but dates and durations stands in the text."""
    if not may_date(text, last=False) or not may_date(text, last=True):
        return False
    rest = without_dates(text)
    return rest != text and not LETTER_OR_DIGIT.search(rest)
