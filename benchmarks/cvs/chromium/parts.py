# ruff: noqa: E501 - markup and rules of style read better unbroken
"""Turn positions and studies into markup: one function for each order of title, employer, place and dates."""

from collections.abc import Callable, Iterator
from itertools import groupby

from benchmarks.cvs.chromium.dates import month
from benchmarks.cvs.chromium.sheet import Sheet, esc
from benchmarks.cvs.person import Job, Study

JobPart = Callable[[Sheet, Job], str]


def bullets(x: Sheet, job: Job) -> str:
    """Return the highlights as the design prints them: list, glyph lines or a paragraph."""
    kind = x.design.bullet
    if not job.highlights:
        return ""
    if kind == "prose":
        return f"<p class=did>{esc('. '.join(job.highlights))}.</p>"
    if kind == "list":
        return "<ul>" + "".join(f"<li>{esc(one)}</li>" for one in job.highlights) + "</ul>"
    if kind == "lines":
        return "".join(f"<div class=line>{esc(one)}</div>" for one in job.highlights)
    rows = (f"<div class=item><i class=b>{kind}</i><span>{esc(one)}</span></div>" for one in job.highlights)
    return "<div class=items>" + "".join(rows) + "</div>"


def where(x: Sheet, job: Job, before: str = ", ") -> str:
    """Return the place of a position where the design prints it beside the employer."""
    return f"<span class=pl>{before}{esc(job.city)}</span>" if job.city and x.design.city == "with" else ""


def own(x: Sheet, job: Job) -> str:
    """Return the place of a position where it stands alone."""
    return f"<span class=pl>{esc(job.city)}</span>" if job.city and x.design.city == "own" else ""


def via(x: Sheet, job: Job) -> str:
    """Return the agency of contract work."""
    return f"<span class=via> ({x.word('through')} {esc(job.through)})</span>" if job.through else ""


def title_first(x: Sheet, job: Job) -> str:
    """Print title with dates on the right; employer and place below."""
    return (
        f"<div class=row><b class=t>{esc(job.title)}</b><span class=d>{x.when(job)}</span></div>"
        f"<div class=row><span class=c>{esc(job.company)}{where(x, job)}{via(x, job)}</span>{own(x, job)}</div>{bullets(x, job)}"
    )


def company_first(x: Sheet, job: Job) -> str:
    """Print employer with the place on the right; title with dates below."""
    return (
        f"<div class=row><b class=c>{esc(job.company)}</b>{where(x, job, '')}{own(x, job)}</div>"
        f"<div class=row><i class=t>{esc(job.title)}{via(x, job)}</i><span class=d>{x.when(job)}</span></div>{bullets(x, job)}"
    )


def dates_above(x: Sheet, job: Job) -> str:
    """Print dates on a line of their own above title and employer."""
    return (
        f"<div class=d>{x.when(job)}</div><div class=t>{esc(job.title)}</div>"
        f"<div class=c>{esc(job.company)}{where(x, job)}{via(x, job)}</div>{own(x, job)}{bullets(x, job)}"
    )


def dates_below(x: Sheet, job: Job) -> str:
    """Print title, employer and then dates with the place."""
    place = f" · {esc(job.city)}" if job.city and x.design.city != "none" else ""
    return (
        f"<div class=t>{esc(job.title)}</div><div class=c>{esc(job.company)}{via(x, job)}</div>"
        f"<div class=d>{x.when(job)}{place}</div>{bullets(x, job)}"
    )


def oneline(x: Sheet, job: Job) -> str:
    """Print everything on one line between bars."""
    place = f" | {esc(job.city)}" if job.city and x.design.city == "with" else ""
    return (
        f"<div class=h><b class=c>{esc(job.company)}</b> | <span class=t>{esc(job.title)}</span>{place} | "
        f"<span class=d>{x.when(job)}</span></div>{via(x, job)}{bullets(x, job)}"
    )


def dashline(x: Sheet, job: Job) -> str:
    """Print title, a dash, employer; dates in brackets."""
    return (
        f"<div class=h><b class=t>{esc(job.title)}</b> — <span class=c>{esc(job.company)}</span>{where(x, job)}{via(x, job)} "
        f"<span class=d>({x.when(job)})</span></div>{bullets(x, job)}"
    )


def at(x: Sheet, job: Job) -> str:
    """Print title "at" employer as one phrase."""
    return (
        f"<div class=row><h3>{esc(job.title)} {x.said['at'][0]} {esc(job.company)}</h3></div>"
        f"<div class=d>{x.when(job)}{where(x, job, ' / ')}{via(x, job)}</div>{bullets(x, job)}"
    )


def comma(x: Sheet, job: Job) -> str:
    """Print employer, title and place between commas with dates on the right."""
    return (
        f"<div class=row><span><b class=c>{esc(job.company)}</b>, <span class=t>{esc(job.title)}</span>{where(x, job)}{via(x, job)}</span>"
        f"<span class=d>{x.when(job)}</span></div>{bullets(x, job)}"
    )


def rail(x: Sheet, job: Job) -> str:
    """Print dates in a rail on the left."""
    return (
        f"<div class=rail><div class=d>{x.when(job)}{own(x, job)}</div><div class=r><div class=t>{esc(job.title)}</div>"
        f"<div class=c>{esc(job.company)}{where(x, job)}{via(x, job)}</div>{bullets(x, job)}</div></div>"
    )


def rail_company(x: Sheet, job: Job) -> str:
    """Print dates and employer in a rail on the left, title and text on the right."""
    return (
        f"<div class=rail><div><div class=c>{esc(job.company)}</div><div class=d>{x.when(job)}</div>{own(x, job)}</div>"
        f"<div class=r><div class=t>{esc(job.title)}{via(x, job)}</div>{bullets(x, job)}</div></div>"
    )


def rail_right(x: Sheet, job: Job) -> str:
    """Print title and text on the left, a rail of dates and places on the right."""
    place = f"<div class=pl>{esc(job.city)}</div>" if job.city and x.design.city != "none" else ""
    return (
        f"<div class=lair><div class=r><div class=t>{esc(job.title)}</div><div class=c>{esc(job.company)}{via(x, job)}</div>"
        f"{bullets(x, job)}</div><div class=e><div class=d>{x.when(job)}</div>{place}</div></div>"
    )


def dot(x: Sheet, job: Job) -> str:
    """Print a timeline: line and dot are drawn by the stylesheet."""
    return (
        f"<div class=dot><div class=t>{esc(job.title)}</div><div class=c>{esc(job.company)}{where(x, job, ' · ')}{via(x, job)}"
        f"</div><div class=d>{x.when(job)}</div>{bullets(x, job)}</div>"
    )


def cells(x: Sheet, job: Job) -> str:
    """Print a row of a table: period, employer, position."""
    return (
        f"<tr><td class=d>{x.when(job)}</td><td class=c>{esc(job.company)}{where(x, job)}{via(x, job)}</td>"
        f"<td><span class=t>{esc(job.title)}</span>{bullets(x, job)}</td></tr>"
    )


def labelled(x: Sheet, job: Job) -> str:
    """Print every value behind a label in a grid."""
    keys = x.said["labels"]
    pairs = (
        (keys[0], x.when(job)),
        (keys[1], esc(job.title)),
        (keys[2], esc(job.company) + where(x, job) + via(x, job)),
        (keys[3], bullets(x, job)),
    )
    return (
        "<div class=grid>" + "".join(f"<div class=k>{k}</div><div class=v>{v}</div>" for k, v in pairs if v) + "</div>"
    )


def pill(x: Sheet, job: Job) -> str:
    """Print a card: dates in a pill drawn first in the markup and shown last."""
    return (
        f"<div class=card><span class='d pill'>{x.when(job)}</span><div class=t>{esc(job.title)}</div>"
        f"<div class=c>{esc(job.company)}{where(x, job)}{via(x, job)}</div>{bullets(x, job)}</div>"
    )


def bare(x: Sheet, job: Job) -> str:
    """Print one line without anything below: dates, title, employer."""
    return f"<div class=row><span class=d>{x.when(job)}</span><span class=h>{esc(job.title)}, {esc(job.company)}{where(x, job)}{via(x, job)}</span></div>"


def linked(x: Sheet, job: Job) -> str:
    """Print as networks export: employer, title, dates with a duration, place; each on its line."""
    place = f"<div class=pl>{esc(job.city)}</div>" if job.city else ""
    return f"<div class=c>{esc(job.company)}{via(x, job)}</div><div class=t>{esc(job.title)}</div><div class=d>{x.when(job)}</div>{place}{bullets(x, job)}"


def rail_line(x: Sheet, job: Job) -> str:
    """Print dates in a rail; title, employer and place on one line beside it."""
    return (
        f"<div class=rail><div class=d>{x.when(job)}</div><div class=r><b class=t>{esc(job.title)}</b>, <i class=c>{esc(job.company)}</i>"
        f"{where(x, job)}{via(x, job)}.{bullets(x, job)}</div></div>"
    )


def marked(x: Sheet, job: Job) -> str:
    """Print dates and place behind private-use glyphs on one line."""
    place = f"<span class=pl><i class=ic>\ue003</i> {esc(job.city)}</span>" if job.city else ""
    return (
        f"<div class=t>{esc(job.title)}</div><div class=c>{esc(job.company)}{via(x, job)}</div>"
        f"<div class=row><span class=d><i class=ic>\uf0da</i> {x.when(job)}</span>{place}</div>{bullets(x, job)}"
    )


def pair(x: Sheet, job: Job) -> str:
    """Print employer and title on one line around a bar, dates and place below."""
    place = f" | {esc(job.city)}" if job.city else ""
    return f"<div><b class=c>{esc(job.company)}</b> | <span class=t>{esc(job.title)}</span>{via(x, job)}</div><div class=d>{x.when(job)}{place}</div>{bullets(x, job)}"


def slashed(x: Sheet, job: Job) -> str:
    """Print dates, employer, title and place between slashes."""
    place = f" / {esc(job.city)}" if job.city else ""
    return f"<div class=h>{x.when(job)} / <b class=c>{esc(job.company)}</b> / <span class=t>{esc(job.title)}</span>{place}{via(x, job)}</div>{bullets(x, job)}"


def hung(x: Sheet, job: Job) -> str:
    """Print dates written last and hung into the margin by the stylesheet."""
    return f"<div class=t>{esc(job.title)}</div><div class=c>{esc(job.company)}{where(x, job)}{via(x, job)}</div>{bullets(x, job)}<span class='d hung'>{x.when(job)}</span>"


def stack(x: Sheet, job: Job) -> str:
    """Print employer, dates, title, place: four short lines."""
    place = f"<div class=pl>{esc(job.city)}</div>" if job.city else ""
    return f"<b class=c>{esc(job.company)}</b>{place}<div class=d>{x.when(job)}</div><div class=t>{esc(job.title)}{via(x, job)}</div>{bullets(x, job)}"


def fromto(x: Sheet, job: Job) -> str:
    """Print a row of a table with start and end in cells of their own."""
    now = esc(x.said["present"][0])
    end = esc(month(job.end, x.lang, x.how.kind)) if job.end else now
    start = esc(month(job.start, x.lang, x.how.kind))
    return f"<tr><td>{esc(job.company)}{where(x, job)}{via(x, job)}</td><td>{esc(job.title)}{bullets(x, job)}</td><td>{start}</td><td>{end}</td></tr>"


def ats(x: Sheet, job: Job) -> str:
    """Print title @ employer; dates and place on the line above."""
    place = f" // {esc(job.city)}" if job.city else ""
    return f"<div class=d>{x.when(job)}{place}</div><div class=t>{esc(job.title)} @ {esc(job.company)}{via(x, job)}</div>{bullets(x, job)}"


def company_dates(x: Sheet, job: Job) -> str:
    """Print employer with dates in brackets, title in italics below."""
    return f"<div><b class=c>{esc(job.company)}</b>{where(x, job)} ({x.when(job)}){via(x, job)}</div><i class=t>{esc(job.title)}</i>{bullets(x, job)}"


def sentence(x: Sheet, job: Job) -> str:
    """Print dates, a colon, title and employer run into the text."""
    return f"<p><b>{x.when(job)}:</b> {esc(job.title)}, {esc(job.company)}{where(x, job)}{via(x, job)}. {esc('. '.join(job.highlights))}</p>"


JOBS: dict[str, JobPart] = {
    one.__name__: one
    for one in (
        *(title_first, company_first, dates_above, dates_below, oneline, dashline, at, comma, rail, rail_company),
        *(rail_right, dot, cells, labelled, pill, bare),
        *(linked, rail_line, marked, pair, slashed, hung, stack),
        *(fromto, ats, company_dates, sentence),
    )
}


def grouped(x: Sheet, jobs: tuple[Job, ...]) -> Iterator[str]:
    """Yield positions of one employer below one heading with the whole span."""
    for company, group in groupby(jobs, key=lambda job: job.company):
        run = list(group)
        part = x.design.jobs
        if len(run) == 1:
            yield f"<div class=job>{JOBS[part](x, run[0])}</div>"
            continue
        roles = "".join(
            f"<div class=role><div class=row><span class=t>{esc(job.title)}</span><span class=d>{x.when(job)}</span></div>"
            f"{bullets(x, job)}</div>"
            for job in run
        )
        yield f"<div class='job many'><div class=row><b class=c>{esc(company)}</b>{where(x, run[0], '')}</div>{roles}</div>"


def work(x: Sheet) -> str:
    """Return all positions."""
    jobs = x.person.work
    if x.design.jobs in {"cells", "fromto"}:
        keys = x.said["labels"]
        columns = (keys[0], keys[2], keys[1]) if x.design.jobs == "cells" else (keys[2], keys[1], keys[4], keys[5])
        head = "<tr>" + "".join(f"<th>{column}</th>" for column in columns) + "</tr>"
        return f"<table class=jobs>{head}{''.join(JOBS[x.design.jobs](x, job) for job in jobs)}</table>"
    if x.design.grouped:
        return "".join(grouped(x, jobs))
    return "".join(f"<div class=job>{JOBS[x.design.jobs](x, job)}</div>" for job in jobs)


def course(x: Sheet, one: Study) -> str:
    """Return degree and area as one phrase."""
    between = {"en": " in ", "de": " ", "fr": " ", "es": " en ", "it": " in ", "pt": " em ", "pl": ", "}[x.lang]
    return esc(one.degree) + (f"{between if x.rng.random() < 0.7 else ', '}{esc(one.area)}" if one.area else "")


def study(x: Sheet, one: Study) -> str:
    """Return one course of study in the design's order."""
    kind, name, ended, school = x.design.studies, course(x, one), x.studied(one.start, one.end), esc(one.school)
    place = f", {esc(one.city)}" if one.city and x.design.city == "with" else ""
    last = x.ended(one.end)
    area = esc(one.area or "")
    return {
        "stacked": f"<div class=t>{name}</div><div class=c>{school}{place}</div><div class=d>{ended}</div>",
        "right": f"<div class=row><b class=t>{name}</b><span class=d>{last}</span></div><div class=c>{school}{place}</div>",
        "school": f"<div class=row><b class=c>{school}</b><span class=d>{ended}</span></div><div class=t>{name}</div>",
        "line": f"<div class=h>{name}, {school}{place}, {last}</div>",
        "bars": f"<div class=h><b>{school}</b> | {name} | {last}</div>",
        "paren": f"<div class=h><b>{name}</b> ({last}) — {school}{place}</div>",
        "rail": f"<div class=rail><div class=d>{ended}</div><div class=r><div class=t>{name}</div><div class=c>{school}{place}</div></div></div>",
        "lair": f"<div class=lair><div class=r><div class=t>{name}</div><div class=c>{school}{place}</div></div><div class=e><div class=d>{last}</div></div></div>",
        "above": f"<div class=d>{ended}</div><div class=c>{school}</div><div class=t>{name}</div>",
        "split": f"<div class=t>{esc(one.degree)}</div><div class=ar>{area}</div><div class=c>{school}</div><div class=d>{last}</div>",
        "dot": f"<div class=dot><div class=t>{name}</div><div class=c>{school}</div><div class=d>{ended}</div></div>",
        "cells": f"<tr><td class=d>{ended}</td><td class=c>{school}</td><td class=t>{name}</td></tr>",
        "dateless": f"<div class=row><b class=t>{name}</b></div><div class=c>{school}{place}</div>",
    }[kind]


def education(x: Sheet) -> str:
    """Return all courses of study."""
    every = "".join(
        study(x, one) if x.design.studies == "cells" else f"<div class=study>{study(x, one)}</div>"
        for one in x.person.education
    )
    return f"<table class=jobs>{every}</table>" if x.design.studies == "cells" else every
