"""Turn a seed into any number of people as the indices hold them: persons of a tenant, their shadows, members.

Five people in a row are two candidates, of whom the first is linked to a member, then three members whom the tenant
doesn't know. So 40 % are in the ATS, half of them linked, at every size; numbers are dense, as the store counts them.
Every other such row is restricted: its two candidates are found by one seat only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any, get_args

from benchmarks.draws import BLOCK, ROW, Person, Role, draw
from entities.access import seat_token
from entities.document import EVERYONE, PersonDocument
from entities.ids import InstanceId, RecordId, SourceId, TenantKey, record_id, stable_id

Public = Callable[[Sequence[int]], Mapping[int, str]]  # member numbers -> the tenant's own ids of them

ROLES: tuple[Role, ...] = get_args(Role)
SEATS = 200  # who share the restricted candidates
YEAR = 2026
TENANT, INSTANCE = TenantKey("tbench"), InstanceId("bench")
EMPTY = {name: field.default for name, field in PersonDocument.model_fields.items()}


@dataclass(frozen=True, slots=True)
class Crowd:
    """`size` people of a seed (a multiple of five); a smaller crowd of the seed holds the first of a larger one."""

    size: int
    seed: int
    tenant: TenantKey = TENANT

    @property
    def candidates(self) -> int:
        """Count the person documents of the tenant's index, without its shadows."""
        return 2 * self.size // len(ROW)

    @property
    def shadows(self) -> int:
        """Count the shadows of the tenant's index."""
        return self.size // len(ROW)

    @property
    def members(self) -> int:
        """Count the documents of the members' index."""
        return 4 * self.size // len(ROW)

    def people(self, *roles: Role) -> Iterator[list[Person]]:
        """Give the people of some roles (all if none is named) in the order of their numbers, block by block."""
        for block in range(-(-self.size // BLOCK)):
            drawn = [person for role in roles or ROLES for person in draw(self.seed, block, role)]
            yield sorted((one for one in drawn if one.number < self.size), key=lambda one: one.number)

    def tenant_documents(self, public: Public | None = None) -> Iterator[list[PersonDocument]]:
        """Give the tenant's index, batch by batch: persons, each with its shadow behind it if it has one.

        `public` gives the tenant's ids of some members; without a store they are made up.
        """
        for people in self.people("linked", "candidate"):
            keys = (public or self._public)([member_number(one) for one in people if one.role == "linked"])
            yield [document for person in people for document in tenant_documents(person, self.tenant, keys)]

    def member_documents(self) -> Iterator[list[PersonDocument]]:
        """Give the members' index, batch by batch, in the order of their numbers."""
        for people in self.people("linked", "member"):
            yield [member_document(person) for person in people]

    def profiles(self) -> Iterator[list[dict[str, Any]]]:
        """Give the members as an import's rows, in the order of their numbers."""
        for people in self.people("linked", "member"):
            yield [profile(person) for person in people]

    def _public(self, numbers: Sequence[int]) -> dict[int, str]:
        return {number: stable_id("m", self.tenant, str(number)) for number in numbers}


def viewers() -> dict[str, tuple[str, ...] | None]:
    """Name two viewers: one who finds all of the tenant's people, one who finds about half."""
    return {"everything": None, "half": (EVERYONE, seat_token("s000"))}


def tenant_number(person: Person) -> int:
    """Give the number of a candidate's document in the tenant's index."""
    return 2 * (person.number // len(ROW)) + person.number % len(ROW) + 1


def member_number(person: Person) -> int:
    """Give a member's number; the linked one is the first of its row."""
    row, place = divmod(person.number, len(ROW))
    return (len(ROW) - 1) * row + max(place, 1)


def tenant_documents(person: Person, tenant: TenantKey, public: Mapping[int, str]) -> tuple[PersonDocument, ...]:
    """Write what the tenant's index holds of a person: nothing, a candidate, or a candidate with a member's shadow."""
    if person.role == "member":
        return ()
    access = _access(person)
    own: dict[str, Any] = {
        "number": tenant_number(person),
        "in_ats": True,
        "stages": (person.stage,),
        "sources": (person.source,),
        "access": access,
    }
    if person.role == "candidate":
        key = record_id(tenant, INSTANCE, "candidate", SourceId(f"c{person.number}"))
        return (_written(person, key=key, **own),)
    number = member_number(person)
    key = RecordId(public[number])
    shadow = _written(person, key=key, member=number, shadow=True, access=access)
    return _written(person, key=key, member=number, **own), shadow


def member_document(person: Person) -> PersonDocument:
    """Write what the members' index holds of a person who is a member."""
    number = member_number(person)
    return _written(person, key=str(number), number=number, member=number)


def profile(person: Person) -> dict[str, Any]:
    """Write a member as an import's row: its document has the same texts as `member_document`."""
    held = list(zip_longest(person.titles, person.companies, fillvalue=""))
    started = YEAR - person.years
    ends = [started + person.years * place // len(held) for place in range(1, len(held))]
    spans = reversed(list(pairwise([started, *ends, None])))
    positions = [
        {"title": title, "company": company, "start": str(start), "end": "" if end is None else str(end)}
        for (title, company), (start, end) in zip(held, spans, strict=True)
    ]
    return {
        "id": f"m{member_number(person):08d}",
        "name": person.name,
        "headline": person.headline,
        "summary": person.summary,
        "location": person.place,
        "positions": positions,
        "education": [{"school": person.school}],
        "skills": list(person.skills),
        "open_to_work": person.open_to_work,
    }


def _access(person: Person) -> tuple[str, ...]:
    row = person.number // len(ROW)
    return (seat_token(f"s{row // 2 % SEATS:03d}"),) if row % 2 else (EVERYONE,)


def _written(person: Person, **own: Any) -> PersonDocument:
    """Fill in what all documents of a person share; nothing is checked again, for a million are made."""
    fields = {
        **EMPTY,
        "version": 1,
        "name": person.name,
        "headline": person.headline,
        "titles": person.titles,
        "companies": person.companies,
        "skills": person.skills,
        "schools": (person.school,),
        "summary": person.summary,
        "current_title": person.titles[0],
        "current_company": person.companies[0],
        "location": person.place,
        "years": person.years,
        "open_to_work": person.open_to_work,
        "updated": person.updated,
    }
    return PersonDocument.model_construct(**{**fields, **own})
