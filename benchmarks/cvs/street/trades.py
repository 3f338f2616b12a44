"""Turn a person into the blocks of resumes as single trades and ages make them."""

from benchmarks.cvs.street.blocks import Block, Break, Line, grid, lines
from benchmarks.cvs.street.forms import HALF, personal_rows, study_heads, study_rows, tail
from benchmarks.cvs.street.loose import contact, study_lines
from benchmarks.cvs.street.view import View


def three_columns(view: View) -> list[Block]:
    """Return an infographic of three columns: about, work, learning."""
    person = view.person
    left = [
        view.head("personal").upper(),
        view.address(),
        *person.phones,
        *person.emails,
        *person.links,
        "",
        view.head("skills").upper(),
    ]
    for place, skill in enumerate(view.skills()):
        left.append(f"{skill}  {'●' * (3 + place % 3)}{'○' * (2 - place % 3)}")
    middle = [view.head("work").upper()]
    for job in person.work:
        middle += [view.when(job), job.title, view.at(job, joint=" / "), *("- " + line for line in job.highlights), ""]
    right = [view.head("education").upper()]
    for one in person.education:
        right += [view.year(one), one.degree, *([one.area] if one.area else []), one.school, ""]
    right += [view.head("languages").upper(), *view.tongues(), "", view.head("certs").upper(), *view.certs()]
    return [
        Line(person.name, "title"),
        *grid([["\n".join(left), "\n".join(middle), "\n".join(right)]], (0.29, 0.43, 0.28), ruled=False),
    ]


def slides(view: View) -> list[Block]:
    """Return a slide for each section."""
    person = view.person
    out: list[Block] = [
        Line(person.name, "title"),
        *lines(person.summary or "", kind="center"),
        *lines(" | ".join([view.address(), *person.phones, *person.emails]), *person.links, kind="center"),
    ]
    for job in person.work:
        out += [
            Break(),
            Line(f"{view.head('work')}: {view.when(job)}", "head"),
            Line(job.title, "sub"),
            Line(view.at(job)),
            *lines(*job.highlights, kind="bullet"),
        ]
    out += [Break(), Line(view.head("education"), "head"), *lines(*study_lines(view), kind="bullet"), Break()]
    return out + tail(view)


def veteran(view: View) -> list[Block]:
    """Return service history with units, decorations and places of duty."""
    out = contact(view) + lines("MILITARY AND CIVILIAN SERVICE", kind="head")
    for job in view.person.work:
        out += lines(f"{view.when(job)}     {job.company}", kind="sub") + lines(
            f"     {job.title}" + (f", {job.city}" if job.city else "")
        )
        out += lines(*job.highlights, kind="bullet")
    out += lines("AWARDS AND DECORATIONS", kind="head") + lines(
        "Army Commendation Medal (2), Good Conduct Medal (3), Operational Service Medal"
    )
    return out + lines("MILITARY AND CIVILIAN EDUCATION", kind="head") + lines(*study_lines(view, " - ")) + tail(view)


def pupil(view: View) -> list[Block]:
    """Return a pupil's resume: school first, marks in a grid, placements by the day."""
    out: list[Block] = [
        Line(view.pick_title(), "title"),
        *grid(personal_rows(view), HALF, ruled=False),
        Line(view.head("education"), "head"),
    ]
    out += lines(*[f"{view.year(one)}: {one.school} – {view.study(one)}" for one in view.person.education])
    out += grid(
        [["Maths", "English", "History", "Biology", "P.E."], ["2", "B", "C+", "1-", "A"]], (1, 1, 1, 1, 1), header=True
    )
    out += lines(view.head("work"), kind="head")
    for job in view.person.work:
        out += lines(f"{view.when(job)}: {job.title}, {view.at(job)}") + lines(*job.highlights, kind="bullet")
    return (
        out
        + tail(view)
        + lines(f"{view.head('hobbies')}: {view.pick('interests')}" if "interests" in view.words.lists else "")
    )


def schoolmaster(view: View) -> list[Block]:
    """Return a teacher's resume: schools with the subjects taught, results in a grid."""
    out = contact(view) + lines(view.head("summary"), kind="head") + lines(view.person.summary or "")
    out += lines("QUALIFICATIONS", kind="head") + grid(
        [study_heads(view), *study_rows(view)], (0.35, 0.25, 0.25, 0.15), header=True
    )
    out += lines("TEACHING AND OTHER POSTS", kind="head")
    for place, job in enumerate(view.person.work):
        out += lines(f"({'abcdefghijklmnop'[place]}) {job.company}, {job.city}" if job.city else job.company) + lines(
            f"Post: {job.title}    Duration: {view.when(job)}"
        )
        out += lines(
            "Classes and subjects: "
            + view.rng.choice(
                ("JSS2 Mathematics, SS1 Physics", "Grade 6-8 Science", "5th class, all subjects", "Form 3 Chemistry")
            )
        )
        out += lines(*job.highlights, kind="bullet")
    out += lines("Subjects offered at WAEC: Mathematics B3, English C5, Physics B2, Biology C4, Civics A1")
    return (
        out
        + tail(view)
        + lines(view.head("references"), kind="head")
        + lines("Rev. Fr. J. Okolie, Principal", "Mrs. B. Anand, Head of Department")
    )


def nurse(view: View) -> list[Block]:
    """Return a nurse's resume with registration numbers and wards."""
    out: list[Block] = [
        Line(view.person.name + ", RN", "name"),
        *contact(view)[1:],
        Line("PIN: 12A" + str(view.rng.randint(1000, 9999)) + "E    NMBI no. " + str(view.rng.randint(10000, 99999))),
    ]
    out += (
        lines(view.head("certs"), kind="head")
        + lines(*view.certs(), kind="bullet")
        + lines("Clinical experience", kind="head")
    )
    for job in view.person.work:
        out += lines(
            f"{job.title} | {job.company} | {job.city or ''} | {view.when(job)}".replace("|  |", "|"), kind="sub"
        )
        out += lines(
            f"Bed capacity: {view.rng.randint(20, 600)}. "
            f"Unit: {view.rng.choice(('ICU', 'Medical', 'A&E', 'Geriatric'))}."
        ) + lines(*job.highlights, kind="bullet")
    out += lines(view.head("education"), kind="head") + lines(
        *[f"{view.study(one)} | {one.school} | {view.year(one)}" for one in view.person.education]
    )
    out += (
        lines(view.head("skills"), kind="head")
        + lines(*view.skills(), kind="bullet")
        + lines(view.head("languages"), kind="head")
    )
    return out + lines(", ".join(view.tongues()))


def side_titles(view: View) -> list[Block]:
    """Return one borderless grid with the section titles in its left column."""
    person = view.person
    rows = [
        ["", person.name],
        [view.head("personal"), "\n".join([view.address(), *person.phones, *person.emails, *person.links])],
    ]
    for place, job in enumerate(person.work):
        cell = "\n".join(
            [
                f"{job.company}, {job.city}" if job.city else job.company,
                f"{job.title}; {view.when(job)}",
                *("- " + line for line in job.highlights),
            ]
        )
        rows.append([view.head("work") if not place else "", cell])
    rows += [
        [view.head("education") if not place else "", f"{one.school}\n{view.study(one)}, {view.year(one)}"]
        for place, one in enumerate(person.education)
    ]
    rows += [
        [view.head("skills"), ", ".join(view.skills())],
        [view.head("languages"), ", ".join(view.tongues())],
        [view.head("certs"), "\n".join(view.certs())],
    ]
    return grid(rows, (0.26, 0.74), ruled=False)


def bare_columns(view: View) -> list[Block]:
    """Return jobs as three unlabelled columns, employer first, dates last, all in one size."""
    out: list[Block] = [
        Line(", ".join([view.person.name, *view.person.phones])),
        *lines(*view.person.emails, view.address(), *view.person.links),
        Line(view.head("work"), "head"),
    ]
    out += grid(
        [[job.company + (f"\n{job.city}" if job.city else ""), job.title, view.when(job)] for job in view.person.work],
        (0.36, 0.36, 0.28),
        ruled=False,
    )
    out += lines(view.head("education"), kind="head") + grid(
        [[one.school, view.study(one), view.year(one)] for one in view.person.education],
        (0.36, 0.36, 0.28),
        ruled=False,
    )
    return out + tail(view)
