"""Turn a seed into invented positions printed in one grammar of headers and dates, with their truth.

Where `invented` draws whole resumes in the usual layouts, the grammars here are the less usual ones: seasons, days,
two-digit years, "since", lengths of time, several roles under one employer, tables, exports of profiles.
"""

import html
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.matcher.resume.invented import COMPANIES, HEADINGS, MONTHS, PLACES, PRESENT, TITLES, Day, Job

SINCE = {
    "en": "since",
    "de": "seit",
    "fr": "depuis",
    "es": "desde",
    "pl": "od",
    "nl": "sinds",
    "it": "da",
    "tr": "",
    "pt": "desde",
    "cs": "od",
    "sv": "sedan",
    "ru": "с",
    "hu": "",
}
BULLETS = (
    "Cut waste by a third in one year.",
    "Trained four new colleagues.",
    "Kept the books of three sites in order.",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """Positions with the precision their dates are printed in, and the (kind, text) pairs they were laid out as."""

    jobs: tuple[Job, ...]
    months: bool
    laid_out: tuple[tuple[str, str], ...]

    def shown(self, day: Day) -> str:
        """Return a date at the precision it is printed in."""
        return f"{day[0]}-{day[1]:02}" if self.months else str(day[0])


def _named(day: Day, language: str) -> str:
    name = MONTHS[language].split()[day[1] - 1]
    return f"{day[0]}. {name}" if language == "hu" else f"{name} {day[0]}"


def _span(job: Job, show: Callable[[Day], str], now: str, dash: str = " – ") -> str:
    return f"{show(job.start)}{dash}{show(job.end) if job.end else now}"


def _season(day: Day) -> str:
    return f"{('Winter', 'Spring', 'Summer', 'Fall')[day[1] % 12 // 3]} {day[0]}"


def _length(job: Job) -> str:
    end = job.end or (2025, 1)
    months = (end[0] - job.start[0]) * 12 + end[1] - job.start[1] + 1
    return f"{months // 12} yrs {months % 12} mos" if months >= 12 else f"{months} mos"


# How the dates of a position are written, and whether months can be told.
DATES: dict[str, tuple[Callable[[Job, str, str], str], bool]] = {
    "month": (lambda job, language, now: _span(job, lambda day: _named(day, language), now), True),
    "season": (lambda job, _, now: _span(job, _season, now), False),
    "day before month": (
        lambda job, language, now: _span(job, lambda day: f"{day[1] + 3} {_named(day, language)}", now),
        True,
    ),
    "american day": (
        lambda job, _, now: _span(
            job, lambda day: f"{MONTHS['en'].split()[day[1] - 1]} {day[1] + 9}, {day[0]}", now, " - "
        ),
        True,
    ),
    "iso day": (lambda job, _, now: _span(job, lambda day: f"{day[0]}-{day[1]:02}-17", now, " - "), True),
    "two-digit years": (lambda job, _, now: _span(job, lambda day: f"{day[1]:02}/{day[0] % 100:02}", now, "-"), True),
    "years": (lambda job, _, now: _span(job, lambda day: str(day[0]), now, "–"), False),
    "since": (
        lambda job, language, now: (
            _span(job, lambda day: _named(day, language), now)
            if job.end or not SINCE[language]
            else f"{SINCE[language]} {_named(job.start, language)}"
        ),
        True,
    ),
    "length beside": (
        lambda job, language, now: f"{_span(job, lambda day: _named(day, language), now)} ({_length(job)})",
        True,
    ),
    "tight": (lambda job, _, now: _span(job, lambda day: f"{day[1]}/{day[0]}", now, "-"), True),
}

# A header's lines: T title, C company, P place, D dates; a tab is a wide gap. "E" stands for an employer with several
# roles below it, printed once.
HEADERS: dict[str, tuple[str, ...]] = {
    "dates in a rail": ("{T}\t{D}", "{C}\t{P}"),
    "dates in a rail of the company": ("{C}\t{D}", "{T}, {P}"),
    "dates lead the line": ("{D}  {T}, {C}",),
    "dates lead, colon": ("{D}: {T} – {C}",),
    "dates lead, table": ("{D}\t{T}\t{C}",),
    "dates trail in brackets": ("{T}, {C} ({D})",),
    "dates trail after a bar": ("{C} | {P} | {T} | {D}",),
    "dates last": ("{C}, {P}", "{T}", "{D}"),
    "company bar title": ("{C} | {T}", "{D} | {P}"),
    "title at company": ("{T} @ {C}", "{D}"),
    "title dash company": ("{T} — {C}", "{D}"),
    "company colon title": ("{C}: {T}", "{D}"),
    "company with its place in brackets": ("{C} ({P})", "{T}\t{D}"),
    "one line with dots": ("{T} · {C} · {P} · {D}",),
    "one line with commas": ("{T}, {C}, {P}, {D}",),
    "dates, then place": ("{T}", "{C}", "{D} · {P}"),
    "place first": ("{P}", "{C}", "{T}", "{D}"),
    "rail of places": ("{C}\t{P}", "{T}\t{D}"),
}


def draw_jobs(draw: random.Random, language: str, count: int = 3) -> tuple[Job, ...]:
    """Draw positions one after the other, the latest first, the first of them often current."""
    month = draw.randint(2020, 2024) * 12 + draw.randint(0, 11)
    jobs: list[Job] = []
    for company in draw.sample(COMPANIES, count):
        start = month - draw.randint(14, 40)
        end = None if not jobs and draw.random() < 0.6 else (month // 12, month % 12 + 1)
        title, place = draw.choice(TITLES[language].split(";")), draw.choice(PLACES[language].split(";"))
        jobs.append(Job(title, company, place, (start // 12, start % 12 + 1), end))
        month = start - draw.randint(1, 3)
    return tuple(jobs)


def print_jobs(
    seed: int, header: str = "dates last", dates: str = "month", language: str = "en", *, bullets: bool | None = None
) -> Printed:
    """Print drawn positions by the named grammar of headers and of dates."""
    draw = random.Random(f"{seed} {header} {dates} {language}")
    jobs = draw_jobs(draw, language)
    now = draw.choice(PRESENT[language].split(";"))
    write, months = DATES[dates]
    with_bullets = draw.random() < 0.7 if bullets is None else bullets
    out: list[tuple[str, str]] = [("title", HEADINGS[language].split(";")[0].split("|")[0])]
    for job in jobs:
        values = {"T": job.title, "C": job.company, "P": job.place, "D": write(job, language, now)}
        out += [("header", pattern.format(**values)) for pattern in HEADERS[header]]
        out += [("bullet", text) for text in draw.sample(BULLETS, draw.randint(1, 3)) if with_bullets]
        out.append(("gap", ""))
    return Printed(jobs, months, tuple(out))


def group_jobs(seed: int) -> Printed:
    """Print one employer with its whole time, several roles below it, then a second employer with one role."""
    draw = random.Random(seed)
    first, second, third = draw_jobs(draw, "en")
    second = Job(second.title, first.company, first.place, second.start, second.end)
    whole = Job("", first.company, first.place, second.start, first.end)
    write = DATES["month"][0]
    out = [("title", "Experience"), ("employer", f"{first.company}\t{write(whole, 'en', 'Present')}")]
    for job in (first, second):
        out.append(("header", f"{job.title}\t{write(job, 'en', 'Present')}"))
        out += [("bullet", text) for text in draw.sample(BULLETS, 2)]
    out += [("gap", ""), ("employer", f"{third.company}\t{write(third, 'en', 'Present')}")]
    out += [("header", f"{third.title}\t{write(third, 'en', 'Present')}"), ("bullet", BULLETS[0])]
    return Printed((first, second, third), months=True, laid_out=tuple(out))


TOP = (
    ("name", "Marta Kowalczyk"),
    ("plain", "marta@example.com | +49 30 1234567 | Berlin, Germany"),
)
TAIL = (
    ("title", "Education"),
    ("header", "BSc in Physics, University of Leeds, 2009 – 2012"),
    ("gap", ""),
    ("title", "Skills"),
    ("plain", "Python, Excel, Negotiation"),
)


def to_text(printed: Printed) -> bytes:
    """Lay the pairs out as plain text with a person above and a school below."""
    lines: list[str] = []
    for kind, text in (*TOP, *printed.laid_out, *TAIL):
        if kind == "title":
            lines += ["", text.upper(), ""]
        else:
            lines.append(f"- {text}" if kind == "bullet" else text.replace("\t", "          "))
    return "\n".join(lines).encode()


def to_html(printed: Printed) -> bytes:
    """Lay the pairs out as markup: titles as headings, wide gaps as cells of a table."""
    tags = {"name": "h1", "title": "h2", "employer": "h3", "bullet": "li", "plain": "p", "header": "p"}
    blocks = []
    for kind, text in (*TOP, *printed.laid_out, *TAIL):
        if text:
            cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in text.split("\t"))
            inner = f"<table><tr>{cells}</tr></table>" if "\t" in text else html.escape(text)
            blocks.append(f"<{tags[kind]}>{inner}</{tags[kind]}>")
    return f"<html><body>{''.join(blocks)}</body></html>".encode()
