"""Turn a person's pieces into plain text as people type it, paste it or export it."""

# ruff: noqa: E501  # rows of markup and of tables read better in one piece

import textwrap

from benchmarks.cvs.office.ink import Ink

WIDE = 72


def wrapped(text: str, first: str = "", rest: str = "", width: int = WIDE) -> list[str]:
    """Return a paragraph as lines of at most `width` characters; words are never cut."""
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    ) or [""]


def ruled(ink: Ink) -> str:
    """Type a resume wrapped at 72 columns, headings underlined by hyphens, dates on the right."""
    person, lines = ink.person, [ink.shown, *ink.contact(), ""]

    def head(kind: str) -> list[str]:
        return ["", ink.upper(ink.head(kind)), "-" * len(ink.head(kind))]

    if person.summary:
        lines += head("summary") + wrapped(person.summary)
    lines += head("work")
    for job in person.work:
        left, right = f"{job.title}, {ink.employer(job)}", ink.when(job)
        lines += [left + " " * max(3, WIDE - len(left) - len(right)) + right]
        lines += [row for one in job.highlights for row in wrapped(one, "  * ", "    ")] + [""]
    lines += head("education")
    for one in person.education:
        left, right = f"{ink.degree(one)}, {one.school}", ink.when(one)
        lines += [left + " " * max(3, WIDE - len(left) - len(right)) + right]
    lines += head("skills")
    for kind, names in person.skills:
        lines += wrapped((f"{kind}: " if kind else "") + ", ".join(names), "", "    ")
    lines += [*head("languages"), ", ".join(ink.tongues())]
    if person.certifications:
        lines += head("certifications") + [f"  * {one}" for one in ink.certs()]
    return "\n".join(lines) + "\n"


def frames(ink: Ink) -> str:
    """Type boxes of ASCII around name and headings, a rule of equal signs between entries."""
    person, rule = ink.person, "=" * WIDE

    def box(text: str) -> list[str]:
        return ["+" + "-" * (WIDE - 2) + "+", "| " + text.ljust(WIDE - 4) + " |", "+" + "-" * (WIDE - 2) + "+"]

    lines = box(ink.shown) + ["  " + one for one in ink.contact(labels=True)] + [""]
    lines += box(ink.head("work"))
    for job in person.work:
        lines += [
            f"[{ink.when(job)}]",
            f"  {job.title}",
            f"  @ {ink.employer(job)}" + (f", {job.city}" if job.city else ""),
        ]
        lines += [row for one in job.highlights for row in wrapped(one, "    > ", "      ")] + [""]
    lines += box(ink.head("education"))
    for one in person.education:
        lines += [f"[{ink.when(one)}]", f"  {ink.degree(one)}", f"  @ {one.school}", ""]
    lines += box(ink.head("skills"))
    for name in ink.skills():
        full = ink.rng.randint(4, 10)
        lines.append(f"  {name.ljust(34, '.')} [{'#' * full}{' ' * (10 - full)}]")
    lines += [
        "",
        *box(ink.head("languages")),
        *[f"  {name.ljust(20)} {level or ''}".rstrip() for name, level in person.languages],
    ]
    if person.certifications:
        lines += ["", *box(ink.head("certifications")), *["  " + one for one in ink.certs("{0} ({1}, {2})")]]
    return "\r\n".join([*lines, "", rule, ""])


def side_by_side(ink: Ink) -> str:
    """Type two columns by spaces: contact, skills and languages at the left, work and education at the right."""
    person = ink.person
    left = [
        *ink.contact(),
        "",
        ink.upper(ink.head("skills")),
        *ink.skills(),
        "",
        ink.upper(ink.head("languages")),
        *ink.tongues("{}: {}"),
    ]
    if person.certifications:
        left += [
            "",
            ink.upper(ink.head("certifications")),
            *[row for name, _, _ in person.certifications for row in wrapped(name, width=30)],
        ]
    right = [ink.upper(ink.head("work")), ""]
    for job in person.work:
        right += [job.title, f"{ink.employer(job)} ({ink.when(job)})"]
        right += [row for one in job.highlights for row in wrapped(one, "- ", "  ", 52)] + [""]
    right += [ink.upper(ink.head("education")), ""]
    for one in person.education:
        right += [*wrapped(ink.degree(one), width=52), f"{one.school} ({ink.when(one)})", ""]
    left = [row for one in left for row in wrapped(one, width=34)]
    count = max(len(left), len(right))
    gap = max(38, *(len(one) + 3 for one in left))
    rows = zip(left + [""] * (count - len(left)), right + [""] * (count - len(right)), strict=True)
    return "\n".join([ink.shown, "", *[f"{one:<{gap}}{two}".rstrip() for one, two in rows], ""])


def tabbed(ink: Ink) -> str:
    """Type dates, tabs and CRLF as an old word processor's text export leaves them."""
    person = ink.person
    lines = [
        "\t\t\t" + ink.shown,
        *["\t\t\t" + one for one in ink.contact(labels=True)],
        "",
        ink.head("work") + ":",
        "",
    ]
    for job in person.work:
        lines += [
            f"{ink.when(job)}\t{job.title}",
            f"\t\t\t{ink.employer(job)}\t{job.city or ''}".rstrip(),
            *[f"\t\t\t- {one}" for one in job.highlights],
        ]
    lines += ["", ink.head("education") + ":", ""]
    lines += [row for one in person.education for row in (f"{ink.when(one)}\t{one.school}", f"\t\t\t{ink.degree(one)}")]
    lines += [
        "",
        ink.head("skills") + ":",
        "",
        *[f"{kind or ''}\t\t{', '.join(names)}" for kind, names in person.skills],
    ]
    lines += [
        "",
        ink.head("languages") + ":",
        "",
        *[f"{name}\t\t{level or ''}".rstrip() for name, level in person.languages],
    ]
    if person.certifications:
        lines += [
            "",
            ink.head("certifications") + ":",
            "",
            *[f"{year}\t\t{name}" for name, _, year in person.certifications],
        ]
    for title, rows in person.extras:
        lines += ["", title + ":", "", *["\t\t\t" + one for one in rows]]
    return "\r\n".join(lines)


def markdown(ink: Ink) -> str:
    """Type a resume in Markdown with rules, emphasis and links."""
    person = ink.person
    lines = [f"# {ink.shown}", ""] + ([f"**{person.headline}**", ""] if person.headline else [])
    lines += [
        "  \n".join(
            f"<{one}>"
            if "@" in one
            else f"[{one}](https://{one.removeprefix('https://')})"
            if one in person.links
            else one
            for one in ink.contact()
        ),
        "",
    ]
    if person.summary:
        lines += [f"> {person.summary}", ""]
    lines += [f"## {ink.head('work')}", ""]
    for job in person.work:
        lines += [
            f"### {job.title} | {ink.employer(job)}",
            f"*{ink.when(job)}*" + (f", {job.city}" if job.city else ""),
            "",
            *[f"- {one}" for one in job.highlights],
            "",
        ]
    lines += [
        f"## {ink.head('education')}",
        "",
        *[f"- **{ink.degree(one)}**, {one.school} ({ink.when(one)})" for one in person.education],
        "",
    ]
    lines += [
        f"## {ink.head('skills')}",
        "",
        *[
            f"* {'__' + kind + '__: ' if kind else ''}{', '.join(f'`{one}`' for one in names)}"
            for kind, names in person.skills
        ],
        "",
    ]
    lines += [
        f"## {ink.head('languages')}",
        "",
        "| | |",
        "|---|---|",
        *[f"| {name} | {level or ''} |" for name, level in person.languages],
        "",
    ]
    if person.certifications:
        lines += [f"## {ink.head('certifications')}", "", *[f"1. {one}" for one in ink.certs("{0} — {1} ({2})")], ""]
    return "\n".join(lines)


def usajobs(ink: Ink) -> str:
    """Type the export of a federal job site: employer block with hours, grade and supervisor, then duties."""
    person, rng = ink.person, ink.rng
    lines = [
        ink.shown,
        *ink.contact(labels=True),
        "",
        "Availability:      Job Type:  Permanent",
        "                   Work Schedule:  Full-Time",
        "Desired locations: United States",
        "",
        "Work Experience:",
    ]
    for job in person.work:
        lines += [
            "",
            ink.employer(job),
            f"{rng.randint(10, 990)} {rng.choice(['Federal Way', 'Depot Road', 'State St'])}",
            f"{job.city} United States",
            "",
            ink.when(job),
            f"Salary: {rng.randint(40, 99)},000.00 USD Per Year",
            "Hours per week: 40",
            f"Series: 0{rng.randint(301, 399)} Pay Plan: GS Grade: {rng.randint(7, 13)}",
            job.title,
        ]
        lines += (
            [
                "Duties, Accomplishments and Related Skills:",
                *wrapped(" ".join(one.rstrip(".") + "." for one in job.highlights), width=78),
            ]
            if job.highlights
            else []
        )
        lines += [
            f"Supervisor: {rng.choice(['Rita Fuentes', 'Hal Dorsey', 'Al Grabowski'])} (555-01{rng.randint(10, 99)})",
            "Okay to contact this Supervisor: Yes",
        ]
    lines += ["", "Education:"]
    for one in person.education:
        lines += [
            "",
            f"{one.school} {one.city} United States",
            f"{one.degree} {one.end[5:7]}/{one.end[:4]}" if one.end else one.degree,
            f"GPA: 3.{rng.randint(10, 90)} of a maximum 4.0",
            "Credits Earned: 120 Semester hours",
        ]
        lines += [f"Major: {one.area}"] if one.area else []
    lines += ["", "Language Skills:", ""]
    lines += [
        row
        for name, level in person.languages
        for row in (name, f"Spoken: {level or 'Intermediate'}", f"Written: {level or 'Intermediate'}")
    ]
    lines += (
        ["", "Job Related Training:", *[f"{one}" for one in ink.certs("{0}, {2}")]] if person.certifications else []
    )
    lines += ["", "Additional Information:", *wrapped("Skills: " + ", ".join(ink.skills()), width=78)]
    return "\n".join(lines) + "\n"


def labelled(ink: Ink) -> str:
    """Type every fact behind a label, as forms and scripts export them."""
    person, words = ink.person, ink.words
    lines = [
        f"{words['name'][0]}: {ink.shown}",
        *ink.contact(labels=True)[: 1 + len(person.phones) + len(person.emails)],
        *person.links,
        "",
    ]
    lines += [f"*** {ink.head('work')} ***", ""]
    for job in person.work:
        lines += [
            f"{ink.head('period')}: {ink.when(job)}",
            f"{ink.head('position')}: {job.title}",
            f"{ink.head('employer')}: {ink.employer(job)}",
        ]
        lines += [f"{ink.head('duties')}: {'; '.join(job.highlights)}"] if job.highlights else []
        lines += [""]
    lines += [f"*** {ink.head('education')} ***", ""]
    for one in person.education:
        lines += [
            f"{ink.head('period')}: {ink.when(one)}",
            f"{ink.head('school')}: {one.school}",
            f"{ink.head('degree')}: {ink.degree(one)}",
            "",
        ]
    lines += [
        f"*** {ink.head('skills')} ***",
        "",
        "; ".join(ink.skills()),
        "",
        f"*** {ink.head('languages')} ***",
        "",
        "; ".join(ink.tongues("{} = {}")),
        "",
    ]
    if person.certifications:
        lines += [f"*** {ink.head('certifications')} ***", "", *ink.certs("{0} / {1} / {2}"), ""]
    return "\n".join(lines)


def pasted(ink: Ink) -> str:
    """Type what a browser's clipboard leaves of a profile: no blank lines, bullets lost or doubled, stray spaces."""
    person = ink.person
    lines = [
        ink.shown,
        person.headline or "",
        ink.home(),
        " · ".join(ink.contact()[1:]),
        ink.head("summary"),
        person.summary or "",
        ink.head("work"),
    ]
    for job in person.work:
        lines += [
            job.title,
            f"{ink.employer(job)} · {ink.rng.choice(['Full-time', 'Contract', 'Part-time']) if person.locale[:2] == 'en' else job.city}",
            ink.when(job),
            *[f"•\t{one} " for one in job.highlights],
        ]
    lines += [ink.head("education")]
    lines += [row for one in person.education for row in (one.school, ink.degree(one), ink.when(one))]
    lines += (
        [ink.head("certifications"), *[row for one in person.certifications for row in (one[0], one[1] or "")]]
        if person.certifications
        else []
    )
    lines += [ink.head("skills"), " · ".join(ink.skills()), ink.head("languages")]
    lines += [row for name, level in person.languages for row in (name, level or "")]
    return "\n".join(one for one in lines if one)


def centred(ink: Ink) -> str:
    """Type a centred head and hanging dates, two blank lines between sections, spaced capitals as headings."""
    person, lines = ink.person, [ink.loud(ink.shown).center(WIDE), *[one.center(WIDE) for one in ink.contact()], ""]

    def head(kind: str) -> list[str]:
        return ["", "", "   ".join(" ".join(word) for word in ink.upper(ink.head(kind)).split()).center(WIDE), ""]

    lines += head("education")
    for one in person.education:
        lines += [f"{ink.when(one):<22}{one.school}", *wrapped(ink.degree(one), " " * 22, " " * 22)]
    lines += head("work")
    for job in person.work:
        lines += [f"{ink.when(job):<22}{ink.employer(job)}", *wrapped(job.title, " " * 22, " " * 22)]
        lines += [row for one in job.highlights for row in wrapped(one, " " * 22 + "o ", " " * 24)] + [""]
    lines += head("skills") + wrapped(", ".join(ink.skills()), " " * 22, " " * 22)
    lines += head("languages") + [" " * 22 + one for one in ink.tongues("{} ({})")]
    if person.certifications:
        lines += head("certifications") + [f"{year:<22}{name}" for name, _, year in person.certifications]
    return "\n".join(one.rstrip() for one in lines) + "\n"


def mailed(ink: Ink) -> str:
    """Type a resume in the body of a mail: greeting, life in short lines with wide gaps, a signature with contact."""
    person = ink.person
    hello, bye = MAIL.get(person.locale[:2], MAIL["en"])
    lines = [hello, "", f"== {ink.head('work')} ==", ""]
    for job in person.work:
        lines += [
            f"{ink.when(job)}: {job.title} {ink.word('at')} {ink.employer(job)}",
            *[row for one in job.highlights for row in wrapped(one, "   - ", "     ")],
            "",
        ]
    lines += [
        f"== {ink.head('education')} ==",
        "",
        *[f"{ink.when(one)}: {ink.degree(one)}, {one.school}" for one in person.education],
        "",
    ]
    lines += [f"== {ink.head('skills')} ==", "", *wrapped(", ".join(ink.skills())), ""]
    lines += [f"== {ink.head('languages')} ==", "", ", ".join(ink.tongues("{} ({})")), ""]
    if person.certifications:
        lines += [f"== {ink.head('certifications')} ==", "", *ink.certs("{0}, {1} {2}"), ""]
    return "\n".join([*lines, bye, "", ink.shown, "-- ", *ink.contact(labels=True), ""])


MAIL = {
    "en": ("Dear hiring team,\n\nas agreed on the phone, here is my resume in plain text.", "Kind regards,"),
    "de": ("Sehr geehrte Damen und Herren,\n\nwie besprochen mein Lebenslauf als Text.", "Mit freundlichen Grüßen"),
    "fr": ("Madame, Monsieur,\n\nvoici mon CV au format texte.", "Cordialement,"),
    "es": ("Estimados señores:\n\nles envío mi currículum en texto.", "Un cordial saludo,"),
    "it": ("Buongiorno,\n\ncome d'accordo invio il mio CV in formato testo.", "Cordiali saluti,"),
    "nl": ("Geachte heer, mevrouw,\n\nhierbij mijn cv in tekst.", "Met vriendelijke groet,"),
    "pl": ("Szanowni Państwo,\n\nprzesyłam CV w treści wiadomości.", "Z poważaniem"),
    "sv": ("Hej!\n\nHär kommer mitt CV som text.", "Vänliga hälsningar"),
    "pt": ("Exmos. Senhores,\n\nsegue o meu currículo em texto.", "Com os melhores cumprimentos,"),
    "tr": ("Merhaba,\n\nözgeçmişim aşağıdadır.", "Saygılarımla,"),
    "uk": ("Добрий день!\n\nНадсилаю своє резюме текстом.", "З повагою,"),
}
