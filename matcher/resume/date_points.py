"""Turn tokens into points in time: a day, a month, a season, a year, each as YYYY or YYYY-MM."""

from typing import NamedTuple

from matcher.resume.date_tokens import (
    MONTH_NUMERALS,
    Tokens,
    full_year,
    is_fresh,
    is_mark,
    month_of,
    phrase_at,
    usable_year,
    year_of,
)

MONTHS, DAYS, PARTS = 12, 31, 4
TWO = 2  # digits of a short year, of a padded month
ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "o", "º", "a", "ª", "e", "eme", "re", "ere", "ste", "de"))
LETTERED_PARTS = frozenset("qhtskч")  # Q1, H2, T1, S2, K1 (kwartał, kvartal), Ч


class Point(NamedTuple):
    """A point in time: YYYY, YYYY-MM, or --MM for a month whose year stands at the other end of its range.

    Its tokens are `[index, following)`. A `weak` one ("04/19", "Mar 19") may be another number as well.
    """

    value: str
    following: int
    weak: bool = False
    part: bool = False  # of a year: a season, a quarter, a term

    @property
    def month_only(self) -> bool:
        """Whether the year is still missing."""
        return self.value[0] == "-"


def point_at(tokens: Tokens, index: int, *, month_first: bool = False) -> Point | None:
    """Return the point in time that starts at a token, None without one.

    `month_first` reads 04/05/2019 as the fifth of April. A month without a year gives a point that only a range uses.
    """
    token = tokens[index]
    if token.kind == "number":
        if len(token.text) <= TWO:
            return _from_number(tokens, index, month_first=month_first) if is_fresh(tokens, index) else None
        return _from_year(tokens, index) if is_fresh(tokens, index) else None
    if token.kind == "word":
        if month_of(token):
            return _from_month(tokens, index)
        return _from_part(tokens, index) or _from_numeral(tokens, index)
    if is_mark(token, "'"):
        return _short_year(tokens, index)
    return None


def _short_year(tokens: Tokens, index: int) -> Point | None:
    """Read '19."""
    number = tokens[index + 1]
    if number.kind == "number" and len(number.text) == TWO and number.gap <= 1 and _ends(tokens, index + 2):
        return Point(full_year(number.text), index + 2)
    return None


def _ends(tokens: Tokens, index: int) -> bool:
    """Whether a number before ends here: no digits, share or unit behind it."""
    after = tokens[index]
    if after.kind == "number":
        return after.gap > 0
    if after.kind == "mark" and not after.gap:
        return after.text != "%" and not (
            after.text in ".,:/" and not tokens[index + 1].gap and _is_number(tokens, index + 1)
        )
    return after.kind != "word" or (after.gap > 0 and phrase_at(tokens, index, "duration") is None)


def _is_number(tokens: Tokens, index: int) -> bool:
    return tokens[index].kind == "number"


def _number(tokens: Tokens, index: int, most: int) -> int | None:
    token = tokens[index]
    if token.kind != "number" or len(token.text) > TWO or not 1 <= int(token.text) <= most:
        return None
    return int(token.text)


def _mark_between(tokens: Tokens, index: int, marks: str) -> str | None:
    """Return the mark at a token that joins the numbers around it: touching, or with a space the writer allows."""
    mark, after = tokens[index], tokens[index + 1]
    if not is_mark(mark, marks) or after.kind != "number":
        return None
    spaced = mark.gap + after.gap
    allowed = 0 if mark.text == "-" else 1 if mark.text == "." else 2
    return mark.text if spaced <= allowed and not (mark.text == "." and mark.gap) else None


def _from_number(tokens: Tokens, index: int, *, month_first: bool) -> Point | None:
    first = _number(tokens, index, DAYS)
    if first is None:
        return None
    mark = _mark_between(tokens, index + 1, "./-")
    if mark:
        return _numeric(tokens, index, mark, month_first=month_first)
    at = index + 1
    after = tokens[at]
    ordinal = (after.text in ORDINALS and after.kind == "word" and not after.gap) or is_mark(after, ".°")
    at += ordinal
    if is_mark(tokens[at], ".") and ordinal:
        at += 1
    if first <= PARTS and (behind := phrase_at(tokens, at, "part")):
        return _of_year(tokens, behind)
    if first <= PARTS and after.text in LETTERED_PARTS and not after.gap:
        return _of_year(tokens, index + 2)
    if (
        is_mark(after, ".")
        and first <= MONTHS
        and is_mark(tokens[at], "-")
        and (short := _same_year(tokens, at + 1, first))
    ):
        return short._replace(following=at)
    if of := phrase_at(tokens, at, "of"):
        at = of
    elif is_mark(tokens[at], "-/") and not tokens[at].gap:
        at += 1
    return _from_month(tokens, at, dayed=True) if month_of(tokens[at]) else None


def _same_year(tokens: Tokens, index: int, first: int) -> Point | None:
    """Read the first month of "03.–06.2019" by what stands behind its dash."""
    last = _number(tokens, index, MONTHS)
    mark = _mark_between(tokens, index + 1, "./")
    dated = last and last >= first and mark and usable_year(tokens, index + 2)
    return Point(f"--{first:02}", index) if dated else None


def _numeric(tokens: Tokens, index: int, mark: str, *, month_first: bool) -> Point | None:
    """Read 31.12.2019, 31.12.19, 12/2019, 12/19, the first month of 03-06/2019."""
    first = int(tokens[index].text)
    if year := usable_year(tokens, index + 2):
        return Point(f"{year}-{first:02}", index + 3) if first <= MONTHS else None
    middle = _number(tokens, index + 2, DAYS)
    again = _mark_between(tokens, index + 3, "./-") if middle else None
    if middle and again == mark:
        month = _month_of_two(first, middle, month_first=month_first)
        return _of_day(tokens, index + 4, month) if month else None
    if middle and again and mark == "-" and first <= middle <= MONTHS and usable_year(tokens, index + 4):
        return Point(f"--{first:02}", index + 1)
    return _short_month(tokens, index, mark)


def _month_of_two(first: int, second: int, *, month_first: bool) -> int | None:
    """Return the month of a day and a month in the usual order, or in the only one possible."""
    month, day = (first, second) if month_first else (second, first)
    return next((number for number in (month, day) if number <= MONTHS), None)


def _of_day(tokens: Tokens, index: int, month: int) -> Point | None:
    """Read the year behind a day and a month."""
    if year := usable_year(tokens, index):
        return Point(f"{year}-{month:02}", index + 1)
    last = tokens[index]
    if len(last.text) == TWO and _ends(tokens, index + 1):
        return Point(f"{full_year(last.text)}-{month:02}", index + 1, weak=True)
    return None


def _short_month(tokens: Tokens, index: int, mark: str) -> Point | None:
    """Read 04/19 and 04.19."""
    month, year = tokens[index].text, tokens[index + 2].text
    if mark == "-" or len(year) != TWO or int(month) > MONTHS or not _ends(tokens, index + 3):
        return None
    padded = len(month) == TWO and mark == "/"
    return Point(f"{full_year(year)}-{int(month):02}", index + 3, weak=True) if padded or mark in "./" else None


def _from_month(tokens: Tokens, index: int, *, dayed: bool = False) -> Point | None:
    month = month_of(tokens[index])
    at = index + 1
    if is_mark(tokens[at], ".") and not tokens[at].gap:
        at += 1
    if not dayed and _number(tokens, at, DAYS) and (behind := _day_before_year(tokens, at)):
        at = behind
    touching = is_mark(tokens[at], ",-/.") and not is_mark(tokens[at + 1], "-")
    join = at + 1 if touching else phrase_at(tokens, at, "of") or at
    if usable_year(tokens, join) and (not touching or tokens[at].text != "-" or tokens[join].gap == tokens[at].gap):
        return Point(f"{tokens[join].text}-{month:02}", _behind_year(tokens, join + 1))
    for place in (at, join):
        if is_mark(tokens[place], "'") and (short := _short_year(tokens, place)):
            return Point(f"{short.value}-{month:02}", short.following)
    short_year = tokens[join]
    if touching and tokens[at].text == ",":
        return Point(f"--{month:02}", index + 1)
    if short_year.kind == "number" and len(short_year.text) == TWO and _ends(tokens, join + 1):
        near = short_year.gap <= 1 and (join == at or tokens[at].gap == short_year.gap == 0)
        if near and not (is_mark(tokens[join + 1], ".,") and year_of(tokens[join + 2])):
            return Point(f"{full_year(short_year.text)}-{month:02}", join + 1, weak=True)
    return Point(f"--{month:02}", at)


def _day_before_year(tokens: Tokens, index: int) -> int | None:
    """Return the index of the year behind a day: "1, 2019", "1st 2019"."""
    at = index + 1
    if tokens[at].text in ORDINALS and not tokens[at].gap:
        at += 1
    at += is_mark(tokens[at], ",.")
    at = phrase_at(tokens, at, "of") or at
    return at if usable_year(tokens, at) and tokens[at].gap else None


def _behind_year(tokens: Tokens, index: int) -> int:
    """Skip what some languages print behind a year: "2019 г.", "2019 r.", "2019年"."""
    token = tokens[index]
    if token.gap > 1 or (behind := phrase_at(tokens, index, "year")) is None:
        return index
    if is_mark(tokens[behind], ".") and not tokens[behind].gap:
        return behind + 1
    return behind if len(token.text) > 1 or token.text in "гр年년" else index


def _from_part(tokens: Tokens, index: int) -> Point | None:
    """Read "Summer 2019", "Q3 2020", "WS 2018/19", "Semester 2 2019"."""
    token, after = tokens[index], tokens[index + 1]
    if token.text in LETTERED_PARTS and after.kind == "number" and not after.gap and len(after.text) == 1:
        return _of_year(tokens, index + 2) if 1 <= int(after.text) <= PARTS else None
    behind = phrase_at(tokens, index, "season")
    if behind is None and (behind := phrase_at(tokens, index, "part")):
        behind += _number(tokens, behind, PARTS) is not None
    return _of_year(tokens, behind) if behind else None


def _of_year(tokens: Tokens, index: int) -> Point | None:
    """Read the year of a season; "2018/19" and "18/19" name its first."""
    at = phrase_at(tokens, index, "of") or index
    at += at == index and is_mark(tokens[at], ",/-.")
    if is_mark(tokens[at], "'") and (short := _short_year(tokens, at)):
        return short._replace(part=True)
    token = tokens[at]
    if year := usable_year(tokens, at):
        return Point(year, _behind_slash(tokens, at + 1, year), part=True)
    if token.kind == "number" and len(token.text) == TWO and token.gap <= 1 and _ends(tokens, at + 1):
        return Point(full_year(token.text), at + 1, weak=True, part=True)
    slashed = token.kind == "number" and len(token.text) == TWO and is_mark(tokens[at + 1], "/")
    if slashed and _is_number(tokens, at + 2) and int(tokens[at + 2].text) == (int(token.text) + 1) % 100:
        return Point(full_year(token.text), at + 3, part=True)
    return None


def _behind_slash(tokens: Tokens, index: int, year: str) -> int:
    mark, after = tokens[index], tokens[index + 1]
    if not is_mark(mark, "/-") or after.kind != "number" or mark.gap or after.gap:
        return index
    return index + 2 if after.text in (str(int(year) + 1), str(int(year) + 1)[2:]) else index


def _from_numeral(tokens: Tokens, index: int) -> Point | None:
    """Read "VI 2019", "IX.2020": months in Roman numerals."""
    month = MONTH_NUMERALS.get(tokens[index].text)
    at = index + 1 + is_mark(tokens[index + 1], "./")
    if month is None or tokens[at].gap > 1 or not usable_year(tokens, at):
        return None
    return Point(f"{tokens[at].text}-{month:02}", _behind_year(tokens, at + 1))


def _from_year(tokens: Tokens, index: int) -> Point | None:
    year = usable_year(tokens, index)
    if year is None:
        return None
    return (
        _east_asian(tokens, index, year)
        or _year_and_month(tokens, index, year)
        or _year_and_name(tokens, index, year)
        or Point(year, _behind_year(tokens, index + 1))
    )


def _east_asian(tokens: Tokens, index: int, year: str) -> Point | None:
    """Read 2019年, 2019年4月, 2019년 4월 1일."""
    if tokens[index + 1].text not in ("年", "년"):
        return None
    month = _number(tokens, index + 2, MONTHS)
    if not month or tokens[index + 3].text not in ("月", "월"):
        return Point(year, index + 2)
    dayed = _number(tokens, index + 4, DAYS) and tokens[index + 5].text in ("日", "일")
    return Point(f"{year}-{month:02}", index + (6 if dayed else 4))


def _year_and_name(tokens: Tokens, index: int, year: str) -> Point | None:
    """Read "2019 April", "2019. április 15.", "2019-Apr", "2020 Q3"."""
    after = tokens[index + 1]
    behind = _behind_year(tokens, index + 1)
    if behind > index + 1 and (named := month_of(tokens[behind])) and not _own_year(tokens, behind + 1):
        return Point(f"{year}-{named:02}", behind + 1)  # "2019 m. sausio"
    marked = is_mark(after, ".,-/") and not after.gap
    at = index + 1 + marked
    if tokens[at].gap > (0 if marked and is_mark(after, "-/") else 1):
        return None
    month = month_of(tokens[at])
    if month is None or _own_year(tokens, at + 1):
        part = _part_behind(tokens, at)
        return Point(year, part, part=True) if part else None
    at += 1
    at += int(is_mark(tokens[at], ".") and not tokens[at].gap)
    if _number(tokens, at, DAYS) and _ends(tokens, at + 1) and tokens[at + 1].kind != "word":
        at += 1 + is_mark(tokens[at + 1], ".")
    return Point(f"{year}-{month:02}", at)


def _own_year(tokens: Tokens, index: int) -> bool:
    at = index + is_mark(tokens[index], ".")
    at = phrase_at(tokens, at, "of") or at
    return usable_year(tokens, at) is not None or is_mark(tokens[at], "'")


def _part_behind(tokens: Tokens, index: int) -> int | None:
    token, after = tokens[index], tokens[index + 1]
    if token.gap > 1:
        return None
    if token.text in LETTERED_PARTS and _number(tokens, index + 1, PARTS) and not after.gap:
        return index + 2
    behind = phrase_at(tokens, index, "season")
    return behind if behind and not _own_year(tokens, behind) else None


def _year_and_month(tokens: Tokens, index: int, year: str) -> Point | None:
    """Read 2019-04, 2019/4, 2019.04.01, "2019. 04."."""
    mark = _mark_between(tokens, index + 1, "./-")
    month = _number(tokens, index + 2, MONTHS) if mark else None
    if month is None:
        return None
    spaced = tokens[index + 2].gap > 0
    if (
        _mark_between(tokens, index + 3, "./-") == mark
        and _number(tokens, index + 4, DAYS)
        and _ends(tokens, index + 5)
    ):
        behind = index + 5
        return Point(f"{year}-{month:02}", behind + (mark == "." and is_mark(tokens[behind], ".")))
    if not _ends(tokens, index + 3):
        return None
    closed = mark == "." and is_mark(tokens[index + 3], ".") and not tokens[index + 3].gap
    if spaced and not closed and (mark == "." and len(tokens[index + 2].text) < TWO):
        return None
    after = tokens[index + 3]
    if (
        mark == "-"
        and is_mark(after, "-")
        and not after.gap
        and _is_number(tokens, index + 4)
        and not tokens[index + 4].gap
    ):
        return None if _number(tokens, index + 4, 99) else Point(f"{year}-{month:02}", index + 3)
    return Point(f"{year}-{month:02}", index + 3 + closed)
