"""Turn a person with the text of a resume file into a manifest entry: only what the file visibly says is true of it."""

import hashlib
import re
import unicodedata
from typing import Any

from benchmarks.cvs.person import Person

HELD_SHARE = 0.5
SCHEME = re.compile(r"^https?://(www\.)?")


def letters(text: str) -> str:
    """Return the letters and digits of a text, NFKC and case-folded: how values are looked for."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


def split_of(layout: str) -> str:
    """Return the part a layout belongs to, `dev` or `held`: the same whatever layouts are added."""
    return "held" if hashlib.sha256(layout.encode()).digest()[0] < 256 * HELD_SHARE else "dev"


def truth_of(person: Person, text: str, *, years: bool = True, ends: bool = True, links: str = "") -> dict[str, Any]:
    """Return what `text` (and link targets) visibly says of the person.

    What is not printed is None, "?" for an end. `years` False: the layout prints no dates; `ends` False: only starts.
    """
    body = letters(text)

    def shown(value: str | None) -> str | None:
        return value if value and letters(value) in body else None

    def date(value: str | None) -> str | None:
        return value if value and years and value[2:4] in text else None

    work = [
        {
            "company": shown(job.company),
            "title": shown(job.title),
            "start": date(job.start),
            "end": (date(job.end) or "?") if job.end and ends else (None if years and ends else "?"),
            "highlights": [line for line in job.highlights if shown(line)],
        }
        for job in person.work
        if shown(job.company) or shown(job.title)
    ]
    education = [
        {
            "school": shown(one.school),
            "degree": shown(one.degree),
            "area": shown(one.area),
            "end": date(one.end),
        }
        for one in person.education
        if shown(one.school) or shown(one.degree)
    ]
    digits = re.sub(r"\D", "", text)
    phones = [
        (phone, e164)
        for phone, e164 in zip(person.phones, person.phones_e164, strict=True)
        if re.sub(r"\D", "", phone) in digits
    ]
    return {
        "name": shown(person.name),
        "emails": [one for one in person.emails if letters(one) in body],
        "phones": [phone for phone, _ in phones],
        "phones_e164": [e164 for _, e164 in phones],
        "links": [one for one in person.links if letters(SCHEME.sub("", one)) in body + letters(links)],
        "city": shown(person.city),
        "country": shown(person.country),
        "region": person.region,
        "headline": shown(person.headline),
        "summary": shown(person.summary),
        "work": work,
        "education": education,
        "skills": [skill for _, skills in person.skills for skill in skills if shown(skill)],
        "languages": [name for name, _ in person.languages if shown(name)],
        "certifications": [name for name, _, _ in person.certifications if shown(name)],
    }


def entry_of(
    path: str,
    layout: str,
    family: str,
    person: Person,
    truth: dict[str, Any],
    *,
    pages: int,
    months: bool = True,
    twocol: bool = False,
) -> dict[str, Any]:
    """Return one document of a manifest."""
    return {
        "id": path.rpartition("/")[2],
        "path": path,
        "ext": path.rpartition(".")[2],
        "layout": layout,
        "family": family,
        "person": person.id,
        "locale": person.locale,
        "months": months,
        "pages": pages,
        "twocol": twocol,
        "split": split_of(layout),
        "truth": truth,
    }
