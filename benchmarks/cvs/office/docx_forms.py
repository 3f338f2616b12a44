"""Turn a person's pieces into the bodies of forms: labels beside values, ruled tables with names of columns."""

from benchmarks.cvs.office.docx_plain import items
from benchmarks.cvs.office.ink import Ink
from benchmarks.cvs.office.ooxml import (
    bold,
    cell,
    italic,
    para,
    run,
    table,
)
from benchmarks.cvs.office.package import Letter, bullet

GRAY = "6B6B6B"


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
