"""Turn a person's pieces into the bodies of documents that mark by symbols, shades, rules and columns."""

from benchmarks.cvs.office.docx_plain import items
from benchmarks.cvs.office.ink import Ink
from benchmarks.cvs.office.ooxml import (
    bold,
    columns,
    field,
    italic,
    para,
    run,
    symbol,
)
from benchmarks.cvs.office.package import Letter
from benchmarks.cvs.person import Job

GRAY = "6B6B6B"


def compact(ink: Ink) -> Letter:
    """Draw the dense page of American business schools: employer and place, title and dates, education first."""
    person, right = ink.person, [(516, "right", "none")]

    def head(kind: str) -> str:
        return para(bold(ink.upper(ink.head(kind)), 10.5), border="bottom", color="000000", before=7, after=2)

    body = para(run(ink.loud(ink.shown), bold=True, size=15), align="center") + para(
        run(" ♦ ".join(ink.contact())), align="center"
    )
    body += head("education")
    for one in person.education:
        body += para(bold(one.school), run("\t" + (one.city or "")), tabs=right)
        body += para(
            italic(ink.degree(one, " in " if ink.person.locale[:2] == "en" else ", ")),
            run("\t" + ink.year(one)),
            tabs=right,
        )
    body += head("work")
    last = ""
    for job in person.work:
        if job.company != last:
            body += para(bold(ink.employer(job)), run("\t" + (job.city or "")), tabs=right, before=5)
        last = job.company
        body += para(italic(job.title), run("\t" + ink.when(job)), tabs=right) + items(job.highlights, "•")
    body += head("skills")
    body += "".join(para(bold(f"{kind}: ") if kind else "", run(", ".join(names))) for kind, names in person.skills)
    body += para(bold(ink.head("languages") + ": "), run(", ".join(ink.tongues())))
    if person.certifications:
        body += para(bold(ink.head("certifications") + ": "), run("; ".join(ink.certs("{0} ({2})"))))
    for title, rows in person.extras:
        body += para(bold(title + ": "), run("; ".join(rows)))
    return Letter(body, font="Times New Roman", size=9.5, side=40, top=36, us=ink.us)


def two_columns(ink: Ink) -> Letter:
    """Draw a page whose lower part is a section of two newspaper columns."""
    person, tone = ink.person, "8A2B0E"

    def head(kind: str) -> str:
        return para(run(ink.head(kind), bold=True, size=13, color=tone), before=10, after=3)

    body = para(run(ink.shown, size=24, color=tone)) + para(
        run("   ".join(ink.contact()), color=GRAY), border="bottom", after=6
    )
    if person.summary:
        body += para(italic(person.summary))
    body += head("work")
    for job in person.work:
        body += para(bold(job.company), run(f" — {job.title}"), before=5) + para(run(ink.when(job), color=GRAY, size=9))
        body += "".join(para(run("→ " + one), left=14, hanging=14) for one in job.highlights)
    body += para(section=columns(1))
    body += head("education") + "".join(
        para(bold(one.school)) + para(run(ink.degree(one))) + para(run(ink.when(one), color=GRAY), after=4)
        for one in person.education
    )
    if person.certifications:
        body += head("certifications") + "".join(para(run(one)) for one in ink.certs("{0} – {2}"))
    body += head("skills") + "".join(para(run(one)) for one in ink.skills())
    body += head("languages") + "".join(para(run(one)) for one in ink.tongues("{}: {}"))
    return Letter(body, font="Trebuchet MS", size=10, columns=2)


def sym_icons(ink: Ink) -> Letter:
    """Draw a CV with symbols of Wingdings: icons for labels, stars for levels, letter-spaced headings."""
    person, tone = ink.person, "00695C"
    icons = {"@": "F02A", "+": "F028", "0": "F028", "(": "F028"}

    def head(kind: str) -> str:
        spaced = "   ".join(" ".join(word) for word in ink.upper(ink.head(kind)).split())
        return para(symbol("F076", color=tone), run(" " + spaced, bold=True, color=tone), before=12, after=4)

    body = para(run(ink.shown, bold=True, size=22, color=tone), align="right")
    for one in ink.contact():
        code = "F02A" if "@" in one else icons.get(one[0], "F046")
        body += para(symbol(code), run(" " + one), align="right")
    body += head("work")
    for job in person.work:
        body += para(bold(job.title), before=6) + para(
            symbol("F0A7"),
            run(f" {ink.employer(job)}   "),
            symbol("F0BB"),
            run(f" {ink.when(job)}   "),
            symbol("F0FE"),
            run(f" {job.city}"),
        )
        body += items(job.highlights, "\uf0fc")
    body += head("education")
    for study in person.education:
        body += para(bold(ink.degree(study))) + para(
            symbol("F0A7"), run(f" {study.school}   "), symbol("F0BB"), run(f" {ink.when(study)}")
        )
    body += head("skills")
    for name in ink.skills():
        full = ink.rng.randint(3, 5)
        body += para(
            run(name + "\t"),
            *[symbol("F0AB", color=tone if star < full else "CCCCCC") for star in range(5)],
            tabs=[(200, "left", "none")],
        )
    body += head("languages")
    body += "".join(
        para(run(one + "\t" + "●" * full + "○" * (5 - full)), tabs=[(200, "left", "none")])
        for one, full in [(name, 5 - min(place, 3)) for place, (name, _) in enumerate(person.languages)]
    )
    if person.certifications:
        body += head("certifications") + items(ink.certs("{0} • {1} • {2}"), "\uf0fc")
    return Letter(body, font="Tahoma", size=10)


def shaded(ink: Ink) -> Letter:
    """Draw shaded heading bars, jobs on a rule at the left with the dates on a line of their own below."""
    person = ink.person

    def head(kind: str) -> str:
        return para(
            run(ink.upper(ink.head(kind)), bold=True, color="FFFFFF", size=11), shade="37474F", before=12, after=6
        )

    def entry(title: str, where: str, dates: str, lines: tuple[str, ...]) -> str:
        rows = [para(bold(title, 11), left=14, border="left"), para(run(where, color="37474F"), left=14, border="left")]
        rows += [para(run(dates, italic=True, size=8.5), left=14, border="left")]
        rows += [para(run("• " + one), left=22, hanging=8, border="left") for one in lines]
        return "".join(rows) + para(run("", size=5))

    body = para(run(ink.shown, bold=True, size=20)) + (
        para(run(person.headline, size=12, color="37474F")) if person.headline else ""
    )
    body += para(run("  /  ".join(ink.contact())), after=4)
    if person.summary:
        body += head("summary") + para(run(person.summary))
    body += head("work") + "".join(
        entry(job.title, f"{ink.employer(job)} | {job.city}", ink.when(job), job.highlights) for job in person.work
    )
    body += head("education") + "".join(
        entry(ink.degree(one), one.school, ink.when(one), ()) for one in person.education
    )
    body += head("skills") + para(run(" | ".join(ink.skills())))
    body += head("languages") + para(run(" | ".join(ink.tongues())))
    if person.certifications:
        body += head("certifications") + "".join(
            para(run(f"{name}", bold=True), run(f" {year}")) for name, _, year in person.certifications
        )
    return Letter(body, font="Segoe UI", size=9.5)


def promotions(ink: Ink) -> Letter:
    """Draw employers with the whole time, below them positions with their own dates and durations."""
    person = ink.person
    groups: list[list[Job]] = []
    for job in person.work:
        if groups and groups[-1][0].company == job.company:
            groups[-1].append(job)
        else:
            groups.append([job])
    body = (
        para(run(ink.shown, size=24))
        + (para(run(person.headline, size=12)) if person.headline else "")
        + para(run(ink.home(), color=GRAY), after=8)
    )
    body += para(run(ink.head("contact"), size=13)) + "".join(para(run(one, size=9)) for one in ink.contact()[1:])
    if person.summary:
        body += para(run(ink.head("summary"), size=16), before=12) + para(run(person.summary))
    body += para(run(ink.head("work"), size=16), before=12)
    for jobs in groups:
        body += para(bold(jobs[0].company, 12), before=8)
        if len(jobs) > 1:
            body += para(run(ink.span(jobs[-1].start, jobs[0].end), color=GRAY))
        for job in jobs:
            body += para(run(job.title, size=11), before=3) + para(
                run(ink.when(job), size=9), run(lasting(job.start, job.end), size=9, color=GRAY)
            )
            body += para(run(job.city or "", size=9, color=GRAY)) + "".join(
                para(run(one), after=2) for one in job.highlights
            )
    body += para(run(ink.head("education"), size=16), before=12)
    for one in person.education:
        body += para(bold(one.school, 11.5)) + para(run(f"{ink.degree(one)} · ({ink.when(one)})"), after=6)
    body += para(run(ink.head("skills"), size=13), before=8) + "".join(
        para(run(one, size=9)) for one in ink.skills()[:6]
    )
    body += para(run(ink.head("languages"), size=13), before=8) + "".join(
        para(run(one, size=9)) for one in ink.tongues()
    )
    if person.certifications:
        body += para(run(ink.head("certifications"), size=13), before=8) + "".join(
            para(run(name, size=9)) for name, _, _ in person.certifications
        )
    footer = para(run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "3"), align="right")
    return Letter(body, footer=footer, font="Arial", size=10)


def lasting(start: str, end: str | None) -> str:
    """Return a duration as networks print it beside dates."""
    last = end or "2025-06"
    months = (int(last[:4]) - int(start[:4])) * 12 + int(last[5:7]) - int(start[5:7]) + 1
    years, rest = divmod(months, 12)
    parts = [f"{years} yr{'s' * (years > 1)}" if years else "", f"{rest} mo{'s' * (rest > 1)}" if rest else ""]
    return " · " + " ".join(one for one in parts if one)
