"""Turn months YYYY-MM into dates and spans as people print them."""

import calendar

from benchmarks.cvs.press.pools import Words

YEARS_ONLY = frozenset({"y", "yshort"})
COARSE = YEARS_ONLY | {"season"}
ORDINAL_YEAR = frozenset({"hu"})  # the year comes first, with a dot


def print_date(value: str, style: str, words: Words, *, last: bool = False) -> str:
    """Return a month as `style` prints it; `last` asks for the month's last day where days are printed."""
    year, month = int(value[:4]), int(value[5:7])
    day = calendar.monthrange(year, month)[1] if last else 1
    long, short = words.table["months"][month - 1], words.table["short"][month - 1]
    first = words.language in ORDINAL_YEAR
    plain = {
        "month_y": f"{year}. {long}" if first else f"{long} {year}",
        "mon_y": f"{year}. {short}" if first else f"{short} {year}",
        "Mon_y": f"{year}. {short}" if first else f"{short[:1].upper()}{short[1:]} {year}",
        "MON_y": f"{short.upper()} {year}",
        "slash": f"{month:02d}/{year}",
        "slash1": f"{month}/{year}",
        "dot": f"{year}.{month:02d}." if first else f"{month:02d}.{year}",
        "yy": f"{month:02d}/{year % 100:02d}",
        "dotyy": f"{month:02d}.{year % 100:02d}",
        "dash": f"{month:02d}-{year}",
        "iso": f"{year}-{month:02d}",
        "ydot": f"{year}.{month:02d}",
        "yslash": f"{year}/{month}",
        "ymon": f"{year} {short}",
        "ycomma": f"{long}, {year}",
        "apos": f"{short} ’{year % 100:02d}",
        "dmy": f"{year}.{month:02d}.{day:02d}." if first else f"{day:02d}.{month:02d}.{year}",
        "dmyslash": f"{day:02d}/{month:02d}/{year}",
        "daylong": f"{year}. {long} {day}." if first else f"{day} {long} {year}",
        "season": f"{words.table['seasons'][month % 12 // 3 - 1]} {year}",
        "y": str(year),
        "yshort": str(year),
    }
    return plain[style]


def season_month(month: int) -> int:
    """Return the month that stands for a month's season: 3, 6, 9 or 12."""
    return {0: 12, 1: 3, 2: 6, 3: 9}[month % 12 // 3]


def print_span(start: str, end: str | None, style: str, words: Words, *, turn: int = 0, open_as: str = "word") -> str:
    """Return "from - to" of a job; `open_as` prints jobs that go on as a word, an open dash or "since"."""
    opening = print_date(start, style, words)
    to = words.one("to", turn)
    gap = " " if turn % 4 != 3 or to.isalpha() else ""
    if end is None:
        if open_as == "since":
            return words.one("since").format(opening)
        return f"{opening}{gap}{to}" if open_as == "open" else f"{opening}{gap}{to}{gap}{words.one('present', turn)}"
    closing = print_date(end, style, words, last=True)
    if style.startswith("d") and style != "dot":
        return f"{opening}{gap}{to}{gap}{closing}"
    if style == "yshort" and start[:2] == end[:2] and start[:4] != end[:4]:
        closing = closing[2:]
    return opening if opening == closing else f"{opening}{gap}{to}{gap}{closing}"


def print_length(start: str, end: str, words: Words) -> str:
    """Return how long a job lasted, "2 yrs 3 mos", both months counted."""
    count = (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7]) + 1
    years, months = divmod(count, 12)
    parts = []
    if years:
        parts.append(f"{years} {words.one('years', 0 if years == 1 else 1)}")
    if months:
        parts.append(f"{months} {words.one('mos', 0 if months == 1 else 1)}")
    return " ".join(parts)
