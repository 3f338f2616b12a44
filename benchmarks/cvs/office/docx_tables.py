"""Turn a person's pieces into the bodies of documents laid out by tables, drawn or invisible."""

from benchmarks.cvs.office.docx_plain import items
from benchmarks.cvs.office.ink import Ink
from benchmarks.cvs.office.ooxml import bold, cell, italic, link, para, run, table
from benchmarks.cvs.office.package import Letter, bullet

GRAY = "6B6B6B"


def rail(ink: Ink) -> Letter:
    """Draw headings in a left cell, contents in a right one, each job a nested table with its dates at the right."""
    person, wide = ink.person, (105.0, 378.0)

    def row(kind: str, inner: str) -> list[str]:
        return [
            cell(para(run(ink.head(kind), small=True, bold=True, color="7A1F3D"), align="right"), wide[0]),
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


LABELS = {
    "en": (
        "Dates",
        "Occupation or position held",
        "Name of employer",
        "Main activities",
        "Title of qualification awarded",
        "Name of organisation providing education",
        "Mother tongue",
        "Other language(s)",
    ),
    "de": (
        "Datum",
        "Beruf oder Funktion",
        "Name des Arbeitgebers",
        "Wichtigste Tätigkeiten",
        "Bezeichnung der erworbenen Qualifikation",
        "Name der Bildungseinrichtung",
        "Muttersprache",
        "Sonstige Sprache(n)",
    ),
    "fr": (
        "Dates",
        "Fonction ou poste occupé",
        "Nom de l'employeur",
        "Principales activités",
        "Intitulé du diplôme",
        "Nom de l'établissement",
        "Langue maternelle",
        "Autre(s) langue(s)",
    ),
    "it": (
        "Date",
        "Lavoro o posizione ricoperti",
        "Nome del datore di lavoro",
        "Principali attività",
        "Titolo della qualifica rilasciata",
        "Nome dell'organizzazione erogatrice",
        "Madrelingua",
        "Altra(e) lingua(e)",
    ),
    "es": (
        "Fechas",
        "Profesión o cargo desempeñado",
        "Nombre de la empresa",
        "Actividades principales",
        "Cualificación obtenida",
        "Nombre del centro",
        "Lengua materna",
        "Otro(s) idioma(s)",
    ),
    "pt": (
        "Datas",
        "Função ou cargo ocupado",
        "Nome do empregador",
        "Principais atividades",
        "Designação da qualificação atribuída",
        "Nome da organização de ensino",
        "Língua materna",
        "Outra(s) língua(s)",
    ),
    "nl": (
        "Data",
        "Beroep of functie",
        "Naam van de werkgever",
        "Voornaamste activiteiten",
        "Titel van de kwalificatie",
        "Naam van de instelling",
        "Moedertaal",
        "Andere ta(a)l(en)",
    ),
    "pl": (
        "Daty",
        "Zajmowane stanowisko",
        "Nazwa pracodawcy",
        "Główne czynności",
        "Tytuł uzyskanych kwalifikacji",
        "Nazwa instytucji kształcenia",
        "Język ojczysty",
        "Inne języki",
    ),
    "sv": (
        "Datum",
        "Yrke eller befattning",
        "Arbetsgivarens namn",
        "Huvudsakliga arbetsuppgifter",
        "Benämning på examen",
        "Utbildningsanordnarens namn",
        "Modersmål",
        "Andra språk",
    ),
}


def europass(ink: Ink) -> Letter:
    """Draw the first Europass form: labels right-aligned at the left of a line, values at its right."""
    person, wide = ink.person, (165.0, 318.0)
    words = LABELS[person.locale[:2]]

    def row(left: str, right: str, *, strong: bool = False) -> list[str]:
        return [
            cell(para(run(left, bold=strong, size=9.5), align="right", after=2), wide[0], pad=True),
            cell(para(run(right, bold=strong), after=2), wide[1], pad=True),
        ]

    def head(kind: str) -> list[str]:
        return [
            cell(para(bold(ink.word(kind), 11), align="right", before=8, after=3), wide[0], pad=True),
            cell(para(), wide[1]),
        ]

    rows = [
        [
            cell(para(run("Europass\nCurriculum Vitae", bold=True, size=13), align="right"), wide[0], pad=True),
            cell(para(), wide[1]),
        ]
    ]
    rows += [head("personal"), row("", ink.shown, strong=True), row(ink.word("address"), ink.home())]
    rows += [row(ink.word("phone"), one) for one in person.phones] + [
        row(ink.word("email"), one) for one in person.emails
    ]
    rows += [row(label, value) for label, value in ink.personal()]
    rows.append(head("work"))
    for job in person.work:
        rows += [
            row(words[0], ink.when(job)),
            row(words[1], job.title),
            row(words[2], ", ".join(one for one in (job.company, job.city) if one)),
        ]
        rows += [row(words[3], "\n".join(job.highlights))] if job.highlights else []
        rows.append(row("", ""))
    rows.append(head("education"))
    for one in person.education:
        rows += [row(words[0], ink.when(one)), row(words[4], ink.degree(one)), row(words[5], one.school), row("", "")]
    rows += [head("languages"), row(words[6], person.languages[0][0], strong=True)]
    rows += (
        [row(words[7], ", ".join(ink.tongue(*one) for one in person.languages[1:]))]
        if len(person.languages) > 1
        else []
    )
    rows += [row(ink.word("skills"), ", ".join(ink.skills()))]
    rows += [row(ink.word("certifications"), "\n".join(ink.certs("{0} ({2})")))] if person.certifications else []
    return Letter(table(rows, wide), font="Arial Narrow", size=10)


def europass_new(ink: Ink) -> Letter:
    """Draw the newer Europass: dates in brackets, titles in capitals, employer and place, levels in a grid."""
    person, tone = ink.person, "004494"

    def head(kind: str) -> str:
        return para(
            run("● ", color=tone),
            run(ink.upper(ink.word(kind)), bold=True, color=tone, size=11),
            border="bottom",
            color=tone,
            before=12,
            after=5,
        )

    body = para(run(ink.shown, bold=True, size=20))
    body += "".join(para(bold(f"{label}: "), run(value)) for label, value in ink.personal())
    pairs = [("phone", f"{one}") for one in person.phones] + [("email", one) for one in person.emails]
    body += para(run(" | ").join(bold(ink.word(kind) + ": ") + run(value) for kind, value in pairs))
    body += "".join(para(run(one)) for one in person.links) + para(bold(ink.word("address") + ": "), run(ink.home()))
    if person.summary:
        body += head("summary") + para(run(person.summary))
    body += head("work")
    for job in person.work:
        body += para(run(f"[ {ink.when(job)} ]", color=GRAY, size=9), before=6) + para(bold(ink.loud(job.title)))
        body += para(bold(f"{ink.employer(job)} – "), run(job.city or "")) + items(job.highlights, "▪")
    body += head("education")
    for one in person.education:
        body += (
            para(run(f"[ {ink.when(one)} ]", color=GRAY, size=9), before=6)
            + para(bold(ink.degree(one)))
            + para(run(one.school))
        )
    body += head("languages") + para(bold(person.languages[0][0]))
    if len(person.languages) > 1:
        wide = (120.0, 80.0, 80.0, 80.0)
        rows = [
            [cell(para(run(one)), wide[place]) for place, one in enumerate((name, *[level or ""] * 3))]
            for name, level in person.languages[1:]
        ]
        body += table(rows, wide, lines="B0BEC5")
    body += head("skills") + para(run(" | ".join(ink.skills())))
    if person.certifications:
        body += head("certifications") + "".join(
            para(run(f"[ {year} ] ", color=GRAY), bold(name)) + para(run(by or ""))
            for name, by, year in person.certifications
        )
    return Letter(body, font="Open Sans", size=9.5)


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


def grid(ink: Ink) -> Letter:
    """Draw work and education as ruled tables with a row of column names."""
    person, wide = ink.person, (90.0, 110.0, 120.0, 175.0)

    def rows(names: list[str], lines: list[tuple[str, ...]]) -> str:
        first = [cell(para(bold(one)), width, shade="E7E6E6") for one, width in zip(names, wide, strict=False)]
        return table(
            [
                first,
                *[
                    [
                        cell("".join(para(run(part)) for part in one.split("\n")), width)
                        for one, width in zip(line, wide, strict=False)
                    ]
                    for line in lines
                ],
            ],
            wide,
            lines="7F7F7F",
        )

    def head(kind: str) -> str:
        return para(run(ink.head(kind), bold=True, under=True, size=12), before=12, after=4)

    body = para(bold("CURRICULUM VITAE", 16), align="center", after=8)
    facts = [(ink.head("name"), ink.shown), *ink.personal()]
    facts += [(ink.head("phone"), one) for one in person.phones] + [(ink.head("email"), one) for one in person.emails]
    facts += [(ink.head("address"), ink.home())] if ink.home() else []
    body += table(
        [[cell(para(bold(label)), 150), cell(para(run(value)), 345)] for label, value in facts],
        (150, 345),
        lines="7F7F7F",
    )
    body += head("education") + rows(
        [ink.head(one) for one in ("period", "degree", "school")],
        [(ink.when(one), ink.degree(one), one.school) for one in person.education],
    )
    body += head("work") + rows(
        [ink.head(one) for one in ("period", "position", "employer", "duties")],
        [(ink.when(job), job.title, ink.employer(job), "\n".join(job.highlights)) for job in person.work],
    )
    body += head("skills") + "".join(para(run(one), number=bullet("o")) for one in ink.skills())
    body += head("languages") + table(
        [[cell(para(run(name)), 150), cell(para(run(level or "")), 345)] for name, level in person.languages],
        (150, 345),
        lines="7F7F7F",
    )
    if person.certifications:
        body += head("certifications") + "".join(
            para(run(f"{place}) {one}")) for place, one in enumerate(ink.certs(), 1)
        )
    for label, lines in person.extras:
        body += para(run(label, bold=True, under=True, size=12), before=12, after=4) + "".join(
            para(run(one)) for one in lines
        )
    return Letter(body, font="Times New Roman", size=11, side=50)


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


def form(ink: Ink) -> Letter:
    """Draw an application form: one ruled table of labels and values, one block for each job."""
    person, wide = ink.person, (150.0, 345.0)

    def row(left: str, right: str) -> list[str]:
        return [cell(para(run(left, size=9)), wide[0], shade="F2F2F2"), cell(para(run(right)), wide[1])]

    def head(kind: str) -> list[str]:
        return [cell(para(bold(ink.upper(ink.head(kind)), 10)), sum(wide), span=2, shade="BFBFBF")]

    rows = [
        head("personal"),
        row("1. " + ink.head("name"), ink.shown),
        *[row(label, value) for label, value in ink.personal()],
    ]
    rows += [row(ink.head("address"), ink.home())] if ink.home() else []
    rows += [row(ink.head("phone"), " / ".join(person.phones))] if person.phones else []
    rows += [row(ink.head("email"), "; ".join(person.emails)), head("education")]
    for one in person.education:
        rows.append(row(ink.when(one), f"{one.school}\n{ink.degree(one)}"))
    rows.append(head("work"))
    for job in person.work:
        rows += [
            row(ink.head("period"), ink.when(job)),
            row(ink.head("employer"), ink.employer(job)),
            row(ink.head("position"), job.title),
        ]
        rows += [row(ink.head("duties"), "\n".join(job.highlights))] if job.highlights else []
    rows += [head("languages"), *[row(name, level or "") for name, level in person.languages]]
    rows += [head("skills"), *[row(kind or ink.head("skills"), ", ".join(names)) for kind, names in person.skills]]
    if person.certifications:
        rows += [
            head("certifications"),
            *[row(year or "", f"{name}\n{by or ''}".strip()) for name, by, year in person.certifications],
        ]
    rows += [[cell(para(italic(ink.head("references"))), sum(wide), span=2)]]
    return Letter(table(rows, wide, lines="404040"), font="Arial", size=10, side=50)
