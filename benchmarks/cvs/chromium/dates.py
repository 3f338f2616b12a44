"""Turn months into the many ways in which people print dates and spans."""

from dataclasses import dataclass

from benchmarks.cvs.chromium.words import words

SEASONS = {"03": 0, "06": 1, "09": 2, "12": 3}
YEARLESS = frozenset({"year", "season"})


@dataclass(frozen=True, slots=True)
class Dates:
    """One way of printing dates: `kind` of a month, what stands between two, how an open end is said."""

    kind: str = "short"
    dash: str = " – "
    open: str = "present"  # present, since, dash
    lasting: bool = False  # a duration behind the span
    elide: bool = False  # "Jan – Jun 2019"
    now: int = 0  # which word for the present
    starts: bool = False  # only the start is printed

    @property
    def months(self) -> bool:
        """Return whether months can be read off the page."""
        return self.kind not in YEARLESS


def month(ym: str, lang: str, kind: str) -> str:
    """Return one month `YYYY-MM` as printed."""
    year, _, number = ym.partition("-")
    index = int(number) - 1
    long, short = words(lang)["months"][index], words(lang)["short"][index]
    of = " de " if lang in {"es", "pt"} else " "
    day = f"{1 + (index * 7 + int(year)) % 28:02d}"
    return {
        "long": f"{long}{of}{year}",
        "short": f"{short} {year}",
        "stop": f"{short.rstrip('.')}. {year}" if len(short.rstrip(".")) < len(long) else f"{short} {year}",
        "comma": f"{long}, {year}",
        "caps": f"{short.upper()} {year}",
        "slash": f"{number}/{year}",
        "bare": f"{int(number)}/{year}",
        "dot": f"{number}.{year}",
        "iso": f"{year}-{number}",
        "isodot": f"{year}.{number}",
        "yearfirst": f"{year}/{int(number)}",
        "yearlong": f"{year} {long}",
        "yy": f"{number}/{year[2:]}",
        "apos": f"{short} ’{year[2:]}",
        "day": f"{day}.{number}.{year}",
        "dayslash": f"{day}/{number}/{year}",
        "mix": f"{short}-{year[2:]}",
        "year": year,
        "season": f"{words(lang)['seasons'][SEASONS[number]]} {year}" if number in SEASONS else year,
    }[kind]


def lasting(start: str, end: str | None, lang: str) -> str:
    """Return how long a span lasted, "2 yrs 3 mos"; an open end counts to November 2026."""
    years, year, months, one = words(lang)["years"]
    until = end or "2026-11"
    count = (int(until[:4]) - int(start[:4])) * 12 + int(until[5:]) - int(start[5:]) + 1
    parts = [f"{count // 12} {year if count // 12 == 1 else years}"] if count >= 12 else []
    parts += [f"{count % 12} {one if count % 12 == 1 else months}"] if count % 12 else []
    return " ".join(parts)


def span(start: str, end: str | None, lang: str, how: Dates) -> str:
    """Return a span as printed; equal ends are printed once."""
    now = words(lang)["present"][how.now % len(words(lang)["present"])]
    first = month(start, lang, how.kind)
    if how.starts:
        return first
    if end is None:
        since = words(lang)["since"][how.now % len(words(lang)["since"])]
        text = {
            "since": f"{since} {first}",
            "dash": f"{first}{how.dash}".rstrip(),
            "present": f"{first}{how.dash}{now}",
        }
        told = text[how.open]
    elif month(end, lang, how.kind) == first:
        told = first
    elif how.elide and end[:4] == start[:4] and how.kind in {"long", "short"}:
        told = f"{first.rsplit(' ', 1)[0].removesuffix(' de')}{how.dash}{month(end, lang, how.kind)}"
    else:
        told = f"{first}{how.dash}{month(end, lang, how.kind)}"
    return f"{told} ({lasting(start, end, lang)})" if how.lasting and how.months else told
