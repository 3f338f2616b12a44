"""Turn a parsed resume into figures that stand beside it: years of experience, current position, highest degree."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from entities.resume import FoundPosition, Resume
from matcher.resume.lexicon import fold, rows

MONTHS = 12
LEAST_GAP = 3  # months
LONG = 4  # letters above which a word may start a longer one


class Gap(BaseModel):
    """A time between two positions: the first and last whole month without one (YYYY-MM), and how many."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: str
    end: str
    months: int


class Derived(BaseModel):
    """Figures computed from a resume; `years_of_experience` counts overlapping positions once.

    `gaps` are at least `LEAST_GAP` months long. Years without months are taken as whole years, so that a gap that may
    be none isn't listed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    years_of_experience: float | None = None
    current_company: str | None = None
    current_title: str | None = None
    highest_degree: str | None = None
    gaps: tuple[Gap, ...] = ()


def _month(value: str, *, last: bool) -> int:
    year = int(value[:4])
    month = int(value[5:7]) if len(value) > 4 else (MONTHS if last else 1)
    return year * MONTHS + month - 1


def _spans(positions: tuple[FoundPosition, ...], now: int) -> list[tuple[int, int]]:
    spans = []
    for position in positions:
        if position.start is None:
            continue
        begin = _month(position.start.value, last=False)
        if position.end is not None:
            finish = _month(position.end.value, last=True)
        elif position.current:
            finish = now
        else:
            continue
        spans.append((begin, min(finish, now)))
    return sorted(span for span in spans if span[0] <= span[1])


def months_of_experience(positions: tuple[FoundPosition, ...], now: int) -> int:
    """Return months worked up to `now` (year x 12 + month - 1), overlaps counted once, both ends included."""
    total, reached = 0, -1
    for begin, finish in _spans(positions, now):
        first = max(begin, reached + 1)
        if finish >= first:
            total += finish - first + 1
            reached = finish
    return total


def gaps_between(positions: tuple[FoundPosition, ...], now: int) -> tuple[Gap, ...]:
    """Return the months between positions in which none is held, up to `now`, the earliest first."""
    found: list[Gap] = []
    reached: int | None = None
    for begin, finish in _spans(positions, now):
        if reached is not None and begin - reached - 1 >= LEAST_GAP:
            found.append(Gap(start=_printed(reached + 1), end=_printed(begin - 1), months=begin - reached - 1))
        reached = finish if reached is None else max(reached, finish)
    return tuple(found)


def _printed(month: int) -> str:
    return f"{month // MONTHS:04}-{month % MONTHS + 1:02}"


def highest_degree(resume: Resume) -> str | None:
    """Return the highest level (doctorate, master, bachelor, associate, school) among the degrees."""
    found = {level for entry in resume.education if entry.degree for level in _levels_in(fold(entry.degree.value))}
    return next((level for level, _ in rows("levels.txt") if level in found), None)


def _levels_in(degree: str) -> set[str]:
    """Return the levels a folded degree names; of names that overlap the longest counts: "high school diploma"."""
    hits: list[tuple[int, int, str]] = []
    for level, names in rows("levels.txt"):
        for name in map(fold, names):
            begin = f" {degree} ".find(f" {name}" if len(name) > LONG else f" {name} ")
            if begin >= 0:
                hits.append((begin, begin + len(name), level))
    return {
        level
        for begin, end, level in hits
        if not any(left <= begin and end <= right and right - left > end - begin for left, right, _ in hits)
    }


def derive(resume: Resume, document_date: str | None) -> Derived:
    """Compute the figures as of the document's date (YYYY-MM-DD); without one, as of the last date printed.

    Nothing here is read from the file itself, so it stands beside the resume and not in it.
    """
    dates = [found.value for position in resume.work for found in (position.start, position.end) if found]
    if document_date:
        day = date.fromisoformat(document_date)
        now = day.year * MONTHS + day.month - 1
    else:
        now = max((_month(value, last=True) for value in dates), default=0)
    months = months_of_experience(resume.work, now)
    current = next((position for position in resume.work if position.current), None)
    return Derived(
        years_of_experience=round(months / MONTHS, 1) if dates else None,
        current_company=current.company.value if current and current.company else None,
        current_title=current.title.value if current and current.title else None,
        highest_degree=highest_degree(resume),
        gaps=gaps_between(resume.work, now),
    )
