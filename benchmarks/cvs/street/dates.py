"""Turn the dates of a job into the words ordinary people print, and what those words still say."""

import calendar
from dataclasses import dataclass

from benchmarks.cvs.person import Job
from benchmarks.cvs.street.pools import Words

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SEASON_OF = (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 0)
SEASON_MONTH = (12, 3, 6, 9)
ONGOING = 19  # months from which "since 2 years" is said


@dataclass(frozen=True, slots=True)
class Style:
    """How a resume prints ranges: a point in time, what joins two, how a range without end reads."""

    point: str
    joint: str = " - "
    ongoing: str = "{a} - {now}"
    months: bool = True
    shape: str = ""  # joined, wef, since, duration, vague


@dataclass(frozen=True, slots=True)
class Said:
    """A printed range with its parts, and the dates it says."""

    text: str
    first: str
    last: str
    start: str | None
    end: str | None


STYLES = {
    "short": Style("{mon} {y}"),
    "long": Style("{month} {y}", " – ", "{a} – {now}"),
    "joined": Style("{month} {y}", "-", "{a}-{now}", shape="joined"),
    "slashed-years": Style("{y}", "/", "{a} → {now}", months=False),
    "two-digit": Style("{m:02}/{yy}", "-", "{a}-{now}"),
    "apostrophe": Style("{mon}'{yy}", " to ", "{a} to {now}"),
    "wef": Style("{d:02}.{m:02}.{y}", " to ", "w.e.f. {a}", shape="wef"),
    "day-name": Style("{d:02}-{mon}-{y}", " to ", "{a} to {now}"),
    "dotted": Style("{m:02}.{y}", " - ", "{a} - {now}"),
    "dotted-tight": Style("{m:02}.{y}", "-", "{since_a}"),
    "days": Style("{d:02}.{m:02}.{y}", " – ", "{a} – {now}"),
    "days-slash": Style("{d:02}/{m:02}/{y}", " - ", "{a} - {now}"),
    "since": Style("{y}", "-", "{since_a}", months=False),
    "since-month": Style("{month} {y}", " - ", "{since_a}"),
    "arrow": Style("{m}/{y}", " → ", "{a} →"),
    "fiscal": Style("FY{y}", "-", "{a}-{now}", months=False),
    "years": Style("{y}", " - ", "{a} - {now}", months=False),
    "years-open": Style("{y}", "–", "{a}–", months=False),
    "season": Style("{season} {y}", " - ", "{a} - {now}", months=False),
    "tilde": Style("{y}/{m:02}", " ~ ", "{a} ~ {now}"),
    "year-first": Style("{y}.{m:02}", " - ", "{a} - {now}"),
    "year-first-words": Style("{y} {mon}", " – ", "{a} – {now}"),
    "iso": Style("{y}-{m:02}", " / ", "{a} / {now}"),
    "roman": Style("{roman} {y}", " - ", "{a} - {now}"),
    "duration": Style("{mon} {y}", " - ", "{a} - {now}", shape="duration"),
    "vague": Style("{y}", shape="vague"),
    "plain-slash": Style("{m}/{y}", "-", "{a}-{now}"),
    "padded-slash": Style("{m:02}/{y}", " – ", "{a} – {now}"),
    "year-dot": Style("{y}. {month}", " – ", "{a} – {now}"),
    "comma": Style("{month}, {y}", " to ", "{a} to {now}"),
}


def say(job: Job, style: Style, words: Words, now: str) -> Said:
    """Return how a job's time is printed in a style, and the dates that can be read from it."""
    first = point(job.start, style.point, words, last=False)
    if style.shape == "vague":
        text = lasted(job, words)
        return Said(text, text, "", None, None if job.end is None and months_of(job) >= ONGOING else "?")
    start = meant(job.start, style)
    if job.end is None:
        since = words.text["since"].format(y=first)
        text = style.ongoing.format(a=first, now=now, since_a=since)
        return Said(with_duration(text, job, style, words), first, now, start, None)
    last = point(job.end, style.point, words, last=True)
    end = meant(job.end, style)
    if first == last or (style.point == "{y}" and job.start[:4] == job.end[:4]):
        text = first
    elif style.shape == "joined" and job.start[:4] == job.end[:4]:
        text = first.replace(job.start[:4], "").strip(" ,.") + "-" + last
    elif style.shape == "wef":
        text = f"from {first} to {last}"
    else:
        text = f"{first}{style.joint}{last}"
    return Said(with_duration(text, job, style, words), first, last, start, end)


def point(date: str, pattern: str, words: Words, *, last: bool) -> str:
    """Return a YYYY-MM in a pattern; days are the first and last of the month."""
    year, month = int(date[:4]), int(date[5:])
    season = SEASON_OF[month - 1]
    return pattern.format(
        y=year,
        yy=date[2:4],
        m=month,
        d=calendar.monthrange(year, month)[1] if last else 1,
        mon=words.short[month - 1],
        month=words.months[month - 1],
        roman=ROMAN[month - 1],
        season=words.lists["seasons"][season],
    )


def meant(date: str, style: Style) -> str:
    """Return the date a style still says: seasons stand for a month."""
    if "{season}" in style.point:
        return f"{date[:4]}-{SEASON_MONTH[SEASON_OF[int(date[5:]) - 1]]:02d}"
    return date


def months_of(job: Job) -> int:
    """Return how many months a job took, both ends counted; open ones until October 2024."""
    end = job.end or "2024-10"
    return (int(end[:4]) - int(job.start[:4])) * 12 + int(end[5:]) - int(job.start[5:]) + 1


def lasted(job: Job, words: Words) -> str:
    """Return a job's length in whole years, in words without any date."""
    years = max(1, round(months_of(job) / 12))
    if job.end is None and months_of(job) >= ONGOING:
        return words.text["ongoing"].format(n=years)
    return words.text["lastedone"] if years == 1 else words.text["lasted"].format(n=years)


def with_duration(text: str, job: Job, style: Style, words: Words) -> str:
    """Return a range with its length in brackets if the style prints it."""
    return f"{text} ({lasted(job, words)})" if style.shape == "duration" and months_of(job) >= 12 else text
