"""Turn text into the dates printed in it: spans with YYYY or YYYY-MM."""

import re
from dataclasses import dataclass
from functools import cache

from matcher.resume.lexicon import flat, fold, months, words

PRESENT = "present"
FIRST_YEAR, LAST_YEAR = 1940, 2049
PIVOT = 50  # a two-digit year below it is of this century
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
DASH = r"\s*(?:-{1,3}|/|~|→|>|»)\s*"
SIDE_BY_SIDE = re.compile(r",?\s+")
SHORTEST_PRESENT = 3  # letters: "now" without a dash is rather a word of a sentence
OPEN_DASH = re.compile(r"\s*(?:-{1,3}|→|>)\s*")
OPEN_AFTER = re.compile(r"\s*(?:$|[)\]|·•,;]|\s{2})")
NOT_INSIDE = r"(?<![\w€$£])(?:(?<!\d[.,/])|(?<=(?:19|20)\d\d/))"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or range found in a text: `[begin, finish)` is the span, `start` or `end` may be None (not printed).

    `end` may be "present". `single` tells a lone date, which stands in `end` and not in `start` where a word such as
    "until" says so, else in `start`.
    """

    begin: int
    finish: int
    start: str | None
    end: str | None
    single: bool = False

    @property
    def current(self) -> bool:
        """Whether the range reaches up to the present."""
        return self.end == PRESENT


@dataclass(frozen=True, slots=True)
class _Atom:
    begin: int
    finish: int
    value: str  # YYYY, YYYY-MM, or --MM for a month whose year stands with the range's other end


def _either(entries: set[str] | frozenset[str]) -> str:
    # A folded entry has no punctuation; the printed one may have any between its words.
    ordered = sorted(entries, key=len, reverse=True)
    return "(?:" + "|".join(r"[^\w]{1,2}".join(map(re.escape, entry.split())) for entry in ordered) + ")"


@cache
def _atoms() -> re.Pattern[str]:
    month = rf"(?P<{{}}>{_either(frozenset(months()))})(?!\w)\.?"
    apostrophe = r"'(?P<{}>\d\d)(?!\d)"
    season = _either(words("datewords", "season"))
    of = r"(?:\s*(?:de|del|do|of|d[’']|/|,|-)\s*|\s+|)"
    day = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|ª|°)?"
    forms = [
        rf"(?P<y1>{YEAR})[-./](?P<m1>0[1-9]|1[0-2])[-./](?:0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?P<y2>{YEAR})年\s*(?P<m2>1[0-2]|0?[1-9])月",
        rf"(?P<y3>{YEAR})\.?\s+(?:{month.format('n3')})(?!\s*(?:{YEAR}|'\d\d))(?:\s+\d{{1,2}}\.?(?!\d))?",
        rf"(?:{day}\.?(?:\s+de)?\s*[-/ ]?\s*)?(?:{month.format('n4')})(?:\s+{day},?\s|{of})(?P<y4>{YEAR})(?!\d)",
        rf"(?:{day}\.?\s*)?(?:{month.format('n5')})[\s/-]*{apostrophe.format('s5')}",
        rf"(?P<a6>\d{{1,2}})\s?[./-]\s?(?P<b6>\d{{1,2}})\s?[./-]\s?(?P<y6>{YEAR})(?!\d)",
        rf"(?P<m7>0?[1-9]|1[0-2])\s?[./-]\s?(?P<y7>{YEAR})(?!\d)",
        rf"(?P<y8>{YEAR})[-./](?P<m8>0[1-9]|1[0-2])(?!\d|[./]\d|-\d{{1,2}}(?!\d))",
        rf"(?:{season}|q[1-4]|[1-4]q|[1-4]\.\s?quartal|h[12]|t[1-4])[\s,/-]*(?:{of})(?P<y9>{YEAR})(?:/\d\d)?(?!\d)",
        rf"(?P<y0>{YEAR})[\s/-]*(?:q[1-4]|h[12]|{season})(?!\w)",
        rf"(?P<ya>{YEAR})(?![\d%])",
        apostrophe.format("sb"),
        rf"(?:{month.format('nc')})[\s-]+(?P<sc>\d\d)(?![\d.,:/])",
        r"(?P<md>0[1-9]|1[0-2])/(?P<sd>\d\d)(?![\d/])",
        rf"(?:{day}\.?\s*)?(?:{month.format('ne')})(?=\s*(?:-|to\b|bis\b|a\b|al\b|au\b))",
    ]
    return re.compile(NOT_INSIDE + "(?:" + "|".join(forms) + ")")


@cache
def _present() -> re.Pattern[str]:
    return re.compile(_either(words("datewords", PRESENT)) + r"(?!\w)(?:(?<=\w\.\w)\.)?")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s*\(?\s*)(?:{DASH}|\s+{_either(words('datewords', 'to'))}[\s:]+(?:(?:the|la|el|le|den|il)\s+)?)\(?"
    )


@cache
def _since() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(words('datewords', 'since'))}[\s:]+(?:le |la |el |o |the )?$")


@cache
def _since_after() -> re.Pattern[str]:
    return re.compile(rf"\s*'?(?:\w{{2,3}}\s)?{_either(words('datewords', 'since_after'))}(?!\w)")


@cache
def _until() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(words('datewords', 'until'))}[\s:]+$")


@cache
def _duration() -> re.Pattern[str]:
    unit = _either(words("datewords", "duration"))
    amount = rf"(?:\d{{1,2}}(?:[.,]\d)?\+?|a|an|one|ein|eine|un|une|uno|una)\s?{unit}(?!\w)\.?"
    return re.compile(rf"(?<!\w){amount}(?:\s*(?:,|and|und|et|y|e|i|a|og|och|en|és|ve|и|&)?\s*{amount})?")


def _century(two_digits: str) -> str:
    return f"{'20' if int(two_digits) < PIVOT else '19'}{two_digits}"


def _value(match: re.Match[str]) -> str | None:
    groups = {name: text for name, text in match.groupdict().items() if text is not None}
    year = month = ""
    for name, text in groups.items():
        if name[0] == "y":
            year = text
        elif name[0] == "s":
            year = _century(text)
        elif name[0] == "n":
            month = f"{months()[fold(text)]:02}"
        elif name[0] == "m":
            month = f"{int(text):02}"
    if "a6" in groups:
        first, second = int(groups["a6"]), int(groups["b6"])
        if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
            return None
        # Day first is usual everywhere but in the United States, where a day above 12 gives the order away.
        month = f"{second if second <= 12 else first:02}"
    if not year:
        return f"--{month}"
    return f"{year}-{month}" if month else year


def _find_atoms(plain: str) -> list[_Atom]:
    if not any(character.isdigit() for character in plain):
        return []
    found = []
    for match in _atoms().finditer(plain):
        value = _value(match)
        if value is not None:
            found.append(_Atom(match.start(), match.end(), value))
    return found


def _short_end(plain: str, begin: int, start: str) -> tuple[int, str] | None:
    """Read "2016/17" and "2019-21" where the second year has two digits."""
    match = re.match(r"\s?[-/]\s?'?(\d\d)(?![\d./-])", plain[begin:])
    if match and len(start) == 4:
        year = start[:2] + match[1]
        if int(start) < int(year) <= int(start) + 15:
            return begin + match.end(), year
    return None


def _later(start: str, end: str) -> bool:
    size = min(len(start), len(end))
    return end[:size] >= start[:size]


def _beside(plain: str, first: _Atom, second: _Atom | None) -> Dated | None:
    """Read two dates, or a date with "present", that stand side by side without a dash."""
    gap = plain[first.finish : second.begin] if second else ""
    if second and SIDE_BY_SIDE.fullmatch(gap) and len(first.value) == len(second.value) and _later_year(first, second):
        return Dated(first.begin, second.finish, first.value, second.value)
    space = re.compile(r"\s+").match(plain, first.finish)
    if space and (now := _present().match(plain, space.end())) and len(now[0]) > SHORTEST_PRESENT:
        return Dated(first.begin, now.end(), first.value, PRESENT)
    return None


def _later_year(first: _Atom, second: _Atom) -> bool:
    return "-" not in (first.value[0], second.value[0]) and _later(first.value, second.value)


def _linked(plain: str, first: _Atom, second: _Atom | None, link: re.Match[str]) -> Dated | None:
    """Read a range whose dash or joining word is `link`."""
    month_only = first.value[0] == "-"
    if second and second.begin == link.end() and second.value[0] != "-":
        start = second.value[:4] + first.value[1:] if month_only else first.value
        return Dated(first.begin, second.finish, start, second.value) if _later(start, second.value) else None
    if month_only:
        return None
    if now := _present().match(plain, link.end()):
        return Dated(first.begin, now.end(), first.value, PRESENT)
    if short := _short_end(plain, first.finish, first.value):
        return Dated(first.begin, short[0], first.value, short[1])
    # "2017 -" is up to now
    open_end = OPEN_DASH.fullmatch(link[0]) and OPEN_AFTER.match(plain, link.end())
    return Dated(first.begin, link.end(), first.value, PRESENT) if open_end else None


def _joined(plain: str, first: _Atom, second: _Atom | None) -> Dated | None:
    """Join a date with what follows it to a range, if it does."""
    link = _between().match(plain, first.finish)
    if link is not None:
        return _linked(plain, first, second, link)
    if first.value[0] == "-":
        return None
    if beside := _beside(plain, first, second):
        return beside
    short = _short_end(plain, first.finish, first.value)
    return Dated(first.begin, short[0], first.value, short[1]) if short else None


def _single(plain: str, atom: _Atom) -> Dated | None:
    if atom.value[0] == "-":
        return None
    before = plain[: atom.begin]
    if since := _since().search(before):
        return Dated(since.start(), atom.finish, atom.value, PRESENT)
    if after := _since_after().match(plain, atom.finish):
        return Dated(atom.begin, after.end(), atom.value, PRESENT)
    if until := _until().search(before):
        return Dated(until.start(), atom.finish, None, atom.value, single=True)
    if re.fullmatch(r"\s*-\s*", before):
        return Dated(0, atom.finish, None, atom.value, single=True)
    return Dated(atom.begin, atom.finish, atom.value, None, single=True)


def find_dates(text: str) -> list[Dated]:
    """Return the dates and ranges of one line, left to right."""
    plain = flat(text)
    atoms = _find_atoms(plain)
    found: list[Dated] = []
    index = 0
    while index < len(atoms):
        atom = atoms[index]
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        dated = _joined(plain, atom, following)
        if dated is None:
            dated = _single(plain, atom)
        else:
            before = _since().search(plain[: dated.begin])
            if before:
                dated = Dated(before.start(), dated.finish, dated.start, dated.end)
        if dated is not None:
            found.append(dated)
            while index < len(atoms) and atoms[index].begin < dated.finish:
                index += 1
        else:
            index += 1
    return found


def find_range(text: str) -> Dated | None:
    """Return the first range (a start with an end or "present"), None if the text has only lone dates."""
    return next((dated for dated in find_dates(text) if not dated.single), None)


def without_dates(text: str) -> str:
    """Return the text with dates, durations and the brackets around them taken out, the gaps kept wide."""
    pieces, position = [], 0
    for dated in find_dates(text):
        pieces.append(text[position : dated.begin])
        position = dated.finish
    rest = "   ".join([*pieces, text[position:]])
    return without_durations(re.sub(r"\(\s*\)|\[\s*\]", "   ", rest))


def without_durations(text: str) -> str:
    """Return the text without lengths of time such as "(2 years 3 months)"."""
    plain = flat(text)
    if not any(character.isdigit() for character in plain):
        return text
    rest, position = [], 0
    for match in _duration().finditer(plain):
        rest.append(text[position : match.start()])
        position = match.end()
    return re.sub(r"\(\s*\)|\[\s*\]", "   ", "   ".join([*rest, text[position:]]))


def only_dates(text: str) -> bool:
    """Whether nothing but dates and durations stands in the text."""
    rest = without_dates(text)
    return rest != text and not re.search(r"\w", rest)
