"""Turn persons into the texts that a match compares, by plain reading: what the slow references work on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from entities.member import Position
from entities.person import Person
from matcher import careers, fields, mailboxes, names
from matcher.prepare import region_form


@dataclass(frozen=True)
class Parts:
    """One person's texts after cleaning; empty text means no value."""

    id: str
    first: str
    middle: str
    last: str
    other: str
    given_joined: str
    last_joined: str
    canon: frozenset[str]
    emails: frozenset[str]
    locals: frozenset[str]
    phones: frozenset[str]
    handles: frozenset[str]
    companies: frozenset[str]
    schools: frozenset[str]
    company: str
    title: str
    family: str
    city: str
    country: str
    birth: int
    generation: str
    region: str
    boxes: frozenset[str]
    hosts: frozenset[str]
    slugs: frozenset[str]
    employers: frozenset[str]
    stints: frozenset[tuple[str, int]]
    titles: frozenset[str]
    degrees: frozenset[tuple[str, int]]
    tokens: tuple[str, ...]

    @property
    def patterns(self) -> frozenset[str]:
        if not (self.first and self.last):
            return frozenset()
        return frozenset((self.first + self.last_joined, self.first[:1] + self.last_joined, self.first + self.last[:1]))

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in (self.first, self.middle, self.last, self.other) if part)


def _some(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text in texts if text)


def parts_of(person: Person) -> Parts:
    given_names, surnames = names.tokens(person.first_name), names.tokens(person.last_name)
    if not (given_names and surnames):
        whole = names.split_name(person.name.strip() or person.first_name)
        if whole[1] or not surnames:
            given_names, surnames = whole
    plain, called = names.without_particles(surnames), names.without_particles(given_names)
    lone = "".join(given_names)
    forms = [fields.email_form(email) for email in person.emails]
    current = next((p for p in person.positions if not p.end), (*person.positions, Position())[0])
    companies = _some(fields.company_form(position.company) for position in person.positions)
    title, family = fields.title_forms(current.title)
    city, country = fields.place_forms(person.location)
    return Parts(
        id=person.id,
        first=(called or [""])[0],
        middle=(names.tokens(person.middle_name) or called[1:] or [""])[0],
        last=(plain or [""])[0],
        other=plain[-1] if len(plain) > 1 else "",
        given_joined=lone,
        last_joined="".join(surnames),
        canon=frozenset(names.canonicals(called[0]) if called else ()),
        emails=_some(address for address, _ in forms),
        locals=_some([*(letters for _, letters in forms), *([] if surnames or len(lone) < 5 else [_letters(lone)])]),
        phones=_some(map(fields.phone_form, person.phones)),
        handles=_some(map(fields.handle_form, person.handles)),
        companies=companies,
        schools=_some(fields.company_form(entry.school) for entry in person.education),
        company=fields.company_form(current.company),
        title=title,
        family=family,
        city=city,
        country=country,
        birth=fields.birth_form(person.birth_date),
        generation=names.generation(person.last_name) or names.generation(person.name),
        region=region_form(person.location),
        boxes=_some([*map(mailboxes.box_form, person.emails), "" if surnames or len(lone) < 5 else lone]),
        hosts=_some(map(mailboxes.host_form, person.emails)),
        slugs=_some(map(mailboxes.slug_form, person.handles)),
        employers=_some(
            word for company in companies for word in (company.replace(" ", ""), company.partition(" ")[0])
        ),
        stints=frozenset(
            (fields.company_form(held.company), int(held.end)) for held in person.positions if held.end and held.company
        ),
        titles=_some(fields.title_forms(position.title)[1] for position in person.positions),
        degrees=frozenset(
            (fields.company_form(entry.school), careers.year_of(entry.end))
            for entry in person.education
            if entry.school and careers.year_of(entry.end)
        ),
        tokens=(*dict.fromkeys(called), *dict.fromkeys(plain)),
    )


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text)
