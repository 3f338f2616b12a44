"""Turn the dated positions of a person into whole years of experience.

Months are counted, the first and the last one included, each once whatever overlaps. A year without its month stands
for the middle of that year: from 2018 to 2020 are two years. A position without a start or an end that can be read
counts for nothing; so does what lies ahead of `today`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from entities.member import Member
from entities.resume import Found, Resume

MONTHS = 12
EPOCH = 1900  # no date before is read
MIDDLE = 6  # months before July
DATED = re.compile(r"((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2])(?:-[0-3][0-9])?)?")
MOST = 99  # years; above, dates are wrong


@dataclass(frozen=True, slots=True)
class Spell:
    """One position's dates as written, `YYYY` or `YYYY-MM`; one that is `current` has no end."""

    start: str
    end: str
    current: bool = False


def resume_spells(resumes: Iterable[Resume]) -> list[Spell]:
    """List when the work positions of resumes began and ended."""
    return [
        Spell(_value(one.start), _value(one.end), one.current and one.end is None)
        for resume in resumes
        for one in resume.work
    ]


def member_spells(member: Member) -> list[Spell]:
    """List when a member's positions began and ended; an open end is the present."""
    return [Spell(one.start, one.end, not one.end) for one in member.positions]


def whole_years(spells: Iterable[Spell], today: int) -> int | None:
    """Count whole years in any of the positions, at most 99; None where none is dated. `today` is in epoch seconds."""
    present = _present(today)
    held = 0  # one bit a month
    dated = False
    for spell in spells:
        first = _month(spell.start, after=MIDDLE)
        last = present if spell.current else _month(spell.end, after=MIDDLE - 1)
        if first is None or last is None or first // MONTHS > last // MONTHS or first > present:
            continue
        dated = True
        held |= ((1 << max(0, min(last, present) + 1 - first)) - 1) << first
    return min(MOST, held.bit_count() // MONTHS) if dated else None


def _month(text: str, *, after: int) -> int | None:
    """Give the number of a date's month since 1900; a bare year's month is the one `after` so many."""
    found = DATED.fullmatch(text.strip())
    if found is None:
        return None
    year, month = found.groups()
    return (int(year) - EPOCH) * MONTHS + (int(month) - 1 if month else after)


def _present(today: int) -> int:
    moment = datetime.fromtimestamp(today, UTC)
    return (moment.year - EPOCH) * MONTHS + moment.month - 1


def _value(found: Found[str] | None) -> str:
    return found.value if found else ""
