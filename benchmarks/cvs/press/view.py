"""Turn a person into the strings a layout prints: dates in its style, headings in its words, grouped jobs."""

import random
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from benchmarks.cvs.person import Job, Person, Study
from benchmarks.cvs.press.dates import print_date, print_length, print_span
from benchmarks.cvs.press.invent import Made
from benchmarks.cvs.press.pools import Words, words_of

ICONS = {"phone": "\uf095", "email": "\uf0e0", "address": "\uf3c5", "web": "\uf0c1"}  # Font Awesome 5
TODAY = "2024-05"


@dataclass(frozen=True, slots=True)
class Style:
    """How a layout prints what it prints."""

    dates: str = "mon_y"
    open_as: str = "word"
    headline: bool = True
    summary: bool = True
    country: bool = True
    street: bool = False
    study_dates: str = "end"  # end, span or none
    levels: str = "word"  # word, cefr, none
    upper_name: bool = False
    languages: bool = True
    titles_of_name: bool = True


CEFR = ("A2", "B1", "B2", "C1", "")


def printed_person(made: Made, style: Style) -> Person:
    """Return the person without what the style leaves out, the name in the order it is printed in."""
    person = made.person
    return replace(
        person,
        name=f"{made.last} {made.first}" if style.upper_name else person.name,
        headline=person.headline if style.headline else None,
        summary=person.summary if style.summary else None,
        languages=person.languages if style.languages else (),
        country=person.country if style.country else None,
        education=tuple(replace(one, end=one.end if style.study_dates != "none" else None) for one in person.education),
    )


def view_of(made: Made, style: Style, turn: int, rng: random.Random) -> dict[str, Any]:
    """Return what is printed of a person: strings, lists and tables a template can use as they are."""
    person, words = printed_person(made, style), words_of(made.person.locale[:2])
    name = f"{made.last.upper()} {made.first}" if style.upper_name else person.name
    if style.titles_of_name:
        name = f"{made.prefix} {name}".strip() + (f", {made.suffix}" if made.suffix else "")
    jobs = [_job(job, style, words, turn) for job in person.work]
    return {
        "lang": words.language,
        "name": name,
        "first": made.first,
        "last": made.last,
        "headline": person.headline or "",
        "summary": person.summary or "",
        "place": _place(made, person, style, words),
        "phones": list(person.phones),
        "emails": list(person.emails),
        "links": list(person.links),
        "contact": _contact(made, person, style, words, turn),
        "personal": _personal(made, words, rng),
        "label": {key: words.one(key, turn) for key in words.table if key not in {"months", "short", "seasons"}},
        "work": jobs,
        "groups": _groups(person, jobs, style, words, turn),
        "education": [_study(one, style, words, turn) for one in person.education],
        "skills": [{"cat": category or "", "items": list(items)} for category, items in person.skills],
        "flat": [item for _, items in person.skills for item in items],
        "graded": [_graded(item, rng, words) for _, items in person.skills for item in items],
        "prose": _prose([item for _, items in person.skills for item in items], words),
        "referees": [
            {"text": text, "phone": f"+44 161 496 0{place + 4}18", "email": f"referee{place + 1}@example.org"}
            for place, text in enumerate(words.one("referees").split("|"))
        ],
        "languages": [_language(name, level, style, words) for name, level in person.languages],
        "certs": [
            {"name": name, "issuer": issuer or "", "year": year or ""} for name, issuer, year in person.certifications
        ],
        "extras": [{"title": title, "lines": list(lines)} for title, lines in person.extras],
    }


def _graded(item: str, rng: random.Random, words: Words) -> dict[str, Any]:
    steps = rng.randint(2, 5)
    return {"name": item, "n": steps, "level": words.table["levels"][min(4, 6 - steps)]}


def _prose(skills: list[str], words: Words) -> str:
    return words.one("prose").replace("{}", ", ".join(skills[:-1]), 1).replace("{}", skills[-1], 1)


def _place(made: Made, person: Person, style: Style, words: Words) -> str:
    parts = [words.one("streets")] if style.street else []
    return ", ".join([*parts, made.place, *([person.country] if person.country else [])])


def _contact(made: Made, person: Person, style: Style, words: Words, turn: int) -> list[dict[str, str]]:
    rows = [("address", _place(made, person, style, words))]
    rows += [("phone", phone) for phone in person.phones]
    rows += [("email", mail) for mail in person.emails]
    rows += [("web", link) for link in person.links]
    return [{"kind": kind, "icon": ICONS[kind], "label": words.one(kind, turn), "text": text} for kind, text in rows]


def _personal(made: Made, words: Words, rng: random.Random) -> list[dict[str, str]]:
    born = f"{made.born}-{rng.randint(1, 12):02d}"
    born_as = rng.choice(("dmy", "daylong", "dmy"))
    day = print_date(born, born_as, words).replace("01", f"{rng.randint(2, 28):02d}", 1)
    rows = [
        ("birth", day),
        ("nationality", words.one("nationals")),
        ("licence", rng.choice(("B", "B, BE", "A, B", "C1E"))),
    ]
    return [{"label": words.one(key), "text": text} for key, text in rows]


def _job(job: Job, style: Style, words: Words, turn: int) -> dict[str, Any]:
    return {
        "title": job.title,
        "company": job.company,
        "via": words.one("via").format(job.through) if job.through else "",
        "city": job.city or "",
        "dates": print_span(job.start, job.end, style.dates, words, turn=turn, open_as=style.open_as),
        "start": print_date(job.start, style.dates, words),
        "end": print_date(job.end, style.dates, words, last=True) if job.end else words.one("present", turn),
        "length": print_length(job.start, job.end or TODAY, words),
        "lines": list(job.highlights),
    }


def _groups(person: Person, jobs: list[dict[str, Any]], style: Style, words: Words, turn: int) -> list[dict[str, Any]]:
    """Return jobs below their employers: promotions share a heading."""
    pairs = zip(person.work, jobs, strict=True)
    groups = []
    for company, rows in groupby(pairs, key=lambda pair: pair[0].company):
        held = list(rows)
        start, end = held[-1][0].start, held[0][0].end
        groups.append(
            {
                "company": company,
                "city": held[0][0].city or "",
                "dates": print_span(start, end, style.dates, words, turn=turn, open_as=style.open_as),
                "length": print_length(start, end or TODAY, words),
                "jobs": [row for _, row in held],
            }
        )
    return groups


def _study(one: Study, style: Style, words: Words, turn: int) -> dict[str, str]:
    dates = ""
    if one.end and style.study_dates == "end":
        dates = print_date(one.end, style.dates, words)
    elif one.end and style.study_dates == "span":
        dates = print_span(one.start or one.end, one.end, style.dates, words, turn=turn)
    elif one.end and style.study_dates == "year":
        dates = one.end[:4]
    return {"school": one.school, "degree": one.degree, "area": one.area or "", "city": one.city or "", "dates": dates}


def _language(name: str, level: str | None, style: Style, words: Words) -> dict[str, Any]:
    step = int(level or 2)
    level_text = {"word": words.table["levels"][4 - step], "cefr": CEFR[step] or words.table["levels"][0], "none": ""}
    return {"name": name, "level": level_text[style.levels], "n": step + 1}
