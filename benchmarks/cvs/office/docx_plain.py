"""Turn a person's pieces into the bodies of documents without tables: headings, tabs, lists, breaks, notes."""

from benchmarks.cvs.office.ink import Ink
from benchmarks.cvs.office.ooxml import (
    bold,
    chopped,
    control,
    deleted,
    field,
    inserted,
    italic,
    link,
    note,
    para,
    run,
)
from benchmarks.cvs.office.package import Letter, bullet

GRAY = "6B6B6B"


def items(lines: list[str] | tuple[str, ...], sign: str, after: float = 0) -> str:
    """Return a list with real numbering."""
    return "".join(para(run(one), number=bullet(sign), after=after) for one in lines)


def extras(ink: Ink, heading: str = "Heading1") -> str:
    """Return the further sections as paragraphs below headings."""
    return "".join(
        para(run(title), style=heading) + "".join(para(run(one)) for one in rows) for title, rows in ink.person.extras
    )


def headings(ink: Ink) -> Letter:
    """Draw a resume as the Heading styles make it: one column, dates at a right tab."""
    person, right = ink.person, [(483, "right", "none")]
    body = para(run(ink.shown), style="Title") + para(run(" | ".join(ink.contact())), after=6)
    if person.summary:
        body += para(run(ink.head("summary")), style="Heading1") + para(run(person.summary))
    body += para(run(ink.head("work")), style="Heading1")
    for job in person.work:
        body += para(bold(job.title), run("\t" + ink.when(job)), tabs=right, before=6)
        body += para(run(", ".join(one for one in (ink.employer(job), job.city) if one)))
        body += items(job.highlights, "•")
    body += para(run(ink.head("education")), style="Heading1")
    for one in person.education:
        body += para(bold(ink.degree(one)), run("\t" + ink.when(one)), tabs=right) + para(run(one.school))
    body += para(run(ink.head("skills")), style="Heading1")
    body += "".join(para(bold(f"{kind}: ") if kind else "", run(", ".join(names))) for kind, names in person.skills)
    body += para(run(ink.head("languages")), style="Heading1") + para(run("; ".join(ink.tongues())))
    if person.certifications:
        body += para(run(ink.head("certifications")), style="Heading1") + items(ink.certs(), "•")
    return Letter(body + extras(ink), size=10.5, us=ink.us)


def controls(ink: Ink) -> Letter:
    """Draw a template of content controls: dates in capitals above, then title and employer in one heading."""
    person, tone = ink.person, "2A7B88"

    def head(kind: str) -> str:
        return para(control(bold(ink.head(kind), 14, tone), ink.head(kind)), border="bottom", before=14, after=4)

    body = para(control(run(ink.shown, size=28, color=tone), "Your Name"))
    row = [control(run(one), "Contact") for one in ink.contact()]
    body += para(run(" | ").join(row), after=6)
    if person.summary:
        body += control(para(run(person.summary)), "Summary", block=True)
    body += head("education")
    for one in person.education:
        line = (
            bold(ink.loud(ink.degree(one)) if ink.us else ink.degree(one))
            + run(" | ")
            + bold(ink.year(one))
            + run(" | ")
        )
        body += control(para(line, control(bold(one.school), "School"), before=4), "Education", block=True)
    body += head("skills")
    for kind, names in person.skills:
        body += para(bold(kind), before=4) if kind else ""
        body += items([", ".join(names)], "•")
    body += head("work")
    for job in person.work:
        block = para(
            control(run(ink.loud(job.title), bold=True), "Title"),
            run(" | "),
            control(bold(job.company), "Company"),
            run(" | "),
            control(bold(ink.when(job)), "Dates"),
            before=6,
        )
        body += control(block + items(job.highlights, "•"), "Job", block=True)
    if person.certifications:
        body += head("certifications") + items(ink.certs("{0} – {1} ({2})"), "•")
    body += head("languages") + items(ink.tongues("{}: {}"), "•")
    return Letter(body, font="Cambria", size=10, us=ink.us)


def edge_contact(ink: Ink) -> Letter:
    """Draw a resume whose name and contact stand in the page header and whose pages count in the footer."""
    person = ink.person

    def head(kind: str) -> str:
        return para(
            run(ink.head(kind), bold=True, small=True, spacing=60, size=13), border="bottom", before=12, after=4
        )

    first = para(run(ink.shown, bold=True, caps=person.locale[:2] != "tr", size=18, spacing=40), align="center")
    first += para(run("  •  ".join(ink.contact()), size=9), align="center", border="bottom")
    later = para(run(f"{person.name} – {person.emails[0]}", size=8, color=GRAY), align="right")
    count = ink.word("page").split("{}")
    footer = para(run(count[0]), field("PAGE", "1"), run(count[1]), field("NUMPAGES", "2"), align="center")
    body = head("summary") + para(run(person.summary)) if person.summary else ""
    body += head("work")
    for job in person.work:
        body += para(
            bold(ink.employer(job)),
            run(f", {job.city}" if job.city else ""),
            run("\t" + ink.when(job), italic=True),
            tabs=[(483, "right", "none")],
            before=7,
            keep=True,
        )
        body += para(italic(job.title), keep=True)
        body += items(job.highlights, "▪")
    body += head("education")
    for one in person.education:
        body += para(bold(one.school), run("\t" + ink.when(one), italic=True), tabs=[(483, "right", "none")], before=4)
        body += para(italic(ink.degree(one, " – ")))
    if person.certifications:
        body += head("certifications") + "".join(para(run(one)) for one in ink.certs("{0} ({1}, {2})"))
    body += head("skills") + para(run(" • ".join(ink.skills())))
    body += head("languages") + para(run(" • ".join(ink.tongues("{} – {}"))))
    return Letter(body, header=later, first_header=first, footer=footer, font="Garamond", size=10.5, us=ink.us)


def leaders(ink: Ink) -> Letter:
    """Draw a CV with dates at the left margin, dot leaders to the place and footnotes."""
    person, marks, notes = ink.person, [(118, "left", "none"), (483, "right", "dot")], []
    body = para(run("CURRICULUM VITAE", spacing=100), align="center", after=4)
    body += para(run(ink.shown, bold=True, size=15), align="center")
    body += para(run("\n".join(ink.contact(labels=True))), align="center", after=10)

    def head(text: str) -> str:
        return para(run(text, bold=True, caps=True), before=12, after=4)

    def entries() -> str:
        rows = head(ink.head("work"))
        for job in person.work:
            rows += para(
                run(f"{ink.when(job)}\t"),
                bold(job.title),
                run(f", {job.company}"),
                mark(job.through),
                run(f"\t{job.city}" if job.city else ""),
                tabs=marks,
                left=118,
                hanging=118,
            )
            rows += "".join(para(run(one), left=118) for one in job.highlights)
        return rows

    def mark(through: str | None) -> str:
        if not through:
            return ""
        notes.append(through)
        return note(len(notes))

    body += head(ink.head("education"))
    for one in person.education:
        body += para(
            run(f"{ink.when(one)}\t"),
            bold(ink.degree(one)),
            run(f", {one.school}\t{one.city}"),
            tabs=marks,
            left=118,
            hanging=118,
        )
    body += entries()
    body += head(ink.head("languages")) + "".join(
        para(run(name + "\t" + (level or "")), tabs=marks[:1]) for name, level in person.languages
    )
    body += head(ink.head("skills")) + para(run(", ".join(ink.skills()) + "."))
    if person.certifications:
        body += head(ink.head("certifications"))
        body += "".join(
            para(run(f"{year}\t{name}" + (f", {by}" if by else "")), tabs=marks[:1])
            for name, by, year in person.certifications
        )
    for title, rows in person.extras:
        body += head(title) + "".join(
            para(run(f"{place}.  {one}"), left=18, hanging=18) for place, one in enumerate(rows, 1)
        )
    return Letter(body, font="Times New Roman", size=11, notes=notes)


def soft_breaks(ink: Ink) -> Letter:
    """Draw each section as one paragraph of soft line breaks, its runs cut in the middle of words."""
    person, rng = ink.person, ink.rng

    def section(kind: str, lines: list[str]) -> str:
        title = chopped(ink.upper(ink.head(kind)), rng, heavy=True)
        return para(title, run("\n"), run("\n").join(chopped(one, rng) for one in lines), before=10)

    body = para(chopped(ink.shown, rng, heavy=True, size=16), run("\n"), run("\n".join(ink.contact(labels=True))))
    if person.summary:
        body += section("summary", [person.summary])
    jobs = []
    for job in person.work:
        jobs += [ink.when(job), f"{job.title}, {ink.employer(job)}" + (f", {job.city}" if job.city else "")]
        jobs += [f"- {one}" for one in job.highlights] + [""]
    body += section("work", jobs[:-1])
    body += section("education", [f"{ink.when(one)}\n{ink.degree(one)}, {one.school}" for one in person.education])
    body += section(
        "skills", [f"{kind}: {', '.join(names)}" if kind else ", ".join(names) for kind, names in person.skills]
    )
    body += section("languages", ink.tongues("{} - {}"))
    if person.certifications:
        body += section("certifications", ink.certs("{0} - {1} - {2}"))
    return Letter(body, font="Verdana", size=9, us=ink.us)


def tracked(ink: Ink) -> Letter:
    """Draw a CV under revision: insertions, deletions, hidden text and runs cut anywhere."""
    person, rng = ink.person, ink.rng
    hidden = run("Senior Chief Happiness Officer, Initech, 2001 - 2002; skills: COBOL, Fortran", hidden=True)

    def head(kind: str) -> str:
        return para(bold(ink.head(kind), 12, "1F3864"), border="top bottom", shade="DEEAF6", before=10, after=3)

    body = para(deleted("Draft of "), chopped(ink.shown, rng, heavy=True, size=20), hidden)
    for one in ink.contact():
        body += para(link("mailto:" + one, one) if "@" in one else run(one))
    if person.summary:
        body += head("summary") + para(run(person.summary[:20]), deleted("very "), inserted(run(person.summary[20:])))
    body += head("work")
    for place, job in enumerate(person.work):
        dates = ink.when(job)
        shown = run(dates[:3]) + deleted("1999") + inserted(run(dates[3:])) if place == 1 else run(dates)
        body += para(
            shown,
            run(" | "),
            chopped(job.title, rng, heavy=True),
            run(" | "),
            inserted(run(job.company)) if place == 0 else run(job.company),
            before=5,
        )
        body += "".join(para(chopped(one, rng), number=bullet("\uf0a7")) for one in job.highlights)
    body += para(hidden) + head("education")
    for study in person.education:
        body += para(run(ink.when(study) + " | "), bold(ink.degree(study)), run(f" | {study.school}"))
    body += head("skills") + "".join(
        para(bold(kind + ": ") if kind else "", chopped(", ".join(names), rng)) for kind, names in person.skills
    )
    body += head("languages") + para(run(", ".join(ink.tongues("{} {}"))))
    if person.certifications:
        body += head("certifications") + items(ink.certs(), "\uf0a7")
    return Letter(body, font="Arial", size=10)
