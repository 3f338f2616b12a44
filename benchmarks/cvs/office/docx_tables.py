"""Turn a person's pieces into the bodies of documents laid out by tables, drawn or invisible."""

from benchmarks.cvs.office.docx_plain import items
from benchmarks.cvs.office.ink import Ink
from benchmarks.cvs.office.ooxml import bold, cell, italic, link, para, run, table
from benchmarks.cvs.office.package import Letter

GRAY = "6B6B6B"


def rail(ink: Ink) -> Letter:
    """Draw headings in a left cell, contents in a right one, each job a nested table with its dates at the right."""
    person, wide = ink.person, (105.0, 378.0)

    def row(kind: str, inner: str) -> list[str]:
        return [
            cell(
                para(run(ink.head(kind).partition(":")[0], small=True, bold=True, color="7A1F3D"), align="right"),
                wide[0],
            ),
            cell(inner, wide[1], pad=True),
        ]

    jobs = ""
    for job in person.work:
        top = [
            cell(para(bold(job.title)) + para(run(ink.employer(job))), 250),
            cell(para(run(ink.when(job)), align="right"), 105),
        ]
        jobs += table([top], (250, 105)) + items(job.highlights, "–") + para(run("", size=4))
    studies = ""
    for one in person.education:
        top = [
            cell(para(bold(one.school)) + para(italic(ink.degree(one))), 250),
            cell(para(run(ink.when(one)), align="right"), 105),
        ]
        studies += table([top], (250, 105)) + para(run("", size=4))
    rows = [row("contact", "".join(para(run(one)) for one in ink.contact()))]
    rows += [row("summary", para(run(person.summary)))] if person.summary else []
    rows += [row("work", jobs), row("education", studies)]
    rows += [
        row(
            "skills",
            "".join(para(bold(kind + " ") if kind else "", run(", ".join(names))) for kind, names in person.skills),
        )
    ]
    rows += [row("languages", "".join(para(run(one)) for one in ink.tongues("{}, {}")))]
    rows += [row("certifications", "".join(para(run(one)) for one in ink.certs()))] if person.certifications else []
    rows += [row("hobbies", para(run(ink.head("licence"))))]
    return Letter(
        para(run(ink.shown, size=26, color="7A1F3D"), after=10) + table(rows, wide), font="Book Antiqua", size=10
    )


def tabular(ink: Ink) -> Letter:
    """Draw the German tabellarischer Lebenslauf: dates left, everything right, place, date and a name to sign."""
    person, wide = ink.person, (140.0, 343.0)

    def row(left: str, *right: str) -> list[str]:
        return [cell(para(run(left), after=3), wide[0]), cell("".join(right), wide[1])]

    def head(kind: str) -> list[str]:
        return [cell(para(bold(ink.head(kind), 12), before=10, after=4, border="bottom"), sum(wide), span=2)]

    title = "Lebenslauf" if person.locale[:2] == "de" else "Curriculum Vitae"
    rows = [head("personal"), row(ink.head("name"), para(run(ink.shown)))]
    rows += [row(label, para(run(value))) for label, value in ink.personal()]
    rows += [row(ink.head("address"), para(run(ink.home())))] if ink.home() else []
    rows += [row(ink.head("phone"), para(run(one))) for one in person.phones]
    rows += [row(ink.head("email"), para(link("mailto:" + one, one))) for one in person.emails]
    rows += [row("", para(run(one))) for one in person.links]
    rows.append(head("work"))
    for job in person.work:
        rows.append(
            row(
                ink.when(job),
                para(bold(job.title)),
                para(run(", ".join(one for one in (ink.employer(job), job.city) if one))),
                items(job.highlights, "\uf0b7", 1),
            )
        )
    rows.append(head("education"))
    for one in person.education:
        rows.append(row(ink.when(one), para(bold(one.school)), para(run(ink.degree(one, " – ")))))
    rows.append(head("skills"))
    rows += [row(kind or "", para(run(", ".join(names)))) for kind, names in person.skills]
    rows.append(head("languages"))
    rows += [row(name, para(run(level or ""))) for name, level in person.languages]
    if person.certifications:
        rows += [
            head("certifications"),
            *[
                row(year or "", para(run(name)), para(run(by or "", color=GRAY)))
                for name, by, year in person.certifications
            ],
        ]
    for label, lines in person.extras:
        rows += [
            [cell(para(bold(label, 12), before=10, after=4, border="bottom"), sum(wide), span=2)],
            row("", *[para(run(one)) for one in lines]),
        ]
    rows.append(row(ink.head("licence").partition(":")[0], para(run(ink.head("licence").partition(":")[2].strip()))))
    end = para(run(f"{person.city}, 12.06.2025"), before=24) + para(italic(person.name), before=18)
    return Letter(para(bold(title, 20), after=6) + table(rows, wide) + end, font="Arial", size=10.5)


def sidebar(ink: Ink) -> Letter:
    """Draw one row of two cells over all pages: a dark one with contact and skills, a light one with the life."""
    person, wide, dark = ink.person, (160.0, 375.0), "24404F"

    def side(kind: str, lines: list[str]) -> str:
        return para(
            run(ink.head(kind), bold=True, size=11, color="FFFFFF"), before=12, after=3, border="bottom", color="FFFFFF"
        ) + "".join(para(run(one, color="FFFFFF", size=9)) for one in lines)

    def head(kind: str) -> str:
        return para(run(ink.upper(ink.head(kind)), bold=True, size=12, color=dark), before=10, after=4)

    left = para(run(ink.shown, bold=True, size=18, color="FFFFFF"))
    left += para(run(person.headline, color="FFFFFF")) if person.headline else ""
    left += side("contact", ink.contact())
    for kind, names in person.skills:
        left += side("skills", []) if kind == person.skills[0][0] else ""
        left += para(run(kind, italic=True, color="CFD8DC", size=9)) if kind else ""
        left += "".join(para(run(one, color="FFFFFF", size=9)) for one in names)
    left += side("languages", ink.tongues("{} – {}"))
    if person.certifications:
        left += side("certifications", ink.certs("{0} ({2})"))
    right = head("summary") + para(run(person.summary)) if person.summary else ""
    right += head("work")
    for job in person.work:
        right += para(bold(job.title), before=5) + para(
            run(f"{ink.employer(job)} | {job.city} | {ink.when(job)}", color=GRAY, size=9)
        )
        right += items(job.highlights, "•")
    right += head("education")
    for one in person.education:
        right += para(bold(ink.degree(one)), before=4) + para(
            run(f"{one.school} | {ink.when(one)}", color=GRAY, size=9)
        )
    return Letter(
        table([[cell(left, wide[0], shade=dark, pad=True), cell(right, wide[1], pad=True)]], wide),
        side=30,
        top=30,
        size=9.5,
    )


def docs_serif(ink: Ink) -> Letter:
    """Draw the browser word processor's template: a wide and a narrow cell, dates in capitals below each heading."""
    person, wide, tone = ink.person, (340.0, 150.0), "2079C7"

    def head(kind: str) -> str:
        return para(run(ink.upper(ink.head(kind)), bold=True, size=9, color=tone), before=16, after=2)

    left, right = head("work"), head("skills")
    for job in person.work:
        left += para(
            bold(job.company, 11),
            run((f", {job.city}" if job.city else "") + " — ", size=11),
            italic(job.title, 11),
            before=8,
        )
        left += para(run(ink.upper(ink.when(job)), size=8, color=GRAY), after=3) + "".join(
            para(run(one), after=2) for one in job.highlights
        )
    left += head("education")
    for one in person.education:
        left += para(bold(one.school, 11), run(f", {one.city} — ", size=11), italic(ink.degree(one), 11), before=8)
        left += para(run(ink.upper(ink.when(one)), size=8, color=GRAY))
    right += "".join(para(run(one), after=2) for one in ink.skills())
    if person.certifications:
        right += head("certifications") + "".join(
            para(bold(name)) + para(run(f"{by or ''} {year}"), after=3) for name, by, year in person.certifications
        )
    right += head("languages") + para(run(", ".join(ink.tongues())))
    top = [
        cell(
            para(run(ink.shown, bold=True, size=30))
            + (para(run(person.headline or "", color=GRAY)) if person.headline else ""),
            wide[0],
        ),
        cell(
            "".join(para(bold(one, 9) if "@" in one else run(one, size=9)) for one in ink.contact()), wide[1], pad=True
        ),
    ]
    return Letter(
        table([top, [cell(left, wide[0]), cell(right, wide[1], pad=True)]], wide),
        font="Merriweather",
        size=9,
        side=52,
        us=True,
    )


def functional(ink: Ink) -> Letter:
    """Draw the functional resume: skills with their groups first, the history as a short ruled list."""
    person, wide = ink.person, (190.0, 190.0, 110.0)
    lines = [line for job in person.work for line in job.highlights]

    def head(kind: str) -> str:
        return para(
            run(ink.head(kind), bold=True, size=13, color="C55A11"), border="top", color="C55A11", before=12, after=4
        )

    body = para(run(ink.shown, bold=True, size=22)) + (
        para(run(person.headline, size=13, color="C55A11")) if person.headline else ""
    )
    body += para(run(" · ".join(ink.contact())))
    if person.summary:
        body += head("summary") + para(run(person.summary))
    body += head("skills")
    for kind, names in person.skills:
        body += para(bold(kind)) if kind else ""
        body += items(names, "\uf0fc")
    body += items(lines, "•")
    rows = [
        [
            cell(para(bold(job.title)), wide[0]),
            cell(para(run(ink.employer(job))), wide[1]),
            cell(para(run(ink.when(job)), align="right"), wide[2]),
        ]
        for job in person.work
    ]
    body += head("work") + table(rows, wide)
    rows = [
        [
            cell(para(run(ink.degree(one))), wide[0]),
            cell(para(run(one.school)), wide[1]),
            cell(para(run(ink.year(one)), align="right"), wide[2]),
        ]
        for one in person.education
    ]
    body += head("education") + table(rows, wide) + head("languages") + para(run(", ".join(ink.tongues())))
    if person.certifications:
        body += head("certifications") + "".join(para(run(one)) for one in ink.certs("{0}, {1} {2}"))
    return Letter(body, font="Century Gothic", size=10, us=ink.us)


def banner(ink: Ink) -> Letter:
    """Draw a dark band with the name, letter-spaced headings and skills in cells of three columns."""
    person, dark = ink.person, "1B2A41"

    def head(kind: str) -> str:
        return para(
            run("  ".join(" ".join(word) for word in ink.upper(ink.head(kind)).split()), size=11, color=dark),
            align="center",
            before=14,
            after=6,
        )

    top = para(run(ink.loud(ink.shown), size=24, color="FFFFFF", spacing=60), align="center", before=8)
    top += para(run(person.headline, color="FFFFFF"), align="center", after=4) if person.headline else ""
    top += para(run("  |  ".join(ink.contact()), color="FFFFFF", size=9), align="center", after=8)
    body = table([[cell(top, 535, shade=dark)]], (535,))
    if person.summary:
        body += para(italic(person.summary), align="center", before=10)
    wide = (178.0, 178.0, 178.0)
    names = ink.skills()
    names += [""] * (-len(names) % 3)
    body += head("skills") + table(
        [
            [cell(para(run(one), align="center"), wide[0]) for one in names[place : place + 3]]
            for place in range(0, len(names), 3)
        ],
        wide,
    )
    body += head("work")
    for job in person.work:
        left = cell(para(run(ink.when(job), size=9, color=GRAY)) + para(run(job.city or "", size=9, color=GRAY)), 110)
        right = cell(
            para(bold(job.title, 10.5))
            + para(italic(ink.employer(job)))
            + "".join(para(run("– " + one), left=8, hanging=8) for one in job.highlights),
            425,
        )
        body += table([[left, right]], (110, 425)) + para(run("", size=4))
    body += head("education")
    for one in person.education:
        body += table(
            [
                [
                    cell(para(run(ink.when(one), size=9, color=GRAY)), 110),
                    cell(para(bold(one.school)) + para(run(ink.degree(one))), 425),
                ]
            ],
            (110, 425),
        )
    body += head("languages") + para(run("   ".join(ink.tongues("{}: {}"))), align="center")
    if person.certifications:
        body += head("certifications") + "".join(para(run(one), align="center") for one in ink.certs("{0} · {1} · {2}"))
    return Letter(body, font="Gill Sans MT", size=9.5, side=30, top=30)
