"""Turn lives plus the years in which they were written down into records of the match schema."""

import functools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.lives import mail
from benchmarks.lives.cultures import countries
from benchmarks.lives.employers import COMPANIES, employers, schools, titles
from benchmarks.lives.life import NEVER, TODAY
from benchmarks.lives.naming import Writing, write_names
from benchmarks.lives.texts import Flags, chosen, digits, glued, joined, lists, mended, taken
from benchmarks.lives.typing_errors import typo
from benchmarks.lives.wordlists import words
from matcher import PERSON_SCHEMA

I64 = npt.NDArray[np.int64]
SHOWN_JOBS = 5
EARLIEST = 1960
DEGREES = (0.4, 0.7, 0.8, 0.9, 0.95, 1.0)


def records(writing: Writing, ids: pa.Array, members: pa.Array) -> pa.Table:
    """Write the records of all rows; `members` are the ids that profile addresses end in."""
    written = write_names(writing)
    jobs = _jobs(writing)
    columns: Mapping[str, pa.Array] = {
        "id": ids,
        "name": written.name,
        "first_name": written.first,
        "middle_name": written.middle,
        "last_name": written.last,
        "emails": _emails(writing, jobs, written.family),
        "phones": lists([_where(writing.happens("phone"), _phone(writing))]),
        "handles": _handles(writing, members),
        "headline": _headline(writing, jobs),
        "location": _location(writing),
        "positions": _positions(writing, jobs),
        "education": _education(writing),
        "birth_date": _where(writing.happens("birth date"), _born(writing)),
    }
    kept = writing.preset.fields | {"id"}
    n = len(writing.rows)
    return pa.table(
        {
            field.name: columns[field.name].cast(field.type) if field.name in kept else pa.nulls(n, field.type)
            for field in PERSON_SCHEMA
        },
        schema=PERSON_SCHEMA,
    )


class _Jobs:
    """The jobs that a record shows, latest first: places in a life's jobs, and which of the columns are filled."""

    def __init__(self, writing: Writing) -> None:
        drawn, rows = writing.drawn, writing.rows
        begun = (drawn.start[rows] <= writing.year[:, None]).sum(axis=1)
        whole = writing.happens("whole career")
        none = writing.happens("no position") | writing.happens("no employer")
        count = np.where(whole, np.minimum(begun, SHOWN_JOBS), np.minimum(begun, 1))
        self.count = np.where(none, 0, count)
        self.places = np.maximum(begun[:, None] - 1 - np.arange(SHOWN_JOBS), 0)
        self.filled = np.arange(SHOWN_JOBS) < self.count[:, None]
        self.dated = whole | (writing.side == "profile")
        self.current = self.places[:, 0]
        self.begun = begun > 0

    def company(self, writing: Writing) -> npt.NDArray[np.int32]:
        """Give the employer of the latest job."""
        return np.asarray(writing.drawn.company[writing.rows, self.current])


def _jobs(writing: Writing) -> _Jobs:
    return _Jobs(writing)


def _where(condition: Flags, text: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(condition), text, pa.scalar(None, text.type))


def _emails(writing: Writing, jobs: _Jobs, family: npt.NDArray[np.int32]) -> pa.Array:
    drawn, rows, rng = writing.drawn, writing.rows, writing.rng
    n = len(rows)
    if "emails" not in writing.preset.fields:
        return pa.nulls(n, pa.list_(pa.string()))
    switched = writing.year > drawn.born[rows] + 24 + 40 * drawn.dice[rows, 7]
    at_work = _where(jobs.begun, mail.work(drawn, rows, jobs.company(writing), family))
    shares = (drawn.kind[rows] > 0) & (drawn.kind[rows] < 4) & (drawn.dice[drawn.household[rows], 6] < 0.5)
    shares &= writing.happens("e-mail of the household")
    outside = writing.happens("e-mail of an agency or office")
    if writing.side == "profile":
        own = _where(writing.happens("private e-mail"), mail.private(drawn, rows, switched))
        own = chosen(outside, mail.office(rng, n), chosen(shares, mail.household(drawn, rows), own))
        return lists([own, _where(writing.happens("e-mail of the employer"), at_work)])
    second = switched & ~writing.happens("e-mail of an earlier time")
    address = mail.private(drawn, rows, second)
    address = chosen(writing.happens("e-mail of the employer") & jobs.begun, at_work, address)
    address = chosen(shares, mail.household(drawn, rows), address)
    address = chosen(outside, mail.office(rng, n), address)
    varied = np.flatnonzero(writing.happens("e-mail in a variant"))
    address = mended(address, varied, lambda at, text: _variant(text, at % 3))
    wrong = np.flatnonzero(writing.happens("typo in the e-mail"))
    address = mended(address, wrong, lambda _at, text: typo(rng, text))
    return lists([_where(~writing.happens("no e-mail"), address)])


def _variant(text: str, way: int) -> str:
    """Write the same mailbox in another way: with a tag, in capitals, with or without dots at Gmail."""
    box, _, host = text.partition("@")
    if way == 0 and host == "gmail.com":
        return f"{box.replace('.', '')}@{'googlemail.com' if len(box) % 3 == 0 else host}"
    return f"{box}+jobs@{host}" if way == 1 else f"{box.capitalize()}@{host.upper() if way == 0 else host}"


def _phone(writing: Writing) -> pa.Array:
    ways = writing.rng.integers(0, 4, len(writing.rows))
    return mail.phones(writing.drawn, writing.rows, writing.year, ways)


def _handles(writing: Writing, members: pa.Array) -> pa.Array:
    drawn, rows = writing.drawn, writing.rows
    address = mail.profile_address(drawn, rows, members)
    shown = np.ones(len(rows), bool) if writing.side == "profile" else writing.happens("profile address")
    has = drawn.dice[rows, 11] < 0.4
    return lists([_where(shown, address), _where(has & writing.happens("handle"), mail.written_handle(drawn, rows))])


def _headline(writing: Writing, jobs: _Jobs) -> pa.Array:
    dice = writing.rng.random(len(writing.rows))
    title, company = _title(writing, jobs.current), _company(writing, jobs.current)
    if writing.side == "candidate":
        return _where((dice < 0.3) & jobs.begun & ~writing.happens("no title"), title)
    said = chosen(dice < 0.6, glued(title, chosen(dice < 0.5, " at ", " @ "), company), title)
    return _where(jobs.begun & (dice < 0.85), said)


def _company(writing: Writing, place: I64) -> pa.Array:
    dice = writing.rng.random(len(writing.rows))
    form = np.where(dice < 0.45, 0, np.where(dice < 0.85, 1, 2))
    if writing.side == "profile":
        form = np.where(dice < 0.3, 0, np.where(dice < 0.93, 1, 2))
    company = writing.drawn.company[writing.rows, place].astype(np.int64)
    wrong = writing.happens("wrong employer")
    company[wrong] = (COMPANIES * writing.rng.random(int(wrong.sum())) ** 3).astype(np.int64)
    return taken(employers().names, form * COMPANIES + company)


def _title(writing: Writing, place: I64) -> pa.Array:
    listed = titles()
    title = writing.drawn.title[writing.rows, place].astype(np.int64)
    other = writing.happens("title in other words")
    changed = listed.of_trade[writing.drawn.trade[writing.rows], writing.rng.integers(0, 5, len(title))]
    return taken(listed.names, np.where(other, changed, title))


def _positions(writing: Writing, jobs: _Jobs) -> pa.Array:
    drawn, rows, n = writing.drawn, writing.rows, len(writing.rows)
    months = _months()
    parts: dict[str, list[pa.Array]] = {"company": [], "title": [], "start": [], "end": []}
    blank = writing.happens("no title")
    for at in range(SHOWN_JOBS):
        place = jobs.places[:, at]
        start, end = drawn.start[rows, place], drawn.end[rows, place]
        over = (end <= writing.year) & (end < NEVER - 100)
        parts["company"].append(_company(writing, place))
        parts["title"].append(_where(~blank, _title(writing, place)))
        parts["start"].append(taken(months, _month(start), jobs.dated))
        parts["end"].append(taken(months, _month(np.minimum(end, TODAY)), jobs.dated & over))
    order = (np.arange(SHOWN_JOBS) * n)[None, :] + np.arange(n)[:, None]
    wanted = pa.array(order[jobs.filled])
    fields = [pa.concat_arrays(columns).take(wanted) for columns in parts.values()]
    offsets = np.concatenate([[0], np.cumsum(jobs.filled.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays(fields, names=list(parts)))


@functools.cache
def _months() -> pa.Array:
    return pa.array([f"{year:04d}-{month:02d}" for year in range(EARLIEST, 2028) for month in range(1, 13)])


def _month(year: npt.NDArray[np.float64]) -> I64:
    return np.clip((year - EARLIEST) * 12, 0, (2028 - EARLIEST) * 12 - 1).astype(np.int64)


def _location(writing: Writing) -> pa.Array:
    drawn, rows = writing.drawn, writing.rows
    here = np.clip((drawn.moved[rows] <= writing.year[:, None]).sum(axis=1) - 1, 0, None)
    places, starts = _places()
    country = drawn.country[rows, here].astype(np.int64)
    city = starts[country] + drawn.city[rows, here]
    dice = writing.rng.random(len(rows))
    cuts = (0.55, 0.7, 0.8, 0.95) if writing.side == "profile" else (0.15, 0.5, 0.6, 0.7)
    form = np.searchsorted(cuts, dice, side="right")
    return _where(~writing.happens("no place"), taken(places, form * starts[-1] + city))


@functools.cache
def _places() -> tuple[pa.Array, I64]:
    """Write every city in five forms, form after form; also each country's first city."""
    forms: tuple[list[str], ...] = ([], [], [], [], [])
    starts = [0]
    for country in countries():
        for city in country.cities:
            region = f"{city.name}, {city.region}" if city.region else city.name
            forms[0].append(f"{region}, {country.name}")
            forms[1].append(f"{city.name}, {country.name}")
            forms[2].append(f"Greater {city.name} Area" if country.code in {"US", "CA", "GB", "AU"} else f"{city.own}")
            forms[3].append(region)
            forms[4].append(city.name)
        starts.append(len(forms[0]))
    return pa.array([text for texts in forms for text in texts]), np.array(starts, np.int64)


def _education(writing: Writing) -> pa.Array:
    drawn, rows, rng = writing.drawn, writing.rows, writing.rng
    n = len(rows)
    shown = writing.happens("education") & (drawn.degree_year[rows] <= writing.year)
    degrees = pa.array([line.split("|")[0] for line in words("work", "degrees")])
    degree = taken(degrees, np.searchsorted(DEGREES, drawn.dice[rows, 10], side="right"))
    fields = [
        taken(schools()[0], drawn.school[rows]),
        _where(rng.random(n) < 0.8, degree),
        _where(rng.random(n) < 0.8, taken(titles().areas, drawn.trade[rows])),
        _where(rng.random(n) < 0.75, digits(drawn.degree_year[rows])),
    ]
    offsets = np.concatenate([[0], np.cumsum(shown)]).astype(np.int32)
    wanted = pa.array(np.flatnonzero(shown))
    struct = pa.StructArray.from_arrays(
        [field.take(wanted) for field in fields], names=["school", "degree", "area", "end"]
    )
    return pa.ListArray.from_arrays(pa.array(offsets), struct)


def _born(writing: Writing) -> pa.Array:
    born = writing.drawn.born[writing.rows]
    year = born.astype(np.int64)
    day = ((born - year) * 336).astype(np.int64)
    return joined(digits(year, 4), digits(day // 28 + 1, 2), digits(day % 28 + 1, 2), by="-")
