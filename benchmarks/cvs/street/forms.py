"""Turn a person into the blocks of resumes that are filled in: labels with values, grids, registers."""

from benchmarks.cvs.person import Job
from benchmarks.cvs.street.blocks import Block, Break, Line, grid, lines
from benchmarks.cvs.street.view import View

HALF = (0.3, 0.7)


def personal_rows(view: View, *, name: bool = True) -> list[list[str]]:
    """Return the rows of personal details of a form."""
    person = view.person
    rows = [[view.label("name"), person.name]] if name else []
    rows += [[view.label("born"), view.born()], [view.label("nationality"), view.pick("nationality")]]
    rows += [[view.label("status"), view.pick("status")], [view.label("address"), view.address()]]
    rows += [[view.label("phone"), " / ".join(person.phones)], [view.label("email"), ", ".join(person.emails)]]
    return rows + [["Web", link] for link in person.links]


def study_rows(view: View) -> list[list[str]]:
    """Return studies as rows of school, degree, subject, year."""
    return [[one.school, one.degree, one.area or "-", view.year(one)] for one in view.person.education]


def study_heads(view: View) -> list[str]:
    """Return the head row of a table of studies."""
    return [view.label(key) for key in ("school", "degree", "area", "year")]


def tail(view: View) -> list[Block]:
    """Return skills, languages and certificates as plain sections."""
    out: list[Block] = lines(view.head("skills"), kind="head") + lines(", ".join(view.skills()))
    out += lines(view.head("languages"), kind="head") + lines("; ".join(view.tongues()))
    return out + lines(view.head("certs"), kind="head") + lines(*view.certs(), kind="bullet")


def form_grid(view: View) -> list[Block]:
    """Return a government form: numbered boxes, one grid for each employer."""
    out: list[Block] = [Line(view.pick_title(), "title"), *lines("1. " + view.head("personal"), kind="head")]
    out += grid(personal_rows(view), HALF) + lines("2. " + view.head("education"), kind="head")
    out += grid([study_heads(view), *study_rows(view)], (0.35, 0.25, 0.25, 0.15), header=True)
    out += lines("3. " + view.head("work"), kind="head")
    for job in view.person.work:
        said = view.said(job)
        out += grid(
            [
                [f"{view.label('from')}: {said.first}", f"{view.label('to')}: {said.last or view.now}"],
                [f"{view.label('employer')}: {job.company}", f"{view.label('place')}: {job.city or '-'}"],
                [
                    f"{view.label('position')}: {job.title}",
                    f"{view.label('duties')}: {'; '.join(job.highlights) or '-'}",
                ],
            ],
            (0.5, 0.5),
        )
        out.append(Line("", "small"))
    out += lines("4. " + view.head("languages"), kind="head") + grid(
        [[name, level or ""] for name, level in view.person.languages], HALF
    )
    out += lines("5. " + view.head("skills"), kind="head") + grid([[", ".join(view.skills())]], (1,))
    out += lines("6. " + view.head("certs"), kind="head") + grid(
        [[name, year or ""] for name, _, year in view.person.certifications], (0.7, 0.3)
    )
    return [*out, Line(f"{view.label('signature')}: ______________________")]


def held_blocks(view: View) -> list[Block]:
    """Return repeated blocks of "Position held / Employer / Dates", each label on its own line."""
    out: list[Block] = [Line(view.person.name, "name"), Line(view.address()), Line("; ".join(view.person.phones))]
    out += lines(*view.person.emails, *view.person.links) + lines(view.head("work"), kind="head")
    for job in view.person.work:
        out += lines(f"{view.label('dates')}: {view.when(job)}", f"{view.label('position')}: {job.title}")
        out += lines(
            f"{view.label('employer')}: {job.company}", f"{view.label('place')}: {job.city}" if job.city else ""
        )
        out += lines(f"{view.label('duties')}: {', '.join(job.highlights)}" if job.highlights else "")
        out.append(Line("", "small"))
    out += lines(view.head("education"), kind="head")
    for one in view.person.education:
        out += lines(
            f"{view.label('year')}: {view.year(one)}",
            f"{view.label('school')}: {one.school}",
            f"{view.label('degree')}: {one.degree}",
        )
        out += lines(f"{view.label('area')}: {one.area}" if one.area else "")
        out.append(Line("", "small"))
    return out + tail(view)


def biodata(view: View) -> list[Block]:
    """Return a South Asian bio-data with a declaration at its end."""
    person = view.person
    out: list[Block] = [Line("BIO-DATA", "title"), Line(person.name.upper(), "name")]
    out += grid([[label, ": " + value] for label, value in personal_rows(view)], HALF, ruled=False)
    out += lines("Father's Name : Late Shri R. L. " + person.name.split()[-1]) + lines(
        view.head("summary").upper(), kind="head"
    )
    out += lines(person.summary or "") + lines("ACADEMIC QUALIFICATION", kind="head")
    rows = [
        [
            one.degree + (f" ({one.area})" if one.area else ""),
            one.school,
            view.year(one),
            f"{view.rng.randint(51, 88)}%",
        ]
        for one in person.education
    ]
    out += grid(
        [["Examination", "Board/University", "Year of passing", "Marks"], *rows], (0.3, 0.4, 0.15, 0.15), header=True
    )
    out += lines("WORKING EXPERIENCE", kind="head")
    for place, job in enumerate(person.work, 1):
        out += lines(f"{place}) {job.title} in {view.at(job)} {view.when(job)}.") + lines(
            *job.highlights, kind="bullet"
        )
    out += lines("COMPUTER SKILLS / STRENGTHS", kind="head") + lines(*view.skills(), kind="bullet")
    out += lines("Languages Known : " + ", ".join(name for name, _ in person.languages)) + lines(
        "CERTIFICATE", kind="head"
    )
    out += lines(*[name for name, _, _ in person.certifications], kind="bullet") + lines("DECLARATION", kind="head")
    out += lines("I hereby declare that the above information is true to the best of my knowledge and belief.")
    return out + grid(
        [["Date : ..............\nPlace : " + (person.city or ""), f"( {person.name} )"]], (0.6, 0.4), ruled=False
    )


def sea_service(view: View) -> list[Block]:
    """Return a seaman's application: grids of sea service and documents."""
    person = view.person
    out: list[Block] = [Line("APPLICATION FOR EMPLOYMENT - SEAFARER", "title")]
    out += grid(
        [[*one, *two] for one, two in zip(personal_rows(view)[:3], personal_rows(view)[3:6], strict=True)],
        (0.17, 0.33, 0.15, 0.35),
    )
    out += lines(
        "E-mail: " + ", ".join(person.emails),
        *person.links,
        "Seaman's book: C0" + str(view.rng.randint(100000, 999999)),
    )
    out += lines("SEA SERVICE / WORK EXPERIENCE", kind="head")
    ships = (
        "Ocean Prosperity",
        "Stella Maris",
        "Hanjin Tacoma",
        "Iver Ambition",
        "Golden Daisy",
        "MSC Lirica",
        "Cape Aster",
        "Nord Venus",
    )
    rows = [
        [
            ships[place % len(ships)],
            view.rng.choice(("Bulk", "Chem. tanker", "Container", "Ro-Ro", "Oil/Chem")),
            f"{view.rng.randint(9, 90)},{view.rng.randint(100, 999)}",
            job.company,
            job.title,
            view.said(job).first,
            view.said(job).last or view.now,
        ]
        for place, job in enumerate(person.work)
    ]
    out += grid(
        [["Vessel", "Type", "GRT", "Company", "Rank", "Sign on", "Sign off"], *rows],
        (0.17, 0.11, 0.1, 0.2, 0.18, 0.12, 0.12),
        header=True,
    )
    out += lines("EDUCATION", kind="head") + grid(
        [study_heads(view), *study_rows(view)], (0.35, 0.25, 0.25, 0.15), header=True
    )
    out += lines("CERTIFICATES AND DOCUMENTS", kind="head")
    rows = [
        [name, f"{view.rng.randint(10000, 99999)}-{view.rng.randint(10, 99)}", f"12.03.{year}", "Unlimited"]
        for name, _, year in person.certifications
    ]
    out += grid([["Certificate", "Number", "Issued", "Valid till"], *rows], (0.4, 0.2, 0.2, 0.2), header=True)
    out += lines("Special skills: " + ", ".join(view.skills()), "Languages: " + ", ".join(view.tongues()))
    return [*out, Line("Next of kin: wife. Boiler suit size: L. Shoes: 43.")]


def questions(view: View) -> list[Block]:
    """Return an application form of questions and answers."""
    person = view.person
    out: list[Block] = [Line("Application form – please complete in BLOCK letters or type", "title")]
    out += (
        lines("Section A: about you", kind="head")
        + grid(personal_rows(view), HALF)
        + lines("Section B: your present or last job", kind="head")
    )
    for place, job in enumerate(person.work):
        if place == 1:
            out += lines("Section C: employment before that (most recent first)", kind="head")
        rows = [
            ["Employer (name and town)", view.at(job)],
            ["Your job title", job.title],
            ["Date started", view.said(job).first],
        ]
        rows += [
            ["Date left", view.said(job).last or view.now],
            ["Main duties", ". ".join(job.highlights) or "as per job title"],
        ]
        out += grid(
            [
                *rows,
                [
                    "Reason for leaving",
                    view.rng.choice(("end of contract", "career move", "moved house", "redundancy", "n/a")),
                ],
            ],
            HALF,
        )
        out.append(Line("", "small"))
    out += lines("Section D: schools and colleges", kind="head") + grid(
        [study_heads(view), *study_rows(view)], (0.35, 0.25, 0.25, 0.15), header=True
    )
    out += lines("Section E: training courses", kind="head") + lines(*view.certs(), kind="bullet")
    out += lines("Which languages do you speak? " + ", ".join(view.tongues()) + ".") + lines(
        "Section F: skills for this job", kind="head"
    )
    out += lines(", ".join(view.skills())) + lines("Do you need a work permit? No.   Have you ever been dismissed? No.")
    return [*out, Line("Signed ..............................   Date ....................")]


def register(view: View) -> list[Block]:
    """Return one wide table with a row for each job and all else around it."""
    person = view.person
    out: list[Block] = [Line(f"{view.pick_title()} - {person.name}", "title")]
    out += lines(" | ".join([view.address(), *person.phones, *person.emails, *person.links])) + lines(
        view.head("work"), kind="head"
    )
    rows = [
        [str(place), view.when(job), job.company, job.city or "", job.title, "\n".join(job.highlights)]
        for place, job in enumerate(person.work, 1)
    ]
    out += grid(
        [[view.label(key) for key in ("no", "period", "employer", "place", "position", "duties")], *rows],
        (0.05, 0.15, 0.2, 0.12, 0.2, 0.28),
        header=True,
    )
    out += lines(view.head("education"), kind="head") + grid(
        [study_heads(view), *study_rows(view)], (0.35, 0.25, 0.25, 0.15), header=True
    )
    return out + tail(view)


def dotted(view: View) -> list[Block]:
    """Return personal data and jobs behind leaders of typed dots."""
    out: list[Block] = [Line(view.pick_title(), "title")]
    for label, value in personal_rows(view):
        out += lines(label + " " + "." * max(3, 28 - len(label)) + " " + value)
    out += lines(view.head("education"), kind="head")
    for one in view.person.education:
        out += lines(f"{view.year(one)} {'.' * 12} {one.school}, {view.study(one)}")
    out += lines(view.head("work"), kind="head")
    for job in view.oldest_first():
        out += lines(f"{view.when(job)} {'.' * 8} {job.title}, {view.at(job)}") + lines(*job.highlights, kind="bullet")
    return out + tail(view)


def sheet_rows(view: View) -> list[Block]:
    """Return a resume kept in a spreadsheet: everything in cells, headings in the first column."""
    person = view.person
    rows = [
        [view.pick_title(), "", "", ""],
        ["", "", "", ""],
        *[[label, value, "", ""] for label, value in personal_rows(view)],
    ]
    rows += [
        ["", "", "", ""],
        [view.head("work"), "", "", ""],
        [view.label(key) for key in ("period", "employer", "position", "duties")],
    ]
    rows += [[view.when(job), view.at(job), job.title, "; ".join(job.highlights)] for job in person.work]
    rows += [["", "", "", ""], [view.head("education"), "", "", ""]]
    rows += [[view.year(one), one.school, one.degree, one.area or ""] for one in person.education]
    rows += [["", "", "", ""], [view.head("skills"), ", ".join(view.skills()[:4]), ", ".join(view.skills()[4:]), ""]]
    rows += [[view.head("languages"), ", ".join(view.tongues()), "", ""]]
    rows += [
        [view.head("certs") if not place else "", name, "", year or ""]
        for place, (name, _, year) in enumerate(person.certifications)
    ]
    return grid(rows, (0.22, 0.26, 0.24, 0.28), ruled=False)


def projects(view: View) -> list[Block]:
    """Return a consultant's profile with a table "Project | Client | Role | Period"."""
    person = view.person
    topics = (
        "ERP roll-out",
        "Reorganisation",
        "Audit 2.0",
        "New plant",
        "CRM migration",
        "Cost programme",
        "Training",
        "Tender support",
    )
    out: list[Block] = [Line(person.name, "name"), Line(" - ".join([*person.phones, *person.emails, view.address()]))]
    out += (
        lines(*person.links)
        + lines(view.head("summary"), kind="head")
        + lines(person.summary or "")
        + lines(view.head("work"), kind="head")
    )
    rows = [
        [
            f"{topics[place % len(topics)]}" + ("\n- " + "\n- ".join(job.highlights) if job.highlights else ""),
            view.at(job),
            job.title,
            view.when(job),
        ]
        for place, job in enumerate(person.work)
    ]
    out += grid(
        [[view.label(key) for key in ("project", "client", "role", "period")], *rows],
        (0.32, 0.22, 0.24, 0.22),
        header=True,
    )
    out += lines(view.head("education"), kind="head") + lines(
        *[f"{view.study(one)} - {one.school} - {view.year(one)}" for one in person.education]
    )
    return out + tail(view)


def contractor(view: View) -> list[Block]:
    """Return many short projects, each with an "Environment:" line."""
    person = view.person
    out: list[Block] = [
        Line(person.name, "name"),
        Line(", ".join([*person.emails, *person.phones]), "center"),
        *lines(*person.links, kind="center"),
    ]
    out += lines(view.address()) + lines(view.head("summary"), kind="head") + lines(person.summary or "", kind="bullet")
    out += (
        lines(view.head("skills"), kind="head")
        + lines(", ".join(view.skills()))
        + lines(view.head("work"), kind="head")
    )
    for job in person.work:
        out += lines(
            f"{view.label('client')}: {view.at(job)}          {view.when(job)}",
            f"{view.label('role')}: {job.title}",
            kind="sub",
        )
        out += lines(*job.highlights, kind="bullet")
        out += lines(f"{view.label('env')}: {', '.join(view.rng.sample(view.skills(), min(4, len(view.skills()))))}.")
    out += lines(view.head("education"), kind="head") + lines(
        *[f"{view.study(one)}, {one.school}, {view.year(one)}" for one in person.education], kind="bullet"
    )
    out += (
        lines(view.head("certs"), kind="head")
        + lines(*view.certs(), kind="bullet")
        + lines(view.head("languages"), kind="head")
    )
    return out + lines(", ".join(view.tongues()))


def job_cards(view: View) -> list[Block]:
    """Return a grid of one tall cell for each job beside its dates, and personal data at the end."""
    person = view.person
    out: list[Block] = [
        Line(view.pick_title(), "title"),
        Line(person.name, "name"),
        *lines(view.head("work"), kind="head"),
    ]

    def cell(job: Job) -> str:
        return "\n".join([job.title, view.at(job, joint=" - "), *("* " + line for line in job.highlights)])

    out += grid([[view.when(job), cell(job)] for job in view.oldest_first()], (0.25, 0.75))
    out += lines(view.head("education"), kind="head")
    out += grid(
        [[view.year(one), f"{one.school}\n{view.study(one)}"] for one in reversed(person.education)], (0.25, 0.75)
    )
    out += tail(view)
    return [*out, Break(), *lines(view.head("personal"), kind="head"), *grid(personal_rows(view), HALF)]
