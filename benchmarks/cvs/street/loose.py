"""Turn a person into the blocks of resumes typed freely: prose, letters, lists without any order."""

from benchmarks.cvs.person import Job
from benchmarks.cvs.street.blocks import Block, Break, Line, grid, lines
from benchmarks.cvs.street.forms import personal_rows, tail
from benchmarks.cvs.street.view import View


def contact(view: View) -> list[Block]:
    """Return name and addresses as plain lines."""
    person = view.person
    return [
        Line(person.name, "name"),
        Line(view.address()),
        *lines(", ".join(person.phones), *person.emails, *person.links),
    ]


def study_lines(view: View, joint: str = ", ") -> list[str]:
    """Return studies as one line each."""
    return [joint.join([view.year(one), one.school, view.study(one)]) for one in view.person.education]


def sentence(view: View, job: Job) -> str:
    """Return a job as a sentence in the first person."""
    said, text = view.said(job), view.words.text
    place = job.city or view.person.city or ""
    if job.end is None:
        told = text["aboutnow"].format(d=text["fromon"].format(a=said.first), t=job.title, c=job.company, p=place)
    else:
        span = text["fromto"].format(a=said.first, b=said.last) if said.last and said.first != said.last else said.text
        told = text["about"].format(d=span, t=job.title, c=job.company, p=place)
    return told[0].upper() + told[1:]


def prose(view: View) -> list[Block]:
    """Return a resume in running text, one paragraph a theme."""
    person, text = view.person, view.words.text
    out: list[Block] = [Line(view.pick_title(), "title"), *contact(view), Line("", "small")]
    out += lines(
        " ".join(
            text["learned"].format(area=one.area or one.degree, s=one.school, g=one.degree, y=view.year(one))
            for one in reversed(person.education)
        )
    )
    for job in view.oldest_first():
        out += lines(" ".join([sentence(view, job), *(line[0].upper() + line[1:] + "." for line in job.highlights)]))
    out += lines(
        f"{view.head('skills')}: {', '.join(view.skills())}.", f"{view.head('languages')}: {', '.join(view.tongues())}."
    )
    return out + lines(f"{view.head('certs')}: {', '.join(view.certs())}.")


def letter(view: View) -> list[Block]:
    """Return a letter of application with the resume on the next page."""
    person = view.person
    greeting = view.words.text.get(
        "letter",
        "Dear Sir or Madam,|I am writing to apply for the job in your "
        "advertisement of 3rd May. Please find my resume on the next page. "
        "I can start at once and would be glad to come for an interview.|Yours faithfully,",
    ).split("|")
    out: list[Block] = [
        Line(person.name),
        Line(view.address()),
        *lines(*person.phones, *person.emails),
        Line("", "small"),
        Line("Hartmann & Cole Ltd"),
        Line("Personnel"),
        Line("", "small"),
    ]
    out += lines(greeting[0], person.summary or "", greeting[1], greeting[2], person.name)
    out += [Break(), Line(view.pick_title(), "title"), *lines(view.head("personal"), kind="head")]
    out += grid(personal_rows(view), (0.3, 0.7), ruled=False) + lines(view.head("work"), kind="head")
    for job in person.work:
        out += grid(
            [
                [
                    view.when(job),
                    "\n".join(
                        [f"{job.title}, {job.company}" + (f" ({job.city})" if job.city else ""), *job.highlights]
                    ),
                ]
            ],
            (0.3, 0.7),
            ruled=False,
        )
    out += lines(view.head("education"), kind="head")
    out += grid(
        [[view.year(one), f"{view.study(one)}, {one.school}"] for one in person.education], (0.3, 0.7), ruled=False
    )
    return out + tail(view)


def functional(view: View) -> list[Block]:
    """Return a functional resume: what was done first, bare lines of employment last."""
    person = view.person
    done = [line for job in person.work for line in job.highlights]
    out: list[Block] = contact(view) + lines(view.head("summary"), kind="head") + lines(person.summary or "")
    out += (
        lines(view.head("skills"), kind="head")
        + lines(", ".join(view.skills()))
        + lines(*dict.fromkeys(done), kind="bullet")
    )
    out += lines(view.head("work"), kind="head") + lines(
        *[f"{job.title}, {view.at(job)}, {view.when(job)}" for job in person.work]
    )
    out += lines(view.head("education"), kind="head") + lines(*study_lines(view, " - "))
    out += (
        lines(view.head("languages"), kind="head")
        + lines(", ".join(view.tongues()))
        + lines(view.head("certs"), kind="head")
    )
    return out + lines(*view.certs())


def bullets_only(view: View) -> list[Block]:
    """Return one list of bullets, headings among them."""
    person = view.person
    texts = [person.name, view.address(), *person.phones, *person.emails, *person.links, view.head("work") + ":"]
    for job in person.work:
        texts += [f"{view.when(job)} {job.title} - {view.at(job)}", *job.highlights]
    texts += [view.head("education") + ":", *study_lines(view), view.head("skills") + ":", *view.skills()]
    texts += [view.head("languages") + ":", *view.tongues(), view.head("certs") + ":", *view.certs()]
    return lines(*texts, kind="bullet")


def centred(view: View) -> list[Block]:
    """Return everything as centred lines."""
    person = view.person
    texts = [
        person.name,
        view.address(),
        " * ".join([*person.phones, *person.emails]),
        *person.links,
        "",
        view.head("work"),
    ]
    for job in person.work:
        texts += [job.title, view.at(job), view.when(job), *job.highlights, "~"]
    texts += [view.head("education")]
    for one in person.education:
        texts += [one.school, view.study(one), view.year(one)]
    texts += [view.head("skills"), " • ".join(view.skills()), view.head("languages"), " • ".join(view.tongues())]
    return lines(*texts, view.head("certs"), " • ".join(view.certs()), kind="center")


def one_cell(view: View) -> list[Block]:
    """Return the whole resume as the text of a single table cell."""
    texts = [block.text for block in held_last(view) if isinstance(block, Line)]
    return grid([["\n".join(texts)]], (1,))


def held_last(view: View) -> list[Block]:
    """Return "Company – place" with title and dates on the line below."""
    out = contact(view)
    out += (
        lines(view.head("summary"), kind="head")
        + lines(view.person.summary or "")
        + lines(view.head("work"), kind="head")
    )
    for job in view.person.work:
        out += (
            lines(view.at(job, joint=" – "), kind="sub")
            + lines(f"{job.title}, {view.when(job)}")
            + lines(*job.highlights, kind="bullet")
        )
    out += lines(view.head("education"), kind="head")
    for one in view.person.education:
        out += lines(one.school, kind="sub") + lines(f"{view.study(one)}, {view.year(one)}")
    return out + tail(view)


def oldest_table(view: View) -> list[Block]:
    """Return dates left and text right, the oldest first, school before work."""
    person = view.person
    out: list[Block] = [Line(view.pick_title(), "title"), *lines(view.head("personal"), kind="head")]
    out += grid(personal_rows(view), (0.3, 0.7), ruled=False) + lines(view.head("education"), kind="head")
    out += grid(
        [[view.year(one), f"{one.school}, {view.study(one)}"] for one in reversed(person.education)],
        (0.3, 0.7),
        ruled=False,
    )
    out += lines(view.head("work"), kind="head")
    rows = [
        [view.when(job), "\n".join([f"{job.title} – {view.at(job)}", *job.highlights])] for job in view.oldest_first()
    ]
    return out + grid(rows, (0.3, 0.7), ruled=False) + tail(view)


def middle_dates(view: View) -> list[Block]:
    """Return jobs whose dates stand in the middle of the line."""
    out = contact(view) + lines(view.head("work"), kind="head")
    for job in view.person.work:
        out += lines(f"{job.title}, {view.when(job)}, {job.company}" + (f" ({job.city})" if job.city else "")) + lines(
            *job.highlights, kind="bullet"
        )
    out += lines(view.head("education"), kind="head") + lines(
        *[f"{one.school}, {view.year(one)}, {view.study(one)}" for one in view.person.education]
    )
    return out + tail(view)


def bracket_place(view: View) -> list[Block]:
    """Return employer with its place in brackets, then the title after a dash, typed unevenly."""
    out = contact(view) + lines(view.head("work"), kind="head")
    for place, job in enumerate(view.person.work):
        where = f"{job.company} ({job.city})" if job.city else job.company
        marks = ((" – ", ": "), (" - ", " "), ("  –  ", " , "))[place % 3]
        out += lines(f"{view.when(job)}{marks[1]}{where}{marks[0]}{job.title}") + lines(*job.highlights, kind="bullet")
    return out + lines(view.head("education"), kind="head") + lines(*study_lines(view, "  ")) + tail(view)


def swapped(view: View) -> list[Block]:
    """Return entries whose title and employer change places without any reason."""
    out = contact(view) + lines(view.head("work"), kind="head")
    for place, job in enumerate(view.person.work):
        one, two = (job.company, job.title) if place % 3 == 1 else (job.title, job.company)
        out += lines(f"{one}, {two}" + (f", {job.city}" if job.city and place % 3 != 1 else ""), kind="sub")
        out += lines(view.when(job)) + lines(*job.highlights, kind="bullet")
    return out + lines(view.head("education"), kind="head") + lines(*study_lines(view)) + tail(view)


def glued(view: View) -> list[Block]:
    """Return a resume with a page of somebody else's reference behind it."""
    out = held_last(view)
    told = (
        "To whom it may concern|This is to certify that the above named person worked in our house "
        "to our full satisfaction. "
        "He/she left on own request. We wish all the best for the future.|B. Achterberg, Personnel Department"
    )
    return [*out, Break(), Line("REFERENCE", "title"), *lines(*told.split("|"))]


def numbered(view: View) -> list[Block]:
    """Return numbered sections with numbered entries."""
    person = view.person
    out: list[Block] = [Line(view.pick_title(), "title"), Line("1. " + view.head("personal"), "head")]
    out += lines(*[f"1.{place} {label}: {value}" for place, (label, value) in enumerate(personal_rows(view), 1)])
    out += lines("2. " + view.head("work"), kind="head")
    for place, job in enumerate(person.work, 1):
        out += lines(f"2.{place} {view.when(job)}: {job.title}, {view.at(job)}") + lines(
            *[f"{letter_}) {line}" for letter_, line in zip("abcdef", job.highlights, strict=False)]
        )
    out += lines("3. " + view.head("education"), kind="head") + lines(
        *[f"3.{place} {line}" for place, line in enumerate(study_lines(view), 1)]
    )
    out += lines("4. " + view.head("skills"), kind="head") + lines(", ".join(view.skills()))
    out += lines("5. " + view.head("languages"), kind="head") + lines(", ".join(view.tongues()))
    return (
        out
        + lines("6. " + view.head("certs"), kind="head")
        + lines(*[f"6.{place} {line}" for place, line in enumerate(view.certs(), 1)])
    )


def career_break(view: View) -> list[Block]:
    """Return title-first entries with a break for the family told between them."""
    out = contact(view) + lines(view.head("work"), kind="head")
    for place, job in enumerate(view.person.work):
        out += (
            lines(job.title, kind="sub") + lines(view.at(job), view.when(job)) + lines(*job.highlights, kind="bullet")
        )
        if place == 0:
            out += lines("(" + view.words.text.get("break", "after that at home with my children") + ")")
    return out + lines(view.head("education"), kind="head") + lines(*study_lines(view, " – ")) + tail(view)


def publications(view: View) -> list[Block]:
    """Return an academic's appointments followed by a long list of publications."""
    person = view.person
    last = person.name.split()[-1]
    themes = (
        "Soil phosphorus in terraced fields",
        "A note on Schiff base complexes",
        "Spectra of thin films",
        "Dietary iron and school children",
        "Low cost filters for fluoride",
        "Remarks on a lemma of Dirac",
    )
    out = contact(view) + lines("Appointments held", kind="head")
    out += grid([[view.when(job), f"{job.title}, {view.at(job)}"] for job in person.work], (0.28, 0.72), ruled=False)
    out += lines(view.head("education"), kind="head") + lines(*study_lines(view)) + lines("Publications", kind="head")
    out += lines(
        *[
            f"[{place}] {last} {person.name[0]}., Rao P., Okafor D. ({view.rng.randint(2008, 2023)}) {theme}. "
            f"J. Appl. Sci. {view.rng.randint(4, 60)}, {view.rng.randint(10, 400)}-{view.rng.randint(401, 900)}."
            for place, theme in enumerate(themes, 1)
        ]
    )
    out += lines("Conferences attended", kind="head") + lines(
        "National symposium, Pune 2014 (poster)", "Summer school, Trieste, July 2016", kind="bullet"
    )
    return out + tail(view)


def engagements(view: View) -> list[Block]:
    """Return engagements in two columns and a table of productions that are no jobs."""
    person = view.person
    out = (
        contact(view)
        + lines("Height: 1.74 m   Hair: brown   Eyes: green   Playing age: 25-40")
        + lines("Engagements", kind="head")
    )
    out += grid([[job.title, job.company, view.when(job)] for job in person.work], (0.36, 0.36, 0.28), ruled=False)
    shows = ("La Bohème", "Macbeth", "The Plough and the Stars", "Messiah", "Cabaret")
    out += lines("Repertoire", kind="head") + grid(
        [[show, view.rng.choice(("chorus", "pit", "understudy", "ensemble"))] for show in shows],
        (0.5, 0.5),
        ruled=False,
    )
    return (
        out
        + lines("Training", kind="head")
        + lines(*[f"{view.study(one)} ({one.school}, {view.year(one)})" for one in person.education])
        + tail(view)
    )


def mandates(view: View) -> list[Block]:
    """Return a director's resume: board mandates apart from the executive career."""
    person, half = view.person, max(1, len(view.person.work) // 2)
    out: list[Block] = [
        Line(person.name, "name"),
        Line(view.address()),
        *lines(" / ".join(person.phones), *person.emails, *person.links),
    ]
    out += lines(person.summary or "") + lines("Board and advisory mandates", kind="head")
    out += lines(
        *[f"{job.company}: {job.title} ({view.when(job)})" for job in person.work[:half]], kind="bullet"
    ) + lines("Executive career", kind="head")
    for job in person.work[half:]:
        out += (
            lines(f"{job.company}, {job.city}" if job.city else job.company, kind="sub")
            + lines(f"{job.title} ({view.when(job)})")
            + lines(*job.highlights, kind="bullet")
        )
    return out + lines(view.head("education"), kind="head") + lines(*study_lines(view)) + tail(view)


def above_dates(view: View) -> list[Block]:
    """Return dates on a line of their own above, title and employer in one sentence with "at"."""
    joint = view.words.text.get("at", " at ")
    out = contact(view) + lines(view.head("work"), kind="head")
    for job in view.oldest_first():
        out += (
            lines(view.when(job), kind="small")
            + lines(f"{job.title}{joint}{view.at(job)}")
            + lines(*job.highlights, kind="bullet")
        )
    return out + lines(view.head("education"), kind="head") + lines(*study_lines(view, ": ")) + tail(view)


def one_liners(view: View) -> list[Block]:
    """Return whole sections as single lines parted by semicolons."""
    person = view.person
    out: list[Block] = [
        Line(person.name + ", " + ", ".join([view.address(), *person.phones, *person.emails, *person.links]))
    ]
    out += lines(view.head("work") + ":") + lines(
        *[f"{view.when(job)}; {job.company}; {job.city or ''}; {job.title}".replace("; ;", ";") for job in person.work]
    )
    out += lines(f"{view.head('education')}:") + lines(*study_lines(view, "; "))
    return out + lines(
        f"{view.head('skills')}: {'; '.join(view.skills())}",
        f"{view.head('languages')}: {'; '.join(view.tongues())}",
        f"{view.head('certs')}: {'; '.join(view.certs())}",
    )


def careless(view: View) -> list[Block]:
    """Return entries with doubled spaces, odd punctuation and letters left out of the duties."""
    out = contact(view) + lines(view.head("work") + " :-", kind="head")
    for place, job in enumerate(view.person.work):
        slips = [line.replace("tion", "toin", 1).replace("and", "adn", 1) for line in job.highlights]
        gap = " " * (1 + place % 4)
        out += lines(
            f"{view.when(job)}{gap}:{gap}{job.title}{gap},{job.company}{'.' * (place % 3)}",
            *(["(" + job.city + " )"] if job.city else []),
        )
        out += lines(*[line + " ." * (place % 2) for line in slips])
    return out + lines(view.head("education") + " :-", kind="head") + lines(*study_lines(view, " , ")) + tail(view)
