"""Turn a person's pieces into the bodies of documents of text boxes, frames and own styles."""

# ruff: noqa: E501  # rows of markup and of tables read better in one piece

from benchmarks.cvs.office.docx_plain import items
from benchmarks.cvs.office.ink import Ink
from benchmarks.cvs.office.ooxml import bold, columns, drawn_box, italic, para, run, vml_box
from benchmarks.cvs.office.package import Letter

NAMED = {  # ids and names of heading styles as word processors of other languages write them
    "de": ("berschrift1", "heading 1"), "fr": ("Titre1", "heading 1"), "es": ("Ttulo1", "heading 1"),
    "it": ("Titolo1", "heading 1"), "pt": ("Ttulo11", "heading 1"), "nl": ("Kop1", "heading 1"),
    "pl": ("Nagwek1", "heading 1"), "sv": ("Rubrik1", "heading 1"), "tr": ("Balk1", "heading 1"),
}  # fmt: skip


def boxed(ink: Ink) -> Letter:
    """Draw name and contact in a DrawingML box over a body that begins with the work."""
    person, tone = ink.person, "5B2C83"
    top = (
        para(run("", size=8))
        + para(run(ink.shown, bold=True, size=20, color="FFFFFF"))
        + para(run(" | ".join(ink.contact()), size=9, color="FFFFFF"))
    )
    skills = para(bold(ink.head("skills"), 11, tone)) + "".join(para(run(one, size=9)) for one in ink.skills())
    skills += para(bold(ink.head("languages"), 11, tone), before=8) + "".join(
        para(run(one, size=9)) for one in ink.tongues()
    )
    body = para(
        drawn_box(top, x=0, y=0, width=595, height=70, fill=tone),
        drawn_box(skills, x=425, y=90, width=150, height=440, fill="F3EEF8"),
    )

    def head(kind: str) -> str:
        return para(bold(ink.head(kind), 13, tone), before=10, after=3)

    body += head("work")
    for job in person.work:
        body += (
            para(bold(job.title), before=5)
            + para(run(f"{ink.employer(job)}, {ink.when(job)}"))
            + items(job.highlights, "•")
        )
    body += head("education") + "".join(
        para(bold(ink.degree(one))) + para(run(f"{one.school}, {ink.when(one)}")) for one in person.education
    )
    if person.certifications:
        body += head("certifications") + "".join(para(run(one)) for one in ink.certs("{0} ({2})"))
    return Letter(body, font="Calibri", size=10)


def old_boxes(ink: Ink) -> Letter:
    """Draw a page of VML boxes as old templates have them: contact at the top right, headings in boxes."""
    person = ink.person
    right = "".join(para(run(one, size=9), align="right") for one in ink.contact(labels=True))
    body = para(vml_box(right, x=330, y=40, width=220, height=90), run(ink.shown, bold=True, size=18))
    body += para(run("\n\n\n"))

    def head(kind: str) -> str:
        inner = para(bold(ink.upper(ink.head(kind)), 11))
        shape = (
            '<w:r><w:pict><v:shape type="#_x0000_t202" style="width:480pt;height:20pt" fillcolor="#D9D9D9" stroked="f">'
            f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        return para(shape, before=8)

    if person.summary:
        body += head("summary") + para(run(person.summary))
    body += head("work")
    for job in person.work:
        body += para(
            run(ink.when(job) + "\t"),
            bold(ink.employer(job)),
            tabs=[(130, "left", "none")],
            left=130,
            hanging=130,
            before=5,
        )
        body += para(italic(job.title), left=130) + "".join(
            para(run("* " + one), left=138, hanging=8) for one in job.highlights
        )
    body += head("education")
    for one in person.education:
        body += para(
            run(ink.when(one) + "\t"), bold(one.school), tabs=[(130, "left", "none")], left=130, hanging=130, before=3
        ) + para(italic(ink.degree(one)), left=130)
    body += (
        head("skills")
        + para(run(", ".join(ink.skills())), left=130)
        + head("languages")
        + para(run(", ".join(ink.tongues())), left=130)
    )
    if person.certifications:
        body += head("certifications") + "".join(para(run(one), left=130) for one in ink.certs())
    return Letter(body, font="Times New Roman", size=11)


def margin(ink: Ink) -> Letter:
    """Draw headings in the left margin on the line where their contents begin, by a hanging indent and a tab."""
    person = ink.person

    def section(kind: str, lines: list[str]) -> str:
        first, rest = lines[0], lines[1:]
        label = run(ink.head(kind), bold=True, color="1F4E79")
        body = para(label, run("\t"), first, tabs=[(125, "left", "none")], left=125, hanging=125, before=12)
        return body + "".join(para(one, left=125) for one in rest)

    body = para(run(ink.shown, size=20), left=125) + "".join(para(run(one), left=125) for one in ink.contact())
    if person.summary:
        body += section("summary", [run(person.summary)])
    lines: list[str] = []
    for job in person.work:
        lines += [
            bold(f"{job.title}, {ink.employer(job)}"),
            italic(" · ".join(one for one in (job.city, ink.when(job)) if one)),
        ]
        lines += [run("• " + one) for one in job.highlights]
    body += section("work", lines)
    body += section(
        "education",
        [
            one
            for study in person.education
            for one in (bold(f"{ink.degree(study)}, {study.school}"), italic(ink.when(study)))
        ],
    )
    body += section(
        "skills",
        [bold(kind + ": ") + run(", ".join(names)) if kind else run(", ".join(names)) for kind, names in person.skills],
    )
    body += section("languages", [run(", ".join(ink.tongues("{} ({})")))])
    if person.certifications:
        body += section("certifications", [run(one) for one in ink.certs("{0}, {1} ({2})")])
    for label, rows in person.extras:
        body += para(
            run(label, bold=True, color="1F4E79"),
            run("\t" + rows[0]),
            tabs=[(125, "left", "none")],
            left=125,
            hanging=125,
            before=12,
        )
        body += "".join(para(run(one), left=125) for one in rows[1:])
    return Letter(body, font="Arial", size=10)


def named_styles(ink: Ink) -> Letter:
    """Draw a CV by heading styles of a localised word processor and own character styles; tables nowhere."""
    person = ink.person
    code, name = NAMED.get(person.locale[:2], ("CVSection", "CV Section"))
    loud = "<w:caps/>" if person.locale[:2] != "tr" else ""
    paragraph = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>'
    character = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/><w:rPr>{}</w:rPr></w:style>'
    )
    spaced = '<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="0"/>'
    styles = [
        paragraph.format(code, name, spaced, '<w:smallCaps/><w:color w:val="AA3311"/><w:sz w:val="30"/>'),
        character.format("CompanyName", "Company Name", "<w:b/>" + loud),
        character.format("JobRole", "Job Role", "<w:i/>"),
    ]

    def head(kind: str) -> str:
        return para(run(ink.head(kind)), style=code)

    body = para(run(ink.shown, small=True, size=24)) + para(run("\n".join(ink.contact())))
    if person.summary:
        body += head("summary") + para(run(person.summary))
    body += head("work")
    for job in person.work:
        body += para(run(ink.when(job)), before=6) + para(
            run(ink.employer(job), style="CompanyName"), run(" "), run(job.city or "")
        )
        body += para(run(job.title, style="JobRole")) + (
            para(run(" ".join(one.rstrip(".") + "." for one in job.highlights))) if job.highlights else ""
        )
    body += head("education")
    for one in person.education:
        body += (
            para(run(ink.when(one)), before=4)
            + para(run(one.school, style="CompanyName"))
            + para(run(ink.degree(one), style="JobRole"))
        )
    body += (
        head("skills")
        + para(run(" / ".join(ink.skills())))
        + head("languages")
        + para(run(" / ".join(ink.tongues("{} {}"))))
    )
    if person.certifications:
        body += head("certifications") + items(ink.certs("{0} – {1} – {2}"), "–")
    for label, rows in person.extras:
        body += para(run(label), style=code) + "".join(para(run(one)) for one in rows)
    return Letter(body, font="Palatino Linotype", size=10.5, styles=styles)


def newspaper(ink: Ink) -> Letter:
    """Draw the whole life in two newspaper columns below a name over both: contact and skills first, then the work."""
    person = ink.person

    def head(kind: str) -> str:
        return para(run(ink.head(kind).lower(), size=15, color="00838F"), before=10, after=2)

    body = para(run(ink.shown.replace(" ", "\n", 1), size=30, color="00838F")) + (
        para(run(person.headline)) if person.headline else ""
    )
    body += para(section=columns(1))
    body += head("contact") + "".join(para(run(one)) for one in ink.contact())
    if person.summary:
        body += head("summary") + para(run(person.summary))
    body += head("skills") + "".join(para(run("· " + one)) for one in ink.skills())
    body += head("languages") + "".join(para(run("· " + one)) for one in ink.tongues("{}, {}"))
    body += head("education")
    for one in person.education:
        body += para(bold(ink.degree(one))) + para(run(one.school)) + para(italic(ink.when(one)), after=4)
    body += head("work")
    for job in person.work:
        body += (
            para(bold(job.title))
            + para(run(ink.employer(job)))
            + para(italic(ink.when(job)))
            + "".join(para(run("· " + one)) for one in job.highlights)
        )
        body += para(run("", size=4))
    if person.certifications:
        body += head("certifications") + "".join(para(run("· " + one)) for one in ink.certs("{0}, {2}"))
    return Letter(body, font="Corbel", size=10, columns=2, side=45)


def federal(ink: Ink) -> Letter:
    """Draw a federal resume: hours, salary, grade and supervisor below each job, duties in long paragraphs."""
    person, rng = ink.person, ink.rng
    body = para(bold(ink.shown, 14)) + "".join(para(run(one)) for one in ink.contact(labels=True))
    body += para(
        run(
            "Citizenship: U.S. Citizen\nVeterans' Preference: Yes\nClearance: Secret (active)\nHighest Grade: GS-0346-11, 03/2021 to 09/2023"
        ),
        after=8,
    )
    body += para(bold("WORK EXPERIENCE:"), before=8)
    for job in person.work:
        body += para(bold(job.title), before=10) + para(run(ink.employer(job)))
        body += para(
            run(
                f"{rng.randint(100, 9999)} {rng.choice(['Depot Rd', 'Main Street', 'Airport Blvd'])}, {job.city} {rng.randint(55001, 79999)}"
            )
        )
        body += para(
            run(ink.when(job)),
            run(f"\nHours per week: 40\nSalary: ${rng.randint(41, 98)},{rng.randint(100, 999)} per year"),
        )
        body += para(
            run(
                f"Supervisor: {rng.choice(['MSG Hal Dorsey', 'Ms. Rita Fuentes', 'Mr. Al Grabowski'])} (555-01{rng.randint(10, 99)}). May contact: Yes"
            )
        )
        body += para(bold("Duties, Accomplishments and Related Skills:")) if job.highlights else ""
        body += para(run(" ".join(one.rstrip(".") + "." for one in job.highlights)), after=4) if job.highlights else ""
    body += para(bold("EDUCATION:"), before=10)
    for one in person.education:
        body += para(bold(one.school), run(f", {one.city}")) + para(
            run(
                f"{ink.degree(one, ' in ')}, {ink.day(one.end) if one.end else ''}\nGPA: 3.{rng.randint(10, 92)} of 4.0, 120 Semester Hours"
            ),
            after=4,
        )
    if person.certifications:
        body += para(bold("JOB RELATED TRAINING:"), before=10) + "".join(
            para(run(one)) for one in ink.certs("{0} ({2})")
        )
    body += (
        para(bold("SKILLS:"), before=10)
        + para(run("; ".join(ink.skills())))
        + para(bold("LANGUAGES:"), before=10)
        + para(run("; ".join(ink.tongues("{} - {}"))))
    )
    return Letter(body, font="Times New Roman", size=11, us=True)


def scholar(ink: Ink) -> Letter:
    """Draw a long academic CV: numbered headings, numbered publications, teaching, grants, talks."""
    person = ink.person
    count = iter(range(1, 40))

    def head(text: str) -> str:
        return para(bold(f"{next(count)}. {text}", 12), before=14, after=4)

    body = para(run(ink.shown, size=18), align="center") + para(run(", ".join(ink.contact())), align="center", after=8)
    body += head(ink.head("education"))
    for one in person.education:
        body += para(bold(ink.degree(one)), run(f", {one.school}, {ink.year(one)}"), left=18, hanging=18)
    body += head(ink.head("work"))
    for job in person.work:
        body += para(bold(job.title), run(f", {job.company}, {ink.when(job)}"), left=18, hanging=18, before=3)
        body += "".join(para(run(one), left=36) for one in job.highlights)
    for title, rows in person.extras:
        body += head(title)
        many = list(rows)
        body += items(many, "[%1]" if "ubli" in title or len(rows) > 4 else "•", 2)
    body += head(ink.head("skills")) + "".join(
        para(run((kind + ": " if kind else "") + ", ".join(names))) for kind, names in person.skills
    )
    body += head(ink.head("languages")) + para(run(", ".join(ink.tongues())))
    if person.certifications:
        body += head(ink.head("certifications")) + "".join(para(run(one)) for one in ink.certs("{0}, {2}"))
    return Letter(body, font="Cambria", size=12, side=72, top=72)
